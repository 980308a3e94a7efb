//! The inbox: the server's rows, with what this device has not sent yet on top.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ConversationId, Intent, Name, Object, PersonId, Scope, Seq,
    record::{InboxRow, PersonName},
    text::preview,
};
use store::{
    Read, Reads, StoreError,
    table::{draft, draft_attachment, object, op},
};

use super::{
    Names, conversation_record,
    talk::{other, request_of, standing},
};
use crate::{Engine, failure::Failure, view::InboxItem};

/// The start of a draft, and whether it is the name of a file.
type Draft = (String, bool);

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

/// Every conversation, the newest first.
pub(crate) fn items(r: &Read<'_>, me: PersonId) -> Result<Vec<InboxItem>, StoreError> {
    let mut names = Names::default();
    // The list shows the start of a draft; the composer asks for the whole.
    let drafts = draft::all(r)?.into_iter();
    let mut drafts: BTreeMap<ConversationId, Draft> = drafts.map(|(id, text)| (id, (preview(&text), false))).collect();
    for (id, file) in draft_attachment::first(r)? {
        drafts.entry(id).or_insert((file.name, true));
    }
    let refused = refused(r)?;
    let mut list = Vec::new();
    for row in rows(r, me)? {
        let request = request_of(r, &row)?;
        list.push(InboxItem {
            conversation: row.conversation,
            kind: row.kind_of,
            standing: standing(r, me, row.with.person, row.kind_of, request.as_ref())?,
            purpose: request.map(|request| request.purpose),
            with: shown_name(r, &mut names, &row)?,
            organization_id: row.organization,
            organization: names.organization(r, row.organization)?,
            unread: unread_of(r, me, &row)?,
            preview: row.preview,
            preview_file: row.preview_file,
            preview_mine: row.preview_mine,
            preview_deleted: row.preview_deleted,
            at: row.at,
            pending: false,
            refused: refused.contains(&row.conversation),
            draft_file: drafts.get(&row.conversation).is_some_and(|(_, is_file)| *is_file),
            draft: drafts.remove(&row.conversation).map(|(text, _)| text),
        });
    }
    let written = lay_waiting_on_top(r, me, &mut list, &mut names, &mut drafts)?;
    // What waits has only this device's time, which may be years off: it stands above what the server has dated, in the order
    // in which it was written.
    list.sort_by_key(|item| std::cmp::Reverse((written.get(&item.conversation).copied(), item.at, item.conversation)));
    Ok(list)
}

/// Conversations with a message that the server would not take.
fn refused(r: &Read<'_>) -> Result<BTreeSet<ConversationId>, StoreError> {
    let refused = op::in_state(r, op::State::Refused)?.into_iter();
    let conversations = refused.filter_map(|queued| match queued.op.intent {
        Intent::SendMessage { conversation, .. }
        | Intent::EditMessage { conversation, .. }
        | Intent::DeleteMessage { conversation, .. } => Some(conversation),
        _ => None,
    });
    Ok(conversations.collect())
}

/// What waits to be sent, newest last: a new conversation, and the newest message of each. The number in the outbox of the
/// newest that was begun or written in, by conversation.
fn lay_waiting_on_top(
    r: &Read<'_>,
    me: PersonId,
    list: &mut Vec<InboxItem>,
    names: &mut Names,
    drafts: &mut BTreeMap<ConversationId, Draft>,
) -> Result<BTreeMap<ConversationId, i64>, StoreError> {
    let mut written = BTreeMap::new();
    for queued in op::in_state(r, op::State::Waiting)? {
        let (conversation, newest) = match queued.op.intent {
            Intent::StartConversation { conversation, .. }
            | Intent::StartDesk { conversation, .. }
            | Intent::AnswerRequest { conversation, .. } => (conversation, None),
            Intent::SendMessage { conversation, body, attachments, .. } => {
                let file = attachments.into_iter().next().filter(|_| body.is_empty());
                (conversation, Some((file.is_some(), file.map_or(body, |file| file.name))))
            }
            _ => continue,
        };
        let at = match list.iter().position(|item| item.conversation == conversation) {
            Some(at) => at,
            None => {
                let Some(record) = conversation_record(r, conversation)? else { continue };
                let (kind, other) = other(me, &record);
                list.push(InboxItem {
                    conversation,
                    kind,
                    standing: standing(r, me, other, kind, record.request.as_ref())?,
                    purpose: record.request.as_ref().map(|request| request.purpose),
                    with: names.other(r, record.organization, kind, other, None)?,
                    organization_id: record.organization,
                    organization: names.organization(r, record.organization)?,
                    preview: String::new(),
                    preview_file: false,
                    preview_mine: false,
                    preview_deleted: false,
                    at: queued.at,
                    unread: 0,
                    pending: true,
                    refused: false,
                    draft_file: drafts.get(&conversation).is_some_and(|(_, is_file)| *is_file),
                    draft: drafts.remove(&conversation).map(|(text, _)| text),
                });
                written.insert(conversation, queued.seq);
                list.len() - 1
            }
        };
        let Some(item) = list.get_mut(at) else { continue };
        item.pending = true;
        if let Some((is_file, text)) = newest {
            item.preview = preview(&text);
            item.preview_file = is_file;
            item.preview_mine = true;
            item.preview_deleted = false;
            item.at = item.at.max(queued.at);
            written.insert(conversation, queued.seq);
        }
    }
    Ok(written)
}

pub(super) fn shown_name(r: &Read<'_>, names: &mut Names, row: &InboxRow) -> Result<PersonName, StoreError> {
    names.other(r, row.organization, row.kind_of, row.with.person, Some(&row.with))
}

pub(super) fn rows(r: &Read<'_>, me: PersonId) -> Result<Vec<InboxRow>, StoreError> {
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
    Ok(if mark(r, row.conversation, me)? >= row.head { 0 } else { row.unread })
}

/// How far anybody else has read; at a desk one of them is enough.
pub(super) fn read_by_others(r: &Read<'_>, conversation: ConversationId, me: PersonId) -> Result<Seq, StoreError> {
    let marks = object::list(r, Scope::Conv(conversation), "mark/")?.into_iter();
    let marks = marks.filter_map(|(_, cached)| match cached.shown() {
        Some(Object::Mark(mark)) if mark.person != me => Some(mark.seq),
        _ => None,
    });
    Ok(marks.max().unwrap_or(0))
}

fn mark(r: &Read<'_>, conversation: ConversationId, person: PersonId) -> Result<Seq, StoreError> {
    let cached = object::get(r, Scope::Conv(conversation), Name::Mark(person))?;
    Ok(match cached.and_then(|cached| cached.shown()) {
        Some(Object::Mark(mark)) => mark.seq,
        _ => 0,
    })
}

pub(crate) fn row(
    from: &impl Reads,
    me: PersonId,
    conversation: ConversationId,
) -> Result<Option<InboxRow>, StoreError> {
    let cached = object::get(from, Scope::Me(me), Name::Inbox(conversation))?;
    Ok(match cached.and_then(|cached| cached.shown()) {
        Some(Object::Inbox(row)) => Some(row),
        _ => None,
    })
}
