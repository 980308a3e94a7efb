//! Tables `request` and `edited`: how much somebody has asked of others and changed.

use domain::{ConversationId, Millis, PersonId, record::Conversation, record::RequestState};
use rusqlite::Connection;

use super::value::small;
use crate::storage::{
    StorageError,
    step::{Asked, AskedBy},
};

/// Notes a request for contact, or what became of it. When it was made stays.
pub(super) fn follow_request(
    tx: &Connection,
    id: ConversationId,
    conversation: &Conversation,
    at: Millis,
) -> Result<(), StorageError> {
    let Some(request) = &conversation.request else { return Ok(()) };
    tx.prepare_cached(
        "INSERT INTO request (asker, organization, conversation, at, waits) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (asker, conversation) DO UPDATE SET waits = excluded.waits",
    )?
    .execute((
        request.from.0.as_bytes(),
        conversation.organization.0.as_bytes(),
        id.0.as_bytes(),
        at,
        request.state == RequestState::Waiting,
    ))?;
    Ok(())
}

pub(super) fn asked(db: &Connection, by: AskedBy) -> Result<Asked, StorageError> {
    let AskedBy { organization, person, recent, waiting } = by;
    let asked = db
        .prepare_cached(
            "SELECT (SELECT count(*) FROM request WHERE asker = ?1 AND at > ?2),
                    (SELECT count(*) FROM request WHERE asker = ?1 AND at > ?3 AND organization = ?4 AND waits = 1)",
        )?
        .query_row((person.0.as_bytes(), recent, waiting, organization.0.as_bytes()), |row| {
            Ok(Asked { recent: small(row.get(0)?), waiting: small(row.get(1)?) })
        })?;
    Ok(asked)
}

/// Edits of the own profile on a day.
pub(super) fn edits(db: &Connection, person: PersonId, day: i64) -> Result<u32, StorageError> {
    // None of a day without any.
    let edits: i64 = db
        .prepare_cached("SELECT coalesce(max(edits), 0) FROM edited WHERE day = ?1 AND person = ?2")?
        .query_row((day, person.0.as_bytes()), |row| row.get(0))?;
    Ok(small(edits))
}

pub(super) fn count_edits(tx: &Connection, person: PersonId, day: i64, more: u32) -> Result<(), StorageError> {
    tx.prepare_cached(
        "INSERT INTO edited (day, person, edits) VALUES (?1, ?2, ?3)
         ON CONFLICT (day, person) DO UPDATE SET edits = edits + excluded.edits",
    )?
    .execute((day, person.0.as_bytes(), more))?;
    Ok(())
}
