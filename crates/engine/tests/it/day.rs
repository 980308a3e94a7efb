//! What a day of checks costs, counted on a real socket against the real server. The figures of docs/performance.md:
//!
//! ```sh
//! cargo test -p engine --test it day -- --nocapture --test-threads 1
//! ```
#![allow(clippy::print_stdout, reason = "the figures are for reading")]

use std::{sync::Arc, time::Duration};

use engine::{Engine, MemoryKeystore, Presence, Traffic};
use serde_json::json;
use tempfile::TempDir;

use crate::{
    ask, config,
    scene::{HOUR, MINUTE, Numbers, Shown, THURSDAY, Ticking},
    site::{HANAKO, Site, Tcp},
};

/// Before midnight: to sign in, and to be away for long enough.
const EVENING: Duration = Duration::from_secs(1_800);

struct Day {
    site: Arc<Site>,
    wire: Arc<Tcp>,
    shown: Arc<Shown>,
    engine: Engine,
    _dir: TempDir,
}

/// What the socket saw of a day, and what the app counted itself.
#[derive(Debug)]
struct Cost {
    polls: u64,
    rounds: u64,
    up: u64,
    down: u64,
    counted: Traffic,
}

impl Day {
    /// Midnight: signed in, everything fetched, nobody looks.
    async fn begin() -> Self {
        let (site, dir, shown) = (Arc::new(Site::new().await), TempDir::new().unwrap(), Arc::new(Shown::default()));
        let wire = site.wire();
        let mut config = config(dir.path(), &Arc::default(), Arc::new(MemoryKeystore::default()));
        config.wire = Arc::clone(&wire) as _;
        config.clock = Arc::new(Ticking::new(THURSDAY - i64::try_from(EVENING.as_millis()).unwrap(), 0));
        config.entropy = Arc::new(Numbers::default());
        config.notices = Arc::clone(&shown) as _;
        let engine = Engine::open(config);
        let server = format!("http://{}", site.address);
        ask(&engine, "request_code", json!({ "server": server, "address": HANAKO })).await;
        ask(&engine, "redeem_code", json!({ "code": site.code(HANAKO) })).await;
        let running = engine.clone();
        tokio::spawn(async move { running.run().await });
        tokio::time::sleep(MINUTE).await;
        engine.set_presence(Presence::Away);
        tokio::time::sleep(EVENING - MINUTE).await;
        Self { site, wire, shown, engine, _dir: dir }
    }

    /// Lets a day pass, in so many parts; something happens in each.
    async fn pass(&self, parts: u32, each: impl AsyncFn(u32)) -> Cost {
        let (up, down) = self.site.passed();
        let (polls, rounds) = (self.wire.count("/v1/poll"), self.wire.count("/v1/sync"));
        for part in 0..parts {
            each(part).await;
            tokio::time::sleep((24 * HOUR - Duration::from_secs(1)) / parts).await;
        }
        let passed = self.site.passed();
        Cost {
            polls: (self.wire.count("/v1/poll") - polls) as u64,
            rounds: (self.wire.count("/v1/sync") - rounds) as u64,
            up: passed.0 - up,
            down: passed.1 - down,
            counted: self.engine.checks().unwrap().today,
        }
    }
}

fn print(what: &str, cost: &Cost) {
    let Cost { polls, rounds, up, down, counted } = cost;
    println!("{what}: {polls} wake-ups, {polls} polls, {rounds} requests for news, {up} bytes up, {down} bytes down");
    println!("   the app's own count: {counted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_day_with_nothing_new() {
    let day = Day::begin().await;
    let cost = day.pass(1, async |_| {}).await;
    print("a day with nothing new", &cost);
    println!("   one poll: {} bytes up, {} bytes down", cost.up / cost.polls, cost.down / cost.polls);
    assert!((86..=106).contains(&cost.polls), "{cost:?}");
    assert_eq!(cost.rounds, 0, "nothing is fetched");
    assert!(cost.down <= 300 * cost.polls, "an unchanged poll is at most 300 bytes: {cost:?}");
    assert!(cost.up <= 300 * cost.polls, "and asks with no more: {cost:?}");
    assert_eq!(u64::from(cost.counted.wakeups), cost.polls);
    assert_eq!((cost.counted.bytes_up, cost.counted.bytes_down), (cost.up, cost.down), "the app counts to the byte");
}

#[tokio::test(start_paused = true)]
async fn a_day_with_twenty_messages() {
    let day = Day::begin().await;
    let cost = day
        .pass(20, async |part| {
            day.site.write(part.into(), "今度の同期会は何時からでしたか。駅から一緒に行きませんか。").await;
        })
        .await;
    print("a day with 20 messages", &cost);
    assert_eq!(day.shown.take().len(), 20, "each one rings");
    assert!((86..=106).contains(&cost.polls), "{cost:?}");
    // Of each message: the own scope, then the conversation and the directory.
    assert_eq!(cost.rounds, 40, "each one is fetched once");
    assert!(cost.up + cost.down < 160_000, "{cost:?}");
    let counted = cost.counted.bytes_up + cost.counted.bytes_down;
    assert!(counted >= cost.up + cost.down, "compressed answers are counted as what they unfold to: {cost:?}");
}
