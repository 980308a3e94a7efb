//! A device is stopped for a minute while the world goes on (R9).

use std::{
    thread,
    time::{Duration, Instant},
};

use domain::ConversationId;
use serde_json::{Value, json};
use trial::{Place, Process, Proxy, Site, Way};

use crate::{new_device, shown::messages};

/// How long it is stopped.
const ASLEEP: Duration = Duration::from_secs(60);
/// In which time everything is there again.
const SOON: Duration = Duration::from_secs(5);
/// What the other one writes meanwhile.
const TEXTS: u32 = 60;

/// A device that follows the server by its stream.
struct Follower {
    proxy: Proxy,
    device: Process,
    _place: Place,
}

impl Follower {
    fn new(site: &Site) -> Self {
        let proxy = site.proxy(0);
        let (place, mut device) = new_device(site, &proxy.url());
        device.ask("host.follow", &Value::Null);
        device.ask("host.run", &Value::Null);
        Self { proxy, device, _place: place }
    }

    /// Waits until it has nothing to do but to listen.
    fn rest(&mut self, until: Instant) {
        while self.device.ask("status", &Value::Null)["state"] != "fresh" {
            let changed = self.device.find(until, |line| line.get("changed").is_some());
            assert!(changed.is_some(), "it comes to rest");
        }
    }

    /// Waits until so many messages of the other one are here; how many have come when the time is over.
    fn wait(&mut self, conversation: ConversationId, count: usize, until: Instant) -> usize {
        loop {
            self.device.forget_changes();
            let items = messages(&mut self.device, conversation);
            let told = items.iter().filter(|item| item["mine"] == false).count();
            if told >= count || self.device.find(until, |line| line.get("changed").is_some()).is_none() {
                return told;
            }
        }
    }
}

#[test]
fn after_a_minute_of_sleep_everything_comes_within_five_seconds() {
    let site = Site::new();
    let names = ["connected all the time", "cut off meanwhile", "deaf: cut off without being told"];
    let mut followers = names.map(|_| Follower::new(&site));
    site.write(site.direct, "起きているとき");
    for (name, follower) in names.iter().zip(&mut followers) {
        assert_eq!(follower.wait(site.direct, 1, Instant::now() + SOON), 1, "{name}: it follows the stream");
        follower.rest(Instant::now() + SOON);
        follower.device.signal("STOP");
    }
    followers[2].proxy.set(Way::Deaf);
    let begun = Instant::now();
    for number in 0..TEXTS {
        if number == TEXTS / 2 {
            followers[1].proxy.set(Way::Closed);
        }
        site.write(site.direct, &format!("{number}通目"));
        // The minute itself: the server's heartbeats have to go on in it.
        thread::sleep((begun + ASLEEP * (number + 1) / TEXTS).saturating_duration_since(Instant::now()));
    }
    followers[1].proxy.set(Way::Open);
    for (name, follower) in names.iter().zip(&mut followers) {
        follower.device.signal("CONT");
        let woken = Instant::now();
        let count = 1 + TEXTS as usize;
        let told = follower.wait(site.direct, count, woken + SOON);
        assert_eq!(told, count, "{name}: everything has come, once");
        println!("{name}: everything was there after {:?}", woken.elapsed());
        let inbox = follower.device.ask("inbox", &json!(null));
        let row = inbox.as_array().unwrap().iter().find(|row| row["conversation"] == json!(site.direct)).unwrap();
        assert_eq!(row["unread"], json!(count), "{name}: and is counted once");
    }
}

/// A machine that sleeps stops the clock that measures waiting, and not the one on the wall.
#[test]
fn after_the_machine_slept_everything_comes_within_five_seconds() {
    let site = Site::new();
    let mut follower = Follower::new(&site);
    site.write(site.direct, "起きているとき");
    assert_eq!(follower.wait(site.direct, 1, Instant::now() + SOON), 1, "it follows the stream");
    follower.rest(Instant::now() + SOON);
    follower.proxy.set(Way::Deaf);
    for number in 0..5 {
        site.write(site.direct, &format!("{number}通目"));
    }
    // An hour goes by on the wall; the process did not run, and no connection of before is heard any more.
    follower.device.ask("host.clock_ahead", &json!(3_600_000));
    let woken = Instant::now();
    assert_eq!(follower.wait(site.direct, 6, woken + SOON), 6, "everything has come, once");
    println!("after a sleep of the machine: everything was there after {:?}", woken.elapsed());
}
