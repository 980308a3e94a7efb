//! Messages, clustered by conversation and place. An id names a message within its conversation only: its author chose it.

use std::borrow::Cow;

use domain::{
    MessageId, Name, Object, OpId, Rev, Scope, Seq,
    record::Message,
    search::{self, Said},
    wire::Sum,
};
use rusqlite::{OptionalExtension, Row, params};

use super::object::{Cached, View, signed};
use crate::{Reads, StoreError, Write, search::Entry};

/// The place of a message that the server has not placed: behind all others of its conversation, in the order of the ops.
const PENDING: i64 = 1 << 31;

fn place(scope: i64, low: i64) -> i64 {
    (scope << 32) | low
}

/// The scope of a place, as in the column `scope`.
pub(crate) const fn scope_of(place: i64) -> i64 {
    place >> 32
}

/// A message with its place in the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Lower half of the rowid: the server's seq, or above 2³¹ for a pending one.
    pub low: i64,
    /// The message.
    pub cached: Cached,
}

impl Placed {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { low: row.get::<_, i64>("place")? & 0xffff_ffff, cached: Cached::of(row)? })
    }
}

/// A message is never hidden: taken back, it keeps its place.
const COLUMNS: &str = "rev, by, server, view, 0 AS hidden";

/// One message of a scope.
pub(crate) fn get(from: &impl Reads, scope: i64, id: MessageId) -> Result<Option<Cached>, StoreError> {
    let mut statement =
        from.cache().prepare_cached(&format!("SELECT {COLUMNS} FROM message WHERE scope = ?1 AND id = ?2"))?;
    Ok(statement.query_row(params![scope, id.0.as_bytes()], Cached::of).optional()?)
}

