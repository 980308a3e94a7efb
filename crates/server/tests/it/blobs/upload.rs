//! Sending content.

use axum::{body::Body, http::header};
use domain::{
    ConversationId, Digest, Intent, Scope, limit,
    record::{MembershipStatus, PersonName},
    wire::{BLOB_CHUNK, ProblemCode, chunk_count},
};
use uuid::Uuid;

use super::*;
use crate::world::{is_applied, start};

const CHUNK: usize = BLOB_CHUNK as usize;

#[tokio::test]
async fn chunks_come_in_any_order_and_more_than_once() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let content = content(1, 4 * CHUNK + 7);
    let send = async |chunks: &[usize]| send_chunks(&world, hanako, conversation, &content, chunks.to_vec()).await;
    let has = async || has(&world, hanako, conversation, &content).await;

    assert_eq!(has().await, [[0; 2]; 0]);
    assert_eq!(send(&[3, 1, 3]).await, [204; 3]);
    assert_eq!(has().await, [[1, 2], [3, 4]]);
    assert_eq!(send(&[4, 0, 4]).await, [204; 3]);
    assert_eq!(has().await, [[0, 2], [3, 5]]);
    let message = || says(conversation, 1, "どうぞ", vec![named(&content, "a.pdf")]);
    assert!(!is_applied(&world.does(hanako, message()).await), "not all of it is there");
    assert_eq!(send(&[2, 2, 0]).await, [204; 3]);
    assert_eq!(has().await, [[0, 5]]);
    assert!(is_applied(&world.does(hanako, message()).await));
    assert_eq!(send(&[1]).await, [204], "also when a message names it");
    assert_eq!(has().await, [[0, 5]]);
    assert_eq!(get(&world, &world.kenta, conversation, &content).await.body, content);
}

#[tokio::test]
async fn what_is_not_what_its_digest_says_is_thrown_away() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let right = content(1, 2 * CHUNK + 1);
    let at = path(conversation, digest(&right));
    assert_eq!(send_chunks(&world, hanako, conversation, &right, [2, 0]).await, [204; 2]);
    let wrong = put(&world, hanako, &format!("{at}/chunks/1?bytes={}", right.len()), content(2, CHUNK)).await;
    let problem = wrong.problem();
    assert_eq!((problem.code, problem.field.as_deref()), (ProblemCode::Invalid, Some("digest")));
    assert_eq!(has(&world, hanako, conversation, &right).await, [[0; 2]; 0]);
    upload(&world, hanako, conversation, &right).await;

    // A device that was mistaken about the length begins anew.
    let content = content(3, CHUNK + 9);
    let at = path(conversation, digest(&content));
    let longer = put(&world, hanako, &format!("{at}/chunks/0?bytes={}", 3 * CHUNK), content[..CHUNK].to_vec()).await;
    assert_eq!(longer.status, 204);
    assert_eq!(has(&world, hanako, conversation, &content).await, [[0; 2]; 0]);
    upload(&world, hanako, conversation, &content).await;
    assert!(is_applied(&world.does(hanako, says(conversation, 1, "", vec![named(&content, "a")])).await));
    // Once a message names it, there is no doubt about it.
    let doubt = put(&world, hanako, &format!("{at}/chunks/0?bytes={}", 3 * CHUNK), vec![0; CHUNK]).await;
    assert_eq!(doubt.problem().field.as_deref(), Some("digest"));
    assert_eq!(get(&world, hanako, conversation, &content).await.body, content);
}

