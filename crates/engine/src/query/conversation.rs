//! A stretch of a conversation.

use std::collections::BTreeMap;

use domain::{ConversationId, Intent, MessageId, Object, PersonId, Scope, record::PersonName};
use serde::Deserialize;
use store::{
    Read, StoreError,
    table::{draft, message, op, scope},
};
use ts_rs::TS;

use super::{Names, conversation_record, inbox};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{ConversationPage, MessageItem, MessageState},
};

/// Most messages a call gives.
const MOST: u32 = 200;

/// Which stretch.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct ConversationParams {
    conversation: ConversationId,
    /// From [`ConversationPage::before`]; none for the newest.
    before: Option<i64>,
    limit: u32,
}

pub(crate) fn conversation(engine: &Engine, params: ConversationParams) -> Result<ConversationPage, Failure> {
    let (account, me) = engine.signed_in()?;
    let page = account.store.read(|r| page(r, me, &params))?;
    page.ok_or_else(|| Failure::of(Code::NotFound))
}

fn page(r: &Read<'_>, me: PersonId, params: &ConversationParams) -> Result<Option<ConversationPage>, StoreError> {
    let id = params.conversation;
    let record = conversation_record(r, id)?;
    let row = inbox::row(r, me, id)?;
    let (organization, counterpart, last_known) = match (&record, &row) {
        (Some(record), row) => match record.counterpart(me) {
            Some(counterpart) => (record.organization, counterpart, row.as_ref().map(|row| &row.with)),
            None => return Ok(None),
        },
        (None, Some(row)) => (row.organization, row.with.person, Some(&row.with)),
        (None, None) => return Ok(None),
    };
    let mut names = Names::default();
    let with: PersonName = names.person(r, organization, counterpart, last_known)?;
    let scope = scope::get(r, Scope::Conv(id))?;
    let limit = params.limit.clamp(1, MOST);
    let placed = match &scope {
        Some(scope) => message::page(r, scope.id, params.before, limit)?,
        None => Vec::new(),
    };
    let is_full = u32::try_from(placed.len()).is_ok_and(|count| count == limit);
    let before = placed.last().filter(|_| is_full).map(|oldest| oldest.low);
    let read_to = inbox::mark(r, id, counterpart)?;
    let ops = ops_on(r, id)?;

    let mut items: Vec<MessageItem> = Vec::with_capacity(placed.len());
    for placed in placed.into_iter().rev() {
        let Some(Object::Message(message)) = placed.cached.shown() else { continue };
        let op = ops.get(&message.id);
        let is_refused = op.is_some_and(|op| op.state == op::State::Refused);
        let state = match (&placed.cached.server, message.seq) {
            _ if is_refused => MessageState::Refused,
            (None, _) => MessageState::Waiting,
            (Some(_), Some(seq)) if message.author == me && seq <= read_to => MessageState::Read,
            (Some(_), _) => MessageState::Sent,
        };
        items.push(MessageItem {
            id: message.id,
            seq: message.seq,
            mine: message.author == me,
            body: message.body,
            at: message.at,
            edited: message.edited_at.is_some(),
            deleted: message.deleted,
            state,
            op: op.map(|op| op.op.id),
            code: op.and_then(|op| op.code.clone()),
        });
    }
    if params.before.is_none() {
        items.extend(refused_messages(r, id)?);
    }
    Ok(Some(ConversationPage {
        conversation: id,
        with,
        organization: names.organization(r, organization)?,
        items,
        before,
        unread: row.as_ref().map(|row| inbox::unread_of(r, me, row)).transpose()?.unwrap_or(0),
        draft: draft::get(r, id)?,
        // What was begun here and is not on the server yet has nothing to wait for.
        ready: row.is_none() || scope.is_some_and(|scope| scope.is_done),
    }))
}

/// The newest op on each message that waits or was refused.
fn ops_on(r: &Read<'_>, conversation: ConversationId) -> Result<BTreeMap<MessageId, op::Queued>, StoreError> {
    let mut ops = BTreeMap::new();
    for state in [op::State::Waiting, op::State::Refused] {
        for queued in op::in_state(r, state)? {
            match queued.op.intent {
                Intent::SendMessage { conversation: at, message, .. }
                | Intent::EditMessage { conversation: at, message, .. }
                | Intent::DeleteMessage { conversation: at, message }
                    if at == conversation =>
                {
                    ops.insert(message, queued);
                }
                _ => {}
            }
        }
    }
    Ok(ops)
}

/// Messages the server would not take stay where the person wrote them, with the reason.
fn refused_messages(r: &Read<'_>, conversation: ConversationId) -> Result<Vec<MessageItem>, StoreError> {
    let refused = op::in_state(r, op::State::Refused)?;
    Ok(refused
        .into_iter()
        .filter_map(|queued| match queued.op.intent {
            Intent::SendMessage { conversation: at, message, body } if at == conversation => Some(MessageItem {
                id: message,
                seq: None,
                mine: true,
                body,
                at: queued.at,
                edited: false,
                deleted: false,
                state: MessageState::Refused,
                op: Some(queued.op.id),
                code: queued.code,
            }),
            _ => None,
        })
        .collect())
}
