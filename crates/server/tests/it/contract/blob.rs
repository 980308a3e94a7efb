//! Content of attachments.

use std::sync::Arc;

use domain::{
    ConversationId, Digest, MessageId, Millis, Name, Object, PersonId, Scope, SessionId,
    policy::{self, Facts, ReadPermit, Relation, UploadPermit},
    record::{Attachment, Conversation, Message, Parties, RequestState},
    wire::{BLOB_CHUNK, BlobChunks, chunk_count},
};
use server::storage::{
    Storage,
    blob::{Chunk, Content, Received, UPLOAD_WAITS, UploadBudget},
    hub::Sound,
    step::{BlobOf, Decide},
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{NOW, ORG, each, loaded, person, put, remove, talk};

const CHUNK: usize = BLOB_CHUNK as usize;
const ENOUGH: UploadBudget = UploadBudget { waiting: u64::MAX, day: 0, per_day: u64::MAX };

fn conversation(a: PersonId, b: PersonId) -> Conversation {
    Conversation {
        id: ConversationId::direct(ORG, a, b),
        organization: ORG,
        parties: Parties::Direct([a, b]),
        request: None,
    }
}

fn sends(who: PersonId, conversation: &Conversation) -> UploadPermit {
    policy::may_upload(who, Facts { conversation: Some(conversation), ..Facts::default() }).unwrap()
}

fn reads(who: PersonId, conversation: &Conversation) -> ReadPermit {
    policy::may_read(who, Scope::Conv(conversation.id), Relation::Participant).unwrap()
}

fn of(content: &[u8]) -> Content {
    Content { digest: Digest(Sha256::digest(content).into()), bytes: content.len() as u32 }
}

fn chunk(content: &[u8], n: u32, at: Millis) -> Chunk {
    let piece = content.chunks(CHUNK).nth(n as usize).unwrap().to_vec();
    Chunk { of: of(content), n, piece, at }
}

async fn receive(storage: &dyn Storage, permit: &UploadPermit, content: &[u8], chunks: &[u32]) {
    for n in chunks {
        let received = storage.receive(permit, chunk(content, *n, NOW), ENOUGH).await.unwrap();
        assert_eq!(received, Received::Kept);
    }
}

/// A message of somebody that names these contents.
fn says(conversation: &Conversation, number: u128, author: PersonId, contents: &[&[u8]]) -> Decide {
    let named = |content: &&[u8]| Attachment {
        digest: of(content).digest,
        name: "a".to_owned(),
        kind: "text/plain".to_owned(),
        bytes: content.len() as u32,
        preview: None,
    };
    let id = MessageId(Uuid::from_u128(number));
    let message = Message {
        id,
        seq: Some(number as u32),
        author,
        body: String::new(),
        about: None,
        attachments: contents.iter().map(named).collect(),
        at: NOW,
        edited_at: None,
        deleted: contents.is_empty(),
    };
    put(Scope::Conv(conversation.id), Name::Message(id), Object::Message(message))
}

async fn nameable(storage: &dyn Storage, conversation: &Conversation, person: PersonId, content: &[u8]) -> Option<u32> {
    let of = BlobOf { conversation: conversation.id, digest: of(content).digest, person };
    loaded(storage, move |loaded| loaded.blob(of)).await
}

async fn read(storage: &dyn Storage, permit: &ReadPermit, content: &[u8]) -> Option<Vec<u8>> {
    let blob = storage.blob(permit, of(content).digest).await.unwrap()?;
    let mut all = vec![];
    for n in 0..chunk_count(blob.bytes) {
        all.extend(storage.chunk(blob, n).await.unwrap()?);
    }
    assert_eq!(storage.chunk(blob, chunk_count(blob.bytes)).await.unwrap(), None);
    Some(all)
}

#[tokio::test]
async fn content_is_its_senders_until_a_message_names_it() {
    each(async |storage| {
        let (a, b, c) = (person(1), person(2), person(3));
        let (here, there) = (conversation(a, b), conversation(a, c));
        let content: Vec<u8> = (0..3 * CHUNK + 5).map(|n| (n % 253) as u8).collect();
        receive(&*storage, &sends(a, &here), &content, &[3, 1, 1]).await;
        let have = async |who, at| storage.chunks(&sends(who, at), of(&content)).await.unwrap();
        assert_eq!(have(a, &here).await, BlobChunks { have: vec![[1, 2], [3, 4]] });
        assert_eq!(nameable(&*storage, &here, a, &content).await, None);
        receive(&*storage, &sends(a, &here), &content, &[0, 2]).await;
        assert_eq!(have(a, &here).await, BlobChunks { have: vec![[0, 4]] });
        assert_eq!((have(b, &here).await, have(a, &there).await), Default::default());
        assert_eq!(nameable(&*storage, &here, a, &content).await, Some(of(&content).bytes));
        for (at, who) in [(&here, b), (&there, a), (&there, c)] {
            assert_eq!(nameable(&*storage, at, who, &content).await, None);
        }
        assert_eq!(read(&*storage, &reads(a, &here), &content).await, None, "no message names it");

        storage.commit(vec![says(&here, 1, a, &[&content])]).await.unwrap();
        for who in [a, b] {
            assert_eq!(nameable(&*storage, &here, who, &content).await, Some(of(&content).bytes));
            assert_eq!(have(who, &here).await, BlobChunks { have: vec![[0, 4]] });
            assert!(read(&*storage, &reads(who, &here), &content).await.unwrap() == content);
        }
        assert_eq!(read(&*storage, &reads(a, &there), &content).await, None);
        let me = policy::may_read(a, Scope::Me(a), Relation::Owner).unwrap();
        assert_eq!(storage.blob(&me, of(&content).digest).await.unwrap(), None, "of no other scope");
    })
    .await;
}

#[tokio::test]
async fn content_goes_with_the_last_message_that_names_it() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let here = conversation(a, b);
        let (one, two) = (b"one".as_slice(), b"two".as_slice());
        for content in [one, two] {
            receive(&*storage, &sends(a, &here), content, &[0]).await;
        }
        storage.commit(vec![says(&here, 1, a, &[one, two]), says(&here, 2, b, &[one])]).await.unwrap();
        let left = async || {
            let mut left = vec![];
            for content in [one, two] {
                left.push(read(&*storage, &reads(b, &here), content).await.is_some());
            }
            left
        };
        assert_eq!(left().await, [true, true]);
        storage.commit(vec![says(&here, 1, a, &[one, two])]).await.unwrap();
        assert_eq!(left().await, [true, true], "written again as it was");
        storage.commit(vec![says(&here, 1, a, &[])]).await.unwrap();
        assert_eq!(left().await, [true, false]);
        storage.prune(NOW + 365 * 24 * 3_600_000).await.unwrap();
        assert_eq!(left().await, [true, false], "what a message names does not age");
        let message = Name::Message(MessageId(Uuid::from_u128(2)));
        storage.commit(vec![remove(Scope::Conv(here.id), message, NOW)]).await.unwrap();
        assert_eq!(left().await, [false, false]);

        // With the conversation everything goes that was sent into it.
        storage.commit(vec![talk(a, b, RequestState::Accepted)]).await.unwrap();
        receive(&*storage, &sends(a, &here), one, &[0]).await;
        storage.commit(vec![says(&here, 3, a, &[one])]).await.unwrap();
        receive(&*storage, &sends(b, &here), two, &[0]).await;
        storage.commit(vec![remove(Scope::Conv(here.id), Name::Conversation, NOW)]).await.unwrap();
        assert_eq!(left().await, [false, false]);
        assert_eq!(nameable(&*storage, &here, b, two).await, None);
    })
    .await;
}

