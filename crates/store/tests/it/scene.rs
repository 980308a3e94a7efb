//! What a person and a server do, step by step: the same steps in every test that breaks something under them.

use std::{fs, path::Path};

use domain::{ConversationId, Name, wire::StateToken};
use store::{
    Order, Store, StoreError, Write,
    table::{
        draft, message as messages, note,
        object::{self, View},
        op, scope, setting,
    },
};
use uuid::Uuid;

use crate::words::{ME, json, key, message, sending, talk};

/// What the outbox holds, in words: ops, drafts, a setting.
pub fn outbox(store: &Store) -> Result<Vec<String>, StoreError> {
    store.read(|r| {
        let mut words: Vec<String> = op::all(r)?.iter().map(|queued| format!("{queued:?}")).collect();
        let mut drafts: Vec<String> = draft::all(r)?.iter().map(|draft| format!("{draft:?}")).collect();
        drafts.sort();
        words.extend(drafts);
        words.extend(setting::get(r, "language")?);
        Ok(words)
    })
}

/// What the cache holds, in words. In a new one it is nothing.
pub fn cache(store: &Store) -> Result<Vec<String>, StoreError> {
    store.read(|r| {
        let mut words = Vec::new();
        for row in scope::all(r)? {
            words.extend(messages::page(r, row.id, None, 10_000)?.iter().map(|placed| format!("{placed:?}")));
            words.extend(object::list(r, row.scope, "field/")?.iter().map(|row| format!("{row:?}")));
            words.push(format!("{row:?}"));
        }
        words.extend(note::get(r, "seen")?);
        Ok(words)
    })
}

/// Step `number`, the first being 1. Later ones settle what earlier ones queued.
pub fn step(store: &Store, number: u32) -> Result<(), StoreError> {
    let id = u128::from(number);
    match number % 6 {
        // An edit: the op, its view, and the draft it was made of.
        0 | 1 | 3 => store.write(Order::OutboxFirst, |w| {
            let seq = op::add(w, &sending(id), ME, 0, i64::from(number))?;
            draft::set(w, conversation(number), "", 0)?;
            set_view(w, number, seq)
        }),
        2 => store.write(Order::OutboxFirst, |w| {
            setting::set(w, "language", &format!("\"{number}\""))?;
            draft::set(w, conversation(number), &format!("下書き{number}").repeat(20), i64::from(number))
        }),
        // A page of a pull: rows and the state that follows them.
        4 => store.write(Order::CacheFirst, |w| {
            for row in number..number + 4 {
                let name = Name::Message(message(u128::from(row) + 1_000_000));
                object::put_server(w, talk(), name, u64::from(row), None, &text(row, Some(row * 8 + row % 4)))?;
            }
            note::set(w, "seen", &number.to_string())?;
            scope::set_state(w, talk(), Some(&StateToken(format!("state {number}"))), true)
        }),
        // The server's answers: in the cache before the ops go.
        _ => store.write(Order::CacheFirst, |w| {
            let waiting = op::all(w)?.into_iter().filter(|queued| queued.state == op::State::Waiting);
            for queued in waiting.take(2) {
                object::put_server(
                    w,
                    queued.target.0,
                    queued.target.1,
                    9,
                    Some(queued.op.id),
                    &text(number, Some(number * 8 + 7)),
                )?;
                object::set_view(w, queued.target.0, queued.target.1, View::Server)?;
                op::remove(w, queued.op.id)?;
            }
            Ok(())
        }),
    }
}

/// What an edit shows, before the server has it.
pub fn set_view(w: &Write<'_>, number: u32, seq: i64) -> Result<(), StoreError> {
    object::set_view(w, talk(), Name::Message(message(number.into())), View::Json(&text(number, None), seq))
}

fn conversation(number: u32) -> ConversationId {
    ConversationId(Uuid::from_u128(100 + u128::from(number % 50)))
}

/// A message of one to forty times its words, so that pages fill.
fn text(number: u32, seq: Option<u32>) -> String {
    json(u128::from(number), seq).replace("本文", &"本文。".repeat(usize::try_from(number % 40).unwrap() + 1))
}

/// What both files hold after each step of a healthy run; the first is that of new files.
pub struct History {
    pub outbox: Vec<Vec<String>>,
    pub cache: Vec<Vec<String>>,
}

impl History {
    pub fn begin(store: &Store) -> Self {
        Self { outbox: vec![outbox(store).unwrap()], cache: vec![cache(store).unwrap()] }
    }

    pub fn step(&mut self, store: &Store) {
        step(store, u32::try_from(self.outbox.len()).unwrap()).unwrap();
        self.outbox.push(outbox(store).unwrap());
        self.cache.push(cache(store).unwrap());
    }

    /// Of a healthy run in a folder of its own.
    pub fn of(steps: u32) -> Self {
        let dir = folder();
        let (store, _) = Store::open(dir.path(), key(), |_| {}).unwrap();
        let mut history = Self::begin(&store);
        (0..steps).for_each(|_| history.step(&store));
        history
    }

    /// The steps after which the outbox held just this.
    pub fn outbox_at(&self, found: &[String]) -> Vec<usize> {
        (0..self.outbox.len()).filter(|&step| self.outbox[step] == found).collect()
    }

    /// The last step after which the cache held just this.
    pub fn cache_at(&self, found: &[String]) -> Option<usize> {
        self.cache.iter().rposition(|cache| cache == found)
    }
}

/// A folder in memory where there is one: what is tried here does not depend on the disk.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// The files of a folder as a process leaves them that ends without a word.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// A new cache is filled as an old one was: the server has it all.
pub fn is_usable(store: &Store, number: u32) -> bool {
    let put = store.write(Order::CacheFirst, |w| {
        object::put_server(w, talk(), Name::Message(message(7)), 1, None, &text(7, Some(7)))?;
        draft::set(w, conversation(number), "まだ書ける", 0)
    });
    let read =
        store.read(|r| Ok((object::get(r, talk(), Name::Message(message(7)))?, draft::get(r, conversation(number))?)));
    put.is_ok() && read.is_ok_and(|(row, draft)| row.is_some_and(|row| row.server.is_some()) && draft == "まだ書ける")
}

/// Numbers that follow from a seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}
