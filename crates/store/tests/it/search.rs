//! The index finds what stands in the texts, whatever was written, changed and removed, and nothing else.

mod every;
mod file;

use domain::{
    ConversationId, Millis, Name, Object, OrgId, PersonId, Scope,
    record::{Card, FormerName, MembershipStatus, Message, PersonName, Role},
    search::Query,
};
use store::{
    Order, Store, StoreError,
    search::{self, Kind, Order as Sort, Wanted},
    table::object::{self, View},
};
use uuid::Uuid;

use crate::{Bench, ME, message, talk};

const OTHER: Scope = Scope::Conv(ConversationId(Uuid::from_u128(3)));
const DIR: Scope = Scope::Dir(OrgId(Uuid::from_u128(4)));

fn said(number: u128, body: &str, at: Millis) -> Message {
    Message {
        id: message(number),
        seq: Some(u32::try_from(number).unwrap()),
        author: ME,
        body: body.into(),
        about: None,
        attachments: vec![],
        at,
        edited_at: None,
        deleted: false,
    }
}

fn json(message: &Message) -> String {
    serde_json::to_string(&Object::Message(message.clone())).unwrap()
}

fn put(store: &Store, scope: Scope, rev: u64, message: &Message) {
    let written = store.write(Order::CacheFirst, |w| {
        object::put_server(w, scope, Name::Message(message.id), rev, None, &json(message))
    });
    written.unwrap();
}

/// The newest 20 messages.
pub(crate) fn wanted(query: &Query) -> Wanted<'_> {
    Wanted {
        query,
        kind: Kind::Message,
        scopes: None,
        from: None,
        to: None,
        order: Sort::Newest,
        after: None,
        limit: 20,
    }
}

/// As before a search: what waits goes into the index.
fn settle(store: &Store) {
    store.write(Order::CacheFirst, |w| Ok::<_, StoreError>(search::settle(w))).unwrap();
}

/// The numbers of the messages that are found, in order.
fn found(store: &Store, of: impl Fn(&mut Wanted<'_>), text: &str) -> Vec<u128> {
    let query = Query::new(text);
    let mut wanted = wanted(&query);
    of(&mut wanted);
    numbers(store, &wanted)
}

/// The same within a conversation, all of them.
fn found_in(store: &Store, scope: Scope, text: &str) -> Vec<u128> {
    let query = Query::new(text);
    numbers(store, &Wanted { scopes: Some(&[scope]), limit: 1_000, ..wanted(&query) })
}

fn numbers(store: &Store, wanted: &Wanted<'_>) -> Vec<u128> {
    settle(store);
    let found = store.read(|r| search::find(r, wanted)).unwrap();
    let number = |object: Object| match object {
        Object::Message(message) => message.id.0.as_u128() - 1_000,
        other => panic!("{other:?}"),
    };
    found.into_iter().map(|found| number(found.cached.shown().unwrap())).collect()
}

fn any(_: &mut Wanted<'_>) {}

#[test]
fn one_two_and_more_characters_and_words_are_found_newest_first() {
    let bench = Bench::new();
    let texts = [
        "来週の面接について",
        "Remote work と復職の相談",
        "面接は月曜日です。メンターに聞いてください",
        "面白い本",
        "reworked: 育児休業から復職",
        "ﾒﾝﾀｰ制度",
    ];
    // They come in another order than they were written.
    for number in [3, 1, 6, 2, 5, 4] {
        put(
            &bench.store,
            talk(),
            1,
            &said(number, texts[usize::try_from(number).unwrap() - 1], 1_000_000 * number as i64),
        );
    }
    for (text, expected) in [
        ("面接", &[3, 1][..]),
        ("面", &[4, 3, 1]),
        ("育児休業", &[5]),
        ("育児から", &[]),
        ("復職", &[5, 2]),
        ("remote", &[2]),
        ("remo", &[2]),
        ("work", &[2]),
        ("rework", &[5]),
        ("めんたー", &[6, 3]),
        ("復職 remote", &[2]),
        ("復職 相", &[2]),
        ("面 月曜日", &[3]),
        ("面接 面白", &[]),
        ("い", &[4, 3, 1]),
        ("鯨油", &[]),
        ("xylophone", &[]),
        ("。", &[]),
        ("", &[]),
        ("\" OR 面接 NOT *", &[]),
    ] {
        assert_eq!(found(&bench.store, any, text), expected, "{text}");
    }
}

#[test]
fn a_stretch_follows_the_other_and_scope_and_time_narrow() {
    let bench = Bench::new();
    for number in 1..=60 {
        let scope = if number % 2 == 0 { talk() } else { OTHER };
        put(&bench.store, scope, 1, &said(number, "会議の資料", 60_000 * number as i64));
    }
    settle(&bench.store);
    let query = Query::new("会議");
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let part = bench.store.read(|r| search::find(r, &Wanted { after, limit: 7, ..wanted(&query) })).unwrap();
        let Some(last) = part.last() else { break };
        after = Some(last.number);
        seen.extend(part.iter().map(|found| found.number));
    }
    assert_eq!(seen.len(), 60);
    assert!(seen.is_sorted_by(|a, b| a > b), "each once, newest first");
    let scopes = [talk()];
    let of = |wanted: &mut Wanted<'_>| {
        wanted.from = Some(60_000 * 10);
        wanted.to = Some(60_000 * 20);
    };
    assert_eq!(found(&bench.store, of, "会議"), (10..20).rev().collect::<Vec<_>>());
    let found =
        bench.store.read(|r| search::find(r, &Wanted { scopes: Some(&scopes), limit: 99, ..wanted(&query) })).unwrap();
    assert!(found.len() == 30 && found.iter().all(|found| found.scope == talk()));
    let nowhere = [Scope::Conv(ConversationId(Uuid::from_u128(99)))];
    let found = bench.store.read(|r| search::find(r, &Wanted { scopes: Some(&nowhere), ..wanted(&query) })).unwrap();
    assert!(found.is_empty());
}

