//! Asking for contact and answering, the desk, blocking, reporting.

use domain::{
    ConversationId, MessageId, Name, Object, PersonId, Scope,
    record::{
        Block, ContactRequest, Conversation, InboxKind, InboxRow, Message, Notification, Parties, Purpose, RequestState,
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION, OTHER, PERSON,
    device::{Device, NOW, alumnus, card, hanako, me, my_scope, name, org, organizer, other, somebody},
};

pub(crate) fn talk() -> ConversationId {
    ConversationId::direct(org(), me(), other())
}

/// The inbox has a conversation with Hanako that began like this.
pub(crate) fn row(device: &Device, from: PersonId, state: RequestState, head: u32, unread: u32) {
    let request = Some(ContactRequest { from, purpose: Purpose::AlumniVisit, state });
    put_row(device, InboxRow { request, head, unread, ..bare_row() });
}

pub(crate) fn put_row(device: &Device, row: InboxRow) {
    device.put(my_scope(), Name::Inbox(row.conversation), Object::Inbox(row));
}

pub(crate) fn bare_row() -> InboxRow {
    InboxRow {
        conversation: talk(),
        organization: org(),
        kind_of: InboxKind::Direct,
        with: hanako(),
        request: None,
        head: 0,
        unread: 0,
        preview: "はじめまして".into(),
        preview_file: false,
        preview_mine: false,
        preview_deleted: false,
        at: NOW,
    }
}

/// The conversation itself, with one message of whoever asked.
pub(crate) fn record(device: &Device, from: PersonId, state: RequestState) {
    let request = Some(ContactRequest { from, purpose: Purpose::AlumniVisit, state });
    let parties = Parties::Direct(if me() <= other() { [me(), other()] } else { [other(), me()] });
    let it = Conversation { id: talk(), organization: org(), parties, request };
    device.put(Scope::Conv(talk()), Name::Conversation, Object::Conversation(it));
    let id = MessageId(Uuid::from_u128(1));
    let (seq, body) = (Some(1), "はじめまして".into());
    let it = Message {
        id,
        seq,
        author: from,
        body,
        about: None,
        attachments: vec![],
        at: NOW,
        edited_at: None,
        deleted: false,
    };
    device.put(Scope::Conv(talk()), Name::Message(id), Object::Message(it));
}

async fn device() -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), card(hanako()));
    device
}

fn asking(body: &str) -> Value {
    json!({ "organization": ORGANIZATION, "person": OTHER, "purpose": "career_advice", "body": body })
}

fn sending(body: &str) -> Value {
    json!({ "conversation": talk(), "body": body, "about": null })
}

async fn contact(device: &Device) -> Value {
    device.ask("person", json!({ "organization": ORGANIZATION, "person": OTHER })).await["contact"].clone()
}

async fn inbox(device: &Device) -> Value {
    device.ask("inbox", Value::Null).await
}

#[tokio::test]
async fn a_request_and_its_one_message_go_together() {
    let device = device().await;
    device.sync().await;
    assert_eq!(contact(&device).await, json!({ "conversation": null, "standing": null, "may_ask": true }));
    assert_eq!(device.refused_at("request_contact", asking(" ")).await, ("empty".into(), Some("body".into())));
    assert!(device.verbs().await.is_empty(), "no request without its message");

    let begun = device.ask("request_contact", asking("研究についてうかがいたいです")).await;
    assert_eq!(begun["conversation"], json!(talk()));
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!(device.verbs().await, ["start_conversation", "send_message"]);
    assert_eq!((&outbox[0]["with"]["family"], &outbox[0]["organization"]), (&json!("佐倉"), &json!("みどり製作所")));
    assert_eq!((&outbox[1]["with"]["family"], &outbox[1]["organization"]), (&json!("佐倉"), &Value::Null));
    assert_eq!(contact(&device).await, json!({ "conversation": talk(), "standing": "asked", "may_ask": false }));
    let item = inbox(&device).await[0].clone();
    assert_eq!(
        (&item["standing"], &item["purpose"], &item["pending"]),
        (&json!("asked"), &json!("career_advice"), &json!(true))
    );

    assert_eq!(device.refused("send_message", sending("もう一通")).await, "not_accepted", "one, and then one waits");
    assert_eq!(device.refused("request_contact", asking("もう一度")).await, "not_accepted");
    assert_eq!(device.verbs().await.len(), 2);
}

