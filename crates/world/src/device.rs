//! A whole device: the engine with its two files, which can be ended at any moment.

use std::{path::Path, sync::Arc};

use engine::{Config, Engine, Keystore as _, MemoryKeystore, NoHost, NoNotices, view::Language};
use serde_json::{Value, json};
use store::{Key, Store};
use tempfile::TempDir;

use crate::{Entropy, Mailbox, Watch, Wire};

/// A device of a person.
pub struct Device {
    /// Its name in the story.
    pub name: &'static str,
    /// Its wire.
    pub wire: Wire,
    pub(crate) watch: Watch,
    config: Config,
    keystore: Arc<MemoryKeystore>,
    engine: Option<Engine>,
    _dir: TempDir,
}

impl Device {
    pub(crate) fn new(name: &'static str, wire: Wire, watch: Watch, entropy: &Entropy) -> Self {
        // Nothing here is about a disk, and several stories would wait for it at once.
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let keystore = Arc::new(MemoryKeystore::default());
        let config = Config {
            dir: dir.path().to_owned(),
            device_name: name.to_owned(),
            wire: Arc::new(wire.clone()),
            clock: Arc::new(watch.clone()),
            entropy: Arc::new(entropy.clone()),
            keystore: Arc::clone(&keystore) as Arc<_>,
            notices: Arc::new(NoNotices),
            badge: Arc::new(NoHost),
            background: None,
            host: Arc::new(NoHost),
            downloads: Arc::new(NoHost),
            language: Language::System,
        };
        let engine = Some(Engine::open(config.clone()));
        Self { name, wire, watch, config, keystore, engine, _dir: dir }
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap()
    }

    /// Signs in by the mailed code.
    pub async fn sign_in(&self, address: &str, mailbox: &Mailbox) {
        self.call("request_code", json!({ "server": "https://world.example", "address": address })).await.unwrap();
        self.call("redeem_code", json!({ "code": mailbox.code(address) })).await.unwrap();
    }

    /// Calls a method; an error is its code.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value, String> {
        self.engine()
            .rpc(method, params)
            .await
            .map_err(|failure| serde_json::to_value(failure.code).unwrap().as_str().unwrap().to_owned())
    }

    /// Asks a query that must have an answer.
    pub async fn ask(&self, method: &str, params: Value) -> Value {
        self.call(method, params).await.unwrap_or_else(|code| panic!("{}: {method} failed with {code}", self.name))
    }

    /// Pushes and pulls once; a fault on the wire is no failure of the story.
    pub async fn sync(&self) -> bool {
        self.engine().sync_once().await.is_ok()
    }

    /// Ends the process and starts it again on the same files.
    pub fn restart(&mut self) {
        self.engine = None;
        self.engine = Some(Engine::open(self.config.clone()));
    }

    /// Its files, opened beside the engine.
    pub(crate) fn files(&self) -> Store {
        let hex = self.keystore.get("key").unwrap().expect("a key");
        Store::open(&self.config.dir, Key::from_hex(&hex).unwrap(), |_| {}).unwrap().0
    }
}
