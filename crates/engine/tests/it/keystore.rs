//! A keystore that is locked, missing, another one, or slow: nothing is overwritten, and it goes on as soon as it can.

use std::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use engine::{Engine, Keystore, KeystoreError, MemoryKeystore};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{ORGANIZATION, PERSON, ask, config, opening::Watch, phase, refused, sign_in, wire::Scripted};

/// A keystore with a fault that can be switched, and that can be exchanged for another.
#[derive(Default)]
pub(crate) struct Faulty {
    inner: Mutex<Arc<MemoryKeystore>>,
    fault: AtomicU8,
    is_held: Mutex<bool>,
    released: Condvar,
    keys_made: AtomicU8,
    probes: AtomicU8,
}

pub(crate) const NONE: u8 = 0;
pub(crate) const LOCKED: u8 = 1;
pub(crate) const UNAVAILABLE: u8 = 2;
/// As a locked Secret Service: it has no entry, and takes none.
pub(crate) const SILENT: u8 = 3;
/// The token alone cannot be read.
pub(crate) const LOCKS_AFTER_THE_KEY: u8 = 4;

impl Faulty {
    pub(crate) fn set_fault(&self, fault: u8) {
        self.fault.store(fault, Ordering::SeqCst);
    }
    /// The entries are those of another keyring from now on; gives those that were.
    pub(crate) fn exchange(&self, other: Arc<MemoryKeystore>) -> Arc<MemoryKeystore> {
        std::mem::replace(&mut *self.inner.lock().unwrap(), other)
    }
    pub(crate) fn entries(&self) -> Arc<MemoryKeystore> {
        Arc::clone(&self.inner.lock().unwrap())
    }
    /// Answers nobody until it is released.
    fn hold(&self, is_held: bool) {
        *self.is_held.lock().unwrap() = is_held;
        self.released.notify_all();
    }
    fn fault(&self) -> Result<u8, KeystoreError> {
        drop(self.released.wait_while(self.is_held.lock().unwrap(), |held| *held).unwrap());
        match self.fault.load(Ordering::SeqCst) {
            LOCKED => Err(KeystoreError::Locked),
            UNAVAILABLE => Err(KeystoreError::Unavailable),
            fault => Ok(fault),
        }
    }
}

impl Keystore for Faulty {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        match self.fault()? {
            SILENT => Ok(None),
            LOCKS_AFTER_THE_KEY if name == "token" => Err(KeystoreError::Locked),
            _ => self.entries().get(name),
        }
    }
    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        if self.fault()? == SILENT {
            return Err(KeystoreError::Locked);
        }
        match name {
            "key" => self.keys_made.fetch_add(1, Ordering::SeqCst),
            "probe" => self.probes.fetch_add(1, Ordering::SeqCst),
            _ => 0,
        };
        self.entries().set(name, secret)
    }
    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        self.fault()?;
        self.entries().delete(name)
    }
}

pub(crate) struct Bench {
    pub(crate) dir: TempDir,
    pub(crate) keystore: Arc<Faulty>,
    pub(crate) wire: Arc<Scripted>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap(), keystore: Arc::default(), wire: Arc::default() }
    }
    pub(crate) fn open(&self) -> Engine {
        Engine::open(config(self.dir.path(), &self.wire, Arc::clone(&self.keystore) as Arc<dyn Keystore>))
    }
    /// Files in the folder, without the lock that is always there and what SQLite lays beside a file in use.
    pub(crate) fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.dir.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let is_own = |name: &String| name != "lock" && !name.ends_with("-wal") && !name.ends_with("-shm");
        let mut names: Vec<_> = names.filter(is_own).collect();
        names.sort();
        names
    }
    /// Somebody has been here, chose English, and signed in.
    async fn lived_in(&self) {
        let engine = self.open();
        ask(&engine, "set_preferences", json!({ "language": "en", "theme": "dark" })).await;
        sign_in(&engine, &self.wire).await;
        write(&engine, "まだ送っていないもの").await;
    }
}

