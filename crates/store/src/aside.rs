//! Files that go, and files that are kept under another name.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use crate::{
    StoreError,
    open::{CACHE, OUTBOX, SUSPECT},
};

/// Ends the name of a part that a wipe has taken away and not yet removed.
const GOING: &str = ".going";

/// Whether the folder holds files that a key must open.
pub fn files_exist(dir: &Path) -> bool {
    dir.join(OUTBOX).exists() || dir.join(CACHE).exists()
}

/// Removes both files with everything that belongs to them: all, or on an error none.
///
/// # Errors
/// When a file cannot be taken away.
pub fn wipe(dir: &Path) -> Result<(), StoreError> {
    remove_gone(dir);
    rename_all(both(dir).map(|path| (path.clone(), end(path, GOING))), || fail::fail_point!("wipe:file"))?;
    remove_gone(dir);
    Ok(())
}

/// Renames both files to `….<mark>.kept`, so that new ones can be made and nothing is lost: all, or on an error none.
///
/// # Errors
/// When a file cannot be renamed.
pub fn keep_aside(dir: &Path, mark: &str) -> Result<(), StoreError> {
    let pairs = [CACHE, OUTBOX].into_iter().flat_map(|file| kept(dir, file, mark));
    rename_all(pairs, || fail::fail_point!("keep-aside:file"))?;
    sync(dir);
    Ok(())
}

/// What a wipe could not remove, because something else held it, goes now.
pub(crate) fn remove_gone(dir: &Path) {
    for path in both(dir) {
        let _ = fs::remove_file(end(path, GOING));
    }
}

/// Removes one file with everything that belongs to it.
pub(crate) fn remove(dir: &Path, file: &str) -> Result<(), StoreError> {
    for path in parts(dir, file) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Each part of a file and the name it is kept by.
pub(crate) fn kept(dir: &Path, file: &str, mark: &str) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    parts(dir, file).into_iter().map(move |path| (path.clone(), end(path, &format!(".{mark}.kept"))))
}

/// Renames what there is, with `after` behind each; on an error what was renamed gets its name back.
pub(crate) fn rename_all(pairs: impl Iterator<Item = (PathBuf, PathBuf)>, after: impl Fn()) -> Result<(), StoreError> {
    let mut renamed = Vec::new();
    for (from, to) in pairs {
        match fs::rename(&from, &to) {
            Ok(()) => renamed.push((from, to)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                for (from, to) in renamed {
                    let _ = fs::rename(to, from);
                }
                return Err(error.into());
            }
        }
        after();
    }
    Ok(())
}

/// Names in a folder survive a power loss from here on. Where a folder cannot be opened, the system does it by itself.
pub(crate) fn sync(dir: &Path) {
    if let Ok(dir) = File::open(dir) {
        let _ = dir.sync_all();
    }
}

/// What a file consists of. The file itself comes last: while it is there, the others are looked for.
fn parts(dir: &Path, file: &str) -> Vec<PathBuf> {
    ["-journal", "-shm", "-wal", ""].iter().map(|end| dir.join(format!("{file}{end}"))).collect()
}

/// All parts of both files. The outbox goes last: without it nothing says whose the cache is.
fn both(dir: &Path) -> impl Iterator<Item = PathBuf> {
    [dir.join(SUSPECT)].into_iter().chain(parts(dir, CACHE)).chain(parts(dir, OUTBOX))
}

fn end(path: PathBuf, end: &str) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(end);
    name.into()
}
