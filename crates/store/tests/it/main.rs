//! The store on real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod allocations;
mod blobs;
mod damage;
#[cfg(target_os = "linux")]
mod disk;
mod files;
mod old;
#[cfg(target_os = "linux")]
mod power;
mod rows;
mod scene;
mod search;
#[cfg(target_os = "linux")]
mod shim;
mod statements;
mod words;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use store::{Key, Opened, Store, StoreError, Touched};
use tempfile::TempDir;
use words::*;

/// A store on a folder of its own, and what its commits touched.
struct Bench {
    dir: TempDir,
    store: Store,
    heard: Arc<Mutex<Vec<BTreeSet<Touched>>>>,
}

impl Bench {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (store, opened) = open(&dir, key(), &heard).unwrap();
        assert_eq!(opened, Opened::default());
        Self { dir, store, heard }
    }

    fn heard(&self) -> Vec<BTreeSet<Touched>> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

fn open(dir: &TempDir, key: Key, heard: &Arc<Mutex<Vec<BTreeSet<Touched>>>>) -> Result<(Store, Opened), StoreError> {
    let heard = Arc::clone(heard);
    Store::open(dir.path(), key, move |touched| heard.lock().unwrap().push(touched.clone()))
}
