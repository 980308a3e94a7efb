//! Nothing hidden is observable: an edit that a viewer may not see changes no byte of what the viewer gets.

use axum::http::header;
use domain::{
    Object, Scope, Visibility,
    record::ProfileField,
    wire::{OpOutcome, ScopeState, SyncRequest},
};

use crate::world::{Person, World, add, send};

/// Everything a viewer can get, byte for byte: from the start, from where they stand, and the poll.
async fn view(world: &World, viewer: &Person, scopes: &[Scope]) -> Vec<u8> {
    let mut all = vec![];
    for scope in scopes {
        let ask = |state| SyncRequest { schema: 1, scopes: vec![ScopeState { scope: *scope, state }] };
        let first = world.post("/v1/sync", Some(viewer), &ask(None)).await;
        all.extend_from_slice(&first.body);
        let state = world.pull(viewer, *scope, None).await.state;
        all.extend_from_slice(&world.post("/v1/sync", Some(viewer), &ask(state)).await.body);
    }
    let poll = world.get("/v1/poll", viewer).await;
    all.extend_from_slice(poll.headers[header::ETAG].as_bytes());
    all.extend_from_slice(&poll.body);
    all
}

#[tokio::test]
async fn a_hidden_edit_changes_nothing_for_others() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "こんにちは")).await;
    let kentas = [world.kenta.me(), Scope::Dir(world.company), Scope::Conv(conversation)];
    let rens = [world.ren.me(), Scope::Dir(world.school)];
    let before = (view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await);

    let hidden = Visibility::default();
    let (here, elsewhere) = (Visibility::members(world.company), Visibility::members(world.school));
    let edits = [
        (ProfileField::Headline, "転職を考えています MARKER", &hidden),
        (ProfileField::Headline, "大学の人にだけ MARKER", &elsewhere),
        (ProfileField::Summary, "誰にも見せない MARKER", &hidden),
        // Shown, but no part of what a directory shows.
        (ProfileField::Summary, "会社の人には MARKER", &here),
    ];
    for (field, text, visibility) in edits {
        let outcome = world.sets(&world.hanako, field, text, visibility.clone()).await;
        assert!(matches!(outcome, OpOutcome::Applied { .. }), "{outcome:?}");
        let after = (view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await);
        assert!(after == before, "{text}");
    }
    world.does(&world.hanako, add(1, "MARKER")).await;
    assert!((view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await) == before);
    assert!(!String::from_utf8_lossy(&before.0).contains("MARKER"));
}

#[tokio::test]
async fn a_shown_edit_is_seen_by_its_organization_alone() {
    let world = World::new().await;
    let (kentas, rens) = ([Scope::Dir(world.company)], [world.ren.me(), Scope::Dir(world.school)]);
    let before = (view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await);
    world.sets(&world.hanako, ProfileField::Headline, "設計", Visibility::members(world.company)).await;
    assert!(view(&world, &world.kenta, &kentas).await != before.0, "or the test above proves nothing");
    assert!(view(&world, &world.ren, &rens).await == before.1);
}

#[tokio::test]
async fn who_hides_the_name_leaves_the_directory() {
    let world = World::new().await;
    let dir = Scope::Dir(world.company);
    let card = format!("card/{}", world.hanako.id);
    let had = world.pull(&world.kenta, dir, None).await;
    assert!(matches!(had.object(&card), Object::Card(card) if card.name.family == "佐倉"));
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", Visibility::default()).await;
    let next = world.pull(&world.kenta, dir, had.state.as_ref()).await;
    assert_eq!(next.deletes, std::slice::from_ref(&card));
    assert!(next.puts.is_empty());

    world.sets(&world.hanako, ProfileField::FamilyName, "桜", Visibility::members(world.company)).await;
    let back = world.pull(&world.kenta, dir, next.state.as_ref()).await;
    assert!(matches!(back.object(&card), Object::Card(card) if card.name.family == "桜" && card.name.given == "名"));
}
