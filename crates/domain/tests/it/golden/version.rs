//! What an older or newer version sends.

use domain::{
    Intent, Object, Op, Refusal, RefusalCode,
    wire::{OpOutcome, OpResult, Problem, ProblemCode},
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
