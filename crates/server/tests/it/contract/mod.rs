//! The storage contract, written once and run on every implementation.

mod batch;
mod count;
mod file;
mod listener;
mod op;
mod page;
mod relation;
mod sign_in;
mod tombstone;

use std::sync::{Arc, Mutex};

use domain::{
    Millis, Name, Object, PersonId, Rev, RowId, Scope, Visibility,
    policy::{self, ReadPermit, Relation},
    record::{Row, RowBody, RowValue},
};
use server::storage::{
    PageRange, Storage,
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
    let body = RowBody::Skill { name: text.to_owned(), note: String::new() };
    Object::Row(Row {
        id: RowId(Uuid::from_u128(n)),
        value: RowValue::new(body, Visibility::default()),
        place: "80".into(),
    })
}

/// Puts one object as the operator.
fn put(scope: Scope, name: Name, object: Object) -> Decide {
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(NOW);
        writes.put(loaded, (scope, name), None, object.clone())?;
        Ok(writes)
    })
}

fn remove(scope: Scope, name: Name, at: Millis) -> Decide {
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(at);
        writes.delete(loaded, (scope, name), None)?;
        Ok(writes)
    })
}

fn permit(person: PersonId) -> ReadPermit {
    policy::may_read(person, Scope::Me(person), Relation::Owner).unwrap()
}

fn from(after: Rev) -> PageRange {
    PageRange { after, without_tombstones_to: 0, records: 100, bytes: 1 << 20 }
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
