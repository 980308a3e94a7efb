//! Between SQLite's values and ours.

use rusqlite::ErrorCode;
use uuid::Uuid;

use crate::storage::StorageError;

/// A revision or an epoch as SQLite's integer. Neither can reach 2^63.
pub(super) fn int(of: u64) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// A counter that is never negative.
pub(super) fn counter(of: i64) -> u64 {
    u64::try_from(of).unwrap_or(0)
}

/// A small count.
pub(super) fn small(of: i64) -> u32 {
    u32::try_from(of).unwrap_or(if of < 0 { 0 } else { u32::MAX })
}

/// An id as its 16 bytes.
pub(super) fn id(of: [u8; 16]) -> Uuid {
    Uuid::from_bytes(of)
}

/// A stored text that our own code wrote and now cannot read. What stands there is personal, so it is not told.
pub(super) fn unreadable(what: &str) -> StorageError {
    StorageError::Failed(format!("a stored {what} cannot be read"))
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::OutOfMemory,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}
