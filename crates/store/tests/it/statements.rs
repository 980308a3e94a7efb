//! What writes and searches cost, counted in statements: time says nothing on a busy machine, and a statement more for each row
//! is what a first sync is made slow by.

use std::{cell::RefCell, collections::BTreeMap};

use domain::{Name, Object, OrgId, PersonId, Scope, record::Message, search::Query};
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use store::{Order, Reads, Store, StoreError, Write, search, table::object};
use uuid::Uuid;

use crate::{
    Bench, ME, message,
    search::{card, wanted},
    talk,
};

const DIR: Scope = Scope::Dir(OrgId(Uuid::from_u128(4)));
/// Rows in a page.
pub(crate) const PAGE: u128 = 100;

thread_local! {
    static SAID: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn hear(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(_, sql) = event {
        SAID.with_borrow_mut(|said| said.push(sql.to_owned()));
    }
}

/// How often which statement is carried out on the cache by a write. What the index does within itself is left out.
fn statements(store: &Store, write: impl Fn(&Write<'_>) -> Result<(), StoreError>) -> BTreeMap<String, usize> {
    let listen = |to: Option<fn(TraceEvent<'_>)>| {
        let trace = |w: &Write<'_>| {
            w.cache().trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, to);
            Ok::<_, StoreError>(())
        };
        store.write(Order::CacheFirst, trace).unwrap();
    };
    listen(Some(hear));
    SAID.take();
    store.write(Order::CacheFirst, write).unwrap();
    let said = SAID.take();
    listen(None);
    counted(&said)
}

fn counted(said: &[String]) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for sql in said.iter().filter(|sql| (!sql.contains("term_") || sql.contains("term_due")) && !sql.starts_with("--"))
    {
        let words: Vec<&str> = sql.split_whitespace().take(3).collect();
        *counted.entry(words.join(" ")).or_default() += 1;
    }
    counted
}

fn of(counted: &[(&str, usize)]) -> BTreeMap<String, usize> {
    counted.iter().map(|&(sql, times)| (sql.to_owned(), times)).collect()
}

pub(crate) fn json(number: u128, rev: u64) -> String {
    let message = Message {
        id: message(number),
        seq: Some(u32::try_from(number).unwrap()),
        author: ME,
        body: format!("会議の資料{number} {rev}"),
        about: None,
        attachments: vec![],
        at: 60_000 * i64::try_from(number).unwrap(),
        edited_at: None,
        deleted: false,
    };
    serde_json::to_string(&Object::Message(message)).unwrap()
}

pub(crate) fn messages(w: &Write<'_>, rev: u64) -> Result<(), StoreError> {
    (1..=PAGE).try_for_each(|number| {
        object::put_beneath(w, talk(), Name::Message(message(number)), rev, None, &json(number, rev)).map(drop)
    })
}

#[test]
fn a_page_of_new_messages_is_two_statements_for_each() {
    let bench = Bench::new();
    let new = of(&[
        ("BEGIN IMMEDIATE", 1),
        ("SELECT id, state,", 1),
        ("INSERT INTO scope", 1),
        ("INSERT INTO message", 100),
        ("INSERT INTO term", 100),
        ("SELECT number, was", 1),
        ("COMMIT", 1),
    ]);
    assert_eq!(statements(&bench.store, |w| messages(w, 1)), new);
    let changed = of(&[
        ("BEGIN IMMEDIATE", 1),
        ("SELECT id, state,", 1),
        // Once as if it were new.
        ("INSERT INTO message", 200),
        ("SELECT place, found,", 100),
        // Where the one before is found.
        ("SELECT found FROM", 100),
        ("DELETE FROM message", 100),
        ("DELETE FROM term", 100),
        ("INSERT INTO term", 100),
        ("INSERT INTO note", 1),
        ("SELECT number, was", 1),
        ("COMMIT", 1),
    ]);
    assert_eq!(statements(&bench.store, |w| messages(w, 2)), changed);
}

#[test]
fn a_message_that_comes_alone_waits_for_the_index() {
    let bench = Bench::new();
    let put = |number: u128| {
        let name = Name::Message(message(number));
        statements(&bench.store, |w| object::put_beneath(w, talk(), name, 1, None, &json(number, 1)).map(drop))
    };
    put(1);
    let counted = of(&[
        ("BEGIN IMMEDIATE", 1),
        ("SELECT id, state,", 1),
        ("INSERT INTO message", 1),
        ("INSERT INTO term_due", 1),
        ("SELECT count(*) FROM", 1),
        ("COMMIT", 1),
    ]);
    assert_eq!(put(2), counted);
}

#[test]
fn a_page_of_new_people_is_two_statements_for_each() {
    let bench = Bench::new();
    let counted = statements(&bench.store, |w| {
        (1..=PAGE).try_for_each(|number| {
            let name = Name::Card(PersonId(Uuid::from_u128(number)));
            let card = card(number, ["佐藤", "健太", "サトウ", "ケンタ"], "", "経理");
            let json = serde_json::to_string(&Object::Card(card)).unwrap();
            object::put_beneath(w, DIR, name, 1, None, &json).map(drop)
        })
    });
    let new = of(&[
        ("BEGIN IMMEDIATE", 1),
        ("SELECT id, state,", 1),
        ("INSERT INTO scope", 1),
        ("SELECT max(found) FROM", 1),
        ("INSERT INTO object", 100),
        ("INSERT INTO term", 100),
        ("SELECT number, was", 1),
        ("COMMIT", 1),
    ]);
    assert_eq!(counted, new);
}

#[test]
fn a_search_is_one_statement_and_one_for_each_message_that_it_gives() {
    let bench = Bench::new();
    bench.store.write(Order::CacheFirst, |w| messages(w, 1)).unwrap();
    let query = Query::new("会議");
    let wanted = wanted(&query);
    let found = bench.store.read(|r| {
        r.cache().trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(hear));
        SAID.take();
        let found = search::find(r, &wanted);
        r.cache().trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, None);
        found
    });
    assert_eq!(found.unwrap().len(), 20);
    assert_eq!(counted(&SAID.take()).values().sum::<usize>(), 21);
}