#[tokio::test]
async fn who_asks_somebody_who_has_asked_answers() {
    for state in [RequestState::Waiting, RequestState::Declined] {
        let device = device().await;
        row(&device, other(), state, 1, 1);
        record(&device, other(), state);
        device.sync().await;
        device.ask("request_contact", asking("喜んで")).await;
        assert_eq!(device.verbs().await, ["answer_request", "send_message"]);
        assert_eq!(inbox(&device).await[0]["standing"], "open");
        device.ask("send_message", sending("続きです")).await;
    }
}

#[tokio::test]
async fn a_request_is_answered_before_its_conversation_has_been_read() {
    let device = device().await;
    // The row is here, the conversation is not: the first sync takes it later.
    row(&device, other(), RequestState::Waiting, 1, 1);
    device.sync().await;
    assert_eq!(inbox(&device).await[0]["standing"], "asking");
    assert_eq!(device.refused("send_message", sending("先に")).await, "not_accepted", "first one answers");
    device.ask("answer_request", json!({ "conversation": talk(), "accept": false })).await;
    let item = inbox(&device).await[0].clone();
    assert_eq!((&item["standing"], &item["pending"]), (&json!("declined_by_me"), &json!(true)));
    device.ask("answer_request", json!({ "conversation": talk(), "accept": true })).await;
    assert_eq!(inbox(&device).await[0]["standing"], "open");
    let page = device.ask("conversation", json!({ "conversation": talk(), "before": null, "limit": 9 })).await;
    assert_eq!((&page["standing"], &page["purpose"]), (&json!("open"), &json!("alumni_visit")));
    device.ask("send_message", sending("こちらこそ")).await;
    assert_eq!(device.verbs().await, ["answer_request", "answer_request", "send_message"]);
}

#[tokio::test]
async fn an_answer_is_given_as_soon_as_the_row_or_the_record_says_so() {
    use RequestState::{Accepted, Declined, Waiting};
    for (in_row, in_record, standing) in [
        (Waiting, Accepted, "open"),
        (Accepted, Waiting, "open"),
        (Declined, Accepted, "open"),
        (Waiting, Declined, "declined_by_me"),
        (Waiting, Waiting, "asking"),
    ] {
        let device = device().await;
        row(&device, other(), in_row, 1, 1);
        record(&device, other(), in_record);
        device.sync().await;
        assert_eq!(inbox(&device).await[0]["standing"], standing, "{in_row:?} in the row, {in_record:?} in the record");
        let page = device.ask("conversation", json!({ "conversation": talk(), "before": null, "limit": 9 })).await;
        assert_eq!(page["standing"], standing);
        if standing == "open" {
            device.ask("send_message", sending("こちらこそ")).await;
        }
    }
}

#[tokio::test]
async fn nothing_more_is_written_to_somebody_who_has_not_accepted() {
    for (state, standing) in [(RequestState::Waiting, "asked"), (RequestState::Declined, "declined")] {
        let device = device().await;
        row(&device, me(), state, 1, 0);
        record(&device, me(), state);
        device.sync().await;
        assert_eq!(contact(&device).await["standing"], standing);
        assert_eq!(device.refused("send_message", sending("返事をください")).await, "not_accepted");
        let answer = json!({ "conversation": talk(), "accept": true });
        assert_eq!(device.refused("answer_request", answer).await, "forbidden", "one does not accept oneself");
        let params = json!({ "conversation": talk(), "text": "返事を待つ間に書いたもの" });
        device.ask("save_draft", params).await;
        assert_eq!(device.refused("send_message", sending("x")).await, "not_accepted");
        assert_eq!(inbox(&device).await[0]["draft"], "返事を待つ間に書いたもの", "what was typed is kept");
    }
}

#[tokio::test]
async fn ten_requests_may_wait_and_an_old_one_leaves_room() {
    let device = device().await;
    let request = Some(ContactRequest { from: me(), purpose: Purpose::CatchUp, state: RequestState::Waiting });
    for number in 0..10 {
        let with = name(somebody(number), "青木", "一", "アオキ ハジメ");
        let conversation = ConversationId::direct(org(), me(), somebody(number));
        put_row(&device, InboxRow { conversation, with, request: request.clone(), ..bare_row() });
    }
    device.sync().await;
    assert_eq!(device.refused("request_contact", asking("十一人目")).await, "too_many_waiting");
    assert!(device.verbs().await.is_empty());
    device.set_clock(NOW + domain::limit::REQUEST_WAITS + 1);
    device.ask("request_contact", asking("ひと月が過ぎました")).await;
}

