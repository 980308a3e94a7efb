//! Messages, clustered by conversation and place. An id names a message within its conversation only: its author chose it.

use domain::{MessageId, Name, Object, OpId, Rev, Scope, Seq, wire::Sum};
use rusqlite::{OptionalExtension, Row, params};

use super::object::{Cached, View, signed};
use crate::{Reads, StoreError, Write};

/// The place of a message that the server has not placed: behind all others of its conversation, in the order of the ops.
const PENDING: i64 = 1 << 31;

fn place(scope: i64, low: i64) -> i64 {
    (scope << 32) | low
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

pub(crate) fn put_server(
    to: &Write<'_>,
    scope: i64,
    id: MessageId,
    rev: Rev,
    by: Option<OpId>,
    json: &str,
) -> Result<(), StoreError> {
    let (seq, is_deleted) = match serde_json::from_str(json) {
        Ok(Object::Message(message)) => (message.seq.filter(|seq| i64::from(*seq) < PENDING), message.deleted),
        _ => (None, false),
    };
    // A message of a shape this version does not know, or without a place, cannot be shown; it comes again with the next version.
    let Some(seq) = seq else { return Ok(()) };
    let before = if is_deleted { get(to, scope, id)? } else { None };
    let at = place(scope, i64::from(seq));
    // The place can change once, from pending to the server's. A hostile server may give one place twice: the newer wins.
    to.cache()
        .prepare_cached("DELETE FROM message WHERE place = ?1 AND id <> ?2")?
        .execute(params![at, id.0.as_bytes()])?;
    to.cache()
        .prepare_cached(
            "INSERT INTO message (place, id, rev, by, server) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (scope, id) DO UPDATE SET place = ?1, rev = ?3, by = ?4, server = ?5, stale = 0 \
             WHERE stale OR rev <= ?3",
        )?
        .execute(params![at, id.0.as_bytes(), signed(rev), by.map(|op| op.to_string()), json])?;
    forget_content(to, scope, before)
}

/// The content that only a message named goes with what it said.
fn forget_content(to: &Write<'_>, scope: i64, before: Option<Cached>) -> Result<(), StoreError> {
    let Some(Object::Message(before)) = before.and_then(|cached| cached.from_server()) else { return Ok(()) };
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
    match view {
        View::Json(json, op) => to
            .cache()
            .prepare_cached(
                "INSERT INTO message (place, id, view) VALUES (?1, ?2, ?3) ON CONFLICT (scope, id) DO UPDATE SET view = ?3",
            )?
            .execute(params![place(scope, PENDING | (op & 0x7fff_ffff)), id.0.as_bytes(), json])?,
        // A message is never removed by an op, its text is: Hidden does not occur, and would show the server's row.
        View::Server | View::Hidden => {
            to.cache()
                .prepare_cached("UPDATE message SET view = NULL WHERE scope = ?1 AND id = ?2")?
                .execute(params![scope, id.0.as_bytes()])?;
            to.cache()
                .prepare_cached("DELETE FROM message WHERE scope = ?1 AND id = ?2 AND server IS NULL")?
                .execute(params![scope, id.0.as_bytes()])?
        }
    };
    Ok(())
}

pub(crate) fn remove(to: &Write<'_>, scope: i64, id: MessageId) -> Result<(), StoreError> {
    let before = get(to, scope, id)?;
    to.cache()
        .prepare_cached("DELETE FROM message WHERE scope = ?1 AND id = ?2")?
        .execute(params![scope, id.0.as_bytes()])?;
    forget_content(to, scope, before)
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
