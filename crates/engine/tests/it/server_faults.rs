//! A server, or something on the way, that answers what it should not.

use std::sync::Arc;

use engine::{Engine, MemoryKeystore, api::WireError};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{PERSON, ask, config, refused, sign_in, wire::Scripted};

async fn signed_in() -> (TempDir, Arc<Scripted>, Engine) {
    let (dir, wire) = (TempDir::new().unwrap(), Arc::new(Scripted::default()));
    let engine = Engine::open(config(dir.path(), &wire, Arc::new(MemoryKeystore::default())));
    sign_in(&engine, &wire).await;
    (dir, wire, engine)
}

fn scope() -> String {
    format!("me:{PERSON}")
}

async fn set_headline(engine: &Engine, text: &str) {
    let base = json!({ "text": "", "visibility": [] });
    let value = json!({ "text": text, "visibility": [] });
    ask(engine, "set_field", json!({ "field": "headline", "base": base, "value": value })).await;
}

async fn headline(engine: &Engine) -> Value {
    ask(engine, "profile", Value::Null).await["fields"][5].clone()
}

fn put(rev: u64, text: &str) -> Value {
    let object = json!({ "kind": "field", "field": "headline", "text": text, "visibility": [] });
    json!({ "put": { "name": "field/headline", "rev": rev, "object": object } })
}

fn state(done: bool) -> Value {
    json!({ "state": { "state": "token", "done": done } })
}

#[tokio::test]
async fn full_width_digits_of_a_code_are_digits() {
    let (_dir, wire, _engine) = signed_in().await;
    assert_eq!(wire.sent("/v1/auth/session")[0]["code"], "123456");
}

#[tokio::test]
async fn a_sign_in_names_what_went_wrong() {
    let (dir, wire) = (TempDir::new().unwrap(), Arc::new(Scripted::default()));
    let engine = Engine::open(config(dir.path(), &wire, Arc::new(MemoryKeystore::default())));
    let request = json!({ "server": "server.example", "address": "a@b.example" });
    assert_eq!(refused(&engine, "request_code", request.clone()).await.0, "server_unreachable");
    wire.raw("/v1/auth/code", Err(WireError::TimedOut));
    assert_eq!(refused(&engine, "request_code", request.clone()).await.0, "timeout");
    wire.raw("/v1/auth/code", Ok((200, "text/html", b"<html>log in to the hotel</html>".to_vec())));
    assert_eq!(refused(&engine, "request_code", request.clone()).await.0, "server_not_resumex");
    wire.raw("/v1/auth/code", Ok((404, "text/html", b"no".to_vec())));
    assert_eq!(refused(&engine, "request_code", request.clone()).await.0, "server_not_resumex");
    let limited =
        json!({ "type": "about:blank", "title": "x", "status": 429, "code": "rate_limited", "retry_after_s": 60 });
    wire.answer("/v1/auth/code", 429, limited);
    let failure = engine.rpc("request_code", request).await.unwrap_err();
    assert_eq!(failure.retry_after_s, Some(60));
    for (server, code) in [("http://server.example", "server_insecure"), ("あ い", "server_address_invalid")] {
        let refusal = refused(&engine, "request_code", json!({ "server": server, "address": "a@b.example" })).await;
        assert_eq!(refusal, (code.to_owned(), Some("server".to_owned())));
    }
    let refusal = refused(&engine, "request_code", json!({ "server": "server.example", "address": "a" })).await;
    assert_eq!(refusal, ("address_invalid".to_owned(), Some("address".to_owned())));
    assert_eq!(refused(&engine, "redeem_code", json!({ "code": "1" })).await.0, "code_expired", "nothing was begun");
}

