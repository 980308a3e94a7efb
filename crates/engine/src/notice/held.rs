//! Notices that wait: for the end of quiet hours, or for a digest. They lie in the cache, so that a restart loses none.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    ConversationId, Name, NoticeId, Object, OfferId, OrgId, PersonId, Scope, Seq,
    record::{Category, InboxKind},
};
use serde::{Deserialize, Serialize};
use store::{
    Order, Reads, StoreError, Write,
    table::{note, object},
};

use super::{LocalTime, Notice, Notices, words};
use crate::{Account, Engine, query, view::Language};

const NOTE: &str = "held_notices";
/// As many as wait at most; beyond it the oldest go, and only the list shows them.
const MOST: usize = 200;
/// A clock that is set, or a machine that slept, is noticed after this long.
const LONGEST: Duration = Duration::from_secs(900);

/// Nothing waits longer: the weekly digest comes within seven days, and quiet hours end within one. What is due after that was
/// held while the clock was ahead, and is due.
const LONGEST_HELD_MIN: u64 = 8 * 24 * 60;

/// One that waits. One per path, as notices are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub(crate) id: NoticeId,
    pub(crate) category: Category,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) path: String,
    /// The message it is about, which may have been read here before the server knows.
    pub(crate) message: Option<(ConversationId, Seq)>,
    /// The offer it is about, of which there is no notification.
    #[serde(default)]
    pub(crate) offer: Option<(OrgId, OfferId)>,
    /// How many have come since the person last looked.
    pub(crate) count: u32,
    /// When it is shown.
    pub(crate) due: LocalTime,
}

impl Held {
    fn is_due(&self, now: LocalTime) -> bool {
        self.due <= now || now.until(self.due) > LONGEST_HELD_MIN
    }
}

/// Keeps one; a newer of the same path takes the older one's place and its time.
pub(super) fn hold(w: &Write<'_>, mut new: Held) -> Result<(), StoreError> {
    let mut list = all(w)?;
    if let Some(at) = list.iter().position(|held| held.path == new.path) {
        let old = list.remove(at);
        new.count = new.count.saturating_add(old.count);
        new.due = new.due.min(old.due);
    }
    list.push(new);
    list.drain(..list.len().saturating_sub(MOST));
    keep(w, &list)
}

/// It has been read.
pub(super) fn forget(w: &Write<'_>, path: &str) -> Result<(), StoreError> {
    let mut list = all(w)?;
    let before = list.len();
    list.retain(|held| held.path != path);
    if list.len() == before { Ok(()) } else { keep(w, &list) }
}

/// Takes out what is due and has not been read.
fn take_due(w: &Write<'_>, me: PersonId, now: LocalTime) -> Result<Vec<Held>, StoreError> {
    let (due, later): (Vec<Held>, Vec<Held>) = all(w)?.into_iter().partition(|held| held.is_due(now));
    if due.is_empty() {
        return Ok(due);
    }
    keep(w, &later)?;
    let mut unread = Vec::new();
    for held in due {
        if !is_read_here(w, me, &held)? {
            unread.push(held);
        }
    }
    Ok(unread)
}

/// As far as this device knows: what is not there any more cannot be read.
fn is_read_here(r: &impl Reads, me: PersonId, held: &Held) -> Result<bool, StoreError> {
    if let Some((organization, offer)) = held.offer {
        return query::has_seen_offer(r, organization, offer);
    }
    let stands = object::get(r, Scope::Me(me), Name::Notification(held.id))?.and_then(|cached| cached.shown());
    if !matches!(stands, Some(Object::Notification(notification)) if !notification.read) {
        return Ok(true);
    }
    let Some((conversation, seq)) = held.message else { return Ok(false) };
    if let Some(row) = query::row(r, me, conversation)?
        && row.kind_of == InboxKind::Direct
        && query::is_blocked(r, me, row.with.person)?
    {
        return Ok(true);
    }
    let mark = object::get(r, Scope::Conv(conversation), Name::Mark(me))?.and_then(|cached| cached.shown());
    Ok(matches!(mark, Some(Object::Mark(mark)) if mark.seq >= seq))
}

