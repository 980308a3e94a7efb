//! Table `record`: the latest content of everything, and tombstones.

use domain::{Held, Millis, Name, Object, OpId, Record, Scope};
use rusqlite::{Connection, OptionalExtension as _};

use super::value::{counter, id, int, unreadable};
use crate::storage::{Page, PageRange, StorageError, StoredRecord, step::Deletion};

/// A record as it stands, its deletion included.
pub(super) fn held(db: &Connection, scope: Scope, name: Name) -> Result<Option<Held>, StorageError> {
    let found = db
        .prepare_cached(
            "SELECT rev, by, deleted, body FROM record
             WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name = ?2",
        )?
        .query_row((scope.to_string(), name.to_string()), |row| {
            let (rev, by): (i64, Option<[u8; 16]>) = (row.get(0)?, row.get(1)?);
            let (is_deleted, body): (bool, String) = (row.get(2)?, row.get(3)?);
            Ok((rev, by, is_deleted, body))
        })
        .optional()?;
    let Some((rev, by, is_deleted, body)) = found else { return Ok(None) };
    let object = if is_deleted { None } else { Some(object(&body)?) };
    Ok(Some(Held { rev: counter(rev), by: by.map(|by| OpId(id(by))), object }))
}

pub(super) fn object(body: &str) -> Result<Object, StorageError> {
    serde_json::from_str(body).map_err(|_| unreadable("record"))
}

pub(super) fn put(db: &Connection, scope: i64, record: &Record, at: Millis) -> Result<(), StorageError> {
    let body = serde_json::to_string(&record.object).map_err(|_| unreadable("record"))?;
    write(db, scope, (record.name, record.rev, record.by), at, Some(&body))
}

pub(super) fn bury(db: &Connection, scope: i64, deletion: &Deletion, at: Millis) -> Result<(), StorageError> {
    write(db, scope, (deletion.name, deletion.rev, deletion.by), at, None)
}

fn write(
    db: &Connection,
    scope: i64,
    (name, rev, by): (Name, domain::Rev, Option<OpId>),
    at: Millis,
    body: Option<&str>,
) -> Result<(), StorageError> {
    db.prepare_cached(
        "INSERT INTO record (scope, name, rev, by, deleted, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (scope, name) DO UPDATE SET
             rev = excluded.rev, by = excluded.by, deleted = excluded.deleted, at = excluded.at, body = excluded.body",
    )?
    .execute((
        scope,
        name.to_string(),
        int(rev),
        by.map(|by| *by.0.as_bytes()),
        body.is_none(),
        at,
        body.unwrap_or_default(),
    ))?;
    Ok(())
}

/// Live rows of a profile.
pub(super) fn rows(db: &Connection, me: Scope) -> Result<usize, StorageError> {
    let count: i64 = db
        .prepare_cached(
            // '0' follows '/': every name that begins with row/.
            "SELECT count(*) FROM record
             WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name >= 'row/' AND name < 'row0' AND deleted = 0",
        )?
        .query_row([me.to_string()], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

pub(super) fn page(db: &Connection, scope: Scope, range: PageRange) -> Result<Page, StorageError> {
    let found = db
        .prepare_cached("SELECT id, head FROM scope WHERE name = ?1")?
        .query_row([scope.to_string()], |row| Ok((row.get::<_, i64>(0)?, counter(row.get(1)?))))
        .optional()?;
    let Some((scope, head)) = found else {
        return Ok(Page { records: vec![], through: range.after, is_done: true });
    };
    let mut statement = db.prepare_cached(
        "SELECT name, rev, by, deleted, body FROM record
         WHERE scope = ?1 AND rev > ?2 AND (deleted = 0 OR rev > ?3) ORDER BY rev",
    )?;
    let mut rows = statement.query((scope, int(range.after), int(range.without_tombstones_to)))?;
    let (mut records, mut bytes, mut through) = (vec![], 0, range.after);
    while let Some(row) = rows.next()? {
        if records.len() == range.records || bytes >= range.bytes {
            return Ok(Page { records, through, is_done: false });
        }
        let is_deleted: bool = row.get(3)?;
        let body = if is_deleted { None } else { Some(row.get::<_, String>(4)?) };
        through = counter(row.get(1)?);
        bytes += body.as_ref().map_or(0, String::len);
        let by = row.get::<_, Option<[u8; 16]>>(2)?.map(|by| OpId(id(by)));
        records.push(StoredRecord { name: row.get(0)?, rev: through, by, body });
    }
    Ok(Page { records, through: head.max(range.after), is_done: true })
}
