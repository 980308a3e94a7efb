//! Bare inserts of the rows that a device holds, in the order in which they came.

use std::{
    collections::HashMap,
    path::Path,
    time::{Duration, Instant},
};

use domain::{Name, Object, Scope, search, wire::SyncLine};
use rusqlite::{Connection, params};
use store::Key;

use super::{device_file, same_schema};

/// A row, as the device keeps it.
#[derive(Debug)]
pub enum Row {
    /// Of the table of messages: place, id.
    Message(i64, [u8; 16], Content),
    /// Of the table of everything else: scope, name.
    Object(i64, String, Content),
    /// A message that is no more.
    NoMessage(i64, [u8; 16]),
    /// Something else that is no more.
    NoObject(i64, String),
    /// How far a scope has been read.
    State(i64, String, bool),
}

/// What a row says.
#[derive(Debug)]
pub struct Content {
    rev: i64,
    by: Option<String>,
    json: String,
}

impl Content {
    /// Bytes of it as they come over the wire.
    pub fn bytes(&self) -> usize {
        self.json.len()
    }
}

/// The scopes that a device holds, with their numbers in its file.
pub fn scopes(cache: &Connection) -> HashMap<Scope, i64> {
    let mut statement = cache.prepare("SELECT scope, id FROM scope").unwrap();
    let all = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).unwrap();
    all.map(Result::unwrap).map(|(scope, id)| (scope.parse().unwrap(), id)).collect()
}

/// The rows of lines, and of each scope where it was read to.
pub fn rows(lines: &[Vec<u8>], scopes: &HashMap<Scope, i64>) -> Vec<Row> {
    let (mut rows, mut scope) = (Vec::new(), 0);
    for line in lines {
        match serde_json::from_slice::<SyncLine>(line).unwrap() {
            SyncLine::Scope { scope: named, .. } => scope = scopes[&named],
            SyncLine::State { state, done } => rows.push(Row::State(scope, state.0, done)),
            SyncLine::Del { name } => rows.push(match name.parse().unwrap() {
                Name::Message(id) => Row::NoMessage(scope, *id.0.as_bytes()),
                _ => Row::NoObject(scope, name),
            }),
            SyncLine::Put(put) => {
                let json = put.object.get().to_owned();
                let seq = match serde_json::from_str(&json).unwrap() {
                    Object::Message(message) => message.seq,
                    _ => None,
                };
                let by = put.by.map(|by| by.to_string());
                let content = Content { rev: i64::try_from(put.rev).unwrap(), by, json };
                rows.push(match (put.name.parse().unwrap(), seq) {
                    (Name::Message(id), Some(seq)) => {
                        Row::Message((scope << 32) | i64::from(seq), *id.0.as_bytes(), content)
                    }
                    _ => Row::Object(scope, put.name, content),
                });
            }
            _ => {}
        }
    }
    rows
}

