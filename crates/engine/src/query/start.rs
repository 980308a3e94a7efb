//! What the window needs first.

use domain::{
    Name, Object, PersonId, Scope,
    record::{Era, PersonName, ProfileField, Setting, SettingName},
};
use serde::de::DeserializeOwned;
use store::{
    Read, StoreError,
    table::{note, object, op, setting},
};

use super::{is_read, memberships, organization, unread};
use crate::{
    Engine,
    account::{Account, Closed, name, person},
    failure::Failure,
    sync,
    view::{DeskItem, Phase, Start, SyncState, SyncStatus},
};

pub(crate) fn start(engine: &Engine) -> Result<Start, Failure> {
    let account = match engine.vault() {
        Ok(account) => account,
        Err(why) => return Ok(closed(engine, why)),
    };
    Ok(account.store.read(|r| {
        let me = person(r)?;
        let phase = match me {
            None => Phase::SignedOut,
            Some(me) if !is_usable(r, me)? => Phase::FirstSync,
            Some(_) => Phase::Ready,
        };
        Ok(Start {
            phase,
            me: me.map(|me| own_name(r, me)).transpose()?,
            server: setting::get(r, name::SERVER)?,
            address: setting::get(r, name::ADDRESS)?,
            language: choice(r, name::LANGUAGE)?,
            theme: choice(r, name::THEME)?,
            status: status_of(engine, &account, r)?,
            era: me.map(|me| era(r, me)).transpose()?.unwrap_or_default(),
            desks: me.map(|me| desks(r, me)).transpose()?.unwrap_or_default(),
            unread: me.map(|me| unread(r, me)).transpose()?.unwrap_or(0),
            saving: account.folder.is_saving(),
            invited_server: engine.invited(),
            cache_rebuilt: account.opened.is_cache_rebuilt,
            outbox_salvaged: account.opened.is_outbox_salvaged,
        })
    })?)
}

pub(crate) fn status(engine: &Engine) -> Result<SyncStatus, Failure> {
    let account = engine.account()?;
    Ok(account.store.read(|r| status_of(engine, &account, r))?)
}

fn status_of(engine: &Engine, account: &Account, r: &Read<'_>) -> Result<SyncStatus, StoreError> {
    let progress = engine.progress();
    let state =
        if account.token().is_none() && person(r)?.is_some() { SyncState::SignedOutRemotely } else { progress.state };
    Ok(SyncStatus {
        state,
        // A clock that was ahead when it was noted, or is behind now, makes it a time to come: that says nothing.
        last_sync_at: note::get(r, sync::LAST_SYNC)?
            .and_then(|at| at.parse().ok())
            .filter(|at| *at <= engine.config().clock.now()),
        unsent: op::count_unsent(r)?,
        refused: op::count(r, op::State::Refused)?,
        conflicts: op::count(r, op::State::Conflict)?,
        progress: progress.pull,
    })
}

/// Whether there is something to use: the own scope, and the organisations by their names. Everything else follows meanwhile, and
/// each list says of itself whether it is whole.
fn is_usable(r: &Read<'_>, me: PersonId) -> Result<bool, StoreError> {
    if !is_read(r, Scope::Me(me))? {
        return Ok(false);
    }
    for membership in memberships(r, me)? {
        let at = membership.organization;
        if organization(r, at)?.is_none() && !is_read(r, Scope::Dir(at))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn era(r: &Read<'_>, me: PersonId) -> Result<Era, StoreError> {
    let cached = object::get(r, Scope::Me(me), Name::Setting(SettingName::Preferences))?;
    Ok(match cached.and_then(|cached| cached.shown()) {
        Some(Object::Setting(Setting::Preferences(preferences))) => preferences.era,
        _ => Era::default(),
    })
}

fn desks(r: &Read<'_>, me: PersonId) -> Result<Vec<DeskItem>, StoreError> {
    let mut desks = Vec::new();
    for membership in memberships(r, me)? {
        if membership.value.standing().grants().desk {
            let name = organization(r, membership.organization)?.map(|organization| organization.name);
            desks.push(DeskItem { organization: membership.organization, name: name.unwrap_or_default() });
        }
    }
    Ok(desks)
}

fn own_name(r: &Read<'_>, me: PersonId) -> Result<PersonName, StoreError> {
    let text = |field| -> Result<String, StoreError> {
        Ok(match object::get(r, Scope::Me(me), Name::Field(field))?.and_then(|cached| cached.shown()) {
            Some(Object::Field(field)) => field.value.text,
            _ => String::new(),
        })
    };
    Ok(PersonName {
        person: me,
        family: text(ProfileField::FamilyName)?,
        given: text(ProfileField::GivenName)?,
        family_kana: text(ProfileField::FamilyKana)?,
        given_kana: text(ProfileField::GivenKana)?,
    })
}

fn choice<T: DeserializeOwned + Default>(r: &Read<'_>, name: &str) -> Result<T, StoreError> {
    let chosen = setting::get(r, name)?.and_then(|json| serde_json::from_str(&json).ok());
    Ok(chosen.unwrap_or_default())
}

fn closed(engine: &Engine, why: Closed) -> Start {
    Start {
        phase: match why {
            Closed::Locked => Phase::Locked,
            Closed::NoKeystore => Phase::NoKeystore,
            Closed::KeyMissing => Phase::KeyMissing,
            Closed::InUse => Phase::InUse,
            Closed::DiskFull => Phase::DiskFull,
            Closed::Unreadable => Phase::Unreadable,
            Closed::Newer => Phase::Newer,
        },
        me: None,
        server: None,
        address: None,
        language: Default::default(),
        theme: Default::default(),
        status: SyncStatus {
            state: SyncState::Offline,
            last_sync_at: None,
            unsent: 0,
            refused: 0,
            conflicts: 0,
            progress: None,
        },
        era: Default::default(),
        desks: Vec::new(),
        unread: 0,
        saving: true,
        invited_server: engine.invited(),
        cache_rebuilt: false,
        outbox_salvaged: false,
    }
}
