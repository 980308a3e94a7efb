//! Few rows wait before they go into the index. The index writes pages of five tables for a row that comes alone, and hardly more
//! for sixty: an edit, or a message, is half as dear without. Whoever searches lets in first what waits.

use rusqlite::{Connection, OptionalExtension};

use super::{
    Kind,
    index::{Changes, Come},
};
use crate::{
    Reads, StoreError, Write,
    table::{message, object},
};

/// Rows that wait at most: as many as cost a search about a millisecond.
pub(super) const FEW: i64 = 64;

/// Whether anything waits that a search would not find yet, or would still find.
///
/// # Errors
/// What the file says.
pub fn is_due(from: &impl Reads) -> Result<bool, StoreError> {
    let mut any = from.cache().prepare_cached("SELECT EXISTS (SELECT 1 FROM term_due)")?;
    Ok(any.query_row([], |row| row.get(0))?)
}

/// What waits goes into the index at the end of this write; whether that has not been said before.
pub fn settle(to: &Write<'_>) -> bool {
    !std::mem::replace(&mut to.index.borrow_mut().is_settled, true)
}

/// Lets changes wait; how many rows wait now.
pub(super) fn keep(cache: &Connection, changes: &Changes) -> Result<i64, StoreError> {
    // Who waits already is in the index, or is not, as when it began to wait.
    let mut keep = cache.prepare_cached("INSERT INTO term_due (number, was) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    for number in &changes.gone {
        keep.execute((number, true))?;
    }
    for number in changes.come.keys() {
        keep.execute((number, false))?;
    }
    let mut count = cache.prepare_cached("SELECT count(*) FROM term_due")?;
    Ok(count.query_row([], |row| row.get(0))?)
}

/// Adds what has waited to the changes; nothing waits any more.
pub(super) fn take(cache: &Connection, changes: &mut Changes) -> Result<(), StoreError> {
    let due: Vec<(i64, bool)> = {
        let mut all = cache.prepare_cached("SELECT number, was FROM term_due")?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>()?
    };
    if due.is_empty() {
        return Ok(());
    }
    cache.prepare_cached("DELETE FROM term_due")?.execute([])?;
    for (number, was) in due {
        if was {
            changes.gone.insert(number);
        }
        if !changes.come.contains_key(&number)
            && let Some(come) = as_it_stands(cache, number)?
        {
            changes.come.insert(number, come);
        }
    }
    Ok(())
}

/// What the row with a number says; none when no row has it any more.
fn as_it_stands(cache: &Connection, number: i64) -> Result<Option<Come>, StoreError> {
    let sql = match number < Kind::Message.end() {
        true => "SELECT scope, NULL, coalesce(view, server) FROM message WHERE found = ?1",
        false => "SELECT scope, name, iif(hidden, NULL, coalesce(view, server)) FROM object WHERE found = ?1",
    };
    let mut row = cache.prepare_cached(sql)?;
    let row = row.query_row([number], |row| {
        Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
    });
    let Some((scope, name, Some(json))) = row.optional()? else { return Ok(None) };
    let said = match name {
        None => message::said(&json),
        Some(name) => name.parse().ok().and_then(|name| object::said_by(name, &json)),
    };
    Ok(said.map(|said| Come { scope, said }))
}
