//! Asking for contact and answering, writing to a desk, blocking, reporting.

use domain::{
    ConversationId, Intent, MessageId, Millis, OrgId, PersonId, ReportId, limit,
    record::{PersonName, Purpose, ReportReason},
};
use serde::{Deserialize, Serialize};
use store::{Order, Read, StoreError, Write};
use ts_rs::TS;

use super::{enqueue, message::send, queue};
use crate::{
    Engine,
    failure::{Code, Failure},
    notice, query,
    view::ConversationState,
};

/// Whom to ask for contact, what for, and the one message that goes with it.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct RequestContact {
    organization: OrgId,
    person: PersonId,
    purpose: Purpose,
    body: String,
}

/// The conversation's id.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewConversation {
    pub(super) conversation: ConversationId,
}

/// The request and its message in one write: neither is queued without the other. Where the other one has asked before,
/// this is an answer.
pub(crate) fn request_contact(engine: &Engine, params: RequestContact) -> Result<NewConversation, Failure> {
    let (account, me) = engine.signed_in()?;
    let RequestContact { organization, person, purpose, body } = params;
    let conversation = ConversationId::direct(organization, me, person);
    let now = engine.config().clock.now();
    let waiting = account.store.read(|r| waiting(r, me, organization, now))?;
    account.store.write(Order::OutboxFirst, |w| {
        let intent = if is_asked(w, me, conversation)? {
            Intent::AnswerRequest { conversation, accept: true }
        } else {
            if waiting >= limit::REQUESTS_WAITING {
                return Err(Failure::of(Code::TooManyWaiting));
            }
            Intent::StartConversation { conversation, organization, with: person, purpose }
        };
        queue(engine, w, me, intent)?;
        send(engine, w, me, conversation, body, None)
    })?;
    engine.wake();
    Ok(NewConversation { conversation })
}

/// Own requests in an organisation that wait for an answer, as far as this device knows; a request of long ago leaves room.
fn waiting(r: &Read<'_>, me: PersonId, organization: OrgId, now: Millis) -> Result<u32, StoreError> {
    let waiting = query::inbox_items(r, me)?.into_iter().filter(|item| {
        let is_recent = item.at >= now.saturating_sub(limit::REQUEST_WAITS);
        item.organization_id == organization && item.standing == ConversationState::Asked && is_recent
    });
    Ok(u32::try_from(waiting.count()).unwrap_or(u32::MAX))
}

/// Whether the other one has asked, whatever one has said to it.
fn is_asked(w: &Write<'_>, me: PersonId, conversation: ConversationId) -> Result<bool, StoreError> {
    let request = match (query::row(w, me, conversation)?, query::conversation_record(w, conversation)?) {
        (Some(row), _) => query::request_of(w, &row)?,
        (None, Some(record)) => record.request,
        (None, None) => None,
    };
    Ok(request.is_some_and(|request| request.from != me))
}

/// An answer to a request.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct AnswerRequest {
    conversation: ConversationId,
    accept: bool,
}

pub(crate) fn answer_request(engine: &Engine, params: AnswerRequest) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let AnswerRequest { conversation, accept } = params;
    enqueue(engine, &account, me, Intent::AnswerRequest { conversation, accept })?;
    Ok(())
}

/// Whose desk, and at the desk with which member.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct StartDesk {
    organization: OrgId,
    /// The member, for an organizer; none: oneself.
    person: Option<PersonId>,
}

pub(crate) fn start_desk(engine: &Engine, params: StartDesk) -> Result<NewConversation, Failure> {
    let (account, me) = engine.signed_in()?;
    let organization = params.organization;
    let person = params.person.unwrap_or(me);
    let conversation = ConversationId::desk(organization, person);
    // Said before in any way, also on another device: then the inbox knows it before its records are here.
    let is_known = account.store.read(|r| Ok(query::row(r, me, conversation)?.is_some()))?;
    if !is_known {
        enqueue(engine, &account, me, Intent::StartDesk { conversation, organization, person })?;
    }
    Ok(NewConversation { conversation })
}

/// Whom, as one knows them in which organisation.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct BlockPerson {
    organization: OrgId,
    person: PersonId,
}

pub(crate) fn block(engine: &Engine, params: BlockPerson) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let BlockPerson { organization, person } = params;
    let talks = account.store.write(Order::OutboxFirst, |w| {
        if query::blocks(w, me)?.len() >= limit::BLOCKS {
            return Err(Failure::of(Code::TooMany));
        }
        queue(engine, w, me, Intent::Block { name: known_name(w, me, organization, person)? })?;
        let talks = talks_with(w, me, person)?;
        // What they wrote before does not ring on.
        talks.iter().try_for_each(|talk| notice::withdraw(engine, w, &format!("/messages/{talk}")))?;
        Ok(talks)
    })?;
    tell(engine, &talks);
    engine.wake();
    Ok(())
}

/// The name under which a person will stand in the list of those one has blocked.
fn known_name(w: &Write<'_>, me: PersonId, organization: OrgId, person: PersonId) -> Result<PersonName, StoreError> {
    if let Some(card) = query::card(w, organization, person)? {
        return Ok(card.name);
    }
    let row = query::row(w, me, ConversationId::direct(organization, me, person))?;
    Ok(row.map_or_else(|| PersonName::hidden(person), |row| row.with))
}

/// The conversations that one may have with a person.
fn talks_with(w: &Write<'_>, me: PersonId, person: PersonId) -> Result<Vec<ConversationId>, StoreError> {
    let memberships = query::memberships(w, me)?.into_iter();
    Ok(memberships.map(|membership| ConversationId::direct(membership.organization, me, person)).collect())
}

/// What can be done in a conversation depends on the block, which is no record of it.
fn tell(engine: &Engine, talks: &[ConversationId]) {
    let topics: Vec<String> = talks.iter().map(|talk| format!("conversation:{talk}")).collect();
    engine.changed(&topics.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Whom.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct UnblockPerson {
    person: PersonId,
}

pub(crate) fn unblock(engine: &Engine, params: UnblockPerson) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let talks = account.store.write(Order::OutboxFirst, |w| {
        queue(engine, w, me, Intent::Unblock { person: params.person })?;
        Ok::<_, Failure>(talks_with(w, me, params.person)?)
    })?;
    tell(engine, &talks);
    engine.wake();
    Ok(())
}

/// Whom to report to whose desk, why, and the messages that it shall see.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct ReportPerson {
    organization: OrgId,
    person: PersonId,
    reason: ReportReason,
    note: String,
    conversation: Option<ConversationId>,
    messages: Vec<MessageId>,
}

pub(crate) fn report(engine: &Engine, params: ReportPerson) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let ReportPerson { organization, person, reason, note, conversation, messages } = params;
    let report = ReportId(engine.config().new_id());
    let intent = Intent::Report { report, organization, person, reason, note, conversation, messages };
    enqueue(engine, &account, me, intent)?;
    Ok(())
}
