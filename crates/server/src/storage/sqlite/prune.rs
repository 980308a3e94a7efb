//! Forgetting what has served its time.

use domain::{DAY, Millis, Name, Scope};
use rusqlite::{Connection, OptionalExtension as _};

use super::{blob, value::unreadable};
use crate::storage::{
    StorageError,
    shelf::{Facet, Shelf},
};

/// What is left of the result of a contradicted op.
pub(super) const CONFLICT: &str = "conflict";
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
    tx.execute("DELETE FROM look WHERE day < ?1", [now.div_euclid(DAY)])?;
    tx.execute("DELETE FROM edited WHERE day < ?1", [now.div_euclid(DAY)])?;
    blob::prune(tx, now, now.div_euclid(DAY))
}

/// Of an op that was carried out: that it was. A refused one stays refused, and a contradicted one contradicted: a device that
/// was told anything else would take it for done. What contradicted it may have been deleted since, so it is looked up anew.
///
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
    tx.execute(
        "UPDATE op SET result = CASE result ->> 'outcome' WHEN 'conflict' THEN ?3 END
         WHERE row > ?1 AND row <= ?2 AND result ->> 'outcome' <> 'refused'",
        (done, through, CONFLICT),
    )?;
    tx.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('results_pruned', CAST(CAST(?1 AS TEXT) AS BLOB))",
        [through],
    )?;
    Ok(())
}

/// Whoever has not pulled past a forgotten tombstone must read the scope anew: `floor` says so.
///
/// A card that is gone from a class while somebody has a view of their own of the same person is not forgotten: they could not
/// see that it went, so a floor above them would tell them of it, and make them read everything anew each time. There is at most
/// one such tombstone per person and class.
fn tombstones(tx: &Connection, before: Millis) -> Result<(), StorageError> {
    let mut old = tx.prepare_cached(
        "SELECT record.id, record.name, record.rev, scope.id, scope.name
         FROM record JOIN scope ON scope.id = record.scope WHERE record.state = 1 AND record.at < ?1",
    )?;
    let mut rows = old.query([before])?;
    let mut forgotten = vec![];
    while let Some(row) = rows.next()? {
        let (name, shelf): (String, String) = (row.get(1)?, row.get(4)?);
        if !is_seen_apart(tx, &shelf, &name)? {
            forgotten.push((row.get::<_, i64>(0)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?));
        }
    }
    for (record, rev, scope) in forgotten {
        tx.prepare_cached("UPDATE scope SET floor = max(floor, ?2) WHERE id = ?1")?.execute((scope, rev))?;
        tx.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([record])?;
    }
    Ok(())
}

fn is_seen_apart(tx: &Connection, shelf: &str, name: &str) -> Result<bool, StorageError> {
    let shelf: Shelf = shelf.parse().map_err(|_| unreadable("name of a shelf"))?;
    let name: Name = name.parse().map_err(|_| unreadable("name"))?;
    let (Scope::Dir(organization), Facet::Class(_), Name::Card(person)) = (shelf.scope, shelf.facet, name) else {
        return Ok(false);
    };
    let is_seen_apart = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM exception WHERE organization = ?1 AND person = ?2)")?
        .query_row((organization.0.as_bytes(), person.0.as_bytes()), |row| row.get(0))?;
    Ok(is_seen_apart)
}
