//! Connections that only read. Each read is one transaction, so that what it answers belongs together.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::open;
use crate::storage::StorageError;

/// Enough to keep the cores busy; a read is short.
const CONNECTIONS: usize = 4;

#[derive(Debug)]
pub(super) enum Readers {
    Pool { idle: Arc<Mutex<Vec<Connection>>>, free: Arc<Semaphore> },
    Inline { connection: Arc<Mutex<Connection>> },
}

impl Readers {
    pub(super) fn pool(path: &Path) -> Result<Self, StorageError> {
        let idle = (0..CONNECTIONS).map(|_| open::reading(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::Pool { idle: Arc::new(Mutex::new(idle)), free: Arc::new(Semaphore::new(CONNECTIONS)) })
    }

    pub(super) const fn inline(connection: Arc<Mutex<Connection>>) -> Self {
        Self::Inline { connection }
    }

    pub(super) async fn read<T, R>(&self, read: R) -> Result<T, StorageError>
    where
        T: Send + 'static,
        R: FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    {
        match self {
            Self::Inline { connection } => {
                in_transaction(&connection.lock().unwrap_or_else(PoisonError::into_inner), read)
            }
            Self::Pool { idle, free } => {
                let permit = Arc::clone(free).acquire_owned().await.map_err(|_| gone())?;
                let idle = Arc::clone(idle);
                // The closure puts the connection back itself: it runs to its end even when the request is given up.
                tokio::task::spawn_blocking(move || {
                    let connection = lock(&idle).pop().ok_or_else(gone)?;
                    let answer = in_transaction(&connection, read);
                    lock(&idle).push(connection);
                    drop(permit);
                    answer
                })
                .await
                .map_err(|_| StorageError::Failed("a read panicked".to_owned()))?
            }
        }
    }
}

fn in_transaction<T>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, StorageError>,
) -> Result<T, StorageError> {
    let transaction = connection.unchecked_transaction()?;
    // Dropping a transaction rolls it back, which for a read is as good as a commit.
    read(&transaction)
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

fn gone() -> StorageError {
    StorageError::Failed("no connection to read from".to_owned())
}
