//! Notes about the cache itself.

use rusqlite::{OptionalExtension, params};

use crate::{Reads, StoreError, Write};

/// One value.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, name: &str) -> Result<Option<String>, StoreError> {
    let mut statement = from.cache().prepare_cached("SELECT value FROM note WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Keeps a value.
///
/// # Errors
/// What the file says.
pub fn set(to: &Write<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")?
        .execute(params![name, value])?;
    Ok(())
}
