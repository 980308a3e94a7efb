//! What a reader may not see moves nothing that the reader can observe.

use domain::{
    Name,
    policy::{self, Relation},
};
use server::storage::{
    read::{PageRange, Position},
    shelf::Shelf,
    step::{Change, Decide, Writes},
};

use super::{
    CURRENT, DIR, NOW, ORGANIZER, at, card, class, dir, each, edits, hides_from, join, person, put, remove,
    shelf::{DAY, cards, extent, fresh, next, observed, shown},
    shows, shows_to,
};

#[tokio::test]
async fn what_the_class_sees_of_somebody_set_apart_moves_nothing() {
    each(async |storage| {
        let (p, q, v) = (person(1), person(2), person(3));
        storage.commit(vec![shows(p, "a"), shows(q, "a")]).await.unwrap();
        let early = fresh(&storage, v).await.to;
        storage.commit(vec![hides_from(v, p)]).await.unwrap();
        let had = [Position { epoch: 1, ..Position::default() }, early, next(&storage, v, early).await.to];
        let before = observed(&storage, v, &had).await;
        for hidden in [
            vec![shows(p, "b")],
            vec![shows(p, "c"), shows(p, "d")],
            vec![remove(class(), Name::Card(p), NOW)],
            vec![shows_to(person(9), q, "another reader's")],
            vec![put(Shelf::class(DIR, ORGANIZER), Name::Card(q), card(q, "another class's"))],
            vec![shows(p, "e")],
        ] {
            storage.commit(hidden).await.unwrap();
            assert_eq!(observed(&storage, v, &had).await, before);
        }
        storage.commit(vec![shows(q, "b")]).await.unwrap();
        assert_ne!(observed(&storage, v, &had).await, before, "or this proves nothing");
    })
    .await;
}

/// The very edit by which a reader is set apart is one that they may not see.
#[tokio::test]
async fn the_edit_that_sets_a_reader_apart_is_not_told_to_him() {
    each(async |storage| {
        let [p, q, r, s, v, w] = [1, 2, 3, 4, 5, 6].map(person);
        storage.commit(vec![join(v, CURRENT, vec![]), join(w, CURRENT, vec![]), shows(s, "a")]).await.unwrap();
        let early = fresh(&storage, v).await.to;
        storage.commit(vec![shows(p, "a"), shows(q, "a")]).await.unwrap();
        storage.commit(vec![remove(class(), Name::Card(s), NOW)]).await.unwrap();
        let late = fresh(&storage, v).await.to;
        let had = [Position { epoch: 1, ..Position::default() }, early, late];
        let before = observed(&storage, v, &had).await;
        assert_eq!(cards(&before[2].0), [shown(p, "a"), shown(q, "a"), (s, None)], "of which nothing may be lost");
        let edits = [
            edits(q, Some("b"), v, Some("a")),
            edits(r, Some("new, but not to v"), v, None),
            edits(s, Some("back, but not to v"), v, None),
            edits(p, None, v, Some("a")),
        ];
        for edit in edits {
            storage.commit(vec![edit]).await.unwrap();
            assert_eq!(observed(&storage, v, &had).await, before);
        }
        storage.commit([p, q, r, s].map(|of| shows(of, "later")).into()).await.unwrap();
        storage.prune(NOW + 91 * DAY).await.unwrap();
        assert_eq!(observed(&storage, v, &had).await, before, "nor what comes after it");
        let all = fresh(&storage, w).await;
        assert_eq!(cards(&all), [p, q, r, s].map(|of| shown(of, "later")));

        storage.commit(vec![shows_to(v, q, "own"), hides_from(v, p)]).await.unwrap();
        assert_eq!(cards(&next(&storage, v, late).await), [shown(q, "own"), (p, None)], "what may be seen comes");
        assert_eq!(cards(&fresh(&storage, v).await), [shown(q, "own")]);
        assert_eq!(extent(&storage, v).await.total, 1);
    })
    .await;
}

/// What comes together is told together: only what it comes to can be seen.
#[tokio::test]
async fn edits_that_come_together_tell_a_reader_set_apart_what_they_come_to() {
    each(async |storage| {
        let [p, q, r, v, w] = [1, 2, 3, 4, 5].map(person);
        storage.commit(vec![join(v, CURRENT, vec![]), join(w, CURRENT, vec![])]).await.unwrap();
        storage.commit(vec![shows(p, "a"), shows(q, "a"), shows(r, "a")]).await.unwrap();
        let had = [Position { epoch: 1, ..Position::default() }, fresh(&storage, v).await.to];
        let before = observed(&storage, v, &had).await;
        let twice = vec![edits(p, Some("b"), v, Some("a")), edits(p, Some("c"), v, Some("a"))];
        storage.commit(twice).await.unwrap();
        // To and fro: when it is over v sees what v saw.
        let back = vec![edits(q, Some("b"), v, Some("x")), edits(q, None, v, None), edits(q, Some("c"), v, Some("a"))];
        storage.commit(back).await.unwrap();
        assert_eq!(observed(&storage, v, &had).await, before);
        assert_eq!(cards(&fresh(&storage, w).await), [shown(r, "a"), shown(p, "c"), shown(q, "c")]);
        storage.commit(vec![edits(r, Some("b"), v, Some("a")), edits(r, Some("c"), v, Some("d"))]).await.unwrap();
        assert_eq!(cards(&next(&storage, v, had[1]).await), [shown(r, "d")], "and what v may see comes once");
    })
    .await;
}

