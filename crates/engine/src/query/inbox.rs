//! The inbox: the server's rows, with what this device has not sent yet on top.

use std::collections::BTreeMap;

use domain::{ConversationId, Intent, Name, Object, PersonId, Scope, Seq, record::InboxRow, text::preview};
use store::{
    Read, StoreError,
    table::{draft, object, op},
};

use super::{Names, conversation_record};
use crate::{Engine, failure::Failure, view::InboxItem};

pub(crate) fn inbox(engine: &Engine) -> Result<Vec<InboxItem>, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| items(r, me))?)
}

/// Unread messages in all conversations: the badge, from the same rows as the list.
pub(crate) fn unread(r: &Read<'_>, me: PersonId) -> Result<u32, StoreError> {
    let mut sum = 0u32;
    for row in rows(r, me)? {
        sum = sum.saturating_add(unread_of(r, me, &row)?);
    }
    Ok(sum)
}

fn items(r: &Read<'_>, me: PersonId) -> Result<Vec<InboxItem>, StoreError> {
    let mut names = Names::default();
    // The list shows the start of a draft; the composer asks for the whole.
    let drafts = draft::all(r)?.into_iter();
    let mut drafts: BTreeMap<ConversationId, String> = drafts.map(|(id, text)| (id, preview(&text))).collect();
    let mut list = Vec::new();
    for row in rows(r, me)? {
        let counterpart = row.with.person;
        list.push(InboxItem {
            conversation: row.conversation,
            with: names.person(r, row.organization, counterpart, Some(&row.with))?,
            organization: names.organization(r, row.organization)?,
            unread: unread_of(r, me, &row)?,
            preview: row.preview,
            preview_mine: row.preview_mine,
            preview_deleted: row.preview_deleted,
            at: row.at,
            pending: false,
            draft: drafts.remove(&row.conversation),
        });
    }
    lay_waiting_on_top(r, me, &mut list, &mut names, &mut drafts)?;
    list.sort_by_key(|item| std::cmp::Reverse((item.at, item.conversation)));
    Ok(list)
}

/// What waits to be sent, newest last: a new conversation, and the newest message of each.
fn lay_waiting_on_top(
    r: &Read<'_>,
    me: PersonId,
    list: &mut Vec<InboxItem>,
    names: &mut Names,
    drafts: &mut BTreeMap<ConversationId, String>,
) -> Result<(), StoreError> {
    for queued in op::in_state(r, op::State::Waiting)? {
        let (conversation, body) = match queued.op.intent {
            Intent::StartConversation { conversation, .. } => (conversation, None),
            Intent::SendMessage { conversation, body, .. } => (conversation, Some(body)),
            _ => continue,
        };
        let at = match list.iter().position(|item| item.conversation == conversation) {
            Some(at) => at,
            None => {
                let Some(record) = conversation_record(r, conversation)? else { continue };
                let Some(counterpart) = record.counterpart(me) else { continue };
                list.push(InboxItem {
                    conversation,
                    with: names.person(r, record.organization, counterpart, None)?,
                    organization: names.organization(r, record.organization)?,
                    preview: String::new(),
                    preview_mine: false,
                    preview_deleted: false,
                    at: queued.at,
                    unread: 0,
                    pending: true,
                    draft: drafts.remove(&conversation),
                });
                list.len() - 1
            }
        };
        if let (Some(item), Some(body)) = (list.get_mut(at), body) {
            item.preview = preview(&body);
            item.preview_mine = true;
            item.preview_deleted = false;
            item.pending = true;
            // A device whose clock is behind must not sink the conversation one has just written in.
            item.at = item.at.max(queued.at);
        }
    }
    Ok(())
}

fn rows(r: &Read<'_>, me: PersonId) -> Result<Vec<InboxRow>, StoreError> {
    let records = object::list(r, Scope::Me(me), "inbox/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Inbox(row)) => Some(row),
            _ => None,
        })
        .collect())
}

/// The server's count, or none once this device has read to the newest message, even if the server does not know yet.
pub(super) fn unread_of(r: &Read<'_>, me: PersonId, row: &InboxRow) -> Result<u32, StoreError> {
    if row.unread == 0 {
        return Ok(0);
    }
    Ok(if own_mark(r, me, row.conversation)? >= row.head { 0 } else { row.unread })
}

pub(super) fn own_mark(r: &Read<'_>, me: PersonId, conversation: ConversationId) -> Result<Seq, StoreError> {
    mark(r, conversation, me)
}

pub(super) fn mark(r: &Read<'_>, conversation: ConversationId, person: PersonId) -> Result<Seq, StoreError> {
    let cached = object::get(r, Scope::Conv(conversation), Name::Mark(person))?;
    Ok(match cached.and_then(|cached| cached.shown()) {
        Some(Object::Mark(mark)) => mark.seq,
        _ => 0,
    })
}

pub(super) fn row(r: &Read<'_>, me: PersonId, conversation: ConversationId) -> Result<Option<InboxRow>, StoreError> {
    let cached = object::get(r, Scope::Me(me), Name::Inbox(conversation))?;
    Ok(match cached.and_then(|cached| cached.shown()) {
        Some(Object::Inbox(row)) => Some(row),
        _ => None,
    })
}
