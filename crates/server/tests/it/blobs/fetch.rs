//! Fetching content.

use axum::{
    body::Body,
    http::{Method, header},
};
use domain::{Intent, wire::BLOB_CHUNK};
use tokio_stream::StreamExt as _;
use tower::ServiceExt as _;

use super::*;
use crate::world::is_applied;

const CHUNK: usize = BLOB_CHUNK as usize;

/// A world in which hanako has sent a content of two and a half chunks with message 1.
async fn sent() -> (World, ConversationId, Vec<u8>) {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let content = content(5, 2 * CHUNK + CHUNK / 2);
    upload(&world, &world.hanako, conversation, &content).await;
    let message = says(conversation, 1, "", vec![named(&content, "a.pdf")]);
    assert!(is_applied(&world.does(&world.hanako, message).await));
    (world, conversation, content)
}

#[tokio::test]
async fn content_comes_as_bytes_that_nothing_takes_for_something_else() {
    let (world, conversation, content) = sent().await;
    let etag = format!("\"{}\"", digest(&content));
    for who in [&world.hanako, &world.kenta] {
        let answer = get(&world, who, conversation, &content).await;
        assert_eq!((answer.status.as_u16(), answer.body == content), (200, true));
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("content-disposition", "attachment"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
            ("accept-ranges", "bytes"),
            ("etag", &etag),
            ("content-length", &content.len().to_string()),
        ] {
            assert_eq!(answer.headers[name], value, "{name}");
        }
        assert!(!answer.headers.contains_key(header::CONTENT_RANGE));
    }
    let head = request("HEAD", &path(conversation, digest(&content)), Some(&world.kenta)).body(Body::empty()).unwrap();
    assert_eq!(head.method(), Method::HEAD);
    let head = world.send(head).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.headers[header::CONTENT_LENGTH], content.len().to_string());
}

#[tokio::test]
async fn a_part_can_be_asked_for() {
    let (world, conversation, content) = sent().await;
    let at = path(conversation, digest(&content));
    let ask = async |range: &str, tag: Option<&str>| {
        let mut request = request("GET", &at, Some(&world.kenta)).header(header::RANGE, range);
        if let Some(tag) = tag {
            request = request.header(header::IF_RANGE, tag);
        }
        world.send(request.body(Body::empty()).unwrap()).await
    };
    let end = content.len();
    for (from, to) in
        [(0, 1), (0, end), (1, CHUNK), (CHUNK - 1, CHUNK + 1), (CHUNK, 2 * CHUNK), (3, end - 3), (end - 1, end)]
    {
        let answer = ask(&format!("bytes={from}-{}", to - 1), None).await;
        assert_eq!(answer.status, 206);
        assert!(answer.body == content[from..to], "{from}..{to}");
        assert_eq!(answer.headers[header::CONTENT_RANGE], format!("bytes {from}-{}/{end}", to - 1));
        assert_eq!(answer.headers[header::CONTENT_LENGTH], (to - from).to_string());
    }
    assert!(ask("bytes=-5", None).await.body == content[end - 5..]);
    let etag = format!("\"{}\"", digest(&content));
    assert!(ask(&format!("bytes={CHUNK}-"), Some(&etag)).await.body == content[CHUNK..]);
    for (range, tag) in [("bytes=0-0,2-2", None), ("bytes=x", None), ("bytes=1-", Some("\"other\""))] {
        let answer = ask(range, tag).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, end), "{range}");
    }
    let beyond = ask(&format!("bytes={end}-"), None).await;
    let problem = beyond.problem();
    assert_eq!((beyond.status.as_u16(), problem.field.as_deref()), (416, Some("range")));
    assert_eq!(beyond.headers[header::CONTENT_RANGE], format!("bytes */{end}"));
}

#[tokio::test]
async fn content_that_goes_while_it_is_fetched_breaks_off() {
    let (world, conversation, content) = sent().await;
    let ask = request("GET", &path(conversation, digest(&content)), Some(&world.kenta)).body(Body::empty()).unwrap();
    let mut body = world.router().oneshot(ask).await.unwrap().into_body().into_data_stream();
    assert!(body.next().await.unwrap().unwrap() == content[..CHUNK]);
    let delete = Intent::DeleteMessage { conversation, message: message(1) };
    assert!(is_applied(&world.does(&world.hanako, delete).await));
    // The same content again, in a message of its own, is not what this answer began with.
    upload(&world, &world.hanako, conversation, &content).await;
    assert!(is_applied(&world.does(&world.hanako, says(conversation, 2, "", vec![named(&content, "a.pdf")])).await));
    assert!(body.next().await.unwrap().is_err());
    assert!(get(&world, &world.kenta, conversation, &content).await.body == content);
}
