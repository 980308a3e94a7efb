//! Settings of this device and who is signed in: not to be fetched again, so in the outbox.

use rusqlite::{OptionalExtension, params};

use crate::{Reads, StoreError, Touched, Write};

/// One value.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, name: &str) -> Result<Option<String>, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Keeps a value.
///
/// # Errors
/// What the file says.
pub fn set(to: &Write<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    to.outbox()
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute(params![name, value])?;
    to.touch(Touched::Setting);
    Ok(())
}
