//! Files that do not open, and files that break while they are open: each is told as what it is, and goes on by itself.

use std::{path::Path, sync::Arc};

use domain::ConversationId;
use engine::{Engine, Event, Keystore, MemoryKeystore};
use futures_util::StreamExt;
use serde_json::{Value, json};
use store::{Key, Order, Reads, Store, StoreError};
use tokio::{
    sync::{Notify, broadcast},
    task::JoinHandle,
};

use crate::{
    PERSON, ask, config,
    keystore::{Bench, write},
    phase, refused, sign_in,
};

/// An engine that runs, and what it tells.
pub(crate) struct Watch {
    engine: Engine,
    events: std::cell::RefCell<broadcast::Receiver<Event>>,
    running: JoinHandle<()>,
}

impl Watch {
    pub(crate) fn run(engine: &Engine) -> Self {
        let events = std::cell::RefCell::new(engine.events());
        let running = engine.clone();
        let running = tokio::spawn(async move { running.run().await });
        Self { engine: engine.clone(), events, running }
    }

    /// Waits for the engine to say that it stands so.
    #[expect(clippy::await_holding_refcell_ref, reason = "one task asks")]
    pub(crate) async fn until_phase(&self, wanted: &str) {
        let mut events = self.events.borrow_mut();
        while phase(&self.engine).await != wanted {
            events.recv().await.unwrap();
        }
    }

    pub(crate) async fn end(self) {
        self.engine.shut_down();
        self.running.await.unwrap();
    }
}

/// The key of a bench's files.
pub(crate) fn key_of(bench: &Bench) -> Key {
    Key::from_hex(&bench.keystore.entries().get("key").unwrap().unwrap()).unwrap()
}

#[tokio::test]
async fn the_second_on_a_folder_waits_and_goes_on_when_the_first_ends() {
    let bench = Bench::new();
    let first = bench.open();
    sign_in(&first, &bench.wire).await;
    let second = bench.open();
    let watch = Watch::run(&second);
    assert_eq!(phase(&second).await, "in_use");
    assert_eq!(refused(&second, "unlock", Value::Null).await.0, "in_use");
    assert_eq!(refused(&second, "start_over", Value::Null).await.0, "in_use");
    assert_eq!(refused(&second, "run_without_saving", Value::Null).await.0, "in_use");
    assert_eq!(refused(&second, "inbox", Value::Null).await.0, "in_use", "it reads nothing");
    write(&first, "最後の一言").await;
    drop(first);
    watch.until_phase("first_sync").await;
    assert_eq!(ask(&second, "status", Value::Null).await["unsent"], 2, "what the first wrote last is there");
    watch.end().await;
}

#[tokio::test]
async fn a_folder_stays_taken_while_nothing_in_it_is_open() {
    let bench = Bench::new();
    bench.keystore.set_fault(crate::keystore::UNAVAILABLE);
    let first = bench.open();
    assert_eq!(phase(&bench.open()).await, "in_use", "the first waits for a keystore");
    ask(&first, "run_without_saving", Value::Null).await;
    assert_eq!(phase(&bench.open()).await, "in_use", "the first does not save");
    drop(first);
    assert_eq!(phase(&bench.open()).await, "no_keystore");
}

#[tokio::test]
async fn files_of_a_newer_app_are_left_alone() {
    let bench = Bench::new();
    drop(bench.open());
    let newer = |version: u32| {
        let (store, _) = Store::open(bench.dir.path(), key_of(&bench), |_| {}).unwrap();
        store
            .write(Order::OutboxFirst, |w| {
                Ok::<_, StoreError>(w.outbox().execute_batch(&format!("PRAGMA user_version = {version}"))?)
            })
            .unwrap();
    };
    let before = {
        let (store, _) = Store::open(bench.dir.path(), key_of(&bench), |_| {}).unwrap();
        store.read(|r| Ok(r.outbox().query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))?)).unwrap()
    };
    newer(before + 1);
    let files = bench.files();
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "newer");
    assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "schema_too_old");
    assert_eq!(refused(&engine, "start_over", Value::Null).await.0, "schema_too_old", "that is for lost keys alone");
    assert_eq!(bench.files(), files);
}

#[tokio::test(start_paused = true)]
async fn files_that_cannot_be_read_are_waited_for() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    write(&engine, "書いたもの").await;
    drop(engine);
    // As when a disk is not there: whoever runs the tests may be allowed everything.
    let (outbox, away) = (bench.dir.path().join("outbox.db"), bench.dir.path().join("away"));
    std::fs::rename(&outbox, &away).unwrap();
    std::fs::create_dir(&outbox).unwrap();
    let files = bench.files();
    let engine = bench.open();
    let watch = Watch::run(&engine);
    assert_eq!(phase(&engine).await, "unreadable");
    assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "storage");
    assert_eq!(bench.files(), files);
    std::fs::remove_dir(&outbox).unwrap();
    std::fs::rename(&away, &outbox).unwrap();
    watch.until_phase("first_sync").await;
    assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 2);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told() {
    let bench = Bench::new();
    let file = bench.dir.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let keystore: Arc<dyn Keystore> = Arc::new(MemoryKeystore::default());
    let engine = Engine::open(config(&file, &bench.wire, keystore));
    assert_eq!(phase(&engine).await, "unreadable");
}

