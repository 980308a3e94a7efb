//! W3: what one person does without a network, each durable; and the sending of it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, types::Value as Cell};
use serde_json::{Value, json};

use super::{Bench, answered_ms, ms};
use crate::{
    Place, Process,
    generate::{EditSet, Generator},
    limit::{device_file, server_file},
    table::{Figure, Goal},
    world::World,
};

/// Ops in one transaction of the server at most, as in one request.
const BATCH: usize = 500;

/// The edits, and their sending.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    let calls = calls(&mut bench.generator(), &bench.world());
    let (folder, runs) = (bench.folder().to_owned(), bench.runs);
    let synced = bench.synced();
    let key = synced.place.key();
    let (mut real, mut limit, mut push, mut push_limit) = (vec![], vec![], vec![], vec![]);
    for _ in 0..runs {
        let site = synced.site(&folder);
        let place = Place::copy_of(&folder, &synced.place);
        let mut device = Process::start(&place);
        let times = device.ask("host.times", &Value::Array(calls.clone()));
        real.push(times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).sum::<f64>() / 1e6);
        // Their logs are written home, so that they can be read.
        device.end();
        let [outbox, cache] =
            ["outbox.db", "cache.db"].map(|file| device_file(&place.files().join(file), &key, "NORMAL"));
        let commits = commits(&outbox, &cache);
        drop((outbox, cache));
        assert_eq!(commits.len(), calls.len(), "each is an op of its own");

        let held = Place::copy_of(&folder, &synced.place);
        let outbox = device_file(&held.files().join("outbox.db"), &key, "FULL");
        let cache = device_file(&held.files().join("cache.db"), &key, "NORMAL");
        limit.push(ms(bare_commits(&commits, &outbox, &cache)));
        drop((outbox, cache));

        let mut device = Process::start(&place);
        let answer = device.ask("host.push", &Value::Null);
        push.push(answered_ms(&answer, "us"));
        device.end();
        let closed = site.close();
        push_limit.push(ms(bare_rows(&synced.server, &closed.file(), &folder)));
    }
    vec![
        Figure::new("W3 10,000 edits, each durable", "ms", real, limit, Goal::Times(1.5)),
        Figure::new("W3 sent and durably answered", "ms", push, push_limit, Goal::Times(3.0)),
    ]
}

/// The generated edits as calls, all of one person and on records of their own: a message is sent; a change of a profile is an
/// edit of an own message, and one of an offer keeps an offer, so that each stays an op of its own.
fn calls(generator: &mut Generator, world: &World) -> Vec<Value> {
    let mut own = Vec::new();
    generator.messages(|message| {
        let (conversation, author) = world.talk(&message);
        if author == world.me {
            own.push((conversation, message.id));
        }
    });
    let mut offers = Vec::new();
    generator.offers(|offer| offers.push(offer.id));
    generator.changes(|_| {});
    let (mut own, mut offers) = (own.into_iter(), offers.into_iter());
    let mut calls = Vec::new();
    generator.edits(|edit| {
        calls.push(match edit.set {
            EditSet::Message(message) => {
                let (conversation, _) = world.talk(&message);
                let body = message.text;
                json!({ "call": "send_message", "with": { "conversation": conversation, "body": body, "about": null } })
            }
            EditSet::Profile { bio_ja, .. } => {
                let (conversation, message) = own.next().unwrap();
                let with = json!({ "conversation": conversation, "message": message, "body": bio_ja });
                json!({ "call": "edit_message", "with": with })
            }
            EditSet::Offer { .. } => {
                let with = json!({ "organization": world.organization, "offer": offers.next().unwrap() });
                json!({ "call": "save_offer", "with": with })
            }
        });
    });
    calls
}

/// What one edit wrote: a row of the outbox, and what shows it.
struct Commit {
    op: Vec<Cell>,
    shown: Shown,
}

enum Shown {
    Message { place: i64, id: Vec<u8>, view: String },
    Object { scope: i64, name: String, view: String },
}

