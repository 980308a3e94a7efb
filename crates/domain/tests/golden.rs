//! The wire, byte for byte: one file of JSON per message type in `golden/`. A difference means that devices and servers
//! in use stop understanding each other; a wanted one is written with `UPDATE_GOLDEN=1 cargo test -p domain`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use std::{collections::BTreeSet, env, fmt::Debug, fs, path::Path};

use domain::{
    Audience, ConversationId, Intent, MembershipId, MessageId, Name, Object, Op, OpId, OrgId, PersonId, Record,
    Refusal, RefusalCode, RowId, SCHEMA, Scope, SessionId, Visibility, VisibilityRule,
    record::{
        Card, ContactKind, Conversation, FieldObject, FieldValue, InboxRow, Membership, MembershipStatus, Message,
        Notification, Organization, OrganizationKind, Outcome, PersonName, ProfileField, ReadMark, Role, Row, RowBody,
        RowValue,
    },
    wire::{
        CodeRequest, CodeSent, Hint, Me, OpOutcome, OpResult, OpsAnswer, OpsRequest, PollAnswer, Problem, ProblemCode,
        PutLine, Redeem, ScopeState, SessionInfo, Sessions, SignedIn, StateToken, SyncLine, SyncRequest,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json, value::RawValue};
use uuid::Uuid;

const PERSON: PersonId = PersonId(uuid(1));
const OTHER: PersonId = PersonId(uuid(2));
const ORG: OrgId = OrgId(uuid(3));
const ROW: RowId = RowId(uuid(4));
const MESSAGE: MessageId = MessageId(uuid(5));
const CONVERSATION: ConversationId = ConversationId(uuid(6));
const SESSION: SessionId = SessionId(uuid(7));
const OP: OpId = OpId(uuid(0xa));

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

#[test]
fn sign_in() {
    check(
        "code_request.json",
        &CodeRequest {
            address: "hanako@example.jp".to_owned(),
            verifier_hash: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg".to_owned(),
            language: "ja".to_owned(),
        },
    );
    check("code_sent.json", &CodeSent { challenge: uuid(8), expires_in_s: 600 });
    check(
        "redeem.json",
        &Redeem {
            challenge: uuid(8),
            code: "012345".to_owned(),
            verifier: "dGVzdA".to_owned(),
            device: "花子の iPhone".to_owned(),
        },
    );
    check(
        "signed_in.json",
        &SignedIn {
            token: "c2VjcmV0".to_owned(),
            session: SESSION,
            person: PERSON,
            address: "hanako@example.jp".to_owned(),
        },
    );
    check("me.json", &Me { person: PERSON, session: SESSION });
}

#[test]
fn sessions() {
    let session = SessionInfo {
        id: SESSION,
        device: "Linux".to_owned(),
        created_at: 1_700_000_000_000,
        last_used_at: 1_700_003_600_000,
        current: true,
    };
    check("session_info.json", &session);
    let other = SessionInfo { id: SessionId(uuid(9)), device: String::new(), current: false, ..session.clone() };
    check("sessions.json", &Sessions { sessions: vec![session, other] });
}

#[test]
fn polls_and_hints() {
    check("poll_answer.json", &PollAnswer { changed: true });
    check("hint.json", &Hint { scopes: vec![Scope::Me(PERSON), Scope::Dir(ORG), Scope::Conv(CONVERSATION)] });
}

#[test]
fn problems() {
    use ProblemCode::*;
    let codes = [
        Invalid,
        AddressInvalid,
        Unauthorized,
        CodeWrong,
        CodeExpired,
        CodeUsed,
        CodeDead,
        NotFound,
        MethodNotAllowed,
        Timeout,
        TooLarge,
        UnsupportedMediaType,
        SchemaTooOld,
        RateLimited,
        ServerError,
        Unavailable,
    ];
    let name = |code: &ProblemCode| match code {
        Invalid => "invalid",
        AddressInvalid => "address_invalid",
        Unauthorized => "unauthorized",
        CodeWrong => "code_wrong",
        CodeExpired => "code_expired",
        CodeUsed => "code_used",
        CodeDead => "code_dead",
        NotFound => "not_found",
        MethodNotAllowed => "method_not_allowed",
        Timeout => "timeout",
        TooLarge => "too_large",
        UnsupportedMediaType => "unsupported_media_type",
        SchemaTooOld => "schema_too_old",
        RateLimited => "rate_limited",
        ServerError => "server_error",
        Unavailable => "unavailable",
        // Never sent: see `what_a_newer_server_says`.
        Unknown => "unknown",
    };
    check_all(&codes, name, 16);
    let mut problems: Vec<_> = codes.into_iter().map(Problem::of).collect();
    for problem in &problems {
        assert!((400..600).contains(&problem.status), "{problem:?}");
        assert_eq!(serde_json::to_value(problem.code).unwrap(), name(&problem.code));
    }
    problems.push(Problem { field: Some("scopes".to_owned()), ..Problem::of(Invalid) });
    problems.push(Problem { retry_after_s: Some(30), ..Problem::of(RateLimited) });
    check("problem.json", &problems);
}

#[test]
fn sync_requests() {
    let state = Some(StateToken("b3BhcXVl".to_owned()));
    let scopes = vec![
        ScopeState { scope: Scope::Me(PERSON), state },
        ScopeState { scope: Scope::Conv(CONVERSATION), state: None },
    ];
    check("sync_request.json", &SyncRequest { schema: SCHEMA, scopes });
}

#[test]
fn sync_lines() {
    let raw = |text: &str| RawValue::from_string(text.to_owned()).unwrap();
    let put = |name: String, rev, by, object: &str| SyncLine::Put(PutLine { name, rev, by, object: raw(object) });
    let lines = [
        SyncLine::Scope { scope: Scope::Conv(CONVERSATION), total: 3 },
        put(Name::Mark(PERSON).to_string(), 7, Some(OP), &serde_json::to_string(&Object::Mark(mark())).unwrap()),
        put("badge/1".to_owned(), 8, None, r#"{"kind":"badge","of_a_newer_version":[1.50,9007199254740993]}"#),
        SyncLine::Del { name: Name::Row(ROW).to_string() },
        SyncLine::Del { name: "badge/1".to_owned() },
        SyncLine::State { state: StateToken("b3BhcXVl".to_owned()), done: true },
        SyncLine::CannotCalculateChanges { scope: Scope::Dir(ORG) },
        SyncLine::Gone { scope: Scope::Conv(CONVERSATION) },
        SyncLine::Broken { code: "unavailable".to_owned() },
    ];
    check_all(
        &lines,
        |line| match line {
            SyncLine::Scope { .. } => "scope",
            SyncLine::Put(_) => "put",
            SyncLine::Del { .. } => "del",
            SyncLine::State { .. } => "state",
            SyncLine::CannotCalculateChanges { .. } => "cannot_calculate_changes",
            SyncLine::Gone { .. } => "gone",
            SyncLine::Broken { .. } => "broken",
        },
        7,
    );
    let text = golden("sync_line.json", &lines);
    let read: Vec<SyncLine> = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&lines).unwrap());

    for line in lines {
        // On the wire each is one line, and what it carries may have more in it, but not the name of the variant beside another.
        let text = serde_json::to_string(&line).unwrap();
        assert!(!text.contains('\n'), "{text}");
        let mut newer: Value = serde_json::from_str(&text).unwrap();
        for inner in newer.as_object_mut().unwrap().values_mut() {
            inner.as_object_mut().unwrap().insert("of_a_newer_version".to_owned(), json!([1]));
        }
        let read: SyncLine = serde_json::from_str(&newer.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::to_value(&line).unwrap());
    }
}

