//! The outbox counts its commits, and the cache remembers the count.
//!
//! SQLite ends a log at its first frame that is not whole: that is how it tells what a power loss left half-written. A bit
//! that tips over, or a log that is cut off, looks the same, and everything behind it would be gone without a word. The
//! cache commits after the outbox whenever a person has written, so an outbox that counts less than the cache remembers has
//! lost something. What only settles (`Order::CacheFirst`) is not remembered: lost, it is asked again and answered alike.

use rusqlite::{Connection, OptionalExtension};

use crate::{Order, StoreError};

/// Of the outbox's settings and of the cache's notes.
const NAME: &str = "commits";

/// Counts the commit that is about to be made.
pub(crate) fn up(outbox: &Connection, cache: &Connection, order: Order) -> Result<(), StoreError> {
    let count: String = outbox
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, '1') \
             ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        )?
        .query_row([NAME], |row| row.get(0))?;
    match order {
        Order::OutboxFirst => cache
            .prepare_cached(
                "INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
            )?
            .execute([NAME, &count])
            .map(drop)?,
        // The cache is there first: it would remember a commit that may never come.
        Order::CacheFirst => {}
    }
    Ok(())
}

/// What the outbox counts.
pub(crate) fn of_outbox(outbox: &Connection) -> Result<u64, StoreError> {
    read(outbox, "SELECT value FROM setting WHERE name = ?1")
}

/// What the cache remembers.
pub(crate) fn of_cache(cache: &Connection) -> Result<u64, StoreError> {
    read(cache, "SELECT value FROM note WHERE name = ?1")
}

/// 0 in a file that has no tables yet.
fn read(from: &Connection, query: &str) -> Result<u64, StoreError> {
    if from.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(0);
    }
    let value: Option<String> = from.query_row(query, [NAME], |row| row.get(0)).optional()?;
    Ok(value.and_then(|count| count.parse().ok()).unwrap_or(0))
}