#[tokio::test]
async fn a_sign_out_that_cannot_remove_the_files_changes_nothing() {
    // What stands in the way of the mark, and of the last of the files.
    for obstacle in ["leaving", "outbox.db.going"] {
        let bench = Bench::new();
        let engine = bench.open();
        sign_in(&engine, &bench.wire).await;
        write(&engine, "書いたもの").await;
        let obstacle = bench.dir.path().join(obstacle);
        std::fs::create_dir(&obstacle).unwrap();
        let discard = json!({ "discard_unsent": true });
        assert_eq!(refused(&engine, "sign_out", discard.clone()).await.0, "not_removed");
        assert!(bench.wire.to("/v1/sessions/current").is_empty(), "the session was not ended either");
        assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 2, "everything is there and can be used");
        write(&engine, "さらに書いたもの").await;
        std::fs::remove_dir(&obstacle).unwrap();
        ask(&engine, "sign_out", discard).await;
        assert_eq!(phase(&engine).await, "signed_out");
        assert_eq!(bench.wire.to("/v1/sessions/current").len(), 1, "now it is");
    }
}

#[tokio::test(start_paused = true)]
async fn starting_over_that_cannot_put_the_files_aside_changes_nothing() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    drop(engine);
    let ours = bench.keystore.exchange(Arc::default());
    let obstacle = bench.dir.path().join("outbox.db.1.kept");
    std::fs::create_dir(&obstacle).unwrap();
    let files = bench.files();
    let engine = bench.open();
    assert_eq!(refused(&engine, "start_over", Value::Null).await.0, "not_removed");
    assert_eq!((phase(&engine).await.as_str(), bench.files()), ("key_missing", files));
    bench.keystore.exchange(ours);
    ask(&engine, "unlock", Value::Null).await;
    assert_eq!(phase(&engine).await, "first_sync", "everything is there");
}

/// Overwrites every page of a file but the first, as a bad disk does.
pub(crate) fn spoil(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    assert!(bytes.len() > 8 * 4096, "there is something to spoil");
    bytes[4096..].chunks_mut(4096).for_each(|page| page[100..200].fill(7));
    std::fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn a_cache_that_breaks_while_it_is_open_is_made_anew_at_once() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    write(&engine, "残るはずのもの").await;
    drop(engine);

    let engine = bench.open();
    let mut events = engine.events();
    spoil(&bench.dir.path().join("cache.db"));
    let begun = std::time::Instant::now();
    let inbox = ask(&engine, "inbox", Value::Null).await;
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    assert_eq!(inbox[0]["preview"], "残るはずのもの", "the screen has what waits in the outbox: {inbox}");
    let start = ask(&engine, "start", Value::Null).await;
    assert_eq!((start["cache_rebuilt"].as_bool(), start["status"]["unsent"].as_u64()), (Some(true), Some(2)));
    let told = std::iter::from_fn(|| events.try_recv().ok());
    assert!(
        told.into_iter().any(|event| matches!(event, Event::Changed(topics) if topics.contains("*"))),
        "every screen asks again"
    );
    write(&engine, "そのあとのもの").await;
    assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 3);
    let conversation: ConversationId = inbox[0]["conversation"].as_str().unwrap().parse().unwrap();
    let page = json!({ "conversation": conversation, "before": null, "limit": 50 });
    assert_eq!(ask(&engine, "conversation", page).await["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_round_under_way_writes_nothing_into_a_cache_made_anew() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    let headline = |rev: u64, text: &str| {
        let object = json!({ "kind": "field", "field": "headline", "text": text, "visibility": [] });
        json!({ "put": { "name": "field/headline", "rev": rev, "object": object } })
    };
    let begin = json!({ "scope": { "scope": format!("me:{PERSON}"), "total": 1 } });
    let end = |state: &str| json!({ "state": { "state": state, "done": true } });
    bench.wire.lines("/v1/sync", &[begin.clone(), headline(1, "前"), end("first")]);
    engine.sync_once().await.unwrap();
    drop(engine);

    let engine = bench.open();
    // The server has only what is new since then to say, and takes its time.
    let (asked, held) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let said: Vec<u8> =
        [begin.clone(), end("second")].iter().flat_map(|line| format!("{line}\n").into_bytes()).collect();
    let (tell, wait) = (Arc::clone(&asked), Arc::clone(&held));
    bench.wire.stream("/v1/sync", "application/x-ndjson", move || {
        tell.notify_one();
        let (wait, said) = (Arc::clone(&wait), said.clone());
        futures_util::stream::once(async move {
            wait.notified().await;
            Ok(said)
        })
        .boxed()
    });
    let round = tokio::spawn({
        let engine = engine.clone();
        async move { engine.sync_once().await }
    });
    asked.notified().await;
    spoil(&bench.dir.path().join("cache.db"));
    ask(&engine, "profile", Value::Null).await;
    assert_eq!(ask(&engine, "start", Value::Null).await["cache_rebuilt"], true);
    held.notify_one();
    assert!(round.await.unwrap().is_err(), "it came too late");
    assert_eq!(ask(&engine, "start", Value::Null).await["phase"], "first_sync", "and left no state without its rows");

    bench.wire.lines("/v1/sync", &[begin, headline(1, "前"), end("third")]);
    engine.sync_once().await.unwrap();
    assert_eq!(
        bench.wire.sent("/v1/sync").last().unwrap()["scopes"][0]["state"],
        Value::Null,
        "everything is asked for"
    );
    assert_eq!(ask(&engine, "start", Value::Null).await["phase"], "ready");
}
