//! What must not stay, ring or vanish on a device when somebody is blocked, leaves a desk, or names a message like another.

use std::{sync::Arc, time::Duration};

use domain::{
    ConversationId, MessageId, Name, Object, Scope,
    record::{
        Block, Cadence, Category, CategoryCadence, Conversation, InboxKind, InboxRow, Message, NotificationPrefs,
        Parties, RequestState, Setting,
    },
};
use engine::Presence;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    ask,
    contact::{bare_row, put_row, record, row, talk},
    device::{Device, NOW, hanako as other_name, me, my_scope, org, organizer, other, somebody},
    scene::{HOUR, Scene, organization},
};

fn said(number: u128, seq: u32, author: domain::PersonId, body: &str) -> Message {
    let id = MessageId(Uuid::from_u128(number));
    Message {
        id,
        seq: Some(seq),
        author,
        body: body.into(),
        about: None,
        attachments: vec![],
        at: NOW,
        edited_at: None,
        deleted: false,
    }
}

fn put_message(device: &Device, conversation: ConversationId, message: Message) {
    device.put(Scope::Conv(conversation), Name::Message(message.id), Object::Message(message));
}

async fn bodies(device: &Device, conversation: ConversationId) -> Vec<String> {
    let page = device.ask("conversation", json!({ "conversation": conversation, "before": null, "limit": 50 })).await;
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap().to_owned()).collect()
}

/// A message's id is its author's to choose, and whoever takes part in a conversation knows the ids in it.
#[tokio::test]
async fn a_message_of_another_conversation_takes_no_message_away() {
    let device = Device::of(organizer()).await;
    row(&device, other(), RequestState::Accepted, 2, 0);
    record(&device, other(), RequestState::Accepted);
    put_message(&device, talk(), said(2, 2, me(), "約束した金額は三十万円です"));
    device.sync().await;
    assert_eq!(bodies(&device, talk()).await, ["はじめまして", "約束した金額は三十万円です"]);

    // The same person writes to the desk, at which one works.
    let desk = ConversationId::desk(org(), other());
    put_row(&device, InboxRow { conversation: desk, kind_of: InboxKind::AtDesk, head: 4, ..bare_row() });
    let it = Conversation { id: desk, organization: org(), parties: Parties::Desk(other()), request: None };
    device.put(Scope::Conv(desk), Name::Conversation, Object::Conversation(it));
    for seq in 1..4 {
        put_message(&device, desk, said(10 + u128::from(seq), seq, other(), "あ"));
    }
    put_message(&device, desk, said(2, 4, other(), "い"));
    device.sync().await;
    assert_eq!(bodies(&device, talk()).await, ["はじめまして", "約束した金額は三十万円です"], "one's own words stay");
}

fn block(scene: &Scene) {
    let it = Block { name: other_name(), at: NOW };
    scene.put(&Name::Block(other()).to_string(), &Object::Block(it));
}

async fn fetch(scene: &Scene) {
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(Duration::from_secs(1)).await;
}

async fn away(cadence: Cadence) -> Scene {
    let scene = Scene::new(9 * 60).await;
    let cadences = vec![CategoryCadence { category: Category::Message, cadence }];
    scene.set(Setting::Notifications(NotificationPrefs { organization: organization(), cadences }));
    fetch(&scene).await;
    scene.engine.set_presence(Presence::Away);
    scene
}

#[tokio::test(start_paused = true)]
async fn what_waits_of_somebody_who_was_blocked_is_not_shown() {
    let scene = away(Cadence::Daily).await;
    scene.inbox(1, 1);
    scene.notify(1, 1, Category::Message, false);
    fetch(&scene).await;
    block(&scene);
    fetch(&scene).await;
    scene.pass(24 * HOUR).await;
    assert!(scene.shown.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn somebody_who_is_blocked_does_not_ring() {
    let scene = away(Cadence::Now).await;
    block(&scene);
    scene.notify(1, 1, Category::Message, false);
    scene.notify(2, 1, Category::Desk, false);
    fetch(&scene).await;
    scene.pass(24 * HOUR).await;
    let paths: Vec<_> = scene.shown.take().into_iter().map(|notice| notice.path).collect();
    assert!(!paths.contains(&scene.path(1)), "{paths:?}");
}

/// Somebody is no organizer any more. What members wrote to the desk is not theirs from the next contact on, also when that
/// is a hint which names no conversation.
#[tokio::test(start_paused = true)]
async fn a_conversation_that_leaves_the_inbox_is_asked_for_once_more() {
    let device = Device::of(organizer()).await;
    let desk = ConversationId::desk(org(), somebody(1));
    put_row(&device, InboxRow { conversation: desk, kind_of: InboxKind::AtDesk, head: 1, ..bare_row() });
    put_message(&device, desk, said(1, 1, somebody(1), "内密に相談があります"));
    let bell = Arc::new(Notify::new());
    let rung = Arc::clone(&bell);
    device.wire.stream("/v1/live", "text/event-stream", move || {
        let rung = Arc::clone(&rung);
        let hints = futures_util::stream::unfold(rung, |rung| async {
            rung.notified().await;
            let hint = format!("event: hint\ndata: {}\n\n", json!({ "scopes": [my_scope()] }));
            Some((Ok(hint.into_bytes()), rung))
        });
        hints.boxed()
    });
    let running = tokio::spawn({
        let engine = device.engine.clone();
        async move { engine.run().await }
    });
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = device.wire.to("/v1/sync").len();
    // Nothing but what is new.
    device.wire.lines(
        "/v1/sync",
        &[
            json!({ "scope": { "scope": my_scope(), "total": 0 } }),
            json!({ "del": { "name": Name::Inbox(desk) } }),
            json!({ "state": { "state": "later", "done": true } }),
        ],
    );
    bell.notify_one();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let asked: Vec<Value> = device.wire.sent("/v1/sync").into_iter().skip(before).collect();
    assert!(!asked.is_empty(), "a round");
    assert!(json!(asked).to_string().contains(&Scope::Conv(desk).to_string()), "{asked:?}");
    device.engine.shut_down();
    running.await.unwrap();
}
