//! After a long time without a network everything is back at once, not after the longest wait; and a server that goes is
//! missed at once.

use std::{sync::Arc, time::Duration};

use engine::{Engine, Entropy, MemoryKeystore};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

use crate::{PERSON, ask, config, sign_in, wire::Scripted};

/// Always the same bits: every wait is the same part of its ceiling, 51.6 s of the longest.
struct Ones;

impl Entropy for Ones {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0xff);
    }
}

#[tokio::test(start_paused = true)]
async fn the_live_stream_is_back_as_soon_as_a_round_finds_the_server() {
    let (dir, wire) = (TempDir::new().unwrap(), Arc::new(Scripted::default()));
    let mut config = config(dir.path(), &wire, Arc::new(MemoryKeystore::default()));
    config.entropy = Arc::new(Ones);
    let engine = Engine::open(config);
    sign_in(&engine, &wire).await;
    let running = tokio::spawn({
        let engine = engine.clone();
        async move { engine.run().await }
    });
    // Long enough that both wait as long as they ever do.
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    let tried = wire.sent("/v1/live").len();
    assert!(tried > 5, "it was tried all the time: {tried}");

    let begin = json!({ "scope": { "scope": format!("me:{PERSON}"), "total": 0 } });
    wire.lines("/v1/sync", &[begin, json!({ "state": { "state": "token", "done": true } })]);
    let mut events = engine.events();
    let asked_at = Instant::now();
    ask(&engine, "sync_now", Value::Null).await;
    while wire.sent("/v1/live").len() == tried {
        let _ = tokio::time::timeout(Duration::from_millis(10), events.recv()).await;
    }
    assert!(asked_at.elapsed() < Duration::from_secs(1), "{:?}", asked_at.elapsed());
    engine.shut_down();
    running.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_goes_is_missed_within_a_second_however_often_the_stream_broke_before() {
    const LASTS: Duration = Duration::from_secs(10);
    let (dir, wire) = (TempDir::new().unwrap(), Arc::new(Scripted::default()));
    let mut config = config(dir.path(), &wire, Arc::new(MemoryKeystore::default()));
    config.entropy = Arc::new(Ones);
    let engine = Engine::open(config);
    sign_in(&engine, &wire).await;
    let page = [
        json!({ "scope": { "scope": format!("me:{PERSON}"), "total": 0 } }),
        json!({ "state": { "state": "token", "done": true } }),
    ];
    let page: String = page.iter().map(|line| format!("{line}\n")).collect();
    wire.always("/v1/sync", move |_| Ok((200, "application/x-ndjson", page.clone().into_bytes())));
    let short = || stream::once(tokio::time::sleep(LASTS)).filter_map(|()| async { None }).boxed();
    wire.stream("/v1/live", "text/event-stream", short);
    let running = tokio::spawn({
        let engine = engine.clone();
        async move { engine.run().await }
    });
    // Until the next try would be minutes away, and then until one of the streams has just begun.
    tokio::time::sleep(Duration::from_secs(1_200)).await;
    let tried = wire.sent("/v1/live").len();
    while wire.sent("/v1/live").len() == tried {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(tried > 5, "it was tried all the time: {tried}");
    assert_eq!(ask(&engine, "status", Value::Null).await["state"], "fresh");

    wire.no_stream("/v1/live");
    wire.never("/v1/sync");
    let ends = wire.to("/v1/live").last().unwrap().0 + LASTS;
    while ask(&engine, "status", Value::Null).await["state"] != "offline" {
        assert!(Instant::now() < ends + Duration::from_secs(2), "still as if the server were there");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    engine.shut_down();
    running.await.unwrap();
}
