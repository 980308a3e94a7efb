//! Opening the file: the pragmas in one place, each with its reason.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::migrations;
use crate::storage::StorageError;

/// Statements kept prepared per connection: more than the adapter has.
const STATEMENTS: usize = 96;

/// For the writer.
const WRITING: &str = "
    -- Readers do not wait for the writer, nor it for them.
    PRAGMA journal_mode = WAL;
    -- A device deletes what was acknowledged: a commit must be on the disk, not only in the system's memory.
    PRAGMA synchronous = FULL;
    -- The write-ahead log gives space back after a burst.
    PRAGMA journal_size_limit = 67108864;
";

/// For every connection.
const ALWAYS: &str = "
    -- The command line may write beside a running server: wait for it rather than fail.
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
    -- Sorting never leaves personal data in a temporary file.
    PRAGMA temp_store = MEMORY;
    -- 16 MiB of pages; the system's cache holds the rest.
    PRAGMA cache_size = -16384;
    -- A damaged or planted schema must not run functions.
    PRAGMA trusted_schema = OFF;
";

/// The connection that writes; makes the file and brings its schema up to date.
pub(super) fn writing(path: &Path) -> Result<Connection, StorageError> {
    prepare(Connection::open(path)?)
}

/// A database without a file.
pub(super) fn in_memory() -> Result<Connection, StorageError> {
    prepare(Connection::open_in_memory()?)
}

/// A connection that can only read.
pub(super) fn reading(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(ALWAYS)?;
    // Opened for writing because a reader of a write-ahead log needs the shared index; this is what forbids writes.
    connection.execute_batch("PRAGMA query_only = ON;")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

fn prepare(mut connection: Connection) -> Result<Connection, StorageError> {
    connection.execute_batch(ALWAYS)?;
    connection.execute_batch(WRITING)?;
    migrations::run(&mut connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// How a statement is carried out, step by step.
#[cfg(test)]
pub(super) fn plan(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps =
        statement.raw_bind_parameter(1, 0).and_then(|()| statement.raw_query().mapped(|row| row.get(3)).collect());
    steps.unwrap()
}
