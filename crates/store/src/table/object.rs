//! Records of the cache: the server's row, and beside it what the pending ops make of it. Messages have a table of
//! their own, behind the same functions.

use std::collections::BTreeSet;

use domain::{
    Name, Object, OpId, Rev, Scope,
    search::{Said, said_by_card, said_by_offer},
    wire::{PutLine, Sum},
};
use rusqlite::{OptionalExtension, Row, params};

use super::{message, scope};
use crate::{
    Reads, StoreError, Touched, Write,
    search::{self, Entry, Kind},
};

/// A record as the device holds it. Contents are JSON as the server sent it: fields this version does not know survive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cached {
    /// The server's revision; 0 when it has none yet.
    pub rev: Rev,
    /// The op that wrote the server's row last.
    pub by: Option<OpId>,
    /// The server's content; none when it does not have the record.
    pub server: Option<String>,
    /// What the pending ops make of it; none when there are none.
    pub view: Option<String>,
    /// The pending ops remove it.
    pub is_hidden: bool,
}

impl Cached {
    /// What a screen shows; none when there is nothing to show or this version does not know the kind.
    pub fn shown(&self) -> Option<Object> {
        if self.is_hidden {
            return None;
        }
        parse(self.view.as_deref().or(self.server.as_deref())?)
    }

    /// The server's content.
    pub fn from_server(&self) -> Option<Object> {
        parse(self.server.as_deref()?)
    }

    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            rev: row.get::<_, i64>("rev")?.unsigned_abs(),
            by: row.get::<_, Option<String>>("by")?.and_then(|id| id.parse().ok()),
            server: row.get("server")?,
            view: row.get("view")?,
            is_hidden: row.get("hidden")?,
        })
    }
}

fn parse(json: &str) -> Option<Object> {
    serde_json::from_str(json).ok()
}

/// A revision as SQLite keeps it.
pub(crate) fn signed(rev: Rev) -> i64 {
    i64::try_from(rev).unwrap_or(i64::MAX)
}

/// One record.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, scope: Scope, name: Name) -> Result<Option<Cached>, StoreError> {
    let Some(scope) = scope::get(from, scope)? else { return Ok(None) };
    if let Name::Message(id) = name {
        return message::get(from, scope.id, id);
    }
    let mut statement = from
        .cache()
        .prepare_cached("SELECT rev, by, server, view, hidden FROM object WHERE scope = ?1 AND name = ?2")?;
    Ok(statement.query_row(params![scope.id, name.to_string()], Cached::of).optional()?)
}

/// Every record of a scope whose name begins with a kind (`row/`, `inbox/`), in the order of their names.
/// Names that this version does not know are left out.
///
/// # Errors
/// What the file says.
pub fn list(from: &impl Reads, scope: Scope, kind: &str) -> Result<Vec<(Name, Cached)>, StoreError> {
    let Some(scope) = scope::get(from, scope)? else { return Ok(Vec::new()) };
    let mut statement = from.cache().prepare_cached(
        "SELECT name, rev, by, server, view, hidden FROM object WHERE scope = ?1 AND name >= ?2 AND name < ?3 ORDER BY name",
    )?;
    // U+10FFFF sorts behind every name of the kind.
    let rows = statement.query_map(params![scope.id, kind, format!("{kind}\u{10ffff}")], |row| {
        Ok((row.get::<_, String>("name")?, Cached::of(row)?))
    })?;
    let mut list = Vec::new();
    for row in rows {
        let (name, cached) = row?;
        if let Ok(name) = name.parse() {
            list.push((name, cached));
        }
    }
    Ok(list)
}

