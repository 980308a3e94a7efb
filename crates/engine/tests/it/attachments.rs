//! Attachments on their way to the real server: nothing lost, nothing sent twice.

use std::sync::{Arc, Mutex};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use engine::{
    Event,
    api::{Method, Request},
};
use serde_json::{Value, json};

use crate::{
    site::{HANAKO, KENTA, Site},
    way::{Fault, Person, number},
};

pub(crate) const CHUNK: usize = 256 * 1024;

/// Bytes that nothing makes shorter, others for each seed.
pub(crate) fn file(seed: u32, bytes: usize) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..bytes).map(next).collect()
}

fn attach(conversation: &Value, name: &str, file: &[u8]) -> Value {
    json!({ "conversation": conversation, "name": name, "file": BASE64_STANDARD.encode(file) })
}

/// Puts a file on a message and sends it, as far as that goes.
pub(crate) async fn send(from: &Person, name: &str, file: &[u8], body: &str) {
    from.ask("attach", attach(&from.conversation, name, file)).await;
    from.ask("send_message", json!({ "conversation": from.conversation, "body": body })).await;
}

pub(crate) async fn state(of: &Person) -> Value {
    of.newest().await["attachments"][0]["state"].clone()
}

#[tokio::test]
async fn what_is_sent_without_a_network_arrives_when_there_is_one() {
    let site = Site::new().await;
    let (mut hanako, kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let sent = file(1, 2 * CHUNK + 5);
    hanako.way.breaks();
    let attached = hanako.ask("attach", attach(&hanako.conversation, "見積書.PDF", &sent)).await;
    assert_eq!((&attached["name"], &attached["kind"]), (&json!("見積書.PDF"), &json!("application/pdf")));
    hanako.restart();
    assert_eq!(hanako.page().await["draft_attachments"], json!([attached]), "it was durable");
    assert_eq!(hanako.ask("inbox", Value::Null).await[0]["draft"], "見積書.PDF");
    hanako.ask("send_message", json!({ "conversation": hanako.conversation, "body": "" })).await;
    assert_eq!(hanako.page().await["draft_attachments"], json!([]));
    assert!(hanako.engine().sync_once().await.is_err());
    hanako.restart();
    let waiting = hanako.newest().await;
    assert_eq!((&waiting["state"], &waiting["attachments"][0]["state"]), (&json!("waiting"), &json!("sending")));
    let row = hanako.ask("inbox", Value::Null).await[0].clone();
    assert_eq!((&row["preview"], &row["preview_file"]), (&json!("見積書.PDF"), &json!(true)));

    hanako.way.heals();
    hanako.sync().await;
    let item = hanako.newest().await;
    assert_eq!((&item["state"], &item["attachments"][0]["state"]), (&json!("sent"), &json!("here")));
    assert_eq!(hanako.ask("outbox", Value::Null).await, json!([]));
    let row = hanako.ask("inbox", Value::Null).await[0].clone();
    assert_eq!((&row["preview"], &row["preview_file"]), (&json!("見積書.PDF"), &json!(true)));

    kenta.sync().await;
    assert_eq!(state(&kenta).await, "away");
    let named = kenta.named(0).await;
    assert_eq!(kenta.refused("save_attachment", named.clone()).await, "not_found", "it is not here yet");
    kenta.ask("fetch_attachment", named.clone()).await;
    assert_eq!(state(&kenta).await, "here");
    let saved = kenta.ask("save_attachment", named.clone()).await;
    assert_eq!(kenta.saved(&saved["name"]), sent);
    assert_eq!(kenta.refused("picture", named.clone()).await, "invalid", "a web view gets pictures and nothing else");
    kenta.way.breaks();
    kenta.ask("fetch_attachment", named).await;
    assert_eq!(kenta.way.ranges(), [None], "what is here is not asked for");
}

#[tokio::test]
async fn an_interrupted_upload_goes_on_where_it_was() {
    let site = Site::new().await;
    let mut hanako = Person::at(&site, HANAKO).await;
    let sent = file(2, 3 * CHUNK + 1);
    // The answer to chunk 1 is lost, though it arrived; after the restart chunk 2 does not arrive.
    hanako.way.fails(|request| if number(request) == Some(1) { Fault::AnswerLost } else { Fault::None });
    send(&hanako, "a.bin", &sent, "一").await;
    assert!(hanako.engine().sync_once().await.is_err());
    hanako.restart();
    hanako.way.fails(|request| if number(request) == Some(2) { Fault::Lost } else { Fault::None });
    assert!(hanako.engine().sync_once().await.is_err());
    assert_eq!(hanako.newest().await["state"], "waiting", "the message goes only behind its content");
    hanako.way.heals();
    hanako.sync().await;
    assert_eq!(hanako.newest().await["state"], "sent");
    let wanted = [(0, CHUNK), (1, CHUNK), (2, CHUNK), (2, CHUNK), (3, 1)];
    assert_eq!(hanako.way.chunks(), wanted, "only what was lost was sent a second time");
}

#[tokio::test]
async fn how_far_it_is_can_be_seen() {
    let site = Site::new().await;
    let (hanako, kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let topic = format!("conversation:{}", hanako.conversation.as_str().unwrap());
    let seen: Arc<Mutex<Vec<Value>>> = Arc::default();
    send(&hanako, "a.bin", &file(3, 3 * CHUNK), "").await;
    // Whoever asks at each event sees it grow.
    let watch = |of: &Person| {
        let (mut events, engine) = (of.engine().events(), of.engine().clone());
        let (seen, topic) = (Arc::clone(&seen), topic.clone());
        let params = json!({ "conversation": of.conversation, "before": null, "limit": 1 });
        tokio::spawn(async move {
            while let Ok(event) = events.recv().await {
                if matches!(event, Event::Changed(topics) if topics.contains(&topic)) {
                    let page = engine.rpc("conversation", params.clone()).await.unwrap();
                    seen.lock().unwrap().push(page["items"][0]["attachments"][0].clone());
                }
            }
        })
    };
    let watching = watch(&hanako);
    hanako.sync().await;
    watching.abort();
    let sent: Vec<Value> = seen.lock().unwrap().drain(..).collect();
    let amounts: Vec<u64> = sent.iter().filter_map(|item| item["sent"].as_u64()).collect();
    assert!(amounts.is_sorted() && amounts.contains(&(2 * CHUNK as u64)), "{amounts:?}");

    kenta.sync().await;
    let watching = watch(&kenta);
    kenta.ask("fetch_attachment", kenta.named(0).await).await;
    watching.abort();
    let got: Vec<u64> = seen.lock().unwrap().iter().filter_map(|item| item["got"].as_u64()).collect();
    assert!(got.is_sorted() && got.contains(&(CHUNK as u64)), "{got:?}");
}

#[tokio::test]
async fn a_message_that_waits_for_its_content_holds_up_no_other_conversation() {
    let site = Site::new().await;
    let hanako = Person::at(&site, HANAKO).await;
    let desk = hanako.ask("start_desk", json!({ "organization": site.organization, "person": null })).await;
    hanako.way.fails(|request| if request.method == Method::Put { Fault::Lost } else { Fault::None });
    send(&hanako, "a.bin", &file(4, 10), "先").await;
    hanako.ask("send_message", json!({ "conversation": hanako.conversation, "body": "後" })).await;
    hanako.ask("send_message", json!({ "conversation": desk["conversation"], "body": "別" })).await;
    assert!(hanako.engine().sync_once().await.is_err());
    let waiting = hanako.ask("outbox", Value::Null).await;
    let texts: Vec<_> = waiting.as_array().unwrap().iter().map(|item| item["text"].clone()).collect();
    assert_eq!(texts, ["先", "後"], "in its own conversation nothing overtakes it");
    hanako.way.heals();
    hanako.sync().await;
    let page = hanako.page().await;
    let bodies: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["body"].clone()).collect();
    assert_eq!(bodies, ["先", "後"]);
}

pub(crate) fn problem(status: u16, code: &str) -> Fault {
    let body = json!({ "type": "about:blank", "title": "x", "status": status, "code": code });
    Fault::Instead(status, "application/problem+json", body.to_string().into_bytes())
}

#[tokio::test]
async fn a_refused_upload_ends_in_the_tray_with_everything_kept() {
    for (status, code, wanted) in
        [(413, "too_large", "too_large"), (400, "invalid", "invalid"), (404, "not_found", "not_found")]
    {
        let site = Site::new().await;
        let mut hanako = Person::at(&site, HANAKO).await;
        hanako.way.fails(move |request| match request.method {
            Method::Put => problem(status, code),
            _ => Fault::None,
        });
        let sent = file(5, 1_000);
        send(&hanako, "a.bin", &sent, "本文").await;
        hanako.sync().await;
        hanako.restart();
        let item = hanako.ask("outbox", Value::Null).await[0].clone();
        assert_eq!((&item["state"], &item["code"], &item["text"]), (&json!("refused"), &json!(wanted), &json!("本文")));
        let shown = hanako.newest().await;
        assert_eq!((&shown["state"], &shown["attachments"][0]["state"]), (&json!("refused"), &json!("here")));
        let saved = hanako.ask("save_attachment", hanako.named(0).await).await;
        assert_eq!(hanako.saved(&saved["name"]), sent, "the content is kept with the text");
        hanako.way.heals();
        hanako.ask("retry", json!({ "op": item["op"] })).await;
        hanako.sync().await;
        assert_eq!(hanako.newest().await["state"], "sent");
    }
}

#[tokio::test]
async fn a_refused_message_is_corrected_and_keeps_its_files() {
    let site = Site::new().await;
    let (hanako, kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let refuse =
        |request: &Request| if request.method == Method::Put { problem(413, "too_large") } else { Fault::None };
    hanako.way.fails(refuse);
    let sent = file(11, 100);
    send(&hanako, "a.bin", &sent, "誤").await;
    hanako.sync().await;
    hanako.way.heals();
    let item = hanako.ask("outbox", Value::Null).await[0].clone();
    assert_eq!(item["files"], json!(["a.bin"]));
    hanako.ask("attach", attach(&hanako.conversation, "b.bin", b"other")).await;
    hanako.ask("save_draft", json!({ "conversation": hanako.conversation, "text": "書きかけ" })).await;
    let again = json!({ "conversation": hanako.conversation, "body": "正", "again": item["op"] });
    hanako.ask("send_message", again.clone()).await;
    let page = hanako.page().await;
    assert_eq!((&page["draft"], &page["draft_attachments"][0]["name"]), (&json!("書きかけ"), &json!("b.bin")));
    assert_eq!(hanako.refused("send_message", again).await, "not_found", "its place is taken");
    hanako.sync().await;
    kenta.sync().await;
    assert_eq!(kenta.newest().await["body"], "正");
    kenta.ask("fetch_attachment", kenta.named(0).await).await;
    let saved = kenta.ask("save_attachment", kenta.named(0).await).await;
    assert_eq!(kenta.saved(&saved["name"]), sent);
}

#[tokio::test]
async fn content_that_the_server_has_lost_is_sent_again() {
    let site = Site::new().await;
    let (hanako, kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let mut is_lying = true;
    // What the server says that it has it does not have.
    hanako.way.fails(move |request| {
        if request.url.contains("/chunks?") && std::mem::take(&mut is_lying) {
            return Fault::Instead(200, "application/json", br#"{"have":[[0,2]]}"#.to_vec());
        }
        Fault::None
    });
    let sent = file(6, CHUNK + 1);
    send(&hanako, "a.bin", &sent, "").await;
    hanako.sync().await;
    assert_eq!((hanako.newest().await["state"].clone(), state(&hanako).await), (json!("waiting"), json!("sending")));
    hanako.sync().await;
    assert_eq!(hanako.newest().await["state"], "sent", "the person sees nothing of it but a longer wait");
    assert_eq!(hanako.way.chunks(), [(0, CHUNK), (1, 1)]);
    kenta.sync().await;
    kenta.ask("fetch_attachment", kenta.named(0).await).await;
    let saved = kenta.ask("save_attachment", kenta.named(0).await).await;
    assert_eq!(kenta.saved(&saved["name"]), sent);
}

#[tokio::test]
async fn another_device_of_the_same_person_has_it_too() {
    let site = Site::new().await;
    let (phone, desktop) = (Person::at(&site, HANAKO).await, Person::at(&site, HANAKO).await);
    let sent = file(10, 5);
    send(&phone, "a.bin", &sent, "").await;
    phone.sync().await;
    desktop.sync().await;
    assert_eq!((desktop.newest().await["mine"].clone(), state(&desktop).await), (json!(true), json!("away")));
    desktop.ask("fetch_attachment", desktop.named(0).await).await;
    let saved = desktop.ask("save_attachment", desktop.named(0).await).await;
    assert_eq!(desktop.saved(&saved["name"]), sent);
    phone
        .ask("delete_message", json!({ "conversation": phone.conversation, "message": phone.newest().await["id"] }))
        .await;
    phone.sync().await;
    let named = desktop.named(0).await;
    desktop.sync().await;
    assert_eq!(desktop.newest().await["attachments"], json!([]));
    assert_eq!(desktop.refused("save_attachment", named).await, "not_found", "taken back");
}

#[tokio::test]
async fn a_file_goes_with_the_first_message_of_a_conversation_begun_without_a_network() {
    let site = Site::new().await;
    let (mut hanako, mut kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    hanako.way.breaks();
    let desk = hanako.ask("start_desk", json!({ "organization": site.organization, "person": null })).await;
    hanako.conversation = desk["conversation"].clone();
    send(&hanako, "a.txt", b"a", "").await;
    assert!(hanako.engine().sync_once().await.is_err());
    hanako.way.heals();
    hanako.sync().await;
    assert_eq!(hanako.newest().await["state"], "sent");
    // Who works at the desk sees it there.
    kenta.conversation = hanako.conversation.clone();
    kenta.sync().await;
    assert_eq!(state(&kenta).await, "away");
    kenta.ask("fetch_attachment", kenta.named(0).await).await;
    assert_eq!(state(&kenta).await, "here");
}

/// Content was once brought up for a conversation whose beginning still waited in the same lane: the server knew of none, and
/// the message ended in the tray.
#[tokio::test]
async fn content_is_not_sent_ahead_of_its_conversation() {
    let site = Site::new().await;
    let hanako = Person::at(&site, HANAKO).await;
    let mut events = hanako.engine().events();
    let running = tokio::spawn({
        let engine = hanako.engine().clone();
        async move { engine.run().await }
    });
    hanako.way.fails(|request| if request.method == Method::Put { Fault::Lost } else { Fault::None });
    send(&hanako, "a.txt", b"a", "").await;
    while hanako.way.chunks().is_empty() {
        let _ = events.recv().await;
    }
    // Content finds its way from now on, ops only in the next round but one.
    let (mut is_up, mut lost) = (false, 0);
    hanako.way.fails(move |request| {
        is_up |= request.method == Method::Put;
        let is_lost = request.url.ends_with("/v1/ops") && lost < 1;
        lost += u32::from(is_lost && is_up);
        if is_lost { Fault::Lost } else { Fault::None }
    });
    let desk = hanako.ask("start_desk", json!({ "organization": site.organization, "person": null })).await;
    hanako.ask("attach", attach(&desk["conversation"], "b.txt", b"b")).await;
    hanako.ask("send_message", json!({ "conversation": desk["conversation"], "body": "" })).await;
    loop {
        let outbox = hanako.ask("outbox", Value::Null).await;
        let left = outbox.as_array().unwrap();
        assert!(left.iter().all(|item| item["state"] != "refused"), "{outbox}");
        if left.is_empty() {
            break;
        }
        let _ = events.recv().await;
    }
    hanako.engine().shut_down();
    running.await.unwrap();
}

#[tokio::test]
async fn a_draft_of_files_alone_is_warned_of_before_it_goes() {
    let site = Site::new().await;
    let hanako = Person::at(&site, HANAKO).await;
    let attached = hanako.ask("attach", attach(&hanako.conversation, "a.txt", b"a")).await;
    let row = hanako.ask("inbox", Value::Null).await[0].clone();
    assert_eq!((&row["draft"], &row["draft_file"]), (&json!("a.txt"), &json!(true)));
    assert_eq!(hanako.refused("sign_out", json!({ "discard_unsent": false })).await, "unsent");
    let detach = json!({ "conversation": hanako.conversation, "digest": attached["digest"] });
    hanako.ask("detach", detach).await;
    hanako.ask("sign_out", json!({ "discard_unsent": false })).await;
}
