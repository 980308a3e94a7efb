//! `apply`: what an op does to its object. The same function on the device, for the view, and on the server, for the truth.
//!
//! Whether the author may do it at all is asked before, in [`crate::policy`]; what it does to other objects (inbox rows,
//! cards) follows on the server alone.

mod check;
mod conversation;
mod guarded;
mod held;
mod jpeg;
mod offer;
mod own;
mod profile;

pub use check::{member as check_member, offer as check_offer};
pub use held::Held;

use crate::{
    Millis, Seq,
    id::PersonId,
    op::{Intent, Op},
    record::Object,
    refusal::Refusal,
};

/// Who applies an op, and when.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The author.
    pub author: PersonId,
    /// Now: the server's clock there, the device's in the view.
    pub at: Millis,
    /// The next message's place; none on a device, which does not know it.
    pub next_seq: Option<Seq>,
}

/// What an op does to its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The object is now this.
    Put(Object),
    /// The object is now this, made of this edit and one the author had not seen.
    Merged(Object),
    /// The object is no more.
    Remove,
    /// Nothing changes.
    Unchanged,
    /// An edit the author had not seen contradicts this one: the server keeps the other and asks. Carries what the
    /// author wants, which a device goes on showing until the answer comes.
    Conflict(Object),
}

/// Applies an op to its object. `current` is none when the object never existed here.
///
/// # Errors
/// A [`Refusal`] when the op cannot be carried out whatever the author does with the same words.
pub fn apply(current: Option<&Held>, op: &Op, stamp: &Stamp) -> Result<Applied, Refusal> {
    match &op.intent {
        Intent::SetField { field, base, value } => profile::set_field(current, op, stamp, *field, base, value),
        Intent::ConfirmField { field } => profile::confirm_field(current, op, stamp, *field),
        Intent::AddRow { row, value, place } => profile::add_row(current, op, stamp, *row, value, place),
        Intent::EditRow { base, value, .. } => profile::edit_row(current, op, stamp, base, value),
        Intent::ConfirmRow { .. } => profile::confirm_row(current, op, stamp),
        Intent::RemoveRow { .. } => profile::remove_row(current),
        Intent::MoveRow { place, .. } => profile::move_row(current, place),
        Intent::Set { value } => own::set(current, value),
        Intent::SaveOffer { organization, offer } => Ok(own::save(current, stamp, *organization, *offer)),
        Intent::Block { name } => own::block(current, stamp, name),
        Intent::UnsaveOffer { .. } | Intent::Unblock { .. } => Ok(own::remove(current)),
        Intent::Report { .. } => own::report(current, op, stamp),
        Intent::MarkNoticed { .. } => own::notice(current),
        Intent::StartConversation { conversation, organization, with, purpose } => {
            conversation::start(current, stamp.author, *conversation, *organization, (*with, *purpose))
        }
        Intent::AnswerRequest { accept, .. } => conversation::answer(current, stamp.author, *accept),
        Intent::StartDesk { conversation, organization, person } => {
            conversation::start_desk(current, *conversation, *organization, *person)
        }
        Intent::SendMessage { message, body, about, attachments, .. } => {
            conversation::send(current, op, stamp, *message, (body, *about, attachments))
        }
        Intent::EditMessage { body, .. } => conversation::edit(current, stamp, body),
        Intent::DeleteMessage { .. } => conversation::delete(current, stamp.author),
        Intent::MarkRead { seq, .. } => conversation::mark(current, stamp, *seq),
        Intent::SetMember { base, value, .. } => own::set_member(current, op, stamp, base, value),
        Intent::AddOffer { organization, offer, value } => offer::add(current, op, *organization, *offer, value),
        Intent::EditOffer { base, value, .. } => offer::edit(current, op, stamp, base, value),
        Intent::PublishOffer { .. } => offer::publish(current, stamp),
        Intent::CloseOffer { .. } => offer::close(current),
        Intent::RemoveOffer { .. } => offer::remove(current),
        Intent::CloseReport { note, .. } => own::close_report(current, stamp, note),
    }
}

fn put_if_changed(before: &Object, after: Object) -> Applied {
    if *before == after { Applied::Unchanged } else { Applied::Put(after) }
}

#[cfg(test)]
mod tests;
