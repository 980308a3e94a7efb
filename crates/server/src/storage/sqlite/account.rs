//! Tables `login`, `challenge`, `session`, and the server's secret.

use domain::{Millis, PersonId, SessionId};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::value::{id, small};
use crate::storage::{
    StorageError,
    account::{
        Begun, Challenge, CodeLimit, Judge, NewChallenge, NewSession, Redeemed, Session, StoredSession, Verdict,
    },
};

pub(super) fn login(db: &Connection, address: &str) -> Result<Option<PersonId>, StorageError> {
    let person = db
        .prepare_cached("SELECT person FROM login WHERE address = ?1")?
        .query_row([address], |row| row.get(0))
        .optional()?;
    Ok(person.map(|person| PersonId(id(person))))
}

pub(super) fn add_login(tx: &Connection, address: &str, person: PersonId) -> Result<(), StorageError> {
    tx.prepare_cached("INSERT INTO login (address, person) VALUES (?1, ?2)")?
        .execute((address, person.0.as_bytes()))?;
    Ok(())
}

pub(super) fn begin(
    tx: &Connection,
    address: &str,
    new: &NewChallenge,
    limit: CodeLimit,
) -> Result<Begun, StorageError> {
    // The challenge that has to leave the window before another fits in.
    let oldest: Option<Millis> = tx
        .prepare_cached(
            "SELECT at FROM challenge WHERE address_key = ?1 AND at > ?2 ORDER BY at DESC LIMIT 1 OFFSET ?3",
        )?
        .query_row((new.address_key, new.at - limit.within, limit.most.saturating_sub(1)), |row| row.get(0))
        .optional()?;
    if let Some(oldest) = oldest {
        return Ok(Begun::Limited { until: oldest + limit.within });
    }
    let person = login(tx, address)?;
    tx.prepare_cached(
        "INSERT INTO challenge (id, address_key, address, person, verifier_hash, code_hash, at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        new.id.as_bytes(),
        new.address_key,
        if person.is_some() { address } else { "" },
        person.map(|person| *person.0.as_bytes()),
        new.verifier_hash,
        new.code_hash,
        new.at,
        new.expires_at,
    ))?;
    Ok(Begun::Sent { is_known: person.is_some() })
}

pub(super) fn redeem(
    tx: &Connection,
    challenge: Uuid,
    judge: Judge,
    session: &NewSession,
) -> Result<Redeemed, StorageError> {
    let found = tx
        .prepare_cached(
            "SELECT person, verifier_hash, code_hash, expires_at, tries, used, address FROM challenge WHERE id = ?1",
        )?
        .query_row([challenge.as_bytes()], |row| {
            let person: Option<[u8; 16]> = row.get(0)?;
            let held = Challenge {
                person: person.map(|person| PersonId(id(person))),
                verifier_hash: row.get(1)?,
                code_hash: row.get(2)?,
                expires_at: row.get(3)?,
                tries: small(row.get(4)?),
                is_used: row.get(5)?,
            };
            Ok((held, row.get::<_, String>(6)?))
        })
        .optional()?;
    let verdict = judge(found.as_ref().map(|(held, _)| held));
    match (verdict, found) {
        (Verdict::Accepted, Some((Challenge { person: Some(person), .. }, address))) => {
            tx.prepare_cached("UPDATE challenge SET used = 1 WHERE id = ?1")?.execute([challenge.as_bytes()])?;
            add_session(tx, person, session)?;
            Ok(Redeemed::Session { person, address })
        }
        (Verdict::Accepted, _) => Err(StorageError::Failed("a sign-in of nobody was accepted".to_owned())),
        (Verdict::Wrong(code), _) => {
            tx.prepare_cached("UPDATE challenge SET tries = tries + 1 WHERE id = ?1")?
                .execute([challenge.as_bytes()])?;
            Ok(Redeemed::Refused(code))
        }
        (Verdict::Refused(code), _) => Ok(Redeemed::Refused(code)),
    }
}

pub(super) fn add_session(tx: &Connection, person: PersonId, new: &NewSession) -> Result<(), StorageError> {
    tx.prepare_cached(
        "INSERT INTO session (id, token_hash, person, device, created_at, last_used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
    )?
    .execute((new.id.0.as_bytes(), new.token_hash, person.0.as_bytes(), &new.device, new.at))?;
    Ok(())
}

pub(super) fn session(db: &Connection, token_hash: [u8; 32]) -> Result<Option<Session>, StorageError> {
    let found = db
        .prepare_cached("SELECT id, person, last_used_at FROM session WHERE token_hash = ?1 AND revoked_at IS NULL")?
        .query_row([token_hash], |row| {
            Ok(Session { id: SessionId(id(row.get(0)?)), person: PersonId(id(row.get(1)?)), last_used_at: row.get(2)? })
        })
        .optional()?;
    Ok(found)
}

pub(super) fn touch(tx: &Connection, session: SessionId, at: Millis) -> Result<(), StorageError> {
    tx.prepare_cached("UPDATE session SET last_used_at = max(last_used_at, ?2) WHERE id = ?1")?
        .execute((session.0.as_bytes(), at))?;
    Ok(())
}

pub(super) fn sessions(db: &Connection, person: PersonId) -> Result<Vec<StoredSession>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT id, device, created_at, last_used_at FROM session
         WHERE person = ?1 AND revoked_at IS NULL ORDER BY created_at DESC, id",
    )?;
    let rows = statement.query_map([person.0.as_bytes()], |row| {
        Ok(StoredSession {
            id: SessionId(id(row.get(0)?)),
            device: row.get(1)?,
            created_at: row.get(2)?,
            last_used_at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn revoke(tx: &Connection, person: PersonId, session: SessionId, at: Millis) -> Result<bool, StorageError> {
    let changed = tx
        .prepare_cached("UPDATE session SET revoked_at = ?3 WHERE id = ?1 AND person = ?2 AND revoked_at IS NULL")?
        .execute((session.0.as_bytes(), person.0.as_bytes(), at))?;
    Ok(changed > 0)
}

pub(super) fn secret(tx: &Connection, candidate: [u8; 32]) -> Result<[u8; 32], StorageError> {
    tx.prepare_cached("INSERT OR IGNORE INTO meta (key, value) VALUES ('secret', ?1)")?.execute([candidate])?;
    Ok(tx.prepare_cached("SELECT value FROM meta WHERE key = 'secret'")?.query_row([], |row| row.get(0))?)
}
