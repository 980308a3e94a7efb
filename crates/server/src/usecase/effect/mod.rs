//! What an op does beyond its own object: cards, offers shown, inbox rows, notifications, reports at the desk. Pure, and on
//! the server alone: a device gets them with its next pull.

mod block;
mod card;
mod inbox;
mod mark;
mod member;
mod message;
mod notice;
mod offer;
mod report;
mod talk;
mod view;

use domain::{
    Intent, Object, Op, PersonId, Record,
    record::{Conversation, Message},
    wire::OpOutcome,
};

pub(crate) use self::{card::Likeness, mark::moved as read_unseen, member::follow as follow_member, view::card_seen};
use crate::storage::step::{Known, Loaded, Writes};

/// Adds what follows from an op to what it writes itself. `conversation` is the op's, as it was before.
pub(crate) fn follow(
    author: PersonId,
    op: &Op,
    outcome: &OpOutcome,
    conversation: Option<&Conversation>,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    match (&op.intent, written(outcome)) {
        (
            Intent::SetField { .. } | Intent::AddRow { .. } | Intent::EditRow { .. } | Intent::MoveRow { .. },
            Put(object),
        ) => card::edited(Likeness::of(author, loaded)?.with(object), loaded, writes),
        (Intent::RemoveRow { row }, Removed) => {
            card::edited(Likeness::of(author, loaded)?.without(*row), loaded, writes)
        }
        (Intent::Block { name }, Put(_)) => block::changed(author, name.person, true, loaded, writes),
        (Intent::Unblock { person }, Removed) => block::changed(author, *person, false, loaded, writes),
        (Intent::Report { .. }, Put(Object::Report(report))) => report::made(author, report, loaded, writes),
        (Intent::CloseReport { organization, report, .. }, Put(_)) => {
            report::closed(*organization, *report, loaded, writes)
        }
        (Intent::StartConversation { .. } | Intent::AnswerRequest { .. }, Put(Object::Conversation(now))) => {
            match conversation {
                None => talk::asked(author, now, loaded, writes),
                Some(_) => talk::answered(author, now, loaded, writes),
            }
        }
        (Intent::StartDesk { .. }, Put(Object::Conversation(new))) => talk::opened(author, new, loaded, writes),
        // Begun from the other side: the author sees the conversation from now on, too.
        (Intent::StartDesk { .. }, Nothing) => match conversation {
            Some(known) => talk::opened(author, known, loaded, writes),
            None => Ok(()),
        },
        (Intent::SendMessage { .. }, Put(Object::Message(message))) => match conversation {
            Some(conversation) => message::sent(conversation, message, loaded, writes),
            None => Ok(()),
        },
        (Intent::EditMessage { .. } | Intent::DeleteMessage { .. }, Put(Object::Message(message))) => {
            match conversation {
                Some(conversation) => message::changed(conversation, message, loaded, writes),
                None => Ok(()),
            }
        }
        (Intent::MarkRead { .. }, Put(Object::Mark(mark))) => match conversation {
            Some(conversation) => mark::moved(conversation, mark, loaded, writes),
            None => Ok(()),
        },
        (Intent::SetMember { .. }, Put(Object::Member(member))) => member::set(member, loaded, writes),
        (
            Intent::EditOffer { .. } | Intent::PublishOffer { .. } | Intent::CloseOffer { .. },
            Put(Object::Offer(offer)),
        ) => offer::show(offer, loaded, writes),
        // Nothing but their own object: what nobody else sees, a confirmation, a draft that is begun or thrown away. And
        // whatever wrote nothing has no consequences.
        (
            Intent::ConfirmField { .. }
            | Intent::ConfirmRow { .. }
            | Intent::Set { .. }
            | Intent::SaveOffer { .. }
            | Intent::UnsaveOffer { .. }
            | Intent::MarkNoticed { .. }
            | Intent::AddOffer { .. }
            | Intent::RemoveOffer { .. },
            _,
        )
        | (_, Put(_) | Removed | Nothing) => Ok(()),
    }
}

use Effected::{Nothing, Put, Removed};

/// What an op did to its object.
enum Effected<'a> {
    Put(&'a Object),
    Removed,
    Nothing,
}

const fn written(outcome: &OpOutcome) -> Effected<'_> {
    match outcome {
        OpOutcome::Applied { record: Record { object, .. } } | OpOutcome::Merged { record: Record { object, .. } } => {
            Put(object)
        }
        OpOutcome::Removed { .. } => Removed,
        OpOutcome::Unchanged { .. } | OpOutcome::Known | OpOutcome::Conflict { .. } | OpOutcome::Refused { .. } => {
            Nothing
        }
    }
}

/// The message that others count and see.
fn seq_of(message: &Message) -> domain::Seq {
    message.seq.unwrap_or_default()
}
