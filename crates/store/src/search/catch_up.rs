//! What was read by a version that had another index, or none, is indexed piece by piece beside everything else.

use domain::{Scope, record::Message, search};
use rusqlite::{Connection, params};

use super::{
    due,
    index::{self, Entry, get_note, set_note},
};
use crate::{Reads, StoreError, Write, search::Kind};

/// The note of the version that the index is of, and of how far it has come.
const INDEXED: &str = "indexed";

/// How far the index has come.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Place {
    version: u32,
    /// All messages before this place are to do; none: all are done.
    messages: Option<i64>,
    /// All records behind this one are to do; none: all are done.
    objects: Option<(i64, String)>,
}

impl Place {
    fn of(cache: &Connection) -> Result<Option<Self>, StoreError> {
        let place = get_note(cache, INDEXED)?.and_then(|json| serde_json::from_str::<Self>(&json).ok());
        Ok(place.filter(|place| place.version == search::VERSION))
    }

    fn keep(&self, cache: &Connection) -> Result<(), StoreError> {
        let json = serde_json::to_string(self).map_err(|error| StoreError::Other(error.to_string()))?;
        set_note(cache, INDEXED, &json)
    }
}

/// Begins the index anew when another version wrote it, or none. To be called at opening, before anything is written.
///
/// # Errors
/// What the file says.
pub fn open(to: &Write<'_>) -> Result<(), StoreError> {
    if Place::of(to.cache())?.is_none() {
        begin(to.cache())?;
    }
    Ok(())
}

/// Whether something on the device is not in the index yet.
///
/// # Errors
/// What the file says.
pub fn is_behind(from: &impl Reads) -> Result<bool, StoreError> {
    Ok(Place::of(from.cache())?.is_none_or(|place| place.messages.is_some() || place.objects.is_some()))
}

/// Indexes up to so many more rows, the newest messages of the last conversations first; whether there are more. When there
/// are none, so many pages of the index are written anew: what was removed from it leaves its file, and its parts become one.
///
/// # Errors
/// What the file says.
pub fn catch_up(to: &Write<'_>, limit: u32) -> Result<bool, StoreError> {
    let cache = to.cache();
    open(to)?;
    let Some(mut place) = Place::of(cache)? else { return Ok(false) };
    if let Some(before) = place.messages {
        place.messages = messages(to, before, limit)?;
        place.keep(cache)?;
        return Ok(true);
    }
    if let Some(after) = place.objects {
        place.objects = objects(to, after, limit)?;
        place.keep(cache)?;
        return Ok(true);
    }
    if due::is_due(to)? && due::settle(to) {
        return Ok(true);
    }
    index::tidy_some(cache, limit)
}

/// Begins anew. A cache without any row is as far as it can be.
fn begin(cache: &Connection) -> Result<(), StoreError> {
    cache.execute_batch(
        "INSERT INTO term (term) VALUES ('delete-all');
         DELETE FROM term_due;
         UPDATE message SET found = NULL WHERE found IS NOT NULL;
         UPDATE object SET found = NULL WHERE found IS NOT NULL;",
    )?;
    let is_empty: bool = cache.query_row("SELECT NOT EXISTS (SELECT 1 FROM scope)", [], |row| row.get(0))?;
    let place = Place {
        version: search::VERSION,
        messages: (!is_empty).then_some(i64::MAX),
        objects: (!is_empty).then(|| (0, String::new())),
    };
    place.keep(cache)
}

/// Where to go on; none at the end.
fn messages(to: &Write<'_>, before: i64, limit: u32) -> Result<Option<i64>, StoreError> {
    let mut statement = to.cache().prepare_cached(
        "SELECT place, found, coalesce(view, server) FROM message WHERE place < ?1 ORDER BY place DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![before, limit], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    let last = rows.last().map(|(place, ..)| *place);
    // Of messages of one moment the earlier must have its number first: see `index::message`.
    for (place, number, json) in rows.into_iter().rev() {
        // What has come since is there.
        if number.is_none() {
            let said = json.and_then(|json| search::said_by_message(&serde_json::from_str::<Message>(&json).ok()?));
            let number = index::message(to, place, Entry::default(), said)?;
            to.cache()
                .prepare_cached("UPDATE message SET found = ?2 WHERE place = ?1")?
                .execute(params![place, number])?;
        }
    }
    Ok(last)
}

fn objects(to: &Write<'_>, after: (i64, String), limit: u32) -> Result<Option<(i64, String)>, StoreError> {
    let mut statement = to.cache().prepare_cached(
        "SELECT o.scope, o.name, o.found, s.scope FROM object o JOIN scope s ON s.id = o.scope \
         WHERE (o.scope, o.name) > (?1, ?2) ORDER BY o.scope, o.name LIMIT ?3",
    )?;
    let rows = statement.query_map(params![after.0, after.1, limit], |row| {
        let place = (row.get::<_, i64>(0)?, row.get::<_, String>(1)?);
        Ok((place, row.get::<_, Option<i64>>(2)?, row.get::<_, String>(3)?))
    })?;
    let mut last = None;
    for row in rows {
        let ((id, name), number, scope) = row?;
        if number.is_none()
            && let (Ok(scope), Ok(known)) = (scope.parse::<Scope>(), name.parse())
            && let Some(kind) = Kind::of(scope, known)
        {
            crate::table::object::index(to, id, known, kind, Entry::default())?;
        }
        last = Some((id, name));
    }
    Ok(last)
}
