//! What the device holds is held against what the server says that it comes to; and what it cannot read yet it keeps.

use domain::{
    Name, Scope,
    record::{ProfileField, RequestState},
    wire::Sum,
};
use serde_json::{Value, json};

use crate::{
    contact::{record, row},
    device::{DAY, Device, NOW, alumnus, card, hanako, my_scope, name, org, other, somebody},
};

const SYNC: &str = "/v1/sync";

fn put(name: &str, rev: u64, object: &Value) -> Value {
    json!({ "put": { "name": name, "rev": rev, "object": object } })
}

/// What records come to, as the server would say.
fn sum_of(scope: Scope, records: &[Value]) -> Value {
    let mut sum = Sum::default();
    for record in records {
        let put = &record["put"];
        sum.add(scope, put["name"].as_str().unwrap(), put["rev"].as_u64().unwrap(), &put["object"].to_string());
    }
    let mut line = serde_json::to_value(sum).unwrap();
    line["state"] = json!("end");
    json!({ "sum": line })
}

fn section(scope: Scope, records: &[Value], after: &[Value]) -> Vec<Value> {
    let mut lines = vec![json!({ "scope": { "scope": scope, "total": records.len() } })];
    lines.extend_from_slice(records);
    lines.push(json!({ "state": { "state": "end", "done": true } }));
    lines.extend_from_slice(after);
    lines
}

/// What was asked of a scope in the last request that named it.
fn asked(device: &Device, scope: Scope) -> Value {
    let requests = device.wire.sent(SYNC);
    let of =
        |request: &Value| request["scopes"].as_array().unwrap().iter().find(|it| it["scope"] == json!(scope)).cloned();
    requests.iter().rev().find_map(of).unwrap()
}

/// A member whose own scope has been read.
async fn device() -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), card(hanako()));
    device.list(org(), card(name(somebody(1), "青木", "一", "アオキ ハジメ")));
    device.field(ProfileField::Headline, "設計", None);
    row(&device, other(), RequestState::Accepted, 0, 0);
    record(&device, other(), RequestState::Accepted);
    device.sync().await;
    device
}

async fn is_listed(device: &Device, number: u128) -> bool {
    device.engine.rpc("person", json!({ "organization": org(), "person": somebody(number) })).await.is_ok()
}

#[tokio::test]
async fn a_row_that_was_lost_on_the_way_comes_again() {
    let device = device().await;
    device.set_clock(NOW + DAY);
    let organization = json!({ "kind": "organization", "id": org(), "kind_of": "company", "name": "みどり製作所",
                               "kana": "", "alumni_label": "アルムナイ" });
    let cards: Vec<Value> =
        [hanako(), name(somebody(1), "青木", "一", "アオキ ハジメ"), name(somebody(2), "伊藤", "二", "")]
            .into_iter()
            .map(|name| {
                let id = name.person;
                put(&Name::Card(id).to_string(), 0, &serde_json::to_value(domain::Object::Card(card(name))).unwrap())
            })
            .collect();
    let all: Vec<Value> = [put("organization", 0, &organization)].into_iter().chain(cards).collect();
    let dir = Scope::Dir(org());
    // The third card never arrived, though the device stands behind it.
    device.wire.lines(SYNC, &section(my_scope(), &[], &[]));
    let mut lines = section(dir, &[], &[sum_of(dir, &all)]);
    let others: Vec<Scope> =
        device.scopes().into_iter().filter(|scope| *scope != dir && *scope != my_scope()).collect();
    others.iter().for_each(|&scope| lines.extend(section(scope, &[], &[])));
    device.wire.lines(SYNC, &lines);
    device.wire.lines(SYNC, &section(dir, &all, &[]));
    assert!(!is_listed(&device, 2).await);
    device.sync().await;
    assert!(is_listed(&device, 2).await, "what the sums did not agree on was read again");
    let again = asked(&device, dir);
    assert_eq!((&again["state"], &again["sum"]), (&Value::Null, &Value::Null), "from its start");

    device.sync().await;
    assert_eq!(asked(&device, dir)["sum"], Value::Null, "once a day, whatever comes of it");
    device.set_clock(NOW + 2 * DAY);
    device.sync().await;
    assert_eq!(asked(&device, dir)["sum"], true);
    device.set_clock(NOW - 900 * DAY);
    device.sync().await;
    assert_eq!(asked(&device, dir)["sum"], true, "a clock that went back is not waited for");
}

#[tokio::test]
async fn what_this_version_does_not_know_counts_and_is_kept() {
    let device = Device::of(alumnus()).await;
    let membership = device.first(my_scope());
    let badge = put("badge/7", 5, &json!({ "kind": "badge", "text": "永年会員" }));
    let records = [membership, badge];
    device.wire.lines(SYNC, &section(my_scope(), &records, &[sum_of(my_scope(), &records)]));
    device.sync().await;
    let own = |device: &Device| {
        let requests = device.wire.sent(SYNC);
        requests.iter().filter(|request| request["scopes"][0]["scope"] == json!(my_scope())).count()
    };
    assert_eq!(own(&device), 1, "the sums agree: nothing is read again");
    device.set_clock(NOW + DAY);
    let gone = json!({ "del": { "name": "badge/7" } });
    device.wire.lines(SYNC, &section(my_scope(), &[gone], &[sum_of(my_scope(), &records[..1])]));
    device.sync().await;
    assert_eq!(own(&device), 2, "and they agree when it is gone");
}
