//! Answers of the right form that are not true.

use std::io::Write;

use serde_json::{Value, json};

use crate::{
    bench::{Bench, TYPED},
    raw::{ORGANIZATION, PERSON, Raw, answer, signed_in},
    world::{CONVERSATION, at, conversation, examples, ground, id, me, put},
};

fn line(value: &Value) -> String {
    format!("{value}\n")
}

fn state(done: bool) -> Value {
    json!({ "state": { "state": "lie", "done": done } })
}

fn field(rev: u64, text: &str) -> Value {
    let object = json!({ "kind": "field", "field": "headline", "text": text, "visibility": [] });
    json!({ "put": { "name": "field/headline", "rev": rev, "object": object } })
}

fn ndjson(lines: &[Value]) -> Vec<u8> {
    let body: String = lines.iter().map(line).collect();
    answer(200, "content-type: application/x-ndjson\r\n", body.as_bytes())
}

#[tokio::test]
async fn results_that_are_not_of_the_ops_are_believed_in_nothing() {
    let bench = Bench::new().await;
    let object = json!({ "kind": "field", "field": "headline", "text": "嘘", "visibility": [] });
    let record = |scope: &str, name: &str| json!({ "scope": scope, "name": name, "rev": 9, "object": object });
    let own = me();
    let lies = [
        ("of another op", json!([{ "id": PERSON, "outcome": "known" }])),
        ("none", json!([])),
        ("twice", json!([{ "id": "OP", "outcome": "known" }, { "id": "OP", "outcome": "known" }])),
        (
            "of another scope",
            json!([{ "id": "OP", "outcome": "applied", "record": record(&at("dir"), "field/headline") }]),
        ),
        (
            "of another person",
            json!([{ "id": "OP", "outcome": "merged", "record": record(&format!("me:{ORGANIZATION}"), "field/headline") }]),
        ),
        ("of another name", json!([{ "id": "OP", "outcome": "conflict", "record": record(&own, "field/summary") }])),
        ("that removes another", json!([{ "id": "OP", "outcome": "removed", "scope": own, "name": "field/summary" }])),
        (
            "that says it is as another",
            json!([{ "id": "OP", "outcome": "unchanged", "record": record(&own, "organization") }]),
        ),
    ];
    for (name, results) in lies {
        bench.raw.fault("/v1/ops", move |asked, stream| {
            let op = asked.json()["ops"][0]["id"].to_string();
            let body = json!({ "results": results }).to_string().replace("\"OP\"", &op);
            let _ = stream.write_all(&answer(200, "content-type: application/json\r\n", body.as_bytes()));
        });
        assert_eq!(bench.sync().await, Err("bad_answer".to_owned()), "{name}");
        assert_eq!(bench.state().await, "server_trouble", "{name}");
        bench.is_whole(name).await;
        assert_eq!(bench.ask("profile", Value::Null).await["fields"][5]["text"], TYPED);
    }
    bench.is_well_again("lies about ops").await;
}

#[tokio::test]
async fn rows_go_nowhere_but_where_they_were_asked_for() {
    let bench = Bench::new().await;
    bench.is_well_again("the beginning").await;
    let scope = |scope: &str, total: u64| json!({ "scope": { "scope": scope, "total": total } });
    let (own, other) = (me(), format!("me:{ORGANIZATION}"));
    let long = "あ".repeat(3_500_000);
    let lies = [
        ("a scope nobody asked for", vec![scope(&other, 1), field(1, "嘘"), state(true)]),
        ("a state of no scope", vec![state(true)]),
        ("rows of two scopes", vec![scope(&own, 1), field(1, "嘘"), scope(&own, 1), state(true)]),
        ("another's scope is gone", vec![json!({ "gone": { "scope": other } })]),
        (
            "a state that is longer than a request",
            vec![scope(&own, 0), json!({ "state": { "state": "x".repeat(257), "done": true } })],
        ),
        ("a name of ten megabytes", vec![scope(&own, 1), json!({ "del": { "name": long } }), state(true)]),
        ("an id that is a path", vec![json!({ "scope": { "scope": "me:../../../etc/passwd", "total": 1 } })]),
        ("again and again from the start", vec![json!({ "cannot_calculate_changes": { "scope": own } })]),
    ];
    for (name, lines) in lies {
        let said = ndjson(&lines);
        bench.raw.fault("/v1/sync", move |_, stream| drop(stream.write_all(&said)));
        assert_eq!(bench.sync().await, Err("bad_answer".to_owned()), "{name}");
        assert_ne!(bench.ask("profile", Value::Null).await["fields"][5]["text"], "嘘", "{name}");
        bench.is_well_again(name).await;
    }
}

#[tokio::test]
async fn names_that_are_none_are_passed_over() {
    let bench = Bench::new().await;
    let names = [
        "../../outbox.db",
        "row/../../x",
        "row/\u{0}",
        "message/'; DROP TABLE op; --",
        "",
        "/",
        "field/headline/..",
        "setting/notifications:../..",
    ];
    let mut rows: Vec<Value> = names.iter().map(|name| put(name, &json!({ "kind": "row" }))).collect();
    rows.extend(names.iter().map(|name| json!({ "del": { "name": name } })));
    let mut all = ground();
    all.get_mut(&me()).unwrap().extend(rows.clone());
    all.get_mut(&conversation()).unwrap().extend(rows);
    bench.has(all);
    assert_eq!(bench.sync().await, Ok(()));
    bench.shows_everything("names that are none").await;
    bench.is_well_again("names that are none").await;
}

