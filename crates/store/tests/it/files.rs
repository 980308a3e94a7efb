//! The two files: sealed, checked, kept.

use std::fs;

use domain::Name;
use store::{
    Key, Order, StoreError,
    table::{draft, draft_attachment, message as messages, note, object, op, scope},
};

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

#[test]
fn files_put_aside_are_kept_and_wiped_files_are_gone() {
    let Bench { dir, store, heard } = {
        let bench = Bench::new();
        write_both(&bench);
        bench
    };
    drop(store);
    store::keep_aside(dir.path(), "1").unwrap();
    assert!(!store::files_exist(dir.path()));
    assert!(dir.path().join("outbox.db.1.kept").exists());
    let (store, _) = open(&dir, key(), &heard).unwrap();
    assert!(store.read(|r| op::all(r)).unwrap().is_empty());
    drop(store);
    store::wipe(dir.path()).unwrap();
    assert!(!store::files_exist(dir.path()));
    store::wipe(dir.path()).unwrap();
}