fn commits(outbox: &Connection, cache: &Connection) -> Vec<Commit> {
    let mut ops = outbox.prepare("SELECT * FROM op ORDER BY seq").unwrap();
    let columns = ops.column_count();
    let ops = ops.query_map([], |row| {
        let cells = (0..columns).map(|at| row.get::<_, Cell>(at)).collect::<Result<Vec<_>, _>>()?;
        Ok((cells, row.get::<_, String>("scope")?, row.get::<_, String>("name")?))
    });
    let mut scope = cache.prepare("SELECT id FROM scope WHERE scope = ?1").unwrap();
    let mut message = cache.prepare("SELECT place, view FROM message WHERE scope = ?1 AND id = ?2").unwrap();
    let mut object = cache.prepare("SELECT view FROM object WHERE scope = ?1 AND name = ?2").unwrap();
    let mut shown = |of: &str, name: String| {
        let scope: i64 = scope.query_row([of], |row| row.get(0)).unwrap();
        match name.parse().unwrap() {
            domain::Name::Message(id) => {
                let id = id.0.as_bytes().to_vec();
                let (place, view) = message.query_row((scope, &id), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
                Shown::Message { place, id, view }
            }
            _ => {
                let view = object.query_row((scope, &name), |row| row.get(0)).unwrap();
                Shown::Object { scope, name, view }
            }
        }
    };
    ops.unwrap().map(Result::unwrap).map(|(op, scope, name)| Commit { op, shown: shown(&scope, name) }).collect()
}

/// The same commits: first the outbox, flushed to the disk, then the cache.
fn bare_commits(commits: &[Commit], outbox: &Connection, cache: &Connection) -> Duration {
    let marks = vec!["?"; commits[0].op.len()].join(", ");
    let mut op = outbox.prepare(&format!("INSERT INTO op VALUES ({marks})")).unwrap();
    let mut message = cache
        .prepare(
            "INSERT INTO message (place, id, view) VALUES (?1, ?2, ?3) ON CONFLICT (scope, id) DO UPDATE SET view = ?3",
        )
        .unwrap();
    let mut object = cache
        .prepare("INSERT INTO object (scope, name, view) VALUES (?1, ?2, ?3) ON CONFLICT (scope, name) DO UPDATE SET view = ?3")
        .unwrap();
    let begun = Instant::now();
    for commit in commits {
        op.execute(rusqlite::params_from_iter(&commit.op)).unwrap();
        match &commit.shown {
            Shown::Message { place, id, view } => message.execute((place, id, view)).unwrap(),
            Shown::Object { scope, name, view } => object.execute((scope, name, view)).unwrap(),
        };
    }
    begun.elapsed()
}

/// Inserts into a server's file, as it was, the rows that it has now.
fn bare_rows(before: &Path, after: &Path, folder: &Path) -> Duration {
    let copy = tempfile::TempDir::new_in(folder).unwrap();
    let file = copy.path().join("bare.db");
    std::fs::copy(before, &file).unwrap();
    let db = server_file(&file);
    db.execute("ATTACH ?1 AS new", [after.to_str().unwrap()]).unwrap();
    let new = |sql: &str| -> Vec<Vec<Cell>> {
        let mut statement = db.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    };
    let records =
        new("SELECT n.* FROM new.record n LEFT JOIN main.record o ON o.id = n.id WHERE o.id IS NULL OR o.rev <> n.rev");
    let ops = new("SELECT * FROM new.op WHERE row > (SELECT max(row) FROM main.op)");
    let messages =
        new("SELECT n.* FROM new.message n LEFT JOIN main.message o USING (conversation, seq) WHERE o.seq IS NULL");
    let scopes = new("SELECT n.* FROM new.scope n JOIN main.scope o ON o.id = n.id WHERE o.head <> n.head");
    db.execute_batch("DETACH new").unwrap();
    let begun = Instant::now();
    let batches = ops.len().div_ceil(BATCH).max(1);
    for batch in 0..batches {
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        for (table, rows) in [("record", &records), ("op", &ops), ("message", &messages), ("scope", &scopes)] {
            let Some(first) = rows.first() else { continue };
            let marks = vec!["?"; first.len()].join(", ");
            // A row that stands already is another one now.
            let mut put = db.prepare_cached(&format!("REPLACE INTO {table} VALUES ({marks})")).unwrap();
            for row in rows.iter().skip(batch).step_by(batches) {
                put.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        db.execute_batch("COMMIT").unwrap();
    }
    begun.elapsed()
}
