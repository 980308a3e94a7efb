//! Who is told of a commit.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{Name, OpId, PersonId, Scope, SessionId};
use server::storage::{
    Storage,
    hub::{Listener, Sound},
    shelf::Shelf,
    step::{Decide, Need},
};
use uuid::Uuid;

use super::{CURRENT, DIR, NOW, dir, each, edits, hides_from, join, name, person, put, row, shows, shows_to};

const SESSION: SessionId = SessionId(Uuid::from_u128(1));

#[tokio::test]
async fn listeners_hear_of_commits_alone() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        let mut listener = storage.hub().listen(SESSION);
        assert_eq!(listener.listen_to([me.into()].into()), [me].into());
        let failing: Decide = Box::new(|_| Err(Box::new(Need { ops: [OpId(Uuid::nil())].into(), ..Need::default() })));
        assert!(storage.commit(vec![put(me, name(1), row(1, "a")), failing]).await.is_err());
        storage.commit(vec![put(Scope::Me(person(2)), name(1), row(1, "a"))]).await.unwrap();
        let other = Scope::Me(person(3));
        assert_eq!(listener.listen_to([me.into(), other.into()].into()), [other].into(), "what is new");
        storage.commit(vec![put(other, name(1), row(1, "a"))]).await.unwrap();
        assert_eq!(listener.hear().await, Sound::Moved([other].into()), "neither the failed nor the foreign one");
        storage.commit(vec![put(me, name(1), row(1, "a"))]).await.unwrap();
        storage.commit(vec![put(other, name(1), row(1, "b"))]).await.unwrap();
        storage.commit(vec![put(me, name(1), row(1, "b"))]).await.unwrap();
        let mut heard = BTreeSet::new();
        while heard.len() < 2 {
            let Sound::Moved(moved) = listener.hear().await else { panic!("revoked") };
            heard.extend(moved);
        }
        assert!(!storage.revoke(owner, SESSION, NOW).await.unwrap(), "there is no such session");
        drop(listener);
        assert_eq!(storage.hub().listeners(), 0);
    })
    .await;
}

/// Somebody who reads the directory, and a scope of their own by which a test sees that nothing came before it.
async fn reader(storage: &Arc<dyn Storage>, who: PersonId) -> Listener {
    let mut listener = storage.hub().listen(SESSION);
    let shelves = Shelf::opened_by(&dir(who)).into_iter().chain([Scope::Me(who).into()]);
    let new = listener.listen_to(shelves.collect());
    listener.settle(&new, storage.own_views(who).await.unwrap());
    listener
}

#[tokio::test]
async fn who_sees_a_person_apart_hears_nothing_of_what_the_class_sees() {
    each(async |storage| {
        let (p, q, v, w) = (person(1), person(2), person(3), person(4));
        storage.commit(vec![shows(p, "a"), shows(q, "a"), hides_from(v, p)]).await.unwrap();
        let listeners = [reader(&storage, v).await, reader(&storage, w).await];
        let heard = async |writes| {
            storage.commit(writes).await.unwrap();
            // The last thing in any case is one's own.
            let own = [v, w].map(|who| put(Scope::Me(who), name(1), row(1, "a")));
            storage.commit(own.into()).await.unwrap();
            let mut told = vec![];
            for (listener, who) in listeners.iter().zip([v, w]) {
                let mut heard = BTreeSet::new();
                while !heard.contains(&Scope::Me(who)) {
                    let Sound::Moved(moved) = listener.hear().await else { panic!("revoked") };
                    heard.extend(moved);
                }
                told.push(heard.contains(&DIR));
            }
            (told[0], told[1])
        };
        assert_eq!(heard(vec![shows(p, "b")]).await, (false, true));
        assert_eq!(heard(vec![shows(q, "b")]).await, (true, true));
        assert_eq!(heard(vec![shows(p, "c"), shows(q, "c")]).await, (true, true), "one of them is for v");
        assert_eq!(heard(vec![shows_to(v, p, "own")]).await, (true, false));
        // Set apart in the same commit, and from then on.
        assert_eq!(heard(vec![shows(q, "d"), hides_from(w, q)]).await, (true, true));
        assert_eq!(heard(vec![shows(q, "e")]).await, (true, false));
        // Set apart by an edit that is kept from v: it rings for the others alone, and so does what comes after it.
        let r = person(5);
        storage.commit(vec![join(v, CURRENT, vec![])]).await.unwrap();
        assert_eq!(heard(vec![edits(r, Some("a"), v, None)]).await, (false, true));
        assert_eq!(heard(vec![shows(r, "b")]).await, (false, true));
    })
    .await;
}

#[tokio::test]
async fn what_was_told_too_early_is_forgotten() {
    each(async |storage| {
        let (p, v) = (person(1), person(2));
        storage.commit(vec![shows(p, "a"), hides_from(v, p)]).await.unwrap();
        let mut listener = storage.hub().listen(SESSION);
        let shelves: BTreeSet<Shelf> = Shelf::opened_by(&dir(v)).into_iter().collect();
        let new = listener.listen_to(shelves.clone());
        assert_eq!(new, [DIR].into());
        // Before it is known what the listener sees apart.
        storage.commit(vec![shows(p, "b")]).await.unwrap();
        listener.settle(&new, BTreeMap::from([(DIR, [Name::Card(p)].into())]));
        let me = Scope::Me(v);
        listener.listen_to(shelves.into_iter().chain([me.into()]).collect());
        storage.commit(vec![put(me, name(1), row(1, "a"))]).await.unwrap();
        assert_eq!(listener.hear().await, Sound::Moved([me].into()));
    })
    .await;
}