#[tokio::test]
async fn garbage_loses_nothing_and_is_believed_in_nothing() {
    let (_dir, wire, engine) = signed_in().await;
    set_headline(&engine, "営業").await;
    let garbage: [(u16, &'static str, &str); 6] = [
        (200, "text/html", "<html>hotel</html>"),
        (200, "application/json", "{\"results\":[]}"),
        (
            200,
            "application/json",
            "{\"results\":[{\"id\":\"01970000-0000-7000-8000-000000000009\",\"outcome\":\"unchanged\"}]}",
        ),
        (500, "text/plain", "oops"),
        (302, "text/html", ""),
        (200, "application/json", "[[[[[[[["),
    ];
    for (status, kind, body) in garbage {
        wire.raw("/v1/ops", Ok((status, kind, body.as_bytes().to_vec())));
        let failure = engine.sync_once().await.unwrap_err();
        let code = serde_json::to_value(failure.code).unwrap();
        let expected = if status < 500 { "bad_answer" } else { "server_error" };
        assert_eq!(code, expected, "{status} {body}");
        assert_eq!(headline(&engine).await["text"], "営業", "{body}");
        assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 1, "{body}");
    }
}

#[tokio::test]
async fn a_pull_is_taken_page_by_page_and_never_by_half() {
    let (_dir, wire, engine) = signed_in().await;
    let begin = json!({ "scope": { "scope": scope(), "total": 2 } });
    // The rows of a page without its state are not taken.
    wire.lines("/v1/sync", &[begin.clone(), put(1, "前"), state(false), put(2, "後")]);
    assert!(engine.sync_once().await.is_err(), "it broke off");
    assert_eq!(headline(&engine).await["text"], "前");
    assert_eq!(ask(&engine, "start", Value::Null).await["phase"], "first_sync");
    wire.lines("/v1/sync", &[begin, put(2, "後"), state(true)]);
    engine.sync_once().await.unwrap();
    assert_eq!(wire.sent("/v1/sync")[1]["scopes"][0]["state"], "token", "it went on where it was");
    assert_eq!(headline(&engine).await["text"], "後");
    assert_eq!(ask(&engine, "start", Value::Null).await["phase"], "ready");
}

#[tokio::test]
async fn a_server_that_sends_what_was_not_asked_for_is_not_believed() {
    let (_dir, wire, engine) = signed_in().await;
    let begin = json!({ "scope": { "scope": scope(), "total": 2 } });
    let other = json!({ "scope": { "scope": "me:01970000-0000-7000-8000-000000000099", "total": 1 } });
    let mut endless = vec![begin.clone()];
    endless.extend((0..6_000).map(|rev| put(rev, "x")));
    let path = json!({ "put": { "name": "field/../../x", "rev": 1, "object": {} } });
    for (lines, is_ok) in [
        (vec![other, put(1, "他人"), state(true)], false),
        (vec![put(1, "無"), state(true)], false),
        (endless, false),
        (vec![begin.clone(), json!({ "no_such_line": {} })], false),
        (vec![begin.clone(), json!({ "broken": { "code": "server_error" } })], false),
        (vec![begin, path, state(true)], true),
    ] {
        wire.lines("/v1/sync", &lines);
        assert_eq!(engine.sync_once().await.is_ok(), is_ok, "{:?}", lines.iter().take(2).collect::<Vec<_>>());
        assert_eq!(headline(&engine).await["text"], "");
    }
}

#[tokio::test]
async fn a_refused_edit_keeps_what_was_typed_and_can_be_sent_again() {
    let (_dir, wire, engine) = signed_in().await;
    set_headline(&engine, "営業").await;
    let op = ask(&engine, "outbox", Value::Null).await[0]["op"].clone();
    let refusal = json!({ "id": op, "outcome": "refused", "refusal": { "code": "forbidden" } });
    wire.answer("/v1/ops", 200, json!({ "results": [refusal] }));
    wire.lines("/v1/sync", &[json!({ "scope": { "scope": scope(), "total": 0 } }), state(true)]);
    engine.sync_once().await.unwrap();
    let item = ask(&engine, "outbox", Value::Null).await[0].clone();
    assert_eq!(
        (&item["state"], &item["code"], &item["text"]),
        (&json!("refused"), &json!("forbidden"), &json!("営業"))
    );
    assert_eq!(headline(&engine).await["refused"], op);
    ask(&engine, "retry", json!({ "op": op })).await;
    let again = ask(&engine, "outbox", Value::Null).await[0].clone();
    assert_eq!(again["state"], "waiting");
    assert_ne!(again["op"], op, "a new op: the old id has its answer for ever");
}

