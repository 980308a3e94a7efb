//! Who is told of a commit.

use std::collections::BTreeSet;

use domain::{OpId, Scope, SessionId};
use server::storage::{
    hub::Sound,
    step::{Decide, Need},
};
use uuid::Uuid;

use super::{NOW, each, name, person, put, row};

#[tokio::test]
async fn listeners_hear_of_commits_alone() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        let session = SessionId(Uuid::from_u128(1));
        let mut listener = storage.hub().listen(session, [me].into());
        let failing: Decide = Box::new(|_| Err(Box::new(Need { ops: [OpId(Uuid::nil())].into(), ..Need::default() })));
        assert!(storage.commit(vec![put(me, name(1), row(1, "a")), failing]).await.is_err());
        storage.commit(vec![put(Scope::Me(person(2)), name(1), row(1, "a"))]).await.unwrap();
        let other = Scope::Me(person(3));
        assert_eq!(listener.listen_to([me, other].into()), [other].into(), "what is new");
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
        assert!(!storage.revoke(owner, session, NOW).await.unwrap(), "there is no such session");
        drop(listener);
        assert_eq!(storage.hub().listeners(), 0);
    })
    .await;
}
