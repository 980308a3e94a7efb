//! Ops on their way up, and what comes of them.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Intent, Name, NoticeId, Object, Op, OpId, Record, Refusal, RefusalCode, SCHEMA, Scope, Verb,
    Visibility,
    record::{Attachment, ProfileField, Purpose, ReportReason, RowBody, RowValue},
    wire::{OpOutcome, OpResult, OpsAnswer, OpsRequest},
};

use super::{
    CONVERSATION, MESSAGE, OFFER, OP, ORG, OTHER, PERSON, REPORT, ROW, check, check_all,
    example::{attachments, field, mark, members, name, offers, rows, rule, settings},
    uuid,
};

fn skill(name: &str) -> RowValue {
    RowValue::new(RowBody::Skill { name: name.to_owned(), note: String::new() }, Visibility::default())
}

fn report(conversation: Option<ConversationId>) -> Intent {
    Intent::Report {
        report: REPORT,
        organization: ORG,
        person: OTHER,
        reason: ReportReason::Harassment,
        note: "毎日\n届く".to_owned(),
        conversation,
        messages: conversation.map(|_| MESSAGE).into_iter().collect(),
    }
}

fn send(about: bool, attachments: Vec<Attachment>) -> Intent {
    let about = about.then_some(OFFER);
    let body = "こんにちは".to_owned();
    Intent::SendMessage { conversation: CONVERSATION, message: MESSAGE, body, about, attachments }
}

/// An intent of every verb.
fn intents() -> Vec<Intent> {
    let [known, bare] = members();
    let (organization, offer) = (ORG, OFFER);
    let mut offers = offers();
    let (empty, whole) = (offers.pop().unwrap(), offers.swap_remove(0));
    let mut intents = vec![
        Intent::SetField {
            field: ProfileField::FamilyName,
            base: field("山田", Visibility::default()),
            value: field("鈴木", rule(ORG)),
        },
        Intent::ConfirmField { field: ProfileField::Headline },
        Intent::EditRow { row: ROW, base: skill("英語"), value: skill("独語") },
        Intent::ConfirmRow { row: ROW },
        Intent::RemoveRow { row: ROW },
        Intent::MoveRow { row: ROW, place: "7f80".to_owned() },
        Intent::SaveOffer { organization, offer },
        Intent::UnsaveOffer { offer },
        Intent::Block { name: name() },
        Intent::Unblock { person: OTHER },
        report(Some(CONVERSATION)),
        report(None),
        Intent::StartConversation {
            conversation: CONVERSATION,
            organization,
            with: OTHER,
            purpose: Purpose::AlumniVisit,
        },
        Intent::AnswerRequest { conversation: CONVERSATION, accept: true },
        Intent::StartDesk { conversation: CONVERSATION, organization, person: PERSON },
        send(false, vec![]),
        send(true, vec![]),
        send(false, attachments()),
        Intent::EditMessage { conversation: CONVERSATION, message: MESSAGE, body: "こんばんは".to_owned() },
        Intent::DeleteMessage { conversation: CONVERSATION, message: MESSAGE },
        Intent::MarkRead { conversation: CONVERSATION, seq: 12 },
        Intent::MarkNoticed { notice: NoticeId(uuid(0x20)) },
        Intent::SetMember { organization, person: OTHER, base: bare, value: known },
        Intent::AddOffer { organization, offer, value: empty.clone() },
        Intent::EditOffer { organization, offer, base: empty, value: whole },
        Intent::PublishOffer { organization, offer },
        Intent::CloseOffer { organization, offer },
        Intent::RemoveOffer { organization, offer },
        Intent::CloseReport { organization, report: REPORT, note: "注意した".to_owned() },
    ];
    intents.extend(rows().into_iter().map(|value| Intent::AddRow { row: ROW, value, place: "80".to_owned() }));
    intents.extend(settings().into_iter().map(|value| Intent::Set { value }));
    intents
}

#[test]
fn ops_requests() {
    let intents = intents();
    let verbs: BTreeSet<Verb> = intents.iter().map(Intent::verb).collect();
    assert_eq!(verbs, Verb::ALL.iter().copied().collect(), "an example of each");
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
    let codes = [
        TextTooLong,
        Empty,
        Invalid,
        NotFound,
        Gone,
        Forbidden,
        IdReused,
        TooMany,
        TooLarge,
        BlobMissing,
        NotAccepted,
        MissingItems,
        TooManyWaiting,
        RateLimited,
    ];
    check_all(
        &codes,
        |code| match code {
            TextTooLong | Empty | Invalid | NotFound | Gone | Forbidden | IdReused | TooMany | TooLarge
            | BlobMissing | NotAccepted | MissingItems | TooManyWaiting | RateLimited => code.as_str(),
            // Never sent: see `what_a_newer_server_says`.
            Unknown => "unknown",
        },
        14,
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
