//! The two files: sealed, checked, kept.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use domain::Name;
use store::{
    Key, Order, StoreError,
    table::{draft, draft_attachment, message as messages, note, object, op, scope},
};
use tempfile::TempDir;

use crate::{Bench, ME, TALK, json, key, message, open, sending, talk};

fn write_both(bench: &Bench) {
    let written = bench.store.write(Order::OutboxFirst, |w| {
        op::add(w, &sending(1), ME, 0, 0)?;
        draft::set(w, TALK, "秘密の下書き", 0)?;
        note::set(w, "note", "秘密の覚え")
    });
    written.unwrap();
}

#[test]
fn no_word_stands_in_the_files_in_the_clear() {
    let bench = Bench::new();
    write_both(&bench);
    let mut seen = 0;
    for entry in fs::read_dir(bench.dir.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        seen += bytes.len();
        for marker in ["秘密", "SQLite format 3", "outbox"] {
            let is_in = bytes.windows(marker.len()).any(|window| window == marker.as_bytes());
            assert!(!is_in, "{marker} stands in a file");
        }
    }
    assert!(seen > 8_192, "there were files to look at");
}

#[test]
fn another_key_opens_nothing_and_breaks_nothing() {
    let Bench { dir, store, heard } = {
        let bench = Bench::new();
        write_both(&bench);
        bench
    };
    drop(store);
    assert!(matches!(open(&dir, Key::new([8; 32]), &heard), Err(StoreError::Damaged)));
    let (store, opened) = open(&dir, key(), &heard).unwrap();
    assert!(!opened.is_cache_rebuilt);
    assert_eq!(store.read(|r| op::all(r)).unwrap().len(), 1, "the right key finds everything");
}

#[test]
fn a_damaged_cache_is_made_anew_and_the_outbox_is_kept() {
    for damage in [0, 100, 5_000, usize::MAX] {
        let Bench { dir, store, heard } = {
            let bench = Bench::new();
            write_both(&bench);
            bench
        };
        drop(store);
        let path = dir.path().join("cache.db");
        let mut bytes = fs::read(&path).unwrap();
        match bytes.get_mut(damage) {
            Some(byte) => *byte ^= 1,
            None => bytes.truncate(bytes.len() / 2 + 17),
        }
        fs::write(&path, bytes).unwrap();
        let (store, opened) = open(&dir, key(), &heard).unwrap();
        let note = store.read(|r| note::get(r, "note"));
        // A flip in a page that opening does not read shows when it is read: as damage, never as another value.
        let is_detected = opened.is_cache_rebuilt || matches!(note, Err(StoreError::Damaged) | Ok(None));
        assert!(is_detected || note.unwrap().as_deref() == Some("秘密の覚え"), "damage at {damage}");
        assert_eq!(store.read(|r| op::all(r)).unwrap().len(), 1, "damage at {damage}: what is unsent is kept");
        assert_eq!(store.read(|r| draft::get(r, TALK)).unwrap(), "秘密の下書き");
    }
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let Bench { dir, store, heard } = Bench::new();
    drop(store);
    let connection = rusqlite::Connection::open(dir.path().join("outbox.db")).unwrap();
    let pragma = format!("PRAGMA key = \"x'{}'\"; PRAGMA user_version = 99;", key().to_hex().as_str());
    connection.execute_batch(&pragma).unwrap();
    drop(connection);
    assert!(matches!(open(&dir, key(), &heard), Err(StoreError::Newer)));
}

#[test]
fn a_cache_of_the_first_step_opens_with_its_messages() {
    let Bench { dir, store, heard } = Bench::new();
    drop(store);
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(dir.path().join(format!("cache.db{end}")));
    }
    let connection = rusqlite::Connection::open(dir.path().join("cache.db")).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key().to_hex().as_str())).unwrap();
    connection.execute_batch(include_str!("../../src/table/cache_1.sql")).unwrap();
    connection.execute_batch("PRAGMA user_version = 1;").unwrap();
    connection.execute("INSERT INTO scope (id, scope) VALUES (7, ?1)", [talk().to_string()]).unwrap();
    let by = sending(2).id;
    let (pending, own) = (json(3, None), json(2, Some(2)));
    let rows = [
        (1, 1, 4, None, Some(json(1, Some(1))), None),
        (2, 2, 5, Some(by.to_string()), Some(json(2, Some(2))), Some(&own)),
        ((1 << 31) | 9, 3, 0, None, None, Some(&pending)),
    ];
    for (low, number, rev, by, server, view) in rows {
        connection
            .execute(
                "INSERT INTO message (place, id, rev, by, server, view) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                rusqlite::params![(7_i64 << 32) | low, message(number).0.as_bytes(), rev, by, server, view],
            )
            .unwrap();
    }
    drop(connection);

    let (store, opened) = open(&dir, key(), &heard).unwrap();
    assert!(!opened.is_cache_rebuilt, "nothing has to be fetched again");
    let page = store.read(|r| messages::page(r, scope::get(r, talk())?.unwrap().id, None, 10)).unwrap();
    assert_eq!(page.iter().map(|placed| placed.low).collect::<Vec<_>>(), [(1 << 31) | 9, 2, 1]);
    let get = |number| store.read(|r| object::get(r, talk(), Name::Message(message(number)))).unwrap().unwrap();
    let wanted = |rev, by, server, view| object::Cached { rev, by, server, view, is_hidden: false };
    assert_eq!(get(1), wanted(4, None, Some(json(1, Some(1))), None));
    assert_eq!(get(2), wanted(5, Some(by), Some(json(2, Some(2))), Some(own)));
    assert_eq!(get(3), wanted(0, None, None, Some(pending)));
    let overlaid = store.read(|r| object::overlaid(r)).unwrap();
    assert_eq!(overlaid, [2, 3].map(|number| (talk(), Name::Message(message(number)))));
}

