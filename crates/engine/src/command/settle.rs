//! Settling a conflict: the person's word becomes a new op that has seen both edits.

use domain::{
    Intent, Object, OpId, PersonId, RowId,
    record::{FieldValue, RowValue},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::{Order, Write, table::op};
use ts_rs::TS;

use super::queue;
use crate::{
    Engine,
    failure::{Code, Failure},
    overlay,
    query::{is_removed, parts},
};

/// What the person chose.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct Settle {
    op: OpId,
    parts: Vec<Chosen>,
    /// The other edit removed the entry, and that is right.
    keep_removed: bool,
}

/// The text chosen for a part.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct Chosen {
    part: String,
    text: String,
}

pub(crate) fn settle(engine: &Engine, params: Settle) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    account.store.write(Order::OutboxFirst, |w| match op::get(w, params.op)? {
        Some(queued) => settled(engine, w, me, &queued, &params),
        None => Err(Failure::of(Code::NotFound)),
    })?;
    engine.wake();
    Ok(())
}

fn settled(engine: &Engine, w: &Write<'_>, me: PersonId, queued: &op::Queued, params: &Settle) -> Result<(), Failure> {
    let (scope, name) = queued.target;
    let is_removed = is_removed(w, queued)?;
    if is_removed && params.keep_removed {
        op::set_state(w, queued.op.id, op::State::Discarded)?;
        return Ok(());
    }
    let parts = parts(queued).ok_or_else(|| Failure::of(Code::NotFound))?;
    let mut chosen = Map::new();
    for part in parts {
        let text = params.parts.iter().find(|chosen| chosen.part == part.name).map(|chosen| chosen.text.as_str());
        let value = match text {
            Some(text) => from_text(&part.name, &part.theirs, text)?,
            // A part the person was not asked about merged by itself.
            None => part.merged.ok_or_else(|| Failure::at(Code::Invalid, &part.name))?,
        };
        chosen.insert(part.name, value);
    }
    let intent = if is_removed { added_again(engine, chosen)? } else { intent(queued, chosen)? };
    op::remove(w, queued.op.id)?;
    queue(engine, w, me, intent)?;
    overlay::refresh(w, me, scope, name)?;
    Ok(())
}

fn intent(queued: &op::Queued, chosen: Map<String, Value>) -> Result<Intent, Failure> {
    let invalid = |_| Failure::of(Code::Invalid);
    match (&queued.op.intent, queued.theirs.as_ref().map(|record| &record.object)) {
        (Intent::SetField { field, .. }, Some(Object::Field(theirs))) => {
            let value: FieldValue = serde_json::from_value(Value::Object(chosen)).map_err(invalid)?;
            Ok(Intent::SetField { field: *field, base: theirs.value.clone(), value })
        }
        (Intent::EditRow { row, .. }, Some(Object::Row(theirs))) => {
            Ok(Intent::EditRow { row: *row, base: theirs.value.clone(), value: row_value(chosen)? })
        }
        _ => Err(Failure::of(Code::NotFound)),
    }
}

/// The row is gone: what the person wants kept becomes a new one.
fn added_again(engine: &Engine, chosen: Map<String, Value>) -> Result<Intent, Failure> {
    let place = domain::place::between(None, None).unwrap_or_default();
    Ok(Intent::AddRow { row: RowId(engine.config().new_id()), value: row_value(chosen)?, place })
}

fn row_value(mut chosen: Map<String, Value>) -> Result<RowValue, Failure> {
    let visibility = chosen.remove("visibility").unwrap_or_default();
    serde_json::from_value(serde_json::json!({ "body": chosen, "visibility": visibility }))
        .map_err(|_| Failure::of(Code::Invalid))
}

/// A part's value from the text a person edited.
fn from_text(part: &str, like: &Value, text: &str) -> Result<Value, Failure> {
    match (part, like) {
        ("visibility", _) => serde_json::from_str(text).map_err(|_| Failure::at(Code::Invalid, part)),
        // The only part that may be missing: still there.
        ("to", _) if text.is_empty() => Ok(Value::Null),
        _ => Ok(Value::String(text.to_owned())),
    }
}