#[tokio::test]
async fn an_edit_that_also_changes_what_a_reader_sees_is_told() {
    each(async |storage| {
        let (p, v) = (person(1), person(2));
        storage.commit(vec![join(v, CURRENT, vec![]), shows(p, "a")]).await.unwrap();
        let had = fresh(&storage, v).await.to;
        storage.commit(vec![edits(p, Some("b"), v, Some("c"))]).await.unwrap();
        assert_eq!(cards(&next(&storage, v, had).await), [shown(p, "c")]);
        // Of another class from now on: everything is read anew, and nothing may be missing.
        let q = person(3);
        storage.commit(vec![shows(q, "a")]).await.unwrap();
        let mut both = vec![join(v, ORGANIZER, vec![]), shows_to(v, q, "a")];
        let (joins, own) = (both.remove(0), both.remove(0));
        let at_once: Decide = Box::new(move |loaded| {
            let mut writes = Writes::by_operator(NOW);
            for part in [&joins, &own] {
                for written in part(loaded)?.written() {
                    if let Change::Put(object) = &written.change {
                        writes.put(loaded, (written.shelf, written.name), None, object.clone())?;
                    }
                }
            }
            Ok(writes)
        });
        storage.commit(vec![at_once]).await.unwrap();
        let permit = policy::may_read(v, DIR, Relation::Member(ORGANIZER)).unwrap();
        let start = storage.extent(&permit, [0; 3]).await.unwrap();
        let page = storage.page(&permit, at(start.start())).await.unwrap();
        assert_eq!((cards(&page), start.total), (vec![shown(p, "c"), shown(q, "a")], 2));
        assert!(storage.extent(&permit, page.to.through).await.unwrap().continues(&page.to));
    })
    .await;
}

#[tokio::test]
async fn hidden_edits_move_no_end_of_a_page() {
    each(async |storage| {
        let v = person(100);
        let hidden = |n: u128| n.is_multiple_of(3);
        storage.commit((0..30).map(|n| shows(person(n), "a")).collect()).await.unwrap();
        storage.commit((0..30).filter(|n| hidden(*n)).map(|n| hides_from(v, person(n))).collect()).await.unwrap();
        let pages = async || {
            let extent = extent(&storage, v).await;
            let (mut from, mut pages) = (extent.start(), vec![]);
            loop {
                let range = PageRange { records: 7, ..at(from) };
                let page = storage.page(&dir(v), range).await.unwrap();
                from = page.to;
                pages.push((cards(&page), page.to, page.is_done));
                if page.is_done {
                    return (pages, extent.total);
                }
            }
        };
        let before = pages().await;
        assert_eq!((before.0.len(), before.1), (3, 20));
        storage.commit((0..30).rev().filter(|n| hidden(*n)).map(|n| shows(person(n), "b")).collect()).await.unwrap();
        assert_eq!(pages().await, before);
    })
    .await;
}

#[tokio::test]
async fn pruning_opens_nothing_and_tells_nothing() {
    each(async |storage| {
        let (p, q, r, v, w) = (person(1), person(2), person(3), person(4), person(5));
        storage.commit(vec![shows(p, "a"), shows(q, "a"), shows(r, "a"), hides_from(v, p)]).await.unwrap();
        let old = fresh(&storage, w).await.to;
        // p leaves the directory: v does not see it. q leaves it: everybody does.
        storage.commit(vec![remove(class(), Name::Card(q), NOW), remove(class(), Name::Card(p), NOW)]).await.unwrap();
        let had = [fresh(&storage, v).await.to];
        let before = observed(&storage, v, &had).await;
        storage.prune(NOW + 91 * DAY).await.unwrap();
        assert_eq!(observed(&storage, v, &had).await, before, "a hidden card's end is not told by forgetting it");
        let extent = storage.extent(&dir(w), old.through).await.unwrap();
        assert!(!extent.continues(&old), "who did not hear that q went reads anew");
        assert!(extent.continues(&fresh(&storage, w).await.to), "once");

        storage.commit(vec![shows(p, "back")]).await.unwrap();
        storage.prune(NOW + 200 * DAY).await.unwrap();
        assert_eq!(observed(&storage, v, &had).await, before, "hidden for ever");
        assert!(cards(&fresh(&storage, w).await).contains(&shown(p, "back")));
    })
    .await;
}
