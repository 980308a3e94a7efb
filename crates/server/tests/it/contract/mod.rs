//! The storage contract, written once and run on every implementation.

mod apart;
mod batch;
mod blob;
mod count;
mod file;
mod listener;
mod look;
mod op;
mod page;
mod relation;
mod shelf;
mod sign_in;
mod tie;
mod tombstone;

use std::sync::{Arc, Mutex};

use domain::{
    ConversationId, MembershipId, Millis, Name, Object, OrgId, PersonId, Rev, RowId, Scope, Standing, UnitId,
    Visibility,
    policy::{self, ReadPermit, Relation},
    record::{
        Block, Card, ContactRequest, Conversation, MemberValue, Membership, MembershipStatus, Parties, PersonName,
        Purpose, RequestState, Role, Row, RowBody, RowValue,
    },
};
use server::storage::{
    Storage,
    read::{PageRange, Position},
    shelf::Shelf,
    sqlite::{Mode, SqliteStorage},
    step::{Decide, Known, Loaded, Writes},
};
use uuid::Uuid;

/// Runs a test on every implementation.
async fn each(test: impl AsyncFn(Arc<dyn Storage>)) {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, mode| SqliteStorage::open(&folder.path().join(name), mode).unwrap();
    for storage in
        [SqliteStorage::in_memory_inline().unwrap(), open("inline.db", Mode::Inline), open("thread.db", Mode::Thread)]
    {
        let storage: Arc<dyn Storage> = Arc::new(storage);
        test(Arc::clone(&storage)).await;
        storage.close().await;
    }
}

const NOW: Millis = 1_000_000;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn name(n: u128) -> Name {
    Name::Row(RowId(Uuid::from_u128(n)))
}

fn row(n: u128, text: &str) -> Object {
    ruled_row(n, text, Visibility::default())
}

fn ruled_row(n: u128, text: &str, visibility: Visibility) -> Object {
    let body = RowBody::Skill { name: text.to_owned(), note: String::new() };
    let value = RowValue { body, visibility };
    Object::Row(Row { id: RowId(Uuid::from_u128(n)), value, place: "80".into(), confirmed_at: None })
}

const ORG: OrgId = OrgId(Uuid::from_u128(100));
const DIR: Scope = Scope::Dir(ORG);
const CURRENT: Standing = Standing { status: MembershipStatus::Current, role: Role::Member };
const ORGANIZER: Standing = Standing { status: MembershipStatus::Current, role: Role::Organizer };

fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

/// Makes somebody a member of [`ORG`].
fn join(who: PersonId, standing: Standing, units: Vec<UnitId>) -> Decide {
    let id = MembershipId(Uuid::from_u128(who.0.as_u128() + 1000));
    let value = MemberValue { units, ..MemberValue::new(standing.status, standing.role) };
    let membership = Membership { id, organization: ORG, value, since: NOW, history: vec![] };
    put(Scope::Me(who), Name::Membership(id), Object::Membership(membership))
}

fn talk(a: PersonId, b: PersonId, state: RequestState) -> Decide {
    let id = ConversationId::direct(ORG, a, b);
    let request = Some(ContactRequest { from: a, purpose: Purpose::CatchUp, state });
    let conversation = Conversation { id, organization: ORG, parties: Parties::Direct([a, b]), request };
    put(Scope::Conv(id), Name::Conversation, Object::Conversation(conversation))
}

fn desk(member: PersonId) -> Decide {
    let id = ConversationId::desk(ORG, member);
    let conversation = Conversation { id, organization: ORG, parties: Parties::Desk(member), request: None };
    put(Scope::Conv(id), Name::Conversation, Object::Conversation(conversation))
}

fn block(owner: PersonId, person: PersonId) -> Decide {
    let block = Block { name: PersonName::hidden(person), at: NOW };
    put(Scope::Me(owner), Name::Block(person), Object::Block(block))
}

