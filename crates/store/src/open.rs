//! Opening the two files: key, pragmas, migrations, and what to do with a file that does not open.

use std::{
    path::{Path, PathBuf},
    sync::Once,
};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::{Key, StoreError};

/// File of what no server has yet.
const OUTBOX: &str = "outbox.db";
/// File of what can be fetched again.
const CACHE: &str = "cache.db";

// Migrations are frozen: a released step is never edited, a new one is added below it.
const OUTBOX_STEPS: &[M<'static>] =
    &[M::up(include_str!("table/outbox_1.sql")), M::up(include_str!("table/outbox_2.sql"))];
const CACHE_STEPS: &[M<'static>] = &[
    M::up(include_str!("table/cache_1.sql")),
    M::up(include_str!("table/cache_2.sql")),
    M::up(include_str!("table/cache_3.sql")),
    M::up(include_str!("table/cache_4.sql")),
    M::up(include_str!("table/cache_5.sql")),
];

/// What was found when the files were opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The cache was damaged and made anew: everything is fetched again.
    pub is_cache_rebuilt: bool,
}

/// Whether the folder holds files that a key must open.
pub fn files_exist(dir: &Path) -> bool {
    dir.join(OUTBOX).exists() || dir.join(CACHE).exists()
}

/// Removes both files with everything that belongs to them.
///
/// # Errors
/// When a file cannot be removed.
pub fn wipe(dir: &Path) -> Result<(), StoreError> {
    for path in parts(dir, OUTBOX).into_iter().chain(parts(dir, CACHE)) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Renames both files to `….<mark>.kept`, so that new ones can be made and nothing is lost.
///
/// # Errors
/// When a file cannot be renamed.
pub fn keep_aside(dir: &Path, mark: &str) -> Result<(), StoreError> {
    for path in parts(dir, OUTBOX).into_iter().chain(parts(dir, CACHE)) {
        if path.exists() {
            let mut kept = path.clone().into_os_string();
            kept.push(format!(".{mark}.kept"));
            std::fs::rename(&path, kept)?;
        }
    }
    Ok(())
}

fn parts(dir: &Path, file: &str) -> Vec<PathBuf> {
    ["", "-wal", "-shm", "-journal"].iter().map(|end| dir.join(format!("{file}{end}"))).collect()
}

/// A connection to each file.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) outbox: Connection,
    pub(crate) cache: Connection,
}

/// Opens both files for writing, brings them to this version, and makes a damaged cache anew.
pub(crate) fn writer(dir: &Path, key: &Key) -> Result<(Pair, Opened), StoreError> {
    std::fs::create_dir_all(dir)?;
    let mut opened = Opened::default();
    let outbox = file(&dir.join(OUTBOX), key, "FULL", OUTBOX_STEPS)?;
    let cache = match file(&dir.join(CACHE), key, "NORMAL", CACHE_STEPS) {
        Err(StoreError::Damaged) => {
            // The key opened the outbox, so the cache is damaged; what it held is fetched again.
            for path in parts(dir, CACHE) {
                let _ = std::fs::remove_file(path);
            }
            opened.is_cache_rebuilt = true;
            file(&dir.join(CACHE), key, "NORMAL", CACHE_STEPS)?
        }
        other => other?,
    };
    Ok((Pair { outbox, cache }, opened))
}

/// Opens both files for reading only.
pub(crate) fn reader(dir: &Path, key: &Key) -> Result<Pair, StoreError> {
    let open = |name: &str| -> Result<Connection, StoreError> {
        let connection = connect(&dir.join(name), key)?;
        connection.execute_batch("PRAGMA query_only = 1; PRAGMA foreign_keys = 1;")?;
        Ok(connection)
    };
    Ok(Pair { outbox: open(OUTBOX)?, cache: open(CACHE)? })
}

fn file(path: &Path, key: &Key, synchronous: &str, steps: &'static [M<'static>]) -> Result<Connection, StoreError> {
    let mut connection = connect(path, key)?;
    // WAL: readers go on while a page of a pull is written. FULL for the outbox: an edit shown as saved survives a power
    // loss; the cache can be fetched again and takes NORMAL. secure_delete: what is wiped is not left in free pages. FAST would
    // leave it there: a long text or a content lies in pages of its own, which it gives back as they are.
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = 1; PRAGMA secure_delete = ON;"
    ))?;
    Migrations::from_slice(steps).to_latest(&mut connection)?;
    Ok(connection)
}

/// Runs once in a process, before anything is opened. SQLite says that it is initialised before it runs SQLCipher's part of
/// the initialisation: of threads that open their first files at the same moment, all but one may find no cipher and fail.
fn initialise() {
    static DONE: Once = Once::new();
    DONE.call_once(|| drop(Connection::open_in_memory()));
}

fn connect(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    initialise();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // The cipher's own log would go to stderr. The key is raw: SQLCipher derives nothing from it. It comes first, since
    // every later statement reads the file.
    let hex = key.to_hex();
    let pragma =
        zeroize::Zeroizing::new(format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", hex.as_str()));
    connection.execute_batch(&pragma)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // A wrong key or a damaged first page shows here, not at the first query of a screen.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
