//! Inbox rows: one per person and conversation.

use domain::{
    ConversationId, Millis, Name, Object, OrgId, PersonId, Scope,
    record::{Conversation, InboxRow, Notification, PersonName},
};

use crate::storage::step::{Known, Loaded, Need, Writes};

/// The author sees a conversation that began; the other one only once a message came.
pub(super) fn start(author: PersonId, conversation: &Conversation, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let Some(other) = conversation.counterpart(author) else { return Ok(()) };
    loaded.have(need_of(author, other, conversation))?;
    if row(loaded, author, conversation.id)?.is_none() {
        let at = writes.at();
        let row = empty_row(loaded, conversation, other, at)?;
        put(loaded, writes, author, row)?;
    }
    Ok(())
}

/// What is asked for to write one person's row about another.
pub(super) fn need_of(owner: PersonId, other: PersonId, conversation: &Conversation) -> Need {
    let me = Scope::Me(owner);
    Need {
        heads: [me].into(),
        records: [
            (me, Name::Inbox(conversation.id)),
            (me, Name::Notification(conversation.id)),
            (Scope::Dir(conversation.organization), Name::Card(other)),
        ]
        .into(),
        ..Need::default()
    }
}

pub(super) fn empty_row(loaded: &Loaded, conversation: &Conversation, with: PersonId, at: Millis) -> Known<InboxRow> {
    Ok(InboxRow {
        conversation: conversation.id,
        organization: conversation.organization,
        with: shown_name(loaded, conversation.organization, with)?,
        head: 0,
        unread: 0,
        preview: String::new(),
        preview_mine: false,
        preview_deleted: false,
        at,
    })
}

pub(super) fn row(loaded: &Loaded, owner: PersonId, conversation: ConversationId) -> Known<Option<&InboxRow>> {
    Ok(match loaded.object(Scope::Me(owner), Name::Inbox(conversation))? {
        Some(Object::Inbox(row)) => Some(row),
        _ => None,
    })
}

pub(super) fn notification(
    loaded: &Loaded,
    owner: PersonId,
    conversation: ConversationId,
) -> Known<Option<&Notification>> {
    Ok(match loaded.object(Scope::Me(owner), Name::Notification(conversation))? {
        Some(Object::Notification(notification)) => Some(notification),
        _ => None,
    })
}

/// Writes a row unless it stands there already.
pub(super) fn put(loaded: &Loaded, writes: &mut Writes, owner: PersonId, new: InboxRow) -> Known<()> {
    if row(loaded, owner, new.conversation)? != Some(&new) {
        writes.put(loaded, (Scope::Me(owner), Name::Inbox(new.conversation)), None, Object::Inbox(new))?;
    }
    Ok(())
}

/// Writes a notification unless it stands there already.
pub(super) fn notify(loaded: &Loaded, writes: &mut Writes, owner: PersonId, new: Notification) -> Known<()> {
    if notification(loaded, owner, new.conversation)? != Some(&new) {
        let key = (Scope::Me(owner), Name::Notification(new.conversation));
        writes.put(loaded, key, None, Object::Notification(new))?;
    }
    Ok(())
}

/// A person's name as an organisation's members see it.
pub(super) fn shown_name(loaded: &Loaded, organization: OrgId, person: PersonId) -> Known<PersonName> {
    Ok(match loaded.object(Scope::Dir(organization), Name::Card(person))? {
        Some(Object::Card(card)) => card.name.clone(),
        _ => PersonName::hidden(person),
    })
}
