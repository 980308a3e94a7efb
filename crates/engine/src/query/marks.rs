//! What the outbox has to say about a record.

use std::collections::BTreeMap;

use domain::{Name, OpId, Scope};
use store::{Reads, StoreError, table::op};

/// Of one record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// An edit waits to be sent.
    pub(super) is_pending: bool,
    /// The newest op on it that was refused.
    pub(super) refused: Option<OpId>,
    /// The newest op on it that contradicts another edit.
    pub(super) conflict: Option<OpId>,
}

/// Of every record of a scope that has any.
pub(super) fn marks(from: &impl Reads, scope: Scope) -> Result<BTreeMap<Name, Marks>, StoreError> {
    let mut marks: BTreeMap<Name, Marks> = BTreeMap::new();
    for queued in op::all(from)? {
        if queued.target.0 != scope {
            continue;
        }
        let marks = marks.entry(queued.target.1).or_default();
        match queued.state {
            op::State::Waiting => marks.is_pending = true,
            op::State::Refused => marks.refused = Some(queued.op.id),
            op::State::Conflict => marks.conflict = Some(queued.op.id),
            op::State::Discarded => {}
        }
    }
    Ok(marks)
}
