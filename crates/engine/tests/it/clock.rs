//! A device whose clock is years off, or jumps: it signs in, shows things in their order, and rings when it should.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::record::{Cadence, Category, CategoryCadence, NotificationPrefs, Preferences, QuietHours, Setting};
use engine::Presence;
use serde_json::{Value, json};

use crate::{
    ask,
    device::{DAY, Device, NOW, alumnus, card, name, org, somebody},
    scene::{HOUR, MINUTE, Scene, THURSDAY, Ticking, conversation, organization},
};

const YEAR: i64 = 365 * DAY;
const HOUR_MS: i64 = DAY / 24;

/// A clock that goes on by itself, in Tokyo, and that somebody sets.
struct Jumping {
    ticking: Ticking,
    ahead: AtomicI64,
}

impl Jumping {
    fn new(at: i64) -> Self {
        Self { ticking: Ticking::new(at, 9 * 60), ahead: AtomicI64::new(0) }
    }

    /// From now on it is so much ahead of the true time.
    fn set_ahead(&self, ahead: i64) {
        self.ahead.store(ahead, Ordering::SeqCst);
    }
}

impl engine::Clock for Jumping {
    fn now(&self) -> i64 {
        self.ticking.now() + self.ahead.load(Ordering::SeqCst)
    }
    fn offset_min(&self, at: i64) -> i32 {
        self.ticking.offset_min(at)
    }
}

/// A device that runs, and its clock.
async fn jumping() -> (Scene, Arc<Jumping>) {
    let clock = Arc::new(Jumping::new(THURSDAY));
    let given = Arc::clone(&clock);
    (Scene::with(9 * 60, move |config| config.clock = given).await, clock)
}

