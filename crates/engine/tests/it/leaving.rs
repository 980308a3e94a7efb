//! Signing out takes along what was put aside before, and its keys; not without the person's word, and also when it is cut
//! short.

use std::sync::Arc;

use engine::{Keystore, MemoryKeystore};
use serde_json::{Value, json};

use crate::{
    ask,
    keystore::{Bench, LOCKED, NONE, write},
    opening::{key_of, spoil},
    phase, refused, sign_in,
};

/// What is unsent may go, or not.
fn discarding(discard_unsent: bool) -> Value {
    json!({ "discard_unsent": discard_unsent })
}

fn kept() -> (String, Option<String>) {
    ("unsent".into(), Some("kept".into()))
}

impl Bench {
    /// Something unsent was put aside with the key that did not open it, and a new session has begun.
    async fn started_over() -> Self {
        let bench = Self::new();
        let engine = bench.open();
        sign_in(&engine, &bench.wire).await;
        write(&engine, "鍵をなくす前のもの").await;
        drop(engine);
        let other = MemoryKeystore::default();
        other.set("key", &"ab".repeat(32)).unwrap();
        bench.keystore.exchange(Arc::new(other));
        let engine = bench.open();
        ask(&engine, "start_over", Value::Null).await;
        sign_in(&engine, &bench.wire).await;
        assert_eq!(bench.kept_files(), ["cache.db.1.kept", "outbox.db.1.kept"]);
        assert!(bench.has("key-1"));
        bench
    }

    fn kept_files(&self) -> Vec<String> {
        self.files().into_iter().filter(|name| name.contains(".kept")).collect()
    }

    fn has(&self, entry: &str) -> bool {
        self.keystore.entries().get(entry).unwrap().is_some()
    }
}

#[tokio::test]
async fn what_was_put_aside_is_told_of_and_goes_with_its_key() {
    let bench = Bench::started_over().await;
    let engine = bench.open();
    assert_eq!(ask(&engine, "status", Value::Null).await["unsent"], 0);
    assert_eq!(refused(&engine, "sign_out", discarding(false)).await, kept(), "it may hold what was never sent");
    assert!(bench.kept_files().len() == 2 && bench.has("key-1"), "nothing was lost by asking");
    ask(&engine, "sign_out", discarding(true)).await;
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(bench.files(), ["cache.db", "outbox.db"], "new ones");
    assert!(!bench.has("key-1") && !bench.has("token"));
    sign_in(&engine, &bench.wire).await;
    ask(&engine, "sign_out", discarding(false)).await;
}

#[tokio::test]
async fn a_damaged_outbox_that_was_kept_is_told_of_and_goes() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    for number in 0..20 {
        write(&engine, &format!("{number}通目")).await;
    }
    drop(engine);
    spoil(&bench.dir.path().join("outbox.db"));
    let engine = bench.open();
    assert_eq!(ask(&engine, "start", Value::Null).await["outbox_salvaged"], true);
    assert!(bench.kept_files().contains(&"outbox.db.damaged-1.kept".to_owned()), "{:?}", bench.files());
    assert_eq!(refused(&engine, "sign_out", discarding(false)).await, kept());
    ask(&engine, "sign_out", discarding(true)).await;
    assert_eq!(bench.files(), ["cache.db", "outbox.db"]);
}

#[tokio::test]
async fn what_was_put_aside_stays_with_the_rest_when_the_files_cannot_be_removed() {
    let bench = Bench::started_over().await;
    let engine = bench.open();
    let obstacle = bench.dir.path().join("outbox.db.going");
    std::fs::create_dir(&obstacle).unwrap();
    assert_eq!(refused(&engine, "sign_out", discarding(true)).await.0, "not_removed");
    assert!(bench.kept_files().len() == 2 && bench.has("key-1"));
    std::fs::remove_dir(&obstacle).unwrap();
    drop(engine);
    assert_eq!(phase(&bench.open()).await, "first_sync", "nor does the next opening go on with it");
    assert!(bench.kept_files().len() == 2 && bench.has("key-1"));
}

#[tokio::test]
async fn a_sign_out_that_is_cut_short_takes_the_kept_keys_at_the_next_opening() {
    let bench = Bench::started_over().await;
    let engine = bench.open();
    bench.keystore.set_fault(LOCKED);
    ask(&engine, "sign_out", discarding(true)).await;
    assert_eq!(bench.files(), ["leaving"], "the files have gone all the same");
    drop(engine);
    bench.keystore.set_fault(NONE);
    assert!(bench.has("key-1"));
    assert_eq!(phase(&bench.open()).await, "signed_out");
    assert!(!bench.has("key-1"), "though no file names it any more");
    assert_eq!(bench.files(), ["cache.db", "outbox.db"]);
}

#[tokio::test]
async fn a_sign_out_that_ends_before_the_files_have_gone_takes_them_at_the_next_opening() {
    let bench = Bench::started_over().await;
    let old = key_of(&bench);
    // The process ended when one file had been taken away.
    let path = |name: &str| bench.dir.path().join(name);
    std::fs::write(path("leaving"), "1\n2\n").unwrap();
    std::fs::rename(path("cache.db.1.kept"), path("cache.db.1.kept.going")).unwrap();
    assert_eq!(phase(&bench.open()).await, "signed_out");
    assert_eq!(bench.files(), ["cache.db", "outbox.db"]);
    assert!(!bench.has("key-1") && !bench.has("token"));
    assert_ne!(key_of(&bench).to_hex(), old.to_hex());
}

#[tokio::test]
async fn the_key_of_a_start_over_that_put_nothing_aside_goes_too() {
    let bench = Bench::new();
    let engine = bench.open();
    sign_in(&engine, &bench.wire).await;
    drop(engine);
    let ours = key_of(&bench);
    bench.keystore.entries().set("key", &"ab".repeat(32)).unwrap();
    // No file can be put aside.
    std::fs::create_dir(bench.dir.path().join("outbox.db.1.kept")).unwrap();
    let engine = bench.open();
    assert_eq!(refused(&engine, "start_over", Value::Null).await.0, "not_removed");
    assert!(bench.has("key-1"));
    bench.keystore.entries().set("key", &ours.to_hex()).unwrap();
    ask(&engine, "unlock", Value::Null).await;
    ask(&engine, "sign_out", discarding(false)).await;
    assert!(!bench.has("key-1"));
}