/// Writes to the desk without a network.
pub(crate) async fn write(engine: &Engine, text: &str) {
    let conversation = ask(engine, "start_desk", json!({ "organization": ORGANIZATION, "person": null })).await;
    let message = json!({ "conversation": conversation["conversation"], "body": text });
    ask(engine, "send_message", message).await;
}

async fn is_as_it_was(engine: &Engine) {
    let start = ask(engine, "start", Value::Null).await;
    assert_eq!((start["language"].as_str(), start["status"]["unsent"].as_u64()), (Some("en"), Some(2)), "{start}");
}

#[tokio::test]
async fn a_missing_entry_beside_a_file_means_locked() {
    for fault in [LOCKED, SILENT] {
        let bench = Bench::new();
        bench.lived_in().await;
        let files = bench.files();

        bench.keystore.set_fault(fault);
        let engine = bench.open();
        assert_eq!(phase(&engine).await, "locked");
        assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "locked");
        assert_eq!(refused(&engine, "start_over", Value::Null).await.0, "locked", "a keystore that takes nothing");
        assert_eq!(bench.files(), files, "no file was made, renamed or removed");

        bench.keystore.set_fault(NONE);
        ask(&engine, "unlock", Value::Null).await;
        is_as_it_was(&engine).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_answers_again_is_opened_without_a_tap() {
    for (fault, closed) in [(LOCKED, "locked"), (SILENT, "locked"), (UNAVAILABLE, "no_keystore")] {
        let bench = Bench::new();
        bench.lived_in().await;
        bench.keystore.set_fault(fault);
        let engine = bench.open();
        let watch = Watch::run(&engine);
        assert_eq!(phase(&engine).await, closed);
        bench.keystore.set_fault(NONE);
        watch.until_phase("first_sync").await;
        is_as_it_was(&engine).await;
        assert_eq!(bench.keystore.keys_made.load(Ordering::SeqCst), 1, "with the key that was there");
    }
}

#[tokio::test(start_paused = true)]
async fn another_keyring_opens_nothing_and_overwrites_nothing() {
    let other_key = MemoryKeystore::default();
    other_key.set("key", &"ab".repeat(32)).unwrap();
    let no_key = MemoryKeystore::default();
    no_key.set("key", "not a key").unwrap();
    for other in [MemoryKeystore::default(), other_key, no_key] {
        let bench = Bench::new();
        bench.lived_in().await;
        let files = bench.files();
        let before = other.get("key").unwrap();
        let ours = bench.keystore.exchange(Arc::new(other));

        let engine = bench.open();
        let watch = Watch::run(&engine);
        assert_eq!(phase(&engine).await, "key_missing");
        assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "key_missing");
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(phase(&engine).await, "key_missing", "nothing is decided for the person");
        assert_eq!(bench.files(), files, "no file was made, renamed or removed");
        assert_eq!(bench.keystore.entries().get("key").unwrap(), before, "nor a key");
        assert_eq!(
            bench.keystore.entries().get("probe").unwrap(),
            None,
            "nothing is left in a keyring that is not ours"
        );

        bench.keystore.exchange(ours);
        watch.until_phase("first_sync").await;
        is_as_it_was(&engine).await;
    }
}

#[tokio::test]
async fn starting_over_keeps_the_old_files_and_the_key_that_was_there() {
    let bench = Bench::new();
    bench.lived_in().await;
    let ours = bench.keystore.exchange(Arc::default());
    let other = "ab".repeat(32);
    bench.keystore.entries().set("key", &other).unwrap();

    let engine = bench.open();
    ask(&engine, "start_over", Value::Null).await;
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(ask(&engine, "start", Value::Null).await["language"], "system", "new files");
    let kept: Vec<_> = bench.files().into_iter().filter(|name| name.ends_with(".kept")).collect();
    assert_eq!(kept.len(), 2, "{:?}", bench.files());
    let mark = kept[0].split('.').nth(2).unwrap().to_owned();
    assert_eq!(bench.keystore.entries().get(&format!("key-{mark}")).unwrap(), Some(other), "it may open something");
    drop(engine);

    // The old files and the old keyring together are what was there.
    for name in bench.files() {
        let (path, old) = (bench.dir.path().join(&name), name.strip_suffix(&format!(".{mark}.kept")));
        match old {
            Some(old) => std::fs::rename(path, bench.dir.path().join(old)).unwrap(),
            None => std::fs::remove_file(path).unwrap(),
        }
    }
    bench.keystore.exchange(ours);
    is_as_it_was(&bench.open()).await;
}