#[tokio::test]
async fn whatever_the_clock_says_one_signs_in_and_stays_so() {
    for at in [0, 1, NOW - 30 * YEAR, NOW + 75 * YEAR] {
        let device = Device::of(alumnus()).await;
        device.set_clock(at);
        device.sync().await;
        let start = device.ask("start", Value::Null).await;
        assert_eq!(
            (start["phase"].as_str(), start["status"]["state"].as_str()),
            (Some("ready"), Some("fresh")),
            "{at}"
        );
        device.ask("sign_out", json!({ "discard_unsent": true })).await;
        crate::sign_in(&device.engine, &device.wire).await;
        device.set_clock(NOW);
        device.sync().await;
        assert_eq!(device.ask("start", Value::Null).await["phase"], "ready", "{at}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_makes_nobody_ask_the_server_more_often() {
    let (scene, clock) = jumping().await;
    scene.pass(HOUR).await;
    let (calm, before) = (scene.wire.count(), scene.rounds());
    // A leap forward looks like a sleep of the machine: the stream is begun anew, and everything read, once for each of four.
    const LEAPS: usize = 4;
    for ahead in [40 * YEAR, -40 * YEAR, 0, DAY, -DAY, 0] {
        clock.set_ahead(ahead);
        scene.engine.set_presence(Presence::InSight);
        scene.engine.set_presence(Presence::Looking);
        scene.pass(10 * MINUTE).await;
        assert_eq!(ask(&scene.engine, "status", Value::Null).await["state"], "fresh", "{ahead}");
    }
    let (asked, rounds) = (scene.wire.count() - calm, scene.rounds() - before);
    assert!(rounds <= 2 * LEAPS && asked <= 3 * LEAPS, "{asked} requests, {rounds} of them to read");
    let before = scene.rounds();
    // Who comes back after a look away: a round each time, and no more.
    for ahead in [40 * YEAR, -40 * YEAR] {
        scene.engine.set_presence(Presence::Away);
        clock.set_ahead(ahead);
        scene.engine.set_presence(Presence::Looking);
        scene.pass(10 * MINUTE).await;
    }
    assert!(scene.rounds() - before <= 6, "{}", scene.rounds() - before);
    assert_eq!(ask(&scene.engine, "start", Value::Null).await["phase"], "ready");
}

#[tokio::test]
async fn what_one_writes_stands_in_its_order_whatever_the_clock_said() {
    let device = Device::of(alumnus()).await;
    (0..4).for_each(|number| device.list(org(), card(name(somebody(number), "青木", "一", "アオキ ハジメ"))));
    device.sync().await;
    let mut begun = Vec::new();
    for (number, years) in [0, 50, -50, 3].into_iter().enumerate() {
        device.set_clock(NOW + years * YEAR);
        let with = json!({ "organization": org(), "person": somebody(number as u128), "purpose": "catch_up", "body": "はじめまして" });
        begun.push(device.ask("request_contact", with).await["conversation"].clone());
    }
    device.set_clock(NOW);
    let inbox = device.ask("inbox", Value::Null).await;
    let shown: Vec<_> = inbox.as_array().unwrap().iter().map(|item| item["conversation"].clone()).collect();
    assert_eq!(shown, begun.iter().rev().cloned().collect::<Vec<_>>(), "the last one written in stands first");
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!(outbox.as_array().unwrap().len(), 8);

    let desk = device.ask("start_desk", json!({ "organization": org(), "person": null })).await["conversation"].clone();
    let mut texts = Vec::new();
    for (text, years) in [("一", 70), ("二", -50), ("三", 0)] {
        device.set_clock(NOW + years * YEAR);
        device.ask("send_message", json!({ "conversation": desk, "body": text })).await;
        texts.push(text);
    }
    let page = device.ask("conversation", json!({ "conversation": desk, "before": null, "limit": 50 })).await;
    let bodies: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["body"].clone()).collect();
    assert_eq!(bodies, texts, "{page}");
    assert_eq!(device.ask("inbox", Value::Null).await[0]["conversation"], desk);
}

#[tokio::test(start_paused = true)]
async fn what_is_unread_is_counted_by_the_server_s_numbers() {
    let (scene, clock) = jumping().await;
    for (number, ahead) in [(1, 60 * YEAR), (2, -50 * YEAR), (3, 0)] {
        clock.set_ahead(ahead);
        scene.inbox(number, 2);
        ask(&scene.engine, "sync_now", Value::Null).await;
        scene.pass(MINUTE).await;
    }
    assert_eq!(ask(&scene.engine, "start", Value::Null).await["unread"], 6);
}

#[tokio::test(start_paused = true)]
async fn a_time_to_come_is_not_when_something_was() {
    let (scene, clock) = jumping().await;
    clock.set_ahead(30 * YEAR);
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(MINUTE).await;
    assert!(ask(&scene.engine, "status", Value::Null).await["last_sync_at"].is_i64());
    clock.set_ahead(0);
    assert_eq!(ask(&scene.engine, "status", Value::Null).await["last_sync_at"], Value::Null);
    assert_eq!(ask(&scene.engine, "checks", Value::Null).await["last_checked_at"], Value::Null);
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(MINUTE).await;
    for (method, when) in [("status", "last_sync_at"), ("checks", "last_checked_at")] {
        let at = ask(&scene.engine, method, Value::Null).await[when].as_i64().unwrap();
        assert!((THURSDAY..THURSDAY + DAY).contains(&at), "{when}: the first word of the right clock counts: {at}");
    }
}

/// A person who is away, and sleeps from 22 to 7.
async fn asleep(cadence: Cadence) -> (Scene, Arc<Jumping>) {
    let (scene, clock) = jumping().await;
    let cadences = [Category::Message].map(|category| CategoryCadence { category, cadence }).to_vec();
    scene.set(Setting::Notifications(NotificationPrefs { organization: organization(), cadences }));
    let quiet = Some(QuietHours { from: 22 * 60, to: 7 * 60 });
    scene.set(Setting::Preferences(Preferences { quiet, ..Preferences::default() }));
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(MINUTE).await;
    scene.engine.set_presence(Presence::Away);
    (scene, clock)
}

async fn arrives(scene: &Scene, number: u128) {
    scene.notify(number, 1, Category::Message, false);
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(Duration::from_secs(1)).await;
}

#[tokio::test(start_paused = true)]
async fn a_notice_that_a_wrong_clock_held_rings_when_the_clock_is_right() {
    for (cadence, ahead) in
        [(Cadence::Now, 20 * YEAR + 14 * HOUR_MS), (Cadence::Weekly, 20 * YEAR), (Cadence::Daily, -20 * YEAR)]
    {
        let (scene, clock) = asleep(cadence).await;
        clock.set_ahead(ahead);
        arrives(&scene, 1).await;
        assert!(scene.shown.take().is_empty(), "held by the clock on the wall");
        clock.set_ahead(0);
        scene.pass(HOUR).await;
        let shown = scene.shown.take();
        assert_eq!(shown.len(), 1, "{cadence:?}: not in twenty years, and not twice");
        assert_eq!(shown[0].path, format!("/messages/{}", conversation(1)));
        scene.pass(8 * 24 * HOUR).await;
        assert!(scene.shown.take().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_rings_for_nothing_twice() {
    let (scene, clock) = asleep(Cadence::Now).await;
    arrives(&scene, 1).await;
    assert_eq!(scene.shown.take().len(), 1);
    for ahead in [20 * YEAR, -20 * YEAR, DAY / 2, 0] {
        clock.set_ahead(ahead);
        ask(&scene.engine, "sync_now", Value::Null).await;
        scene.pass(HOUR).await;
    }
    assert!(scene.shown.take().is_empty());
}
