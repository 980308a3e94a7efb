//! Ops on their way up, and what comes of them.

use domain::{
    Intent, Name, Object, Op, OpId, Record, Refusal, RefusalCode, SCHEMA, Scope, Visibility,
    record::{ProfileField, RowBody, RowValue},
    wire::{OpOutcome, OpResult, OpsAnswer, OpsRequest},
};

use super::{
    CONVERSATION, MESSAGE, OP, ORG, OTHER, PERSON, ROW, check, check_all,
    example::{field, mark, rows, rule},
    uuid,
};

fn skill(name: &str) -> RowValue {
    RowValue::new(RowBody::Skill { name: name.to_owned(), note: String::new() }, Visibility::default())
}

#[test]
fn ops_requests() {
    let mut intents = vec![
        Intent::SetField {
            field: ProfileField::FamilyName,
            base: field("山田", Visibility::default()),
            value: field("鈴木", rule(ORG)),
        },
        Intent::EditRow { row: ROW, base: skill("英語"), value: skill("独語") },
        Intent::RemoveRow { row: ROW },
        Intent::MoveRow { row: ROW, place: "7f80".to_owned() },
        Intent::StartConversation { conversation: CONVERSATION, organization: ORG, with: OTHER },
        Intent::SendMessage { conversation: CONVERSATION, message: MESSAGE, body: "こんにちは".to_owned() },
        Intent::EditMessage { conversation: CONVERSATION, message: MESSAGE, body: "こんばんは".to_owned() },
        Intent::DeleteMessage { conversation: CONVERSATION, message: MESSAGE },
        Intent::MarkRead { conversation: CONVERSATION, seq: 12 },
    ];
    intents.extend(rows().into_iter().map(|value| Intent::AddRow { row: ROW, value, place: "80".to_owned() }));
    check_all(
        &intents,
        |intent| match intent {
            Intent::SetField { .. } => "set_field",
            Intent::AddRow { .. } => "add_row",
            Intent::EditRow { .. } => "edit_row",
            Intent::RemoveRow { .. } => "remove_row",
            Intent::MoveRow { .. } => "move_row",
            Intent::StartConversation { .. } => "start_conversation",
            Intent::SendMessage { .. } => "send_message",
            Intent::EditMessage { .. } => "edit_message",
            Intent::DeleteMessage { .. } => "delete_message",
            Intent::MarkRead { .. } => "mark_read",
        },
        10,
    );
    let op = |(n, intent)| Op { id: OpId(uuid(0x100 + n as u128)), intent };
    let ops: Vec<Op> = intents.into_iter().enumerate().map(op).collect();
    for op in &ops {
        let verb = serde_json::to_value(op.intent.verb()).unwrap();
        assert_eq!(serde_json::to_value(op).unwrap()["op"], verb, "a verb is called the same everywhere");
    }
    check("ops_request.json", &OpsRequest { schema: SCHEMA, ops });
}

#[test]
fn ops_answers() {
    use RefusalCode::*;
    let record = || Record {
        scope: Scope::Conv(CONVERSATION),
        name: Name::Mark(PERSON),
        rev: 42,
        by: Some(OP),
        object: Object::Mark(mark()),
    };
    let nobodys = Record { by: None, ..record() };
    let codes = [TextTooLong, Empty, Invalid, NotFound, Gone, Forbidden, IdReused, TooMany];
    check_all(
        &codes,
        |code| match code {
            TextTooLong | Empty | Invalid | NotFound | Gone | Forbidden | IdReused | TooMany => code.as_str(),
            // Never sent: see `what_a_newer_server_says`.
            Unknown => "unknown",
        },
        8,
    );
    let mut outcomes = vec![
        OpOutcome::Applied { record: record() },
        OpOutcome::Merged { record: record() },
        OpOutcome::Removed { scope: Scope::Me(PERSON), name: Name::Row(ROW) },
        OpOutcome::Unchanged { record: Some(record()) },
        OpOutcome::Unchanged { record: None },
        OpOutcome::Known,
        OpOutcome::Conflict { record: nobodys },
        OpOutcome::Refused { refusal: Refusal::at(TextTooLong, "body") },
    ];
    for code in codes {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str(), "a code is called the same everywhere");
        outcomes.push(OpOutcome::Refused { refusal: Refusal::of(code) });
    }
    check_all(
        &outcomes,
        |outcome| match outcome {
            OpOutcome::Applied { .. } => "applied",
            OpOutcome::Merged { .. } => "merged",
            OpOutcome::Removed { .. } => "removed",
            OpOutcome::Unchanged { .. } => "unchanged",
            OpOutcome::Known => "known",
            OpOutcome::Conflict { .. } => "conflict",
            OpOutcome::Refused { .. } => "refused",
        },
        7,
    );
    let result = |(n, outcome)| OpResult { id: OpId(uuid(0x100 + n as u128)), outcome };
    check("ops_answer.json", &OpsAnswer { results: outcomes.into_iter().enumerate().map(result).collect() });
}
