//! What is left of a deleted record.

use domain::Scope;
use server::storage::read::Position;

use super::{NOW, at, each, from, loaded, name, permit, person, put, remove, revs, row};

#[tokio::test]
async fn a_deletion_leaves_a_tombstone() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        let writes = vec![put(me, name(1), row(1, "a")), put(me, name(2), row(2, "b")), remove(me, name(1), NOW)];
        storage.commit(writes).await.unwrap();
        let page = storage.page(&permit(owner), from(0)).await.unwrap();
        assert_eq!(
            page.records.iter().map(|record| (record.rev, record.body.is_some())).collect::<Vec<_>>(),
            [(2, true), (3, false)]
        );
        let extent = storage.extent(&permit(owner), [0; 3]).await.unwrap();
        assert_eq!(extent.total, 1, "live ones are counted");
        let page = storage.page(&permit(owner), at(extent.start())).await.unwrap();
        let end = Position { epoch: 1, through: [3, 0, 0], silent: [0; 3] };
        assert_eq!((page.records.len(), page.to), (1, end), "who begins with nothing hears of no deletion before");
        let held = loaded(&*storage, move |loaded| Ok(loaded.record(me, name(1))?.cloned())).await.unwrap();
        assert_eq!((held.rev, held.object), (3, None), "deleted is not the same as never there");
        assert!(loaded(&*storage, move |loaded| Ok(loaded.record(me, name(7))?.cloned())).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn pruning_keeps_what_is_young() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        let day = 24 * 3_600_000;
        storage.commit(vec![put(me, name(1), row(1, "a")), remove(me, name(1), NOW)]).await.unwrap();
        storage.commit(vec![put(me, name(2), row(2, "a")), remove(me, name(2), NOW + 10 * day)]).await.unwrap();
        storage.prune(NOW + 95 * day).await.unwrap();
        assert_eq!(revs(&*storage, owner, 0).await, [4]);
        assert_eq!(storage.extent(&permit(owner), [0; 3]).await.unwrap().floors, [2, 0, 0]);
    })
    .await;
}
