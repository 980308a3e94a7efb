//! Three-way merge of a guarded value: base, mine, theirs. Pure; the client shows with it what the server will decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    limit,
    record::{FieldValue, ProfileField, RowValue},
};

/// One part of a value on which a merge decides by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name: `text`, `visibility`, or a part of a row's content.
    pub name: String,
    /// What it was when the edit began.
    pub base: Value,
    /// What this edit says.
    pub mine: Value,
    /// What the other edit says.
    pub theirs: Value,
    /// What both together say; none when they contradict each other.
    pub merged: Option<Value>,
}

/// The outcome of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge<T> {
    /// Both edits fit together.
    Clean(T),
    /// They contradict each other in at least one part.
    Conflict,
}

/// Merges two edits of a single value.
pub fn field(field: ProfileField, base: &FieldValue, mine: &FieldValue, theirs: &FieldValue) -> Merge<FieldValue> {
    assemble(field_parts(field, base, mine, theirs))
}

/// Merges two edits of a row. A row that changed its type contradicts any other edit.
pub fn row(base: &RowValue, mine: &RowValue, theirs: &RowValue) -> Merge<RowValue> {
    match assemble::<Value>(row_parts(base, mine, theirs)) {
        Merge::Conflict => Merge::Conflict,
        Merge::Clean(Value::Object(mut parts)) => {
            let visibility = parts.remove("visibility").unwrap_or_default();
            let value = serde_json::json!({ "body": parts, "visibility": visibility });
            serde_json::from_value(value).map_or(Merge::Conflict, Merge::Clean)
        }
        Merge::Clean(_) => Merge::Conflict,
    }
}

/// Merges two edits of a value that has no rules of its own, part by part; the parts of `terms` count one by one.
pub fn plain<T: Serialize + serde::de::DeserializeOwned>(base: &T, mine: &T, theirs: &T) -> Merge<T> {
    let mut whole = serde_json::Map::new();
    let mut terms = serde_json::Map::new();
    for part in plain_parts(base, mine, theirs) {
        let Some(merged) = part.merged else { return Merge::Conflict };
        if merged.is_null() {
            // A list that one edit emptied is not written at all; nothing written is what `null` would be, too.
            continue;
        }
        match part.name.strip_prefix(TERMS) {
            Some(name) => terms.insert(name.to_owned(), merged),
            None => whole.insert(part.name, merged),
        };
    }
    if !terms.is_empty() {
        whole.insert("terms".to_owned(), Value::Object(terms));
    }
    serde_json::from_value(Value::Object(whole)).map_or(Merge::Conflict, Merge::Clean)
}

/// The parts of such a value and how each merges.
pub fn plain_parts(base: &impl Serialize, mine: &impl Serialize, theirs: &impl Serialize) -> Vec<Part> {
    let flat = |from: Parts| {
        let mut flat = Parts::new();
        for (name, value) in from {
            match value {
                Value::Object(terms) if name == "terms" => {
                    flat.extend(terms.into_iter().map(|(name, value)| (format!("{TERMS}{name}"), value)));
                }
                value => {
                    flat.insert(name, value);
                }
            }
        }
        flat
    };
    let (base, mine, theirs) = (flat(parts_of(base)), flat(parts_of(mine)), flat(parts_of(theirs)));
    parts(&base, &mine, &theirs, |name| name == "description")
}

/// Before the name of an offer's term.
const TERMS: &str = "terms.";

/// The parts of a single value and how each merges.
pub fn field_parts(field: ProfileField, base: &FieldValue, mine: &FieldValue, theirs: &FieldValue) -> Vec<Part> {
    let (base, mine, theirs) = (parts_of(base), parts_of(mine), parts_of(theirs));
    let mut parts = parts(&base, &mine, &theirs, |name| field.is_long() && name == "text");
    if field == ProfileField::Photo {
        // The last writer of a photo wins: nobody can put two of them together. Who sees it is another matter.
        for part in parts.iter_mut().filter(|part| part.name == "text") {
            part.merged.get_or_insert_with(|| part.mine.clone());
        }
    }
    parts
}

/// The parts of a row and how each merges.
pub fn row_parts(base: &RowValue, mine: &RowValue, theirs: &RowValue) -> Vec<Part> {
    let flat = |value: &RowValue| {
        let mut all = parts_of(&value.body);
        all.insert("visibility".to_owned(), to_value(&value.visibility));
        all
    };
    let mut parts = parts(&flat(base), &flat(mine), &flat(theirs), |name| name == "description");
    let is_same_type = [mine, theirs].iter().all(|value| value.body.row_type() == base.body.row_type());
    if !is_same_type && mine != base && theirs != base {
        // Parts of one type say nothing in another.
        for part in parts.iter_mut().filter(|part| part.mine != part.theirs) {
            part.merged = None;
        }
    }
    parts
}

type Parts = BTreeMap<String, Value>;

fn to_value(from: &impl Serialize) -> Value {
    // Our own types have string keys and no maps that could fail.
    serde_json::to_value(from).unwrap_or_default()
}

fn parts_of(from: &impl Serialize) -> Parts {
    match to_value(from) {
        Value::Object(map) => map.into_iter().collect(),
        _ => Parts::new(),
    }
}

fn parts(base: &Parts, mine: &Parts, theirs: &Parts, is_long: impl Fn(&str) -> bool) -> Vec<Part> {
    let mut names: Vec<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| {
            let get = |from: &Parts| from.get(name).cloned().unwrap_or_default();
            let (base, mine, theirs) = (get(base), get(mine), get(theirs));
            let merged = one(&base, &mine, &theirs, is_long(name));
            Part { name: name.clone(), base, mine, theirs, merged }
        })
        .collect()
}

fn one(base: &Value, mine: &Value, theirs: &Value, is_long: bool) -> Option<Value> {
    if mine == theirs || theirs == base {
        return Some(mine.clone());
    }
    if mine == base {
        return Some(theirs.clone());
    }
    match (is_long, base, mine, theirs) {
        (true, Value::String(base), Value::String(mine), Value::String(theirs)) => {
            long(base, mine, theirs).map(Value::String)
        }
        _ => None,
    }
}

/// Merges line by line; edits of the same line or of neighbouring lines contradict each other.
fn long(base: &str, mine: &str, theirs: &str) -> Option<String> {
    // Comparing takes the square of the lines, and a base is whatever the device says.
    let is_short = |text: &str| text.lines().nth(limit::MERGED_LINES).is_none();
    if ![base, mine, theirs].into_iter().all(is_short) {
        return None;
    }
    diffy::merge(base, mine, theirs).ok()
}

fn assemble<T: serde::de::DeserializeOwned>(parts: Vec<Part>) -> Merge<T> {
    let mut whole = serde_json::Map::new();
    for part in parts {
        let Some(merged) = part.merged else { return Merge::Conflict };
        whole.insert(part.name, merged);
    }
    serde_json::from_value(Value::Object(whole)).map_or(Merge::Conflict, Merge::Clean)
}

#[cfg(test)]
mod tests;
