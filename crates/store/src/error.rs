//! Failures of the store, by what the caller can do about them.

use std::cell::Cell;

use rusqlite::{
    ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, OutOfMemory},
    ffi,
};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged or not opened by this key. The cache can be fetched again, the outbox cannot.
    #[error("the file is damaged or the key does not open it")]
    Damaged,
    /// The disk is full: nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// The file was written by a newer version of the app.
    #[error("the file was written by a newer version")]
    Newer,
    /// The store was closed: whoever still holds it comes too late.
    #[error("the files are closed")]
    Closed,
    /// Anything else, with what the library says. Never contains a value of a row.
    #[error("storage: {0}")]
    Other(String),
}

thread_local! {
    static HAS_MET_DAMAGE: Cell<bool> = const { Cell::new(false) };
}

/// Whether damage was met on this thread since this was last asked. A closure of a read or write may map its failure to
/// one of its own, or pass over it; the store must hear of it all the same.
pub(crate) fn take_damage() -> bool {
    HAS_MET_DAMAGE.replace(false)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            // A page that the cipher does not open can come as a lack of memory: SQLite knows no other reason for that.
            Some(said) if matches!(said.code, DatabaseCorrupt | NotADatabase | OutOfMemory) => {
                HAS_MET_DAMAGE.set(true);
                Self::Damaged
            }
            // The index of the log is a file that grows by a byte at a time, and that can fail for one reason only.
            Some(said) if said.code == DiskFull || said.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::DiskFull,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::MigrationDefinition(
                rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
            ) => Self::Newer,
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Other(error.to_string()),
        }
    }
}
