//! The store on real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod blobs;
mod files;
mod rows;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use domain::{ConversationId, MessageId, Op, OpId, PersonId, Scope};
use store::{Key, Opened, Store, StoreError, Touched};
use tempfile::TempDir;
use uuid::Uuid;

const ME: PersonId = PersonId(Uuid::from_u128(1));
const TALK: ConversationId = ConversationId(Uuid::from_u128(2));

fn key() -> Key {
    Key::new([7; 32])
}

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

fn message(number: u128) -> MessageId {
    MessageId(Uuid::from_u128(1_000 + number))
}

fn json(number: u128, seq: Option<u32>) -> String {
    let object = domain::Object::Message(domain::record::Message {
        id: message(number),
        seq,
        author: ME,
        body: format!("本文{number}"),
        about: None,
        attachments: vec![],
        at: 0,
        edited_at: None,
        deleted: false,
    });
    serde_json::to_string(&object).unwrap()
}

fn sending(number: u128) -> Op {
    let intent = domain::Intent::SendMessage {
        conversation: TALK,
        message: message(number),
        body: format!("秘密の本文{number}"),
        about: None,
        attachments: vec![],
    };
    Op { id: OpId(Uuid::from_u128(5_000 + number)), intent }
}

fn talk() -> Scope {
    Scope::Conv(TALK)
}
