//! Content of attachments: what waits in the outbox, what can be fetched again in the cache, and what is left of it in the file.

use std::path::Path;

use aes::{
    Aes256,
    cipher::{BlockCipherDecrypt, KeyInit},
};
use domain::{Digest, Intent, Name, Object, Scope, record::Attachment};
use store::{
    Order, StoreError, Touched, Write,
    table::{
        blob::{self, PART},
        content, draft, draft_attachment, object, op, scope,
    },
};

use crate::{Bench, ME, TALK, json, key, message, open, sending, talk};

fn digest(number: u8) -> Digest {
    Digest([number; 32])
}

fn attachment(number: u8) -> Attachment {
    Attachment {
        digest: digest(number),
        name: format!("資料{number}.pdf"),
        kind: "application/pdf".into(),
        bytes: 1,
        preview: None,
    }
}

fn edit<T>(bench: &Bench, write: impl FnOnce(&Write<'_>) -> Result<T, StoreError>) -> T {
    bench.store.write(Order::OutboxFirst, write).unwrap()
}

/// Bytes of which no two parts are alike.
fn long(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at / 251) as u8 ^ (at % 251) as u8).collect()
}

#[test]
fn parts_are_the_chunks_of_the_wire() {
    assert_eq!(PART, usize::try_from(domain::wire::BLOB_CHUNK).unwrap(), "a part is sent as it stands in the file");
}

#[test]
fn a_content_comes_back_whole_and_in_parts() {
    let bench = Bench::new();
    for (number, bytes) in [(1, 1), (2, PART), (3, PART + 1), (4, 3 * PART - 1)] {
        let content = long(bytes);
        edit(&bench, |w| blob::put(w, TALK, digest(number), &content));
        let read = bench.store.read(|r| {
            let parts = (0..4).map(|n| blob::part(r, TALK, digest(number), n)).collect::<Result<Vec<_>, _>>()?;
            Ok((blob::whole(r, TALK, digest(number))?, blob::bytes(r, TALK, digest(number))?, parts))
        });
        let (whole, length, parts) = read.unwrap();
        assert_eq!((whole, length), (Some(content.clone()), Some(u32::try_from(bytes).unwrap())));
        let expected: Vec<_> = content.chunks(PART).map(<[u8]>::to_vec).collect();
        assert_eq!(parts.into_iter().flatten().collect::<Vec<_>>(), expected);
    }
    let elsewhere = domain::ConversationId(uuid::Uuid::from_u128(3));
    assert_eq!(bench.store.read(|r| blob::whole(r, elsewhere, digest(1))).unwrap(), None, "of one conversation only");
}

#[test]
fn a_draft_keeps_its_attachments_in_their_order_and_says_so() {
    let bench = Bench::new();
    edit(&bench, |w| [2, 1, 3].iter().try_for_each(|n| draft_attachment::add(w, TALK, &attachment(*n))));
    let told = bench.heard().pop().unwrap();
    assert!(told.contains(&Touched::Draft(TALK)) && told.contains(&Touched::Scope(talk())), "{told:?}");
    let names = |bench: &Bench| {
        let list = bench.store.read(|r| draft_attachment::list(r, TALK)).unwrap();
        list.into_iter().map(|attachment| attachment.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&bench), ["資料2.pdf", "資料1.pdf", "資料3.pdf"]);
    let renamed = Attachment { name: "新しい名前.pdf".into(), ..attachment(2) };
    edit(&bench, |w| {
        draft_attachment::add(w, TALK, &renamed)?;
        draft_attachment::remove(w, TALK, digest(1))
    });
    assert_eq!(names(&bench), ["新しい名前.pdf", "資料3.pdf"], "the same content keeps its place");
    let first = bench.store.read(|r| draft_attachment::first(r)).unwrap();
    assert_eq!(first[&TALK].name, "新しい名前.pdf");
    edit(&bench, |w| draft_attachment::clear(w, TALK));
    assert_eq!(names(&bench), Vec::<String>::new());
    let mut told = bench.heard();
    edit(&bench, |w| draft_attachment::clear(w, TALK));
    told.clear();
    assert!(bench.heard().is_empty(), "nothing was there to go");
}

/// A message that names contents.
fn naming(number: u128, contents: &[u8]) -> domain::Op {
    let mut op = sending(number);
    if let Intent::SendMessage { attachments, .. } = &mut op.intent {
        *attachments = contents.iter().map(|number| attachment(*number)).collect();
    }
    op
}

