//! What must hold when everything has been sent and read.

use serde_json::{Value, json};

use crate::{Chance, Device, story::Written};

/// Heals every wire and syncs until nothing waits, settling each conflict one way or the other.
pub(crate) async fn settle_down(chance: &mut Chance, devices: &[Device]) {
    for device in devices {
        device.wire.heal();
    }
    for _ in 0..40 {
        let mut is_quiet = true;
        for device in devices {
            assert!(device.sync().await, "{}: a round on a healthy wire ends well", device.name);
            let status = device.ask("status", Value::Null).await;
            is_quiet &= status["unsent"] == 0 && settle(chance, device).await == 0;
        }
        if is_quiet {
            for device in devices {
                assert!(device.sync().await, "{}: the last round", device.name);
            }
            return;
        }
    }
    panic!("40 healthy rounds do not bring the devices to rest");
}

/// Settles what contradicts another edit and takes back what was refused; how many there were.
async fn settle(chance: &mut Chance, device: &Device) -> usize {
    let outbox = device.ask("outbox", Value::Null).await;
    let mut count = 0;
    for item in outbox.as_array().unwrap() {
        match item["state"].as_str().unwrap() {
            "conflict" => {
                let conflict = device.ask("conflict", json!({ "op": item["op"] })).await;
                let mine = chance.one_in(2);
                let parts: Vec<Value> = conflict["parts"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|part| part["merged"].is_null())
                    .map(|part| json!({ "part": part["part"], "text": part[if mine { "mine" } else { "theirs" }] }))
                    .collect();
                assert!(!parts.is_empty(), "{}: a conflict has a part to settle: {conflict}", device.name);
                let params = json!({ "op": item["op"], "parts": parts, "keep_removed": false });
                device.ask("settle", params).await;
                count += 1;
            }
            "refused" => {
                // The only refusals a story can have: an edit of an entry or message that another device took away.
                let code = item["code"].as_str().unwrap();
                assert!(["gone", "not_found"].contains(&code), "{}: refused with {code}: {item}", device.name);
                let verb = item["verb"].as_str().unwrap();
                assert!(
                    ["edit_row", "move_row", "remove_row", "edit_message"].contains(&verb),
                    "{verb} refused with {code}"
                );
                device.ask("discard", json!({ "op": item["op"] })).await;
                count += 1;
            }
            _ => {}
        }
    }
    count
}

/// Every message of a conversation as a device shows it, oldest first.
pub(crate) async fn messages(device: &Device, conversation: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut before = Value::Null;
    loop {
        // A small page, so that turning pages is part of every story.
        let page =
            device.ask("conversation", json!({ "conversation": conversation, "before": before, "limit": 7 })).await;
        let mut items = page["items"].as_array().unwrap().clone();
        items.append(&mut all);
        all = items;
        before = page["before"].clone();
        if before.is_null() {
            return all;
        }
    }
}

pub(crate) async fn everything(devices: &[Device], conversation: &str, written: &Written) {
    let [phone, desk, kenta] = devices else { panic!("three devices") };
    // The two devices of one person show the same.
    for method in ["profile", "inbox", "people"] {
        assert_eq!(phone.ask(method, Value::Null).await, desk.ask(method, Value::Null).await, "{method} differs");
    }
    let seen = messages(phone, conversation).await;
    assert_eq!(seen, messages(desk, conversation).await, "one person's devices show one conversation");
    let others = messages(kenta, conversation).await;
    let key = |message: &Value| {
        (message["id"].clone(), message["seq"].clone(), message["body"].clone(), message["deleted"].clone())
    };
    assert_eq!(
        seen.iter().map(key).collect::<Vec<_>>(),
        others.iter().map(key).collect::<Vec<_>>(),
        "both people read the same messages in the same order"
    );
    // Dense from 1: none doubled, none lost on the way.
    for (number, message) in seen.iter().enumerate() {
        assert_eq!(message["seq"], json!(number + 1), "the places are dense");
    }
    assert_eq!(seen.len(), written.messages.len(), "every message that was written is there, once");
    for message in &seen {
        let text = written.messages.get(message["id"].as_str().unwrap()).expect("nothing nobody wrote");
        if let Some(text) = text {
            assert_eq!(message["body"], json!(text), "as it was written");
        }
    }
    for device in [phone, kenta] {
        unread_is_counted(device, conversation).await;
    }
    for device in devices {
        for item in device.ask("outbox", Value::Null).await.as_array().unwrap() {
            assert_eq!(item["state"], "discarded", "{}: nothing is left over: {item}", device.name);
        }
        let status = device.ask("status", Value::Null).await;
        assert_eq!(status["state"], "fresh", "{}: {status}", device.name);
    }
}

/// The kept count equals the messages of the other one behind the mark; marking read makes it zero.
async fn unread_is_counted(device: &Device, conversation: &str) {
    let inbox = device.ask("inbox", Value::Null).await;
    let rows = inbox.as_array().unwrap();
    let Some(row) = rows.iter().find(|row| row["conversation"] == conversation) else {
        assert!(messages(device, conversation).await.is_empty(), "only an empty conversation has no row");
        return;
    };
    let page = device.ask("conversation", json!({ "conversation": conversation, "before": null, "limit": 1 })).await;
    assert_eq!(row["unread"], page["unread"], "{}: list and page agree", device.name);
    device.ask("mark_read", json!({ "conversation": conversation })).await;
    assert!(device.sync().await, "{}: the mark is sent", device.name);
    let inbox = device.ask("inbox", Value::Null).await;
    assert!(inbox.as_array().unwrap().iter().all(|row| row["unread"] == 0), "{}: read is read", device.name);
}
