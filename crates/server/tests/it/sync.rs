//! Reading: bootstrap, continuation, what may not be read, what cannot be continued.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    ConversationId, Intent, Scope, Visibility,
    record::{MembershipStatus, ProfileField},
    wire::{ScopeState, StateToken, SyncLine, SyncRequest},
};
use server::storage::{
    Storage,
    sqlite::{Mode, SqliteStorage},
};
use uuid::Uuid;

use crate::world::{Pulled, World, add, request, row, send};

#[tokio::test]
async fn a_scope_is_read_from_the_start_and_continued() {
    let world = World::new().await;
    let hanako = &world.hanako;
    let first = world.pull(hanako, hanako.me(), None).await;
    assert_eq!(first.total, first.puts.len() as u64, "membership, nine fields, the contact row");
    assert_eq!(first.puts.len(), 11);
    let again = world.pull(hanako, hanako.me(), first.state.as_ref()).await;
    assert_eq!((again.total, again.puts.len(), &again.state), (0, 0, &first.state));

    world.does(hanako, add(1, "溶接")).await;
    let next = world.pull(hanako, hanako.me(), first.state.as_ref()).await;
    assert_eq!(next.names(), [format!("row/{}", row(1))]);
    assert_eq!(next.total, 1);
}

#[tokio::test]
async fn a_deletion_is_told_to_who_had_it_and_to_nobody_else() {
    let world = World::new().await;
    let hanako = &world.hanako;
    world.does(hanako, add(1, "溶接")).await;
    let had = world.pull(hanako, hanako.me(), None).await;
    world.does(hanako, Intent::RemoveRow { row: row(1) }).await;
    world.does(hanako, add(2, "旋盤")).await;

    let next = world.pull(hanako, hanako.me(), had.state.as_ref()).await;
    assert_eq!(next.deletes, [format!("row/{}", row(1))]);
    assert_eq!(next.names(), [format!("row/{}", row(2))]);
    let new = world.pull(hanako, hanako.me(), None).await;
    assert_eq!(new.deletes, [""; 0], "a new device never had it");
    assert_eq!(new.state, next.state, "both stand at the same place");
}

#[tokio::test]
async fn what_may_not_be_read_looks_like_nothing() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "内緒")).await;
    let nothing = Uuid::from_u128(1);
    let scopes = [
        Scope::Me(world.hanako.id),
        Scope::Dir(world.company),
        Scope::Offers(world.company),
        Scope::Desk(world.company),
        Scope::Conv(conversation),
        Scope::Me(domain::PersonId(nothing)),
        Scope::Dir(domain::OrgId(nothing)),
        Scope::Desk(domain::OrgId(nothing)),
        Scope::Conv(ConversationId(nothing)),
    ];
    for scope in scopes {
        let answer = world.sync_from(&world.ren, &[(scope, None)]).await;
        assert!(matches!(&answer[..], [SyncLine::Gone { scope: gone }] if *gone == scope), "{scope}: {answer:?}");
    }
}

#[tokio::test]
async fn a_state_is_good_for_one_person_and_one_scope() {
    let world = World::new().await;
    let dir = Scope::Dir(world.company);
    let hanakos = world.pull(&world.hanako, dir, None).await.state.unwrap();
    let kentas = world.pull(&world.kenta, dir, None).await.state.unwrap();
    assert_ne!(hanakos, kentas);
    let foreign = [(world.kenta.me(), hanakos.clone()), (dir, hanakos.clone()), (dir, StateToken("AAAA".to_owned()))];
    for (scope, state) in foreign {
        let answer = world.sync_from(&world.kenta, &[(scope, Some(state))]).await;
        assert!(
            matches!(&answer[..], [SyncLine::CannotCalculateChanges { scope: lost }] if *lost == scope),
            "{answer:?}"
        );
    }
    let answer = world.sync_from(&world.hanako, &[(dir, Some(hanakos))]).await;
    assert!(
        matches!(&answer[..], [SyncLine::Scope { total: 0, .. }, SyncLine::State { done: true, .. }]),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_desk_is_for_organizers_alone() {
    let world = World::new().await;
    let desk = Scope::Desk(world.company);
    assert!(!world.pull(&world.hanako, desk, None).await.puts.is_empty());
    let answer = world.sync_from(&world.kenta, &[(desk, None)]).await;
    assert!(matches!(&answer[..], [SyncLine::Gone { .. }]), "{answer:?}");
}

#[tokio::test]
async fn with_another_standing_the_directory_and_the_offers_are_read_anew() {
    let world = World::new().await;
    let scopes = [Scope::Dir(world.company), Scope::Offers(world.company)];
    let mut had = vec![];
    for scope in scopes {
        had.push((scope, world.pull(&world.kenta, scope, None).await.state));
    }
    let me = world.pull(&world.kenta, world.kenta.me(), None).await.state;
    let leaves = |value: &mut domain::record::MemberValue| value.status = MembershipStatus::Alumnus;
    world.sets_member(&world.hanako, world.company, world.kenta.id, leaves).await;
    let answer = world.sync_from(&world.kenta, &had).await;
    assert!(
        matches!(&answer[..], [SyncLine::CannotCalculateChanges { .. }, SyncLine::CannotCalculateChanges { .. }]),
        "{answer:?}"
    );
    for scope in scopes {
        let anew = world.pull(&world.kenta, scope, None).await;
        assert_eq!(world.pull(&world.kenta, scope, anew.state.as_ref()).await.state, anew.state, "and then goes on");
    }
    assert_eq!(world.pull(&world.kenta, world.kenta.me(), me.as_ref()).await.deletes, [""; 0], "other scopes go on");
}

#[tokio::test]
async fn what_others_wrote_has_no_revision_and_no_author() {
    let world = World::new().await;
    world.sets(&world.hanako, ProfileField::Headline, "設計", Visibility::members(world.company)).await;
    let lines = world.sync_from(&world.kenta, &[(Scope::Dir(world.company), None)]).await;
    let puts: Vec<_> =
        lines.iter().filter_map(|line| if let SyncLine::Put(put) = line { Some(put) } else { None }).collect();
    assert!(puts.len() >= 3, "{lines:?}");
    assert!(puts.iter().all(|put| put.rev == 0 && put.by.is_none()), "a gap would tell of what is hidden");
    let own = world.pull(&world.hanako, world.hanako.me(), None).await;
    assert!(own.puts.iter().all(|(_, rev, _)| *rev > 0), "one's own edits build on theirs");
}

#[tokio::test]
async fn after_a_restore_nothing_is_continued() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage) as Arc<dyn Storage>).await;
    let me = world.hanako.me();
    let state = world.pull(&world.hanako, me, None).await.state;
    storage.renew_epoch().await.unwrap();
    let answer = world.sync_from(&world.hanako, &[(me, state)]).await;
    assert!(matches!(&answer[..], [SyncLine::CannotCalculateChanges { .. }]), "{answer:?}");
    let fresh = world.pull(&world.hanako, me, None).await;
    assert_eq!(fresh.puts.len(), 11);
}