#[test]
fn content_stays_as_long_as_an_op_or_a_draft_names_it() {
    let bench = Bench::new();
    let kept = |bench: &Bench| {
        edit(bench, blob::forget_unnamed);
        let is_kept = |n: &u8| bench.store.read(|r| blob::bytes(r, TALK, digest(*n))).unwrap().is_some();
        (1..=4).filter(is_kept).collect::<Vec<u8>>()
    };
    edit(&bench, |w| {
        (1..=4).try_for_each(|n| blob::put(w, TALK, digest(n), &[n]))?;
        op::add(w, &naming(1, &[1, 2]), ME, 0, 0)?;
        op::add(w, &naming(2, &[2]), ME, 0, 0)?;
        draft_attachment::add(w, TALK, &attachment(3))
    });
    assert_eq!(kept(&bench), [1, 2, 3]);
    for state in [op::State::Refused, op::State::Discarded] {
        edit(&bench, |w| op::set_state(w, naming(1, &[]).id, state));
        assert_eq!(kept(&bench), [1, 2, 3], "{state:?}: the person can still have it sent");
    }
    edit(&bench, |w| op::remove(w, naming(1, &[]).id));
    assert_eq!(kept(&bench), [2, 3]);
    edit(&bench, |w| {
        op::remove(w, naming(2, &[]).id)?;
        draft_attachment::clear(w, TALK)
    });
    assert_eq!(kept(&bench), Vec::<u8>::new());
}

/// A content of one part that is here.
fn fetched(bench: &Bench, of: Scope, number: u8, bytes: u32, used_at: i64) {
    edit(bench, |w| {
        scope::ensure(w, of)?;
        content::begin(w, of, digest(number), bytes, used_at)?;
        assert!(content::add(w, of, digest(number), 0, &long(usize::try_from(bytes).unwrap()))?);
        Ok(())
    });
}

fn is_here(bench: &Bench, number: u8) -> bool {
    bench.store.read(|r| content::whole(r, talk(), digest(number))).unwrap().is_some()
}

#[test]
fn what_comes_is_whole_only_when_all_of_it_has_come() {
    let bench = Bench::new();
    let get = |bench: &Bench| bench.store.read(|r| content::get(r, talk(), digest(1))).unwrap();
    edit(&bench, |w| content::begin(w, talk(), digest(1), 5, 0));
    assert_eq!(get(&bench), None, "a conversation that is not here has no content");
    edit(&bench, |w| scope::ensure(w, talk()));
    edit(&bench, |w| content::begin(w, talk(), digest(1), 5, 0));
    assert!(edit(&bench, |w| content::add(w, talk(), digest(1), 0, b"abc")));
    assert!(!edit(&bench, |w| content::add(w, talk(), digest(1), 0, b"abc")), "twice at the same place");
    assert!(!is_here(&bench, 1));
    edit(&bench, |w| content::begin(w, talk(), digest(1), 5, 9));
    assert_eq!(get(&bench).map(|content| (content.got, content.used_at)), Some((3, 9)), "it goes on where it was");
    assert!(edit(&bench, |w| content::add(w, talk(), digest(1), 3, b"de")));
    assert_eq!(bench.store.read(|r| content::whole(r, talk(), digest(1))).unwrap().as_deref(), Some(&b"abcde"[..]));
    edit(&bench, |w| content::fail(w, talk(), digest(1), "bad_answer"));
    assert_eq!(get(&bench).and_then(|content| content.failed), Some("bad_answer".into()));
    assert!(!is_here(&bench, 1));
    edit(&bench, |w| content::begin(w, talk(), digest(1), 7, 0));
    let again = get(&bench).unwrap();
    assert_eq!(
        (again.bytes, again.got, again.failed),
        (7, 0, None),
        "asked for again, as long as it is said to be now"
    );
}

#[test]
fn what_was_used_longest_ago_goes_first() {
    let bench = Bench::new();
    for (number, used_at) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        fetched(&bench, talk(), number, 100, used_at);
    }
    edit(&bench, |w| content::used(w, talk(), digest(2), 50));
    edit(&bench, |w| blob::put(w, TALK, digest(9), &long(1_000)));
    edit(&bench, |w| content::evict(w, 400));
    let here = |bench: &Bench| (1..=4).filter(|number| is_here(bench, *number)).collect::<Vec<_>>();
    assert_eq!(here(&bench), [1, 2, 3, 4], "as much as there may be");
    bench.heard();
    edit(&bench, |w| content::evict(w, 399));
    assert_eq!(here(&bench), [1, 2, 4]);
    assert_eq!(bench.heard(), [[Touched::Scope(talk())].into()], "the conversation shows that it is away");
    edit(&bench, |w| content::evict(w, 100));
    assert_eq!(here(&bench), [2]);
    edit(&bench, |w| content::evict(w, 0));
    assert_eq!(here(&bench), Vec::<u8>::new());
    let waits = bench.store.read(|r| blob::bytes(r, TALK, digest(9))).unwrap();
    assert_eq!(waits, Some(1_000), "what waits to be sent is never evicted");
}

/// A message on the server that names contents, or was taken back.
fn put(bench: &Bench, number: u128, rev: u64, contents: &[u8], deleted: bool) {
    let Object::Message(mut message) =
        serde_json::from_str(&json(number, Some(u32::try_from(number).unwrap()))).unwrap()
    else {
        unreachable!()
    };
    message.attachments = contents.iter().map(|number| attachment(*number)).collect();
    message.deleted = deleted;
    let name = Name::Message(message.id);
    let json = serde_json::to_string(&Object::Message(message)).unwrap();
    let put = bench.store.write(Order::CacheFirst, |w| object::put_server(w, talk(), name, rev, None, &json));
    put.unwrap();
}