#[tokio::test]
async fn a_chunk_has_its_length_and_a_content_its_limit() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let content = content(1, 2 * CHUNK + 10);
    let bytes = content.len();
    let at = path(conversation, digest(&content));
    use ProblemCode::{Invalid, TooLarge};
    let long = limit::ATTACHMENT + 1;
    let longest = chunk_count(limit::ATTACHMENT);
    for (path, length, code, field) in [
        (format!("chunks/0?bytes={bytes}"), CHUNK - 1, Invalid, Some("body")),
        (format!("chunks/0?bytes={bytes}"), 0, Invalid, Some("body")),
        (format!("chunks/0?bytes={bytes}"), CHUNK + 1, TooLarge, None),
        (format!("chunks/2?bytes={bytes}"), 11, TooLarge, None),
        (format!("chunks/2?bytes={bytes}"), 9, Invalid, Some("body")),
        (format!("chunks/3?bytes={bytes}"), 0, Invalid, Some("n")),
        (format!("chunks/4294967295?bytes={bytes}"), 0, Invalid, Some("n")),
        (format!("chunks/4294967296?bytes={bytes}"), 0, Invalid, Some("n")),
        (format!("chunks/-1?bytes={bytes}"), 0, Invalid, Some("n")),
        (format!("chunks/..%2f0?bytes={bytes}"), 0, Invalid, Some("n")),
        ("chunks/0".to_owned(), CHUNK, Invalid, Some("bytes")),
        ("chunks/0?bytes=".to_owned(), CHUNK, Invalid, Some("bytes")),
        ("chunks/0?bytes=0".to_owned(), 0, Invalid, Some("bytes")),
        ("chunks/0?bytes=-5".to_owned(), 0, Invalid, Some("bytes")),
        (format!("chunks/0?bytes={}", u64::MAX), 0, Invalid, Some("bytes")),
        (format!("chunks/0?bytes={bytes}&bytes={bytes}"), CHUNK, Invalid, Some("bytes")),
        (format!("chunks/0?bytes={long}"), CHUNK, TooLarge, Some("bytes")),
        (format!("chunks/{longest}?bytes={}", limit::ATTACHMENT), CHUNK, Invalid, Some("n")),
    ] {
        let problem = put(&world, hanako, &format!("{at}/{path}"), vec![7; length]).await.problem();
        assert_eq!((problem.code, problem.field.as_deref()), (code, field), "{path} {length}");
    }
    for query in ["", "?bytes=0", "?bytes=x"] {
        let problem = world.get(&format!("{at}/chunks{query}"), hanako).await.problem();
        assert_eq!((problem.code, problem.field.as_deref()), (Invalid, Some("bytes")), "{query}");
    }
    assert_eq!(world.get(&format!("{at}/chunks?bytes={long}"), hanako).await.problem().code, TooLarge);
    assert_eq!(has(&world, hanako, conversation, &content).await, [[0; 2]; 0], "nothing of it was kept");
    let last = format!("{at}/chunks/{}?bytes={}", longest - 1, limit::ATTACHMENT);
    assert_eq!(put(&world, hanako, &last, vec![7; CHUNK]).await.status, 204, "as long as it may be");

    let json = request("PUT", &format!("{at}/chunks/0?bytes={bytes}"), Some(hanako))
        .header(header::CONTENT_TYPE, "application/json");
    let answer = world.send(json.body(Body::from(content[..CHUNK].to_vec())).unwrap()).await;
    assert_eq!(answer.problem().code, ProblemCode::UnsupportedMediaType);
}

#[tokio::test]
async fn what_is_no_digest_names_nothing() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let digest = Digest([0xab; 32]).to_string();
    let of = |conversation: &str, digest: &str| format!("/v1/conversations/{conversation}/blobs/{digest}");
    for at in [
        of(&conversation.to_string(), "..%2f..%2fetc%2fpasswd"),
        of(&conversation.to_string(), &digest.to_uppercase()),
        of(&conversation.to_string(), &digest[1..]),
        of(&conversation.to_string(), &format!("{digest}00")),
        of(&conversation.to_string(), "%00"),
        of(&conversation.to_string(), "%ff"),
        of("..", &digest),
        of("%2e%2e%2fme", &digest),
        of("0", &digest),
    ] {
        for (method, path) in
            [("GET", at.clone()), ("GET", format!("{at}/chunks?bytes=1")), ("PUT", format!("{at}/chunks/0?bytes=1"))]
        {
            let request = request(method, &path, Some(hanako)).header(header::CONTENT_TYPE, "application/octet-stream");
            is_nothing(&world.send(request.body(Body::from("x")).unwrap()).await);
        }
    }
}

