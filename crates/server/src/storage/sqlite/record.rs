//! Table `record`: the latest content of everything, and tombstones.

use domain::{Held, Millis, Name, NoticeId, Object, OpId, OrgId, PersonId, Rev, Scope};
use rusqlite::{Connection, OptionalExtension as _};

use super::value::{counter, id, int, unreadable};
use crate::storage::{
    StorageError,
    shelf::Shelf,
    step::{Change, Kept, StoredProfile, Written},
};

/// The column `state`: it stands.
pub(super) const STANDS: i64 = 0;
/// A tombstone; pruned some day.
const DELETED: i64 = 1;
/// Its reader sees nothing of it, whatever the class sees; kept for ever.
const HIDDEN: i64 = 2;

/// A record as it stands, its deletion included.
pub(super) fn held(db: &Connection, shelf: Shelf, name: Name) -> Result<Option<Held>, StorageError> {
    let found = db
        .prepare_cached(
            "SELECT rev, by, state, body FROM record
             WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name = ?2",
        )?
        .query_row((shelf.to_string(), name.to_string()), |row| {
            let (rev, by): (i64, Option<[u8; 16]>) = (row.get(0)?, row.get(1)?);
            let (state, body): (i64, String) = (row.get(2)?, row.get(3)?);
            Ok((rev, by, state, body))
        })
        .optional()?;
    let Some((rev, by, state, body)) = found else { return Ok(None) };
    let object = if state == STANDS { Some(object(&body)?) } else { None };
    Ok(Some(Held { rev: counter(rev), by: by.map(|by| OpId(id(by))), object }))
}

pub(super) fn object(body: &str) -> Result<Object, StorageError> {
    serde_json::from_str(body).map_err(|_| unreadable("record"))
}

/// Writes a record, or seats it (see `seat`); answers its row, which stays the same for as long as the record is kept.
pub(super) fn write(
    db: &Connection,
    scope: i64,
    written: &Written,
    seat: Option<Rev>,
    at: Millis,
) -> Result<i64, StorageError> {
    let Written { name, rev, by, change, .. } = written;
    let (state, body) = match change {
        Change::Put(object) => (STANDS, serde_json::to_string(object).map_err(|_| unreadable("record"))?),
        Change::Delete => (DELETED, String::new()),
        Change::Hide => (HIDDEN, String::new()),
    };
    let rev = if seat.is_some() { 0 } else { *rev };
    let by = by.map(|by| *by.0.as_bytes());
    let row = db
        .prepare_cached(
            "INSERT INTO record (scope, name, rev, by, state, at, body, seat) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (scope, name) DO UPDATE SET
                 rev = excluded.rev, by = excluded.by, state = excluded.state, at = excluded.at, body = excluded.body,
                 seat = excluded.seat
             RETURNING id",
        )?
        .query_row((scope, name.to_string(), int(rev), by, state, at, body, int(seat.unwrap_or(0))), |row| {
            row.get(0)
        })?;
    Ok(row)
}

/// Notifications that somebody has of the work at an organisation's desk, sorted.
pub(super) fn desk_notices(
    db: &Connection,
    person: PersonId,
    organization: OrgId,
) -> Result<Vec<NoticeId>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT body FROM record
         WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name >= 'notification/' AND name < 'notification0'
             AND state = 0 AND body ->> 'category' = 'desk' AND body ->> 'organization' = ?2
         ORDER BY name",
    )?;
    let of = (Scope::Me(person).to_string(), organization.to_string());
    let bodies = statement.query_map(of, |row| row.get::<_, String>(0))?;
    bodies
        .map(|body| match object(&body?)? {
            Object::Notification(notification) => Ok(notification.id),
            _ => Err(unreadable("notification")),
        })
        .collect()
}

/// How many of a kind somebody keeps.
pub(super) fn kept(db: &Connection, person: PersonId, kind: Kept) -> Result<usize, StorageError> {
    let shelf = Shelf::from(Scope::Me(person)).to_string();
    // '0' follows '/': every name that begins with the kind and a stroke.
    let (from, to) = (format!("{}/", kind.kind()), format!("{}0", kind.kind()));
    let count: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM record
             WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name >= ?2 AND name < ?3 AND state = 0",
        )?
        .query_row((shelf, from, to), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A person's profile: the records of `me` whose names begin with `field/` or `row/`.
pub(super) fn profile(db: &Connection, person: PersonId) -> Result<StoredProfile, StorageError> {
    let mut profile = StoredProfile::default();
    let mut statement = db.prepare_cached(
        "SELECT body FROM record
         WHERE scope = (SELECT id FROM scope WHERE name = ?1) AND name >= ?2 AND name < ?3 AND state = 0",
    )?;
    // '0' follows '/'.
    for (from, to) in [("field/", "field0"), ("row/", "row0")] {
        let bodies = statement.query_map((Scope::Me(person).to_string(), from, to), |row| row.get::<_, String>(0))?;
        for body in bodies {
            match object(&body?)? {
                Object::Field(field) => profile.fields.push(field),
                Object::Row(row) => profile.rows.push(row),
                _ => return Err(unreadable("profile")),
            }
        }
    }
    Ok(profile)
}
