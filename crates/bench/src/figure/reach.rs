//! W6: from one person's tap, over the durable server, to the other one's store.

use std::time::Instant;

use domain::ConversationId;
use engine::{Engine, Event};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

use super::Bench;
use crate::{
    Place, Process,
    device::nanos,
    limit,
    site::Site,
    table::{Figure, Goal, at_part, sorted},
    world::{ME, OTHER},
};

/// Messages in each run.
const MESSAGES: usize = 100;
/// The first messages find streams that are just beginning.
const WARM: usize = 20;
/// Bytes of each, with what is around it on the wire: the mean of the generated ones.
const BYTES: usize = 500;

/// Two devices in one process, so that one clock measures.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    // Two people with an empty world around them: what else they have does not matter, and need not be read first.
    let world = bench.world_file(crate::generate::Size::SMALL);
    let (folder, runs) = (bench.folder().to_owned(), bench.runs);
    let site = Site::new(&folder, &world, 0);
    let generator = crate::generate::Generator::new(crate::generate::Size::SMALL);
    let (conversation, _) = crate::world::names(&generator).talks[0];
    let [a, b] = [Place::new(&folder), Place::new(&folder)];
    let mut other = Process::signed_in(&b, &site, OTHER);
    other.ask("host.sync", &Value::Null);
    other.end();
    let mut device = Process::signed_in(&a, &site, ME);
    device.ask("host.sync", &Value::Null);
    let count = WARM + MESSAGES * runs;
    let with = json!({ "files": b.files(), "keys": b.keys(), "conversation": conversation, "count": count });
    // One call: two engines run on these files from its beginning to its end.
    let times = device.ask("host.reach", &with);
    let real: Vec<f64> = times.as_array().unwrap().iter().skip(WARM).map(|time| time.as_f64().unwrap() / 1e6).collect();
    let mut bare = vec![];
    for _ in 0..runs {
        let file = tempfile::TempDir::new_in(&folder).unwrap();
        let times = limit::reach::times(&file.path().join("bare.db"), MESSAGES, BYTES);
        bare.extend(times.iter().map(|time| time.as_secs_f64() * 1e3));
    }
    device.end();
    let figure = |name: &str, part, most| {
        let [real, limit] = [&real, &bare].map(|times| vec![at_part(&sorted(times), part)]);
        Figure::new(name, "ms", real, limit, Goal::Times(most))
    };
    vec![figure("W6 A to B's store, p50", 0.5, 4.0), figure("W6 A to B's store, p99", 0.99, 5.5)]
}

/// The engine sends, another one on other files receives: nanoseconds of each message from the call until it can be read there.
pub async fn device(a: &Engine, with: &Value) -> Result<Value, engine::Failure> {
    let path = |name: &str| std::path::PathBuf::from(with[name].as_str().unwrap());
    let keys = std::sync::Arc::new(crate::place::FolderKeystore::new(&path("keys")));
    let config = engine::Config::native(path("files"), "bench".into(), keys, std::sync::Arc::new(engine::NoNotices));
    let b = Engine::open(config);
    let conversation: ConversationId = with["conversation"].as_str().unwrap().parse().unwrap();
    let runs = [a.clone(), b.clone()].map(|engine| tokio::spawn(async move { engine.run().await }));
    let mut events = b.events();
    let mut times = Vec::new();
    for number in 0..with["count"].as_u64().unwrap() {
        let body = format!("{number} {}", "あ".repeat(100));
        let begun = Instant::now();
        let params = json!({ "conversation": conversation, "body": body, "about": null });
        a.rpc("send_message", params).await?;
        until_read(&b, &mut events, conversation, &body).await;
        times.push(nanos(begun.elapsed()));
        settled(a).await;
    }
    b.shut_down();
    let [_, b_runs] = runs;
    b_runs.await.unwrap();
    Ok(json!(times))
}

async fn until_read(b: &Engine, events: &mut Receiver<Event>, conversation: ConversationId, body: &str) {
    let topic = format!("conversation:{conversation}");
    loop {
        match events.recv().await {
            Ok(Event::Changed(topics)) if topics.contains(&topic) => {
                let params = json!({ "conversation": conversation, "before": null, "limit": 1 });
                let page = b.rpc("conversation", params).await.unwrap();
                if page["items"].as_array().unwrap().iter().any(|item| item["body"] == body) {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// Waits until nothing is on its way, so that a message does not wait for the round of the one before it.
async fn settled(a: &Engine) {
    let mut events = a.events();
    loop {
        let status = a.rpc("status", Value::Null).await.unwrap();
        if status["unsent"] == 0 && status["state"] == "fresh" {
            return;
        }
        let _ = events.recv().await;
    }
}
