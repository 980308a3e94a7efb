//! What of the index is in the file: rows that wait together, nothing of what is gone, parts put together.

use domain::{Name, record::Message};
use store::{
    Order, Store, search,
    table::{object, scope},
};

use super::{OTHER, any, found, json, put, said};
use crate::{Bench, blobs::decrypted, key, message, old::unsealed, talk};

/// How often a text stands in the cache, its log included, as it is on the disk and deciphered.
fn count(bench: &Bench, text: &str) -> usize {
    let clear = decrypted(&bench.dir.path().join("cache.db"));
    clear.windows(text.len()).filter(|window| *window == text.as_bytes()).count()
}

#[test]
fn of_a_scope_that_is_removed_no_term_stays_in_the_file() {
    let mut bench = Bench::new();
    for number in 1..=200 {
        let (scope, text) =
            if number % 2 == 0 { (talk(), "麻酔の養蜂 zeitgeist") } else { (OTHER, "会議の資料") };
        put(&bench.store, scope, 1, &said(number, text, 60_000 * number as i64));
    }
    let reopen = |bench: &mut Bench| {
        bench.store.close();
        let (store, _) = Store::open(bench.dir.path(), key(), |_| {}).unwrap();
        store.close();
        bench.store = Store::open(bench.dir.path(), key(), |_| {}).unwrap().0;
    };
    reopen(&mut bench);
    assert!(count(&bench, "zeitgeist") > 0, "it can be seen where it is");
    bench.store.write(Order::CacheFirst, |w| scope::remove(w, talk())).unwrap();
    reopen(&mut bench);
    for term in ["zeitgeist", "麻酔", "養蜂"] {
        assert_eq!(count(&bench, term), 0, "{term}");
    }
    assert_eq!(found(&bench.store, |wanted| wanted.limit = 500, "会議").len(), 100);
}

#[test]
fn few_rows_wait_and_go_into_the_index_together() {
    let bench = Bench::new();
    let rows = |sql: &str| {
        let cache = unsealed(&bench.dir.path().join("cache.db"));
        cache.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let due = || rows("SELECT count(*) FROM term_due");
    let indexed = || rows("SELECT count(*) FROM term_docsize");
    for number in 1..=64 {
        put(&bench.store, talk(), 1, &said(number, "会議", 60_000 * number as i64));
    }
    assert_eq!((due(), indexed()), (64, 0));
    put(&bench.store, talk(), 1, &said(65, "会議", 6_000_000));
    assert_eq!((due(), indexed()), (0, 65), "one too many takes all of them with it");
    // Changed and removed: what the index has of them stays until the next search.
    put(&bench.store, talk(), 2, &said(1, "面接", 60_000));
    bench.store.write(Order::CacheFirst, |w| object::delete_server(w, talk(), Name::Message(message(2)))).unwrap();
    assert_eq!((due(), indexed()), (2, 65));
    assert!(bench.store.read(|r| search::is_due(r)).unwrap());
    assert_eq!(found(&bench.store, any, "面接"), [1]);
    assert_eq!(found(&bench.store, |wanted| wanted.limit = 99, "会議").len(), 63);
    assert_eq!((due(), indexed()), (0, 64));
    // A scope that goes takes with it what waits.
    put(&bench.store, OTHER, 1, &said(66, "zeitgeist", 7_000_000));
    bench.store.write(Order::CacheFirst, |w| scope::remove(w, talk())).unwrap();
    assert_eq!((due(), indexed()), (0, 1));
    assert_eq!(found(&bench.store, any, "zeitgeist"), [66]);
}

#[test]
fn what_was_taken_back_leaves_the_file_with_the_next_tidying() {
    let mut bench = Bench::new();
    for number in 1..=50 {
        put(&bench.store, talk(), 1, &said(number, &format!("会議の資料{number}"), 60_000 * number as i64));
    }
    put(&bench.store, talk(), 1, &said(51, "zeitgeist", 1_000));
    put(&bench.store, talk(), 2, &Message { body: String::new(), deleted: true, ..said(51, "", 1_000) });
    while bench.store.write(Order::CacheFirst, |w| search::catch_up(w, 1_000)).unwrap() {}
    bench.store.close();
    assert_eq!(count(&bench, "zeitgeist"), 0);
    bench.store = Store::open(bench.dir.path(), key(), |_| {}).unwrap().0;
    assert_eq!(found(&bench.store, any, "資料7"), [7]);
}

#[test]
fn the_parts_of_the_index_are_put_together_a_few_pages_at_a_time() {
    let bench = Bench::new();
    for page in 0..6 {
        bench
            .store
            .write(Order::CacheFirst, |w| {
                (1..=500).try_for_each(|number| {
                    let number = page * 500 + number;
                    let message = said(number, &format!("会議の資料{number}"), 60_000 * number as i64);
                    object::put_server(w, talk(), Name::Message(message.id), 1, None, &json(&message))
                })
            })
            .unwrap();
    }
    let parts = || {
        let cache = unsealed(&bench.dir.path().join("cache.db"));
        cache.query_row("SELECT count(DISTINCT segid) FROM term_idx", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(parts(), 6);
    let mut steps = 0;
    while bench.store.write(Order::CacheFirst, |w| search::catch_up(w, 4)).unwrap() {
        steps += 1;
    }
    assert!(steps > 3, "{steps}");
    assert_eq!(parts(), 1);
    assert_eq!(found(&bench.store, any, "資料2999"), [2999]);
    assert!(!bench.store.write(Order::CacheFirst, |w| search::catch_up(w, 4)).unwrap(), "and that is all");
}
