//! Scopes and how far each has been read.

use domain::{Millis, Name, Scope, wire::StateToken};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Reads, StoreError, Touched, Write, planted::is_planted};

/// A scope the device holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRow {
    /// Its number in this file: the upper half of a message's place.
    pub id: i64,
    /// Which scope.
    pub scope: Scope,
    /// Where to go on; none before the first page.
    pub state: Option<StateToken>,
    /// Whether it was read to its end once.
    pub is_done: bool,
    /// Whether it was started again, and has rows that will be stale until they have come once more.
    pub is_again: bool,
    /// When it was last held against the server's sum, by the device's clock; 0: never.
    pub summed_at: Millis,
}

const COLUMNS: &str = "id, state, done, again, summed";

fn of(row: &Row<'_>, scope: Scope) -> rusqlite::Result<ScopeRow> {
    Ok(ScopeRow {
        id: row.get("id")?,
        scope,
        state: row.get::<_, Option<String>>("state")?.map(StateToken),
        is_done: row.get("done")?,
        is_again: row.get("again")?,
        summed_at: row.get("summed")?,
    })
}

/// One scope.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, scope: Scope) -> Result<Option<ScopeRow>, StoreError> {
    let mut statement = from.cache().prepare_cached(&format!("SELECT {COLUMNS} FROM scope WHERE scope = ?1"))?;
    Ok(statement.query_row([scope.to_string()], |row| of(row, scope)).optional()?)
}

/// Every scope, in the order in which it was first seen.
///
/// # Errors
/// What the file says.
pub fn all(from: &impl Reads) -> Result<Vec<ScopeRow>, StoreError> {
    let mut statement = from.cache().prepare_cached(&format!("SELECT scope, {COLUMNS} FROM scope ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut scopes = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(scope) = row.get::<_, String>("scope")?.parse() {
            scopes.push(of(row, scope)?);
        }
    }
    Ok(scopes)
}

/// Whether every scope was read to its end once, at the cost of one row.
///
/// # Errors
/// What the file says.
pub fn are_done(from: &impl Reads) -> Result<bool, StoreError> {
    let mut statement = from.cache().prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM scope WHERE done = 0)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The number of a scope, made if it is new.
///
/// # Errors
/// What the file says.
pub fn ensure(to: &Write<'_>, scope: Scope) -> Result<i64, StoreError> {
    if let Some((_, id)) = to.numbered.get().filter(|(numbered, _)| *numbered == scope) {
        return Ok(id);
    }
    let id = match get(to, scope)? {
        Some(row) => row.id,
        None => {
            to.cache().prepare_cached("INSERT INTO scope (scope) VALUES (?1)")?.execute([scope.to_string()])?;
            to.touch(Touched::Scope(scope));
            to.cache().last_insert_rowid()
        }
    };
    to.numbered.set(Some((scope, id)));
    Ok(id)
}

/// Records how far a scope has been read; `None` starts it again without touching its rows.
///
/// # Errors
/// What the file says.
pub fn set_state(to: &Write<'_>, scope: Scope, state: Option<&StateToken>, is_done: bool) -> Result<(), StoreError> {
    let id = ensure(to, scope)?;
    to.cache().prepare_cached("UPDATE scope SET state = ?2, done = done OR ?3 WHERE id = ?1")?.execute(params![
        id,
        state.map(|state| &state.0),
        is_done
    ])?;
    to.touch(Touched::Scope(scope));
    Ok(())
}

/// What the person was in the organisation when the scope was read, as it was given to [`set_standing`].
///
/// # Errors
/// What the file says.
pub fn standing(from: &impl Reads, scope: Scope) -> Result<Option<String>, StoreError> {
    let mut statement = from.cache().prepare_cached("SELECT standing FROM scope WHERE scope = ?1")?;
    Ok(statement.query_row([scope.to_string()], |row| row.get(0)).optional()?.flatten())
}

/// Records what the person is in the organisation while the scope is read.
///
/// # Errors
/// What the file says.
pub fn set_standing(to: &Write<'_>, scope: Scope, standing: &str) -> Result<(), StoreError> {
    let id = ensure(to, scope)?;
    to.cache().prepare_cached("UPDATE scope SET standing = ?2 WHERE id = ?1")?.execute(params![id, standing])?;
    Ok(())
}

/// Records that a scope has been held against the server's sum.
///
/// # Errors
/// What the file says.
pub fn set_summed(to: &Write<'_>, scope: Scope, at: Millis) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("UPDATE scope SET summed = ?2 WHERE scope = ?1")?
        .execute(params![scope.to_string(), at])?;
    Ok(())
}

/// Starts a scope again. Its rows stay readable until they have come once more: see [`left_over`].
///
/// # Errors
/// What the file says.
pub fn start_again(to: &Write<'_>, scope: Scope) -> Result<(), StoreError> {
    let Some(row) = get(to, scope)? else { return Ok(()) };
    super::object::set_stale(to, row.id)?;
    super::message::set_stale(to, row.id)?;
    to.cache().prepare_cached("UPDATE scope SET state = NULL, again = 1 WHERE id = ?1")?.execute([row.id])?;
    Ok(())
}

/// Of a scope that was started again and has now been read to its end: the rows that have not come, which are for the
/// caller to delete. Nothing of any other scope, at the cost of one row.
///
/// # Errors
/// What the file says.
pub fn left_over(to: &Write<'_>, scope: Scope) -> Result<Vec<Name>, StoreError> {
    let again = to
        .cache()
        .prepare_cached("UPDATE scope SET again = 0 WHERE scope = ?1 AND again RETURNING id")?
        .query_row([scope.to_string()], |row| row.get(0))
        .optional()?;
    let Some(id) = again else { return Ok(Vec::new()) };
    let mut names = super::object::stale(to, id)?;
    names.extend(super::message::stale(to, id)?);
    Ok(names)
}

/// Removes a scope with all its rows.
///
/// # Errors
/// What the file says.
pub fn remove(to: &Write<'_>, scope: Scope) -> Result<(), StoreError> {
    if let Some(row) = get(to, scope)? {
        crate::search::scope(to, row.id)?;
        if !is_planted("store::messages_left") {
            super::message::remove_all(to, row.id)?;
        }
        // The objects go with it (ON DELETE CASCADE).
        to.cache().prepare_cached("DELETE FROM scope WHERE id = ?1")?.execute([row.id])?;
        to.numbered.set(None);
        to.touch(Touched::Scope(scope));
    }
    Ok(())
}
