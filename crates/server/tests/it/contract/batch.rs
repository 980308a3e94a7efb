//! Decisions that are committed together.

use domain::{OpId, Scope};
use server::storage::{
    StorageError,
    step::{Decide, Need, Writes},
};
use uuid::Uuid;

use super::{NOW, each, name, person, put, revs, row};

#[tokio::test]
async fn a_batch_is_whole_or_nothing_and_spoils_no_other() {
    each(async |storage| {
        let (owner, other) = (person(1), person(2));
        let me = Scope::Me(owner);
        let without_leave: Decide = Box::new(move |loaded| {
            let mut writes = Writes::nothing(NOW);
            writes.put(loaded, (me, name(5)), None, row(5, "x"))?;
            Ok(writes)
        });
        let panicking: Decide = Box::new(|_| panic!("a decision of the test panics"));
        let endless: Decide = Box::new(|_| Err(Box::new(Need { ops: [OpId(Uuid::nil())].into(), ..Need::default() })));
        for spoiler in [without_leave, panicking, endless] {
            let (good, bad) =
                (vec![put(Scope::Me(other), name(1), row(1, "a"))], vec![put(me, name(1), row(1, "a")), spoiler]);
            let bad = storage.commit(bad);
            let good = storage.commit(good);
            let (bad, good) = futures_util::future::join(bad, good).await;
            assert!(matches!(bad, Err(StorageError::Failed(_))), "{bad:?}");
            assert!(good.is_ok());
        }
        assert_eq!(revs(&*storage, owner, 0).await, [0; 0], "the first half of the batch is undone");
        assert_eq!(revs(&*storage, other, 0).await, [3]);
        storage.commit(vec![put(me, name(1), row(1, "a"))]).await.unwrap();
        assert_eq!(revs(&*storage, owner, 0).await, [1], "and left no gap");
    })
    .await;
}
