//! The demo world.

use std::sync::Arc;

use domain::{Object, Scope, wire::OpOutcome};
use server::{
    admin,
    mail::NoMail,
    storage::{Storage, sqlite::SqliteStorage},
};

use crate::world::{Person, World, app_with, send};

#[tokio::test]
async fn the_demo_world_can_be_lived_in_and_made_again() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let (app, clock) = app_with(Arc::clone(&storage) as Arc<dyn Storage>, Arc::new(NoMail));
    admin::demo_world(&app).await.unwrap();

    // A world around the same storage, for its ways of asking.
    let world = World { app: app.clone(), clock, ..World::new().await };
    let mut people = vec![];
    for address in ["hanako@example.test", "kenta@example.test"] {
        let id = storage.person_of(address).await.unwrap().unwrap();
        people.push(Person { id, token: admin::issue_session(&app, id, "test").await.unwrap() });
    }
    let [hanako, kenta] = people.try_into().ok().unwrap();
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
    assert!(rows.iter().all(|row| !row.with.family.is_empty() && row.at <= server::Clock::now(&*world.clock)));
    let shared = rows.iter().find(|row| row.with.person == kenta.id).expect("they know each other");
    let dir = world.pull(&hanako, Scope::Dir(shared.organization), None).await;
    let cards = dir.puts.iter().filter(|(name, _, _)| name.starts_with("card/")).count();
    assert!(cards >= 8, "{cards} cards");
    for organization in rows.iter().map(|row| row.organization) {
        let dir = world.pull(&hanako, Scope::Dir(organization), None).await;
        dir.object(&format!("card/{}", hanako.id));
    }

    admin::demo_world(&app).await.unwrap();
    let again = world.pull(&hanako, hanako.me(), before.state.as_ref()).await;
    assert!(again.puts.is_empty() && again.deletes.is_empty(), "making it again changes nothing: {:?}", again.names());

    let outcome = world.does(&kenta, send(shared.conversation, 1, "やあ")).await;
    assert!(matches!(outcome, OpOutcome::Applied { .. }), "{outcome:?}");
    admin::demo_world(&app).await.expect("also after somebody has lived in it");
}
