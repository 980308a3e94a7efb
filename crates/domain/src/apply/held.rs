//! What stands where an op is applied.

use crate::{
    Rev,
    id::{OpId, PersonId},
    op::Op,
    record::{Message, Object, Row},
    refusal::{Refusal, RefusalCode},
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

/// What stands is the op's own result, which reached the device by a pull before the answer did. A merged one must not
/// be merged with its own edit again: that can double lines or seem a conflict.
pub(super) fn is_own_result(current: Option<&Held>, op: &Op) -> bool {
    current.is_some_and(|held| held.by == Some(op.id))
}

pub(super) fn existing_row(current: Option<&Held>) -> Result<&Row, Refusal> {
    match current {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        Some(Held { object: None, .. }) => Err(Refusal::of(RefusalCode::Gone)),
        Some(Held { object: Some(Object::Row(row)), .. }) => Ok(row),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

pub(super) fn own_message(current: Option<&Held>, author: PersonId) -> Result<&Message, Refusal> {
    match current.and_then(|held| held.object.as_ref()) {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        Some(Object::Message(message)) if message.author == author => Ok(message),
        Some(Object::Message(_)) => Err(Refusal::of(RefusalCode::Forbidden)),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}
