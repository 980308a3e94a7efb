//! The storage contract, written once and run on every implementation.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use domain::{
    ConversationId, MembershipId, MessageId, Millis, Name, Object, OpId, OrgId, PersonId, Refusal, RefusalCode, Rev,
    RowId, Scope, SessionId, Visibility,
    policy::{self, ReadPermit, Relation},
    record::{Conversation, Membership, MembershipStatus, Message, Role, Row, RowBody, RowValue},
    wire::{OpOutcome, OpResult, ProblemCode},
};
use server::storage::{
    PageRange, Standing, Storage, StorageError,
    account::{Begun, CodeLimit, NewChallenge, NewSession, Redeemed, Verdict},
    hub::Sound,
    sqlite::{Mode, SqliteStorage},
    step::{Decide, Known, Loaded, Need, NewOp, Writes},
};
use uuid::Uuid;

/// Runs a test on every implementation.
async fn each(test: impl AsyncFn(Arc<dyn Storage>)) {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, mode| SqliteStorage::open(&folder.path().join(name), mode).unwrap();
    for storage in
        [SqliteStorage::in_memory_inline().unwrap(), open("inline.db", Mode::Inline), open("thread.db", Mode::Thread)]
    {
        let storage: Arc<dyn Storage> = Arc::new(storage);
        test(Arc::clone(&storage)).await;
        storage.close().await;
    }
}

const NOW: Millis = 1_000_000;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn name(n: u128) -> Name {
    Name::Row(RowId(Uuid::from_u128(n)))
}

fn row(n: u128, text: &str) -> Object {
    let body = RowBody::Skill { name: text.to_owned(), note: String::new() };
    Object::Row(Row {
        id: RowId(Uuid::from_u128(n)),
        value: RowValue::new(body, Visibility::default()),
        place: "80".into(),
    })
}

/// Puts one object as the operator.
fn put(scope: Scope, name: Name, object: Object) -> Decide {
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(NOW);
        writes.put(loaded, (scope, name), None, object.clone())?;
        Ok(writes)
    })
}

fn remove(scope: Scope, name: Name, at: Millis) -> Decide {
    Box::new(move |loaded| {
        let mut writes = Writes::by_operator(at);
        writes.delete(loaded, (scope, name), None)?;
        Ok(writes)
    })
}

fn permit(person: PersonId) -> ReadPermit {
    policy::may_read(person, Scope::Me(person), Relation::Owner).unwrap()
}

fn from(after: Rev) -> PageRange {
    PageRange { after, without_tombstones_to: 0, records: 100, bytes: 1 << 20 }
}

async fn revs(storage: &dyn Storage, owner: PersonId, after: Rev) -> Vec<Rev> {
    storage.page(&permit(owner), from(after)).await.unwrap().records.iter().map(|record| record.rev).collect()
}

/// Asks the storage through a decision and tells what was loaded.
async fn loaded<T: Send + 'static>(storage: &dyn Storage, ask: impl Fn(&Loaded) -> Known<T> + Send + 'static) -> T {
    let told = Arc::new(Mutex::new(None));
    let cell = Arc::clone(&told);
    let decide: Decide = Box::new(move |loaded| {
        *cell.lock().unwrap() = Some(ask(loaded)?);
        Ok(Writes::nothing(NOW))
    });
    storage.commit(vec![decide]).await.unwrap();
    told.lock().unwrap().take().unwrap()
}

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
        assert_eq!((page.through, page.is_done), (3, true));
        let standing = storage.standing(&permit(owner), 0).await.unwrap();
        assert_eq!(standing, Standing { epoch: 1, head: 3, floor: 0, total: 2 });
        assert_eq!(storage.standing(&permit(person(9)), 0).await.unwrap().head, 0, "a scope that was never written");
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
        assert_eq!((first.records.len(), first.through, first.is_done), (4, 4, false));
        let rest = page(PageRange { records: 6, ..from(4) }).await.unwrap();
        assert_eq!((rest.records.len(), rest.through, rest.is_done), (6, 10, true));
        let small = page(PageRange { bytes: 1, ..from(0) }).await.unwrap();
        assert_eq!((small.records.len(), small.is_done), (1, false), "at least one, or nothing would ever move");
    })
    .await;
}

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
        let skipping = PageRange { without_tombstones_to: 3, ..from(0) };
        let page = storage.page(&permit(owner), skipping).await.unwrap();
        assert_eq!((page.records.len(), page.through), (1, 3));
        assert_eq!(storage.standing(&permit(owner), 0).await.unwrap().total, 1, "live ones are counted");
        let held = loaded(&*storage, move |loaded| Ok(loaded.record(me, name(1))?.cloned())).await.unwrap();
        assert_eq!((held.rev, held.object), (3, None), "deleted is not the same as never there");
        assert!(loaded(&*storage, move |loaded| Ok(loaded.record(me, name(7))?.cloned())).await.is_none());
    })
    .await;
}

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

#[tokio::test]
async fn unread_messages_and_rows_are_counted() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let conversation = ConversationId(Uuid::from_u128(3));
        let say = |seq: u32, author| {
            let id = MessageId(Uuid::from_u128(u128::from(seq)));
            let message =
                Message { id, seq: Some(seq), author, body: "x".into(), at: NOW, edited_at: None, deleted: false };
            put(Scope::Conv(conversation), Name::Message(id), Object::Message(message))
        };
        storage.commit(vec![say(1, a), say(2, b), say(3, a), say(3, a), say(4, b)]).await.unwrap();
        let unread = async |who, mark| loaded(&*storage, move |loaded| loaded.unread(conversation, who, mark)).await;
        assert_eq!((unread(a, 0).await, unread(b, 0).await, unread(b, 1).await, unread(a, 4).await), (2, 2, 1, 0));

        let me = Scope::Me(a);
        storage.commit(vec![put(me, name(1), row(1, "a")), put(me, name(2), row(2, "b"))]).await.unwrap();
        storage.commit(vec![remove(me, name(1), NOW)]).await.unwrap();
        assert_eq!(loaded(&*storage, move |loaded| loaded.rows(a)).await, 1);
    })
    .await;
}

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
        assert_eq!(storage.standing(&permit(owner), 0).await.unwrap().floor, 2);
    })
    .await;
}

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
            let judge = Box::new(move |challenge: Option<&server::storage::account::Challenge>| {
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
    let (mut seen, mut after) = (BTreeSet::new(), 0);
    while seen.len() < 400 {
        let page = storage.page(&permit(owner), from(after)).await.unwrap();
        after = page.through;
        seen.extend(page.records.into_iter().map(|record| record.name));
        let is_over = writers.iter().all(|writer| writer.is_finished());
        if is_over && storage.standing(&permit(owner), after).await.unwrap().head == after {
            break;
        }
    }
    assert_eq!(seen.len(), 400, "nothing was skipped");
    for writer in writers {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn a_newer_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db");
    SqliteStorage::open(&path, Mode::Inline).unwrap();
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(SqliteStorage::open(&path, Mode::Thread), Err(StorageError::Failed(_))));
}