#[tokio::test]
async fn a_refused_message_is_told_of_in_the_list() {
    let device = device().await;
    row(&device, other(), RequestState::Accepted, 1, 0);
    record(&device, other(), RequestState::Accepted);
    device.sync().await;
    device.ask("send_message", sending("届かない")).await;
    assert_eq!(inbox(&device).await[0]["refused"], false);
    device.answers(&[json!({ "outcome": "refused", "refusal": { "code": "forbidden" } })]).await;
    device.sync().await;
    assert_eq!(inbox(&device).await[0]["refused"], true);
}

#[tokio::test]
async fn whom_one_may_ask_is_known_here() {
    let device = device().await;
    device.sync().await;
    let mut stranger = asking("x");
    stranger["person"] = json!(somebody(1));
    assert_eq!(device.refused("request_contact", stranger).await, "not_found", "not in the directory");
    let mut elsewhere = asking("x");
    elsewhere["organization"] = json!(OTHER);
    assert_eq!(device.refused("request_contact", elsewhere).await, "not_found", "not one's organisation");
    let mut oneself = asking("x");
    oneself["person"] = json!(PERSON);
    assert!(["not_found", "invalid"].contains(&device.refused("request_contact", oneself).await.as_str()));
    assert!(device.verbs().await.is_empty());

    let candidate = serde_json::from_value(json!({ "status": "candidate", "role": "member" })).unwrap();
    let device = Device::of(candidate).await;
    device.list(org(), card(hanako()));
    device.sync().await;
    assert_eq!(contact(&device).await["may_ask"], false);
    assert_eq!(device.refused("request_contact", asking("x")).await, "not_found", "a candidate writes to the desk");
}

#[tokio::test]
async fn everybody_may_write_to_their_desk_and_an_organizer_to_every_member() {
    let device = device().await;
    device.sync().await;
    let desk = ConversationId::desk(org(), me());
    device.ask("start_desk", json!({ "organization": ORGANIZATION, "person": null })).await;
    device.ask("start_desk", json!({ "organization": ORGANIZATION, "person": null })).await;
    let say = json!({ "conversation": desk, "body": "証明書について", "about": null });
    device.ask("send_message", say).await;
    assert_eq!(device.verbs().await, ["start_desk", "send_message"], "begun once");
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!((&outbox[1]["with"], &outbox[1]["organization"]), (&Value::Null, &json!("みどり製作所")));
    let item = inbox(&device).await[0].clone();
    assert_eq!((&item["kind"], &item["standing"]), (&json!("with_desk"), &json!("open")));
    let as_desk = json!({ "organization": ORGANIZATION, "person": OTHER });
    assert_eq!(device.refused("start_desk", as_desk.clone()).await, "not_found", "one does not work there");

    let device = Device::of(organizer()).await;
    let member = json!({
        "name": hanako(),
        "membership": { "id": OTHER, "organization": ORGANIZATION, "status": "alumnus", "role": "member", "since": 0 },
    });
    let member = Object::Member(serde_json::from_value(member).unwrap());
    device.put(Scope::Desk(org()), Name::Member(other()), member);
    device.sync().await;
    device.ask("start_desk", as_desk).await;
    let say = json!({ "conversation": ConversationId::desk(org(), other()), "body": "お知らせです", "about": null });
    device.ask("send_message", say).await;
    let item = inbox(&device).await[0].clone();
    assert_eq!((&item["kind"], &item["with"]["family"]), (&json!("at_desk"), &json!("佐倉")));
    assert_eq!(device.ask("outbox", Value::Null).await[0]["with"]["family"], "佐倉");
    let nobody = json!({ "organization": ORGANIZATION, "person": somebody(1) });
    assert_eq!(device.refused("start_desk", nobody).await, "not_found");
}

#[tokio::test]
async fn whom_one_blocked_is_not_there_until_one_takes_it_back() {
    let device = device().await;
    row(&device, me(), RequestState::Accepted, 1, 0);
    record(&device, me(), RequestState::Accepted);
    device.sync().await;
    let whom = json!({ "organization": ORGANIZATION, "person": OTHER });
    let topics = device.topics_of("block", whom.clone()).await;
    assert!(topics.contains(&format!("conversation:{}", talk())), "what can be done there has changed: {topics:?}");
    assert_eq!(contact(&device).await["standing"], "blocked");
    assert_eq!(inbox(&device).await[0]["standing"], "blocked");
    assert_eq!(device.refused("send_message", sending("x")).await, "not_found");
    let blocks = device.ask("settings", Value::Null).await["blocks"].clone();
    assert_eq!((&blocks[0]["name"]["family"], &blocks[0]["at"]), (&json!("佐倉"), &json!(NOW)));
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!((&outbox[0]["verb"], &outbox[0]["with"]["family"]), (&json!("block"), &json!("佐倉")));

    device.ask("unblock", json!({ "person": OTHER })).await;
    assert_eq!(inbox(&device).await[0]["standing"], "open");
    assert_eq!(device.ask("settings", Value::Null).await["blocks"], json!([]));
    let oneself = json!({ "organization": ORGANIZATION, "person": PERSON });
    assert_eq!(device.refused("block", oneself).await, "invalid");
}

