//! Files of earlier versions, each as that version left them: `tests/old`. Every one opens, with all that was in it, also when
//! the process ends in the middle of bringing it to this version.

use std::{fs, path::Path};

use domain::{Name, Object, Scope, record::ProfileField, search::Query};
use rusqlite::{Connection, params};
use store::{
    Order, Store, StoreError,
    search::{self, Wanted},
    table::{draft, message as messages, note, object, op, scope, setting},
};

use crate::{TALK, json, key, message, scene, search::wanted, sending, talk};

const OUTBOXES: &[&str] = &["outbox_1"];
const CACHES: &[&str] = &["cache_1", "cache_2", "cache_3", "cache_4", "cache_5", "cache_6"];

/// Messages that the server has placed; behind them stands one that waits.
const PLACED: u32 = 60;
/// Ops: every third was refused.
const OPS: u32 = 30;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old")
}

fn put(dir: &Path, outbox: &str, cache: &str) {
    fs::copy(folder().join(format!("{outbox}.db")), dir.join("outbox.db")).unwrap();
    fs::copy(folder().join(format!("{cache}.db")), dir.join("cache.db")).unwrap();
}

fn open(dir: &Path) -> Store {
    let (store, opened) = Store::open(dir, key(), |_| {}).unwrap();
    assert_eq!(opened, store::Opened::default(), "nothing is made anew");
    store
}

/// Everything that `make_old_files` put there.
fn check(store: &Store) {
    let read = store.read(|r| {
        let ops = op::all(r)?;
        assert_eq!(ops.len(), OPS as usize);
        for (queued, number) in ops.iter().zip(1..) {
            assert_eq!((queued.op.clone(), queued.seq), (sending(number), i64::try_from(number).unwrap()));
            let state = if number % 3 == 0 { op::State::Refused } else { op::State::Waiting };
            assert_eq!((queued.state, queued.tries, queued.at), (state, 2, 5));
            assert_eq!(queued.code.as_deref(), (number % 3 == 0).then_some("too_many"));
        }
        assert_eq!(draft::get(r, TALK)?, "秘密の下書き");
        assert_eq!(setting::get(r, "person")?.as_deref(), Some("01020304"));

        assert_eq!(note::get(r, "note")?.as_deref(), Some("覚え"));
        let row = scope::get(r, talk())?.unwrap();
        assert_eq!((row.state.unwrap().0.as_str(), row.is_done), ("state 60", true));
        let page = messages::page(r, row.id, None, 1_000)?;
        assert_eq!(page.len(), PLACED as usize + 1);
        assert_eq!(page[0].low, (1 << 31) | 9, "the message that waits stands last");
        for number in 1..=PLACED {
            let held = object::get(r, talk(), Name::Message(message(number.into())))?.unwrap();
            let wanted: Object = serde_json::from_str(&json(number.into(), Some(number))).unwrap();
            assert_eq!((held.rev, held.from_server()), (u64::from(number) + 10, Some(wanted)));
        }
        let field = object::get(r, Scope::Me(crate::ME), Name::Field(ProfileField::Headline))?.unwrap();
        assert_eq!(
            (field.rev, field.server.as_deref(), field.view.as_deref()),
            (4, Some("{\"a\":1}"), Some("{\"a\":2}"))
        );
        let overlaid = object::overlaid(r)?;
        assert_eq!(overlaid.len(), 2, "a field and the message that waits");
        Ok(())
    });
    read.unwrap();
    assert_eq!(found(store), PLACED as usize + 1, "what an earlier version read is found");
    assert!(scene::is_usable(store, 3), "and the person goes on");
}

/// How many messages are found once the index has caught up.
fn found(store: &Store) -> usize {
    while store.write(Order::CacheFirst, |w| search::catch_up(w, 7)).unwrap() {}
    let query = Query::new("本文");
    let wanted = Wanted { limit: 1_000, ..wanted(&query) };
    store.read(|r| search::find(r, &wanted)).unwrap().len()
}

#[test]
fn every_file_of_an_earlier_version_opens_with_all_that_was_in_it() {
    for outbox in OUTBOXES {
        for cache in CACHES {
            let dir = scene::folder();
            put(dir.path(), outbox, cache);
            check(&open(dir.path()));
        }
    }
}

