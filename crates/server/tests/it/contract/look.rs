//! Looking at a person, and the budget for it.

use domain::{
    PersonId, Scope, Viewer,
    policy::{self, LookPermit, Relation},
    record::RequestState,
};
use server::storage::read::LookBudget;

use super::{CURRENT, NOW, ORG, block, each, join, name, person, put, row, talk, unit};

fn permit(viewer: PersonId, person: PersonId) -> LookPermit {
    policy::may_look(viewer, ORG, person, Relation::Member(CURRENT)).unwrap()
}

#[tokio::test]
async fn a_look_brings_the_profile_and_what_ties_the_two() {
    each(async |storage| {
        let (p, v, stranger) = (person(1), person(2), person(3));
        let writes = vec![
            join(p, CURRENT, vec![unit(1)]),
            join(v, CURRENT, vec![unit(2)]),
            put(Scope::Me(p), name(1), row(1, "a")),
            put(Scope::Me(stranger), name(2), row(2, "b")),
        ];
        storage.commit(writes).await.unwrap();
        let look = async |viewer, person| storage.look(&permit(viewer, person)).await.unwrap();
        let looked = look(v, p).await.unwrap();
        assert_eq!((looked.profile.rows.len(), looked.membership.value.units), (1, vec![unit(1)]));
        let viewer = Viewer { person: Some(v), units: vec![unit(2)], ..Viewer::anybody(CURRENT) };
        assert_eq!(looked.viewer, viewer);
        assert!(look(v, stranger).await.is_none() && look(stranger, p).await.is_none(), "both have to be members");
        assert!(look(v, person(9)).await.is_none());

        storage.commit(vec![talk(v, p, RequestState::Accepted)]).await.unwrap();
        assert_eq!(look(v, p).await.unwrap().viewer, Viewer { is_connected: true, ..viewer.clone() });
        storage.commit(vec![talk(v, p, RequestState::Declined), block(p, v)]).await.unwrap();
        let blocked = Viewer { is_blocked: true, ..viewer };
        assert_eq!(look(v, p).await.unwrap().viewer, blocked);
        assert!(look(p, v).await.unwrap().viewer.is_blocked, "whoever of the two it was");
        assert!(!look(p, p).await.unwrap().viewer.is_blocked);
    })
    .await;
}

#[tokio::test]
async fn a_budget_counts_distinct_people_of_a_day() {
    each(async |storage| {
        let spend = async |viewer, day, of| {
            storage.spend_look(LookBudget { viewer: person(viewer), day, most: 2 }, person(of)).await.unwrap()
        };
        assert!(spend(1, 0, 11).await && spend(1, 0, 12).await);
        assert!(!spend(1, 0, 13).await, "nobody knows whether there is such a person");
        assert!(spend(1, 0, 11).await && spend(1, 0, 12).await, "the same again costs nothing");
        assert!(spend(2, 0, 13).await, "each has their own");
        assert!(spend(1, 1, 13).await, "another day");
        storage.prune(NOW).await.unwrap();
        assert!(!spend(1, 0, 13).await, "pruning forgets no day that is not over");
        storage.prune(24 * 3_600_000).await.unwrap();
        assert!(spend(1, 0, 13).await);
    })
    .await;
}
