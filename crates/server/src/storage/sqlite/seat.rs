//! The first view that sets a reader apart, when it is what the reader sees already.
//!
//! Somebody shows a new headline to all but one: from then on that one has a view of their own, and it is the card they have.
//! Written as any other record it would come down as a line that changes nothing, and so tell of the very edit that was kept
//! from them. So it is written without a revision of its own, with a *seat* instead: the revision at which the card stands on
//! the shelf of the reader's class. There they go on reading it, as if nothing had happened.

use std::collections::BTreeMap;

use domain::{Name, OrgId, PersonId, Rev, Scope};
use rusqlite::Connection;

use super::{pending::Card, record, relation};
use crate::storage::{
    StorageError,
    shelf::{Facet, Shelf},
    step::{Change, Written},
};

/// Records that get a seat, with the revision that it is; 0 for one that was nowhere on the shelf of the class.
pub(super) type Seats = BTreeMap<(Shelf, Name), Rev>;

/// Finds the seats of what is about to be written. Asked before any of it is.
pub(super) fn find<'a>(tx: &Connection, cards: impl Iterator<Item = &'a Card>) -> Result<Seats, StorageError> {
    let mut seats = Seats::new();
    for Card { written, is_moving, .. } in cards {
        let (Scope::Dir(organization), Facet::Reader(viewer), Name::Card(person)) =
            (written.shelf.scope, written.shelf.facet, written.name)
        else {
            continue;
        };
        // Of another class from now on, where everything is read anew and the seat means nothing.
        if *is_moving {
            continue;
        }
        if let Some(seat) = seat(tx, written, organization, (viewer, person))? {
            seats.insert((written.shelf, written.name), seat);
        }
    }
    Ok(seats)
}

fn seat(
    tx: &Connection,
    written: &Written,
    organization: OrgId,
    (viewer, person): (PersonId, PersonId),
) -> Result<Option<Rev>, StorageError> {
    let is_apart: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM exception WHERE organization = ?1 AND person = ?2 AND viewer = ?3)",
        )?
        .query_row((organization.0.as_bytes(), person.0.as_bytes(), viewer.0.as_bytes()), |row| row.get(0))?;
    if is_apart {
        return Ok(None);
    }
    let Some(standing) = relation::standing(tx, viewer, organization)? else { return Ok(None) };
    let class = Shelf::class(written.shelf.scope, standing);
    let (rev, seen) = match record::held(tx, class, written.name)? {
        Some(held) => (held.rev, held.object),
        None => (0, None),
    };
    let is_same = match &written.change {
        Change::Put(view) => seen.as_ref() == Some(view),
        Change::Hide | Change::Delete => seen.is_none(),
    };
    Ok(is_same.then_some(rev))
}
