//! Ops that have been carried out, refused or contradicted.

use domain::{
    Name, OpId, Record, Refusal, RefusalCode, Scope,
    wire::{OpOutcome, OpResult},
};
use server::storage::{
    Storage,
    step::{Decide, KnownResult, NewOp, Writes},
};
use uuid::Uuid;

use super::{NOW, each, loaded, name, person, row};

const DAY: i64 = 24 * 3_600_000;

fn note(number: u128, outcome: OpOutcome) -> (Decide, OpResult) {
    let result = OpResult { id: OpId(Uuid::from_u128(number)), outcome };
    let noted = result.clone();
    let note: Decide = Box::new(move |_| {
        let op = NewOp { hash: [7; 32], author: person(1), result: noted.clone() };
        Ok(Writes::nothing(NOW).with_op(op))
    });
    (note, result)
}

async fn known(storage: &dyn Storage, number: u128) -> KnownResult {
    let id = OpId(Uuid::from_u128(number));
    let known = loaded(storage, move |loaded| Ok(loaded.op(id)?.cloned())).await.unwrap();
    assert_eq!((known.hash, known.author), ([7; 32], person(1)));
    known.result
}

#[tokio::test]
async fn an_op_is_known_for_ever() {
    each(async |storage| {
        let (note, result) = note(1, OpOutcome::Removed { scope: Scope::Me(person(1)), name: name(1) });
        assert_eq!(storage.commit(vec![note]).await.unwrap(), [Some(result.clone())]);
        assert_eq!(known(&*storage, 1).await, KnownResult::Whole(result.clone()));
        storage.prune(NOW + 30 * DAY).await.unwrap();
        assert_eq!(known(&*storage, 1).await, KnownResult::Whole(result), "thirty days are not over");
        for days in [31, 99] {
            storage.prune(NOW + days * DAY).await.unwrap();
            assert_eq!(known(&*storage, 1).await, KnownResult::Done);
        }
    })
    .await;
}

/// A device that is told `known` takes its op for done: what was not done must never become that.
#[tokio::test]
async fn what_was_not_done_is_never_taken_for_done() {
    each(async |storage| {
        let me = Scope::Me(person(1));
        let record = Record {
            scope: me,
            name: Name::Row(domain::RowId(Uuid::from_u128(1))),
            rev: 3,
            by: None,
            object: row(1, "秘密"),
        };
        let (refused, refusal) = note(1, OpOutcome::Refused { refusal: Refusal::at(RefusalCode::TextTooLong, "body") });
        let (contradicted, _) = note(2, OpOutcome::Conflict { record: record.clone() });
        let (applied, _) = note(3, OpOutcome::Applied { record: record.clone() });
        let (merged, _) = note(4, OpOutcome::Merged { record });
        let (unchanged, _) = note(5, OpOutcome::Unchanged { record: None });
        storage.commit(vec![refused, contradicted, applied, merged, unchanged]).await.unwrap();
        for days in [31, 99] {
            storage.prune(NOW + days * DAY).await.unwrap();
            assert_eq!(known(&*storage, 1).await, KnownResult::Whole(refusal.clone()));
            assert_eq!(known(&*storage, 2).await, KnownResult::Conflict, "what stood then is not kept");
            for done in 3..=5 {
                assert_eq!(known(&*storage, done).await, KnownResult::Done);
            }
        }
    })
    .await;
}
