//! Who stands how to a scope.

use std::collections::BTreeMap;

use domain::{ConversationId, MembershipId, Name, Scope, policy::Relation, record::RequestState};
use uuid::Uuid;

use super::{CURRENT, DIR, NOW, ORG, ORGANIZER, desk, each, join, loaded, person, remove, talk};

#[tokio::test]
async fn relations_follow_the_records() {
    each(async |storage| {
        let (a, b, c) = (person(1), person(2), person(3));
        storage.commit(vec![join(a, CURRENT, vec![]), talk(a, b, RequestState::Waiting)]).await.unwrap();
        let conv = Scope::Conv(ConversationId::direct(ORG, a, b));
        let (offers, work) = (Scope::Offers(ORG), Scope::Desk(ORG));
        let member = Relation::Member(CURRENT);
        for (who, scope, relation) in [
            (a, Scope::Me(a), Relation::Owner),
            (b, Scope::Me(a), Relation::Stranger),
            (a, DIR, member),
            (a, offers, member),
            (a, work, member),
            (b, DIR, Relation::Stranger),
            (a, conv, Relation::Participant),
            (b, conv, Relation::Participant),
            (c, conv, Relation::Stranger),
        ] {
            assert_eq!(storage.relation(who, scope).await.unwrap(), relation, "{who} {scope}");
        }
        let talks = [(Scope::Me(a), Relation::Owner), (conv, Relation::Participant)];
        let scopes = talks.into_iter().chain([DIR, offers, work].map(|scope| (scope, member)));
        assert_eq!(storage.scopes_of(a).await.unwrap(), scopes.collect::<BTreeMap<_, _>>());
        assert_eq!(storage.standings_of(a).await.unwrap(), [(ORG, CURRENT)].into());
        let memberships = loaded(&*storage, move |loaded| Ok(loaded.memberships(a)?.to_vec())).await;
        assert_eq!(memberships.len(), 1);

        storage.commit(vec![join(a, ORGANIZER, vec![])]).await.unwrap();
        assert_eq!(storage.relation(a, work).await.unwrap(), Relation::Member(ORGANIZER), "on the next request");
        let membership = Name::Membership(MembershipId(Uuid::from_u128(1001)));
        storage.commit(vec![remove(Scope::Me(a), membership, NOW)]).await.unwrap();
        assert_eq!(storage.relation(a, DIR).await.unwrap(), Relation::Stranger);
        assert_eq!(storage.scopes_of(a).await.unwrap(), BTreeMap::from(talks));
    })
    .await;
}

#[tokio::test]
async fn at_the_desk_every_organizer_takes_part() {
    each(async |storage| {
        let (member, organizer, other) = (person(1), person(2), person(3));
        let writes = vec![
            join(member, CURRENT, vec![]),
            join(organizer, ORGANIZER, vec![]),
            join(other, CURRENT, vec![]),
            desk(member),
        ];
        storage.commit(writes).await.unwrap();
        let conv = Scope::Conv(ConversationId::desk(ORG, member));
        let takes_part = async |who| {
            let relation = storage.relation(who, conv).await.unwrap();
            let listed = storage.scopes_of(who).await.unwrap().get(&conv).copied();
            assert_eq!(listed.unwrap_or(Relation::Stranger), relation, "one answer, asked in two ways");
            relation == Relation::Participant
        };
        assert!(takes_part(member).await && takes_part(organizer).await && !takes_part(other).await);
        storage.commit(vec![join(organizer, CURRENT, vec![]), join(other, ORGANIZER, vec![])]).await.unwrap();
        assert!(
            takes_part(member).await && !takes_part(organizer).await && takes_part(other).await,
            "whoever is it now"
        );
    })
    .await;
}
