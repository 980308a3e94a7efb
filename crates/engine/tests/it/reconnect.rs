//! After a long time without a network everything is back at once, not after the longest wait.

use std::{sync::Arc, time::Duration};

use engine::{Engine, Entropy, MemoryKeystore};
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
