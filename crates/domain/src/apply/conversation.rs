//! Conversations: beginning one, answering a request, messages, read marks.

use super::{
    Applied, Stamp, check,
    held::{Held, is_own_result, own_message},
    put_if_changed,
};
use crate::{
    Seq,
    id::{ConversationId, MessageId, OfferId, OrgId, PersonId},
    op::Op,
    record::{Attachment, ContactRequest, Conversation, Message, Object, Parties, Purpose, ReadMark, RequestState},
    refusal::{Refusal, RefusalCode},
};

pub(super) fn start(
    current: Option<&Held>,
    author: PersonId,
    id: ConversationId,
    organization: OrgId,
    (with, purpose): (PersonId, Purpose),
) -> Result<Applied, Refusal> {
    if author == with {
        return Err(Refusal::at(RefusalCode::Invalid, "with"));
    }
    if id != ConversationId::direct(organization, author, with) {
        return Err(Refusal::at(RefusalCode::Invalid, "conversation"));
    }
    let request = |from, purpose, state| Some(ContactRequest { from, purpose, state });
    match existing(current)? {
        None => Ok(Applied::Put(Object::Conversation(Conversation {
            id,
            organization,
            parties: Parties::Direct(if author <= with { [author, with] } else { [with, author] }),
            request: request(author, purpose, RequestState::Waiting),
        }))),
        Some(known) => match &known.request {
            // Both have asked: that is an answer.
            Some(asked) if asked.from != author && asked.state != RequestState::Accepted => {
                let request = request(asked.from, asked.purpose, RequestState::Accepted);
                Ok(Applied::Put(Object::Conversation(Conversation { request, ..known.clone() })))
            }
            Some(_) | None => Ok(Applied::Unchanged),
        },
    }
}

pub(super) fn answer(current: Option<&Held>, author: PersonId, accept: bool) -> Result<Applied, Refusal> {
    let Some(known) = existing(current)? else { return Err(Refusal::of(RefusalCode::NotFound)) };
    let Some(request) = &known.request else { return Ok(Applied::Unchanged) };
    if request.from == author {
        return Err(Refusal::of(RefusalCode::Forbidden));
    }
    let state = match (request.state, accept) {
        // Who is connected stays so: to end it there is the block.
        (RequestState::Accepted, _) | (_, true) => RequestState::Accepted,
        (RequestState::Waiting | RequestState::Declined, false) => RequestState::Declined,
    };
    let request = Some(ContactRequest { state, ..request.clone() });
    let after = Object::Conversation(Conversation { request, ..known.clone() });
    Ok(put_if_changed(&Object::Conversation(known.clone()), after))
}

pub(super) fn start_desk(
    current: Option<&Held>,
    id: ConversationId,
    organization: OrgId,
    person: PersonId,
) -> Result<Applied, Refusal> {
    if id != ConversationId::desk(organization, person) {
        return Err(Refusal::at(RefusalCode::Invalid, "conversation"));
    }
    Ok(match existing(current)? {
        Some(_) => Applied::Unchanged,
        None => Applied::Put(Object::Conversation(Conversation {
            id,
            organization,
            parties: Parties::Desk(person),
            request: None,
        })),
    })
}

fn existing(current: Option<&Held>) -> Result<Option<&Conversation>, Refusal> {
    match current.and_then(|held| held.object.as_ref()) {
        None => Ok(None),
        Some(Object::Conversation(conversation)) => Ok(Some(conversation)),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

pub(super) fn send(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    id: MessageId,
    (body, about, attachments): (&str, Option<OfferId>, &[Attachment]),
) -> Result<Applied, Refusal> {
    let body = check::message(body, !attachments.is_empty())?;
    let attachments = check::attachments(attachments)?;
    match current {
        None => Ok(Applied::Put(Object::Message(Message {
            id,
            seq: stamp.next_seq,
            author: stamp.author,
            body,
            about,
            attachments,
            at: stamp.at,
            edited_at: None,
            deleted: false,
        }))),
        Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
        Some(_) => Err(Refusal::at(RefusalCode::Invalid, "message")),
    }
}

pub(super) fn edit(current: Option<&Held>, stamp: &Stamp, body: &str) -> Result<Applied, Refusal> {
    let message = own_message(current, stamp.author)?;
    if message.deleted {
        return Err(Refusal::of(RefusalCode::Gone));
    }
    let body = check::message(body, !message.attachments.is_empty())?;
    if message.body == body {
        return Ok(Applied::Unchanged);
    }
    Ok(Applied::Put(Object::Message(Message { body, edited_at: Some(stamp.at), ..message.clone() })))
}

pub(super) fn delete(current: Option<&Held>, author: PersonId) -> Result<Applied, Refusal> {
    let message = own_message(current, author)?;
    let gone = Message {
        body: String::new(),
        about: None,
        attachments: vec![],
        edited_at: None,
        deleted: true,
        ..message.clone()
    };
    Ok(put_if_changed(&Object::Message(message.clone()), Object::Message(gone)))
}

pub(super) fn mark(current: Option<&Held>, stamp: &Stamp, seq: Seq) -> Result<Applied, Refusal> {
    let newest = stamp.next_seq.map_or(Seq::MAX, |next| next.saturating_sub(1));
    let seq = seq.min(newest);
    match current.and_then(|held| held.object.as_ref()) {
        Some(Object::Mark(mark)) if mark.seq >= seq => Ok(Applied::Unchanged),
        Some(Object::Mark(_)) | None => Ok(Applied::Put(Object::Mark(ReadMark { person: stamp.author, seq }))),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}
