//! The wire, byte for byte: one file of JSON per message type in `tests/golden/`. A difference means that devices and
//! servers in use stop understanding each other; a wanted one is written with `UPDATE_GOLDEN=1 cargo test -p domain`.

mod blob;
mod example;
mod name;
mod object;
mod ops;
mod page;
mod privacy;
mod problem;
mod session;
mod sync;
mod version;

use std::{collections::BTreeSet, env, fmt::Debug, fs, path::Path};

use domain::{ConversationId, MessageId, OfferId, OpId, OrgId, PersonId, ReportId, RowId, SessionId, UnitId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

const PERSON: PersonId = PersonId(uuid(1));
const OTHER: PersonId = PersonId(uuid(2));
const ORG: OrgId = OrgId(uuid(3));
const ROW: RowId = RowId(uuid(4));
const MESSAGE: MessageId = MessageId(uuid(5));
const CONVERSATION: ConversationId = ConversationId(uuid(6));
const SESSION: SessionId = SessionId(uuid(7));
const OP: OpId = OpId(uuid(0xa));
const UNIT: UnitId = UnitId(uuid(0xb));
const OFFER: OfferId = OfferId(uuid(0xc));
const REPORT: ReportId = ReportId(uuid(0xd));
const OTHER_ORG: OrgId = OrgId(uuid(0xe));

/// Letters among the digits, so that their case shows.
const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0196_beef_0000_7000_8000_0000_0000_0000 + n)
}

/// Compares a message with its file in both directions and has it read with fields of a newer version.
#[track_caller]
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(file: &str, message: &T) {
    let text = golden(file, message);
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(&read, message, "{file} is read as what was written");

    let mut newer: Value = serde_json::from_str(&text).unwrap();
    add_unknown(&mut newer);
    // Through text, as on the wire.
    let read: T =
        serde_json::from_str(&newer.to_string()).unwrap_or_else(|error| panic!("{file} of a newer version: {error}"));
    assert_eq!(&read, message, "{file}: what a newer version adds is passed over");
}

/// The file's text, which is what the message is written as.
#[track_caller]
fn golden(file: &str, message: &impl Serialize) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    let text = serde_json::to_string_pretty(message).unwrap() + "\n";
    if env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(text, kept, "{file} is on the wire what it was before");
    text
}

fn add_unknown(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(add_unknown);
            if map.keys().any(|key| matches!(key.as_str(), "direct" | "desk")) {
                // The parties of a conversation: the key says which, so that there is nothing to put beside it.
                return;
            }
            map.insert("of_a_newer_version".to_owned(), json!({ "any": [1, null, "値"] }));
        }
        Value::Array(items) => items.iter_mut().for_each(add_unknown),
        _ => {}
    }
}

/// Every variant has an example. `variant` is a match without a wildcard, so that a new one does not compile until then.
#[track_caller]
fn check_all<T>(examples: &[T], variant: impl Fn(&T) -> &'static str, count: usize) {
    let seen: BTreeSet<_> = examples.iter().map(variant).collect();
    assert_eq!(seen.len(), count, "an example of each: {seen:?}");
}
