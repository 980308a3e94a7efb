//! Opening the two files: key, pragmas, migrations, and what to do with a file that does not open.

use std::{fs, path::Path, sync::Once};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use rusqlite_migration::{M, Migrations};

use crate::{Key, StoreError, aside, count, salvage};

/// File of what no server has yet.
pub(crate) const OUTBOX: &str = "outbox.db";
/// File of what can be fetched again.
pub(crate) const CACHE: &str = "cache.db";
/// Stands beside the files from when damage was met until they have been looked over from end to end.
pub(crate) const SUSPECT: &str = "suspect";
/// Bytes of a page: SQLCipher's own choice.
pub(crate) const PAGE: usize = 4096;

// Migrations are frozen: a released step is never edited, a new one is added below it.
const OUTBOX_STEPS: &[M<'static>] =
    &[M::up(include_str!("table/outbox_1.sql")), M::up(include_str!("table/outbox_2.sql"))];
const CACHE_STEPS: &[M<'static>] = &[
    M::up(include_str!("table/cache_1.sql")),
    M::up(include_str!("table/cache_2.sql")),
    M::up(include_str!("table/cache_3.sql")),
    M::up(include_str!("table/cache_4.sql")),
    M::up(include_str!("table/cache_5.sql")),
    M::up(include_str!("table/cache_6.sql")),
    M::up(include_str!("table/cache_7.sql")),
];

/// What was found when the files were opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The cache was damaged, or an outbox was salvaged: it was made anew, and everything is fetched again.
    pub is_cache_rebuilt: bool,
    /// The outbox was damaged: what could be read of it was carried over into a new one, and the old one is kept beside it.
    /// Something that was not sent may be missing.
    pub is_outbox_salvaged: bool,
}

/// A connection to each file.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) outbox: Connection,
    pub(crate) cache: Connection,
}

/// How a file is written: `synchronous` and its migrations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    synchronous: &'static str,
    steps: &'static [M<'static>],
}

// FULL: an edit shown as saved survives a power loss. The cache can be fetched again and takes NORMAL.
pub(crate) const OUTBOX_KIND: Kind = Kind { synchronous: "FULL", steps: OUTBOX_STEPS };
const CACHE_KIND: Kind = Kind { synchronous: "NORMAL", steps: CACHE_STEPS };

/// Opens both files for writing, brings them to this version, makes a damaged cache anew and salvages a damaged outbox.
///
/// SQLCipher cannot tell a damaged first page from another key: when neither file opens, the key is taken to be another one
/// and nothing is touched.
pub(crate) fn writer(dir: &Path, key: &Key) -> Result<(Pair, Opened), StoreError> {
    fs::create_dir_all(dir)?;
    aside::remove_gone(dir);
    let mut opened = Opened { is_outbox_salvaged: salvage::finish(dir)?, ..Opened::default() };
    if is_outbox_damaged(dir, key)? {
        tracing::error!("the outbox is damaged: what can be read is carried over");
        salvage::salvage(dir, key)?;
        opened.is_outbox_salvaged = true;
    }
    opened.is_cache_rebuilt = opened.is_outbox_salvaged;
    let outbox = file(&dir.join(OUTBOX), key, OUTBOX_KIND)?;
    let cache = match cache(dir, key) {
        Err(StoreError::Damaged) => {
            tracing::error!("the cache is damaged: everything is fetched again");
            aside::remove(dir, CACHE)?;
            opened.is_cache_rebuilt = true;
            file(&dir.join(CACHE), key, CACHE_KIND)?
        }
        other => other?,
    };
    match fs::remove_file(dir.join(SUSPECT)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok((Pair { outbox, cache }, opened))
}

/// Looks at the outbox from end to end. It is not written to, nor is its log tidied up, before it is known to be whole.
fn is_outbox_damaged(dir: &Path, key: &Key) -> Result<bool, StoreError> {
    let cache = match look(dir, CACHE, key, CACHE_KIND) {
        Err(StoreError::Damaged) => None,
        other => Some(other?),
    };
    let remembered = cache.as_ref().and_then(Option::as_ref).map(count::of_cache);
    let outbox = match look(dir, OUTBOX, key, OUTBOX_KIND) {
        Err(StoreError::Damaged) => None,
        other => Some(other?),
    };
    let counted = match (outbox, cache) {
        // The key opens neither file.
        (None, None | Some(None)) | (Some(None), None) => return Err(StoreError::Damaged),
        (None, Some(Some(_))) => return Ok(true),
        (Some(None), Some(_)) => {
            // SQLite takes a log without its file for rubbish and removes it.
            if has_content(&dir.join(format!("{OUTBOX}-wal"))) {
                return Ok(true);
            }
            0
        }
        (Some(Some(outbox)), _) if is_whole(&outbox)? => count::of_outbox(&outbox)?,
        (Some(Some(_)), _) => return Ok(true),
    };
    // A damaged cache remembers nothing: it is made anew.
    Ok(matches!(remembered, Some(Ok(remembered)) if counted < remembered))
}

/// Opens the cache; one that is suspect is looked over first.
fn cache(dir: &Path, key: &Key) -> Result<Connection, StoreError> {
    if dir.join(SUSPECT).exists() {
        match look(dir, CACHE, key, CACHE_KIND)? {
            Some(cache) if !is_whole(&cache)? => return Err(StoreError::Damaged),
            _ => {}
        }
    }
    file(&dir.join(CACHE), key, CACHE_KIND)
}

/// A file as it lies there, its log left alone; none when there is nothing in it.
fn look(dir: &Path, file: &str, key: &Key, kind: Kind) -> Result<Option<Connection>, StoreError> {
    if !has_content(&dir.join(file)) {
        return Ok(None);
    }
    let connection = connect(&dir.join(file), key)?;
    if version(&connection)? > kind.steps.len() {
        return Err(StoreError::Newer);
    }
    Ok(Some(connection))
}

pub(crate) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

/// Reads every page in use. Each is sealed, so one that was changed does not open.
fn is_whole(connection: &Connection) -> Result<bool, StoreError> {
    let said = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match said.map_err(StoreError::from) {
        Err(StoreError::Damaged) => Ok(false),
        other => Ok(other? == "ok"),
    }
}

/// How many migrations a file has seen.
pub(crate) fn version(connection: &Connection) -> Result<usize, StoreError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    usize::try_from(version).map_err(|_| StoreError::Newer)
}

