//! Forgetting what has served its time.

use domain::Millis;
use rusqlite::{Connection, OptionalExtension as _};

use crate::storage::StorageError;

const DAY: Millis = 24 * 60 * 60 * 1000;
/// Bodies of results (design §4.8).
const RESULTS: Millis = 30 * DAY;
/// Tombstones (design §4.5).
const TOMBSTONES: Millis = 90 * DAY;
/// Sign-ins, long after their codes died; the limit per address looks back minutes.
const CHALLENGES: Millis = DAY;

pub(super) fn run(tx: &Connection, now: Millis) -> Result<(), StorageError> {
    results(tx, now - RESULTS)?;
    tombstones(tx, now - TOMBSTONES)?;
    tx.execute("DELETE FROM challenge WHERE at < ?1", [now - CHALLENGES])?;
    Ok(())
}

/// Ops lie in the order of their time, so only those since the last pruning are looked at.
fn results(tx: &Connection, before: Millis) -> Result<(), StorageError> {
    let done: i64 = tx
        .query_row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'results_pruned'", [], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    let young: Option<i64> = tx
        .query_row("SELECT row FROM op WHERE row > ?1 AND at >= ?2 ORDER BY row LIMIT 1", (done, before), |row| {
            row.get(0)
        })
        .optional()?;
    let through = match young {
        Some(young) => young - 1,
        None => tx.query_row("SELECT coalesce(max(row), 0) FROM op", [], |row| row.get(0))?,
    };
    tx.execute("UPDATE op SET result = NULL WHERE row > ?1 AND row <= ?2", (done, through))?;
    tx.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('results_pruned', CAST(CAST(?1 AS TEXT) AS BLOB))",
        [through],
    )?;
    Ok(())
}

/// Whoever has not pulled past a forgotten tombstone must read the scope anew: `floor` says so.
fn tombstones(tx: &Connection, before: Millis) -> Result<(), StorageError> {
    tx.execute(
        "UPDATE scope SET floor = max(floor, old.rev)
         FROM (SELECT scope, max(rev) AS rev FROM record WHERE deleted = 1 AND at < ?1 GROUP BY scope) AS old
         WHERE scope.id = old.scope",
        [before],
    )?;
    tx.execute("DELETE FROM record WHERE deleted = 1 AND at < ?1", [before])?;
    Ok(())
}
