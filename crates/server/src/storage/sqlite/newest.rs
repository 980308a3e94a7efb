//! The newest records of a conversation, or of what is for every member of a directory: what a device shows before it has read
//! all of it.

use rusqlite::Connection;

use super::{page::record, shelf};
use crate::storage::{StorageError, read::StoredRecord, shelf::Shelf};

/// Backwards along the index, as far as asked for.
const NEWEST: &str =
    "SELECT name, rev, by, state, body FROM record WHERE scope = ?1 AND state = 0 ORDER BY rev DESC LIMIT ?2";

pub(super) fn newest(
    db: &Connection,
    shelf: Shelf,
    most: usize,
    bytes: usize,
) -> Result<Vec<StoredRecord>, StorageError> {
    let Some(row) = shelf::stand(db, shelf)?.row else { return Ok(vec![]) };
    let mut statement = db.prepare_cached(NEWEST)?;
    let mut rows = statement.query((row, i64::try_from(most).unwrap_or(i64::MAX)))?;
    let (mut records, mut taken) = (vec![], 0);
    while let Some(row) = rows.next()? {
        let record = record(row)?;
        taken += record.name.len() + record.body.as_ref().map_or(0, String::len);
        if taken > bytes && !records.is_empty() {
            break;
        }
        records.push(record);
    }
    records.reverse();
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sqlite::open;

    #[test]
    fn it_reads_backwards_along_the_index() {
        let db = open::in_memory().unwrap();
        assert_eq!(open::plan(&db, NEWEST), ["SEARCH record USING INDEX record_rev (scope=?)"]);
    }
}
