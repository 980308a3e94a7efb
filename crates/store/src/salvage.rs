//! A damaged outbox: it holds what no server has, so it is never deleted. It is put aside under another name, and what can
//! still be read of it is carried over into a new file.
//!
//! The steps are such that the process may end between any two: `.part` is a new file that is not complete and counts for
//! nothing; `.new` is complete, and whoever finds it puts it into its place ([`finish`]).

use std::{fs, path::Path};

use rusqlite::{Connection, OptionalExtension, types::Value};

use crate::{
    Key, StoreError, aside,
    open::{self, CACHE, OUTBOX},
    wal,
};

const PART: &str = "outbox.db.part";
const NEW: &str = "outbox.db.new";
/// What is read: SQLite would tidy up the original.
const COPY: &str = "outbox.db.copy";

/// Makes a new outbox of what can be read of the old one, and puts it into its place.
pub(crate) fn salvage(dir: &Path, key: &Key) -> Result<(), StoreError> {
    let made = remove_unfinished(dir).and_then(|()| make(dir, key));
    if made.is_err() {
        // The disk may be full: what is of no use takes no room.
        let _ = remove_unfinished(dir);
    }
    made?;
    finish(dir).map(drop)
}

fn remove_unfinished(dir: &Path) -> Result<(), StoreError> {
    aside::remove(dir, PART)?;
    aside::remove(dir, COPY)
}

fn make(dir: &Path, key: &Key) -> Result<(), StoreError> {
    // First the log with all its frames, then, for what is damaged there, the log up to its damage.
    let whole = carry_over(dir, key, Log::Rechained)?;
    if !whole {
        carry_over(dir, key, Log::AsItIs)?;
    }
    aside::remove(dir, COPY)?;
    // Nothing could be read: it begins empty.
    fs::OpenOptions::new().append(true).create(true).open(dir.join(PART))?.sync_all()?;
    fs::rename(dir.join(PART), dir.join(NEW))?;
    aside::sync(dir);
    Ok(())
}

/// Puts a complete new outbox into its place; whether there was one. The cache goes too: what it shows derives from the
/// outbox, which also says whose it is, and that may be what was lost.
pub(crate) fn finish(dir: &Path) -> Result<bool, StoreError> {
    if !dir.join(NEW).exists() {
        return Ok(false);
    }
    aside::remove(dir, CACHE)?;
    let is_free = |mark: &String| !dir.join(format!("{OUTBOX}.{mark}.kept")).exists();
    let mark = (1..).map(|number: u32| format!("damaged-{number}")).find(is_free).unwrap_or_default();
    aside::rename_all(aside::kept(dir, OUTBOX, &mark), || {})?;
    fs::rename(dir.join(NEW), dir.join(OUTBOX))?;
    aside::sync(dir);
    Ok(true)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Log {
    Rechained,
    AsItIs,
}

/// Whether everything was there.
fn carry_over(dir: &Path, key: &Key, log: Log) -> Result<bool, StoreError> {
    let Some(from) = copy(dir, key, log)? else { return Ok(false) };
    let Ok(version) = open::version(&from) else { return Ok(false) };
    let to = open::outbox_at(&dir.join(PART), key, version)?;
    let tables: Vec<String> = to
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut is_whole = true;
    let into = to.unchecked_transaction()?;
    for table in tables {
        is_whole &= carry_table(&from, &into, &table)?;
    }
    into.commit()?;
    Ok(is_whole)
}

/// A copy of the damaged file, open; none when nothing of it can be read.
fn copy(dir: &Path, key: &Key, log: Log) -> Result<Option<Connection>, StoreError> {
    aside::remove(dir, COPY)?;
    let wal = |file: &str| dir.join(format!("{file}-wal"));
    if !open::has_content(&dir.join(OUTBOX)) {
        return Ok(None);
    }
    fs::copy(dir.join(OUTBOX), dir.join(COPY))?;
    if let Ok(bytes) = fs::read(wal(OUTBOX)) {
        let bytes = match log {
            Log::Rechained => wal::rechained(&bytes, open::PAGE).unwrap_or(bytes),
            Log::AsItIs => bytes,
        };
        fs::write(wal(COPY), bytes)?;
    }
    match open::connect(&dir.join(COPY), key) {
        Ok(connection) => Ok(Some(connection)),
        Err(StoreError::DiskFull) => Err(StoreError::DiskFull),
        Err(_) => Ok(None),
    }
}

/// Row by row: behind what cannot be read the next row is looked for. A row that is already there stays.
fn carry_table(from: &Connection, to: &Connection, table: &str) -> Result<bool, StoreError> {
    let mut next = 0;
    let mut is_whole = true;
    while !carry_rows(from, to, table, &mut next)? {
        is_whole = false;
        match behind_damage(from, table, next) {
            Some(rowid) => next = rowid,
            None => break,
        }
    }
    Ok(is_whole)
}

/// From `next` to the end of the table, or to the first row that cannot be read, which `next` then does not lie behind.
fn carry_rows(from: &Connection, to: &Connection, table: &str, next: &mut i64) -> Result<bool, StoreError> {
    let Ok(mut rows) = from.prepare(&format!("SELECT rowid, * FROM {table} WHERE rowid >= ?1 ORDER BY rowid")) else {
        return Ok(false);
    };
    let columns: Vec<String> = rows.column_names().iter().skip(1).map(|&name| name.to_owned()).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(", ")))?;
    let Ok(mut rows) = rows.query([*next]) else { return Ok(false) };
    loop {
        let read = rows.next().and_then(|row| {
            let Some(row) = row else { return Ok(None) };
            let values = (1..=columns.len()).map(|column| row.get::<_, Value>(column));
            Ok(Some((row.get::<_, i64>(0)?, values.collect::<Result<Vec<_>, _>>()?)))
        });
        match read {
            Ok(None) => return Ok(true),
            Ok(Some((rowid, values))) => {
                insert.execute(rusqlite::params_from_iter(values))?;
                *next = rowid.saturating_add(1);
            }
            Err(_) => return Ok(false),
        }
    }
}

/// Where reading can go on behind damage at `next`; none when nothing behind it can be read.
fn behind_damage(from: &Connection, table: &str, next: i64) -> Option<i64> {
    let is_found = |rowid: i64| find(from, table, rowid).is_ok();
    // A row that is found and whose content cannot be read: only that one is lost.
    let mut damaged = match find(from, table, next) {
        Ok(found) => found?,
        Err(_) => next,
    };
    if is_found(damaged.checked_add(1)?) {
        return damaged.checked_add(1);
    }
    // A page of rows is lost: in doubling steps beyond it, then back to its end.
    let steps = (1..62).map(|exponent| 1_i64 << exponent);
    let mut readable = steps.filter_map(|step| damaged.checked_add(step)).find(|&rowid| is_found(rowid))?;
    while readable - damaged > 1 {
        let middle = damaged + (readable - damaged) / 2;
        if is_found(middle) { readable = middle } else { damaged = middle }
    }
    Some(readable)
}

/// The first row from a number on, without its content.
fn find(from: &Connection, table: &str, rowid: i64) -> rusqlite::Result<Option<i64>> {
    let query = format!("SELECT rowid FROM {table} NOT INDEXED WHERE rowid >= ?1 ORDER BY rowid LIMIT 1");
    from.prepare(&query)?.query_row([rowid], |row| row.get(0)).optional()
}