#[test]
fn an_outbox_of_the_first_step_opens_with_what_waits() {
    let Bench { dir, store, heard } = Bench::new();
    drop(store);
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(dir.path().join(format!("outbox.db{end}")));
    }
    let connection = rusqlite::Connection::open(dir.path().join("outbox.db")).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key().to_hex().as_str())).unwrap();
    connection.execute_batch(include_str!("../../src/table/outbox_1.sql")).unwrap();
    connection.execute_batch("PRAGMA user_version = 1;").unwrap();
    connection.execute("INSERT INTO draft VALUES (?1, '書きかけ', 0)", [TALK.to_string()]).unwrap();
    let op = sending(1);
    let (id, body) = (op.id.to_string(), serde_json::to_string(&op).unwrap());
    let (scope, name) = op.intent.target(ME);
    connection
        .execute(
            "INSERT INTO op (id, scope, name, lane, body, at) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            rusqlite::params![id, scope.to_string(), name.to_string(), op.intent.lane(ME), body],
        )
        .unwrap();
    drop(connection);

    let (store, _) = open(&dir, key(), &heard).unwrap();
    let left = store.read(|r| Ok((op::all(r)?, draft::get(r, TALK)?, draft_attachment::list(r, TALK)?))).unwrap();
    assert_eq!((left.0.len(), &left.0[0].op, left.1.as_str(), left.2.len()), (1, &op, "書きかけ", 0));
}

/// The names in a folder.
fn names(dir: &Path) -> BTreeSet<String> {
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn files_put_aside_are_kept_beside_new_ones() {
    let Bench { dir, store, heard } = {
        let bench = Bench::new();
        write_both(&bench);
        bench
    };
    drop(store);
    assert!(!store::is_outbox_kept(dir.path()).unwrap());
    for mark in ["1", "2"] {
        drop(open(&dir, key(), &heard).unwrap());
        assert_eq!(store::free_mark(dir.path()).unwrap(), mark, "one that no file has");
        store::keep_aside(dir.path(), mark).unwrap();
        assert!(!store::files_exist(dir.path()) && store::is_outbox_kept(dir.path()).unwrap());
        assert!(dir.path().join(format!("outbox.db.{mark}.kept")).exists());
    }
    assert_eq!(store::kept_marks(dir.path()).unwrap(), ["1", "2"].map(String::from).into());
    let (store, _) = open(&dir, key(), &heard).unwrap();
    assert!(store.read(|r| op::all(r)).unwrap().is_empty());
}

/// A folder with files in use, what was put aside, what a salvage left, and what is not the store's.
fn lived_in() -> TempDir {
    let Bench { dir, store, .. } = {
        let bench = Bench::new();
        write_both(&bench);
        bench
    };
    store.close();
    for name in ["outbox.db-wal.1.kept", "outbox.db.damaged-1.kept", "cache.db.1.kept", "suspect", "outbox.db.part"]
        .into_iter()
        .chain(OTHERS)
    {
        fs::write(dir.path().join(name), "something").unwrap();
    }
    dir
}

const OTHERS: [&str; 3] = ["lock", "outbox.dbs", "my.kept"];

#[test]
fn a_wipe_leaves_nothing_that_was_put_aside() {
    let dir = lived_in();
    assert_eq!(store::kept_marks(dir.path()).unwrap(), ["1", "damaged-1"].map(String::from).into());
    for _ in 0..2 {
        store::wipe(dir.path()).unwrap();
        assert_eq!(names(dir.path()), OTHERS.map(String::from).into());
    }
    store::wipe(&dir.path().join("none")).unwrap();
}

#[test]
fn a_wipe_that_fails_takes_nothing_and_one_that_ended_half_way_is_finished() {
    let dir = lived_in();
    let obstacle = dir.path().join("outbox.db.going");
    fs::create_dir(&obstacle).unwrap();
    let before = names(dir.path());
    store::wipe(dir.path()).unwrap_err();
    assert_eq!(names(dir.path()), before, "all, or none");
    fs::remove_dir(&obstacle).unwrap();

    // Ended when a part had been renamed.
    let kept = dir.path().join("outbox.db.damaged-1.kept");
    fs::rename(&kept, kept.with_extension("kept.going")).unwrap();
    store::wipe(dir.path()).unwrap();
    assert_eq!(names(dir.path()), OTHERS.map(String::from).into());
    // Ended when all had been, or something held one of them: an opening sees to it.
    let gone = dir.path().join("cache.db.1.kept.going");
    fs::write(&gone, "something").unwrap();
    drop(open(&dir, key(), &Arc::default()).unwrap());
    assert!(!gone.exists());
}
