//! What writing and reading take from the allocator, counted: an allocation more for each row is a hundred thousand in a first
//! sync. SQLite's own are not among them. The bounds are what was counted; for a whole page, and a tenth.

use allocation_counter::measure;
use store::{
    Order, Store, StoreError, search,
    table::{message, scope},
};

use crate::{
    Bench,
    search::wanted,
    statements::{PAGE, json, messages},
    talk,
};

/// Allocations of a call, after one that has prepared its statements.
fn allocations<T>(call: impl Fn() -> Result<T, StoreError>) -> u64 {
    call().unwrap();
    measure(|| drop(call().unwrap())).count_total
}

fn write(store: &Store, rev: u64) -> u64 {
    measure(|| store.write(Order::CacheFirst, |w| messages(w, rev)).unwrap()).count_total
}

#[test]
fn a_page_of_messages_takes_few_allocations_for_each() {
    let warm = Bench::new();
    write(&warm.store, 1);
    let bench = Bench::new();
    let made = measure(|| drop((1..=PAGE).map(|number| json(number, 1)).collect::<Vec<_>>())).count_total;
    let new = (write(&bench.store, 1) - made) / PAGE as u64;
    assert!(new <= 10, "{new} for each message that is new");
    let read = allocations(|| {
        bench.store.read(|r| {
            let scope = scope::get(r, talk())?.unwrap();
            message::page(r, scope.id, None, 50)
        })
    });
    assert!(read <= 67, "{read} for a page of 50 messages");
    let query = domain::search::Query::new("会議");
    let wanted = wanted(&query);
    let found = allocations(|| bench.store.read(|r| search::find(r, &wanted)));
    assert!(found <= 58, "{found} for 20 hits");
}
