//! W5: the last 50 messages of a conversation among 1,000,000.

use std::time::Instant;

use domain::{MessageId, Object, Scope, record::Message};
use rusqlite::Connection;
use serde_json::json;
use store::{Order, Store, StoreError, table::object};

use super::{Bench, cache};
use crate::{
    Place, Process,
    generate::Generator,
    table::{Figure, Goal, at_part, sorted},
    world::{self, World, derived},
};

/// Times as many messages as were synced.
const TIMES: usize = 10;
/// Conversations that are opened: the first ones, which have the most messages.
const CONVERSATIONS: usize = 200;

/// Opened one after the other, in turns with the bare read, so that what the machine does meanwhile meets both.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    let (generator, world, folder, runs) = (bench.generator(), bench.world(), bench.folder().to_owned(), bench.runs);
    let synced = bench.synced();
    let _site = synced.site(&folder);
    let place = Place::copy_of(&folder, &synced.place);
    fill(&place, generator, &world);
    let talks: Vec<_> = world.talks.iter().take(CONVERSATIONS).map(|(conversation, _)| *conversation).collect();
    let calls = talks.iter().map(|conversation| {
        json!({ "call": "conversation", "with": { "conversation": conversation, "before": null, "limit": 50 } })
    });
    let calls = serde_json::Value::Array(calls.collect());
    let bare = cache(&place);
    let numbers: Vec<i64> = talks.iter().map(|it| number(&bare, Scope::Conv(*it))).collect();
    let mut device = Process::start(&place);
    let (mut real, mut limit) = (vec![], vec![]);
    for run in 0..=runs * 5 {
        let times = device.ask("host.times", &calls);
        let bare_times = bare_reads(&bare, &numbers);
        // The first run fills the caches of both.
        if run > 0 {
            real.extend(times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap() / 1e6));
            limit.extend(bare_times);
        }
    }
    device.end();
    let figure = |name: &str, part| {
        let [real, limit] = [&real, &limit].map(|times| vec![at_part(&sorted(times), part)]);
        Figure::new(name, "ms", real, limit, Goal::Times(2.5))
    };
    vec![figure("W5 last 50 of 1,000,000 messages, p50", 0.5), figure("W5 last 50 of 1,000,000 messages, p99", 0.99)]
}

fn number(cache: &Connection, scope: Scope) -> i64 {
    cache.query_row("SELECT id FROM scope WHERE scope = ?1", [scope.to_string()], |row| row.get(0)).unwrap()
}

/// The same rows by the same key in the same order, and nothing else: milliseconds of each.
fn bare_reads(cache: &Connection, scopes: &[i64]) -> Vec<f64> {
    let mut read = cache
        .prepare("SELECT server FROM message WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT 50")
        .unwrap();
    let times = scopes.iter().map(|scope| {
        let begun = Instant::now();
        let rows = read.query_map([scope << 32, (scope + 1) << 32], |row| row.get::<_, String>(0)).unwrap();
        let rows: Vec<String> = rows.map(Result::unwrap).collect();
        let took = begun.elapsed();
        assert!(!rows.is_empty());
        took.as_secs_f64() * 1e3
    });
    times.collect()
}

/// Writes the generated messages over and over, each time behind the others, through the store of a device that was ended.
fn fill(place: &Place, mut generator: Generator, world: &World) {
    let (store, _) = Store::open(&place.files(), place.key(), |_| {}).unwrap();
    let mut messages = Vec::new();
    generator.messages(|message| messages.push(message));
    let mut heads = std::collections::HashMap::new();
    for message in &messages {
        heads.entry(message.conv).and_modify(|head: &mut u32| *head = message.seq.max(*head)).or_insert(message.seq);
    }
    for time in 1..TIMES {
        for some in messages.chunks(5_000) {
            store
                .write(Order::CacheFirst, |w| {
                    for message in some {
                        let (conversation, author) = world.talk(message);
                        let seq = message.seq + heads[&message.conv] * u32::try_from(time).unwrap();
                        let id = MessageId(derived(100 + time as u128, message.id));
                        let object = Object::Message(Message {
                            id,
                            seq: Some(seq),
                            author,
                            body: message.text.clone(),
                            about: None,
                            attachments: vec![],
                            at: world::at(message.ts),
                            edited_at: None,
                            deleted: false,
                        });
                        let json = serde_json::to_string(&object).unwrap();
                        object::put_server(w, Scope::Conv(conversation), domain::Name::Message(id), 0, None, &json)?;
                    }
                    Ok::<_, StoreError>(())
                })
                .unwrap();
        }
    }
    store.close();
}
