//! A scope that has to be read from its start: it stays readable meanwhile, and ends as the server has it.

use domain::{
    MembershipId, MessageId, Name, Object, Scope,
    record::{MemberValue, Membership, MembershipStatus, Message, RequestState, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION,
    contact::{record, row, talk},
    device::{Device, NOW, alumnus, card, hanako, my_scope, name, org, other, somebody},
};

const SYNC: &str = "/v1/sync";

/// The next answers: of the own scope this has moved, of the others nothing; but one scope has to be read from its start. And
/// then that breaks off.
fn lose(device: &Device, own: &[Value], lost: Scope, others: &[Scope]) {
    let end = |is_done: bool| json!({ "state": { "state": "x", "done": is_done } });
    let begin = |scope: Scope| json!({ "scope": { "scope": scope, "total": 9 } });
    if lost != my_scope() {
        let lines: Vec<Value> = [begin(my_scope())].into_iter().chain(own.iter().cloned()).chain([end(true)]).collect();
        device.wire.lines(SYNC, &lines);
    }
    let mut lines = vec![json!({ "cannot_calculate_changes": { "scope": lost } })];
    others.iter().for_each(|&scope| lines.extend([begin(scope), end(true)]));
    device.wire.lines(SYNC, &lines);
    device.wire.lines(SYNC, &[begin(lost), end(false)]);
}

async fn breaks_off(device: &Device) {
    device.engine.sync_once().await.unwrap_err();
}

/// An alumnus with two people in the directory and an open conversation with one of them.
async fn device() -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), card(hanako()));
    device.list(org(), card(name(somebody(1), "青木", "一", "アオキ ハジメ")));
    row(&device, other(), RequestState::Accepted, 1, 0);
    record(&device, other(), RequestState::Accepted);
    record(&device, other(), RequestState::Accepted);
    device.sync().await;
    device
}

async fn bodies(device: &Device) -> Vec<String> {
    let page = device.ask("conversation", json!({ "conversation": talk(), "before": null, "limit": 9 })).await;
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap().to_owned()).collect()
}

async fn listed(device: &Device) -> usize {
    let mut count = 0;
    for person in [other(), somebody(1)] {
        let whom = json!({ "organization": ORGANIZATION, "person": person });
        count += usize::from(device.engine.rpc("person", whom).await.is_ok());
    }
    count
}

#[tokio::test]
async fn a_conversation_of_a_server_that_went_back_to_a_backup() {
    let device = device().await;
    let conv = Scope::Conv(talk());
    let second = MessageId(Uuid::from_u128(2));
    let message = |id, seq, body: &str| {
        let (author, body) = (other(), body.to_owned());
        Object::Message(Message {
            id,
            seq: Some(seq),
            author,
            body,
            about: None,
            attachments: vec![],
            at: NOW,
            edited_at: None,
            deleted: false,
        })
    };
    device.put(conv, Name::Message(second), message(second, 2, "消える"));
    device.sync().await;
    let mine = json!({ "conversation": talk(), "body": "まだ送っていない", "about": null });
    device.ask("send_message", mine).await;
    let before = ["はじめまして", "消える", "まだ送っていない"];
    assert_eq!(bodies(&device).await, before);

    // In the backup the second message was not there yet and the first had other words. Its revisions are lower.
    let first = MessageId(Uuid::from_u128(1));
    for name in [Name::Conversation, Name::Message(first), Name::Message(second)] {
        device.lacks(conv, name);
    }
    record(&device, other(), RequestState::Accepted);
    device.lacks(conv, Name::Message(first));
    device.put(conv, Name::Message(first), message(first, 1, "以前の文"));
    // What waits cannot be sent now; the rounds read all the same.
    device.wire.answer("/v1/ops", 500, json!({}));
    lose(&device, &[], conv, &[Scope::Dir(org()), Scope::Offers(org())]);
    breaks_off(&device).await;
    assert_eq!(bodies(&device).await, before, "nothing is taken away before the rest has come");
    device.wire.answer("/v1/ops", 500, json!({}));
    device.engine.sync_once().await.unwrap_err();
    assert_eq!(bodies(&device).await, ["以前の文", "まだ送っていない"]);
}

#[tokio::test]
async fn the_own_scope_stays_and_what_it_lacks_goes_in_the_end() {
    let device = device().await;
    device.lacks(my_scope(), Name::Inbox(talk()));
    lose(&device, &[], my_scope(), &[]);
    breaks_off(&device).await;
    assert_eq!(device.ask("inbox", Value::Null).await.as_array().unwrap().len(), 1);
    device.sync().await;
    assert_eq!(device.ask("inbox", Value::Null).await, json!([]));
}

#[tokio::test]
async fn a_directory_stays_as_long_as_one_is_what_one_was_when_it_was_read() {
    let others = [Scope::Offers(org()), Scope::Conv(talk())];
    let device = device().await;
    device.lacks(Scope::Dir(org()), Name::Card(somebody(1)));
    lose(&device, &[], Scope::Dir(org()), &others);
    breaks_off(&device).await;
    assert_eq!(listed(&device).await, 2);
    device.sync().await;
    assert_eq!(listed(&device).await, 1, "who did not come again is gone");
}

#[tokio::test]
async fn what_one_saw_as_something_else_goes_at_once() {
    let device = device().await;
    let value = MemberValue::new(MembershipStatus::Current, Role::Member);
    let (id, organization) = (MembershipId(org().0), org());
    let object = Object::Membership(Membership { id, organization, value, since: NOW, history: Vec::new() });
    let own = json!({ "put": { "name": Name::Membership(id), "rev": 9, "object": object } });
    lose(&device, &[own], Scope::Dir(org()), &[Scope::Offers(org()), Scope::Conv(talk())]);
    breaks_off(&device).await;
    assert_eq!(listed(&device).await, 0);
    device.sync().await;
    assert_eq!(listed(&device).await, 2);
}
