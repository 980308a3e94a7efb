//! A stretch of a conversation.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent, MessageId, Name, Object, OfferId, OrgId, PersonId, Scope,
    record::{InboxKind, PersonName},
};
use serde::Deserialize;
use store::{
    Read, StoreError,
    table::{draft, draft_attachment, message, object, op, scope},
};
use ts_rs::TS;

use super::{Names, attachment, inbox, talk};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{AboutOffer, ConversationPage, MessageItem, MessageState},
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
    let page = account.store.read(|r| page(r, engine, me, &params))?;
    page.ok_or_else(|| Failure::of(Code::NotFound))
}

fn page(
    r: &Read<'_>,
    engine: &Engine,
    me: PersonId,
    params: &ConversationParams,
) -> Result<Option<ConversationPage>, StoreError> {
    let id = params.conversation;
    let Some(talk::Talk { organization, kind, other, request, row }) = talk::find(r, me, id)? else {
        return Ok(None);
    };
    let mut names = Names::default();
    let last_known = row.as_ref().map(|row| &row.with);
    let with: PersonName = names.other(r, organization, kind, other, last_known)?;
    let scope = scope::get(r, Scope::Conv(id))?;
    let limit = params.limit.clamp(1, MOST);
    let placed = match &scope {
        Some(scope) => message::page(r, scope.id, params.before, limit)?,
        None => Vec::new(),
    };
    let is_full = u32::try_from(placed.len()).is_ok_and(|count| count == limit);
    let before = placed.last().filter(|_| is_full).map(|oldest| oldest.low);
    let read_to = inbox::read_by_others(r, id, me)?;
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
            author: match kind {
                InboxKind::AtDesk if message.author != me && message.author != other => {
                    Some(names.person(r, organization, message.author, None)?)
                }
                InboxKind::Direct | InboxKind::WithDesk | InboxKind::AtDesk => None,
            },
            about: message.about.map(|offer| about(r, organization, offer)).transpose()?,
            attachments: attachment::items(r, engine, id, message.attachments, placed.cached.server.is_none())?,
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
        items.extend(refused_messages(r, engine, id, organization)?);
    }
    Ok(Some(ConversationPage {
        conversation: id,
        kind,
        standing: talk::standing(r, me, other, kind, request.as_ref())?,
        purpose: request.map(|request| request.purpose),
        with,
        organization_id: organization,
        organization: names.organization(r, organization)?,
        items,
        before,
        unread: row.as_ref().map(|row| inbox::unread_of(r, me, row)).transpose()?.unwrap_or(0),
        draft: draft::get(r, id)?,
        draft_attachments: draft_attachment::list(r, id)?,
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
fn refused_messages(
    r: &Read<'_>,
    engine: &Engine,
    conversation: ConversationId,
    organization: OrgId,
) -> Result<Vec<MessageItem>, StoreError> {
    let mut items = Vec::new();
    for queued in op::in_state(r, op::State::Refused)? {
        let Intent::SendMessage { conversation: at, message, body, about: offer, attachments } = queued.op.intent
        else {
            continue;
        };
        if at != conversation {
            continue;
        }
        items.push(MessageItem {
            id: message,
            seq: None,
            mine: true,
            author: None,
            body,
            about: offer.map(|offer| about(r, organization, offer)).transpose()?,
            attachments: attachment::items(r, engine, conversation, attachments, false)?,
            at: queued.at,
            edited: false,
            deleted: false,
            state: MessageState::Refused,
            op: Some(queued.op.id),
            code: queued.code,
        });
    }
    Ok(items)
}

/// An offer that a message is about, as far as this person may see it.
fn about(r: &Read<'_>, organization: OrgId, offer: OfferId) -> Result<AboutOffer, StoreError> {
    let mut title = String::new();
    for scope in [Scope::Offers(organization), Scope::Desk(organization)] {
        if let Some(Object::Offer(found)) = object::get(r, scope, Name::Offer(offer))?.and_then(|cached| cached.shown())
        {
            title = found.value.title;
            break;
        }
    }
    Ok(AboutOffer { offer, organization, title })
}
