//! What must hold when everything has been sent and read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{Chance, Device};

/// Heals every wire and syncs until nothing waits, settling each conflict one way or the other. `may_refuse` names the
/// verbs that a story can have refused, each with the codes. Answers the ops of which people were told that they are refused.
pub(crate) async fn settle_down<'a>(
    chance: &mut Chance,
    devices: impl Iterator<Item = &'a Device> + Clone,
    may_refuse: &[(&str, &[&str])],
) -> BTreeSet<String> {
    for device in devices.clone() {
        device.wire.heal();
    }
    let mut refused = BTreeSet::new();
    let mut restless: Vec<&Device> = devices.clone().collect();
    for _ in 0..40 {
        let mut still = Vec::new();
        for device in restless {
            assert!(device.sync().await, "ROUND {}: on a healthy wire it ends well", device.name);
            let status = device.ask("status", Value::Null).await;
            if settle(chance, device, may_refuse, &mut refused).await > 0 || status["unsent"] != 0 {
                still.push(device);
            }
        }
        if still.is_empty() {
            for device in devices {
                assert!(device.sync().await, "ROUND {}: the last one", device.name);
            }
            return refused;
        }
        restless = still;
    }
    panic!("REST 40 healthy rounds do not bring the devices to rest");
}

/// Settles what contradicts another edit and takes back what was refused; how many there were.
async fn settle(
    chance: &mut Chance,
    device: &Device,
    may_refuse: &[(&str, &[&str])],
    refused: &mut BTreeSet<String>,
) -> usize {
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
                assert!(!parts.is_empty(), "CONFLICT {}: it has a part to settle: {conflict}", device.name);
                let params = json!({ "op": item["op"], "parts": parts, "keep_removed": false });
                device.ask("settle", params).await;
                count += 1;
            }
            "refused" => {
                let (verb, code) = (item["verb"].as_str().unwrap(), item["code"].as_str().unwrap());
                let may_be = may_refuse.iter().any(|(of, codes)| *of == verb && codes.contains(&code));
                assert!(may_be, "REFUSED {}: {verb} with {code}: {item}", device.name);
                device.ask("discard", json!({ "op": item["op"] })).await;
                refused.insert(item["op"].as_str().unwrap().to_owned());
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
        assert_eq!(item["state"], "discarded", "REST {}: nothing is left over: {item}", device.name);
    }
    let status = device.ask("status", Value::Null).await;
    assert_eq!(status["state"], "fresh", "SIGNED {}: {status}", device.name);
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
            for message in &all {
                let has_place = message["seq"].is_u64() || !["sent", "read"].iter().any(|it| message["state"] == *it);
                assert!(has_place, "VIEW {}: it is sent and has no place: {message}", device.name);
            }
            return all;
        }
    }
}
