//! What an op does beyond its own object: cards, inbox rows, notifications. Pure, and on the server alone: a device gets
//! them with its next pull.

mod card;
mod inbox;
mod mark;
mod message;

pub(crate) use card::rewrite_cards;
use domain::{
    Intent, Object, Op, PersonId, Record,
    record::{Conversation, FieldObject, Message},
    wire::OpOutcome,
};

use crate::storage::step::{Known, Loaded, Writes};

/// Adds what follows from an op to what it writes itself.
pub(crate) fn follow(
    author: PersonId,
    op: &Op,
    outcome: &OpOutcome,
    conversation: Option<&Conversation>,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let object = written(outcome);
    match (&op.intent, object, conversation) {
        (Intent::SetField { .. }, Some(Object::Field(field)), _) => rewrite_field_cards(author, field, loaded, writes),
        (Intent::StartConversation { .. }, Some(Object::Conversation(new)), _) => {
            inbox::start(author, new, loaded, writes)
        }
        // The other one was first: the author sees the conversation from now on, too.
        (Intent::StartConversation { .. }, None, Some(known)) => inbox::start(author, known, loaded, writes),
        (Intent::SendMessage { .. }, Some(Object::Message(message)), Some(conversation)) => {
            message::sent(conversation, message, loaded, writes)
        }
        (
            Intent::EditMessage { .. } | Intent::DeleteMessage { .. },
            Some(Object::Message(message)),
            Some(conversation),
        ) => message::changed(conversation, message, loaded, writes),
        (Intent::MarkRead { .. }, Some(Object::Mark(mark)), Some(conversation)) => {
            mark::moved(conversation, mark, loaded, writes)
        }
        // Rows are no part of a card; whatever wrote nothing has no consequences.
        _ => Ok(()),
    }
}

fn written(outcome: &OpOutcome) -> Option<&Object> {
    match outcome {
        OpOutcome::Applied { record: Record { object, .. } } | OpOutcome::Merged { record: Record { object, .. } } => {
            Some(object)
        }
        OpOutcome::Removed { .. }
        | OpOutcome::Unchanged { .. }
        | OpOutcome::Known
        | OpOutcome::Conflict { .. }
        | OpOutcome::Refused { .. } => None,
    }
}

fn rewrite_field_cards(author: PersonId, field: &FieldObject, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let organizations: Vec<_> = loaded.memberships(author)?.iter().map(|membership| membership.organization).collect();
    rewrite_cards(author, &organizations, std::slice::from_ref(field), loaded, writes)
}

/// The message that others count and see.
fn seq_of(message: &Message) -> domain::Seq {
    message.seq.unwrap_or_default()
}
