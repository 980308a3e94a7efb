//! A story: devices of three people do what people do, on wires that fail, while servers restart, clocks are wrong and
//! permissions come and go; and at every step and in the end everything is as it must be.

mod cast;
mod ear;
mod end;
mod ledger;
mod look;
mod people;
mod profile;
mod start;
mod weather;
mod write;

use futures_util::future::join;
use serde_json::{Value, json};

use self::{
    cast::{Cast, Who},
    ear::Ear,
    ledger::Ledger,
    write::Typed,
};
use crate::{Chance, Device, Script, Told, ground::Ground};

const STEPS: usize = 56;
const SEATS: [(Who, &str); 4] = [
    (Who::Hanako, "hanako's phone"),
    (Who::Hanako, "hanako's desk"),
    (Who::Kenta, "kenta's phone"),
    (Who::Ren, "ren's phone"),
];

/// Plays a story to its end and checks it.
///
/// # Panics
/// When a promise does not hold: the message begins with its word.
pub async fn play(script: impl Into<Script>) -> Told {
    let script = script.into();
    let mut story = Story::begin(script.seed).await;
    let mut seats = std::mem::take(&mut story.seats);
    let mut steps = 0;
    for number in script.of(STEPS) {
        story.chance = story.ground.begin_step(number);
        story.ground.time_passes(&mut story.chance);
        let told = story.step(&mut seats).await;
        story.log.push(format!("{number} {told}"));
        story.ledger.book().nothing_is_broken();
        steps += 1;
    }
    story.chance = story.ground.begin_step(STEPS);
    story.ends(&seats).await;
    Told { log: story.log, steps, faults: story.ground.faults() }
}

/// A device and whose it is.
struct Seat {
    who: Who,
    device: Device,
    /// Somebody who asks again at every event: on one device, which is enough.
    ear: Option<Ear>,
}

struct Story {
    ground: Ground,
    cast: Cast,
    ledger: Ledger,
    chance: Chance,
    seats: Vec<Seat>,
    /// The conversation that is open from the beginning.
    main: String,
    typed: Vec<Typed>,
    lines: usize,
    has_joined: bool,
    log: Vec<String>,
}

impl Story {
    async fn step(&mut self, seats: &mut [Seat]) -> String {
        let number = self.chance.below(seats.len());
        let name = seats[number].device.name;
        let told = match self.chance.below(32) {
            0..=5 => self.sync(&seats[number].device).await,
            6 => self.at_once(seats, number).await,
            7 => self.sync_and_write(&seats[number]).await,
            8 | 9 => {
                let wire = &seats[number].device.wire;
                let (is_offline, is_one_way) = *self.chance.pick(&[(true, false), (false, true), (false, false)]);
                wire.set_offline(is_offline);
                wire.set_one_way(is_one_way);
                format!("offline {is_offline}, one way {is_one_way}")
            }
            10 => self.restart(&mut seats[number]).await,
            11 | 12 => self.end_in_the_middle(&mut seats[number]).await,
            13..=16 => self.send(&seats[number], 3).await,
            17 => self.edit_message(&seats[number].device).await,
            18 => self.mark_read(&seats[number].device).await,
            19 | 20 => self.set_field(&seats[number].device).await,
            21 | 22 => self.rows(&seats[number].device).await,
            23 => self.draft(&seats[number].device).await,
            24 => self.contact(&seats[number]).await,
            25 if self.chance.one_in(2) => self.block(seats).await,
            25 | 26 => self.change_roles(seats).await,
            27 | 28 => self.look_around(&seats[number]).await,
            29 => self.server_weather().await,
            30 => self.time_weather(&seats[number].device),
            _ => {
                self.ground.site.deliver(&mut self.chance, 2).await;
                "some of what was late arrives".to_owned()
            }
        };
        for seat in seats.iter() {
            if let Some(ear) = &seat.ear {
                ear.has_heard_all(&seat.device).await;
            }
        }
        format!("{name}: {told}")
    }

    /// Now and then the person reads what has come.
    async fn sync(&mut self, device: &Device) -> String {
        let is_done = device.sync().await;
        let told = if self.chance.one_in(3) { self.mark_read(device).await } else { String::new() };
        format!("sync {is_done} {told}")
    }

    /// The requests of two devices reach the server in any order.
    async fn at_once(&mut self, seats: &[Seat], number: usize) -> String {
        let other = (number + 1 + self.chance.below(seats.len() - 1)) % seats.len();
        let [one, other] = [&seats[number].device, &seats[other].device];
        let done = join(one.sync(), other.sync()).await;
        format!("sync at once with {} {done:?}", other.name)
    }

    /// Something is written while what was written before is on its way.
    async fn sync_and_write(&mut self, seat: &Seat) -> String {
        let device = &seat.device;
        let pauses = self.chance.below(6);
        let writing = async {
            let mut told = self.set_field(device).await;
            for _ in 0..pauses {
                tokio::task::yield_now().await;
            }
            told = format!("{told}, {}", self.set_field(device).await);
            format!("{told}, {}", self.send(seat, 1).await)
        };
        let (done, told) = join(device.sync(), writing).await;
        format!("sync {done} and {told}")
    }
}

/// No filter at all.
pub(crate) fn everybody() -> Value {
    json!({ "organization": null, "text": "", "units": [], "cohorts": [], "employers": [], "skills": [],
            "statuses": [], "connected": false })
}