#[tokio::test]
async fn two_who_send_the_same_do_not_meet() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let here = conversation(a, b);
        let content: Vec<u8> = vec![7; CHUNK + 1];
        receive(&*storage, &sends(a, &here), &content, &[0]).await;
        let wrong = Chunk { piece: vec![9; CHUNK], ..chunk(&content, 0, NOW) };
        assert_eq!(storage.receive(&sends(b, &here), wrong, ENOUGH).await.unwrap(), Received::Kept);
        let spoilt = storage.receive(&sends(b, &here), chunk(&content, 1, NOW), ENOUGH).await.unwrap();
        assert_eq!(spoilt, Received::Wrong);
        assert_eq!(storage.chunks(&sends(b, &here), of(&content)).await.unwrap(), BlobChunks::default());
        receive(&*storage, &sends(a, &here), &content, &[1]).await;
        receive(&*storage, &sends(b, &here), &content, &[0, 1]).await;
        storage.commit(vec![says(&here, 1, a, &[&content])]).await.unwrap();
        storage.commit(vec![says(&here, 1, a, &[])]).await.unwrap();
        assert_eq!(nameable(&*storage, &here, a, &content).await, None);
        assert_eq!(nameable(&*storage, &here, b, &content).await, Some(of(&content).bytes), "theirs still waits");
        storage.commit(vec![says(&here, 2, b, &[&content])]).await.unwrap();
        assert!(read(&*storage, &reads(a, &here), &content).await.unwrap() == content);
        storage.commit(vec![says(&here, 2, b, &[])]).await.unwrap();

        // Once both have named it, it is there once.
        for who in [a, b] {
            receive(&*storage, &sends(who, &here), &content, &[0, 1]).await;
        }
        storage.commit(vec![says(&here, 3, a, &[&content]), says(&here, 4, b, &[&content])]).await.unwrap();
        storage.commit(vec![says(&here, 3, a, &[]), says(&here, 4, b, &[])]).await.unwrap();
        for who in [a, b] {
            assert_eq!(nameable(&*storage, &here, who, &content).await, None);
        }
    })
    .await;
}