/// Inserts rows into a new file with the tables and indexes of another one, in one transaction.
pub fn into_new(rows: &[Row], like: &Connection, file: &Path, key: &Key) -> Duration {
    let db = device_file(file, key, "NORMAL");
    same_schema(like, &db, &["scope", "object", "message", "note", "content", "content_part", "term"]);
    let scopes = scopes(like);
    let numbers = Numbers::of(like);
    let begun = Instant::now();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    {
        let mut scope = db.prepare("INSERT INTO scope (id, scope) VALUES (?1, ?2)").unwrap();
        for (name, id) in &scopes {
            scope.execute(params![id, name.to_string()]).unwrap();
        }
        let mut message = db
            .prepare("INSERT INTO message (place, id, rev, by, server, found) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .unwrap();
        let mut object = db
            .prepare("INSERT INTO object (scope, name, rev, by, server, found) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .unwrap();
        let mut state = db.prepare("UPDATE scope SET state = ?2, done = ?3 WHERE id = ?1").unwrap();
        for row in rows {
            match row {
                Row::Message(place, id, it) => {
                    let number = numbers.messages.get(place);
                    message.execute(params![place, id, it.rev, it.by, it.json, number]).unwrap()
                }
                Row::Object(scope, name, it) => {
                    let number = numbers.objects.get(&(*scope, name.clone()));
                    object.execute(params![scope, name, it.rev, it.by, it.json, number]).unwrap()
                }
                // One for each page: only the last one of a scope stands, and that one is written.
                Row::State(scope, token, true) => state.execute(params![scope, token, true]).unwrap(),
                Row::State(..) | Row::NoMessage(..) | Row::NoObject(..) => 0,
            };
        }
    }
    index(rows, &numbers, &db);
    db.execute_batch("COMMIT").unwrap();
    begun.elapsed()
}

/// The numbers that rows have in the search, by what they are called.
#[derive(Debug, Default)]
struct Numbers {
    messages: HashMap<i64, i64>,
    objects: HashMap<(i64, String), i64>,
}

impl Numbers {
    fn of(cache: &Connection) -> Self {
        let mut numbers = Self::default();
        let mut statement = cache.prepare("SELECT place, found FROM message WHERE found IS NOT NULL").unwrap();
        let all = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).unwrap();
        numbers.messages.extend(all.map(Result::unwrap));
        let mut statement = cache.prepare("SELECT scope, name, found FROM object WHERE found IS NOT NULL").unwrap();
        let all = statement
            .query_map([], |row| Ok(((row.get::<_, i64>(0)?, row.get::<_, String>(1)?), row.get::<_, i64>(2)?)))
            .unwrap();
        numbers.objects.extend(all.map(Result::unwrap));
        numbers
    }
}

/// The same terms into the same index, in the order of the numbers.
fn index(rows: &[Row], numbers: &Numbers, db: &Connection) {
    let said = rows.iter().filter_map(|row| match row {
        Row::Message(place, _, it) => {
            let said = search::said_by_message(&serde_json::from_str(&it.json).unwrap())?;
            Some((*numbers.messages.get(place)?, place >> 32, said))
        }
        Row::Object(scope, name, it) => {
            let number = *numbers.objects.get(&(*scope, name.clone()))?;
            let said = match serde_json::from_str(&it.json).unwrap() {
                Object::Card(card) => search::said_by_card(&card),
                Object::Offer(offer) => search::said_by_offer(&offer),
                _ => return None,
            };
            Some((number, *scope, said))
        }
        Row::State(..) | Row::NoMessage(..) | Row::NoObject(..) => None,
    });
    let mut said: Vec<_> = said.collect();
    said.sort_by_key(|(number, ..)| *number);
    let mut add = db.prepare("INSERT INTO term (rowid, name, text) VALUES (?1, ?2, ?3)").unwrap();
    for (number, scope, said) in said {
        let text = format!("\u{e000}{scope} {}", search::terms(&said.text));
        add.execute(params![number, search::terms(&said.name), text]).unwrap();
    }
}

/// Writes rows into a file that holds others, in one transaction.
pub fn into_held(rows: &[Row], file: &Path, key: &Key) -> Duration {
    let db = device_file(file, key, "NORMAL");
    let begun = Instant::now();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    {
        let mut message = db
            .prepare(
                "INSERT INTO message (place, id, rev, by, server) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (scope, id) DO UPDATE SET rev = ?3, by = ?4, server = ?5",
            )
            .unwrap();
        let mut object = db
            .prepare(
                "INSERT INTO object (scope, name, rev, by, server) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (scope, name) DO UPDATE SET rev = ?3, by = ?4, server = ?5",
            )
            .unwrap();
        let mut no_message = db.prepare("DELETE FROM message WHERE scope = ?1 AND id = ?2").unwrap();
        let mut no_object = db.prepare("DELETE FROM object WHERE scope = ?1 AND name = ?2").unwrap();
        let mut state = db.prepare("UPDATE scope SET state = ?2, done = ?3 WHERE id = ?1").unwrap();
        for row in rows {
            match row {
                Row::Message(place, id, it) => message.execute(params![place, id, it.rev, it.by, it.json]).unwrap(),
                Row::Object(scope, name, it) => object.execute(params![scope, name, it.rev, it.by, it.json]).unwrap(),
                Row::NoMessage(scope, id) => no_message.execute(params![scope, id]).unwrap(),
                Row::NoObject(scope, name) => no_object.execute(params![scope, name]).unwrap(),
                Row::State(scope, token, done) => state.execute(params![scope, token, done]).unwrap(),
            };
        }
    }
    db.execute_batch("COMMIT").unwrap();
    begun.elapsed()
}
