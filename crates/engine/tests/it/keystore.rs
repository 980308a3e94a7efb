//! A keystore that is locked, missing or has lost its key.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU8, Ordering},
};

use engine::{Engine, Keystore, KeystoreError, MemoryKeystore};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{ask, config, phase, refused, wire::Scripted};

/// A keystore with a fault that can be switched.
#[derive(Default)]
struct Faulty {
    inner: MemoryKeystore,
    fault: AtomicU8,
    asked: Mutex<Vec<String>>,
}

const NONE: u8 = 0;
const LOCKED: u8 = 1;
const UNAVAILABLE: u8 = 2;
/// As a locked Secret Service: it has no entry, and takes none.
const SILENT: u8 = 3;
/// It works and has nothing.
const EMPTIED: u8 = 4;

impl Faulty {
    fn set_fault(&self, fault: u8) {
        self.fault.store(fault, Ordering::SeqCst);
    }
    fn fault(&self) -> Result<u8, KeystoreError> {
        match self.fault.load(Ordering::SeqCst) {
            LOCKED => Err(KeystoreError::Locked),
            UNAVAILABLE => Err(KeystoreError::Unavailable),
            fault => Ok(fault),
        }
    }
}

impl Keystore for Faulty {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        self.asked.lock().unwrap().push(name.to_owned());
        match self.fault()? {
            SILENT => Ok(None),
            EMPTIED if name == "key" => Ok(None),
            _ => self.inner.get(name),
        }
    }
    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        match self.fault()? {
            SILENT => Err(KeystoreError::Locked),
            EMPTIED if name == "key" => {
                self.set_fault(NONE);
                self.inner.set(name, secret)
            }
            _ => self.inner.set(name, secret),
        }
    }
    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        self.fault()?;
        self.inner.delete(name)
    }
}

struct Bench {
    dir: TempDir,
    keystore: Arc<Faulty>,
    wire: Arc<Scripted>,
}

impl Bench {
    fn new() -> Self {
        Self { dir: TempDir::new().unwrap(), keystore: Arc::default(), wire: Arc::default() }
    }
    fn open(&self) -> Engine {
        Engine::open(config(self.dir.path(), &self.wire, Arc::clone(&self.keystore) as Arc<dyn Keystore>))
    }
    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[tokio::test]
async fn a_missing_entry_beside_a_file_means_locked() {
    for fault in [LOCKED, SILENT] {
        let bench = Bench::new();
        let chosen = json!({ "language": "en", "theme": "dark" });
        ask(&bench.open(), "set_preferences", chosen).await;
        let files = bench.files();

        bench.keystore.set_fault(fault);
        let engine = bench.open();
        assert_eq!(phase(&engine).await, "locked");
        assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "locked");
        assert_eq!(refused(&engine, "start_over", Value::Null).await.0, "locked", "a keystore that takes nothing");
        assert_eq!(bench.files(), files, "no file was made, renamed or removed");

        bench.keystore.set_fault(NONE);
        ask(&engine, "unlock", Value::Null).await;
        assert_eq!(ask(&engine, "start", Value::Null).await["language"], "en", "what was there is there");
    }
}

#[tokio::test]
async fn a_lost_key_is_told_and_the_old_files_are_kept() {
    let bench = Bench::new();
    ask(&bench.open(), "set_preferences", json!({ "language": "en", "theme": "dark" })).await;
    bench.keystore.set_fault(EMPTIED);
    let engine = bench.open();
    assert_eq!(phase(&engine).await, "locked");
    assert_eq!(refused(&engine, "unlock", Value::Null).await.0, "key_missing", "the probe reads back, the key is gone");
    ask(&engine, "start_over", Value::Null).await;
    assert_eq!(phase(&engine).await, "signed_out");
    assert_eq!(ask(&engine, "start", Value::Null).await["language"], "system", "new files");
    assert_eq!(bench.files().iter().filter(|name| name.ends_with(".kept")).count(), 2, "{:?}", bench.files());
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
    drop(engine);
    assert!(bench.files().is_empty(), "nothing is left behind: {:?}", bench.files());
}