#[tokio::test]
async fn who_is_blocked_keeps_a_name_in_the_outbox_and_in_the_list() {
    let device = device().await;
    let block = Block { name: name(somebody(1), "渡辺", "彩", ""), at: 1 };
    device.put(my_scope(), Name::Block(somebody(1)), Object::Block(block));
    row(&device, other(), RequestState::Waiting, 1, 1);
    device.del(Scope::Dir(org()), Name::Card(other()));
    device.sync().await;
    device.ask("unblock", json!({ "person": somebody(1) })).await;
    // Without a card the name is the one of the conversation.
    device.ask("block", json!({ "organization": ORGANIZATION, "person": OTHER })).await;
    device.ask("block", json!({ "organization": ORGANIZATION, "person": somebody(2) })).await;
    let outbox = device.ask("outbox", Value::Null).await;
    let names: Vec<&Value> = outbox.as_array().unwrap().iter().map(|item| &item["with"]["family"]).collect();
    assert_eq!(names, ["渡辺", "佐倉", ""], "and of somebody unknown none");
}

#[tokio::test]
async fn a_report_takes_the_chosen_messages_and_no_others() {
    let device = device().await;
    row(&device, other(), RequestState::Waiting, 1, 1);
    record(&device, other(), RequestState::Waiting);
    device.sync().await;
    let mut params = json!({
        "organization": ORGANIZATION, "person": OTHER, "reason": "spam", "note": "勧誘です", "conversation": talk(),
        "messages": [MessageId(Uuid::from_u128(1))],
    });
    // Also after one has blocked them: that is when it matters.
    device.ask("block", json!({ "organization": ORGANIZATION, "person": OTHER })).await;
    device.ask("report", params.clone()).await;
    let item = device.ask("outbox", Value::Null).await[1].clone();
    assert_eq!(
        (&item["verb"], &item["text"], &item["with"]["family"]),
        (&json!("report"), &json!("勧誘です"), &json!("佐倉"))
    );
    params["note"] = json!("あ".repeat(2_001));
    assert_eq!(device.refused_at("report", params.clone()).await, ("text_too_long".into(), Some("note".into())));
    params["note"] = json!("");
    params["conversation"] = json!(ConversationId::direct(org(), me(), somebody(1)));
    assert_eq!(device.refused("report", params).await, "not_found", "not one's conversation");
}

#[tokio::test]
async fn what_was_noticed_goes_by_itself() {
    let device = device().await;
    row(&device, me(), RequestState::Accepted, 1, 0);
    record(&device, me(), RequestState::Accepted);
    let accepted = json!({
        "id": talk(), "organization": ORGANIZATION, "category": "contact_request", "about": "conversation",
        "conversation": talk(), "seq": 1, "from": hanako(), "preview": "", "at": NOW, "read": false,
    });
    let accepted: Notification = serde_json::from_value(accepted).unwrap();
    device.put(my_scope(), Name::Notification(accepted.id), Object::Notification(accepted));
    device.sync().await;
    let news = async || device.ask("today", Value::Null).await["news"].clone();
    assert_eq!((&news().await[0]["news"], &news().await[0]["with"]["family"]), (&json!("accepted"), &json!("佐倉")));
    // One's own message is the newest: the read mark alone would tell nothing of the answer.
    device.ask("mark_read", json!({ "conversation": talk() })).await;
    assert_eq!(news().await, json!([]));
    assert!(device.verbs().await.is_empty(), "nothing that a person would miss");
    assert_eq!(device.ask("status", Value::Null).await["unsent"], 0);
    assert!(device.engine.sync_once().await.is_err(), "the server is not there");
    let ops = device.wire.sent("/v1/ops");
    let sent: Vec<&Value> = ops[0]["ops"].as_array().unwrap().iter().map(|op| &op["op"]).collect();
    assert_eq!(sent, ["mark_read", "mark_noticed"]);
}
