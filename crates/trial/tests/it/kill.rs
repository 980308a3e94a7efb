//! The process is killed again and again while it opens, syncs, sends and keeps what is typed (R1). `TRIAL_ROUNDS=3000`
//! kills more often, `TRIAL_SEED=17` makes other choices.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use domain::ConversationId;
use serde_json::{Value, json};
use trial::{Place, Process, Site};
use world::Chance;

use crate::{DEVICE, act::Act, new_device, number, shown::Shown};

/// Kills in the test command.
const ROUNDS: u64 = 300;
/// The process lives for up to so long after it began to open or to work.
const LIFE_US: usize = 60_000;
/// Calls of one round: more than can be carried out in that time.
const CALLS: u64 = 250;

struct Trial {
    site: Site,
    place: Place,
    chance: Chance,
    /// What every acknowledged call has made.
    done: Shown,
    /// The call that was not answered when the process died: done or not, but not half.
    open: Option<Act>,
    acknowledged: u64,
    texts: u64,
}

impl Trial {
    fn conversations(&self) -> [ConversationId; 2] {
        [self.site.direct, self.site.desk]
    }

    fn act(&mut self) -> Act {
        self.texts += 1;
        let conversations = self.conversations();
        Act::draw(&mut self.chance, self.texts, &conversations, &self.done)
    }

    /// Starts, works, is killed.
    fn round(&mut self, round: u64) {
        let begun = Instant::now();
        let moment = Duration::from_micros(self.chance.below(LIFE_US) as u64);
        let mut device = Process::start(DEVICE, &self.place, None);
        let is_killed_while_opening = self.chance.one_in(4);
        if is_killed_while_opening {
            device.kill_at(begun + moment);
        } else {
            assert_eq!(device.phase().as_deref(), Some("ready"), "round {round}: it opens");
            self.look(&mut device, round);
            // Now and then what waits goes through: under load a push is rarely done before the kill, and the outbox would grow.
            if round.is_multiple_of(25) {
                device.ask("host.sync", &Value::Null);
            }
            device.ask("host.run", &Value::Null);
            self.work(device, moment);
        }
        let faults = self.place.check();
        assert!(faults.is_empty(), "round {round}: the files are whole after the kill: {faults:?}");
    }

    /// What is there is what was acknowledged, and the call that was not answered has been done or not.
    fn look(&mut self, device: &mut Process, round: u64) {
        let seen = Shown::end_on(device, &self.conversations());
        if let Some(act) = self.open.take() {
            let with = act.on(self.done.clone());
            if seen == with.clone().end() {
                self.done = with;
            }
        }
        let done = self.done.clone().end();
        assert_eq!(seen, done, "round {round}: what was acknowledged is there, once, and nothing else");
    }

    fn work(&mut self, mut device: Process, moment: Duration) {
        let begun = Instant::now();
        let mut seen = self.done.clone();
        let mut acts = Vec::new();
        for _ in 0..CALLS {
            let act = self.act();
            let (method, with) = act.call(&seen);
            acts.push((device.call(method, &with), act.clone()));
            seen = act.on(seen);
        }
        let said = device.kill_at(begun + moment);
        let failed: Vec<&Value> = said.iter().filter(|line| line.get("failed").is_some()).collect();
        assert!(failed.is_empty(), "every edit is taken: {failed:?}");
        let answered: BTreeSet<u64> = said.iter().filter_map(|line| line["n"].as_u64()).collect();
        // Calls are carried out one after the other: only the first that was not answered can have been begun.
        for (number, act) in acts {
            if !answered.contains(&number) {
                self.open = Some(act);
                break;
            }
            self.done = act.on(std::mem::take(&mut self.done));
            self.acknowledged += 1;
        }
    }
}

#[test]
fn killed_at_any_moment_it_has_everything_once() {
    let (rounds, seed) = (number("TRIAL_ROUNDS", ROUNDS), number("TRIAL_SEED", 1));
    let begun = Instant::now();
    let site = Site::new();
    let (place, mut device) = new_device(&site, &site.url());
    let conversations = [site.direct, site.desk];
    let done = Shown::on(&mut device, &conversations);
    device.end();

    let mut trial = Trial { site, place, chance: Chance::new(seed), done, open: None, acknowledged: 0, texts: 0 };
    for round in 0..rounds {
        trial.round(round);
    }
    assert!(trial.acknowledged > rounds / 10, "it is killed while it works");
    println!("{rounds} kills, {} acknowledged edits, {:?}", trial.acknowledged, begun.elapsed());

    // The same device, in peace.
    let mut device = Process::start(DEVICE, &trial.place, None);
    assert_eq!(device.phase().as_deref(), Some("ready"));
    trial.look(&mut device, rounds);
    device.ask("host.sync", &Value::Null);
    assert_eq!(Shown::on(&mut device, &conversations), trial.done, "all of it, also after the last of it was sent");
    let status = device.ask("status", &Value::Null);
    assert_eq!((&status["unsent"], &status["refused"], &status["conflicts"]), (&json!(0), &json!(0), &json!(0)));
    // A new device of the same person has it from the server.
    let (other, mut new) = new_device(&trial.site, &trial.site.url());
    let seen = Shown::on(&mut new, &conversations);
    assert_eq!(seen, trial.done.clone().without_drafts(), "the server has it once, in the same order");
    new.end();
    assert_eq!(other.check(), [""; 0]);
    device.end();
}