/// Every answer about another one's conversation is that of one which does not exist, whatever else is wrong with the request.
#[tokio::test]
async fn only_who_may_write_there_may_send_there() {
    let world = World::new().await;
    let (hanako, kenta, conversation) = (&world.hanako, &world.kenta, world.conversation().await);
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let small = content(1, 9);
    upload(&world, hanako, conversation, &small).await;
    assert!(is_applied(&world.does(hanako, says(conversation, 1, "", vec![named(&small, "a")])).await));
    let asked = ConversationId::direct(world.company, taro.id, kenta.id);
    assert!(is_applied(&world.does(&taro, start(asked, world.company, kenta.id)).await));

    let nothing = async |who: &Person, conversation: ConversationId, may_read: bool| {
        let at = path(conversation, digest(&small));
        for path in ["chunks/0?bytes=9", "chunks/9?bytes=9", "chunks/x?bytes=x", "chunks/0"] {
            is_nothing(&put(&world, who, &format!("{at}/{path}"), small.clone()).await);
        }
        for path in ["chunks?bytes=9", "chunks"] {
            is_nothing(&world.get(&format!("{at}/{path}"), who).await);
        }
        if may_read {
            assert_eq!(world.get(&at, who).await.body, small);
        } else {
            is_nothing(&world.get(&at, who).await);
        }
    };
    let nowhere = ConversationId(Uuid::from_u128(1));
    // At the desk, and without a part in what two others write.
    for (who, conversation) in
        [(hanako, asked), (&taro, conversation), (&world.ren, conversation), (hanako, nowhere), (&taro, nowhere)]
    {
        nothing(who, conversation, false).await;
    }
    // Who was asked for contact answers first; who asked has one message.
    nothing(kenta, asked, false).await;
    upload(&world, &taro, asked, &small).await;
    assert!(is_applied(&world.does(&taro, says(asked, 2, "", vec![named(&small, "a")])).await));
    nothing(&taro, asked, true).await;

    let block = Intent::Block { name: PersonName::hidden(hanako.id) };
    assert!(is_applied(&world.does(kenta, block).await));
    for who in [hanako, kenta] {
        // What they have of each other they keep, as they do the messages.
        nothing(who, conversation, true).await;
    }
}

#[tokio::test]
async fn nobody_sends_without_a_session() {
    let world = World::new().await;
    let at = path(world.conversation().await, Digest([1; 32]));
    for (method, path) in
        [("GET", at.clone()), ("GET", format!("{at}/chunks?bytes=1")), ("PUT", format!("{at}/chunks/0?bytes=1"))]
    {
        let answer = world.send(request(method, &path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.problem().code, ProblemCode::Unauthorized, "{method} {path}");
    }
}

#[tokio::test]
async fn nobody_notices_what_somebody_sends() {
    let world = World::new().await;
    let (hanako, kenta, conversation) = (&world.hanako, &world.kenta, world.conversation().await);
    let both = async || {
        let mut states = vec![];
        for who in [hanako, kenta] {
            for scope in [who.me(), Scope::Conv(conversation)] {
                states.push(world.pull(who, scope, None).await.state);
            }
        }
        states
    };
    let before = both().await;
    let content = content(1, CHUNK + 1);
    upload(&world, hanako, conversation, &content).await;
    assert_eq!(both().await, before);
    assert_eq!(has(&world, kenta, conversation, &content).await, [[0; 2]; 0], "what others have sent is not told");
    is_nothing(&get(&world, kenta, conversation, &content).await);
    is_nothing(&get(&world, hanako, conversation, &content).await);
    // Nor can it be spoilt by somebody else who says the same digest.
    let at = format!("{}/chunks/1?bytes={}", path(conversation, digest(&content)), content.len());
    assert_eq!(put(&world, kenta, &at, vec![0]).await.status, 204);
    assert!(is_applied(&world.does(hanako, says(conversation, 1, "", vec![named(&content, "a")])).await));
    assert_eq!(get(&world, kenta, conversation, &content).await.body, content);
}
