//! What comes with a hint is taken in at once by a device that stands where it begins; anything else is asked for.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{
    Name, Object, Scope,
    id::NoticeId,
    record::{About, Category, Notification},
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{
    PERSON, ask,
    scene::{MINUTE, Scene, THURSDAY, conversation, organization},
};

/// A scene whose live stream says what a test sends into it.
async fn scene() -> (Scene, mpsc::UnboundedSender<Value>) {
    let scene = Scene::new(0).await;
    let (says, heard) = mpsc::unbounded_channel::<Value>();
    let heard = Arc::new(Mutex::new(Some(heard)));
    scene.wire.stream("/v1/live", "text/event-stream", move || match heard.lock().unwrap().take() {
        Some(heard) => futures_util::stream::unfold(heard, |mut heard| async {
            let said = tokio::select! {
                hint = heard.recv() => format!("event: hint\ndata: {}\n\n", hint?),
                () = tokio::time::sleep(Duration::from_secs(20)) => ":\n\n".to_owned(),
            };
            Some((Ok(said.into_bytes()), heard))
        })
        .boxed(),
        None => futures_util::stream::pending().boxed(),
    });
    // The old stream is given up, and this one taken.
    scene.engine.set_presence(engine::Presence::Away);
    scene.pass(3 * MINUTE).await;
    scene.engine.set_presence(engine::Presence::InSight);
    scene.pass(MINUTE).await;
    (scene, says)
}

fn me() -> Scope {
    Scope::Me(PERSON.parse().unwrap())
}

fn notification(number: u128) -> Value {
    let id = NoticeId(conversation(number).0);
    let object = Object::Notification(Notification {
        id,
        organization: organization(),
        category: Category::Message,
        about: About::Conversation { conversation: conversation(number), seq: 1 },
        from: None,
        preview: "こんにちは".into(),
        at: THURSDAY,
        read: false,
    });
    json!({ "put": { "name": Name::Notification(id), "rev": 50 + number as u64, "object": object } })
}

fn hint(from: &str, to: &str, line: Value) -> Value {
    json!({ "scopes": [me()], "changes": [{ "scope": me(), "from": from, "puts": [line["put"]], "state": to }] })
}

#[tokio::test(start_paused = true)]
async fn what_is_told_is_there_without_a_question() {
    let (scene, says) = scene().await;
    let rounds = scene.rounds();
    scene.shown.take();
    says.send(hint("state-1", "told-1", notification(1))).unwrap();
    says.send(hint("told-1", "told-2", notification(2))).unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(scene.shown.take().len(), 2, "and it rings");
    assert_eq!(scene.rounds(), rounds, "nothing was asked for");
    assert_eq!(ask(&scene.engine, "status", Value::Null).await["progress"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn who_stands_elsewhere_asks() {
    let (scene, says) = scene().await;
    let rounds = scene.rounds();
    scene.shown.take();
    says.send(hint("another", "told-1", notification(1))).unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(scene.shown.take(), [], "it does not know what lies between");
    assert_eq!(scene.rounds(), rounds + 1);
    let last = scene.wire.sent("/v1/sync").pop().unwrap();
    assert_eq!(last["scopes"][0]["state"], "state-1", "from where it stands");

    // The same once more, as after a stream that repeats itself.
    says.send(hint("state-1", "told-1", notification(1))).unwrap();
    says.send(hint("state-1", "told-1", notification(1))).unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(scene.shown.take().len(), 1, "told twice, rung once");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_a_scope_that_nobody_holds_is_asked_for() {
    let (scene, says) = scene().await;
    let rounds = scene.rounds();
    let foreign = Scope::Conv(conversation(9));
    let change = json!({ "scope": foreign, "from": "state-1", "state": "x" });
    says.send(json!({ "scopes": [foreign], "changes": [change] })).unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(scene.rounds(), rounds + 1);
    let conversation = json!({ "conversation": conversation(9), "before": null, "limit": 9 });
    assert!(scene.engine.rpc("conversation", conversation).await.is_err(), "and nothing of it is kept");
}
