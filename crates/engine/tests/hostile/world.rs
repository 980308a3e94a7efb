//! What a server of ours would send: the examples of the wire's golden files, each where it belongs.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    raw::{ORGANIZATION, PERSON, answer},
};

/// The conversation of the golden files.
pub(crate) const CONVERSATION: &str = "0196beef-0000-7000-8000-000000000006";

/// A golden file of the wire.
pub(crate) fn golden(file: &str) -> Value {
    let path = format!("{}/../domain/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The examples of a kind of object.
pub(crate) fn examples(kind: &str) -> Vec<Value> {
    let all = golden("object.json").as_array().unwrap().clone();
    all.into_iter().filter(|object| object["kind"] == kind).collect()
}

pub(crate) fn me() -> String {
    format!("me:{PERSON}")
}

pub(crate) fn at(kind: &str) -> String {
    format!("{kind}:{ORGANIZATION}")
}

pub(crate) fn conversation() -> String {
    format!("conv:{CONVERSATION}")
}

pub(crate) fn put(name: &str, object: &Value) -> Value {
    json!({ "put": { "name": name, "rev": 1, "object": object } })
}

/// An id of an example that is its own.
pub(crate) fn id(number: usize) -> String {
    format!("0196beef-0000-7000-9000-{number:012}")
}

/// What the app needs around whatever a test sends: an organisation at whose desk the person works, a conversation in it.
pub(crate) fn ground() -> BTreeMap<String, Vec<Value>> {
    let first = |kind: &str| examples(kind).swap_remove(0);
    let direct = examples("conversation").into_iter().find(|each| each["parties"]["direct"].is_array()).unwrap();
    BTreeMap::from([
        (
            me(),
            vec![
                put("membership/0196beef-0000-7000-8000-000000000009", &first("membership")),
                put(&format!("inbox/{CONVERSATION}"), &first("inbox")),
            ],
        ),
        (
            at("dir"),
            vec![
                put("organization", &first("organization")),
                put("card/0196beef-0000-7000-8000-000000000002", &first("card")),
            ],
        ),
        (at("offers"), vec![]),
        (at("desk"), vec![]),
        (conversation(), vec![put("conversation", &direct)]),
    ])
}

impl Bench {
    /// From now on the server has these rows in these scopes, and sends them all whenever it is asked.
    pub(crate) fn has(&self, rows: BTreeMap<String, Vec<Value>>) {
        self.raw.fault("/v1/sync", move |asked, stream| {
            let mut lines = String::new();
            for scope in asked.json()["scopes"].as_array().unwrap() {
                let scope = scope["scope"].as_str().unwrap();
                let none = Vec::new();
                let rows = rows.get(scope).unwrap_or(&none);
                lines += &format!("{}\n", json!({ "scope": { "scope": scope, "total": rows.len() } }));
                rows.iter().for_each(|row| lines += &format!("{row}\n"));
                lines += &format!("{}\n", json!({ "state": { "state": "has", "done": true } }));
            }
            let said = answer(200, "content-type: application/x-ndjson\r\n", lines.as_bytes());
            let _ = std::io::Write::write_all(stream, &said);
        });
    }

    /// Whatever the server has sent, every screen has its answer.
    pub(crate) async fn shows_everything(&self, what: &str) {
        let filter = json!({ "organization": null, "text": "山", "units": [], "cohorts": [], "employers": [], "skills": [],
            "statuses": [], "connected": false });
        let all = json!({ "organization": null, "text": "", "units": [], "cohorts": [], "employers": [], "skills": [],
            "statuses": [], "connected": false });
        let of = json!({ "organization": ORGANIZATION });
        let calls = [
            ("start", Value::Null),
            ("status", Value::Null),
            ("inbox", Value::Null),
            ("today", Value::Null),
            ("profile", Value::Null),
            ("settings", Value::Null),
            ("outbox", Value::Null),
            ("checks", Value::Null),
            ("people", json!({ "filter": filter, "offset": 0, "limit": 500 })),
            ("people", json!({ "filter": all, "offset": 0, "limit": 500 })),
            ("people_choices", json!({ "organization": null })),
            ("offers", json!({ "organization": null, "kinds": [], "text": "", "saved": false, "closed": true })),
            ("desk", of.clone()),
            ("desk_offers", of.clone()),
            ("reports", of),
            (
                "members",
                json!({ "organization": ORGANIZATION, "text": "", "units": [], "statuses": [], "offset": 0, "limit": 500 }),
            ),
            (
                "see_as",
                json!({ "organization": ORGANIZATION, "status": "current", "role": "member", "connected": true, "viewer": null }),
            ),
            ("conversation", json!({ "conversation": CONVERSATION, "before": null, "limit": 500 })),
        ];
        for (method, params) in calls {
            let shown = self.engine.rpc(method, params).await;
            assert!(shown.is_ok(), "{method} with {what}: {shown:?}");
        }
    }
}
