//! What a person sets for themselves.

use std::cmp::Reverse;

use domain::{
    PersonId,
    record::{Category, Membership, NotificationPrefs, Setting, SettingName},
};
use store::{Read, StoreError};

use super::{Names, blocks, memberships, set_by};
use crate::{
    Engine,
    failure::Failure,
    view::{BlockItem, CadenceView, NotificationsView, SettingsView},
};

pub(crate) fn settings(engine: &Engine) -> Result<SettingsView, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| view(r, me))?)
}

fn view(r: &Read<'_>, me: PersonId) -> Result<SettingsView, StoreError> {
    let mut names = Names::default();
    let mut notifications = Vec::new();
    for membership in memberships(r, me)? {
        let organization = membership.organization;
        notifications.push(NotificationsView {
            organization,
            name: names.organization(r, organization)?,
            cadences: cadences(r, me, &membership)?,
        });
    }
    notifications.sort_by(|a, b| (&a.name, a.organization).cmp(&(&b.name, b.organization)));
    let mut blocks = blocks(r, me)?;
    blocks.sort_by_key(|block| Reverse((block.at, block.name.person)));
    Ok(SettingsView {
        preferences: match set_by(r, me, SettingName::Preferences)? {
            Some(Setting::Preferences(preferences)) => preferences,
            _ => Default::default(),
        },
        conditions: match set_by(r, me, SettingName::Conditions)? {
            Some(Setting::Conditions(conditions)) => conditions,
            _ => Default::default(),
        },
        notifications,
        blocks: blocks
            .into_iter()
            .map(|block| BlockItem { person: block.name.person, name: block.name, at: block.at })
            .collect(),
    })
}

/// Every category that can occur to somebody of this standing.
fn cadences(r: &Read<'_>, me: PersonId, membership: &Membership) -> Result<Vec<CadenceView>, StoreError> {
    let organization = membership.organization;
    let prefs = match set_by(r, me, SettingName::Notifications(organization))? {
        Some(Setting::Notifications(prefs)) => prefs,
        _ => NotificationPrefs { organization, cadences: Vec::new() },
    };
    let grants = membership.value.standing().grants();
    let occurs = |category: &Category| match category {
        Category::Message | Category::ContactRequest | Category::Membership => true,
        Category::Offer => grants.offers,
        Category::Desk => grants.desk,
    };
    let view = |category: Category| {
        let cadence = prefs.cadence(category);
        CadenceView { category, cadence, is_default: cadence == category.default_cadence() }
    };
    Ok(Category::ALL.into_iter().filter(occurs).map(view).collect())
}
