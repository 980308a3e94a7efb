//! Records in the order of their revisions, a page at a time.

use std::{collections::BTreeSet, sync::Arc};

use domain::{Object, Scope};
use server::storage::{
    Storage,
    read::{Extent, PageRange, Position, StoredRecord},
    sqlite::{Mode, SqliteStorage},
};

use super::{at, each, from, name, permit, person, put, revs, row};

#[tokio::test]
async fn revisions_are_dense_and_the_latest_stands() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        storage.commit(vec![put(me, name(1), row(1, "a")), put(me, name(2), row(2, "b"))]).await.unwrap();
        storage.commit(vec![put(me, name(1), row(1, "c"))]).await.unwrap();
        assert_eq!(revs(&*storage, owner, 0).await, [2, 3], "rewritten, not added");
        let page = storage.page(&permit(owner), from(2)).await.unwrap();
        let body = page.records[0].body.as_deref().unwrap();
        assert_eq!(serde_json::from_str::<Object>(body).unwrap(), row(1, "c"));
        assert_eq!((page.to.through, page.is_done), ([3, 0, 0], true));
        let extent = storage.extent(&permit(owner), [0; 3]).await.unwrap();
        assert_eq!(extent, Extent { epoch: 1, heads: [3, 0, 0], floors: [0; 3], ends: [3, 0, 0], total: 2 });
        assert_eq!(extent.end(), page.to, "where a reader is who has everything");
        assert_eq!(storage.extent(&permit(owner), [2, 0, 0]).await.unwrap().total, 1);
        let nothing = storage.extent(&permit(person(9)), [0; 3]).await.unwrap();
        assert_eq!(nothing.heads, [0; 3], "a scope that was never written");
    })
    .await;
}

#[tokio::test]
async fn a_page_ends_by_count_or_bytes() {
    each(async |storage| {
        let owner = person(1);
        let writes = (0..10).map(|n| put(Scope::Me(owner), name(n), row(n, "x"))).collect();
        storage.commit(writes).await.unwrap();
        let permit = permit(owner);
        let page = |range| storage.page(&permit, range);
        let first = page(PageRange { records: 4, ..from(0) }).await.unwrap();
        assert_eq!((first.records.len(), first.to.through, first.is_done), (4, [4, 0, 0], false));
        let rest = page(PageRange { records: 6, ..from(4) }).await.unwrap();
        assert_eq!((rest.records.len(), rest.to.through, rest.is_done), (6, [10, 0, 0], true));
        let small = page(PageRange { bytes: 1, ..from(0) }).await.unwrap();
        assert_eq!((small.records.len(), small.is_done), (1, false), "at least one, or nothing would ever move");

        // Of any sizes: as many as fit, and no byte more.
        let long = |n: u128| put(Scope::Me(owner), name(100 + n), row(100 + n, &"あ".repeat(n as usize * 37 % 211)));
        storage.commit((0..40).map(long).collect()).await.unwrap();
        let size = |record: &StoredRecord| record.name.len() + record.body.as_ref().unwrap().len();
        let all = page(from(0)).await.unwrap();
        let most = 900;
        let (mut range, mut read) = (PageRange { bytes: most, ..from(0) }, vec![]);
        loop {
            let next = page(range).await.unwrap();
            let bytes: usize = next.records.iter().map(size).sum();
            assert!(bytes <= most || next.records.len() == 1, "{bytes} bytes");
            read.extend(next.records);
            if next.is_done {
                break;
            }
            let more = size(&all.records[read.len()]);
            assert!(bytes + more > most, "{more} more bytes had room beside {bytes}");
            range.from = next.to;
        }
        assert_eq!(read, all.records);
        assert!(read.iter().any(|record| size(record) > most / 2), "or it proves little");
    })
    .await;
}

/// The gap that a plain sequence as a cursor leaves: a reader must see everything that a commit acknowledged, whatever
/// order the writers finish in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_skips_nothing_while_many_write() {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open(&folder.path().join("db"), Mode::Thread).unwrap();
    let storage: Arc<dyn Storage> = Arc::new(storage);
    let owner = person(1);
    let writers: Vec<_> = (0..8_u128)
        .map(|writer| {
            let storage = Arc::clone(&storage);
            tokio::spawn(async move {
                for n in 0..50 {
                    let id = writer * 1000 + n;
                    storage.commit(vec![put(Scope::Me(owner), name(id), row(id, "x"))]).await.unwrap();
                }
            })
        })
        .collect();
    let (mut seen, mut after) = (BTreeSet::new(), Position { epoch: 1, ..Position::default() });
    while seen.len() < 400 {
        let page = storage.page(&permit(owner), at(after)).await.unwrap();
        after = page.to;
        seen.extend(page.records.into_iter().map(|record| record.name));
        let is_over = writers.iter().all(|writer| writer.is_finished());
        if is_over && storage.extent(&permit(owner), after.through).await.unwrap().heads == after.through {
            break;
        }
    }
    assert_eq!(seen.len(), 400, "nothing was skipped");
    for writer in writers {
        writer.await.unwrap();
    }
}