/// The newest `limit` messages of a scope before a place (none: the end), newest first.
///
/// # Errors
/// What the file says.
pub fn page(from: &impl Reads, scope: i64, before: Option<i64>, limit: u32) -> Result<Vec<Placed>, StoreError> {
    let mut statement = from.cache().prepare_cached(&format!(
        "SELECT place, {COLUMNS} FROM message WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT ?3"
    ))?;
    let end = place(scope, before.unwrap_or(0xffff_ffff).clamp(0, 0xffff_ffff));
    let rows = statement.query_map(params![place(scope, 0), end, limit], Placed::of)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The oldest `limit` messages of a scope from a place on, oldest first.
///
/// # Errors
/// What the file says.
pub fn since(from: &impl Reads, scope: i64, first: i64, limit: u32) -> Result<Vec<Placed>, StoreError> {
    let mut statement = from.cache().prepare_cached(&format!(
        "SELECT place, {COLUMNS} FROM message WHERE place >= ?1 AND place < ?2 ORDER BY place LIMIT ?3"
    ))?;
    let begin = place(scope, first.clamp(0, 0xffff_ffff));
    let rows = statement.query_map(params![begin, place(scope + 1, 0), limit], Placed::of)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The place of a message in its scope, as in [`Placed::low`]; none when it is not there.
///
/// # Errors
/// What the file says.
pub fn place_of(from: &impl Reads, scope: i64, id: MessageId) -> Result<Option<i64>, StoreError> {
    let mut statement = from.cache().prepare_cached("SELECT place FROM message WHERE scope = ?1 AND id = ?2")?;
    let place = statement.query_row(params![scope, id.0.as_bytes()], |row| row.get::<_, i64>(0)).optional()?;
    Ok(place.map(|place| place & 0xffff_ffff))
}

/// The place of the newest message that the server has placed; 0 when there is none.
///
/// # Errors
/// What the file says.
pub fn head(from: &impl Reads, scope: i64) -> Result<Seq, StoreError> {
    let mut statement =
        from.cache().prepare_cached("SELECT max(place) FROM message WHERE place >= ?1 AND place < ?2")?;
    let head: Option<i64> = statement.query_row(params![place(scope, 0), place(scope, PENDING)], |row| row.get(0))?;
    Ok(head.and_then(|head| Seq::try_from(head & 0xffff_ffff).ok()).unwrap_or(0))
}

/// What is there of a message before it is written.
struct Held {
    place: i64,
    number: Option<i64>,
    server: Option<String>,
    view: Option<String>,
}

impl Held {
    fn of(from: &impl Reads, scope: i64, id: MessageId) -> Result<Option<Self>, StoreError> {
        let mut statement = from
            .cache()
            .prepare_cached("SELECT place, found, server, view FROM message WHERE scope = ?1 AND id = ?2")?;
        let held = statement.query_row(params![scope, id.0.as_bytes()], |row| {
            Ok(Self { place: row.get(0)?, number: row.get(1)?, server: row.get(2)?, view: row.get(3)? })
        });
        Ok(held.optional()?)
    }

    /// What it says now, as far as it can be searched.
    fn entry(&self) -> Entry {
        let shown = self.view.as_deref().or(self.server.as_deref()).filter(|_| self.number.is_some());
        Entry { number: self.number, said: shown.and_then(said) }
    }
}

pub(crate) fn said(json: &str) -> Option<Said> {
    search::said_by_message(&serde_json::from_str(json).ok()?)
}

/// The message at a place shows something else than before.
fn index(to: &Write<'_>, place: i64, id: MessageId, before: Entry, now: Option<Said>) -> Result<(), StoreError> {
    let (scope, had) = (scope_of(place), before.number);
    let number = crate::search::message(to, place, before, now)?;
    if number != had {
        to.cache().prepare_cached("UPDATE message SET found = ?3 WHERE scope = ?1 AND id = ?2")?.execute(params![
            scope,
            id.0.as_bytes(),
            number
        ])?;
    }
    Ok(())
}

/// What kind of record it is, read without the rest of it.
#[derive(serde::Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

/// A message, read as what it is: as any object, all of it would be kept twice on the way.
fn message(json: &str) -> Option<Message> {
    let head: Head<'_> = serde_json::from_str(json).ok()?;
    if head.kind == "message" { serde_json::from_str(json).ok() } else { None }
}

/// Nearly every message that comes is new, and nothing else has its place: this is all that is done with it.
const ADD: &str =
    "INSERT INTO message (place, id, rev, by, server, found) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

const REPLACE: &str = "
    INSERT INTO message (place, id, rev, by, server, found) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (scope, id) DO UPDATE SET place = ?1, rev = ?3, by = ?4, server = ?5, stale = 0 WHERE stale OR rev <= ?3";

/// Writes the server's row; whether there is a view over it.
pub(crate) fn put_server(
    to: &Write<'_>,
    scope: i64,
    id: MessageId,
    rev: Rev,
    by: Option<OpId>,
    json: &str,
) -> Result<bool, StoreError> {
    // A message of a shape this version does not know, or without a place, cannot be shown; it comes again with the next version.
    let Some(message) = message(json) else { return Ok(false) };
    let Some(seq) = message.seq.filter(|seq| i64::from(*seq) < PENDING) else { return Ok(false) };
    let (at, by) = (place(scope, i64::from(seq)), by.map(|op| op.to_string()));
    let now = search::said_by_message(&message);
    let number = now.as_ref().map(crate::search::first_number);
    let added = params![at, id.0.as_bytes(), signed(rev), by, json, number];
    if to.cache().prepare_cached(ADD)?.execute(added)? > 0 {
        crate::search::added(to, scope, number, now);
        return Ok(false);
    }
    let before = Held::of(to, scope, id)?;
    // The place can change once, from pending to the server's. A hostile server may give one place twice: the newer wins.
    let displaced = to
        .cache()
        .prepare_cached("DELETE FROM message WHERE place = ?1 AND id <> ?2 RETURNING found")?
        .query_row(params![at, id.0.as_bytes()], |row| row.get(0))
        .optional()?;
    crate::search::gone(to, displaced.flatten());
    let number = match &before {
        None => crate::search::message(to, at, Entry::default(), now.clone())?,
        Some(_) => None,
    };
    let written =
        to.cache().prepare_cached(REPLACE)?.execute(params![at, id.0.as_bytes(), signed(rev), by, json, number])?;
    let Some(before) = before else { return Ok(false) };
    if message.deleted {
        forget_content(to, scope, before.server.as_deref())?;
    }
    if written == 0 || before.view.is_some() {
        return Ok(written > 0);
    }
    index(to, at, id, before.entry(), now)?;
    Ok(false)
}

/// The content that only a message named goes with what it said.
fn forget_content(to: &Write<'_>, scope: i64, before: Option<&str>) -> Result<(), StoreError> {
    let Some(Ok(Object::Message(before))) = before.map(serde_json::from_str) else { return Ok(()) };
    for attachment in before.attachments {
        let is_named: bool = to
            .cache()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM message WHERE place >= ?1 AND place < ?2 \
                 AND (instr(server, ?3) OR instr(view, ?3)))",
            )?
            .query_row(params![place(scope, 0), place(scope + 1, 0), attachment.digest.to_string()], |row| {
                row.get(0)
            })?;
        if !is_named {
            super::content::remove(to, scope, attachment.digest)?;
        }
    }
    Ok(())
}