#[tokio::test]
async fn numbers_at_their_ends_are_numbers() {
    let bench = Bench::new().await;
    let message = |number: usize, seq: Value, at: i64| {
        let mut message = examples("message").swap_remove(0);
        (message["id"], message["seq"], message["at"]) = (json!(id(number)), seq, json!(at));
        put(&format!("message/{}", id(number)), &message)
    };
    let mut all = ground();
    all.get_mut(&conversation()).unwrap().extend([
        message(1, json!(0), i64::MIN),
        message(2, json!(u32::MAX), i64::MAX),
        message(3, json!(7), -1),
        message(4, json!(7), 0),
        message(5, json!(u32::MAX - 1), 253_402_300_800_000),
        message(6, json!(1_u64 << 31), 8_640_000_000_000_001),
        message(7, Value::Null, 1),
    ]);
    let own = all.get_mut(&me()).unwrap();
    own.extend([field(u64::MAX, "最後"), field(0, "最初"), field(u64::MAX - 1, "途中")]);
    for (n, at) in [i64::MIN, i64::MAX, -1].into_iter().enumerate() {
        let mut row = examples("inbox").swap_remove(0);
        (row["conversation"], row["at"], row["unread"], row["head"]) =
            (json!(id(n)), json!(at), json!(u32::MAX), json!(u32::MAX));
        own.push(put(&format!("inbox/{}", id(n)), &row));
        let mut notification = examples("notification").swap_remove(0);
        (notification["id"], notification["at"]) = (json!(id(n)), json!(at));
        own.push(put(&format!("notification/{}", id(n)), &notification));
    }
    bench.has(all);
    assert_eq!(bench.sync().await, Ok(()));
    assert_eq!(bench.sync().await, Ok(()), "and the same again");
    bench.shows_everything("numbers at their ends").await;
    let page = bench.ask("conversation", json!({ "conversation": CONVERSATION, "before": null, "limit": 50 })).await;
    let shown: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert!(shown.contains(&json!(id(4))) && !shown.contains(&json!(id(3))), "one place has one message: {page}");
    bench.ask("mark_read", json!({ "conversation": CONVERSATION })).await;
    bench.shows_everything("what was read").await;
}

/// The account is gone, says the server: that ends the session, and takes nothing that is here.
#[tokio::test]
async fn an_own_scope_that_is_gone_leaves_everything_readable() {
    let bench = Bench::new().await;
    bench.has(ground());
    assert_eq!(bench.sync().await, Ok(()));
    bench.types(TYPED).await;
    bench.ask("save_draft", json!({ "conversation": CONVERSATION, "text": "書きかけ" })).await;
    let gone = ndjson(&[json!({ "gone": { "scope": me() } })]);
    bench.raw.fault("/v1/", move |asked, stream| {
        let busy = answer(503, "", b"");
        let _ = stream.write_all(if asked.path == "/v1/sync" { &gone } else { &busy });
    });
    assert!(bench.sync().await.is_err());
    assert_eq!(bench.state().await, "signed_out_remotely");
    assert_eq!(bench.ask("start", Value::Null).await["phase"], "ready");
    assert_eq!(bench.ask("inbox", Value::Null).await.as_array().unwrap().len(), 1);
    assert_eq!(
        bench.ask("conversation", json!({ "conversation": CONVERSATION, "before": null, "limit": 5 })).await["draft"],
        "書きかけ"
    );
    bench.is_whole("gone").await;
    bench.shows_everything("gone").await;
    bench.is_well_again("gone").await;
}

#[tokio::test]
async fn a_redirect_leads_nowhere() {
    let (bench, elsewhere) = (Bench::new().await, Raw::new());
    for status in [301, 302, 303, 307, 308] {
        for path in ["/v1/ops", "/v1/sync"] {
            let said = answer(status, &format!("location: {}{path}\r\n", elsewhere.address), b"");
            bench.raw.fault(path, move |_, stream| drop(stream.write_all(&said)));
            assert_eq!(bench.sync().await, Err("bad_answer".to_owned()), "{status}");
            bench.is_well_again("a redirect").await;
        }
    }
    assert!(elsewhere.asked().is_empty(), "no token and no text goes to whom the server names");
}

#[tokio::test]
async fn what_could_not_be_sent_back_is_not_kept() {
    let bench = Bench::new().await;
    for token in ["", "a\nb", "a b", "日本", &"x".repeat(1_000)] {
        let mut session = signed_in();
        session["token"] = json!(token);
        let said = answer(201, "content-type: application/json\r\n", session.to_string().as_bytes());
        bench.raw.fault("/v1/auth/session", move |_, stream| drop(stream.write_all(&said)));
        bench.ask("request_code", json!({ "server": bench.raw.address, "address": "a@b.example" })).await;
        assert_eq!(bench.refused("redeem_code", json!({ "code": "123456" })).await, "bad_answer", "{token:?}");
        bench.is_well_again("a token").await;
    }
    let etag = format!("etag: \"{}\"\r\ncontent-type: application/json\r\n", "x".repeat(10_000));
    let said = answer(200, &etag, b"{\"changed\":true}");
    bench.raw.fault("/v1/poll", move |_, stream| drop(stream.write_all(&said)));
    for _ in 0..2 {
        bench.engine.background_check(std::time::Duration::from_secs(60)).await;
    }
    let asked = bench.raw.asked();
    let polls: Vec<_> = asked.iter().filter(|asked| asked.path == "/v1/poll").collect();
    assert_eq!(polls.len(), 2);
    assert!(polls.iter().all(|asked| !asked.head.contains("if-none-match")), "{polls:?}");
}
