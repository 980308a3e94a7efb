//! Table `scope`: a row per shelf, with its counters.

use rusqlite::{Connection, OptionalExtension as _};

use super::value::{counter, int, small};
use crate::storage::{StorageError, read::Revs, shelf::Shelf, step::Counters};

/// A shelf as it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub(super) shelf: Shelf,
    /// None for one that was never written.
    pub(super) row: Option<i64>,
    pub(super) epoch: u64,
    pub(super) head: u64,
    pub(super) floor: u64,
}

/// Where a shelf stands; one that was never written stands at zero, as it would after its first write was undone.
pub(super) fn stand(db: &Connection, shelf: Shelf) -> Result<Stand, StorageError> {
    let found = db
        .prepare_cached("SELECT id, epoch, head, floor FROM scope WHERE name = ?1")?
        .query_row([shelf.to_string()], |row| {
            Ok(Stand {
                shelf,
                row: Some(row.get(0)?),
                epoch: counter(row.get(1)?),
                head: counter(row.get(2)?),
                floor: counter(row.get(3)?),
            })
        })
        .optional()?;
    match found {
        Some(stand) => Ok(stand),
        None => Ok(Stand { shelf, row: None, epoch: counter(epoch(db)?), head: 0, floor: 0 }),
    }
}

/// One number for each shelf, in their order.
pub(super) fn each(stands: &[Stand], of: impl Fn(&Stand) -> u64) -> Revs {
    let mut revs = Revs::default();
    revs.iter_mut().zip(stands).for_each(|(rev, stand)| *rev = of(stand));
    revs
}

pub(super) fn counters(db: &Connection, shelf: Shelf) -> Result<Counters, StorageError> {
    let found = db
        .prepare_cached("SELECT head, seq FROM scope WHERE name = ?1")?
        .query_row([shelf.to_string()], |row| Ok(Counters { head: counter(row.get(0)?), seq: small(row.get(1)?) }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Makes the shelf if need be; answers its row.
pub(super) fn row(db: &Connection, shelf: Shelf) -> Result<i64, StorageError> {
    let name = shelf.to_string();
    let found =
        db.prepare_cached("SELECT id FROM scope WHERE name = ?1")?.query_row([&name], |row| row.get(0)).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    db.prepare_cached("INSERT INTO scope (name, epoch) VALUES (?1, ?2)")?.execute((&name, epoch(db)?))?;
    Ok(db.last_insert_rowid())
}

pub(super) fn write(db: &Connection, row: i64, counters: Counters) -> Result<(), StorageError> {
    db.prepare_cached("UPDATE scope SET head = ?2, seq = ?3 WHERE id = ?1")?.execute((
        row,
        int(counters.head),
        counters.seq,
    ))?;
    Ok(())
}

/// The epoch of a shelf that begins. Not always 1: a position of a history that a restore has lost must not fit a shelf which
/// is made anew after it.
fn epoch(db: &Connection) -> Result<i64, StorageError> {
    let found = db
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'epoch'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(1))
}

pub(super) fn renew_epoch(tx: &Connection) -> Result<(), StorageError> {
    let highest: i64 = tx.query_row("SELECT coalesce(max(epoch), 1) FROM scope", [], |row| row.get(0))?;
    let next = highest.max(epoch(tx)?) + 1;
    tx.execute("UPDATE scope SET epoch = ?1", [next])?;
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('epoch', CAST(CAST(?1 AS TEXT) AS BLOB))", [next])?;
    Ok(())
}