#[tokio::test]
async fn an_op_the_server_cannot_read_does_not_hold_up_the_others() {
    let (_dir, wire, engine) = signed_in().await;
    set_headline(&engine, "一").await;
    let base = json!({ "text": "", "visibility": [] });
    let value = json!({ "text": "二", "visibility": [] });
    ask(&engine, "set_field", json!({ "field": "given_name", "base": base, "value": value })).await;
    let outbox = ask(&engine, "outbox", Value::Null).await;
    let invalid = json!({ "type": "about:blank", "title": "x", "status": 400, "code": "invalid" });
    // Both together, then the first alone, then the second alone.
    wire.answer("/v1/ops", 400, invalid.clone());
    wire.answer("/v1/ops", 400, invalid);
    wire.answer("/v1/ops", 200, json!({ "results": [{ "id": outbox[1]["op"], "outcome": "unchanged" }] }));
    wire.lines("/v1/sync", &[json!({ "scope": { "scope": scope(), "total": 0 } }), state(true)]);
    engine.sync_once().await.unwrap();
    let left = ask(&engine, "outbox", Value::Null).await;
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    assert_eq!((&left[0]["state"], &left[0]["op"]), (&json!("refused"), &outbox[0]["op"]));
}

#[tokio::test]
async fn a_session_ended_elsewhere_leaves_everything_readable() {
    let (_dir, wire, engine) = signed_in().await;
    set_headline(&engine, "営業").await;
    let unauthorized = json!({ "type": "about:blank", "title": "x", "status": 401, "code": "unauthorized" });
    wire.answer("/v1/ops", 401, unauthorized.clone());
    wire.answer("/v1/sync", 401, unauthorized);
    assert!(engine.sync_once().await.is_err());
    let status = ask(&engine, "status", Value::Null).await;
    assert_eq!((&status["state"], &status["unsent"]), (&json!("signed_out_remotely"), &json!(1)));
    assert_eq!(headline(&engine).await["text"], "営業");
    sign_in(&engine, &wire).await;
    assert_ne!(ask(&engine, "status", Value::Null).await["state"], "signed_out_remotely", "the same person is back");
    assert_eq!(headline(&engine).await["text"], "営業");
}

/// On a real socket, by the real wire. The clock runs ahead whenever everything waits, so the 20 s take no time.
#[tokio::test(start_paused = true)]
async fn a_server_that_takes_the_call_and_hangs_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let dir = TempDir::new().unwrap();
    let mut config = config(dir.path(), &Arc::default(), Arc::new(MemoryKeystore::default()));
    config.wire = Arc::new(engine::api::Http::new());
    let engine = Engine::open(config);
    // The kernel takes the connection; nobody ever answers.
    let request = json!({ "server": server, "address": "a@b.example" });
    assert_eq!(refused(&engine, "request_code", request.clone()).await.0, "timeout");
    drop(listener);
    assert_eq!(refused(&engine, "request_code", request).await.0, "server_unreachable");
}

#[tokio::test]
async fn a_refused_row_that_is_sent_again_stands_in_the_profile() {
    let (_dir, wire, engine) = signed_in().await;
    let value = json!({ "body": { "type": "skill", "name": "英語", "note": "" }, "visibility": [] });
    ask(&engine, "add_row", json!({ "value": value })).await;
    let op = ask(&engine, "outbox", Value::Null).await[0]["op"].clone();
    let refusal = json!({ "id": op, "outcome": "refused", "refusal": { "code": "too_many" } });
    wire.answer("/v1/ops", 200, json!({ "results": [refusal] }));
    wire.lines("/v1/sync", &[json!({ "scope": { "scope": scope(), "total": 0 } }), state(true)]);
    engine.sync_once().await.unwrap();
    assert_eq!(ask(&engine, "profile", Value::Null).await["skills"], json!([]));
    ask(&engine, "retry", json!({ "op": op })).await;
    assert_eq!(ask(&engine, "profile", Value::Null).await["skills"][0]["body"]["name"], "英語");
}
