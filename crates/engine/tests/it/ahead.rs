//! The first sync: what is needed first comes first, and can be used while the rest comes.

use std::sync::{Arc, Mutex};

use domain::{
    ConversationId, MessageId, Name, Object, PersonId, Scope,
    record::{InboxKind, InboxRow, Message},
    wire::SyncRequest,
};
use engine::Event;
use serde_json::{Value, json};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{
    ask,
    device::{Device, NOW, alumnus, card, hanako, me, my_scope, name, org, other},
    phase,
};

const SYNC: &str = "/v1/sync";
/// Messages of each conversation.
const MESSAGES: u32 = 120;
const CONVERSATIONS: u128 = 60;

fn conversation(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128((7 << 100) | number))
}

fn message(number: u128, seq: u32) -> (Name, Value) {
    let id = MessageId(Uuid::from_u128((number << 32) | u128::from(seq)));
    let author = if seq.is_multiple_of(2) { me() } else { other() };
    let object = Object::Message(Message {
        id,
        seq: Some(seq),
        author,
        body: format!("{seq}通目"),
        about: None,
        attachments: vec![],
        at: NOW,
        edited_at: None,
        deleted: false,
    });
    (Name::Message(id), json!(object))
}

/// The messages of a conversation after a place.
fn messages(number: u128, after: u32) -> Vec<Value> {
    (after + 1..=MESSAGES)
        .map(|seq| {
            let (name, object) = message(number, seq);
            json!({ "put": { "name": name, "rev": seq, "object": object } })
        })
        .collect()
}

fn number(scope: Scope) -> Option<u128> {
    let Scope::Conv(id) = scope else { return None };
    Some(id.0.as_u128() & 0xffff)
}

/// A member with many conversations, at a server that knows what is new in this version and breaks off where a test says.
async fn device(gone: u32, breaks_off: Arc<Mutex<Option<Scope>>>) -> Device {
    let device = Device::of(alumnus()).await;
    for it in 0..CONVERSATIONS {
        let row = InboxRow {
            conversation: conversation(it),
            organization: org(),
            kind_of: InboxKind::Direct,
            with: hanako(),
            request: None,
            head: MESSAGES,
            unread: 0,
            preview: String::new(),
            preview_file: false,
            preview_mine: false,
            preview_deleted: false,
            // The first is the newest.
            at: NOW - i64::try_from(it).unwrap(),
        };
        device.put(my_scope(), Name::Inbox(conversation(it)), Object::Inbox(row));
    }
    for it in 0..1_500 {
        let id = PersonId(Uuid::from_u128((5 << 100) | it));
        device.put(Scope::Dir(org()), Name::Card(id), Object::Card(card(name(id, "青木", "一", "アオキ ハジメ"))));
    }
    let logs = device.logs();
    device.wire.always(SYNC, move |request| {
        let asked: SyncRequest = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let mut lines = vec![];
        let records = |scope: Scope| match number(scope) {
            Some(number) => messages(number, 0),
            None => logs.lock().unwrap().get(&scope).cloned().unwrap_or_default(),
        };
        if asked.total {
            let from_start = asked.scopes.iter().filter(|it| it.state.is_none() && it.newest.is_none());
            let total: usize = from_start.map(|it| records(it.scope).len()).sum();
            lines.push(json!({ "total": { "records": total } }));
        }
        for wanted in asked.scopes {
            let scope = wanted.scope;
            lines.push(json!({ "scope": { "scope": scope, "total": 0 } }));
            if let Some(newest) = wanted.newest {
                match number(scope) {
                    Some(number) => lines.extend(messages(number, MESSAGES - newest)),
                    None => lines.extend(records(scope).into_iter().take(1)),
                }
                lines.push(json!({ "newest": {} }));
                continue;
            }
            if *breaks_off.lock().unwrap() == Some(scope) {
                break;
            }
            // What has been taken away since the glimpse does not come again.
            let is_gone =
                |line: &Value| line["put"]["rev"].as_u64().is_some_and(|rev| rev > u64::from(MESSAGES - gone));
            let come = records(scope).into_iter().filter(|line| number(scope).is_none() || !is_gone(line));
            if wanted.state.is_none() {
                lines.extend(come);
            }
            lines.push(json!({ "state": { "state": "end", "done": true } }));
        }
        Ok((200, "application/x-ndjson", lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()))
    });
    device
}

async fn shown(device: &Device, it: u128) -> (usize, bool) {
    let page =
        device.ask("conversation", json!({ "conversation": conversation(it), "before": null, "limit": 200 })).await;
    (page["items"].as_array().unwrap().len(), page["ready"] == true)
}

