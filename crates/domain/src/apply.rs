//! `apply`: what an op does to its object. The same function on the device, for the view, and on the server, for the truth.
//!
//! Whether the author may do it at all is asked before, in [`crate::policy`]; what it does to other objects (inbox rows,
//! cards) follows on the server alone.

use crate::{
    Millis, Rev, Seq,
    id::{ConversationId, OpId, PersonId},
    limit, merge,
    op::{Intent, Op},
    place,
    record::{Conversation, FieldObject, FieldValue, Message, Object, ProfileField, ReadMark, Row, RowBody, RowValue},
    refusal::{Refusal, RefusalCode},
    text,
    visibility::Visibility,
};

/// An object as it stands where the op is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its revision; 0 when only pending ops made it.
    pub rev: Rev,
    /// The op that wrote it last.
    pub by: Option<OpId>,
    /// Its content; none after a deletion.
    pub object: Option<Object>,
}

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
            let value = checked_field(*field, value)?;
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
            Ok(guarded(base, value, &theirs, merge, |both| checked_field(*field, both), whole))
        }
        Intent::AddRow { row, value, place } => {
            let value = checked(value)?;
            place::check(place)?;
            match current {
                None => Ok(Applied::Put(Object::Row(Row { id: *row, value, place: place.clone() }))),
                Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
                // An id that is taken is the device's mistake, whatever stands there.
                Some(_) => Err(Refusal::at(RefusalCode::Invalid, "row")),
            }
        }
        Intent::EditRow { base, value, .. } => {
            let value = checked(value)?;
            let theirs = existing_row(current)?;
            if is_own_result(current, op) {
                return Ok(Applied::Unchanged);
            }
            let whole = |value| Object::Row(Row { value, ..theirs.clone() });
            Ok(guarded(base, value, &theirs.value, |mine, theirs| merge::row(base, mine, theirs), checked, whole))
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
            let body = message_text(body)?;
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
            let body = message_text(body)?;
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

/// What stands is the op's own result, which reached the device by a pull before the answer did. A merged one must not
/// be merged with its own edit again: that can double lines or seem a conflict.
fn is_own_result(current: Option<&Held>, op: &Op) -> bool {
    current.is_some_and(|held| held.by == Some(op.id))
}

/// What stands is the base: the author saw it, and the edit stands as it is. Otherwise somebody else's edit came between
/// and the two are merged. The value tells this better than a revision: a form may have been open while a pull brought
/// the other edit, and the author's own op before this one may itself have been merged.
fn guarded<T: PartialEq>(
    base: &T,
    mine: T,
    theirs: &T,
    merge: impl FnOnce(&T, &T) -> merge::Merge<T>,
    check: impl FnOnce(&T) -> Result<T, Refusal>,
    whole: impl Fn(T) -> Object,
) -> Applied {
    if mine == *theirs {
        return Applied::Unchanged;
    }
    if base == theirs {
        return Applied::Put(whole(mine));
    }
    let both = match merge(&mine, theirs) {
        merge::Merge::Clean(both) => check(&both).ok(),
        merge::Merge::Conflict => None,
    };
    match both {
        Some(both) if both == *theirs => Applied::Unchanged,
        Some(both) => Applied::Merged(whole(both)),
        // Also when each alone could be stored but not both together: too long, or `to` before `from`.
        None => Applied::Conflict(whole(mine)),
    }
}

fn put_if_changed(before: Object, after: Object) -> Applied {
    if before == after { Applied::Unchanged } else { Applied::Put(after) }
}

fn existing_row(current: Option<&Held>) -> Result<&Row, Refusal> {
    match current {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        Some(Held { object: None, .. }) => Err(Refusal::of(RefusalCode::Gone)),
        Some(Held { object: Some(Object::Row(row)), .. }) => Ok(row),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

fn own_message(current: Option<&Held>, author: PersonId) -> Result<&Message, Refusal> {
    match current.and_then(|held| held.object.as_ref()) {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        Some(Object::Message(message)) if message.author == author => Ok(message),
        Some(Object::Message(_)) => Err(Refusal::of(RefusalCode::Forbidden)),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

fn message_text(body: &str) -> Result<String, Refusal> {
    let body = text::clean(body).trim().to_owned();
    text::within(&body, limit::MESSAGE, "body")?;
    if body.is_empty() {
        return Err(Refusal::at(RefusalCode::Empty, "body"));
    }
    Ok(body)
}

/// A single value in its stored form, or why it cannot be stored.
fn checked_field(field: ProfileField, value: &FieldValue) -> Result<FieldValue, Refusal> {
    let mut text = if field.is_long() { text::clean(&value.text) } else { text::clean_line(&value.text) };
    if text.trim().is_empty() {
        text.clear();
    }
    text::within(&text, field.limit(), field.as_str())?;
    if field.is_required() && text::is_blank(&text) {
        return Err(Refusal::at(RefusalCode::Empty, field.as_str()));
    }
    Ok(FieldValue { text, visibility: checked_rules(&value.visibility)? })
}

fn checked_rules(visibility: &Visibility) -> Result<Visibility, Refusal> {
    if visibility.rules().len() > limit::RULES {
        return Err(Refusal::at(RefusalCode::TooMany, "visibility"));
    }
    Ok(visibility.clone())
}

/// A row's content in its stored form, or why it cannot be stored.
fn checked(value: &RowValue) -> Result<RowValue, Refusal> {
    let short = |from: &str, field: &str| {
        let line = text::clean_line(from);
        text::within(&line, limit::SHORT, field).map(|()| line)
    };
    let needed = |from: &str, field: &str| match short(from, field)? {
        line if text::is_blank(&line) => Err(Refusal::at(RefusalCode::Empty, field)),
        line => Ok(line),
    };
    let note = |from: &str, field: &str| {
        let note = text::clean(from).trim_end().to_owned();
        text::within(&note, limit::NOTE, field).map(|()| note)
    };
    let body = match &value.body {
        RowBody::Work { employer, title, from, to, description } => RowBody::Work {
            employer: needed(employer, "employer")?,
            title: short(title, "title")?,
            from: *from,
            to: not_before(*from, *to)?,
            description: note(description, "description")?,
        },
        RowBody::Education { school, course, from, to, outcome } => RowBody::Education {
            school: needed(school, "school")?,
            course: short(course, "course")?,
            from: *from,
            to: not_before(*from, *to)?,
            outcome: *outcome,
        },
        RowBody::Skill { name, note: remark } => {
            RowBody::Skill { name: needed(name, "name")?, note: note(remark, "note")? }
        }
        RowBody::Contact { contact, value, label } => {
            let value = text::clean_line(value);
            text::within(&value, limit::CONTACT, "value")?;
            if text::is_blank(&value) {
                return Err(Refusal::at(RefusalCode::Empty, "value"));
            }
            RowBody::Contact { contact: *contact, value, label: short(label, "label")? }
        }
    };
    Ok(RowValue { body, visibility: checked_rules(&value.visibility)? })
}

fn not_before<T: PartialOrd>(from: T, to: Option<T>) -> Result<Option<T>, Refusal> {
    match to {
        Some(to) if to < from => Err(Refusal::at(RefusalCode::Invalid, "to")),
        to => Ok(to),
    }
}

#[cfg(test)]
mod tests;