#[test]
fn what_was_taken_back_takes_its_content_along() {
    let bench = Bench::new();
    (1..=3).for_each(|number| fetched(&bench, talk(), number, 10, 0));
    put(&bench, 1, 1, &[1, 2], false);
    put(&bench, 2, 2, &[2], false);
    put(&bench, 3, 3, &[3], false);
    let here = |bench: &Bench| (1..=3).filter(|number| is_here(bench, *number)).collect::<Vec<u8>>();
    put(&bench, 1, 4, &[], true);
    assert_eq!(here(&bench), [2, 3], "the other message names it");
    put(&bench, 2, 5, &[], true);
    assert_eq!(here(&bench), [3]);
    let gone = bench.store.write(Order::CacheFirst, |w| object::delete_server(w, talk(), Name::Message(message(3))));
    gone.unwrap();
    assert_eq!(here(&bench), Vec::<u8>::new());
}

/// SQLCipher 4: pages of 4,096 bytes, each ending with its initialisation vector and its HMAC; the first one begins with the salt.
pub fn decrypted(path: &Path) -> Vec<u8> {
    const PAGE: usize = 4_096;
    const RESERVED: usize = 80;
    let cipher = Aes256::new(&[7; 32].into());
    let mut plain = Vec::new();
    for (number, page) in std::fs::read(path).unwrap().chunks_exact(PAGE).enumerate() {
        let mut before: [u8; 16] = page[PAGE - RESERVED..][..16].try_into().unwrap();
        let body = &page[if number == 0 { 16 } else { 0 }..PAGE - RESERVED];
        for block in body.chunks_exact(16) {
            let mut clear: [u8; 16] = block.try_into().unwrap();
            cipher.decrypt_block((&mut clear).into());
            plain.extend(clear.iter().zip(before).map(|(byte, before)| byte ^ before));
            before = block.try_into().unwrap();
        }
    }
    plain
}

fn count(file: &[u8], marker: &[u8]) -> usize {
    file.windows(marker.len()).filter(|window| *window == marker).count()
}

/// The whole file, with what is free in it. The scope of another conversation stays, so that the file has no reason to shrink.
#[test]
fn of_a_removed_conversation_nothing_is_left_in_the_file() {
    const GONE: &[u8] = b"marker of what goes";
    const STAYS: &[u8] = b"marker of what stays";
    let other = domain::ConversationId(uuid::Uuid::from_u128(3));
    let filled = |marker: &[u8]| marker.repeat(3 * PART / marker.len());
    let Bench { dir, store, heard } = Bench::new();
    let fill = |of: Scope, marker: &[u8]| {
        let written: Result<(), StoreError> = store.write(Order::CacheFirst, |w| {
            scope::ensure(w, of)?;
            let content = filled(marker);
            content::begin(w, of, digest(1), u32::try_from(content.len()).unwrap(), 0)?;
            let mut after = 0;
            for part in content.chunks(PART) {
                content::add(w, of, digest(1), after, part)?;
                after += u32::try_from(part.len()).unwrap();
            }
            Ok(())
        });
        written.unwrap();
    };
    fill(talk(), GONE);
    fill(Scope::Conv(other), STAYS);
    drop(store);
    let path = dir.path().join("cache.db");
    let before = decrypted(&path);
    // A marker that lies across two pages is not found.
    assert!(count(&before, GONE) > 30_000 && count(&before, STAYS) > 30_000, "the file can be read");
    let (store, _) = open(&dir, key(), &heard).unwrap();
    store.write(Order::CacheFirst, |w| scope::remove(w, talk())).unwrap();
    drop(store);
    let after = decrypted(&path);
    assert_eq!(count(&after, GONE), 0);
    assert!(count(&after, STAYS) > 30_000);
}

#[test]
fn of_a_text_that_was_sent_nothing_is_left_in_the_file() {
    let Bench { dir, store, heard } = Bench::new();
    let marker = "長い下書き".repeat(2_000);
    let written: Result<(), StoreError> = store.write(Order::OutboxFirst, |w| {
        draft::set(w, TALK, &marker, 0)?;
        blob::put(w, TALK, digest(1), marker.as_bytes())
    });
    written.unwrap();
    drop(store);
    let path = dir.path().join("outbox.db");
    assert!(count(&decrypted(&path), "長い下書き".as_bytes()) > 3_900);
    let (store, _) = open(&dir, key(), &heard).unwrap();
    let written: Result<(), StoreError> = store.write(Order::OutboxFirst, |w| {
        draft::set(w, TALK, "", 0)?;
        blob::forget_unnamed(w)
    });
    written.unwrap();
    drop(store);
    assert_eq!(count(&decrypted(&path), "長い下書き".as_bytes()), 0);
}
