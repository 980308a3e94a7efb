//! Reading and writing: two kinds of handle, one writer.
//!
//! Rejected: one file for both (a rebuild of the cache would touch the outbox), and two files attached to one
//! connection (in WAL mode a commit over both is not atomic either, and the order of the two would be SQLite's).

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{ConversationId, Name, Scope};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    Key, StoreError, count, error,
    open::{self, Opened, Pair, SUSPECT},
    planted::is_planted,
    search,
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
    /// A server's answer: in the cache before the op goes. The op, sent again, is not carried out again.
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
    pub(crate) index: RefCell<search::Changes>,
    /// The number of the scope that was asked for last: a page asks for the same one with each row.
    pub(crate) numbered: Cell<Option<(Scope, i64)>>,
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
    // None: the store is closed.
    writer: Mutex<Option<Pair>>,
    readers: Mutex<Readers>,
    returned: Condvar,
    is_suspect: AtomicBool,
    is_behind: AtomicBool,
    on_changed: OnChanged,
}

#[derive(Default)]
struct Readers {
    idle: Vec<Pair>,
    lent: usize,
    is_closed: bool,
}

/// A reader that comes back, however the reading ends.
struct Lent<'a> {
    store: &'a Store,
    pair: Option<Pair>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.store.readers);
        readers.lent -= 1;
        if !readers.is_closed {
            readers.idle.extend(self.pair.take());
        }
        self.store.returned.notify_all();
    }
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
    /// `Damaged` when the key opens neither file: nothing is touched then. Of one that is damaged beside one that opens, see
    /// [`Opened`]. `Newer` when a newer version wrote one of them: nothing is touched either.
    pub fn open(
        dir: &Path,
        key: Key,
        on_changed: impl Fn(&BTreeSet<Touched>) + Send + Sync + 'static,
    ) -> Result<(Self, Opened), StoreError> {
        let (writer, opened) = open::writer(dir, &key)?;
        let store = Self {
            dir: dir.to_owned(),
            key,
            writer: Mutex::new(Some(writer)),
            readers: Mutex::default(),
            returned: Condvar::new(),
            is_suspect: AtomicBool::new(false),
            is_behind: AtomicBool::new(false),
            on_changed: Box::new(on_changed),
        };
        Ok((store, opened))
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// What the closure or the files say.
    pub fn read<T>(&self, read: impl FnOnce(&Read<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut lent = self.lend()?;
        let pair = match &mut lent.pair {
            Some(pair) => pair,
            none => none.insert(open::reader(&self.dir, &self.key)?),
        };
        error::take_damage();
        let answer = begin_reading(pair).and_then(|handle| read(&handle));
        self.take_note();
        answer
    }

    fn lend(&self) -> Result<Lent<'_>, StoreError> {
        let mut readers = lock(&self.readers);
        if readers.is_closed {
            return Err(StoreError::Closed);
        }
        readers.lent += 1;
        Ok(Lent { store: self, pair: readers.idle.pop() })
    }

    /// Ends the store, when whoever reads or writes now has finished: whoever still holds it gets `Closed` from here on, and
    /// the files can be opened anew. Not to be called from inside a read or a write.
    pub fn close(&self) {
        let mut readers = lock(&self.readers);
        readers.is_closed = true;
        while readers.lent > 0 {
            readers = self.returned.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
        readers.idle.clear();
        drop(readers);
        *lock(&self.writer) = None;
    }

    /// A read or a write has met damage: the next opening looks both files over from end to end, and makes good what it finds.
    pub fn is_suspect(&self) -> bool {
        self.is_suspect.load(Ordering::Relaxed)
    }

    /// An edit is in the outbox, and what it makes of the view could not be written: the view is to be derived again.
    pub fn is_behind(&self) -> bool {
        self.is_behind.load(Ordering::Relaxed)
    }

    /// The view was derived again.
    pub fn caught_up(&self) {
        self.is_behind.store(false, Ordering::Relaxed);
    }

    fn take_note(&self) {
        if error::take_damage() && !self.is_suspect.swap(true, Ordering::Relaxed) {
            // What cannot be noted is met again.
            let noted = std::fs::write(self.dir.join(SUSPECT), []);
            tracing::error!(is_noted = noted.is_ok(), "a page of the files is damaged");
        }
    }

    /// Writes; on an error of the closure nothing is changed.
    ///
    /// With [`Order::OutboxFirst`] an error means that the outbox has nothing of it; of a cache that could not commit see
    /// [`Store::is_behind`]. With [`Order::CacheFirst`] the cache may have it nevertheless, and has told so.
    ///
    /// # Errors
    /// What the closure or the files say.
    pub fn write<T, E: From<StoreError>>(
        &self,
        order: Order,
        write: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        error::take_damage();
        let answer = self.commit(order, write);
        self.take_note();
        let (answer, touched) = answer?;
        if !touched.is_empty() && !is_planted("store::told_early") {
            (self.on_changed)(&touched);
        }
        answer
    }

    /// What the closure answered, or why only the cache has it; and what was committed.
    fn commit<T, E: From<StoreError>>(
        &self,
        order: Order,
        write: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<(Result<T, E>, BTreeSet<Touched>), E> {
        let mut pair = lock(&self.writer);
        let Pair { outbox, cache } = pair.as_mut().ok_or(StoreError::Closed)?;
        let before = outbox.total_changes();
        let handle = begin(cache, outbox)?;
        let answer = write(&handle)?;
        if handle.outbox.total_changes() != before {
            count::up(&handle.outbox, &handle.cache, order)?;
        }
        let Write { cache, outbox, touched, index, .. } = handle;
        let touched = touched.into_inner();
        search::write(&cache, index.into_inner())?;
        if is_planted("store::told_early") {
            (self.on_changed)(&touched);
        }
        match order {
            Order::OutboxFirst => {
                fail::fail_point!("commit:outbox-first");
                outbox.commit().map_err(StoreError::from)?;
                fail::fail_point!("commit:outbox-alone");
                if let Err(error) = cache.commit() {
                    tracing::warn!(error = %StoreError::from(error), "the view is behind the outbox");
                    self.is_behind.store(true, Ordering::Relaxed);
                }
                fail::fail_point!("commit:outbox-and-cache");
            }
            Order::CacheFirst => {
                fail::fail_point!("commit:cache-first");
                cache.commit().map_err(StoreError::from)?;
                fail::fail_point!("commit:cache-alone");
                if let Err(error) = outbox.commit() {
                    return Ok((Err(StoreError::from(error).into()), touched));
                }
                fail::fail_point!("commit:cache-and-outbox");
            }
        }
        Ok((Ok(answer), touched))
    }
}

fn begin_reading(pair: &mut Pair) -> Result<Read<'_>, StoreError> {
    Ok(Read { cache: pair.cache.transaction()?, outbox: pair.outbox.transaction()? })
}

fn begin<'a>(cache: &'a mut Connection, outbox: &'a mut Connection) -> Result<Write<'a>, StoreError> {
    Ok(Write {
        cache: cache.transaction_with_behavior(TransactionBehavior::Immediate)?,
        outbox: outbox.transaction_with_behavior(TransactionBehavior::Immediate)?,
        touched: RefCell::default(),
        index: RefCell::default(),
        numbered: Cell::default(),
    })
}

/// A panic while a lock was held cannot leave a half-made state behind: the transaction was rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
