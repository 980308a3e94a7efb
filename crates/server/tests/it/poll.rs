//! The conditional poll: small when nothing is new.

use std::sync::Arc;

use domain::{
    Name, Object, OfferId, Scope, Standing,
    record::{MembershipStatus, Preferences, Role, Setting},
    wire::PollAnswer,
};
use server::storage::{
    Storage,
    shelf::Shelf,
    sqlite::SqliteStorage,
    step::{Decide, Writes},
};
use uuid::Uuid;

use crate::{
    tcp,
    world::{Person, START, World, add, send},
};

#[tokio::test]
async fn an_unchanged_poll_is_small() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let auth = format!("Bearer {}", world.hanako.token);
    let first = tcp::exchange(&address, "GET", "/v1/poll", &[("authorization", &auth)], "").await;
    assert!(first.starts_with("HTTP/1.1 200"), "{first}");
    let answer: PollAnswer = serde_json::from_str(tcp::body(&first)).unwrap();
    assert!(answer.changed);
    let etag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();

    let ask = async |etag: &str| {
        let headers = [("authorization", auth.as_str()), ("if-none-match", etag)];
        tcp::exchange(&address, "GET", "/v1/poll", &headers, "").await
    };
    for tag in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}")] {
        let same = ask(&tag).await;
        assert!(same.starts_with("HTTP/1.1 304"), "{same}");
        assert!(same.len() <= 300, "{} bytes: {same}", same.len());
    }
    world.does(&world.hanako, add(1, "溶接")).await;
    assert!(ask(&etag).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn offers_for_me_move_my_poll_and_others_do_not() {
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage)).await;
    let etag = async |of: &Person| world.get("/v1/poll", of).await.headers["etag"].clone();
    let tags = async || [etag(&world.kenta).await, etag(&world.hanako).await, etag(&world.ren).await];
    let before = tags().await;
    let shown_to = async |organization, standing| {
        // As storage keeps it; what makes an offer is tried elsewhere.
        let shelf = Shelf::class(Scope::Offers(organization), standing);
        let put: Decide = Box::new(move |loaded| {
            let mut writes = Writes::by_operator(START);
            let setting = Object::Setting(Setting::Preferences(Preferences::default()));
            writes.put(loaded, (shelf, Name::Offer(OfferId(Uuid::from_u128(1)))), None, setting)?;
            Ok(writes)
        });
        storage.commit(vec![put]).await.unwrap();
    };
    let [current, alumnus] =
        [MembershipStatus::Current, MembershipStatus::Alumnus].map(|status| Standing { status, role: Role::Member });
    shown_to(world.company, alumnus).await;
    assert_eq!(tags().await, before, "of another class");
    shown_to(world.company, current).await;
    let after = tags().await;
    assert_ne!(after[0], before[0]);
    assert_eq!(after[1..], before[1..], "neither the organizer's class nor another organisation");
}

#[tokio::test]
async fn a_message_to_me_moves_my_poll() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let etag = async || world.get("/v1/poll", &world.kenta).await.headers["etag"].clone();
    let before = etag().await;
    world.does(&world.hanako, send(conversation, 1, "やあ")).await;
    assert_ne!(etag().await, before);
}
