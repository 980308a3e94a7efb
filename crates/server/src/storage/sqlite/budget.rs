//! Table `look`: whom somebody has looked at on a day.

use domain::PersonId;
use rusqlite::Connection;

use crate::storage::{StorageError, read::LookBudget};

/// Whether it was counted before: then it costs nothing, not even a write.
pub(super) fn is_spent(db: &Connection, budget: LookBudget, person: PersonId) -> Result<bool, StorageError> {
    let is_spent = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM look WHERE day = ?1 AND viewer = ?2 AND person = ?3)")?
        .query_row((budget.day, budget.viewer.0.as_bytes(), person.0.as_bytes()), |row| row.get(0))?;
    Ok(is_spent)
}

/// Counts it unless the budget is spent.
pub(super) fn spend(tx: &Connection, budget: LookBudget, person: PersonId) -> Result<bool, StorageError> {
    if is_spent(tx, budget, person)? {
        return Ok(true);
    }
    let counted = tx
        .prepare_cached(
            "INSERT INTO look (day, viewer, person) SELECT ?1, ?2, ?3
             WHERE (SELECT count(*) FROM look WHERE day = ?1 AND viewer = ?2) < ?4",
        )?
        .execute((budget.day, budget.viewer.0.as_bytes(), person.0.as_bytes(), budget.most))?;
    Ok(counted > 0)
}
