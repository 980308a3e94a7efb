//! Who is tied to whom.

use std::sync::Arc;

use domain::{Audience, Name, PersonId, Scope, UnitId, Visibility, VisibilityRule, record::RequestState};
use server::storage::{
    Storage,
    step::{LookedAtBy, Tie, TiesOf},
};

use super::{
    CURRENT, DIR, NOW, ORG, ORGANIZER, block, each, hides_from, join, loaded, name, person, put, remove, ruled_row,
    shows_to, talk, unit,
};

async fn ties(storage: &Arc<dyn Storage>, people: &[PersonId], units: &[UnitId]) -> Vec<Tie> {
    let of = TiesOf {
        people: people.iter().copied().collect(),
        units: units.iter().copied().collect(),
        ..TiesOf::new(ORG, person(1))
    };
    loaded(&**storage, move |loaded| Ok(loaded.ties(&of)?.to_vec())).await
}

async fn viewers(storage: &Arc<dyn Storage>, people: &[PersonId], units: &[UnitId]) -> Vec<PersonId> {
    ties(storage, people, units).await.into_iter().map(|tie| tie.viewer).collect()
}

#[tokio::test]
async fn viewers_are_tied_by_what_sets_them_apart() {
    each(async |storage| {
        let p = person(1);
        let everybody = (1..=9).map(|n| join(person(n), CURRENT, if n == 9 { vec![unit(1), unit(2)] } else { vec![] }));
        storage.commit(everybody.collect()).await.unwrap();
        assert_eq!(viewers(&storage, &[], &[]).await, []);
        let named = viewers(&storage, &[p, person(2), person(77)], &[unit(2), unit(3)]).await;
        assert_eq!(named, [person(2), person(9)], "neither the person nor who is no member");

        let writes = vec![
            talk(p, person(3), RequestState::Waiting),
            talk(person(4), p, RequestState::Accepted),
            block(p, person(5)),
            block(person(6), p),
            shows_to(person(7), p, "x"),
            hides_from(person(8), p),
            // Of others: nothing to the person.
            talk(person(2), person(3), RequestState::Accepted),
            block(person(2), person(3)),
            shows_to(person(2), person(3), "x"),
        ];
        storage.commit(writes).await.unwrap();
        let tied = ties(&storage, &[person(4)], &[]).await;
        let facts: Vec<_> = tied.iter().map(|tie| (tie.viewer, tie.is_connected, tie.is_blocked)).collect();
        assert_eq!(
            facts,
            [
                (person(4), true, false),
                (person(5), false, true),
                (person(6), false, true),
                (person(7), false, false),
                (person(8), false, false)
            ]
        );

        let writes = vec![
            talk(person(4), p, RequestState::Declined),
            remove(Scope::Me(p), Name::Block(person(5)), NOW),
            remove(Scope::Me(person(6)), Name::Block(p), NOW),
            join(person(7), ORGANIZER, vec![unit(5)]),
        ];
        storage.commit(writes).await.unwrap();
        let tied = ties(&storage, &[], &[]).await;
        assert_eq!(tied.len(), 2, "a view of one's own stays");
        assert_eq!((tied[0].standing(), &tied[0].value.units[..]), (ORGANIZER, &[unit(5)][..]), "as things stand now");
    })
    .await;
}

#[tokio::test]
async fn whoever_may_look_different_to_a_viewer_is_found() {
    each(async |storage| {
        let viewer = person(1);
        let looked_at = async |units: &[UnitId]| {
            let by = LookedAtBy { organization: ORG, viewer, units: units.iter().copied().collect() };
            loaded(&*storage, move |loaded| Ok(loaded.looked_at(&by)?.to_vec())).await
        };
        let leaves_out = |owner: u128, n, people: Vec<PersonId>, units: Vec<UnitId>| {
            let rule = VisibilityRule {
                excluded_people: people,
                excluded_units: units,
                ..VisibilityRule::new(ORG, Audience::Members)
            };
            put(Scope::Me(person(owner)), name(n), ruled_row(n, "x", Visibility::from(vec![rule])))
        };
        let mut writes: Vec<_> = (1..=7).map(|n| join(person(n), CURRENT, vec![])).collect();
        writes.extend([
            leaves_out(2, 1, vec![viewer], vec![]),
            leaves_out(2, 2, vec![viewer, person(9)], vec![]),
            leaves_out(3, 3, vec![], vec![unit(1)]),
            talk(viewer, person(4), RequestState::Accepted),
            block(person(5), viewer),
            block(viewer, person(6)),
            hides_from(viewer, person(7)),
            // Who is no member is not seen; but what stands in the viewer's shelf goes on being looked after.
            leaves_out(8, 4, vec![viewer], vec![]),
            shows_to(viewer, person(9), "x"),
        ]);
        storage.commit(writes).await.unwrap();
        let without = [2, 4, 5, 6, 7, 9].map(person);
        assert_eq!(looked_at(&[]).await, without);
        assert_eq!(looked_at(&[unit(2)]).await, without);
        assert_eq!(looked_at(&[unit(1), unit(2)]).await, [2, 3, 4, 5, 6, 7, 9].map(person));

        storage.commit(vec![leaves_out(2, 1, vec![], vec![])]).await.unwrap();
        assert!(looked_at(&[]).await.contains(&person(2)), "another value leaves the viewer out still");
        storage.commit(vec![remove(Scope::Me(person(2)), name(2), NOW)]).await.unwrap();
        assert!(!looked_at(&[]).await.contains(&person(2)));
        let own = storage.own_views(viewer).await.unwrap();
        assert_eq!(own, [(DIR, [Name::Card(person(7)), Name::Card(person(9))].into())].into());
    })
    .await;
}