#[tokio::test]
async fn after_ninety_days_a_deletion_is_forgotten() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage) as Arc<dyn Storage>).await;
    let (hanako, me) = (&world.hanako, world.hanako.me());
    world.does(hanako, add(1, "溶接")).await;
    let before = world.pull(hanako, me, None).await.state;
    world.does(hanako, Intent::RemoveRow { row: row(1) }).await;
    let after = world.pull(hanako, me, None).await.state;
    world.clock.advance(91 * 24 * 60 * 60_000);
    storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
    let answer = world.sync_from(hanako, &[(me, before)]).await;
    assert!(matches!(&answer[..], [SyncLine::CannotCalculateChanges { .. }]), "it would keep the row: {answer:?}");
    assert_eq!(world.pull(hanako, me, after.as_ref()).await.deletes, [""; 0], "who knew goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_scope_comes_in_pages_and_goes_on_where_it_broke() {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open(&folder.path().join("db"), Mode::Thread).unwrap();
    let world = World::on(Arc::new(storage)).await;
    let conversation = world.conversation().await;
    for batch in 0..3 {
        let ops = (0..400).map(|n| world.op(send(conversation, batch * 400 + n, "こんにちは"))).collect();
        world.ops(&world.hanako, ops).await;
    }
    let scope = Scope::Conv(conversation);
    let whole = world.sync_from(&world.kenta, &[(scope, None)]).await;
    let pulled = Pulled::of(&whole);
    assert_eq!((pulled.total, pulled.puts.len(), pulled.states), (1201, 1201, 3));
    assert!(pulled.puts.is_sorted_by_key(|(_, rev, _)| *rev));

    let at = whole.iter().position(|line| matches!(line, SyncLine::State { done: false, .. })).unwrap();
    let broken = Pulled::of(&whole[..=at]);
    let rest = world.pull(&world.kenta, scope, broken.state.as_ref()).await;
    assert_eq!(broken.puts.len() + rest.puts.len(), 1201, "nothing twice, nothing missing");
    assert_eq!(rest.state, pulled.state);
}

#[tokio::test]
async fn many_bytes_end_a_page_too() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let long = "長".repeat(20_000);
    for n in 0..10 {
        world.does(&world.hanako, send(conversation, n, &long)).await;
    }
    let pulled = world.pull(&world.kenta, Scope::Conv(conversation), None).await;
    assert_eq!(pulled.puts.len(), 11);
    assert!(pulled.states > 1, "600 KB in {} pages", pulled.states);
}

#[tokio::test]
async fn zstd_is_used_when_accepted() {
    let world = World::new().await;
    let scopes = vec![ScopeState::after(world.hanako.me(), None)];
    let body = serde_json::to_vec(&SyncRequest { schema: 1, scopes, total: false }).unwrap();
    let ask = |encoding: &str| -> Request<Body> {
        request("POST", "/v1/sync", Some(&world.hanako))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_ENCODING, encoding)
            .body(Body::from(body.clone()))
            .unwrap()
    };
    let plain = world.send(ask("identity")).await;
    let packed = world.send(ask("zstd")).await;
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "zstd");
    assert!(!plain.headers.contains_key(header::CONTENT_ENCODING));
    assert!(packed.body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]), "the magic number of zstd");
    assert!(packed.body.len() < plain.body.len() / 2, "{} of {}", packed.body.len(), plain.body.len());
}
