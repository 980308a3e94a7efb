//! Codes and sessions.

use std::collections::BTreeSet;

use domain::{SessionId, wire::ProblemCode};
use server::storage::{
    account::{Begun, Challenge, CodeLimit, NewChallenge, NewSession, Redeemed, Verdict},
    step::{Decide, Writes},
};
use uuid::Uuid;

use super::{NOW, each, person};

#[tokio::test]
async fn sign_ins_are_counted_judged_and_used_once() {
    each(async |storage| {
        let who = person(1);
        let know: Decide = Box::new(move |_| {
            let mut writes = Writes::by_operator(NOW);
            writes.add_login("a@example.test".to_owned(), who);
            Ok(writes)
        });
        storage.commit(vec![know]).await.unwrap();
        assert_eq!(storage.person_of("a@example.test").await.unwrap(), Some(who));
        assert_eq!(storage.person_of("b@example.test").await.unwrap(), None);
        let limit = CodeLimit { most: 2, within: 1000 };
        let begin = async |n: u128, address: &str, at| {
            let key = [address.as_bytes()[0]; 32];
            let id = Uuid::from_u128(n);
            let new = NewChallenge {
                id,
                address_key: key,
                verifier_hash: [1; 32],
                code_hash: [2; 32],
                at,
                expires_at: at + 500,
            };
            storage.begin_sign_in(address, new, limit).await.unwrap()
        };
        assert_eq!(begin(1, "a@example.test", NOW).await, Begun::Sent { is_known: true });
        assert_eq!(begin(2, "b@example.test", NOW).await, Begun::Sent { is_known: false });
        assert_eq!(begin(3, "a@example.test", NOW + 1).await, Begun::Sent { is_known: true });
        assert_eq!(begin(4, "a@example.test", NOW + 2).await, Begun::Limited { until: NOW + 1000 });
        assert_eq!(begin(5, "a@example.test", NOW + 1000).await, Begun::Sent { is_known: true });

        let session = |n: u128| NewSession {
            id: SessionId(Uuid::from_u128(n)),
            token_hash: [u8::try_from(n).unwrap(); 32],
            device: "d".to_owned(),
            at: NOW,
        };
        let attempt = async |n: u128, tries: u32, verdict| {
            let judge = Box::new(move |challenge: Option<&Challenge>| {
                assert_eq!(challenge.map(|challenge| challenge.tries), Some(tries));
                verdict
            });
            storage.redeem(Uuid::from_u128(n), judge, session(n)).await
        };
        let wrong = Verdict::Wrong(ProblemCode::CodeWrong);
        assert_eq!(attempt(1, 0, wrong).await, Ok(Redeemed::Refused(ProblemCode::CodeWrong)));
        let refused = Verdict::Refused(ProblemCode::CodeExpired);
        assert_eq!(attempt(1, 1, refused).await, Ok(Redeemed::Refused(ProblemCode::CodeExpired)), "it counted");
        let signed = Redeemed::Session { person: who, address: "a@example.test".to_owned() };
        assert_eq!(attempt(1, 1, Verdict::Accepted).await, Ok(signed), "and a refusal did not");
        assert!(attempt(2, 0, Verdict::Accepted).await.is_err(), "nobody cannot sign in");

        let found = storage.session([1; 32]).await.unwrap().unwrap();
        assert_eq!((found.person, found.id), (who, session(1).id));
        storage.add_session(who, session(9)).await.unwrap();
        storage.touch(session(9).id, NOW + 5).await.unwrap();
        let all = storage.sessions(who).await.unwrap();
        assert_eq!(all.iter().map(|session| session.last_used_at).collect::<BTreeSet<_>>(), [NOW, NOW + 5].into());
        assert!(!storage.revoke(person(2), session(9).id, NOW).await.unwrap(), "another's session");
        assert!(storage.revoke(who, session(9).id, NOW).await.unwrap());
        assert!(!storage.revoke(who, session(9).id, NOW).await.unwrap(), "once");
        assert_eq!(storage.session([9; 32]).await.unwrap(), None);
        assert_eq!(storage.secret([1; 32]).await.unwrap(), storage.secret([2; 32]).await.unwrap(), "made once");
    })
    .await;
}