#[tokio::test]
async fn starting_over_does_nothing_when_the_key_is_back() {
    let bench = Bench::new();
    bench.lived_in().await;
    let ours = bench.keystore.exchange(Arc::default());
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "key_missing");
    bench.keystore.exchange(ours);
    ask(&engine, "start_over", Value::Null).await;
    is_as_it_was(&engine).await;
    assert!(!bench.files().iter().any(|name| name.ends_with(".kept")), "{:?}", bench.files());
}

#[tokio::test]
async fn without_a_keystore_nothing_is_kept_unless_the_person_says_so() {
    let bench = Bench::new();
    bench.keystore.set_fault(UNAVAILABLE);
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "no_keystore");
    assert!(bench.files().is_empty(), "no file without a key");
    ask(&engine, "run_without_saving", Value::Null).await;
    let start = ask(&engine, "start", Value::Null).await;
    assert_eq!((start["phase"].as_str(), start["saving"].as_bool()), (Some("signed_out"), Some(false)));
    sign_in(&engine, &bench.wire).await;
    write(&engine, "消えるもの").await;
    ask(&engine, "sign_out", json!({ "discard_unsent": true })).await;
    let start = ask(&engine, "start", Value::Null).await;
    assert_eq!(
        (start["phase"].as_str(), start["saving"].as_bool(), start["status"]["unsent"].as_u64()),
        (Some("signed_out"), Some(false), Some(0))
    );
    drop(engine);
    assert!(bench.files().is_empty(), "nothing is left behind: {:?}", bench.files());
}

