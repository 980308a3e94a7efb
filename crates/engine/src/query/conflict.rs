//! Two edits that contradict each other, part by part.

use domain::{Intent, Object, OpId, merge};
use serde::Deserialize;
use serde_json::Value;
use store::{
    Reads, StoreError,
    table::{object, op},
};
use ts_rs::TS;

use super::outbox::{field, row_type};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{ConflictPart, ConflictView},
};

/// Which op.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct OpParams {
    /// Its id.
    pub(crate) op: OpId,
}

pub(crate) fn conflict(engine: &Engine, params: OpParams) -> Result<ConflictView, Failure> {
    let (account, me) = engine.signed_in()?;
    let found = account.store.read(|r| {
        let Some(queued) = op::get(r, params.op)? else { return Ok(None) };
        let row_type = row_type(r, me, &queued.op.intent)?;
        let is_removed = is_removed(r, &queued)?;
        Ok(Some((queued, row_type, is_removed)))
    })?;
    let (queued, row_type, removed) = found.ok_or_else(|| Failure::of(Code::NotFound))?;
    let parts = parts(&queued).ok_or_else(|| Failure::of(Code::NotFound))?;
    Ok(ConflictView {
        op: params.op,
        verb: queued.op.intent.verb(),
        field: field(&queued.op.intent),
        row_type,
        removed,
        parts: parts
            .into_iter()
            .map(|part| ConflictPart {
                part: part.name,
                base: to_text(&part.base),
                mine: to_text(&part.mine),
                theirs: to_text(&part.theirs),
                merged: part.merged.as_ref().map(to_text),
            })
            .collect(),
    })
}

/// Whether the row that the op changes is there no more: another device removed it, before or after the two edits
/// contradicted each other.
pub(crate) fn is_removed(from: &impl Reads, queued: &op::Queued) -> Result<bool, StoreError> {
    let (scope, name) = queued.target;
    Ok(matches!(queued.op.intent, Intent::EditRow { .. })
        && (is_refused_as_gone(queued) || object::get(from, scope, name)?.is_none()))
}

fn is_refused_as_gone(queued: &op::Queued) -> bool {
    queued.state == op::State::Refused && queued.code.as_deref() == Some("gone")
}

/// The parts of a conflict; none when the op has none to settle.
pub(crate) fn parts(queued: &op::Queued) -> Option<Vec<merge::Part>> {
    let mut parts = all_parts(queued)?;
    if queued.state == op::State::Conflict && parts.iter().all(|part| part.merged.is_some()) {
        // Each part fits by itself, the whole does not (a text too long, an end before its beginning): ask for each.
        for part in parts.iter_mut().filter(|part| part.mine != part.theirs) {
            part.merged = None;
        }
    }
    Some(parts)
}

fn all_parts(queued: &op::Queued) -> Option<Vec<merge::Part>> {
    match (&queued.op.intent, queued.theirs.as_ref().map(|record| &record.object)) {
        (Intent::SetField { field, base, value }, Some(Object::Field(theirs))) => {
            Some(merge::field_parts(*field, base, value, &theirs.value))
        }
        (Intent::EditRow { base, value, .. }, Some(Object::Row(theirs))) => {
            Some(merge::row_parts(base, value, &theirs.value))
        }
        (Intent::SetMember { base, value, .. }, Some(Object::Member(theirs))) => {
            Some(merge::plain_parts(base, value, &theirs.membership.value))
        }
        (Intent::EditOffer { base, value, .. }, Some(Object::Offer(theirs))) => {
            Some(merge::plain_parts(base, value, &theirs.value))
        }
        (Intent::EditRow { base, value, .. }, None) if is_refused_as_gone(queued) => {
            Some(merge::row_parts(base, value, base))
        }
        _ => None,
    }
}

/// A part as the text a person edits; whatever is no text as JSON, and what is not there as nothing.
pub(crate) fn to_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