/// Opens both files for reading only.
pub(crate) fn reader(dir: &Path, key: &Key) -> Result<Pair, StoreError> {
    let open = |name: &str| -> Result<Connection, StoreError> {
        let connection = connect(&dir.join(name), key)?;
        connection.execute_batch("PRAGMA query_only = 1; PRAGMA foreign_keys = 1;")?;
        tidies_up(&connection, true)?;
        Ok(connection)
    };
    Ok(Pair { outbox: open(OUTBOX)?, cache: open(CACHE)? })
}

/// A file that is written, at this version.
pub(crate) fn file(path: &Path, key: &Key, kind: Kind) -> Result<Connection, StoreError> {
    let mut connection = connect(path, key)?;
    // WAL: readers go on while a page of a pull is written. secure_delete: what is wiped is not left in free pages. FAST would
    // leave it there: a long text or a content lies in pages of its own, which it gives back as they are.
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {}; PRAGMA foreign_keys = 1; PRAGMA secure_delete = ON;",
        kind.synchronous
    ))?;
    fail::fail_point!("migrate:begin");
    Migrations::from_slice(kind.steps).to_latest(&mut connection)?;
    fail::fail_point!("migrate:end");
    tidies_up(&connection, true)?;
    Ok(connection)
}

/// An outbox as an earlier version made it, to carry rows into; rows may come before those they point to. Without a log: what
/// is committed is in the file, and a disk that is full says so before anything counts on it.
pub(crate) fn outbox_at(path: &Path, key: &Key, version: usize) -> Result<Connection, StoreError> {
    let mut connection = connect(path, key)?;
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = 0;")?;
    if self::version(&connection)? < version {
        Migrations::from_slice(OUTBOX_STEPS).to_version(&mut connection, version)?;
    }
    Ok(connection)
}

/// Whether the log goes into the file when the last connection closes.
fn tidies_up(connection: &Connection, does: bool) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !does)?;
    Ok(())
}

/// Runs once in a process, before anything is opened. SQLite says that it is initialised before it runs SQLCipher's part of
/// the initialisation: of threads that open their first files at the same moment, all but one may find no cipher and fail.
fn initialise() {
    static DONE: Once = Once::new();
    DONE.call_once(|| drop(Connection::open_in_memory()));
}

pub(crate) fn connect(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    initialise();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    tidies_up(&connection, false)?;
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
