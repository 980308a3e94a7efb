//! Notifications.

use domain::{
    ConversationId, Name, NoticeId, Object, OrgId, PersonId, Scope, Seq,
    record::{About, Category, Conversation, Notification, Parties, PersonName},
};

use super::inbox::{Side, roster_name};
use crate::storage::step::{Known, Loaded, Writes};

/// The one notification of a conversation, rewritten by whatever is newest in it.
pub(super) const fn of_conversation(conversation: ConversationId) -> NoticeId {
    NoticeId(conversation.0)
}

/// What somebody is told of a conversation.
pub(super) fn about_conversation(
    conversation: &Conversation,
    category: Category,
    from: Option<PersonName>,
    (seq, preview): (Seq, String),
    at: domain::Millis,
) -> Notification {
    let about = About::Conversation { conversation: conversation.id, seq };
    let id = of_conversation(conversation.id);
    Notification { id, organization: conversation.organization, category, about, from, preview, at, read: false }
}

/// Who wrote, as one side of a conversation may see the name; none when it was the organisation.
pub(super) fn from(
    conversation: &Conversation,
    side: &Side,
    author: PersonId,
    loaded: &Loaded,
) -> Known<Option<PersonName>> {
    match conversation.parties {
        Parties::Direct(_) => Ok(Some(side.with.clone())),
        Parties::Desk(person) if person == side.owner => Ok(None),
        Parties::Desk(person) if person == author => Ok(Some(side.with.clone())),
        Parties::Desk(_) => roster_name(conversation.organization, author, loaded).map(Some),
    }
}

/// Which kind of news a message is.
pub(super) fn category(conversation: &Conversation, to: PersonId) -> Category {
    match conversation.parties {
        Parties::Direct(_) if !conversation.is_open() => Category::ContactRequest,
        Parties::Desk(person) if person != to => Category::Desk,
        Parties::Direct(_) | Parties::Desk(_) => Category::Message,
    }
}

/// A notification that is there.
pub(super) fn held(loaded: &Loaded, owner: PersonId, id: NoticeId) -> Known<Option<&Notification>> {
    Ok(match loaded.object(Scope::Me(owner), Name::Notification(id))? {
        Some(Object::Notification(notification)) => Some(notification),
        _ => None,
    })
}

/// Writes a notification unless it stands there already.
pub(super) fn put(loaded: &Loaded, writes: &mut Writes, owner: PersonId, new: Notification) -> Known<()> {
    if held(loaded, owner, new.id)? != Some(&new) {
        writes.put(loaded, (Scope::Me(owner), Name::Notification(new.id)), None, Object::Notification(new))?;
    }
    Ok(())
}

/// Nothing is left to notice.
pub(super) fn settle(loaded: &Loaded, writes: &mut Writes, owner: PersonId, id: NoticeId) -> Known<()> {
    match held(loaded, owner, id)? {
        Some(before) => put(loaded, writes, owner, Notification { read: true, ..before.clone() }),
        None => Ok(()),
    }
}

/// A request was answered: nothing is left to notice, and from now on the card says again what name is seen.
pub(super) fn settle_request(loaded: &Loaded, writes: &mut Writes, side: &Side, id: NoticeId) -> Known<()> {
    match held(loaded, side.owner, id)? {
        Some(before) => {
            let from = before.from.is_some().then(|| side.with.clone());
            put(loaded, writes, side.owner, Notification { read: true, from, ..before.clone() })
        }
        None => Ok(()),
    }
}

/// Something about an organisation that has no text and comes from nobody in particular.
pub(super) const fn plain(
    id: NoticeId,
    organization: OrgId,
    category: Category,
    about: About,
    at: domain::Millis,
) -> Notification {
    Notification { id, organization, category, about, from: None, preview: String::new(), at, read: false }
}
