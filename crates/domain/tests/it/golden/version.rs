//! What an older or newer version sends.

use std::{fs, path::Path};

use domain::{
    Intent, Object, Op, Refusal, RefusalCode, SCHEMA, Scope,
    wire::{Hint, OpOutcome, OpResult, OpsRequest, Problem, ProblemCode, SyncRequest},
};
use serde_json::json;

use super::{MESSAGE, OP, PERSON, ROW};

#[test]
fn what_may_be_left_out() {
    let text = json!({ "id": OP, "op": "remove_row", "row": ROW }).to_string();
    let op: Op = serde_json::from_str(&text).unwrap();
    assert_eq!(op, Op { id: OP, intent: Intent::RemoveRow { row: ROW } });
    for text in [
        json!({ "id": OP, "op": "send_message", "conversation": ROW, "message": MESSAGE, "body": "あ" }),
        json!({ "id": OP, "op": "report", "report": ROW, "organization": ROW, "person": PERSON, "reason": "spam", "note": "" }),
        json!({ "id": OP, "op": "set_member", "organization": ROW, "person": PERSON,
            "base": { "status": "current", "role": "member" }, "value": { "status": "alumnus", "role": "member" } }),
    ] {
        assert!(serde_json::from_str::<Op>(&text.to_string()).is_ok(), "{text}");
    }
    let text = json!({ "kind": "message", "id": MESSAGE, "author": PERSON, "body": "あ", "at": 1 }).to_string();
    assert!(
        serde_json::from_str::<Object>(&text).is_ok_and(|object| matches!(object, Object::Message(m) if !m.deleted))
    );
}

/// What devices of this version and the two before it send is read, member by member; the files of a schema are never
/// changed once it is in use.
#[test]
fn requests_of_the_versions_that_are_served_are_read() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for schema in SCHEMA.saturating_sub(2).max(1)..=SCHEMA {
        let read = |file: &str| {
            let path = golden.join(format!("schema_{schema}")).join(file);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let ops: OpsRequest = serde_json::from_str(&read("ops_request.json")).unwrap();
        assert_eq!(ops.schema, schema);
        assert!(!ops.ops.is_empty());
        let sync: SyncRequest = serde_json::from_str(&read("sync_request.json")).unwrap();
        assert_eq!((sync.schema, sync.scopes.len()), (schema, 2));
    }
}

#[test]
fn a_hint_of_a_newer_server_is_taken_as_far_as_it_is_known() {
    let text = json!({ "scopes": ["circle:1", format!("me:{PERSON}"), ""] }).to_string();
    let hint: Hint = serde_json::from_str(&text).unwrap();
    assert_eq!(hint.scopes, [Scope::Me(PERSON)]);
}

#[test]
fn what_a_newer_server_says() {
    let text =
        json!({ "type": "about:blank", "title": "Conflict", "status": 409, "code": "quota_exceeded" }).to_string();
    let problem: Problem = serde_json::from_str(&text).unwrap();
    assert_eq!((problem.code, problem.status), (ProblemCode::Unknown, 409), "the status is what the server sent");

    let text =
        json!({ "id": OP, "outcome": "refused", "refusal": { "code": "too_soon", "field": "body" } }).to_string();
    let result: OpResult = serde_json::from_str(&text).unwrap();
    let refusal = Refusal::at(RefusalCode::Unknown, "body");
    assert_eq!(result, OpResult { id: OP, outcome: OpOutcome::Refused { refusal } });

    assert_eq!(serde_json::from_str::<RefusalCode>("\"too_soon\"").unwrap(), RefusalCode::Unknown);
    // A device keeps the code in its outbox and reads it again.
    for code in [RefusalCode::Unknown, RefusalCode::TooMany] {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        assert_eq!(serde_json::from_value::<RefusalCode>(json!(code.as_str())).unwrap(), code);
    }
}
