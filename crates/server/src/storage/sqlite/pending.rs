//! Cards of directories that a batch has written and that are stored at its end, or before something is asked that their being
//! there answers. Edits of one person that come together write each view of the person many times over; what is stored, and
//! what a reader is told, is the last one.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Millis, Name, PersonId, Scope};
use rusqlite::Connection;

use super::{
    commit::{Rows, store_one, tell},
    seat,
};
use crate::storage::{
    StorageError,
    hub::Moved,
    shelf::{Facet, Shelf},
    step::{Need, Writes, Written},
};

/// Cards that wait, each as it is now.
#[derive(Default)]
pub(super) struct Pending(BTreeMap<(Shelf, Name), Card>);

/// A card that waits.
pub(super) struct Card {
    pub(super) written: Written,
    at: Millis,
    /// Whether the reader on whose shelf it is belongs to another class from the very same decision on.
    pub(super) is_moving: bool,
}

impl Pending {
    /// Keeps the cards of a decision back; answers what is to be stored at once.
    pub(super) fn keep<'w>(&mut self, writes: &'w Writes) -> Vec<&'w Written> {
        let moving: BTreeSet<PersonId> = writes.written().iter().filter_map(moves).collect();
        let mut others = vec![];
        for written in writes.written() {
            let is_moving = match (written.shelf.scope, written.shelf.facet) {
                (Scope::Dir(_), Facet::Class(_)) => false,
                (Scope::Dir(_), Facet::Reader(reader)) => moving.contains(&reader),
                (_, Facet::Whole | Facet::Class(_) | Facet::Reader(_)) => {
                    others.push(written);
                    continue;
                }
            };
            let card = Card { written: written.clone(), at: writes.at(), is_moving };
            self.0.insert((written.shelf, written.name), card);
        }
        others
    }

    /// Whether a need is answered from tables that follow the cards. (A card itself is never asked for again.)
    pub(super) fn concerns(&self, need: &Need) -> bool {
        let asks = !need.ties.is_empty() || !need.looked_at.is_empty();
        asks && !self.0.is_empty()
    }

    /// Stores what waits.
    pub(super) fn store(&mut self, tx: &Connection, rows: &mut Rows, moved: &mut Moved) -> Result<(), StorageError> {
        let cards = std::mem::take(&mut self.0);
        // Before any of them is stored: it asks what readers had.
        let seats = seat::find(tx, cards.values())?;
        for (key, card) in &cards {
            let seat = seats.get(key).copied();
            store_one(tx, &card.written, seat, card.at, rows)?;
            tell(&card.written, seat.is_some(), moved);
        }
        Ok(())
    }
}

