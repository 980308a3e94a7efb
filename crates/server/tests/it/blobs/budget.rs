//! How much somebody may send.

use std::sync::Arc;

use domain::{limit, wire::ProblemCode};
use rusqlite::Connection;
use server::storage::{
    Storage,
    sqlite::{Mode, SqliteStorage},
};

use super::*;
use crate::world::{START, is_applied};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A world in a file, and the file: what takes hundreds of megabytes is written down instead.
async fn world() -> (tempfile::TempDir, Connection, Arc<SqliteStorage>, World) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.db");
    let storage = Arc::new(SqliteStorage::open(&file, Mode::Inline).unwrap());
    let world = World::on(Arc::clone(&storage) as Arc<dyn Storage>).await;
    (folder, Connection::open(file).unwrap(), storage, world)
}

async fn sends(world: &World, conversation: ConversationId, content: &[u8]) -> Result<(), (ProblemCode, Option<u32>)> {
    let at = format!("{}/chunks/0?bytes={}", path(conversation, digest(content)), content.len());
    let answer = put(world, &world.hanako, &at, content.to_vec()).await;
    if answer.status == StatusCode::NO_CONTENT {
        return Ok(());
    }
    let problem = answer.problem();
    Err((problem.code, problem.retry_after_s))
}

#[tokio::test]
async fn so_much_waits_for_messages() {
    let (_folder, db, storage, world) = world().await;
    let conversation = world.conversation().await;
    let (first, second, third) = (content(1, 10), content(2, 10), content(3, 11));
    assert_eq!(sends(&world, conversation, &first).await, Ok(()));
    world.clock.advance(1_000);
    assert_eq!(sends(&world, conversation, &second).await, Ok(()));
    // As if the first one were very long: then ten bytes of room are left.
    let long = limit::BLOBS_WAITING - 20;
    db.execute("UPDATE blob SET received = ?1 WHERE digest = ?2", (long as i64, digest(&first).0)).unwrap();
    let full = Err((ProblemCode::RateLimited, Some(7 * 24 * 60 * 60 - 1)));
    assert_eq!(sends(&world, conversation, &third).await, full, "until the first one has gone");
    assert_eq!(sends(&world, conversation, &second).await, Ok(()), "what is there costs nothing");
    assert_eq!(sends(&world, conversation, &content(4, 10)).await, Ok(()), "to the last byte");

    let message = says(conversation, 1, "", vec![named(&second, "a")]);
    assert!(is_applied(&world.does(&world.hanako, message).await));
    assert_eq!(sends(&world, conversation, &content(5, 10)).await, Ok(()), "what a message names does not wait");
    assert_eq!(sends(&world, conversation, &third).await, full);
    world.clock.advance(7 * DAY - 1_001);
    storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
    let nearly = Err((ProblemCode::RateLimited, Some(1)));
    assert_eq!(sends(&world, conversation, &third).await, nearly, "seven days are not over");
    world.clock.advance(1);
    assert_eq!(sends(&world, conversation, &third).await, Ok(()));
    assert_eq!(has(&world, &world.hanako, conversation, &first).await, [[0, 1]], "there until it is pruned");
    storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
    assert_eq!(has(&world, &world.hanako, conversation, &first).await, [[0; 2]; 0]);
    assert_eq!(get(&world, &world.kenta, conversation, &second).await.body, second, "what is named stays");
}

#[tokio::test]
async fn so_much_is_sent_in_a_day() {
    let (_folder, db, _storage, world) = world().await;
    let conversation = world.conversation().await;
    assert_eq!(sends(&world, conversation, &content(1, 10)).await, Ok(()));
    let spent = limit::BLOB_BYTES_PER_DAY - 10;
    let changed = db.execute("UPDATE uploaded SET bytes = ?1 WHERE day = ?2", (spent as i64, START / DAY)).unwrap();
    assert_eq!(changed, 1);
    world.clock.advance(DAY - 1_500);
    assert_eq!(sends(&world, conversation, &content(2, 11)).await, Err((ProblemCode::RateLimited, Some(2))));
    assert_eq!(sends(&world, conversation, &content(2, 10)).await, Ok(()), "to the last byte");
    assert_eq!(sends(&world, conversation, &content(3, 1)).await, Err((ProblemCode::RateLimited, Some(2))));
    let at = format!("{}/chunks/0?bytes=1", path(conversation, digest(&content(3, 1))));
    assert_eq!(put(&world, &world.kenta, &at, content(3, 1)).await.status, 204, "each counts for themselves");
    world.clock.advance(1_500);
    assert_eq!(sends(&world, conversation, &content(3, 11)).await, Ok(()), "a new day");
}