fn rule(organization: OrgId) -> Visibility {
    Visibility::from(vec![VisibilityRule { organization, audience: Audience::Members }])
}

fn field(text: &str, visibility: Visibility) -> FieldValue {
    FieldValue { text: text.to_owned(), visibility }
}

/// A row of each kind; the second work has ended.
fn rows() -> Vec<RowValue> {
    let month = |text: &str| text.parse().unwrap();
    let work = |to| RowBody::Work {
        employer: "甲株式会社".to_owned(),
        title: "営業".to_owned(),
        from: month("2015-04"),
        to,
        description: "一行目\n二行目".to_owned(),
    };
    let bodies = [
        work(None),
        work(Some(month("2024-03"))),
        RowBody::Education {
            school: "乙大学".to_owned(),
            course: "文学部".to_owned(),
            from: month("2011-04"),
            to: Some(month("2015-03")),
            outcome: Outcome::Graduated,
        },
        RowBody::Skill { name: "英語".to_owned(), note: "\"C1\"".to_owned() },
        RowBody::Contact { contact: ContactKind::Phone, value: "090-0000-0000".to_owned(), label: "携帯".to_owned() },
    ];
    check_all(
        &bodies,
        |body| match body {
            RowBody::Work { .. } => "work",
            RowBody::Education { .. } => "education",
            RowBody::Skill { .. } => "skill",
            RowBody::Contact { .. } => "contact",
        },
        4,
    );
    bodies.into_iter().map(|body| RowValue::new(body, rule(ORG))).collect()
}

