//! What waits to be sent: edits of what was never sent, of what is on its way, and of what was refused.

use domain::{
    Name, Object, Record, Visibility,
    record::{FieldObject, FieldValue, ProfileField, RequestState},
    wire::OpOutcome,
};
use serde_json::{Value, json};

use crate::{
    contact::{record, row, talk},
    device::{Device, alumnus, card, hanako, my_scope, org, other},
};

const OPS: &str = "/v1/ops";

/// An alumnus who writes to somebody.
async fn device() -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), card(hanako()));
    row(&device, other(), RequestState::Accepted, 1, 0);
    record(&device, other(), RequestState::Accepted);
    device.sync().await;
    device
}

async fn send(device: &Device, body: &str) -> Value {
    device.ask("send_message", json!({ "conversation": talk(), "body": body, "about": null })).await["message"].clone()
}

async fn edit(device: &Device, message: &Value, body: &str) {
    device.ask("edit_message", json!({ "conversation": talk(), "message": message, "body": body })).await;
}

async fn take_back(device: &Device, message: &Value) {
    device.ask("delete_message", json!({ "conversation": talk(), "message": message })).await;
}

async fn outbox(device: &Device) -> Vec<(String, String, String)> {
    let outbox = device.ask("outbox", Value::Null).await;
    let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    outbox
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (text(item, "verb"), text(item, "state"), text(item, "text")))
        .collect()
}

fn waits(verb: &str, text: &str) -> (String, String, String) {
    (verb.to_owned(), "waiting".to_owned(), text.to_owned())
}

/// The last batch that was sent, by verb and text.
fn sent(device: &Device) -> Vec<(String, String)> {
    let batch = device.wire.sent(OPS).pop().unwrap();
    let text = |op: &Value, name: &str| op[name].as_str().unwrap_or_default().to_owned();
    batch["ops"].as_array().unwrap().iter().map(|op| (text(op, "op"), text(op, "body"))).collect()
}

#[tokio::test]
async fn an_edit_of_what_was_never_sent_is_what_is_sent_in_its_place() {
    let device = device().await;
    let first = send(&device, "あした伺います").await;
    send(&device, "よろしくお願いします").await;
    edit(&device, &first, "あさって伺います").await;
    let waiting = [waits("send_message", "あさって伺います"), waits("send_message", "よろしくお願いします")];
    assert_eq!(outbox(&device).await, waiting);
    let gone = send(&device, "まちがい").await;
    take_back(&device, &gone).await;
    assert_eq!(outbox(&device).await, waiting, "nobody has seen it: nothing of it is left");
}

#[tokio::test]
async fn an_edit_of_what_is_on_its_way_goes_after_it() {
    let device = device().await;
    let message = send(&device, "あした伺います").await;
    device.engine.sync_once().await.unwrap_err();
    edit(&device, &message, "あさって伺います").await;
    edit(&device, &message, "来週伺います").await;
    let both = [waits("send_message", "あした伺います"), waits("edit_message", "来週伺います")];
    assert_eq!(outbox(&device).await, both, "the first may have arrived; of two edits the newer says it all");
    device.engine.sync_once().await.unwrap_err();
    assert_eq!(
        sent(&device),
        [("send_message".into(), "あした伺います".into()), ("edit_message".into(), "来週伺います".into())]
    );
}

#[tokio::test]
async fn of_what_was_refused_there_is_one_thing_to_decide() {
    let device = device().await;
    let refused = |code: &str| json!({ "outcome": "refused", "refusal": { "code": code } });
    let message = send(&device, "あした伺います").await;
    device.engine.sync_once().await.unwrap_err();
    edit(&device, &message, "来週伺います").await;
    device.answers(&[refused("forbidden"), refused("not_found")]).await;
    device.sync().await;
    let left = ("send_message".to_owned(), "refused".to_owned(), "来週伺います".to_owned());
    assert_eq!(outbox(&device).await, [left], "the last that was typed");

    let message = send(&device, "二通目").await;
    device.engine.sync_once().await.unwrap_err();
    take_back(&device, &message).await;
    device.answers(&[refused("forbidden"), refused("not_found")]).await;
    device.sync().await;
    let states: Vec<_> = outbox(&device).await.into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, ["refused", "discarded"], "what was refused and taken back is done with");
}

#[tokio::test]
async fn two_edits_that_contradict_another_are_settled_as_one() {
    let device = device().await;
    let value = |text: &str| json!({ "text": text, "visibility": [] });
    let set = async |base: &str, text: &str| {
        device.ask("set_field", json!({ "field": "headline", "base": value(base), "value": value(text) })).await
    };
    set("", "設計").await;
    device.engine.sync_once().await.unwrap_err();
    // The first is on its way and has no answer yet.
    set("設計", "設計と試作").await;
    let (field, text) = (ProfileField::Headline, "営業".to_owned());
    let value = FieldValue { text, visibility: Visibility::default() };
    let object = Object::Field(FieldObject { field, value, confirmed_at: None });
    let record = Record { scope: my_scope(), name: Name::Field(field), rev: 99, by: None, object };
    let conflict = serde_json::to_value(OpOutcome::Conflict { record }).unwrap();
    device.answers(&[conflict.clone(), conflict]).await;
    device.sync().await;
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!(outbox.as_array().unwrap().len(), 1, "{outbox}");
    let conflict = device.ask("conflict", json!({ "op": outbox[0]["op"] })).await;
    let part = conflict["parts"].as_array().unwrap().iter().find(|part| part["part"] == "text").unwrap();
    assert_eq!(
        (&part["base"], &part["mine"], &part["theirs"]),
        (&json!(""), &json!("設計と試作"), &json!("営業")),
        "from where the first began to where the second ended"
    );
}

#[tokio::test]
async fn one_lane_that_is_refused_holds_up_no_other() {
    let device = device().await;
    send(&device, "届かない").await;
    send(&device, "届く").await;
    let refused = json!({ "outcome": "refused", "refusal": { "code": "forbidden" } });
    device.answers(&[refused, json!({ "outcome": "known" })]).await;
    device.sync().await;
    assert_eq!(device.wire.sent(OPS).len(), 1);
    let left: Vec<_> = outbox(&device).await.into_iter().map(|(_, state, text)| (state, text)).collect();
    assert_eq!(left, [("refused".to_owned(), "届かない".to_owned())]);
}
