//! A conversation is opened at one of its messages, and read on from there in both directions.

use domain::{
    MessageId, Name, Object, Scope,
    record::{Message, RequestState},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    contact::{record, row, talk},
    device::{Device, NOW, alumnus, card, hanako, org, other},
};

fn message(seq: u32) -> MessageId {
    MessageId(Uuid::from_u128(u128::from(seq)))
}

fn put(device: &Device, seq: u32, deleted: bool) {
    let it = Message {
        id: message(seq),
        seq: Some(seq),
        author: other(),
        body: if deleted { String::new() } else { seq.to_string() },
        about: None,
        attachments: vec![],
        at: NOW,
        edited_at: None,
        deleted,
    };
    device.put(Scope::Conv(talk()), Name::Message(it.id), Object::Message(it));
}

/// A conversation of nine messages, "2" to "9" after the first words.
async fn nine() -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), card(hanako()));
    row(&device, other(), RequestState::Accepted, 9, 0);
    record(&device, other(), RequestState::Accepted);
    (2..=9).for_each(|seq| put(&device, seq, false));
    device.sync().await;
    device
}

async fn page(device: &Device, from: Value, limit: u32) -> Value {
    let mut params = json!({ "conversation": talk(), "before": null, "limit": limit });
    params.as_object_mut().unwrap().extend(from.as_object().unwrap().clone());
    device.ask("conversation", params).await
}

/// The texts of a stretch in one line, with "<" and ">" where there is more.
async fn read(device: &Device, from: Value, limit: u32) -> String {
    let page = page(device, from, limit).await;
    let bodies: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap()).collect();
    let more = |way: &str, mark: &'static str| if page[way].is_null() { "" } else { mark };
    format!("{}{}{}", more("before", "<"), bodies.join(" "), more("after", ">")).replace("はじめまして", "1")
}

async fn around(device: &Device, id: MessageId, limit: u32) -> String {
    read(device, json!({ "around": id }), limit).await
}

async fn send(device: &Device, body: &str) -> MessageId {
    let params = json!({ "conversation": talk(), "body": body, "about": null });
    device.ask("send_message", params).await["message"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn it_stands_in_the_middle_and_both_sides_say_whether_there_is_more() {
    let device = nine().await;
    for (seq, limit, stretch) in [
        (5, 4, "<3 4 5 6>"),
        (5, 1, "<5>"),
        (5, 8, "1 2 3 4 5 6 7 8>"),
        (5, 9, "1 2 3 4 5 6 7 8 9"),
        (1, 4, "1 2>"),
        (2, 4, "1 2 3>"),
        (8, 4, "<6 7 8 9"),
        (9, 4, "<7 8 9"),
        (9, 200, "1 2 3 4 5 6 7 8 9"),
    ] {
        assert_eq!(around(&device, message(seq), limit).await, stretch, "{limit} around {seq}");
    }
    assert_eq!(read(&device, json!({}), 9).await, "1 2 3 4 5 6 7 8 9", "as many as there are are all");
    assert_eq!(read(&device, json!({}), 8).await, "<2 3 4 5 6 7 8 9");
}

#[tokio::test]
async fn one_reads_on_upwards_and_downwards_and_misses_none() {
    let device = nine().await;
    let middle = page(&device, json!({ "around": message(5) }), 2).await;
    assert_eq!(read(&device, json!({ "before": middle["before"] }), 2).await, "<2 3>");
    assert_eq!(read(&device, json!({ "before": middle["before"] }), 3).await, "1 2 3>");
    assert_eq!(read(&device, json!({ "after": middle["after"] }), 2).await, "<6 7>");
    assert_eq!(read(&device, json!({ "after": middle["after"] }), 4).await, "<6 7 8 9");
}

#[tokio::test]
async fn what_waits_to_be_sent_and_what_was_refused_stand_at_the_end() {
    let device = nine().await;
    let first = send(&device, "送信待ち").await;
    let second = send(&device, "次").await;
    assert_eq!(around(&device, message(9), 4).await, "<7 8 9 送信待ち>");
    assert_eq!(around(&device, first, 4).await, "<8 9 送信待ち 次");
    assert_eq!(around(&device, second, 2).await, "<送信待ち 次");
    let page = page(&device, json!({ "around": message(8) }), 4).await;
    assert_eq!(read(&device, json!({ "after": page["after"] }), 4).await, "<送信待ち 次");
}

#[tokio::test]
async fn what_was_refused_stands_behind_all_others_and_nowhere_else() {
    let device = nine().await;
    let refused = send(&device, "断られた").await;
    device.answers(&[json!({ "outcome": "refused", "refusal": { "code": "forbidden" } })]).await;
    device.sync().await;
    send(&device, "送信待ち").await;
    assert_eq!(around(&device, message(9), 4).await, "<7 8 9 送信待ち 断られた");
    assert_eq!(around(&device, message(9), 2).await, "<8 9>");
    assert_eq!(around(&device, message(5), 4).await, "<3 4 5 6>");
    assert_eq!(around(&device, refused, 3).await, "<8 9 送信待ち 断られた", "the newest, where it stands too");
}

#[tokio::test]
async fn one_that_is_taken_back_is_still_a_place_and_one_that_is_not_here_is_none() {
    let device = nine().await;
    put(&device, 5, true);
    device.sync().await;
    let page = page(&device, json!({ "around": message(5) }), 2).await;
    assert_eq!(page["items"][1]["deleted"], true);
    assert_eq!(page["items"][1]["id"], json!(message(5)));

    assert_eq!(around(&device, message(77), 3).await, "<7 8 9", "the newest");
    device.lacks(Scope::Conv(talk()), Name::Message(message(3)));
    device.del(Scope::Conv(talk()), Name::Message(message(3)));
    device.sync().await;
    assert_eq!(around(&device, message(3), 3).await, "<7 8 9");
    assert_eq!(around(&device, message(4), 3).await, "<2 4 >", "the one after it is the one taken back");
}