/// Ends the process at every single thing that bringing the files to this version does to the disk.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_ends_while_it_migrates_leaves_files_that_open() {
    use crate::shim::{self, Child};

    if let Some(dir) = shim::child() {
        return drop(open(&dir));
    }
    let mut places = Vec::new();
    for cache in CACHES {
        let mut ended = 0;
        for at in 1.. {
            let dir = scene::folder();
            put(dir.path(), OUTBOXES[0], cache);
            let child = Child::new("old::a_process_that_ends_while_it_migrates_leaves_files_that_open", dir.path());
            let status = child.stop(at).run();
            check(&open(dir.path()));
            if status.success() {
                break;
            }
            assert_eq!(status.code(), Some(9), "{cache}, event {at}: it ended where it should");
            ended += 1;
        }
        places.push((cache, ended));
    }
    println!("ended at so many places: {places:?}");
    assert!(places.iter().map(|(_, ended)| ended).sum::<i32>() > 40, "they were ended while they wrote: {places:?}");
}

#[test]
fn a_file_of_a_newer_version_is_told_and_left_alone() {
    for file in ["outbox.db", "cache.db"] {
        let dir = scene::folder();
        put(dir.path(), OUTBOXES[0], CACHES[0]);
        let connection = unsealed(&dir.path().join(file));
        connection.execute_batch("PRAGMA user_version = 999;").unwrap();
        drop(connection);
        let bytes = || ["outbox.db", "cache.db"].map(|file| fs::read(dir.path().join(file)).unwrap());
        let before = bytes();
        assert!(matches!(Store::open(dir.path(), key(), |_| {}), Err(StoreError::Newer)), "{file}");
        assert!(bytes() == before, "{file}: neither file is changed");
    }
}

pub(crate) fn unsealed(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key().to_hex().as_str())).unwrap();
    connection
}

/// How the files came to be. For a new step of a schema: name its file above and below, add what its tables hold, run this
/// (`cargo test -p store --test it make_old_files -- --ignored`), and keep only the new file: the others are what they are.
#[test]
#[ignore = "writes the files that the other tests read"]
fn make_old_files() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table");
    fs::create_dir_all(folder()).unwrap();
    for (kind, versions) in [("outbox", OUTBOXES), ("cache", CACHES)] {
        for version in 1..=versions.len() {
            let path = folder().join(format!("{kind}_{version}.db"));
            if path.exists() {
                continue;
            }
            let connection = unsealed(&path);
            for step in 1..=version {
                let sql = fs::read_to_string(table.join(format!("{kind}_{step}.sql"))).unwrap();
                connection.execute_batch(&sql).unwrap();
            }
            connection.execute_batch(&format!("PRAGMA user_version = {version}; PRAGMA journal_mode = WAL;")).unwrap();
            if kind == "outbox" { fill_outbox(&connection) } else { fill_cache(&connection) }
        }
    }
}

fn fill_outbox(to: &Connection) {
    for number in 1..=OPS {
        let op = sending(number.into());
        let (scope, name) = op.intent.target(crate::ME);
        let (state, code) = if number % 3 == 0 { ("refused", Some("too_many")) } else { ("waiting", None) };
        to.execute(
            "INSERT INTO op (id, scope, name, lane, body, state, code, tries, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 2, 5)",
            params![
                op.id.to_string(),
                scope.to_string(),
                name.to_string(),
                op.intent.lane(crate::ME),
                serde_json::to_string(&op).unwrap(),
                state,
                code
            ],
        )
        .unwrap();
    }
    to.execute("INSERT INTO draft (conversation, text, at) VALUES (?1, '秘密の下書き', 5)", [TALK.to_string()])
        .unwrap();
    to.execute("INSERT INTO setting (name, value) VALUES ('person', '01020304')", []).unwrap();
}

fn fill_cache(to: &Connection) {
    let scopes = "INSERT INTO scope (id, scope, state, done) VALUES (7, ?1, 'state 60', 1), (8, ?2, NULL, 0)";
    to.execute(scopes, [talk().to_string(), Scope::Me(crate::ME).to_string()]).unwrap();
    let row = "INSERT INTO message (place, id, rev, server, view) VALUES (?1, ?2, ?3, ?4, ?5)";
    for number in 1..=PLACED {
        let id = message(number.into());
        let place = (7_i64 << 32) | i64::from(number);
        let json = json(number.into(), Some(number));
        to.execute(row, params![place, id.0.as_bytes(), number + 10, json, None::<String>]).unwrap();
    }
    let waiting = message(99);
    let place = (7_i64 << 32) | (1 << 31) | 9;
    to.execute(row, params![place, waiting.0.as_bytes(), 0, None::<String>, json(99, None)]).unwrap();
    let field = Name::Field(ProfileField::Headline).to_string();
    let row = "INSERT INTO object (scope, name, rev, server, view) VALUES (8, ?1, 4, '{\"a\":1}', '{\"a\":2}')";
    to.execute(row, [field]).unwrap();
    to.execute("INSERT INTO note (name, value) VALUES ('note', '覚え')", []).unwrap();
}
