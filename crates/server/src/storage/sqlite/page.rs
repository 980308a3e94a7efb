//! Reading a scope shelf after shelf, for one reader.
//!
//! What a reader sees by a view of their own is left out of the class's shelf, and moves nothing there: neither a line, nor
//! the total, nor the position. If it is seated there (see `seat`) it is read in its place. The plan of the page's query:
//!
//! ```text
//! MERGE (UNION ALL)
//! LEFT
//!   SEARCH record USING INDEX record_rev (scope=? AND rev>?)
//!   CORRELATED SCALAR SUBQUERY 1
//!     SEARCH own USING COVERING INDEX record_name (scope=? AND name=?)
//! RIGHT
//!   SEARCH record USING INDEX record_seat (scope=? AND seat>?)
//! ```
//!
//! Both sides come in the order of their indexes, so nothing is sorted and a page reads no more than it sends and leaves out; a
//! test holds it to that (`tests::the_page_reads_along_its_indexes`).

use domain::{OpId, Rev, Scope, wire::Sum};
use rusqlite::{Connection, Row};

use super::{
    record::STANDS,
    shelf::{self, Stand},
    value::{counter, id, int},
};
use crate::{
    planted::is_planted,
    storage::{
        StorageError,
        read::{Extent, Page, PageRange, Position, Revs, StoredRecord},
        shelf::{Facet, Shelf},
    },
};

/// ?1 the shelf, ?2 the revision it was read to, ?3 the reader's own shelf when this is the one of their class.
const PAGE: &str = "
    SELECT name, rev, by, state, body FROM record
    WHERE scope = ?1 AND rev > ?2
      AND NOT EXISTS (SELECT 1 FROM record AS own WHERE own.scope = ?3 AND own.name = record.name)
    UNION ALL
    SELECT name, seat, by, state, body FROM record WHERE scope = ?3 AND seat > 0 AND seat > ?2
    ORDER BY rev";

/// The same without contents, of a scope whose records are told apart by their revisions.
const REVS: &str =
    "SELECT name, rev, by, state, '' FROM record WHERE scope = ?1 AND rev > ?2 AND state = 0 AND ?3 IS NULL";

/// The last revision on a shelf of which the reader may know. It goes back over what is left out and stops at the first other.
const LAST: &str = "
    SELECT max(
        coalesce((
            SELECT rev FROM record
            WHERE scope = ?1 AND NOT EXISTS (SELECT 1 FROM record AS own WHERE own.scope = ?2 AND own.name = record.name)
            ORDER BY rev DESC LIMIT 1
        ), 0),
        coalesce((SELECT seat FROM record WHERE scope = ?2 AND seat > 0 ORDER BY seat DESC LIMIT 1), 0)
    )";

/// Records that stand on a shelf after a revision: counted in the index alone.
const COUNT: &str = "SELECT count(*) FROM record WHERE scope = ?1 AND rev > ?2 AND state = 0";

/// By how many the reader has more of them for having views of their own, as a rule fewer: those seated there, less those
/// left out. Own views are few, so it begins with them.
const COUNT_OWN: &str = "
    SELECT (SELECT count(*) FROM record WHERE scope = ?3 AND seat > 0 AND seat > ?2 AND state = 0) - (
        SELECT count(*) FROM record AS own
        CROSS JOIN record ON record.scope = ?1 AND record.name = own.name AND record.rev > ?2 AND record.state = 0
        WHERE own.scope = ?3
    )";

pub(super) fn extent(db: &Connection, shelves: &[Shelf], after: Revs) -> Result<Extent, StorageError> {
    let stands = stands(db, shelves)?;
    let (mut total, mut ends) = (0, Revs::default());
    for ((stand, after), end) in stands.iter().zip(after).zip(&mut ends) {
        *end = end_of(db, stand, &stands)?;
        let Some(row) = stand.row.filter(|_| stand.head > after) else { continue };
        let count: i64 = db.prepare_cached(COUNT)?.query_row((row, int(after)), |row| row.get(0))?;
        let more: i64 = match own(stand, &stands) {
            None => 0,
            Some(own) => db.prepare_cached(COUNT_OWN)?.query_row((row, int(after), own), |row| row.get(0))?,
        };
        total += counter(count + more);
    }
    let (heads, floors) = (shelf::each(&stands, |it| it.head), shelf::each(&stands, |it| it.floor));
    Ok(Extent { epoch: epoch(&stands), heads, floors, ends, total })
}

