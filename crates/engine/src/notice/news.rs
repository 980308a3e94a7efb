//! What of a notification rings, and when.

use domain::{
    Name, NoticeId, Object, OrgId, PersonId, Scope,
    record::{About, Category, Notification, OfferState, Setting, SettingName},
};
use store::{Reads, StoreError, Write, table::object};

use super::{
    LocalTime, Notice,
    decide::{Digest, Prefs, Ring, Urgency, decide, due},
    held::{self, Held},
    words,
};
use crate::{Engine, query};

/// A notification is about to be written over the one held. What rings now comes back; what rings later is kept; what has
/// been read elsewhere is taken away.
pub(crate) fn arrived(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    name: Name,
    json: &str,
) -> Result<Option<Notice>, StoreError> {
    let Ok(Object::Notification(new)) = serde_json::from_str::<Object>(json) else { return Ok(None) };
    let path = path(&new);
    if new.read {
        withdraw(engine, w, &path)?;
        return Ok(None);
    }
    let old = object::get(w, Scope::Me(me), name)?.and_then(|cached| cached.from_server());
    if matches!(old, Some(Object::Notification(old)) if !is_newer(&new, &old)) {
        return Ok(None);
    }
    // Blocked on this device, and the server does not know it yet. At the desk one answers for the organisation.
    if let (Category::Message | Category::ContactRequest, Some(from)) = (new.category, &new.from)
        && query::is_blocked(w, me, from.person)?
    {
        return Ok(None);
    }
    let message = match new.about {
        About::Conversation { conversation, seq } => Some((conversation, seq)),
        About::Report { .. } | About::Status { .. } => None,
    };
    let notice = notice(engine, w, &new, path)?;
    now_or_later(engine, w, me, (new.organization, new.category), |due| {
        let Notice { title, body, path } = notice.clone();
        Held { id: new.id, category: new.category, title, body, path, message, offer: None, count: 1, due }
    })
    .map(|is_now| is_now.then_some(notice))
}

/// A notification is about to go: what it is about is not this person's any more, so neither is its notice.
pub(crate) fn gone(engine: &Engine, w: &Write<'_>, me: PersonId, name: Name) -> Result<(), StoreError> {
    match object::get(w, Scope::Me(me), name)?.and_then(|cached| cached.from_server()) {
        Some(Object::Notification(old)) => withdraw(engine, w, &path(&old)),
        _ => Ok(()),
    }
}

/// Takes away what is shown of a path, and what waits to be shown.
pub(crate) fn withdraw(engine: &Engine, w: &Write<'_>, path: &str) -> Result<(), StoreError> {
    engine.config().notices.clear(path);
    held::forget(w, path)
}

/// An offer is about to be written over the one held: it is news when it is new, or when it has changed after it was kept.
/// Not told by the server: whatever it says to everybody lies in the offers themselves.
pub(crate) fn offer_arrived(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    organization: OrgId,
    json: &str,
) -> Result<Option<Notice>, StoreError> {
    let Ok(Object::Offer(new)) = serde_json::from_str::<Object>(json) else { return Ok(None) };
    let old = object::get(w, Scope::Offers(organization), Name::Offer(new.id))?.and_then(|cached| cached.from_server());
    let is_news = new.state == OfferState::Published
        && match old {
            Some(Object::Offer(old)) => {
                let kept = object::get(w, Scope::Me(me), Name::Saved(new.id))?;
                new.changes.len() > old.changes.len() && kept.and_then(|kept| kept.shown()).is_some()
            }
            _ => true,
        };
    if !is_news {
        return Ok(None);
    }
    let notice = Notice {
        title: query::organization(w, organization)?.map(|known| known.name).unwrap_or_default(),
        body: new.value.title,
        path: format!("/offers/{organization}/{}", new.id),
    };
    let category = Category::Offer;
    now_or_later(engine, w, me, (organization, category), |due| {
        let Notice { title, body, path } = notice.clone();
        let (id, offer) = (NoticeId(new.id.0), Some((organization, new.id)));
        Held { id, category, title, body, path, message: None, offer, count: 1, due }
    })
    .map(|is_now| is_now.then_some(notice))
}

/// Whether something rings now. What rings later is kept; what never rings is dropped.
fn now_or_later(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    (organization, category): (OrgId, Category),
    hold: impl FnOnce(LocalTime) -> Held,
) -> Result<bool, StoreError> {
    let prefs = prefs(w, me, organization)?;
    let now = engine.config().local_now();
    // Nothing that this server sends is urgent yet.
    let due = match decide(now, category, Urgency::Plain, &prefs) {
        Ring::Never => return Ok(false),
        Ring::Now => return Ok(true),
        Ring::HoldUntil(end) => end,
        Ring::Digest(digest @ (Digest::Daily | Digest::Weekly)) => due(now, digest, prefs.quiet),
    };
    held::hold(w, hold(due))?;
    engine.held().notify_one();
    Ok(false)
}

/// A read mark or an edit of the same message rewrites the notification too: only what is further on is news.
fn is_newer(new: &Notification, old: &Notification) -> bool {
    match (&new.about, &old.about) {
        (About::Conversation { seq: new, .. }, About::Conversation { seq: old, .. }) => new > old,
        (about, held) => about != held || new.at > old.at,
    }
}

fn notice(engine: &Engine, r: &impl Reads, new: &Notification, path: String) -> Result<Notice, StoreError> {
    // Whoever shows this person no name is announced by where the two know each other from.
    let name = new.from.as_ref().map(|from| format!("{} {}", from.family, from.given).trim().to_owned());
    let title = match name.filter(|name| !name.is_empty()) {
        Some(name) => name,
        None => query::organization(r, new.organization)?.map(|known| known.name).unwrap_or_default(),
    };
    let body = match new.preview.as_str() {
        "" => words::bare(engine.language_of(r)?, new.category).to_owned(),
        preview => preview.to_owned(),
    };
    Ok(Notice { title, body, path })
}

/// The place in the app that a click opens.
fn path(of: &Notification) -> String {
    match of.about {
        About::Conversation { conversation, .. } => format!("/messages/{conversation}"),
        About::Report { .. } => format!("/desk/{}/reports", of.organization),
        About::Status { .. } => "/today".to_owned(),
    }
}

/// What the person set, on whichever device.
fn prefs(r: &impl Reads, me: PersonId, organization: OrgId) -> Result<Prefs, StoreError> {
    let shown = |name| {
        let cached = object::get(r, Scope::Me(me), Name::Setting(name))?;
        Ok::<_, StoreError>(cached.and_then(|cached| cached.shown()))
    };
    let cadences = match shown(SettingName::Notifications(organization))? {
        Some(Object::Setting(Setting::Notifications(cadences))) => Some(cadences),
        _ => None,
    };
    let quiet = match shown(SettingName::Preferences)? {
        Some(Object::Setting(Setting::Preferences(preferences))) => preferences.quiet,
        _ => None,
    };
    Ok(Prefs { cadences, quiet })
}
