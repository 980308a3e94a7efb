//! What a person does without a network: it is kept, shown, and sent when there is one.

use std::sync::Arc;

use engine::{Engine, MemoryKeystore};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{ORGANIZATION, OTHER, PERSON, ask, config, refused, sign_in, wire::Scripted};

struct Bench {
    dir: TempDir,
    wire: Arc<Scripted>,
    keystore: Arc<MemoryKeystore>,
}

impl Bench {
    async fn new() -> (Self, Engine) {
        let bench = Self { dir: TempDir::new().unwrap(), wire: Arc::default(), keystore: Arc::default() };
        let engine = bench.open();
        sign_in(&engine, &bench.wire).await;
        (bench, engine)
    }
    fn open(&self) -> Engine {
        Engine::open(config(self.dir.path(), &self.wire, Arc::clone(&self.keystore) as _))
    }
}

async fn talk(engine: &Engine) -> Value {
    let params = json!({ "organization": ORGANIZATION, "person": null });
    ask(engine, "start_desk", params).await["conversation"].clone()
}

fn page(conversation: &Value) -> Value {
    json!({ "conversation": conversation, "before": null, "limit": 50 })
}

#[tokio::test]
async fn edits_and_messages_survive_a_restart_without_a_network() {
    let (bench, engine) = Bench::new().await;
    let conversation = talk(&engine).await;
    ask(&engine, "send_message", json!({ "conversation": conversation, "body": "こんにちは" })).await;
    ask(&engine, "save_draft", json!({ "conversation": conversation, "text": "書きかけ" })).await;
    let nothing = json!({ "text": "", "visibility": [] });
    let headline = json!({ "text": "営業から企画へ", "visibility": [] });
    ask(&engine, "set_field", json!({ "field": "headline", "base": nothing, "value": headline })).await;
    assert!(engine.sync_once().await.is_err(), "nothing answers");
    drop(engine);

    let engine = bench.open();
    let page = ask(&engine, "conversation", page(&conversation)).await;
    assert_eq!(page["items"][0]["body"], "こんにちは");
    assert_eq!(page["items"][0]["state"], "waiting");
    assert_eq!(page["draft"], "書きかけ");
    assert_eq!(page["ready"], true, "a conversation begun here has nothing to wait for");
    let profile = ask(&engine, "profile", Value::Null).await;
    assert_eq!(
        (&profile["fields"][5]["text"], &profile["fields"][5]["pending"]),
        (&json!("営業から企画へ"), &json!(true))
    );
    assert_eq!(ask(&engine, "inbox", Value::Null).await[0]["preview"], "こんにちは");
    let status = ask(&engine, "status", Value::Null).await;
    assert_eq!((&status["state"], &status["unsent"]), (&json!("syncing"), &json!(3)), "a start tries at once");
}

#[tokio::test]
async fn an_edit_that_was_never_sent_is_one_op_however_often_it_changes() {
    let (_bench, engine) = Bench::new().await;
    let mut base = json!({ "text": "", "visibility": [] });
    for text in ["営", "営業", "営業部"] {
        let value = json!({ "text": text, "visibility": [] });
        ask(&engine, "set_field", json!({ "field": "headline", "base": base, "value": value })).await;
        base = value;
    }
    let outbox = ask(&engine, "outbox", Value::Null).await;
    assert_eq!(outbox.as_array().unwrap().len(), 1, "{outbox}");
    assert_eq!(outbox[0]["text"], "営業部");
    ask(&engine, "discard", json!({ "op": outbox[0]["op"] })).await;
    assert_eq!(ask(&engine, "profile", Value::Null).await["fields"][5]["text"], "", "taken back");
    ask(&engine, "restore", json!({ "op": outbox[0]["op"] })).await;
    assert_eq!(ask(&engine, "profile", Value::Null).await["fields"][5]["text"], "営業部", "and put back");
}

#[tokio::test]
async fn what_the_server_would_refuse_is_refused_at_once_and_the_draft_kept() {
    let (_bench, engine) = Bench::new().await;
    let conversation = talk(&engine).await;
    let long = "あ".repeat(20_001);
    ask(&engine, "save_draft", json!({ "conversation": conversation, "text": long })).await;
    let refusal = refused(&engine, "send_message", json!({ "conversation": conversation, "body": long })).await;
    assert_eq!(refusal, ("text_too_long".to_owned(), Some("body".to_owned())));
    assert_eq!(ask(&engine, "conversation", page(&conversation)).await["draft"], json!(long));
    let just = "あ".repeat(20_000);
    ask(&engine, "send_message", json!({ "conversation": conversation, "body": just })).await;
    assert_eq!(
        ask(&engine, "conversation", page(&conversation)).await["draft"],
        "",
        "sent: the draft has done its work"
    );
    let refusal = refused(&engine, "send_message", json!({ "conversation": conversation, "body": " \n " })).await;
    assert_eq!(refusal.0, "empty");
    assert_eq!(refused(&engine, "edit_row", json!({ "row": "../x" })).await.0, "invalid");
    assert_eq!(refused(&engine, "drop_tables", Value::Null).await.0, "not_found");
}

#[tokio::test]
async fn signing_out_warns_and_then_leaves_nothing() {
    let (bench, engine) = Bench::new().await;
    ask(&engine, "set_preferences", json!({ "language": "en", "theme": "dark" })).await;
    let conversation = talk(&engine).await;
    ask(&engine, "send_message", json!({ "conversation": conversation, "body": "未送信" })).await;
    assert_eq!(refused(&engine, "sign_out", json!({ "discard_unsent": false })).await.0, "unsent");
    assert_eq!(ask(&engine, "outbox", Value::Null).await.as_array().unwrap().len(), 2, "nothing was lost by asking");
    ask(&engine, "sign_out", json!({ "discard_unsent": true })).await;
    let start = ask(&engine, "start", Value::Null).await;
    assert_eq!((start["phase"].as_str(), start["language"].as_str()), (Some("signed_out"), Some("en")));
    assert_eq!(refused(&engine, "inbox", Value::Null).await.0, "unauthorized");
    drop(engine);
    let engine = bench.open();
    assert_eq!(ask(&engine, "start", Value::Null).await["phase"], "signed_out");
    assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 0);
}

#[tokio::test]
async fn another_person_does_not_get_what_is_unsent_here() {
    let (bench, engine) = Bench::new().await;
    let conversation = talk(&engine).await;
    ask(&engine, "send_message", json!({ "conversation": conversation, "body": "未送信" })).await;
    let sent = json!({ "challenge": ORGANIZATION, "expires_in_s": 600 });
    bench.wire.answer("/v1/auth/code", 202, sent);
    let signed_in = json!({ "token": "t", "session": ORGANIZATION, "person": OTHER, "address": "c@d.example" });
    bench.wire.answer("/v1/auth/session", 200, signed_in);
    ask(&engine, "request_code", json!({ "server": "server.example", "address": "c@d.example" })).await;
    assert_eq!(refused(&engine, "redeem_code", json!({ "code": "123456" })).await.0, "forbidden");
    assert_eq!(ask(&engine, "start", Value::Null).await["me"]["person"], PERSON);
}
