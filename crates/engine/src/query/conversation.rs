//! A stretch of a conversation.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent, MessageId, Name, Object, OfferId, OrgId, PersonId, Scope,
    record::{InboxKind, PersonName},
};
use serde::Deserialize;
use store::{
    Read, StoreError,
    table::{
        draft, draft_attachment,
        message::{self, Placed},
        object, op, scope,
    },
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
    /// From [`ConversationPage::before`]: the ones before that; none for the newest.
    before: Option<i64>,
    /// From [`ConversationPage::after`]: the ones from there on.
    #[ts(optional)]
    after: Option<i64>,
    /// A message that stands in the middle, half of them before it. The newest when it is not here.
    #[ts(optional)]
    around: Option<MessageId>,
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
    let Stretch { placed, before, after } = match &scope {
        Some(scope) => Stretch::of(r, scope.id, params)?,
        None => Stretch { placed: Vec::new(), before: None, after: None },
    };
    let read_to = inbox::read_by_others(r, id, me)?;
    let ops = ops_on(r, id)?;

    let mut items: Vec<MessageItem> = Vec::with_capacity(placed.len());
    for placed in placed {
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
    if after.is_none() {
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
        after,
        unread: row.as_ref().map(|row| inbox::unread_of(r, me, row)).transpose()?.unwrap_or(0),
        draft: draft::get(r, id)?,
        draft_attachments: draft_attachment::list(r, id)?,
        // What was begun here and is not on the server yet has nothing to wait for.
        ready: row.is_none() || scope.is_some_and(|scope| scope.is_done),
    }))
}

/// Messages that stand one after the other.
struct Stretch {
    /// Oldest first.
    placed: Vec<Placed>,
    /// The place that older ones are before, if there are any.
    before: Option<i64>,
    /// The place of the next newer one.
    after: Option<i64>,
}

impl Stretch {
    fn of(r: &Read<'_>, scope: i64, params: &ConversationParams) -> Result<Self, StoreError> {
        let limit = params.limit.clamp(1, MOST);
        let around = match params.around {
            Some(id) => message::place_of(r, scope, id)?,
            None => None,
        };
        // So many before a place, and so many from it on.
        let (place, older, newer) = match (around, params.after) {
            (Some(place), _) => (Some(place), limit / 2, limit - limit / 2),
            (None, Some(after)) => (Some(after), 0, limit),
            (None, None) => (params.before, limit, 0),
        };
        // One more of each tells whether there are more.
        let mut placed = message::page(r, scope, place, older + 1)?;
        let has_older = is_more(&mut placed, older);
        placed.reverse();
        let mut rest = match place {
            Some(place) => message::since(r, scope, place, newer + 1)?,
            None => Vec::new(),
        };
        let after = rest.last().map(|next| next.low).filter(|_| is_more(&mut rest, newer));
        placed.append(&mut rest);
        let before = placed.first().map(|oldest| oldest.low).or(place).filter(|_| has_older);
        Ok(Self { placed, before, after })
    }
}

/// Cuts what is more than was asked for; whether there was any.
fn is_more(placed: &mut Vec<Placed>, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = placed.len() > limit;
    placed.truncate(limit);
    is_more
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