/// The names of a scope that begin with a kind.
///
/// # Errors
/// What the file says.
pub fn names(from: &impl Reads, scope: Scope, kind: &str) -> Result<BTreeSet<String>, StoreError> {
    let Some(scope) = scope::get(from, scope)? else { return Ok(BTreeSet::new()) };
    let mut statement =
        from.cache().prepare_cached("SELECT name FROM object WHERE scope = ?1 AND name >= ?2 AND name < ?3")?;
    let names = statement.query_map(params![scope.id, kind, format!("{kind}\u{10ffff}")], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Nearly every record that comes is new.
const ADD: &str = "
    INSERT INTO object (scope, name, rev, by, server, found) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

/// What is stale is replaced by whatever comes, everything else by nothing older.
const PUT: &str = "
    INSERT INTO object (scope, name, rev, by, server) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (scope, name) DO UPDATE SET rev = ?3, by = ?4, server = ?5, stale = 0 WHERE stale OR rev <= ?3
    RETURNING view IS NOT NULL OR hidden";

/// Writes the server's row as it came, unless a newer one is held. The view beside it is left: see [`set_view`].
///
/// # Errors
/// What the file says.
pub fn put_server(
    to: &Write<'_>,
    scope: Scope,
    name: Name,
    rev: Rev,
    by: Option<OpId>,
    json: &str,
) -> Result<(), StoreError> {
    put_beneath(to, scope, name, rev, by, json).map(drop)
}

/// The same; whether there is a view beside it that has to be derived again.
///
/// # Errors
/// What the file says.
pub fn put_beneath(
    to: &Write<'_>,
    scope: Scope,
    name: Name,
    rev: Rev,
    by: Option<OpId>,
    json: &str,
) -> Result<bool, StoreError> {
    let id = scope::ensure(to, scope)?;
    to.touch(Touched::Object(scope, name));
    if let Name::Message(message) = name {
        return message::put_server(to, id, message, rev, by, json);
    }
    let (text, by) = (name.to_string(), by.map(|op| op.to_string()));
    let Some(kind) = Kind::of(scope, name) else { return put(to, id, &text, rev, by, json) };
    let now = said_by(name, json);
    let number = if now.is_some() { Some(search::next(to, kind)?) } else { None };
    if to.cache().prepare_cached(ADD)?.execute(params![id, text, signed(rev), by, json, number])? > 0 {
        search::added(to, id, number, now);
        return Ok(false);
    }
    let before = entry(to, id, name)?;
    let is_overlaid = put(to, id, &text, rev, by, json)?;
    index(to, id, name, kind, before)?;
    Ok(is_overlaid)
}

/// Puts a record that is there already, or may be; whether there is a view beside it.
fn put(to: &Write<'_>, scope: i64, name: &str, rev: Rev, by: Option<String>, json: &str) -> Result<bool, StoreError> {
    let mut put = to.cache().prepare_cached(PUT)?;
    let is_overlaid = put.query_row(params![scope, name, signed(rev), by, json], |row| row.get(0));
    Ok(is_overlaid.optional()?.unwrap_or(false))
}

/// The number of a record in the search, and what it has said until now.
fn entry(from: &impl Reads, scope: i64, name: Name) -> Result<Entry, StoreError> {
    let (number, said) = said(from, scope, name)?;
    Ok(Entry { number, said: said.filter(|_| number.is_some()) })
}

/// What can be searched of a record as it stands, and the number it has.
fn said(from: &impl Reads, scope: i64, name: Name) -> Result<(Option<i64>, Option<Said>), StoreError> {
    let mut statement = from.cache().prepare_cached(
        "SELECT found, iif(hidden, NULL, coalesce(view, server)) FROM object WHERE scope = ?1 AND name = ?2",
    )?;
    let mut rows = statement.query(params![scope, name.to_string()])?;
    let Some(row) = rows.next()? else { return Ok((None, None)) };
    let json = row.get_ref(1)?.as_str().unwrap_or_default();
    Ok((row.get(0)?, said_by(name, json)))
}

pub(crate) fn said_by(name: Name, json: &str) -> Option<Said> {
    match name {
        Name::Card(_) => serde_json::from_str(json).ok().map(|card| said_by_card(&card)),
        Name::Offer(_) => serde_json::from_str(json).ok().map(|offer| said_by_offer(&offer)),
        _ => None,
    }
}

/// A record has been written: the search follows.
pub(crate) fn index(to: &Write<'_>, scope: i64, name: Name, kind: Kind, before: Entry) -> Result<(), StoreError> {
    let (had, now) = said(to, scope, name)?;
    let number = search::object(to, scope, kind, before, now)?;
    if number != had {
        to.cache().prepare_cached("UPDATE object SET found = ?3 WHERE scope = ?1 AND name = ?2")?.execute(params![
            scope,
            name.to_string(),
            number
        ])?;
    }
    Ok(())
}

/// The server no longer has the record. What pending ops make of it is for [`set_view`] to say.
///
/// # Errors
/// What the file says.
pub fn delete_server(to: &Write<'_>, scope: Scope, name: Name) -> Result<(), StoreError> {
    let Some(row) = scope::get(to, scope)? else { return Ok(()) };
    if let Name::Message(message) = name {
        message::remove(to, row.id, message)?;
    } else {
        let number = to
            .cache()
            .prepare_cached("DELETE FROM object WHERE scope = ?1 AND name = ?2 RETURNING found")?
            .query_row(params![row.id, name.to_string()], |row| row.get(0))
            .optional()?;
        search::gone(to, number.flatten());
    }
    to.touch(Touched::Object(scope, name));
    Ok(())
}

/// Writes a record whose name this version does not know: nothing shows it, and it counts in what the scope comes to.
///
/// # Errors
/// What the file says.
pub fn put_unknown(to: &Write<'_>, scope: Scope, put: &PutLine) -> Result<(), StoreError> {
    let id = scope::ensure(to, scope)?;
    let by = put.by.map(|op| op.to_string());
    self::put(to, id, &put.name, put.rev, by, put.object.get()).map(drop)
}

/// The server no longer has a record whose name this version does not know.
///
/// # Errors
/// What the file says.
pub fn delete_unknown(to: &Write<'_>, scope: Scope, name: &str) -> Result<(), StoreError> {
    if let Some(row) = scope::get(to, scope)? {
        to.cache()
            .prepare_cached("DELETE FROM object WHERE scope = ?1 AND name = ?2")?
            .execute(params![row.id, name])?;
    }
    Ok(())
}

/// What the server's records of a scope come to, as the device holds them.
///
/// # Errors
/// What the file says.
pub fn sum(from: &impl Reads, scope: Scope) -> Result<Sum, StoreError> {
    let mut sum = Sum::default();
    let Some(row) = scope::get(from, scope)? else { return Ok(sum) };
    // '0' follows '/': pages that were fetched one by one are not of the scope.
    let mut statement = from.cache().prepare_cached(
        "SELECT name, rev, server FROM object
         WHERE scope = ?1 AND server IS NOT NULL AND NOT (name >= 'page/' AND name < 'page0')",
    )?;
    let mut rows = statement.query([row.id])?;
    while let Some(row) = rows.next()? {
        let (name, body) = (row.get_ref("name")?, row.get_ref("server")?);
        let (name, body) = (name.as_str().unwrap_or_default(), body.as_str().unwrap_or_default());
        sum.add(scope, name, row.get::<_, i64>("rev")?.unsigned_abs(), body);
    }
    message::add_to_sum(from, scope, row.id, &mut sum)?;
    Ok(sum)
}

/// Every row that the server has sent is stale from now on: whatever comes takes its place.
pub(crate) fn set_stale(to: &Write<'_>, scope: i64) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("UPDATE object SET stale = 1 WHERE scope = ?1 AND server IS NOT NULL")?
        .execute([scope])?;
    Ok(())
}

/// What is stale, in the order of the names. A name of a newer version goes here and now: nobody could delete it.
pub(crate) fn stale(to: &Write<'_>, scope: i64) -> Result<Vec<Name>, StoreError> {
    let mut statement =
        to.cache().prepare_cached("SELECT name FROM object WHERE scope = ?1 AND stale ORDER BY name")?;
    let names = statement.query_map([scope], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut known = Vec::new();
    for name in names {
        match name.parse() {
            Ok(name) => known.push(name),
            Err(_) => {
                to.cache()
                    .prepare_cached("DELETE FROM object WHERE scope = ?1 AND name = ?2")?
                    .execute(params![scope, name])?;
            }
        }
    }
    Ok(known)
}

/// What the pending ops make of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'a> {
    /// There are none: the server's row shows.
    Server,
    /// They make it this. The number is the first pending op's: a message without a place stands by it.
    Json(&'a str, i64),
    /// They remove it.
    Hidden,
}

/// Writes what the pending ops make of a record; a record that neither has is removed.
///
/// # Errors
/// What the file says.
pub fn set_view(to: &Write<'_>, scope: Scope, name: Name, view: View<'_>) -> Result<(), StoreError> {
    let id = scope::ensure(to, scope)?;
    if let Name::Message(message) = name {
        message::set_view(to, id, message, view)?;
    } else {
        let (json, is_hidden) = match view {
            View::Server => (None, false),
            View::Json(json, _) => (Some(json), false),
            View::Hidden => (None, true),
        };
        let kind = Kind::of(scope, name);
        let before = kind.map(|_| entry(to, id, name)).transpose()?;
        to.cache()
            .prepare_cached(
                "INSERT INTO object (scope, name, view, hidden) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (scope, name) DO UPDATE SET view = ?3, hidden = ?4",
            )?
            .execute(params![id, name.to_string(), json, is_hidden])?;
        if let (Some(kind), Some(before)) = (kind, before) {
            index(to, id, name, kind, before)?;
        }
        to.cache()
            .prepare_cached("DELETE FROM object WHERE scope = ?1 AND name = ?2 AND server IS NULL AND view IS NULL")?
            .execute(params![id, name.to_string()])?;
    }
    to.touch(Touched::Object(scope, name));
    Ok(())
}

/// Every record that has a view of its own beside the server's row.
///
/// # Errors
/// What the file says.
pub fn overlaid(from: &impl Reads) -> Result<Vec<(Scope, Name)>, StoreError> {
    let mut statement = from.cache().prepare_cached(
        "SELECT s.scope, o.name FROM object o JOIN scope s ON s.id = o.scope WHERE o.view IS NOT NULL OR o.hidden",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut list = Vec::new();
    for row in rows {
        let (scope, name) = row?;
        if let (Ok(scope), Ok(name)) = (scope.parse(), name.parse()) {
            list.push((scope, name));
        }
    }
    list.extend(message::overlaid(from)?);
    Ok(list)
}