#[tokio::test]
async fn what_an_unsaved_session_left_by_force_goes_at_the_next_start() {
    let bench = Bench::new();
    std::fs::create_dir(bench.dir.path().join("unsaved")).unwrap();
    std::fs::write(bench.dir.path().join("unsaved/cache.db"), "nobody has the key of this").unwrap();
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(bench.files().iter().filter(|name| *name == "unsaved").count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_gone_is_a_session_that_has_ended_and_what_is_unsent_stays() {
    let bench = Bench::new();
    bench.lived_in().await;
    bench.keystore.entries().delete("token").unwrap();
    let engine = bench.open();
    let _watch = Watch::run(&engine);
    let asked = bench.wire.count();
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    is_as_it_was(&engine).await;
    let status = ask(&engine, "status", Value::Null).await;
    assert_eq!(status["state"], "signed_out_remotely");
    assert_eq!(bench.wire.count(), asked, "nobody is asked without a token");

    sign_in(&engine, &bench.wire).await;
    assert_ne!(ask(&engine, "status", Value::Null).await["state"], "signed_out_remotely");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(!bench.wire.to("/v1/ops").is_empty(), "what was unsent is on its way again");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_read_is_not_one_that_is_gone() {
    let bench = Bench::new();
    bench.lived_in().await;
    bench.keystore.set_fault(LOCKS_AFTER_THE_KEY);
    let engine = bench.open();
    let watch = Watch::run(&engine);
    assert_eq!(phase(&engine).await, "locked", "who is signed in need not sign in again");
    bench.keystore.set_fault(NONE);
    watch.until_phase("first_sync").await;
    assert_ne!(ask(&engine, "status", Value::Null).await["state"], "signed_out_remotely");
}

#[tokio::test(start_paused = true)]
async fn a_dead_token_is_not_sent_again_though_the_keystore_keeps_it() {
    let bench = Bench::new();
    bench.lived_in().await;
    let dead = json!({ "type": "about:blank", "title": "x", "status": 401, "code": "unauthorized" });
    for path in ["/v1/ops", "/v1/sync", "/v1/poll"] {
        let dead = dead.clone();
        bench.wire.always(path, move |_| Ok((401, "application/problem+json", dead.to_string().into_bytes())));
    }
    let engine = bench.open();
    let _watch = Watch::run(&engine);
    bench.keystore.set_fault(LOCKED);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let asked = bench.wire.count();
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    assert_eq!(bench.wire.count(), asked, "once it was refused, nobody is asked");
    assert_eq!(ask(&engine, "status", Value::Null).await["state"], "signed_out_remotely");
    is_as_it_was(&engine).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keystore_that_takes_its_time_holds_up_nothing_but_the_opening() {
    let bench = Bench::new();
    bench.keystore.set_fault(LOCKED);
    let engine = bench.open();
    bench.keystore.set_fault(NONE);
    bench.keystore.hold(true);
    let tap = || {
        let engine = engine.clone();
        tokio::spawn(async move { engine.rpc("unlock", Value::Null).await })
    };
    let taps = [tap(), tap()];
    for _ in 0..10 {
        assert_eq!(phase(&engine).await, "locked", "the screen has its answer meanwhile");
    }
    assert!(taps.iter().all(|tap| !tap.is_finished()));
    let mut events = engine.events();
    bench.keystore.hold(false);
    for tap in taps {
        tap.await.unwrap().unwrap();
    }
    let told = std::iter::from_fn(|| events.try_recv().ok());
    let openings = told.filter(|event| matches!(event, engine::Event::Changed(topics) if topics.contains("*"))).count();
    assert_eq!(openings, 1, "two taps open the files once");
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(bench.keystore.keys_made.load(Ordering::SeqCst), 1, "two taps make one key");
}

#[tokio::test]
async fn a_code_that_was_redeemed_while_the_keystore_was_locked_is_not_lost() {
    let bench = Bench::new();
    let engine = bench.open();
    let id = ORGANIZATION;
    bench.wire.answer("/v1/auth/code", 202, json!({ "challenge": id, "expires_in_s": 600 }));
    let signed_in = json!({ "token": "secret-token", "session": id, "person": PERSON, "address": "a@b.example" });
    bench.wire.answer("/v1/auth/session", 200, signed_in);
    ask(&engine, "request_code", json!({ "server": "server.example", "address": "a@b.example" })).await;
    bench.keystore.set_fault(LOCKED);
    assert_eq!(refused(&engine, "redeem_code", json!({ "code": "123456" })).await.0, "locked");
    assert_eq!(phase(&engine).await, "signed_out", "without its token nobody is signed in");
    bench.keystore.set_fault(NONE);
    ask(&engine, "redeem_code", json!({ "code": "123456" })).await;
    assert_eq!(phase(&engine).await, "first_sync");
    assert_eq!(bench.wire.to("/v1/auth/session").len(), 1, "the server takes a code once");
}

#[tokio::test]
async fn a_sign_out_that_the_keystore_cuts_short_is_finished_at_the_next_opening() {
    let bench = Bench::new();
    bench.lived_in().await;
    let engine = bench.open();
    bench.keystore.set_fault(LOCKED);
    ask(&engine, "sign_out", json!({ "discard_unsent": true })).await;
    assert_eq!(phase(&engine).await, "locked", "there is no new key without a keystore");
    assert_eq!(bench.files(), ["leaving"], "what was the person's has gone all the same");
    drop(engine);
    bench.keystore.set_fault(NONE);
    let entries = bench.keystore.entries();
    let old = entries.get("key").unwrap();
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(entries.get("token").unwrap(), None);
    assert_ne!(entries.get("key").unwrap(), old, "another person's files get a key of their own");
    assert!(!bench.files().contains(&"leaving".to_owned()));
}