#[tokio::test]
async fn the_newest_can_be_read_before_the_rest_has_come() {
    let breaks_off = Arc::new(Mutex::new(Some(Scope::Dir(org()))));
    let device = device(0, Arc::clone(&breaks_off)).await;
    device.engine.sync_once().await.unwrap_err();
    assert_eq!(phase(&device.engine).await, "ready", "the lists can be used");
    assert_eq!(device.ask("inbox", Value::Null).await.as_array().unwrap().len(), CONVERSATIONS as usize);
    for it in [0, 49] {
        assert_eq!(shown(&device, it).await, (50, false), "conversation {it}: the newest, and more is to come");
    }
    assert_eq!(shown(&device, 50).await, (0, false), "older conversations come with the rest");

    let requests = device.wire.sent(SYNC).len();
    *breaks_off.lock().unwrap() = Some(Scope::Conv(conversation(20)));
    device.engine.sync_once().await.unwrap_err();
    assert_eq!(device.wire.sent(SYNC).len(), requests + 2, "nothing is glimpsed twice");
    assert_eq!((shown(&device, 19).await, shown(&device, 20).await), ((120, true), (50, false)));

    *breaks_off.lock().unwrap() = None;
    device.engine.sync_once().await.unwrap();
    for it in 0..CONVERSATIONS {
        assert_eq!(shown(&device, it).await, (120, true), "conversation {it}");
    }
    let resumed = device.wire.sent(SYNC).pop().unwrap();
    let done = resumed["scopes"].as_array().unwrap().iter().filter(|scope| scope["state"] == "end").count();
    assert_eq!(done, 22, "the directory, the offers and twenty conversations were not read again");
}

#[tokio::test(start_paused = true)]
async fn a_first_sync_is_three_requests_and_few_commits_however_many_conversations() {
    let device = device(0, Arc::default()).await;
    let mut events = device.engine.events();
    let counting = tokio::spawn(async move {
        let mut commits = 0;
        // A commit of rows tells of conversations; what goes past faster than it is heard is counted too.
        loop {
            match events.recv().await {
                Ok(Event::Changed(topics)) if topics.iter().any(|topic| topic.starts_with("conversation:")) => {
                    commits += 1;
                }
                Err(broadcast::error::RecvError::Lagged(missed)) => commits += missed,
                Err(broadcast::error::RecvError::Closed) => return commits,
                Ok(_) => {}
            }
        }
    });
    device.sync().await;
    assert_eq!(device.wire.sent(SYNC).len(), 3, "one's own, the newest of everything, and the rest");
    device.engine.shut_down();
    drop(device);
    let commits = counting.await.unwrap();
    assert!((4..=10).contains(&commits), "2,000 rows at a time: {commits}");
}

#[tokio::test]
async fn what_was_glimpsed_and_taken_away_does_not_stay() {
    let device = device(7, Arc::default()).await;
    device.sync().await;
    for it in [0, 49, 59] {
        assert_eq!(shown(&device, it).await, (113, true), "conversation {it}");
    }
}

#[tokio::test]
async fn the_total_is_there_from_the_beginning() {
    let device = device(0, Arc::default()).await;
    let mut events = device.engine.events();
    let (engine, seen) = (device.engine.clone(), Arc::new(Mutex::new(Vec::new())));
    let told = Arc::clone(&seen);
    let watching = tokio::spawn(async move {
        // What was missed is no loss: the next one tells where it stands.
        while !matches!(events.recv().await, Err(broadcast::error::RecvError::Closed)) {
            let progress = ask(&engine, "status", Value::Null).await["progress"].clone();
            if let (Some(done), Some(total)) = (progress["done"].as_u64(), progress["total"].as_u64()) {
                told.lock().unwrap().push((done, total));
            }
        }
    });
    device.sync().await;
    watching.abort();
    let own = device.logs().lock().unwrap()[&my_scope()].len() as u64;
    // What was glimpsed counts once.
    let all = own + 1_501 + u64::from(MESSAGES) * CONVERSATIONS as u64;
    let seen = seen.lock().unwrap();
    // While the rest was read, page after page.
    let rest: Vec<_> = seen.iter().skip_while(|(_, total)| *total <= own).collect();
    assert!(rest.len() > 5 && rest.iter().all(|(_, total)| *total == all), "{all}: {seen:?}");
    assert!(rest.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{seen:?}");
}
