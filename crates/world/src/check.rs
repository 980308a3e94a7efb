//! What must hold when everything has been sent and read.

use serde_json::{Value, json};

use crate::{
    Chance, Device,
    story::{self, Written},
};

/// Heals every wire and syncs until nothing waits, settling each conflict one way or the other. `may_refuse` names the
/// verbs that a story can have refused, each with the codes.
pub(crate) async fn settle_down<'a>(
    chance: &mut Chance,
    devices: impl Iterator<Item = &'a Device> + Clone,
    may_refuse: &[(&str, &[&str])],
) {
    for device in devices.clone() {
        device.wire.heal();
    }
    let mut restless: Vec<&Device> = devices.clone().collect();
    for _ in 0..40 {
        let mut still = Vec::new();
        for device in restless {
            assert!(device.sync().await, "{}: a round on a healthy wire ends well", device.name);
            let status = device.ask("status", Value::Null).await;
            if settle(chance, device, may_refuse).await > 0 || status["unsent"] != 0 {
                still.push(device);
            }
        }
        if still.is_empty() {
            for device in devices {
                assert!(device.sync().await, "{}: the last round", device.name);
            }
            return;
        }
        restless = still;
    }
    panic!("40 healthy rounds do not bring the devices to rest");
}

/// Settles what contradicts another edit and takes back what was refused; how many there were.
async fn settle(chance: &mut Chance, device: &Device, may_refuse: &[(&str, &[&str])]) -> usize {
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
                let (verb, code) = (item["verb"].as_str().unwrap(), item["code"].as_str().unwrap());
                let may_be = may_refuse.iter().any(|(of, codes)| *of == verb && codes.contains(&code));
                assert!(may_be, "{}: {verb} refused with {code}: {item}", device.name);
                device.ask("discard", json!({ "op": item["op"] })).await;
                count += 1;
            }
            _ => {}
        }
    }
    count
}

/// Nothing is left over: what was refused has been taken back, and everything else has gone through.
pub(crate) async fn nothing_waits(device: &Device) {
    for item in device.ask("outbox", Value::Null).await.as_array().unwrap() {
        assert_eq!(item["state"], "discarded", "{}: nothing is left over: {item}", device.name);
    }
    let status = device.ask("status", Value::Null).await;
    assert_eq!(status["state"], "fresh", "{}: {status}", device.name);
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
    let everybody = json!({ "filter": story::everybody(), "offset": 0, "limit": 100 });
    for (method, params) in [("profile", Value::Null), ("inbox", Value::Null), ("people", everybody)] {
        assert_eq!(phone.ask(method, params.clone()).await, desk.ask(method, params).await, "{method} differs");
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
        nothing_waits(device).await;
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
