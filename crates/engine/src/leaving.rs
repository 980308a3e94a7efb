//! Signing out on the disk and in the keystore: what is begun here is finished, if need be at the next opening.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use store::StoreError;

use crate::{
    account::Closed,
    failure::Failure,
    folder::{Folder, KEY, TOKEN, kept_key, not_removed},
};

/// Written before a sign-out removes anything: as long as it is there, opening goes on with removing. It has the marks of the
/// files that were put aside, a line each: when those have gone, nothing else says which keys the keystore has of them.
const NOTE: &str = "leaving";
/// The note while it is being written.
const PART: &str = "leaving.part";

/// Removes the files, also those that were put aside, the token and the keys; when the files cannot be removed, nothing is.
/// What the keystore does not do now, and what a crash cuts short, the next opening does.
pub(crate) fn leave(folder: &Folder) -> Result<(), Failure> {
    let dir = &folder.config.dir;
    note(dir).map_err(not_removed)?;
    fail::fail_point!("wipe:leaving");
    if let Err(error) = store::wipe(dir) {
        let _ = fs::remove_file(noted(dir));
        return Err(not_removed(error));
    }
    fail::fail_point!("wipe:files");
    if let Err(closed) = go_on(folder) {
        tracing::info!(?closed, "the keys and the token go at the next opening");
    }
    Ok(())
}

/// Goes on with a sign-out that has begun.
pub(crate) fn go_on(folder: &Folder) -> Result<(), Closed> {
    let (dir, keystore) = (&folder.config.dir, &folder.config.keystore);
    let note = noted(dir);
    if !note.is_file() {
        return Ok(());
    }
    let marks = fs::read_to_string(&note).map_err(StoreError::from)?;
    store::wipe(dir)?;
    keystore.delete(TOKEN)?;
    fail::fail_point!("wipe:token");
    for mark in marks.lines() {
        keystore.delete(&kept_key(mark))?;
    }
    fail::fail_point!("wipe:kept-keys");
    keystore.delete(KEY)?;
    fail::fail_point!("wipe:key");
    Ok(fs::remove_file(note).map_err(StoreError::from)?)
}

fn noted(dir: &Path) -> PathBuf {
    dir.join(NOTE)
}

/// All of the note is there, or none of it.
fn note(dir: &Path) -> Result<(), StoreError> {
    let mut marks = store::kept_marks(dir)?;
    // Of a start over that ended before it put a file aside.
    marks.insert(store::free_mark(dir)?);
    let part = dir.join(PART);
    let written = File::create(&part).and_then(|mut file| {
        marks.iter().try_for_each(|mark| writeln!(file, "{mark}"))?;
        file.sync_all()?;
        fs::rename(&part, noted(dir))
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    Ok(written?)
}
