//! Test only: whole devices, the real server router in process, a faulty wire and a clock. Everything runs on one thread
//! and every choice comes from the seed, so that a seed repeats exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test's tool")]

mod chance;
mod check;
mod crash;
mod device;
mod fault;
mod ground;
mod script;
mod shrink;
mod sight;
mod story;
mod sums;
mod wire;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

pub use chance::Chance;
pub use device::Device;
use domain::Millis;
pub use fault::Planted;
pub use script::{Script, Told, heard};
pub use shrink::{Shrunk, promise, shrink, shrunk};
pub use sight::{Lie, play as play_sight, play_lied};
pub use story::play;
pub use sums::summed;
pub use wire::{FAULTS, Fault, Wire};

/// The true time of a world, which the server goes by: it moves only when told to.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    fn new() -> Self {
        // 2026-04-01T00:00:00Z
        Self(Arc::new(AtomicI64::new(1_775_001_600_000)))
    }

    /// Moves the time, also backwards.
    pub fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    fn read(&self) -> Millis {
        self.0.load(Ordering::Relaxed)
    }
}

impl server::Clock for Clock {
    fn now(&self) -> Millis {
        self.read()
    }
}

/// The clock of a device, which may be wrong.
#[derive(Clone)]
pub(crate) struct Watch {
    clock: Clock,
    /// By how much it is ahead.
    ahead: Arc<AtomicI64>,
}

impl Watch {
    fn new(clock: &Clock) -> Self {
        Self { clock: clock.clone(), ahead: Arc::default() }
    }

    fn set_ahead(&self, by: Millis) {
        self.ahead.store(by, Ordering::Relaxed);
    }
}

impl engine::Clock for Watch {
    fn now(&self) -> Millis {
        self.clock.read() + self.ahead.load(Ordering::Relaxed)
    }
}

/// The one source of randomness of a world.
#[derive(Clone)]
pub struct Entropy(Arc<Mutex<Chance>>);

impl Entropy {
    fn new(chance: Chance) -> Self {
        Self(Arc::new(Mutex::new(chance)))
    }

    /// Goes on with another stream.
    fn renew(&self, chance: Chance) {
        *self.0.lock().unwrap() = chance;
    }

    fn draw(&self, bytes: &mut [u8]) {
        let mut chance = self.0.lock().unwrap();
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&chance.bits().to_le_bytes()[..chunk.len()]);
        }
    }
}

impl engine::Entropy for Entropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.draw(bytes);
    }
}

impl server::Entropy for Entropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.draw(bytes);
    }
}

/// The mail of a world: the last code to each address.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Mutex<Vec<(String, String)>>>);

impl Mailbox {
    /// The newest code sent to an address.
    pub fn code(&self, address: &str) -> String {
        let mails = self.0.lock().unwrap();
        mails.iter().rev().find(|(to, _)| to == address).expect("a mail").1.clone()
    }
}

impl server::Mail for Mailbox {
    fn send_code(&self, address: &str, code: &str, _language: &str) {
        self.0.lock().unwrap().push((address.to_owned(), code.to_owned()));
    }
}
