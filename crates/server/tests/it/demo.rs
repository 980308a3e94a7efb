//! The demo world.

use std::sync::Arc;

use domain::{
    Object, Scope,
    record::{InboxKind, InboxRow, OfferState, RequestState},
    wire::OpOutcome,
};
use server::{
    admin,
    mail::NoMail,
    storage::{Storage, sqlite::SqliteStorage},
};

use crate::world::{MINUTE, Person, World, app_with, send};

#[tokio::test]
async fn the_demo_world_can_be_lived_in_and_made_again() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let (app, clock) = app_with(Arc::clone(&storage) as Arc<dyn Storage>, Arc::new(NoMail));
    admin::demo_world(&app).await.unwrap();

    // A world around the same storage, for its ways of asking.
    let world = World { app: app.clone(), clock, ..World::new().await };
    let mut people = vec![];
    for address in ["hanako@example.test", "kenta@example.test", "misaki@example.test"] {
        let id = storage.person_of(address).await.unwrap().unwrap();
        people.push(Person { id, token: admin::issue_session(&app, id, "test").await.unwrap() });
    }
    let [hanako, kenta, misaki] = people.try_into().ok().unwrap();
    let before = world.pull(&hanako, hanako.me(), None).await;
    let rows: Vec<_> = before
        .puts
        .iter()
        .filter_map(|(_, _, object)| match object {
            Object::Inbox(row) => Some(row.clone()),
            _ => None,
        })
        .collect();
    assert!(rows.len() >= 7, "{}", rows.len());
    assert!(rows.iter().filter(|row| row.unread > 0).count() >= 3, "something is unread");
    let has_name = |row: &InboxRow| row.kind_of == InboxKind::WithDesk || !row.with.family.is_empty();
    assert!(rows.iter().all(|row| has_name(row) && row.at <= server::Clock::now(&*world.clock)));
    let shared = rows.iter().find(|row| row.with.person == kenta.id).expect("they know each other");
    let dir = world.pull(&hanako, Scope::Dir(shared.organization), None).await;
    let cards = dir.puts.iter().filter(|(name, _, _)| name.starts_with("card/")).count();
    assert!(cards >= 100, "{cards} cards");
    assert!(dir.puts.iter().any(|(_, _, object)| matches!(object, Object::Card(card) if !card.units.is_empty())));
    assert!(dir.names().iter().any(|name| name.starts_with("unit/")));
    assert!(rows.iter().any(|row| row.kind_of == InboxKind::WithDesk), "somebody wrote to the desk");
    let waits = |row: &InboxRow| row.request.as_ref().is_some_and(|request| request.state == RequestState::Waiting);
    assert!(rows.iter().any(|row| waits(row) && row.unread == 1), "somebody waits for an answer");
    let offers = world.pull(&hanako, Scope::Offers(shared.organization), None).await;
    assert!(offers.puts.len() >= 5, "{} offers for alumni", offers.puts.len());
    let is_changed = |object: &Object| matches!(object, Object::Offer(offer) if !offer.changes.is_empty());
    assert!(offers.puts.iter().any(|(_, _, object)| is_changed(object)));
    for organization in rows.iter().map(|row| row.organization) {
        let dir = world.pull(&hanako, Scope::Dir(organization), None).await;
        dir.object(&format!("card/{}", hanako.id));
    }

    let desk = world.pull(&misaki, Scope::Desk(shared.organization), None).await;
    let count = |kind: fn(&Object) -> bool| desk.puts.iter().filter(|(_, _, object)| kind(object)).count();
    assert!(count(|object| matches!(object, Object::Member(_))) >= 100, "a roster");
    assert_eq!(count(|object| matches!(object, Object::DeskReport(report) if !report.messages.is_empty())), 1);
    assert!(count(|object| matches!(object, Object::Offer(offer) if offer.state == OfferState::Draft)) >= 1);

    world.clock.advance(36 * 60 * MINUTE);
    admin::demo_world(&app).await.unwrap();
    let scopes = [
        (&hanako, hanako.me(), before.state),
        (&hanako, Scope::Dir(shared.organization), dir.state),
        (&hanako, Scope::Offers(shared.organization), offers.state),
        (&misaki, Scope::Desk(shared.organization), desk.state),
    ];
    for (reader, scope, state) in scopes {
        let again = world.pull(reader, scope, state.as_ref()).await;
        assert!(
            again.puts.is_empty() && again.deletes.is_empty(),
            "making it again changes nothing: {:?}",
            again.names()
        );
    }

    let outcome = world.does(&kenta, send(shared.conversation, 1, "やあ")).await;
    assert!(matches!(outcome, OpOutcome::Applied { .. }), "{outcome:?}");
    admin::demo_world(&app).await.expect("also after somebody has lived in it");
}