pub(crate) fn set_view(to: &Write<'_>, scope: i64, id: MessageId, view: View<'_>) -> Result<(), StoreError> {
    let before = Held::of(to, scope, id)?;
    let entry = before.as_ref().map(Held::entry).unwrap_or_default();
    match view {
        View::Json(json, op) => {
            let pending = place(scope, PENDING | (op & 0x7fff_ffff));
            to.cache()
                .prepare_cached(
                    "INSERT INTO message (place, id, view) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (scope, id) DO UPDATE SET view = ?3",
                )?
                .execute(params![pending, id.0.as_bytes(), json])?;
            index(to, before.map_or(pending, |held| held.place), id, entry, said(json))
        }
        // A message is never removed by an op, its text is: Hidden does not occur, and would show the server's row.
        View::Server | View::Hidden => {
            let Some(Held { place, server, .. }) = before else { return Ok(()) };
            index(to, place, id, entry, server.as_deref().and_then(said))?;
            to.cache()
                .prepare_cached("UPDATE message SET view = NULL WHERE scope = ?1 AND id = ?2")?
                .execute(params![scope, id.0.as_bytes()])?;
            to.cache()
                .prepare_cached("DELETE FROM message WHERE scope = ?1 AND id = ?2 AND server IS NULL")?
                .execute(params![scope, id.0.as_bytes()])?;
            Ok(())
        }
    }
}

pub(crate) fn remove(to: &Write<'_>, scope: i64, id: MessageId) -> Result<(), StoreError> {
    let Some(before) = Held::of(to, scope, id)? else { return Ok(()) };
    crate::search::gone(to, before.number);
    to.cache()
        .prepare_cached("DELETE FROM message WHERE scope = ?1 AND id = ?2")?
        .execute(params![scope, id.0.as_bytes()])?;
    forget_content(to, scope, before.server.as_deref())
}

pub(crate) fn remove_all(to: &Write<'_>, scope: i64) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("DELETE FROM message WHERE place >= ?1 AND place < ?2")?
        .execute([place(scope, 0), place(scope + 1, 0)])?;
    Ok(())
}

/// Every message that the server has sent is stale from now on.
pub(crate) fn set_stale(to: &Write<'_>, scope: i64) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("UPDATE message SET stale = 1 WHERE place >= ?1 AND place < ?2 AND server IS NOT NULL")?
        .execute([place(scope, 0), place(scope + 1, 0)])?;
    Ok(())
}

pub(crate) fn stale(from: &impl Reads, scope: i64) -> Result<Vec<Name>, StoreError> {
    let mut statement =
        from.cache().prepare_cached("SELECT id FROM message WHERE place >= ?1 AND place < ?2 AND stale")?;
    let ids = statement.query_map([place(scope, 0), place(scope + 1, 0)], |row| row.get::<_, [u8; 16]>(0))?;
    let names = ids.map(|id| Ok(Name::Message(MessageId(uuid::Uuid::from_bytes(id?)))));
    names.collect()
}

/// Adds the server's messages of a scope.
pub(crate) fn add_to_sum(from: &impl Reads, scope: Scope, id: i64, sum: &mut Sum) -> Result<(), StoreError> {
    let mut statement = from.cache().prepare_cached(
        "SELECT id, rev, server FROM message WHERE place >= ?1 AND place < ?2 AND server IS NOT NULL",
    )?;
    let mut rows = statement.query([place(id, 0), place(id + 1, 0)])?;
    while let Some(row) = rows.next()? {
        let name = Name::Message(MessageId(uuid::Uuid::from_bytes(row.get("id")?))).to_string();
        let body = row.get_ref("server")?;
        sum.add(scope, &name, row.get::<_, i64>("rev")?.unsigned_abs(), body.as_str().unwrap_or_default());
    }
    Ok(())
}

pub(crate) fn overlaid(from: &impl Reads) -> Result<Vec<(Scope, Name)>, StoreError> {
    let mut statement = from.cache().prepare_cached(
        "SELECT s.scope, m.id FROM message m JOIN scope s ON s.id = m.scope WHERE m.view IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?)))?;
    let mut list = Vec::new();
    for row in rows {
        let (scope, id) = row?;
        if let Ok(scope) = scope.parse() {
            list.push((scope, Name::Message(MessageId(uuid::Uuid::from_bytes(id)))));
        }
    }
    Ok(list)
}
