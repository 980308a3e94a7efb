//! A story of who sees what: Hanako shows and hides, the others look, the desk changes who they are, on wires that fail. At every
//! moment nothing is sent that may not be seen then; whoever has just read everything has what may be seen and nothing else;
//! and in the end an old device shows what a new one does.

mod cast;
mod check;
mod desk;
mod end;
mod hanako;
mod lie;
mod oracle;
mod truth;
mod viewer;
mod witness;

use std::{collections::BTreeMap, sync::Arc};

pub use lie::Lie;
use serde_json::Value;

use self::{
    cast::{Cast, Who},
    witness::{Shared, Witness},
};
use crate::{Chance, Device, Script, Told, ground::Ground};

const STEPS: usize = 46;
/// Whose turn it is: places of [`SEATS`], each as often as it stands here.
const TURNS: [usize; 20] = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 5, 5, 6];
const SEATS: [(Who, &str); 7] = [
    (Who::Hanako, "hanako's phone"),
    (Who::Hanako, "hanako's desk"),
    (Who::Ren, "ren's phone"),
    (Who::Mika, "mika's phone"),
    (Who::Sora, "sora's phone"),
    (Who::Kenta, "kenta's phone"),
    (Who::Jun, "jun's phone"),
];

/// Plays a story to its end and checks it.
///
/// # Panics
/// When a promise does not hold; the message says which.
pub async fn play(script: impl Into<Script>) -> Told {
    let script = script.into();
    Play::begin(script.seed, None).await.played(&script).await
}

/// The same on wires that lie: to see that the story fails.
///
/// # Panics
/// As it should.
pub async fn play_lied(seed: u64, lie: Lie) -> Told {
    Play::begin(seed, Some(lie)).await.played(&seed.into()).await
}

/// A device and whose it is.
struct Seat {
    who: Who,
    device: Device,
    witness: Arc<Witness>,
}

struct Play {
    ground: Ground,
    shared: Arc<Shared>,
    chance: Chance,
    seats: Vec<Seat>,
    /// The page of Hanako that a viewer's device keeps, unless it had to go since: as it was fetched, or null when it came
    /// before its card and was not shown yet.
    kept: BTreeMap<Who, Value>,
    marks: usize,
    log: Vec<String>,
}

impl Play {
    async fn begin(seed: u64, lie: Option<Lie>) -> Self {
        let mut chance = Chance::of(seed, 1 << 40);
        let ground = Ground::new(seed);
        let cast = Cast::set(&ground.app, &mut chance, lie.is_some()).await;
        let shared = Shared::new(cast, lie);
        let (kept, seats, log) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut play = Self { ground, shared, chance, seats, kept, marks: 0, log };
        for (who, name) in SEATS {
            let seat = play.sits_down(who, name).await;
            play.overture(&seat).await;
            play.seats.push(seat);
        }
        play
    }

    /// Everybody begins with something, so that there is something to see and to change.
    async fn overture(&mut self, Seat { who, device, .. }: &Seat) {
        device.wire.heal();
        let told = match who {
            // Her phone, while nobody else is there yet.
            Who::Hanako if self.seats.is_empty() => self.begins_to_show(device).await,
            Who::Ren | Who::Mika if !self.chance.one_in(3) => self.asks_for_contact(device).await,
            Who::Kenta => self.begins_an_offer(device).await,
            Who::Hanako | Who::Ren | Who::Mika | Who::Sora | Who::Jun => return,
        };
        self.log.push(format!("{}: {told}", device.name));
        assert!(device.sync().await, "{}: a round on a healthy wire ends well", device.name);
        device.wire.break_again();
    }

    /// A new device of somebody, that has read everything.
    async fn sits_down(&mut self, who: Who, name: &'static str) -> Seat {
        let witness = Witness::new(who, &self.shared);
        let device = self.ground.device(name, Some(Arc::clone(&witness) as Arc<_>));
        self.ground.sign_in(&device, who.address()).await;
        Seat { who, device, witness }
    }

    async fn played(mut self, script: &Script) -> Told {
        let mut steps = 0;
        for number in script.of(STEPS) {
            self.chance = self.ground.begin_step(number);
            self.ground.time_passes(&mut self.chance);
            if self.chance.one_in(30) {
                self.ground.prune().await;
                self.log.push("the server forgets".to_owned());
            }
            let turn = *self.chance.pick(&TURNS);
            let mut seats = std::mem::take(&mut self.seats);
            let outcome = self.step(&mut seats[turn]).await;
            self.log.push(format!("{number} {}: {outcome}", seats[turn].device.name));
            self.seats = seats;
            self.shared.nothing_is_broken();
            steps += 1;
        }
        self.chance = self.ground.begin_step(STEPS);
        self.ends().await;
        Told { log: self.log, steps, faults: self.ground.faults() }
    }

    async fn step(&mut self, seat: &mut Seat) -> String {
        match self.chance.below(20) {
            0..=3 => self.syncs(seat).await,
            4 => {
                let is_offline = self.chance.one_in(2);
                seat.device.wire.set_offline(is_offline);
                format!("offline {is_offline}")
            }
            5 => {
                seat.device.restart();
                "restart".to_owned()
            }
            _ => match seat.who {
                Who::Hanako => self.hanako_acts(&seat.device).await,
                Who::Kenta if !self.chance.one_in(4) => self.kenta_acts(&seat.device).await,
                Who::Kenta | Who::Ren | Who::Mika | Who::Sora | Who::Jun => self.viewer_acts(seat).await,
            },
        }
    }

    async fn syncs(&mut self, seat: &Seat) -> String {
        let is_done = seat.device.sync().await;
        if is_done && seat.who != Who::Hanako {
            self.has_read_everything(seat.who);
        }
        format!("sync {is_done}")
    }

    /// A text that stands nowhere else.
    fn mark(&mut self) -> String {
        self.marks += 1;
        oracle::mark(self.marks)
    }
}
