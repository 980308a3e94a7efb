//! The one writer. It takes whatever waits in its queue, runs each job in a savepoint of its own, commits once and only
//! then answers all: under load one flush to the disk carries many requests, and alone a request does not wait for others.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use domain::SessionId;
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::storage::{
    StorageError,
    hub::{Hub, Moved},
};

/// Jobs in one commit at most, so that the first of them does not wait for too long.
const GROUP: usize = 256;

/// What is told to listeners after the commit.
#[derive(Debug)]
pub(super) enum Published {
    Nothing,
    Moved(Moved),
    Revoked(SessionId),
}

/// Work inside the transaction, or none when there is no transaction. It keeps its answer to itself until the commit.
pub(super) type Job = Box<dyn FnOnce(Result<&Connection, StorageError>) -> Ran + Send>;

/// A job that ran.
pub(super) struct Ran {
    published: Result<Published, StorageError>,
    /// Called once, after the commit or in its stead.
    answer: Box<dyn FnOnce(Result<(), StorageError>) + Send>,
}

pub(super) enum Message {
    Work(Job),
    Close(oneshot::Sender<()>),
}

/// The only one who writes to the database.
#[derive(Debug)]
pub(super) enum Writer {
    Thread { queue: mpsc::Sender<Message> },
    Inline { connection: Arc<Mutex<Connection>>, hub: Arc<Hub> },
}

impl Writer {
    pub(super) fn thread(connection: Connection, hub: Arc<Hub>) -> Result<Self, StorageError> {
        let (queue, waiting) = mpsc::channel();
        thread::Builder::new()
            .name("storage-writer".to_owned())
            .spawn(move || serve(&connection, &waiting, &hub))
            .map_err(|error| StorageError::Failed(format!("no thread for the writer: {error}")))?;
        Ok(Self::Thread { queue })
    }

    pub(super) fn inline(connection: Arc<Mutex<Connection>>, hub: Arc<Hub>) -> Self {
        Self::Inline { connection, hub }
    }

    /// Runs `work` in a transaction and answers once it is durable.
    pub(super) async fn write<T, W>(&self, work: W) -> Result<T, StorageError>
    where
        T: Send + 'static,
        W: FnOnce(&Connection) -> Result<(T, Published), StorageError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            let done = tx.and_then(|tx| {
                catch_unwind(AssertUnwindSafe(|| work(tx)))
                    .unwrap_or_else(|_| Err(StorageError::Failed("a write panicked".to_owned())))
            });
            let (value, published) = match done {
                Ok((value, published)) => (Ok(value), Ok(published)),
                Err(error) => (Err(error.clone()), Err(error)),
            };
            // Nobody waits any more: the request was given up. The write stands all the same.
            let answer = Box::new(move |committed: Result<(), StorageError>| {
                let _ = answer.send(committed.and(value));
            });
            Ran { published, answer }
        });
        match self {
            Self::Thread { queue } => queue.send(Message::Work(job)).map_err(|_| stopped())?,
            Self::Inline { connection, hub } => {
                commit(&connection.lock().unwrap_or_else(PoisonError::into_inner), vec![job], hub);
            }
        }
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Thread { queue } => {
                let (done, closed) = oneshot::channel();
                if queue.send(Message::Close(done)).is_ok() {
                    let _ = closed.await;
                }
            }
            Self::Inline { connection, .. } => {
                write_home(&connection.lock().unwrap_or_else(PoisonError::into_inner));
            }
        }
    }
}

fn stopped() -> StorageError {
    StorageError::Unavailable("the server stops".to_owned())
}

fn undone() -> StorageError {
    StorageError::Unavailable("the database rolled back by itself".to_owned())
}

fn serve(connection: &Connection, waiting: &mpsc::Receiver<Message>, hub: &Hub) {
    while let Ok(first) = waiting.recv() {
        let mut jobs = vec![];
        let mut closing = None;
        for message in std::iter::once(first).chain(waiting.try_iter()).take(GROUP) {
            match message {
                Message::Work(job) => jobs.push(job),
                Message::Close(done) => {
                    closing = Some(done);
                    break;
                }
            }
        }
        commit(connection, jobs, hub);
        if let Some(done) = closing {
            write_home(connection);
            let _ = done.send(());
            return;
        }
    }
}

/// Runs a group of jobs in one transaction, and answers them.
fn commit(connection: &Connection, jobs: Vec<Job>, hub: &Hub) {
    if jobs.is_empty() {
        return;
    }
    let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(StorageError::from);
    let ran: Vec<Ran> = jobs.into_iter().map(|job| run(connection, job, begun.clone())).collect();
    let committed = begun.and_then(|()| finish(connection));
    for Ran { published, answer } in ran {
        answer(committed.clone());
        match (&committed, published) {
            (Ok(()), Ok(Published::Moved(moved))) => hub.moved(&moved),
            (Ok(()), Ok(Published::Revoked(session))) => hub.revoked(session),
            (Ok(()), Ok(Published::Nothing) | Err(_)) | (Err(_), _) => {}
        }
    }
}

fn run(connection: &Connection, job: Job, begun: Result<(), StorageError>) -> Ran {
    let savepoint = begun.and_then(|()| {
        // On a full disk SQLite rolls everything back by itself; a savepoint would then begin, and commit, on its own.
        if connection.is_autocommit() {
            return Err(undone());
        }
        connection.execute_batch("SAVEPOINT job").map_err(StorageError::from)
    });
    let Err(error) = savepoint else {
        let ran = job(Ok(connection));
        let end = match &ran.published {
            Ok(_) => "RELEASE job",
            Err(_) => "ROLLBACK TO job; RELEASE job",
        };
        return match connection.execute_batch(end) {
            Ok(()) => ran,
            Err(error) => {
                // A savepoint that does not end is one with its transaction: nothing of the group may stand.
                if !connection.is_autocommit() {
                    let _ = connection.execute_batch("ROLLBACK");
                }
                Ran { published: Err(StorageError::from(error)), ..ran }
            }
        };
    };
    job(Err(error))
}

fn finish(connection: &Connection) -> Result<(), StorageError> {
    if connection.is_autocommit() {
        return Err(undone());
    }
    connection.execute_batch("COMMIT").map_err(|error| {
        if !connection.is_autocommit() {
            // If this fails too, SQLite has rolled back meanwhile.
            let _ = connection.execute_batch("ROLLBACK");
        }
        StorageError::from(error)
    })
}

/// Empties the write-ahead log into the file. A reader may prevent it; the log is as durable.
fn write_home(connection: &Connection) {
    let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
}
