//! The limit programs: the least that has to be done, bare. What each leaves out is in `docs/performance.md`.

pub mod insert;
pub mod reach;
pub mod transfer;

use std::path::Path;

use rusqlite::{Connection, types::Value};
use store::Key;

/// A file of a device, opened as the device opens it: raw key, the same pragmas.
pub fn device_file(path: &Path, key: &Key, synchronous: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    let hex = key.to_hex();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; \
             PRAGMA foreign_keys = 1; PRAGMA secure_delete = ON;",
            hex.as_str()
        ))
        .unwrap();
    connection
}

/// A file of the server, opened as the server opens it.
pub fn server_file(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;",
        )
        .unwrap();
    connection
}

/// Makes the same tables and indexes in a new file, of those named.
pub fn same_schema(of: &Connection, to: &Connection, tables: &[&str]) {
    let mut statement =
        of.prepare("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").unwrap();
    let all = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    for (table, sql) in all.map(Result::unwrap) {
        if tables.contains(&table.as_str()) {
            to.execute_batch(&sql).unwrap();
        }
    }
    // The index has settings of its own.
    if tables.contains(&"term") {
        let mut statement = of.prepare("SELECT k, v FROM term_config WHERE k <> 'version'").unwrap();
        let all = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Value>(1)?))).unwrap();
        for (name, value) in all.map(Result::unwrap) {
            to.execute("INSERT INTO term (term, rank) VALUES (?1, ?2)", rusqlite::params![name, value]).unwrap();
        }
    }
}
