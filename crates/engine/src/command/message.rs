//! Writing, editing, taking back and reading.

use domain::{
    ConversationId, Intent, MessageId, Name, NoticeId, Object, OfferId, OpId, PersonId, Scope, Seq,
    record::{About, Category, Notification},
};
use serde::{Deserialize, Serialize};
use store::{
    Order, Read, StoreError, Write,
    table::{
        draft, draft_attachment, message, object,
        op::{self, Queued, State},
        scope,
    },
};
use ts_rs::TS;

use super::{enqueue, queue};
use crate::{
    Engine,
    failure::{Code, Failure},
    overlay,
    planted::is_planted,
};

/// A text for a conversation.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SendMessage {
    conversation: ConversationId,
    body: String,
    /// The offer that it is about.
    about: Option<OfferId>,
    /// The refused message in whose place it goes, with what was sent along with that; the draft stays as it is.
    #[serde(default)]
    #[ts(optional)]
    again: Option<OpId>,
}

/// The message's id.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewMessage {
    message: MessageId,
}

/// Sends, with what stands beside the draft, and clears the draft in the same write: the text and the files are in exactly one
/// of the two places.
pub(crate) fn send_message(engine: &Engine, params: SendMessage) -> Result<NewMessage, Failure> {
    let (account, me) = engine.signed_in()?;
    let SendMessage { conversation, body, about, again } = params;
    let message = account.store.write(Order::OutboxFirst, |w| match again {
        None => send(engine, w, me, conversation, body, about),
        Some(refused) => send_instead(engine, w, me, refused, (conversation, body, about)),
    })?;
    engine.wake();
    Ok(NewMessage { message })
}

/// Takes a refused message back and sends another one with its attachments.
fn send_instead(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    refused: OpId,
    (conversation, body, about): (ConversationId, String, Option<OfferId>),
) -> Result<MessageId, Failure> {
    let is_refused = |queued: &Queued| {
        queued.state == State::Refused
            && matches!(queued.op.intent, Intent::SendMessage { conversation: at, .. } if at == conversation)
    };
    // It may have been taken back or sent again in this very moment.
    let queued = op::get(w, refused)?.filter(is_refused).ok_or_else(|| Failure::of(Code::NotFound))?;
    let message = MessageId(engine.config().new_id());
    let attachments = queued.op.intent.attachments().to_vec();
    queue(engine, w, me, Intent::SendMessage { conversation, message, body, about, attachments })?;
    op::set_state(w, refused, State::Discarded)?;
    overlay::refresh(w, me, queued.target.0, queued.target.1)?;
    Ok(message)
}

/// The same inside a write.
pub(super) fn send(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    conversation: ConversationId,
    body: String,
    about: Option<OfferId>,
) -> Result<MessageId, Failure> {
    let message = MessageId(engine.config().new_id());
    let attachments = draft_attachment::list(w, conversation)?;
    queue(engine, w, me, Intent::SendMessage { conversation, message, body, about, attachments })?;
    if !is_planted("engine::draft_kept") {
        draft::set(w, conversation, "", engine.config().clock.now())?;
    }
    draft_attachment::clear(w, conversation)?;
    Ok(message)
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

/// Everything that is on this device has been read; so has what was told of it.
pub(crate) fn mark_read(engine: &Engine, params: ConversationParam) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let conversation = params.conversation;
    let (head, notice) = account.store.read(|r| {
        let head = match scope::get(r, Scope::Conv(conversation))? {
            Some(scope) => message::head(r, scope.id)?,
            None => 0,
        };
        Ok((head, told(r, me, conversation, head)?))
    })?;
    if head > 0 {
        account.store.write(Order::OutboxFirst, |w| {
            queue(engine, w, me, Intent::MarkRead { conversation, seq: head })?;
            if let Some(notice) = notice {
                queue(engine, w, me, Intent::MarkNoticed { notice })?;
            }
            Ok::<_, Failure>(())
        })?;
        engine.wake();
        engine.config().notices.clear(&format!("/messages/{conversation}"));
    }
    Ok(())
}

/// The notification of a request or its answer, if it tells of nothing that is not here. No read mark says that it was
/// seen: an answer comes without a message.
fn told(r: &Read<'_>, me: PersonId, conversation: ConversationId, head: Seq) -> Result<Option<NoticeId>, StoreError> {
    let id = NoticeId(conversation.0);
    let cached = object::get(r, Scope::Me(me), Name::Notification(id))?;
    let Some(Object::Notification(Notification { category: Category::ContactRequest, about, read: false, .. })) =
        cached.and_then(|cached| cached.shown())
    else {
        return Ok(None);
    };
    Ok(matches!(about, About::Conversation { seq, .. } if seq <= head).then_some(id))
}