fn card(of: PersonId, headline: &str) -> Object {
    Object::Card(Card {
        name: PersonName { family: "姓".to_owned(), ..PersonName::hidden(of) },
        former: vec![],
        latin: String::new(),
        headline: headline.to_owned(),
        employer: String::new(),
        position: String::new(),
        skills: vec![],
        status: MembershipStatus::Current,
        role: Role::Member,
        units: vec![],
        cohort: None,
        page: String::new(),
    })
}

fn class() -> Shelf {
    Shelf::class(DIR, CURRENT)
}

/// Writes the card of a person for the class.
fn shows(of: PersonId, headline: &str) -> Decide {
    put(class(), Name::Card(of), card(of, headline))
}

/// Writes the card of a person for one reader.
fn shows_to(reader: PersonId, of: PersonId, headline: &str) -> Decide {
    put(Shelf::reader(DIR, reader), Name::Card(of), card(of, headline))
}

/// Hides the card of a person from one reader.
fn hides_from(reader: PersonId, of: PersonId) -> Decide {
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(NOW);
        writes.hide(loaded, Shelf::reader(DIR, reader), Name::Card(of))?;
        Ok(writes)
    })
}

/// One edit of a person: what the class sees from now on, and what one reader does.
fn edits(of: PersonId, class_sees: Option<&str>, reader: PersonId, reader_sees: Option<&str>) -> Decide {
    let name = Name::Card(of);
    let [class_sees, reader_sees] = [class_sees, reader_sees].map(|sees| sees.map(|headline| card(of, headline)));
    Box::new(move |loaded| {
        let (mut writes, own) = (Writes::by_operator(NOW), Shelf::reader(DIR, reader));
        match class_sees.clone() {
            Some(card) => writes.put(loaded, (class(), name), None, card).map(drop)?,
            None => writes.delete(loaded, (class(), name), None)?,
        }
        match reader_sees.clone() {
            Some(card) => writes.put(loaded, (own, name), None, card).map(drop)?,
            None => writes.hide(loaded, own, name)?,
        }
        Ok(writes)
    })
}

/// Puts one object as the operator.
fn put(shelf: impl Into<Shelf>, name: Name, object: Object) -> Decide {
    let shelf = shelf.into();
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(NOW);
        writes.put(loaded, (shelf, name), None, object.clone())?;
        Ok(writes)
    })
}

fn remove(shelf: impl Into<Shelf>, name: Name, at: Millis) -> Decide {
    let shelf = shelf.into();
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(at);
        writes.delete(loaded, (shelf, name), None)?;
        Ok(writes)
    })
}

fn permit(person: PersonId) -> ReadPermit {
    policy::may_read(person, Scope::Me(person), Relation::Owner).unwrap()
}

fn dir(reader: PersonId) -> ReadPermit {
    policy::may_read(reader, DIR, Relation::Member(CURRENT)).unwrap()
}

/// A long page of what comes after a revision.
fn from(after: Rev) -> PageRange {
    at(Position { epoch: 1, through: [after, 0, 0], silent: [0; 3] })
}

/// A long page of what comes after a position.
const fn at(from: Position) -> PageRange {
    PageRange { from, records: 100, bytes: 1 << 20 }
}

async fn revs(storage: &dyn Storage, owner: PersonId, after: Rev) -> Vec<Rev> {
    storage.page(&permit(owner), from(after)).await.unwrap().records.iter().map(|record| record.rev).collect()
}

/// Asks the storage through a decision and tells what was loaded.
async fn loaded<T: Send + 'static>(storage: &dyn Storage, ask: impl Fn(&Loaded) -> Known<T> + Send + 'static) -> T {
    let told = Arc::new(Mutex::new(None));
    let cell = Arc::clone(&told);
    let decide: Decide = Box::new(move |loaded| {
        *cell.lock().unwrap() = Some(ask(loaded)?);
        Ok(Writes::nothing(NOW))
    });
    storage.commit(vec![decide]).await.unwrap();
    told.lock().unwrap().take().unwrap()
}
