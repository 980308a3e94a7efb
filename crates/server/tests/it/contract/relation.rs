//! Who stands how to a scope.

use std::collections::BTreeSet;

use domain::{
    ConversationId, MembershipId, Name, Object, OrgId, Scope,
    policy::Relation,
    record::{Conversation, Membership, MembershipStatus, Role},
};
use uuid::Uuid;

use super::{NOW, each, loaded, person, put, remove};

#[tokio::test]
async fn relations_follow_the_records() {
    each(async |storage| {
        let (a, b, c) = (person(1), person(2), person(3));
        let org = OrgId(Uuid::from_u128(4));
        let conversation = ConversationId::direct(org, a, b);
        let membership = MembershipId(Uuid::from_u128(5));
        let joins = Object::Membership(Membership {
            id: membership,
            organization: org,
            status: MembershipStatus::Alumnus,
            role: Role::Member,
            since: NOW,
        });
        let talk = Object::Conversation(Conversation { id: conversation, organization: org, participants: [a, b] });
        storage
            .commit(vec![
                put(Scope::Me(a), Name::Membership(membership), joins.clone()),
                put(Scope::Conv(conversation), Name::Conversation, talk),
            ])
            .await
            .unwrap();
        let (dir, conv) = (Scope::Dir(org), Scope::Conv(conversation));
        for (who, scope, relation) in [
            (a, Scope::Me(a), Relation::Owner),
            (b, Scope::Me(a), Relation::Stranger),
            (a, dir, Relation::Member),
            (b, dir, Relation::Stranger),
            (a, conv, Relation::Participant),
            (b, conv, Relation::Participant),
            (c, conv, Relation::Stranger),
        ] {
            assert_eq!(storage.relation(who, scope).await.unwrap(), relation, "{who} {scope}");
        }
        assert_eq!(storage.scopes_of(a).await.unwrap(), BTreeSet::from([Scope::Me(a), dir, conv]));
        let memberships = loaded(&*storage, move |loaded| Ok(loaded.memberships(a)?.to_vec())).await;
        assert_eq!(memberships.len(), 1);

        storage.commit(vec![remove(Scope::Me(a), Name::Membership(membership), NOW)]).await.unwrap();
        assert_eq!(storage.relation(a, dir).await.unwrap(), Relation::Stranger, "on the next request");
        assert_eq!(storage.scopes_of(a).await.unwrap(), BTreeSet::from([Scope::Me(a), conv]));
    })
    .await;
}
