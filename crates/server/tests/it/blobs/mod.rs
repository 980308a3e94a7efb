//! Content of attachments: sent in chunks, named by a message, fetched in parts, and gone with the last message that names it.

mod budget;
mod fetch;
mod name;
mod upload;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use domain::{
    ConversationId, Digest, Intent,
    record::Attachment,
    wire::{BLOB_CHUNK, BlobChunks, ProblemCode, chunk_count},
};
use sha2::{Digest as _, Sha256};

use crate::world::{Answer, Person, World, message, request};

/// A content that no other one is like.
pub fn content(seed: u8, bytes: usize) -> Vec<u8> {
    (0..bytes).map(|n| (n / 251 + n) as u8 ^ seed).collect()
}

pub fn digest(content: &[u8]) -> Digest {
    Digest(Sha256::digest(content).into())
}

pub fn path(conversation: ConversationId, digest: Digest) -> String {
    format!("/v1/conversations/{conversation}/blobs/{digest}")
}

/// Sends something as a chunk.
pub async fn put(world: &World, who: &Person, path: &str, body: Vec<u8>) -> Answer {
    let request = request("PUT", path, Some(who)).header(header::CONTENT_TYPE, "application/octet-stream");
    world.send(request.body(Body::from(body)).unwrap()).await
}

/// Sends these chunks of a content.
pub async fn send_chunks(
    world: &World,
    who: &Person,
    conversation: ConversationId,
    content: &[u8],
    chunks: impl IntoIterator<Item = usize>,
) -> Vec<StatusCode> {
    let pieces: Vec<&[u8]> = content.chunks(BLOB_CHUNK as usize).collect();
    let (at, bytes) = (path(conversation, digest(content)), content.len());
    let mut answers = vec![];
    for n in chunks {
        answers.push(put(world, who, &format!("{at}/chunks/{n}?bytes={bytes}"), pieces[n].to_vec()).await.status);
    }
    answers
}

/// Sends all of a content.
pub async fn upload(world: &World, who: &Person, conversation: ConversationId, content: &[u8]) -> Digest {
    let chunks = chunk_count(content.len() as u32) as usize;
    let answers = send_chunks(world, who, conversation, content, 0..chunks).await;
    assert_eq!(answers, vec![StatusCode::NO_CONTENT; chunks]);
    digest(content)
}

pub async fn asks_chunks(world: &World, who: &Person, conversation: ConversationId, content: &[u8]) -> Answer {
    let path = format!("{}/chunks?bytes={}", path(conversation, digest(content)), content.len());
    world.get(&path, who).await
}

/// Which chunks somebody need not send.
pub async fn has(world: &World, who: &Person, conversation: ConversationId, content: &[u8]) -> Vec<[u32; 2]> {
    let answer = asks_chunks(world, who, conversation, content).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json::<BlobChunks>().have
}

pub async fn get(world: &World, who: &Person, conversation: ConversationId, content: &[u8]) -> Answer {
    world.get(&path(conversation, digest(content)), who).await
}

/// What a message says of a content.
pub fn named(content: &[u8], name: &str) -> Attachment {
    let kind = "application/pdf".to_owned();
    Attachment { digest: digest(content), name: name.to_owned(), kind, bytes: content.len() as u32, preview: None }
}

/// A message with these attachments.
pub fn says(conversation: ConversationId, id: u128, body: &str, attachments: Vec<Attachment>) -> Intent {
    Intent::SendMessage { conversation, message: message(id), body: body.to_owned(), about: None, attachments }
}

/// A conversation that does not exist is answered with exactly this.
#[track_caller]
fn is_nothing(answer: &Answer) {
    let problem = answer.problem();
    assert_eq!(problem, domain::wire::Problem::of(ProblemCode::NotFound));
}
