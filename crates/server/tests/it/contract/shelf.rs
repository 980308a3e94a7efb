//! What a reader gets of a scope that different readers see differently.

use std::sync::Arc;

use domain::{
    Name, OfferId, PersonId, Scope, Standing,
    policy::{self, Relation},
};
use server::storage::{
    Storage,
    read::{Extent, Page, PageRange, Position},
    shelf::Shelf,
    sqlite::{Mode, SqliteStorage},
};
use uuid::Uuid;

use super::{
    CURRENT, DIR, NOW, ORG, ORGANIZER, at, card, class, dir, each, hides_from, loaded, person, put, remove, shows,
    shows_to,
};

pub const DAY: i64 = 24 * 3_600_000;

pub async fn extent(storage: &Arc<dyn Storage>, reader: PersonId) -> Extent {
    storage.extent(&dir(reader), [0; 3]).await.unwrap()
}

/// Everything from the start.
pub async fn fresh(storage: &Arc<dyn Storage>, reader: PersonId) -> Page {
    let start = extent(storage, reader).await.start();
    storage.page(&dir(reader), at(start)).await.unwrap()
}

pub async fn next(storage: &Arc<dyn Storage>, reader: PersonId, from: Position) -> Page {
    storage.page(&dir(reader), at(from)).await.unwrap()
}

/// Whose cards a page brings, with the headline, or none for one that goes.
pub fn cards(page: &Page) -> Vec<(PersonId, Option<String>)> {
    let read = |body: &String| match serde_json::from_str(body).unwrap() {
        domain::Object::Card(card) => card.headline,
        other => panic!("{other:?}"),
    };
    let of = |name: &str| match name.parse().unwrap() {
        Name::Card(person) => person,
        other => panic!("{other}"),
    };
    page.records.iter().map(|record| (of(&record.name), record.body.as_ref().map(read))).collect()
}

pub fn shown(of: PersonId, headline: &str) -> (PersonId, Option<String>) {
    (of, Some(headline.to_owned()))
}

/// All that a reader can observe, from the start and from positions of before.
pub async fn observed(storage: &Arc<dyn Storage>, reader: PersonId, had: &[Position]) -> Vec<(Page, u64)> {
    let mut all = vec![(fresh(storage, reader).await, extent(storage, reader).await.total)];
    for position in had {
        let extent = storage.extent(&dir(reader), position.through).await.unwrap();
        assert!(extent.continues(position), "{position:?} in {extent:?}");
        all.push((next(storage, reader, *position).await, extent.total));
    }
    for (page, _) in &mut all {
        // Sent as 0 for these scopes.
        page.records.iter_mut().for_each(|record| record.rev = 0);
    }
    all
}

#[tokio::test]
async fn a_reader_sees_his_own_view_instead_of_his_class() {
    each(async |storage| {
        let (p, q, v, w) = (person(1), person(2), person(3), person(4));
        storage.commit(vec![shows(p, "class"), shows(q, "class")]).await.unwrap();
        let organizers = Shelf::class(DIR, ORGANIZER);
        storage.commit(vec![put(organizers, Name::Card(p), card(p, "organizers"))]).await.unwrap();
        let had = fresh(&storage, v).await;
        assert_eq!(cards(&had), [shown(p, "class"), shown(q, "class")]);

        storage.commit(vec![shows_to(v, p, "own"), hides_from(v, q)]).await.unwrap();
        let moved = next(&storage, v, had.to).await;
        assert_eq!(cards(&moved), [shown(p, "own"), (q, None)], "what is hidden goes from a device that had it");
        assert_eq!(cards(&fresh(&storage, v).await), [shown(p, "own")], "and is not told to one that had not");
        assert_eq!(extent(&storage, v).await.total, 1);
        assert_eq!(cards(&fresh(&storage, w).await), [shown(p, "class"), shown(q, "class")]);
        let permit = policy::may_read(v, DIR, Relation::Member(ORGANIZER)).unwrap();
        let start = storage.extent(&permit, [0; 3]).await.unwrap();
        assert_eq!(cards(&storage.page(&permit, at(start.start())).await.unwrap()), [shown(p, "own")], "in any class");

        storage.commit(vec![shows_to(v, q, "class")]).await.unwrap();
        assert_eq!(
            cards(&next(&storage, v, moved.to).await),
            [shown(q, "class")],
            "opened again, by a view of v's own"
        );
        let held = loaded(&*storage, move |loaded| Ok(loaded.record(class(), Name::Card(p))?.cloned())).await;
        assert_eq!(held.unwrap().object, Some(card(p, "class")));
        storage.commit(vec![hides_from(v, p)]).await.unwrap();
        let shelf = Shelf::reader(DIR, v);
        let held = loaded(&*storage, move |loaded| Ok(loaded.record(shelf, Name::Card(p))?.cloned())).await;
        assert_eq!(held.map(|held| (held.rev, held.object)), Some((4, None)), "a hidden one stands, without content");
    })
    .await;
}