fn skill(name: &str) -> RowValue {
    RowValue::new(RowBody::Skill { name: name.to_owned(), note: String::new() }, Visibility::default())
}

fn mark() -> ReadMark {
    ReadMark { person: PERSON, seq: 12 }
}

fn message() -> Message {
    Message {
        id: MESSAGE,
        seq: Some(12),
        author: PERSON,
        body: "こんにちは\n</script>\u{2028}🎌".to_owned(),
        at: 1_700_000_000_000,
        edited_at: None,
        deleted: false,
    }
}

#[test]
fn objects() {
    let name = PersonName {
        person: OTHER,
        family: "山田".to_owned(),
        given: "花子".to_owned(),
        family_kana: "ヤマダ".to_owned(),
        given_kana: "ハナコ".to_owned(),
    };
    let mut objects = vec![
        Object::Organization(Organization {
            id: ORG,
            kind_of: OrganizationKind::School,
            name: "乙大学".to_owned(),
            kana: "オツダイガク".to_owned(),
            alumni_label: "卒業生".to_owned(),
        }),
        Object::Card(Card { name: name.clone(), headline: "営業".to_owned() }),
        Object::Membership(Membership {
            id: MembershipId(uuid(9)),
            organization: ORG,
            status: MembershipStatus::Alumnus,
            role: Role::Organizer,
            since: 1_700_000_000_000,
        }),
        Object::Inbox(InboxRow {
            conversation: CONVERSATION,
            organization: ORG,
            with: name.clone(),
            head: 12,
            unread: 3,
            preview: "こんにちは".to_owned(),
            preview_mine: false,
            preview_deleted: false,
            at: 1_700_000_000_000,
        }),
        Object::Notification(Notification {
            conversation: CONVERSATION,
            from: name,
            preview: "こんにちは".to_owned(),
            seq: 12,
            at: 1_700_000_000_000,
            read: false,
        }),
        Object::Conversation(Conversation { id: CONVERSATION, organization: ORG, participants: [PERSON, OTHER] }),
        Object::Message(message()),
        Object::Message(Message { edited_at: Some(1_700_000_060_000), ..message() }),
        Object::Message(Message { body: String::new(), deleted: true, ..message() }),
        Object::Message(Message { seq: None, ..message() }),
        Object::Mark(mark()),
    ];
    objects.extend(
        ProfileField::ALL.map(|of| Object::Field(FieldObject { field: of, value: field(of.as_str(), rule(ORG)) })),
    );
    objects.push(Object::Field(FieldObject { field: ProfileField::Headline, value: FieldValue::default() }));
    objects.extend(rows().into_iter().map(|value| Object::Row(Row { id: ROW, value, place: "7f80".to_owned() })));
    check_all(
        &objects,
        |object| match object {
            Object::Organization(_) => "organization",
            Object::Card(_) => "card",
            Object::Membership(_) => "membership",
            Object::Field(_) => "field",
            Object::Row(_) => "row",
            Object::Inbox(_) => "inbox",
            Object::Notification(_) => "notification",
            Object::Conversation(_) => "conversation",
            Object::Message(_) => "message",
            Object::Mark(_) => "mark",
        },
        10,
    );
    check("object.json", &objects);
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

#[test]
fn texts_on_the_wire() {
    let names = [
        Name::Organization,
        Name::Card(PERSON),
        Name::Membership(MembershipId(uuid(9))),
        Name::Field(ProfileField::FamilyKana),
        Name::Row(ROW),
        Name::Inbox(CONVERSATION),
        Name::Notification(CONVERSATION),
        Name::Conversation,
        Name::Message(MESSAGE),
        Name::Mark(PERSON),
    ];
    check("name.json", &names.to_vec());
    check("scope.json", &vec![Scope::Me(PERSON), Scope::Dir(ORG), Scope::Conv(CONVERSATION)]);
    check("direct_conversation.json", &ConversationId::direct(ORG, PERSON, OTHER));
    for field in ProfileField::ALL {
        assert_eq!(serde_json::to_value(field).unwrap(), field.as_str(), "a field is called the same everywhere");
    }
}

#[test]
fn what_may_be_left_out() {
    let text = json!({ "id": OP, "op": "remove_row", "row": ROW }).to_string();
    let op: Op = serde_json::from_str(&text).unwrap();
    assert_eq!(op, Op { id: OP, intent: Intent::RemoveRow { row: ROW } });
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