#[test]
fn what_is_indexed_again_is_found_where_and_in_the_order_in_which_it_was() {
    let bench = Bench::new();
    // Each second message is of the same moment as the one before. There are more than wait for each other.
    for number in 1..=50 {
        put(&bench.store, talk(), 1, &said(number, "会議の資料", 60_000 * (number as i64 / 2)));
        put(&bench.store, OTHER, 1, &said(number + 100, "会議の議事録", 60_000 * (number as i64 / 2)));
    }
    let before = found_in(&bench.store, talk(), "会議");
    assert_eq!(before, (1..=50).rev().collect::<Vec<_>>());
    let indexed = bench.store.write(Order::CacheFirst, |w| {
        store::table::note::set(w, "indexed", "of another version")?;
        while search::catch_up(w, 256)? {}
        Ok::<_, StoreError>(())
    });
    indexed.unwrap();
    assert_eq!(found_in(&bench.store, talk(), "会議"), before);
}

#[test]
fn a_burst_in_one_second_and_a_server_without_a_clock_lose_nothing() {
    let bench = Bench::new();
    for number in 1..=300 {
        let at = if number % 3 == 0 { i64::MIN } else { i64::MAX };
        put(&bench.store, talk(), 1, &said(number, "会議", at));
    }
    let all = |wanted: &mut Wanted<'_>| wanted.limit = 1_000;
    let mut numbers = found(&bench.store, all, "会議");
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=300).collect::<Vec<_>>());
}

#[test]
fn own_messages_of_one_moment_keep_their_order_when_the_server_has_placed_them() {
    let bench = Bench::new();
    let own = |number: u128, at: Millis| Message { seq: None, ..said(number, "見積", at) };
    let set = |message: &Message, view: View<'_>| {
        bench.store.write(Order::CacheFirst, |w| object::set_view(w, talk(), Name::Message(message.id), view)).unwrap();
    };
    // 64 places in a second: the second has its own place, that in which the server places the first.
    for (number, at) in [(1, 60_000), (2, 60_016)] {
        let message = own(number, at);
        set(&message, View::Json(&json(&message), i64::try_from(number).unwrap()));
    }
    for (number, at) in [(1, 60_016), (2, 60_017)] {
        let message = said(number, "見積", at);
        put(&bench.store, talk(), u64::try_from(number).unwrap(), &message);
        set(&message, View::Server);
    }
    assert_eq!(found(&bench.store, any, "見積"), [2, 1]);
}

