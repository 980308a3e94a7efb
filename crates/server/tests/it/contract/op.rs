//! Ops that have been carried out.

use domain::{
    OpId, Refusal, RefusalCode,
    wire::{OpOutcome, OpResult},
};
use server::storage::step::{Decide, NewOp, Writes};
use uuid::Uuid;

use super::{NOW, each, loaded, person};

#[tokio::test]
async fn an_op_is_known_for_ever() {
    each(async |storage| {
        let (id, author) = (OpId(Uuid::from_u128(1)), person(1));
        let result = OpResult { id, outcome: OpOutcome::Refused { refusal: Refusal::of(RefusalCode::Gone) } };
        let noted = result.clone();
        let note: Decide = Box::new(move |_| {
            let op = NewOp { hash: [7; 32], author, result: noted.clone() };
            Ok(Writes::nothing(NOW).with_op(op))
        });
        assert_eq!(storage.commit(vec![note]).await.unwrap(), [Some(result.clone())]);
        let known = async || loaded(&*storage, move |loaded| Ok(loaded.op(id)?.cloned())).await.unwrap();
        assert_eq!((known().await.hash, known().await.author, known().await.result), ([7; 32], author, Some(result)));
        storage.prune(NOW + 31 * 24 * 3_600_000).await.unwrap();
        assert_eq!((known().await.hash, known().await.result), ([7; 32], None));
    })
    .await;
}
