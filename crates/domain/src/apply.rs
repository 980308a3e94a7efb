//! `apply`: what an op does to its object. The same function on the device, for the view, and on the server, for the truth.
//!
//! Whether the author may do it at all is asked before, in [`crate::policy`]; what it does to other objects (inbox rows,
//! cards) follows on the server alone.

mod check;
mod guarded;
mod held;

use guarded::guarded;
pub use held::Held;
use held::{existing_row, is_own_result, own_message};

use crate::{
    Millis, Seq,
    id::{ConversationId, PersonId},
    merge,
    op::{Intent, Op},
    place,
    record::{Conversation, FieldObject, FieldValue, Message, Object, ReadMark, Row},
    refusal::{Refusal, RefusalCode},
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
        Intent::SetField { field, base, value } => {
            let value = check::field(*field, value)?;
            let whole = |value| Object::Field(FieldObject { field: *field, value });
            let theirs = match current.and_then(|held| held.object.as_ref()) {
                Some(Object::Field(theirs)) => theirs.value.clone(),
                Some(_) => return Err(Refusal::of(RefusalCode::Invalid)),
                None => FieldValue::default(),
            };
            if is_own_result(current, op) {
                return Ok(Applied::Unchanged);
            }
            let merge = |mine: &_, theirs: &_| merge::field(*field, base, mine, theirs);
            Ok(guarded(base, value, &theirs, merge, |both| check::field(*field, both), whole))
        }
        Intent::AddRow { row, value, place } => {
            let value = check::row(value)?;
            place::check(place)?;
            match current {
                None => Ok(Applied::Put(Object::Row(Row { id: *row, value, place: place.clone() }))),
                Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
                // An id that is taken is the device's mistake, whatever stands there.
                Some(_) => Err(Refusal::at(RefusalCode::Invalid, "row")),
            }
        }
        Intent::EditRow { base, value, .. } => {
            let value = check::row(value)?;
            let theirs = existing_row(current)?;
            if is_own_result(current, op) {
                return Ok(Applied::Unchanged);
            }
            let whole = |value| Object::Row(Row { value, ..theirs.clone() });
            Ok(guarded(base, value, &theirs.value, |mine, theirs| merge::row(base, mine, theirs), check::row, whole))
        }
        Intent::RemoveRow { .. } => match existing_row(current) {
            Ok(_) => Ok(Applied::Remove),
            // Removed on two devices: both have what they wanted.
            Err(refusal) if refusal.code == RefusalCode::Gone => Ok(Applied::Unchanged),
            Err(refusal) => Err(refusal),
        },
        Intent::MoveRow { place, .. } => {
            place::check(place)?;
            let row = existing_row(current)?;
            Ok(put_if_changed(Object::Row(row.clone()), Object::Row(Row { place: place.clone(), ..row.clone() })))
        }
        Intent::StartConversation { conversation, organization, with } => {
            let participants = if stamp.author <= *with { [stamp.author, *with] } else { [*with, stamp.author] };
            if stamp.author == *with {
                return Err(Refusal::at(RefusalCode::Invalid, "with"));
            }
            if *conversation != ConversationId::direct(*organization, stamp.author, *with) {
                return Err(Refusal::at(RefusalCode::Invalid, "conversation"));
            }
            match current {
                Some(_) => Ok(Applied::Unchanged),
                None => Ok(Applied::Put(Object::Conversation(Conversation {
                    id: *conversation,
                    organization: *organization,
                    participants,
                }))),
            }
        }
        Intent::SendMessage { message, body, .. } => {
            let body = check::message(body)?;
            match current {
                None => Ok(Applied::Put(Object::Message(Message {
                    id: *message,
                    seq: stamp.next_seq,
                    author: stamp.author,
                    body,
                    at: stamp.at,
                    edited_at: None,
                    deleted: false,
                }))),
                Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
                Some(_) => Err(Refusal::at(RefusalCode::Invalid, "message")),
            }
        }
        Intent::EditMessage { body, .. } => {
            let body = check::message(body)?;
            let message = own_message(current, stamp.author)?;
            if message.deleted {
                return Err(Refusal::of(RefusalCode::Gone));
            }
            if message.body == body {
                return Ok(Applied::Unchanged);
            }
            Ok(Applied::Put(Object::Message(Message { body, edited_at: Some(stamp.at), ..message.clone() })))
        }
        Intent::DeleteMessage { .. } => {
            let message = own_message(current, stamp.author)?;
            let gone = Message { body: String::new(), edited_at: None, deleted: true, ..message.clone() };
            Ok(put_if_changed(Object::Message(message.clone()), Object::Message(gone)))
        }
        Intent::MarkRead { seq, .. } => {
            let newest = stamp.next_seq.map_or(Seq::MAX, |next| next.saturating_sub(1));
            let seq = (*seq).min(newest);
            match current.and_then(|held| held.object.as_ref()) {
                Some(Object::Mark(mark)) if mark.seq >= seq => Ok(Applied::Unchanged),
                Some(Object::Mark(_)) | None => Ok(Applied::Put(Object::Mark(ReadMark { person: stamp.author, seq }))),
                Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
            }
        }
    }
}

fn put_if_changed(before: Object, after: Object) -> Applied {
    if before == after { Applied::Unchanged } else { Applied::Put(after) }
}

#[cfg(test)]
mod tests;
