//! Settling a conflict: the person's word becomes a new op that has seen both edits.

use domain::{
    Intent, Object, OpId, PersonId, merge,
    record::{FieldValue, RowValue},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use store::{Order, Write, table::op};
use ts_rs::TS;

use super::queue;
use crate::{
    Engine,
    failure::{Code, Failure},
    overlay,
    query::{is_removed, parts, to_text},
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
            Some(text) => from_text(&part, text)?,
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
        (Intent::SetMember { organization, person, .. }, Some(Object::Member(theirs))) => {
            let (base, value) = (theirs.membership.value.clone(), plain(chosen)?);
            Ok(Intent::SetMember { organization: *organization, person: *person, base, value })
        }
        (Intent::EditOffer { organization, offer, .. }, Some(Object::Offer(theirs))) => {
            let (base, value) = (theirs.value.clone(), plain(chosen)?);
            Ok(Intent::EditOffer { organization: *organization, offer: *offer, base, value })
        }
        _ => Err(Failure::of(Code::NotFound)),
    }
}

/// The row is gone: what the person wants kept becomes a new one.
fn added_again(engine: &Engine, chosen: Map<String, Value>) -> Result<Intent, Failure> {
    let place = domain::place::between(None, None).unwrap_or_default();
    Ok(Intent::AddRow { row: engine.config().new_row(), value: row_value(chosen)?, place })
}

fn row_value(mut chosen: Map<String, Value>) -> Result<RowValue, Failure> {
    let visibility = chosen.remove("visibility").unwrap_or_default();
    serde_json::from_value(serde_json::json!({ "body": chosen, "visibility": visibility }))
        .map_err(|_| Failure::of(Code::Invalid))
}

/// A value that has no rules of its own, put together as [`merge::plain_parts`] took it apart.
fn plain<T: DeserializeOwned>(chosen: Map<String, Value>) -> Result<T, Failure> {
    let (mut whole, mut terms) = (Map::new(), Map::new());
    // What is not there is not written: it has a default.
    for (part, value) in chosen.into_iter().filter(|(_, value)| !value.is_null()) {
        match part.strip_prefix("terms.") {
            Some(term) => terms.insert(term.to_owned(), value),
            None => whole.insert(part, value),
        };
    }
    if !terms.is_empty() {
        whole.insert("terms".to_owned(), Value::Object(terms));
    }
    serde_json::from_value(Value::Object(whole)).map_err(|_| Failure::of(Code::Invalid))
}

/// Dates that need not be there: still there, or not said.
const MAY_BE_MISSING: [&str; 4] = ["from", "to", "at", "closes_on"];

/// A part's value from the text a person chose or edited.
fn from_text(part: &merge::Part, text: &str) -> Result<Value, Failure> {
    let sides = [&part.mine, &part.theirs, &part.base];
    if let Some(side) = sides.into_iter().find(|side| to_text(side) == text) {
        return Ok(side.clone());
    }
    if text.is_empty() && MAY_BE_MISSING.contains(&part.name.as_str()) {
        return Ok(Value::Null);
    }
    if sides.into_iter().any(Value::is_string) {
        return Ok(Value::String(text.to_owned()));
    }
    serde_json::from_str(text).map_err(|_| Failure::at(Code::Invalid, &part.name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check([base, mine, theirs]: [Value; 3], text: &str, value: Option<Value>) {
        check_of("part", [base, mine, theirs], text, value);
    }

    #[track_caller]
    fn check_of(name: &str, [base, mine, theirs]: [Value; 3], text: &str, value: Option<Value>) {
        let part = merge::Part { name: name.to_owned(), base, mine, theirs, merged: None };
        assert_eq!(from_text(&part, text).ok(), value, "{part:?}");
    }

    #[test]
    fn a_choice_is_what_stood_on_that_side() {
        let month = [json!("2020-01"), json!(null), json!("2021-03")];
        check(month.clone(), "", Some(json!(null)));
        check(month.clone(), "2021-03", Some(json!("2021-03")));
        check(month, "2022-05", Some(json!("2022-05")));
        let ended = [json!("2020-01"), json!("2021-02"), json!("2021-03")];
        check_of("to", ended.clone(), "", Some(json!(null)));
        check_of("title", ended, "", Some(json!("")));
        let pay = [json!({ "min": 1 }), json!({ "min": 2 }), json!({ "min": 3 })];
        check(pay.clone(), "{\"min\":2}", Some(json!({ "min": 2 })));
        check(pay, "2 yen", None);
        check([json!(7), json!(14), json!(10)], "14", Some(json!(14)));
        check([json!([]), json!(["alumnus"]), json!(null)], "", Some(json!(null)));
        check([json!("前"), json!("私"), json!("彼")], "両方", Some(json!("両方")));
        check([json!(""), json!("私"), json!("彼")], "", Some(json!("")));
    }
}
