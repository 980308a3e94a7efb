//! How a reader goes through a scope.

use domain::{OpId, PersonId, Rev, record::Membership, viewer::Viewer};

use super::{shelf::SHELVES, step::StoredProfile};

/// A revision for each shelf of a scope, in the order of [`super::shelf::Shelf::opened_by`]; 0 for those it does not have.
pub type Revs = [Rev; SHELVES];

/// How far a reader has come in a scope. It depends on nothing but what the reader was sent or could have been sent: a write
/// that the reader may not see leaves it where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Changes when positions cannot be continued.
    pub epoch: u64,
    /// Everything up to here has been read.
    pub through: Revs,
    /// While a scope is read from its start: where it stood when that began. Whatever was deleted or hidden up to here the
    /// reader never had, so nothing is said of it. Zero once the scope was read to its end.
    pub silent: Revs,
}

/// How far a scope reaches for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Changes when positions cannot be continued.
    pub epoch: u64,
    /// The revision of the newest write of each shelf.
    pub heads: Revs,
    /// Tombstones of each shelf up to this revision are no longer kept.
    pub floors: Revs,
    /// Where each shelf ends for the reader: its newest write of which the reader may know.
    pub ends: Revs,
    /// Records that stand after the position that was asked for, as far as the reader may see them.
    pub total: u64,
}

impl Extent {
    /// Where a reader begins who has nothing.
    pub const fn start(&self) -> Position {
        Position { epoch: self.epoch, through: [0; SHELVES], silent: self.ends }
    }

    /// Where a reader is who has everything.
    pub const fn end(&self) -> Position {
        Position { epoch: self.epoch, through: self.ends, silent: [0; SHELVES] }
    }

    /// Whether a reader can go on from a position: it is of this epoch, of a history that was not lost, and no tombstone after
    /// it has been forgotten.
    pub fn continues(&self, position: &Position) -> bool {
        let Position { epoch, through, silent } = position;
        let shelves = through.iter().zip(silent).zip(self.heads.iter().zip(&self.floors));
        *epoch == self.epoch
            && shelves.into_iter().all(|((through, silent), (head, floor))| {
                through <= head && silent <= head && floor <= through.max(silent)
            })
    }
}

/// Which records to read next.
#[derive(Clone, Copy, Debug)]
pub struct PageRange {
    /// From where on.
    pub from: Position,
    /// At most so many.
    pub records: usize,
    /// Names and contents of the page have at most so many bytes; a single record may have more.
    pub bytes: usize,
}

/// A piece of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Shelf after shelf, each in the order of its revisions.
    pub records: Vec<StoredRecord>,
    /// How far the reader has come with them.
    pub to: Position,
    /// Whether the scope was read to its end.
    pub is_done: bool,
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its name in the scope.
    pub name: String,
    /// Its revision on its shelf.
    pub rev: Rev,
    /// The op that wrote it last.
    pub by: Option<OpId>,
    /// Its content as JSON; none when it is no more, or no more for this reader.
    pub body: Option<String>,
}

/// A person as another member of an organisation looks at them; [`domain::page`] decides what is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// All of it, hidden values included.
    pub profile: StoredProfile,
    /// What the organisation says of the person.
    pub membership: Membership,
    /// The one who looks.
    pub viewer: Viewer,
}

/// Distinct people whom a person may look at in a day.
#[derive(Clone, Copy, Debug)]
pub struct LookBudget {
    /// Who looks.
    pub viewer: PersonId,
    /// Days since 1970-01-01 in UTC.
    pub day: i64,
    /// So many.
    pub most: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_continued_unless_something_is_lost() {
        let extent = Extent { epoch: 2, heads: [5, 9, 3], floors: [0, 6, 0], ends: [5, 9, 3], total: 0 };
        let position = |through, silent| Position { epoch: 2, through, silent };
        for (position, continues) in [
            (position([5, 9, 3], [0; 3]), true),
            (position([0, 6, 0], [0; 3]), true),
            (position([0, 5, 0], [0; 3]), false),
            // Begun after what has been forgotten since.
            (position([0, 5, 0], [5, 8, 3]), true),
            (position([0, 5, 0], [5, 5, 3]), false),
            // A head that a restore has lost.
            (position([6, 9, 3], [0; 3]), false),
            (position([0, 9, 3], [0, 10, 0]), false),
            (Position { epoch: 1, ..position([5, 9, 3], [0; 3]) }, false),
        ] {
            assert_eq!(extent.continues(&position), continues, "{position:?}");
        }
    }
}
