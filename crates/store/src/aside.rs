//! Files that go, and files that are kept under another name.

use std::{
    cmp::Reverse,
    collections::BTreeSet,
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
/// Ends the name of a part that was put aside; its mark stands before it.
const KEPT: &str = ".kept";

/// Whether the folder holds files that a key must open.
pub fn files_exist(dir: &Path) -> bool {
    dir.join(OUTBOX).exists() || dir.join(CACHE).exists()
}

/// Removes both files with everything that belongs to them, what was put aside and what a salvage has left as well: all, or
/// on an error none.
///
/// # Errors
/// When a file cannot be taken away.
pub fn wipe(dir: &Path) -> Result<(), StoreError> {
    remove_gone(dir);
    let mut names = names(dir)?;
    names.retain(|name| !name.ends_with(GOING));
    // The outbox goes last: without it nothing says whose the cache is. Its own name is the shortest that begins with it.
    names.sort_by_key(|name| (name.starts_with(OUTBOX), Reverse(name.len())));
    let pairs = names.iter().map(|name| dir.join(name)).map(|path| (path.clone(), end(path, GOING)));
    rename_all(pairs, || fail::fail_point!("wipe:file"))?;
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

/// The marks of all that was put aside.
///
/// # Errors
/// When the folder cannot be read.
pub fn kept_marks(dir: &Path) -> Result<BTreeSet<String>, StoreError> {
    let names = names(dir)?;
    let marks = names.iter().filter_map(|name| name.strip_suffix(KEPT)?.rsplit_once('.'));
    Ok(marks.map(|(_, mark)| mark.to_owned()).collect())
}

/// The first number that is no mark yet.
///
/// # Errors
/// When the folder cannot be read.
pub fn free_mark(dir: &Path) -> Result<String, StoreError> {
    let taken = kept_marks(dir)?;
    Ok((1..).map(|number: u32| number.to_string()).find(|mark| !taken.contains(mark)).unwrap_or_default())
}

/// Whether an outbox was put aside: it may hold what was never sent.
///
/// # Errors
/// When the folder cannot be read.
pub fn is_outbox_kept(dir: &Path) -> Result<bool, StoreError> {
    Ok(names(dir)?.iter().any(|name| name.starts_with(OUTBOX) && name.ends_with(KEPT)))
}

/// What a wipe could not remove, because something else held it, goes now.
pub(crate) fn remove_gone(dir: &Path) {
    for name in names(dir).unwrap_or_default().iter().filter(|name| name.ends_with(GOING)) {
        let _ = fs::remove_file(dir.join(name));
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
    parts(dir, file).into_iter().map(move |path| (path.clone(), end(path, &format!(".{mark}{KEPT}"))))
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

/// The files of a folder that are named after one of ours, whatever became of them. A folder that is not there has none.
fn names(dir: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && is_ours(&name)
            && !entry.file_type()?.is_dir()
        {
            names.push(name);
        }
    }
    Ok(names)
}

fn is_ours(name: &str) -> bool {
    let rest = [OUTBOX, CACHE, SUSPECT].into_iter().find_map(|file| name.strip_prefix(file));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
}

fn end(path: PathBuf, end: &str) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(end);
    name.into()
}