#[tokio::test]
async fn budgets_are_kept() {
    each(async |storage| {
        let (a, b, c) = (person(1), person(2), person(3));
        let (here, there) = (conversation(a, b), conversation(a, c));
        let small = UploadBudget { waiting: 10, day: 5, per_day: 18 };
        let send = async |at: &Conversation, content: &[u8], when| {
            storage.receive(&sends(a, at), chunk(content, 0, when), small).await.unwrap()
        };
        assert_eq!(send(&here, b"123456", NOW).await, Received::Kept);
        assert_eq!(send(&there, b"abcd", NOW + 5).await, Received::Kept);
        let full = Received::TooMuchWaits { until: NOW + UPLOAD_WAITS };
        assert_eq!(send(&here, b"e", NOW + 9).await, full, "in all conversations together");
        assert_eq!(send(&here, b"123456", NOW + 9).await, Received::Kept, "what is there costs nothing");
        storage.commit(vec![says(&here, 1, a, &[b"123456"])]).await.unwrap();
        assert_eq!(send(&here, b"uvwxyz", NOW + 9).await, Received::Kept, "what a message names does not wait");
        storage.commit(vec![says(&here, 2, a, &[b"uvwxyz"])]).await.unwrap();
        // 16 of the day are spent; taking messages back does not bring them again.
        storage.commit(vec![says(&here, 1, a, &[]), says(&here, 2, a, &[])]).await.unwrap();
        assert_eq!(send(&here, b"123", NOW + 9).await, Received::TooMuchToday);
        assert_eq!(send(&here, b"12", NOW + 9).await, Received::Kept);
        assert_eq!(send(&here, b"3", NOW + 9).await, Received::TooMuchToday);
        let other = storage.receive(&sends(b, &here), chunk(b"3", 0, NOW), small).await.unwrap();
        assert_eq!(other, Received::Kept, "each counts for themselves");
        let tomorrow = UploadBudget { day: 6, ..small };
        assert_eq!(storage.receive(&sends(a, &here), chunk(b"3", 0, NOW), tomorrow).await.unwrap(), Received::Kept);
        let vast: Vec<u8> = vec![1; 19];
        let wide = UploadBudget { waiting: u64::MAX, day: 7, per_day: 18 };
        let first = storage.receive(&sends(a, &here), chunk(&vast, 0, NOW), wide).await.unwrap();
        assert_eq!(first, Received::TooMuchToday, "the first of a day counts, too");
    })
    .await;
}

#[tokio::test]
async fn what_no_message_names_goes_after_a_while() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let here = conversation(a, b);
        let content: Vec<u8> = vec![3; 2 * CHUNK];
        let permit = sends(a, &here);
        receive(&*storage, &permit, &content, &[0]).await;
        let later = chunk(&content, 1, NOW + 100);
        assert_eq!(storage.receive(&permit, later, ENOUGH).await.unwrap(), Received::Kept);
        storage.prune(NOW + 99 + UPLOAD_WAITS).await.unwrap();
        assert!(nameable(&*storage, &here, a, &content).await.is_some(), "counted from the last chunk on");
        storage.prune(NOW + 100 + UPLOAD_WAITS).await.unwrap();
        assert_eq!(nameable(&*storage, &here, a, &content).await, None);
        assert_eq!(storage.chunks(&permit, of(&content)).await.unwrap(), BlobChunks::default());
    })
    .await;
}

#[tokio::test]
async fn sending_content_moves_nothing() {
    each(async |storage: Arc<dyn Storage>| {
        let (a, b) = (person(1), person(2));
        let here = conversation(a, b);
        let conv = Scope::Conv(here.id);
        let mut listener = storage.hub().listen(SessionId(Uuid::from_u128(1)));
        let me = Scope::Me(b);
        listener.listen_to([conv.into(), me.into()].into());
        storage.commit(vec![talk(a, b, RequestState::Accepted)]).await.unwrap();
        assert_eq!(listener.hear().await, Sound::Moved([conv].into()));
        let extent = async || storage.extent(&reads(b, &here), [0; 3]).await.unwrap();
        let before = extent().await;
        receive(&*storage, &sends(a, &here), b"content", &[0]).await;
        assert_eq!(extent().await, before);
        // The next thing to hear is one's own.
        storage.commit(vec![put(me, super::name(1), super::row(1, "a"))]).await.unwrap();
        assert_eq!(listener.hear().await, Sound::Moved([me].into()));
        storage.commit(vec![says(&here, 1, a, &[b"content"])]).await.unwrap();
        assert_eq!(listener.hear().await, Sound::Moved([conv].into()));
    })
    .await;
}