#[tokio::test]
async fn a_first_read_that_broke_off_tells_of_nothing_that_was_hidden_before_it() {
    each(async |storage| {
        let (p, q, r, v) = (person(1), person(2), person(3), person(4));
        let before = vec![shows(p, "a"), shows(q, "a"), shows(r, "a"), hides_from(v, q), shows(person(5), "x")];
        storage.commit(before).await.unwrap();
        storage.commit(vec![remove(class(), Name::Card(person(5)), NOW)]).await.unwrap();
        let start = extent(&storage, v).await.start();
        let first = storage.page(&dir(v), PageRange { records: 1, ..at(start) }).await.unwrap();
        assert_eq!((cards(&first), first.is_done), (vec![shown(p, "a")], false));
        // What was sent goes; what was not sent yet, too.
        storage.commit(vec![hides_from(v, p), remove(class(), Name::Card(r), NOW)]).await.unwrap();
        let extent = storage.extent(&dir(v), first.to.through).await.unwrap();
        assert!(extent.continues(&first.to));
        let rest = next(&storage, v, first.to).await;
        assert_eq!(cards(&rest), [(r, None), (p, None)], "neither q nor 5, of whom this device never heard");
        assert_eq!(rest.to, fresh(&storage, v).await.to, "both stand at the same place");
    })
    .await;
}

#[tokio::test]
async fn offers_are_those_of_the_class() {
    each(async |storage| {
        let (v, offers) = (person(1), Scope::Offers(ORG));
        let name = Name::Offer(OfferId(Uuid::from_u128(7)));
        // What stands there is not storage's business.
        let writes = vec![put(Shelf::class(offers, CURRENT), name, card(v, "current"))];
        storage.commit(writes).await.unwrap();
        let page = async |standing: Standing| {
            let permit = policy::may_read(v, offers, Relation::Member(standing)).unwrap();
            let start = storage.extent(&permit, [0; 3]).await.unwrap().start();
            storage.page(&permit, at(start)).await.unwrap()
        };
        assert_eq!((page(CURRENT).await.records.len(), page(ORGANIZER).await.records.len()), (1, 0));
        storage.commit(vec![remove(Shelf::class(offers, CURRENT), name, NOW)]).await.unwrap();
        let gone = page(CURRENT).await;
        assert_eq!((gone.records.len(), gone.to.through), (0, [2, 0, 0]), "the head, deletions included");
        storage.prune(NOW + 91 * DAY).await.unwrap();
        let permit = policy::may_read(v, offers, Relation::Member(CURRENT)).unwrap();
        assert!(storage.extent(&permit, [0; 3]).await.unwrap().continues(&gone.to));
    })
    .await;
}

#[tokio::test]
async fn a_shelf_that_begins_after_a_restore_is_of_the_new_epoch() {
    each(async |storage| {
        let (p, v) = (person(1), person(2));
        storage.commit(vec![shows(p, "a")]).await.unwrap();
        let old = fresh(&storage, v).await.to;
        storage.renew_epoch().await.unwrap();
        assert!(!extent(&storage, v).await.continues(&old));
        let offers = policy::may_read(v, Scope::Offers(ORG), Relation::Member(CURRENT)).unwrap();
        assert_eq!(storage.extent(&offers, [0; 3]).await.unwrap().epoch, 2, "also of what was never written");
        let offer = Shelf::class(Scope::Offers(ORG), CURRENT);
        storage.commit(vec![put(offer, Name::Offer(OfferId(Uuid::from_u128(7))), card(v, "x"))]).await.unwrap();
        assert_eq!(storage.extent(&offers, [0; 3]).await.unwrap().epoch, 2);
    })
    .await;
}

/// A reader must see everything that a commit acknowledged while others write what is not for them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_set_apart_skips_nothing_while_many_write() {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open(&folder.path().join("db"), Mode::Thread).unwrap();
    let storage: Arc<dyn Storage> = Arc::new(storage);
    let v = person(10_000);
    storage.commit((0..200).filter(|n| n % 2 == 0).map(|n| hides_from(v, person(n))).collect()).await.unwrap();
    let writers: Vec<_> = (0..4_u128)
        .map(|writer| {
            let storage = Arc::clone(&storage);
            tokio::spawn(async move {
                for n in 0..50 {
                    storage.commit(vec![shows(person(n * 4 + writer), "x")]).await.unwrap();
                }
            })
        })
        .collect();
    let mut seen = vec![];
    let mut from = extent(&storage, v).await.start();
    loop {
        let is_over = writers.iter().all(|writer| writer.is_finished());
        let page = storage.page(&dir(v), PageRange { records: 10, ..at(from) }).await.unwrap();
        from = page.to;
        seen.extend(cards(&page).into_iter().map(|(person, _)| person));
        if is_over && page.is_done {
            break;
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..200).filter(|n| n % 2 == 1).map(person).collect::<Vec<_>>(), "each once, and no other");
    for writer in writers {
        writer.await.unwrap();
    }
}
