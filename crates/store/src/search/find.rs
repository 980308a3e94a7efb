//! Finding.

use domain::{
    Millis, Name, Scope,
    search::{Part, Query, skeleton},
};
use rusqlite::{Connection, params};

use super::{index::number_of, scope_term};
use crate::{Reads, StoreError, table::object::Cached};

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Messages.
    Message,
    /// Cards of directories.
    Person,
    /// Offers as their audience sees them.
    Offer,
}

impl Kind {
    /// The kind of a record in a scope; none for what is not searched.
    pub(crate) fn of(scope: Scope, name: Name) -> Option<Self> {
        match (scope, name) {
            (Scope::Dir(_), Name::Card(_)) => Some(Self::Person),
            (Scope::Offers(_), Name::Offer(_)) => Some(Self::Offer),
            _ => None,
        }
    }

    /// The first number of its kind.
    pub(crate) fn first(self) -> i64 {
        match self {
            Self::Message => 0,
            Self::Person => 1 << 48,
            Self::Offer => 2 << 48,
        }
    }

    /// Behind the last number of its kind.
    pub(crate) fn end(self) -> i64 {
        self.first() + (1 << 48)
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Messages by their time, the newest first; everything else by when it came.
    Newest,
    /// By how much of a text is what was asked for (BM25), names before everything else.
    Best,
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// What was asked for.
    pub query: &'a Query,
    /// What can be found.
    pub kind: Kind,
    /// Of these scopes; none: of all.
    pub scopes: Option<&'a [Scope]>,
    /// Messages of this time on.
    pub from: Option<Millis>,
    /// Messages before this time.
    pub to: Option<Millis>,
    /// In which order.
    pub order: Order,
    /// With [`Order::Newest`] those before this number, with [`Order::Best`] without so many.
    pub after: Option<i64>,
    /// So many at most.
    pub limit: u32,
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its number: where the next stretch begins, with [`Order::Newest`].
    pub number: i64,
    /// Where it is.
    pub scope: Scope,
    /// What it is. A message's name is in its content.
    pub cached: Cached,
}

/// What fits, in the order that was asked for. A word counts as the beginning of one only when fewer are found that have the
/// whole of it; people are found by each way of spelling their name.
///
/// # Errors
/// What the file says.
pub fn find(from: &impl Reads, wanted: &Wanted<'_>) -> Result<Vec<Found>, StoreError> {
    let cache = from.cache();
    let Some(scopes) = scopes(cache, wanted.scopes)? else { return Ok(Vec::new()) };
    let Some(exact) = expression(wanted, false, &scopes) else { return Ok(Vec::new()) };
    let mut numbers = numbers(cache, wanted, &exact)?;
    let is_full = numbers.len() >= usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let has_word = wanted.query.parts.iter().any(|part| matches!(part, Part::Word(_)));
    if !is_full
        && has_word
        && let Some(begun) = expression(wanted, true, &scopes)
    {
        numbers = self::numbers(cache, wanted, &begun)?;
    }
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        found.extend(row(cache, wanted.kind, number)?);
    }
    Ok(found)
}

/// The terms of the scopes, joined; none when there is no such scope here.
fn scopes(cache: &Connection, scopes: Option<&[Scope]>) -> Result<Option<String>, StoreError> {
    let Some(scopes) = scopes else { return Ok(Some(String::new())) };
    let mut terms = Vec::new();
    let mut id = cache.prepare_cached("SELECT id FROM scope WHERE scope = ?1")?;
    for scope in scopes {
        for id in id.query_map([scope.to_string()], |row| row.get(0))? {
            terms.push(format!("\"{}\"", scope_term(id?)));
        }
    }
    Ok((!terms.is_empty()).then(|| format!("({}) AND ", terms.join(" OR "))))
}

/// The query in the words of FTS5; none when it asks for nothing.
fn expression(wanted: &Wanted<'_>, is_begun: bool, scopes: &str) -> Option<String> {
    let parts: Vec<String> = wanted.query.parts.iter().map(|part| term(part, wanted.kind, is_begun)).collect();
    (!parts.is_empty()).then(|| format!("{scopes}{}", parts.join(" AND ")))
}

fn term(part: &Part, kind: Kind, is_begun: bool) -> String {
    match part {
        Part::Word(word) => {
            // One letter begins too much to say anything, but a name.
            let star = if is_begun && (word.chars().nth(1).is_some() || kind == Kind::Person) { "*" } else { "" };
            let skeleton = if kind == Kind::Person { skeleton(word) } else { String::new() };
            if skeleton.is_empty() || skeleton == *word {
                format!("\"{word}\"{star}")
            } else {
                format!("(\"{word}\"{star} OR \"{skeleton}\"{star})")
            }
        }
        Part::Dense(run) => {
            let terms = domain::search::terms(run);
            match terms.rsplit_once(' ') {
                // The last character alone is a term only at the end of a run.
                Some((pairs, _)) => format!("\"{pairs}\""),
                None => format!("\"{run}\"*"),
            }
        }
    }
}

fn numbers(cache: &Connection, wanted: &Wanted<'_>, expression: &str) -> Result<Vec<i64>, StoreError> {
    let first = wanted.kind.first();
    let (mut from, mut to) = (first, wanted.kind.end());
    if wanted.kind == Kind::Message {
        from = wanted.from.map_or(from, number_of);
        to = wanted.to.map_or(to, number_of);
    }
    match wanted.order {
        Order::Newest => {
            let to = wanted.after.map_or(to, |after| to.min(after));
            let mut statement = cache.prepare_cached(
                "SELECT rowid FROM term WHERE term MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4",
            )?;
            let rows = statement.query_map(params![expression, from, to, wanted.limit], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        }
        Order::Best => {
            let mut statement = cache.prepare_cached(
                "SELECT rowid FROM term WHERE term MATCH ?1 AND rowid >= ?2 AND rowid < ?3 \
                 ORDER BY bm25(term, 8.0, 1.0), rowid DESC LIMIT ?4 OFFSET ?5",
            )?;
            let skipped = wanted.after.unwrap_or(0);
            let rows = statement.query_map(params![expression, from, to, wanted.limit, skipped], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        }
    }
}

/// The row with a number. An index that names what is not there is behind, and that is no failure.
fn row(cache: &Connection, kind: Kind, number: i64) -> Result<Option<Found>, StoreError> {
    let sql = match kind {
        Kind::Message => {
            "SELECT s.scope AS scope_name, m.rev, m.by, m.server, m.view, 0 AS hidden \
             FROM message m JOIN scope s ON s.id = m.scope WHERE m.found = ?1"
        }
        Kind::Person | Kind::Offer => {
            "SELECT s.scope AS scope_name, o.rev, o.by, o.server, o.view, o.hidden \
             FROM object o JOIN scope s ON s.id = o.scope WHERE o.found = ?1"
        }
    };
    let mut statement = cache.prepare_cached(sql)?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let Ok(scope) = row.get_ref("scope_name")?.as_str().unwrap_or_default().parse() else { return Ok(None) };
    Ok(Some(Found { number, scope, cached: Cached::of(row)? }))
}
