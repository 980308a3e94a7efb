//! Table `scope`: counters.

use domain::{Rev, Scope};
use rusqlite::{Connection, OptionalExtension as _};

use super::value::{counter, int, small};
use crate::storage::{Standing, StorageError, step::Counters};

/// Where a scope stands; one that was never written stands at zero, as it would after its first write was undone.
pub(super) fn standing(db: &Connection, scope: Scope, after: Rev) -> Result<Standing, StorageError> {
    let found = db
        .prepare_cached("SELECT id, epoch, head, floor FROM scope WHERE name = ?1")?
        .query_row([scope.to_string()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
        })
        .optional()?;
    let Some((id, epoch, head, floor)) = found else {
        return Ok(Standing { epoch: 1, head: 0, floor: 0, total: 0 });
    };
    let total = if counter(head) <= after {
        0
    } else {
        db.prepare_cached("SELECT count(*) FROM record WHERE scope = ?1 AND rev > ?2 AND deleted = 0")?
            .query_row((id, int(after)), |row| row.get::<_, i64>(0))?
    };
    Ok(Standing { epoch: counter(epoch), head: counter(head), floor: counter(floor), total: counter(total) })
}

pub(super) fn counters(db: &Connection, scope: Scope) -> Result<Counters, StorageError> {
    let found = db
        .prepare_cached("SELECT head, seq FROM scope WHERE name = ?1")?
        .query_row([scope.to_string()], |row| Ok(Counters { head: counter(row.get(0)?), seq: small(row.get(1)?) }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Makes the scope if need be; answers its row.
pub(super) fn row(db: &Connection, scope: Scope) -> Result<i64, StorageError> {
    let name = scope.to_string();
    let found =
        db.prepare_cached("SELECT id FROM scope WHERE name = ?1")?.query_row([&name], |row| row.get(0)).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    db.prepare_cached("INSERT INTO scope (name) VALUES (?1)")?.execute([&name])?;
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

pub(super) fn renew_epoch(db: &Connection) -> Result<(), StorageError> {
    db.execute("UPDATE scope SET epoch = epoch + 1", [])?;
    Ok(())
}