pub(super) fn page(db: &Connection, shelves: &[Shelf], range: PageRange) -> Result<Page, StorageError> {
    let stands = stands(db, shelves)?;
    let mut page = Page { records: vec![], to: range.from, is_done: false };
    let mut bytes = 0;
    let ways = page.to.through.iter_mut().zip(range.from.silent);
    for (stand, (through, silent)) in stands.iter().zip(ways) {
        let Some(row) = stand.row else { continue };
        let mut statement = db.prepare_cached(PAGE)?;
        let mut rows = statement.query((row, int(*through), own(stand, &stands)))?;
        while let Some(row) = rows.next()? {
            let record = record(row)?;
            let rev = record.rev;
            if record.body.is_none() && is_planted("server::tombstone_skipped") {
                *through = rev;
                continue;
            }
            // Otherwise gone before the reader began, who never had it.
            if record.body.is_some() || record.rev > silent {
                let more = record.name.len() + record.body.as_ref().map_or(0, String::len);
                let is_full = page.records.len() >= range.records || bytes + more > range.bytes;
                // The first one always fits, or nothing would ever move.
                if is_full && !page.records.is_empty() {
                    return Ok(page);
                }
                bytes += more;
                page.records.push(record);
            }
            *through = rev;
        }
        // Read to its end just now, so `through` is where the last record for the reader stands.
        *through = if is_patchy(stand.shelf) { stand.floor } else { stand.head }.max(*through);
    }
    page.is_done = true;
    page.to.silent = Revs::default();
    Ok(page)
}

/// Everything that stands, as the reader is sent it, and where it ends for them.
pub(super) fn sum(db: &Connection, scope: Scope, shelves: &[Shelf]) -> Result<(Position, Sum), StorageError> {
    let stands = stands(db, shelves)?;
    let mut sum = Sum::default();
    let mut to = Position { epoch: epoch(&stands), ..Position::default() };
    for (stand, end) in stands.iter().zip(&mut to.through) {
        *end = end_of(db, stand, &stands)?;
        let Some(row) = stand.row else { continue };
        let sql = match scope {
            Scope::Me(_) | Scope::Desk(_) | Scope::Conv(_) => REVS,
            Scope::Dir(_) | Scope::Offers(_) => PAGE,
        };
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query((row, 0, own(stand, &stands)))?;
        while let Some(row) = rows.next()? {
            if let StoredRecord { name, rev, body: Some(body), .. } = record(row)? {
                sum.add(scope, &name, rev, &body);
            }
        }
    }
    Ok((to, sum))
}

/// Where a shelf ends for the reader.
fn end_of(db: &Connection, stand: &Stand, stands: &[Stand]) -> Result<Rev, StorageError> {
    let Some(row) = stand.row.filter(|_| is_patchy(stand.shelf)) else { return Ok(stand.head) };
    let last: i64 = db.prepare_cached(LAST)?.query_row((row, own(stand, stands)), |row| row.get(0))?;
    Ok(counter(last).max(stand.floor))
}

/// Whether a shelf is written to in ways that one of its readers may not know of: then its head is not for them, and it ends
/// where its last record for them stands. Forgotten tombstones count: everybody of the class could see them (see `prune`).
const fn is_patchy(shelf: Shelf) -> bool {
    matches!((shelf.scope, shelf.facet), (Scope::Dir(_), Facet::Class(_) | Facet::Reader(_)))
}

/// The reader's own shelf, when this one is of the class: what has a name there is left out here.
fn own(stand: &Stand, stands: &[Stand]) -> Option<i64> {
    match stand.shelf.facet {
        Facet::Whole | Facet::Reader(_) => None,
        Facet::Class(_) => stands.iter().find(|own| matches!(own.shelf.facet, Facet::Reader(_)))?.row,
    }
}

fn stands(db: &Connection, shelves: &[Shelf]) -> Result<Vec<Stand>, StorageError> {
    shelves.iter().map(|shelf| shelf::stand(db, *shelf)).collect()
}

fn epoch(stands: &[Stand]) -> u64 {
    stands.iter().map(|stand| stand.epoch).max().unwrap_or(1)
}

pub(super) fn record(row: &Row<'_>) -> Result<StoredRecord, StorageError> {
    let body = if row.get::<_, i64>(3)? == STANDS { Some(row.get(4)?) } else { None };
    let by = row.get::<_, Option<[u8; 16]>>(2)?.map(|by| OpId(id(by)));
    Ok(StoredRecord { name: row.get(0)?, rev: counter(row.get(1)?), by, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sqlite::open;

    #[test]
    fn the_page_reads_along_its_indexes() {
        let db = open::in_memory().unwrap();
        assert_eq!(
            open::plan(&db, PAGE),
            [
                "MERGE (UNION ALL)",
                "LEFT",
                "SEARCH record USING INDEX record_rev (scope=? AND rev>?)",
                "CORRELATED SCALAR SUBQUERY 1",
                "SEARCH own USING COVERING INDEX record_name (scope=? AND name=?)",
                "RIGHT",
                "SEARCH record USING INDEX record_seat (scope=? AND seat>?)",
            ],
            "in the order of the indexes: nothing is sorted"
        );
        for sql in [LAST, COUNT, COUNT_OWN] {
            let plan = open::plan(&db, sql).join("\n");
            assert!(!plan.contains("SCAN record") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
        assert_eq!(open::plan(&db, COUNT), ["SEARCH record USING COVERING INDEX record_rev (scope=? AND rev>?)"]);
    }
}
