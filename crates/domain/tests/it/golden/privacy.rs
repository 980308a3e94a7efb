//! The list of who may ever see what (`domain::privacy`) names every field that is on the wire.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Object, privacy::CLASSES};
use serde_json::{Map, Value};

use super::object::objects;

/// The keys of an object's record on the wire, with which records they are fields of: its own and those that are flattened
/// into it. What tags a choice is no field.
fn records(object: &Object) -> (&'static [&'static str], &'static [&'static str]) {
    match object {
        Object::Organization(_) => (&["Organization"], &[]),
        Object::Unit(_) => (&["OrgUnit"], &[]),
        Object::Card(_) => (&["Card"], &[]),
        Object::Offer(_) => (&["Offer"], &[]),
        Object::Member(_) => (&["Member"], &[]),
        Object::DeskReport(_) => (&["DeskReport"], &[]),
        Object::Membership(_) => (&["Membership", "MemberValue"], &["value"]),
        Object::Field(_) => (&["FieldObject", "FieldValue"], &["value"]),
        Object::Row(_) => (&["Row", "RowValue"], &["value"]),
        Object::Inbox(_) => (&["InboxRow"], &[]),
        Object::Notification(_) => (&["Notification"], &[]),
        Object::Setting(domain::record::Setting::Preferences(_)) => (&["Preferences"], &[]),
        Object::Setting(domain::record::Setting::Conditions(_)) => (&["Conditions"], &[]),
        Object::Setting(domain::record::Setting::Notifications(_)) => (&["NotificationPrefs"], &[]),
        Object::Saved(_) => (&["SavedOffer"], &[]),
        Object::Block(_) => (&["Block"], &[]),
        Object::Report(_) => (&["Report"], &[]),
        Object::Conversation(_) => (&["Conversation"], &[]),
        Object::Message(_) => (&["Message"], &[]),
        Object::Mark(_) => (&["ReadMark"], &[]),
    }
}

/// The record that a field holds, and which of its fields are flattened into it.
fn held(record: &str, field: &str) -> &'static [&'static str] {
    match (record, field) {
        ("Card" | "Member" | "Block", "name")
        | ("InboxRow", "with")
        | ("Notification", "from")
        | ("DeskReport", "reporter" | "reported") => &["PersonName"],
        ("Card", "former") => &["FormerName"],
        ("Member", "membership") => &["Membership", "MemberValue"],
        ("Membership", "history") => &["StatusTransition"],
        ("FieldValue" | "RowValue", "visibility") => &["VisibilityRule"],
        ("InboxRow" | "Conversation", "request") => &["ContactRequest"],
        ("DeskReport", "messages") => &["ReportedMessage"],
        ("Message", "attachments") => &["Attachment"],
        ("Attachment", "preview") => &["Preview"],
        ("DeskReport", "closed") => &["Closing"],
        ("Preferences", "quiet") => &["QuietHours"],
        ("Conditions", "pay") => &["LeastPay"],
        ("NotificationPrefs", "cadences") => &["CategoryCadence"],
        ("Offer", "value") => &["OfferValue"],
        ("OfferValue", "terms") => &["EmploymentTerms", "ContractTerms"],
        ("Offer", "changes") => &["OfferChange"],
        ("OfferChange", "parts") => &["ChangedPart"],
        ("EmploymentTerms", "duties" | "place") => &["Changing"],
        ("EmploymentTerms", "pay") | ("ContractTerms", "fee") => &["Pay"],
        ("Pay", "fixed_overtime") => &["FixedOvertime"],
        _ => &[],
    }
}

/// Tags, which say what the rest is; and what a notification's `about` is flattened into.
const TAGS: [&str; 3] = ["kind", "setting", "form"];
const ABOUT: [&str; 5] = ["about", "conversation", "seq", "report", "status"];

type Seen = BTreeMap<&'static str, BTreeSet<String>>;

fn look(records: &[&'static str], map: &Map<String, Value>, seen: &mut Seen) {
    for (key, value) in map {
        let is_listed = |record: &&str| CLASSES.iter().any(|(of, field, _)| of == record && field == key);
        let record = records.iter().copied().find(is_listed);
        let is_tag = TAGS.contains(&key.as_str()) && record.is_none();
        if is_tag || (records == ["Notification"] && ABOUT.contains(&key.as_str())) {
            continue;
        }
        let record = record.unwrap_or_else(|| panic!("{records:?} has {key}, of which nobody says who may see it"));
        seen.entry(record).or_default().insert(key.clone());
        let inner = held(record, key);
        let parts = match value {
            Value::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        for part in parts.into_iter().filter_map(Value::as_object).filter(|_| !inner.is_empty()) {
            // Terms are of one form or the other.
            let is_of = |record: &&str| match part.get("form").and_then(Value::as_str) {
                Some("employment") => *record == "EmploymentTerms",
                Some("contract") => *record == "ContractTerms",
                _ => true,
            };
            let inner: Vec<&'static str> = inner.iter().copied().filter(is_of).collect();
            look(&inner, part, seen);
        }
    }
}

#[test]
fn every_field_on_the_wire_has_its_class() {
    let mut seen = Seen::new();
    for object in objects() {
        let Value::Object(map) = serde_json::to_value(&object).unwrap() else { panic!("{object:?} is no map") };
        look(records(&object).0, &map, &mut seen);
    }
    // And every class has its field on the wire, in the examples at least; a flattened one has those of what it holds.
    let flattened: BTreeSet<(&str, &str)> = objects()
        .iter()
        .flat_map(|object| {
            let (records, fields) = records(object);
            fields.iter().map(|&field| (records[0], field))
        })
        .chain([("Membership", "value"), ("Notification", "about")])
        .collect();
    for &(record, field, _) in CLASSES {
        let is_seen = seen.get(record).is_some_and(|fields| fields.contains(field));
        let is_of_a_page = matches!(record, "PersonPage" | "PageRow");
        assert!(is_seen || is_of_a_page || flattened.contains(&(record, field)), "{record}.{field} is in no example");
    }
}

#[test]
fn every_field_has_one_class() {
    let mut each = BTreeSet::new();
    for (record, field, _) in CLASSES {
        assert!(each.insert((record, field)), "{record}.{field} is listed once");
    }
}
