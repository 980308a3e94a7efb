//! Reading and writing: two kinds of handle, one writer.
//!
//! Rejected: one file for both (a rebuild of the cache would touch the outbox), and two files attached to one
//! connection (in WAL mode a commit over both is not atomic either, and the order of the two would be SQLite's).

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{ConversationId, Name, Scope};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    Key, StoreError,
    open::{self, Opened, Pair},
};

/// What a committed write touched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// A record of the cache.
    Object(Scope, Name),
    /// How far a scope has been read, or that it is gone.
    Scope(Scope),
    /// The ops that wait, were refused or contradict another edit.
    Outbox,
    /// The draft of a conversation.
    Draft(ConversationId),
    /// A setting.
    Setting,
}

/// Which file commits first. Whatever happens between the two commits must be made good by doing it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A person's edit: durable in the outbox before it shows. The view derives from it again at opening.
    OutboxFirst,
    /// A server's answer: in the cache before the op goes. The op, sent again, has the same answer.
    CacheFirst,
}

/// Leave to read both files, from a reader or inside a write.
pub trait Reads {
    /// The file of what can be fetched again.
    fn cache(&self) -> &Connection;
    /// The file of what no server has yet.
    fn outbox(&self) -> &Connection;
}

/// A snapshot of both files.
#[derive(Debug)]
pub struct Read<'a> {
    cache: Transaction<'a>,
    outbox: Transaction<'a>,
}

/// A write to both files. Table writers say here what they touch.
#[derive(Debug)]
pub struct Write<'a> {
    cache: Transaction<'a>,
    outbox: Transaction<'a>,
    touched: RefCell<BTreeSet<Touched>>,
}

impl Reads for Read<'_> {
    fn cache(&self) -> &Connection {
        &self.cache
    }
    fn outbox(&self) -> &Connection {
        &self.outbox
    }
}

impl Reads for Write<'_> {
    fn cache(&self) -> &Connection {
        &self.cache
    }
    fn outbox(&self) -> &Connection {
        &self.outbox
    }
}

impl Write<'_> {
    pub(crate) fn touch(&self, touched: Touched) {
        self.touched.borrow_mut().insert(touched);
    }
}

type OnChanged = Box<dyn Fn(&BTreeSet<Touched>) + Send + Sync>;

/// The two files, open.
pub struct Store {
    dir: PathBuf,
    key: Key,
    writer: Mutex<Pair>,
    readers: Mutex<Vec<Pair>>,
    on_changed: OnChanged,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens or makes both files in a folder. `on_changed` is called after each commit, and nowhere else, with what it
    /// touched; it must not write.
    ///
    /// # Errors
    /// `Damaged` when the key does not open the outbox, or it is damaged; the cache is made anew instead.
    pub fn open(
        dir: &Path,
        key: Key,
        on_changed: impl Fn(&BTreeSet<Touched>) + Send + Sync + 'static,
    ) -> Result<(Self, Opened), StoreError> {
        let (writer, opened) = open::writer(dir, &key)?;
        let store = Self {
            dir: dir.to_owned(),
            key,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            on_changed: Box::new(on_changed),
        };
        Ok((store, opened))
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// What the closure or the files say.
    pub fn read<T>(&self, read: impl FnOnce(&Read<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = lock(&self.readers).pop();
        let mut pair = match idle {
            Some(pair) => pair,
            None => open::reader(&self.dir, &self.key)?,
        };
        let handle = Read { cache: pair.cache.transaction()?, outbox: pair.outbox.transaction()? };
        let answer = read(&handle);
        drop(handle);
        lock(&self.readers).push(pair);
        answer
    }

    /// Writes; on an error of the closure nothing is changed.
    ///
    /// With [`Order::OutboxFirst`] an error means that the outbox has nothing of it; a cache that could not commit is made
    /// good when the files are opened again.
    ///
    /// # Errors
    /// What the closure or the files say.
    pub fn write<T, E: From<StoreError>>(
        &self,
        order: Order,
        write: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let (answer, touched) = self.commit(order, write)?;
        if !touched.is_empty() {
            (self.on_changed)(&touched);
        }
        Ok(answer)
    }

    fn commit<T, E: From<StoreError>>(
        &self,
        order: Order,
        write: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<(T, BTreeSet<Touched>), E> {
        let mut pair = lock(&self.writer);
        let Pair { outbox, cache } = &mut *pair;
        let handle = begin(cache, outbox)?;
        let answer = write(&handle)?;
        let Write { cache, outbox, touched } = handle;
        match order {
            Order::OutboxFirst => {
                outbox.commit().map_err(StoreError::from)?;
                if let Err(error) = cache.commit() {
                    tracing::warn!(error = %StoreError::from(error), "the view is behind the outbox until the next opening");
                }
            }
            Order::CacheFirst => {
                cache.commit().map_err(StoreError::from)?;
                outbox.commit().map_err(StoreError::from)?;
            }
        }
        Ok((answer, touched.into_inner()))
    }
}

fn begin<'a>(cache: &'a mut Connection, outbox: &'a mut Connection) -> Result<Write<'a>, StoreError> {
    Ok(Write {
        cache: cache.transaction_with_behavior(TransactionBehavior::Immediate)?,
        outbox: outbox.transaction_with_behavior(TransactionBehavior::Immediate)?,
        touched: RefCell::default(),
    })
}

/// A panic while a lock was held cannot leave a half-made state behind: the transaction was rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