fn all(r: &impl Reads) -> Result<Vec<Held>, StoreError> {
    // What another version wrote is not worth a failure.
    Ok(note::get(r, NOTE)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

fn keep(w: &Write<'_>, list: &[Held]) -> Result<(), StoreError> {
    let json = serde_json::to_string(list).map_err(|error| StoreError::Other(error.to_string()))?;
    note::set(w, NOTE, &json)
}

/// One notice of all that is due: the thing itself when it is alone.
fn compose(language: Language, due: Vec<Held>) -> Option<Notice> {
    let mut counts: BTreeMap<Category, u32> = BTreeMap::new();
    for held in &due {
        let count = counts.entry(held.category).or_default();
        *count = count.saturating_add(held.count);
    }
    let is_one = due.len() == 1;
    let first = due.into_iter().next()?;
    if is_one {
        return Some(Notice { title: first.title, body: first.body, path: first.path });
    }
    let path = format!("/{}", first.path.split('/').nth(1).unwrap_or_default());
    let counts: Vec<_> = counts.into_iter().collect();
    Some(words::digest(language, &counts, path))
}

/// Shows what is due, unless the person looks: then it waits until they look away, and what they read goes.
pub(crate) fn show_due(engine: &Engine, account: &Account, me: PersonId, to: &dyn Notices) -> Result<(), StoreError> {
    if engine.is_looking() {
        return Ok(());
    }
    let now = engine.config().local_now();
    if !account.store.read(|r| Ok(all(r)?.iter().any(|held| held.is_due(now))))? {
        return Ok(());
    }
    let due = account.store.write(Order::CacheFirst, |w| take_due(w, me, now))?;
    if let Some(notice) = compose(engine.language(), due) {
        to.show(notice);
    }
    Ok(())
}

/// Shows what becomes due, until the engine is shut down.
pub(crate) async fn watch(engine: &Engine) {
    let mut seen = engine.seen().subscribe();
    loop {
        let wait = match engine.signed_in() {
            Ok((account, me)) => show_due(engine, &account, me, &*engine.config().notices)
                .and_then(|()| account.store.read(|r| Ok(all(r)?.iter().map(|held| held.due).min())))
                .unwrap_or_else(|error| {
                    tracing::warn!(%error, "held notices");
                    None
                }),
            Err(_) => None,
        };
        let now = engine.config().local_now();
        let next = async {
            match wait {
                Some(due) => tokio::time::sleep(Duration::from_secs(now.until(due).max(1) * 60).min(LONGEST)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = next => {}
            () = engine.held().notified() => {}
            _ = seen.changed() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(category: Category, path: &str, count: u32) -> Held {
        let due = LocalTime::of(0, 0);
        Held {
            id: NoticeId(uuid::Uuid::nil()),
            category,
            title: "佐倉 花子".into(),
            body: "こんにちは".into(),
            path: path.into(),
            message: None,
            offer: None,
            count,
            due,
        }
    }

    #[test]
    fn one_thing_is_told_as_it_is_and_more_are_counted() {
        assert_eq!(compose(Language::Ja, vec![]), None);
        let one = compose(Language::Ja, vec![held(Category::Message, "/messages/1", 3)]).unwrap();
        assert_eq!((one.title.as_str(), one.path.as_str()), ("佐倉 花子", "/messages/1"));
        let several = vec![
            held(Category::Message, "/messages/1", 2),
            held(Category::Desk, "/desk", 1),
            held(Category::Message, "/messages/2", 1),
        ];
        let digest = compose(Language::En, several).unwrap();
        assert_eq!((digest.body.as_str(), digest.path.as_str()), ("3 messages, 1 item at the desk", "/messages"));
    }
}