/// Whose membership it is.
const fn moves(written: &Written) -> Option<PersonId> {
    match (written.shelf.scope, written.name) {
        (Scope::Me(person), Name::Membership(_)) => Some(person),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Audience, ConversationId, Intent, MembershipId, Object, Op, OpId, OrgId, RowId, Standing, Visibility,
        VisibilityRule,
        record::{
            ContactRequest, Conversation, FieldValue, MemberValue, Membership, MembershipStatus, Parties, ProfileField,
            Purpose, RequestState, Role, RowBody, RowValue,
        },
    };
    use uuid::Uuid;

    use super::super::{commit, open};
    use crate::{
        storage::step::{Decide, Writes},
        usecase::ops,
    };

    use super::*;

    const ORG: OrgId = OrgId(Uuid::from_u128(1));
    const AUTHOR: PersonId = PersonId(Uuid::from_u128(2));
    /// Half of them connected to the author, half left out by name.
    const VIEWERS: u128 = 40;
    const EDITS: u128 = 30;

    fn viewer(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(100 + n))
    }

    fn put(shelf: impl Into<Shelf>, name: Name, object: Object) -> Decide {
        let shelf = shelf.into();
        Box::new(move |loaded| {
            let mut writes = Writes::by_operator(0);
            writes.put(loaded, (shelf, name), None, object.clone())?;
            Ok(writes)
        })
    }

    fn joins(person: PersonId) -> Decide {
        let id = MembershipId(person.0);
        let value = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
        let membership = Membership { id, organization: ORG, value, since: 0, history: vec![] };
        put(Scope::Me(person), Name::Membership(id), Object::Membership(membership))
    }

    fn connected(a: PersonId, b: PersonId) -> Decide {
        let id = ConversationId::direct(ORG, a, b);
        let request = Some(ContactRequest { from: a, purpose: Purpose::CatchUp, state: RequestState::Accepted });
        let conversation = Conversation { id, organization: ORG, parties: Parties::Direct([a, b]), request };
        put(Scope::Conv(id), Name::Conversation, Object::Conversation(conversation))
    }

    fn friends() -> Visibility {
        vec![VisibilityRule::new(ORG, Audience::Connections)].into()
    }

    fn but_some() -> Visibility {
        let excluded_people = (VIEWERS / 2..VIEWERS).map(viewer).collect();
        vec![VisibilityRule { excluded_people, ..VisibilityRule::new(ORG, Audience::Members) }].into()
    }

    fn op(n: u128, intent: Intent) -> Decide {
        ops::decision(AUTHOR, Op { id: OpId(Uuid::from_u128(0xa000 + n)), intent }, 0).unwrap()
    }

    fn sets(field: ProfileField, text: &str, base: &FieldValue, visibility: Visibility) -> (Intent, FieldValue) {
        let value = FieldValue { text: text.to_owned(), visibility };
        (Intent::SetField { field, base: base.clone(), value: value.clone() }, value)
    }

    fn adds(n: u128) -> Intent {
        let body = RowBody::Skill { name: format!("技{n}"), note: String::new() };
        let value = RowValue { body, visibility: if n.is_multiple_of(2) { friends() } else { but_some() } };
        Intent::AddRow { row: RowId(Uuid::from_u128(n)), value, place: domain::place::between(None, None).unwrap() }
    }

    /// A database in which everybody is, and in which each write of a card is counted.
    fn town() -> Connection {
        let db = open::in_memory().unwrap();
        let mut all = vec![joins(AUTHOR)];
        all.extend((0..VIEWERS).map(|n| joins(viewer(n))));
        all.extend((0..VIEWERS / 2).map(|n| connected(AUTHOR, viewer(n))));
        let (name, _) = sets(ProfileField::FamilyName, "姓", &FieldValue::default(), Visibility::members(ORG));
        all.push(op(0, name));
        commit::run(&db, all).unwrap();
        db.execute_batch(
            "CREATE TEMP TABLE counted (record INTEGER);
             CREATE TEMP TRIGGER inserted AFTER INSERT ON main.record WHEN new.name LIKE 'card/%'
                 BEGIN INSERT INTO counted VALUES (new.id); END;
             CREATE TEMP TRIGGER updated AFTER UPDATE ON main.record WHEN new.name LIKE 'card/%'
                 BEGIN INSERT INTO counted VALUES (new.id); END;",
        )
        .unwrap();
        db
    }

    /// Writes of cards since the last time, and how many cards that were.
    fn counted(db: &Connection) -> (u128, u128) {
        let counts = db.query_row("SELECT count(*), count(DISTINCT record) FROM counted", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        });
        db.execute("DELETE FROM counted", []).unwrap();
        counts.map(|(writes, cards)| (writes.unsigned_abs().into(), cards.unsigned_abs().into())).unwrap()
    }

    fn batch() -> Vec<Decide> {
        let mut headline = FieldValue::default();
        let mut all: Vec<Intent> = (1..EDITS).map(adds).collect();
        for text in ["一", "二", "三"] {
            let (intent, now) = sets(ProfileField::Headline, text, &headline, but_some());
            (headline, _) = (now, all.push(intent));
        }
        (1..).zip(all).map(|(n, intent)| op(n, intent)).collect()
    }

    /// Every card, by where it is.
    fn cards(db: &Connection) -> Vec<(String, String, String)> {
        let mut all = db
            .prepare(
                "SELECT scope.name, record.state || ' ' || (record.seat > 0), record.body FROM record
                 JOIN scope ON scope.id = record.scope WHERE record.name LIKE 'card/%' ORDER BY 1",
            )
            .unwrap();
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn edits_that_come_together_write_each_view_once() {
        let together = town();
        commit::run(&together, batch()).unwrap();
        let most = VIEWERS + Standing::ALL.len() as u128;
        assert_eq!(counted(&together), (most, most));

        // One by one it is more than ten times as many, for the same views in the end.
        let apart = town();
        for decide in batch() {
            commit::run(&apart, vec![decide]).unwrap();
        }
        let (writes, cards_apart) = counted(&apart);
        assert!(writes > most * 10 && cards_apart == most, "{writes} {cards_apart}");
        let bodies = |db: &Connection| cards(db).into_iter().map(|(at, _, body)| (at, body)).collect::<Vec<_>>();
        assert_eq!(bodies(&together), bodies(&apart));
    }

    /// One edit alone writes each view no more than once, whatever else it brings with it.
    #[test]
    fn no_edit_writes_a_view_twice() {
        let db = town();
        for decide in batch() {
            commit::run(&db, vec![decide]).unwrap();
            let (writes, cards) = counted(&db);
            assert!(writes == cards && writes > 0, "{writes} writes of {cards} cards");
        }
    }
}
