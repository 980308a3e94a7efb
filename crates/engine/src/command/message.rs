//! Starting a conversation, writing, editing, taking back and reading.

use domain::{ConversationId, Intent, MessageId, OrgId, PersonId, Scope};
use serde::{Deserialize, Serialize};
use store::{
    Order,
    table::{draft, message, scope},
};
use ts_rs::TS;

use super::{enqueue, queue};
use crate::{Engine, failure::Failure, query};

/// With whom, and through which organisation.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct StartConversation {
    person: PersonId,
    organization: OrgId,
}

/// The conversation's id.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewConversation {
    conversation: ConversationId,
}

pub(crate) fn start_conversation(engine: &Engine, params: StartConversation) -> Result<NewConversation, Failure> {
    let (account, me) = engine.signed_in()?;
    let conversation = ConversationId::direct(params.organization, me, params.person);
    // The other one may have begun it: then the inbox knows it before its records are here.
    let is_known = account.store.read(|r| Ok(query::conversation_record(r, conversation)?.is_some()))?;
    if !is_known {
        let intent = Intent::StartConversation { conversation, organization: params.organization, with: params.person };
        enqueue(engine, &account, me, intent)?;
    }
    Ok(NewConversation { conversation })
}

/// A text for a conversation.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SendMessage {
    conversation: ConversationId,
    body: String,
}

/// The message's id.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewMessage {
    message: MessageId,
}

/// Sends, and clears the draft in the same write: the text is in exactly one of the two places.
pub(crate) fn send_message(engine: &Engine, params: SendMessage) -> Result<NewMessage, Failure> {
    let (account, me) = engine.signed_in()?;
    let id = MessageId(engine.config().new_id());
    let SendMessage { conversation, body } = params;
    account.store.write(Order::OutboxFirst, |w| {
        queue(engine, w, me, Intent::SendMessage { conversation, message: id, body })?;
        draft::set(w, conversation, "", engine.config().clock.now())?;
        Ok::<_, Failure>(())
    })?;
    engine.wake();
    Ok(NewMessage { message: id })
}

/// An own message's new text.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct EditMessage {
    conversation: ConversationId,
    message: MessageId,
    body: String,
}

pub(crate) fn edit_message(engine: &Engine, params: EditMessage) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let EditMessage { conversation, message, body } = params;
    enqueue(engine, &account, me, Intent::EditMessage { conversation, message, body })?;
    Ok(())
}

/// Which own message is taken back.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct DeleteMessage {
    conversation: ConversationId,
    message: MessageId,
}

pub(crate) fn delete_message(engine: &Engine, params: DeleteMessage) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let DeleteMessage { conversation, message } = params;
    enqueue(engine, &account, me, Intent::DeleteMessage { conversation, message })?;
    Ok(())
}

/// Which conversation.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct ConversationParam {
    conversation: ConversationId,
}

/// Everything that is on this device has been read.
pub(crate) fn mark_read(engine: &Engine, params: ConversationParam) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let conversation = params.conversation;
    let head = account.store.read(|r| match scope::get(r, Scope::Conv(conversation))? {
        Some(scope) => message::head(r, scope.id),
        None => Ok(0),
    })?;
    if head > 0 {
        enqueue(engine, &account, me, Intent::MarkRead { conversation, seq: head })?;
        engine.config().notices.clear(&format!("/messages/{conversation}"));
    }
    Ok(())
}