#[test]
fn what_waits_is_found_and_follows_its_edits() {
    let bench = Bench::new();
    let name = Name::Message(message(1));
    let view = |text: Option<&str>| {
        let view = text.map(|text| json(&Message { seq: None, ..said(1, text, 5_000) }));
        let written = bench.store.write(Order::CacheFirst, |w| {
            object::set_view(w, talk(), name, view.as_deref().map_or(View::Server, |view| View::Json(view, 1)))
        });
        written.unwrap();
    };
    view(Some("面接です"));
    assert_eq!(found(&bench.store, any, "面接"), [1]);
    view(Some("会議です"));
    assert_eq!((found(&bench.store, any, "面接"), found(&bench.store, any, "会議")), (vec![], vec![1]));
    // The server has it, with its own time; then another edit waits, and is dropped.
    put(&bench.store, talk(), 1, &said(1, "会議です", 9_000_000));
    view(None);
    assert_eq!(found(&bench.store, |wanted| wanted.from = Some(9_000_000), "会議"), [1]);
    view(Some("面接です"));
    assert_eq!((found(&bench.store, any, "面接"), found(&bench.store, any, "会議")), (vec![1], vec![]));
    view(None);
    assert_eq!((found(&bench.store, any, "面接"), found(&bench.store, any, "会議")), (vec![], vec![1]));
    // It is taken back.
    put(&bench.store, talk(), 2, &Message { body: String::new(), deleted: true, ..said(1, "", 9_000_000) });
    assert_eq!(found(&bench.store, any, "会議"), Vec::<u128>::new());
}

pub(crate) fn card(number: u128, names: [&str; 4], former: &str, headline: &str) -> Card {
    let [family, given, family_kana, given_kana] = names.map(str::to_owned);
    Card {
        name: PersonName { person: PersonId(Uuid::from_u128(number)), family, given, family_kana, given_kana },
        former: vec![FormerName { family: former.into(), family_kana: String::new() }],
        latin: String::new(),
        headline: headline.into(),
        employer: String::new(),
        position: String::new(),
        skills: vec!["Kotlin".into()],
        status: MembershipStatus::Alumnus,
        role: Role::Member,
        units: vec![],
        cohort: None,
        page: String::new(),
    }
}

#[test]
fn people_are_found_by_each_of_their_names_the_best_first() {
    let bench = Bench::new();
    let cards = [
        card(1, ["大野", "翔子", "オオノ", "ショウコ"], "髙橋", "佐藤商店のとなり"),
        card(2, ["佐藤", "健太", "サトウ", "ケンタ"], "", "経理"),
        card(3, ["難波", "洋一", "ナンバ", "ヨウイチ"], "", "Kenta Bank"),
    ];
    let put = |rev: u64, card: &Card| {
        let json = serde_json::to_string(&Object::Card(card.clone())).unwrap();
        let name = Name::Card(card.name.person);
        bench.store.write(Order::CacheFirst, |w| object::put_server(w, DIR, name, rev, None, &json)).unwrap();
    };
    cards.iter().for_each(|card| put(1, card));
    let found = |text: &str| {
        let query = Query::new(text);
        let wanted = Wanted { kind: Kind::Person, order: Sort::Best, ..wanted(&query) };
        settle(&bench.store);
        let found = bench.store.read(|r| search::find(r, &wanted)).unwrap();
        let person = |object: Object| match object {
            Object::Card(card) => card.name.person.0.as_u128(),
            other => panic!("{other:?}"),
        };
        found.into_iter().map(|found| person(found.cached.shown().unwrap())).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("佐藤", &[2, 1][..]),
        ("佐藤健太", &[2]),
        ("さとう", &[2]),
        ("髙橋翔子", &[1]),
        ("satoh", &[2]),
        ("ohno shoko", &[1]),
        ("ono", &[1]),
        ("namba", &[3]),
        ("nan", &[3]),
        ("kenta", &[2, 3]),
        ("kotlin 経理", &[2]),
        ("s", &[2, 1]),
    ] {
        let mut found = found(text);
        if text == "s" {
            found.sort_unstable_by(|a, b| b.cmp(a));
        }
        assert_eq!(found, expected, "{text}");
    }
    // A value that is hidden from now on is not found any more.
    put(2, &card(2, ["佐藤", "健太", "サトウ", "ケンタ"], "", ""));
    assert_eq!(found("経理"), Vec::<u128>::new());
    bench
        .store
        .write(Order::CacheFirst, |w| object::delete_server(w, DIR, Name::Card(PersonId(Uuid::from_u128(1)))))
        .unwrap();
    assert_eq!(found("髙橋"), Vec::<u128>::new());
}
