//! What every story stands on: a server in memory, the time, one source of randomness, and the mail.

use std::sync::Arc;

use server::{
    App, Settings, admin,
    storage::{Storage, sqlite::SqliteStorage},
};

use crate::{
    Chance, Clock, Device, Entropy, FAULTS, Mailbox, Watch,
    wire::{Between, Site, Wire},
};

pub(crate) const DAY: i64 = 24 * 3_600_000;

/// The ground of a story.
pub(crate) struct Ground {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) site: Site,
    storage: Arc<SqliteStorage>,
    entropy: Entropy,
    mailbox: Mailbox,
    seed: u64,
    wires: Vec<Wire>,
}

impl Ground {
    /// The ground of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let clock = Clock::new();
        let entropy = Entropy::new(Chance::of(seed, u64::MAX));
        let mailbox = Mailbox::default();
        let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
        let app = serve(&storage, &mailbox, &clock, &entropy);
        let site = Site::new(server::router(app.clone()));
        Self { app, clock, site, storage, entropy, mailbox, seed, wires: Vec::new() }
    }

    /// A device that nobody uses yet, on a wire with faults of its own.
    pub(crate) fn device(&mut self, name: &'static str, between: Option<Arc<dyn Between>>) -> Device {
        let wire = Wire::new(&self.site, between);
        wire.renew(Chance::of(self.seed, u64::MAX - 1 - self.wires.len() as u64));
        self.wires.push(wire.clone());
        Device::new(name, wire, Watch::new(&self.clock), &self.entropy)
    }

    /// A step begins: everything in it is drawn from its own streams, whatever was before it.
    pub(crate) fn begin_step(&self, number: usize) -> Chance {
        let mut chance = Chance::of(self.seed, number as u64);
        self.entropy.renew(Chance::new(chance.bits()));
        for wire in &self.wires {
            wire.renew(Chance::new(chance.bits()));
        }
        // Devices that came only now must not move what the step draws.
        Chance::of(self.seed, (1 << 32) + number as u64)
    }

    /// Signs in and reads everything on a healthy wire; after that it has faults.
    pub(crate) async fn sign_in(&self, device: &Device, address: &str) {
        device.wire.heal();
        device.sign_in(address, &self.mailbox).await;
        assert!(device.sync().await, "{}: the first sync on a healthy wire", device.name);
        device.wire.break_again();
    }

    /// Up to a minute goes by; now and then the clock jumps by up to a year, in either direction.
    pub(crate) fn time_passes(&self, chance: &mut Chance) {
        self.clock.advance(i64::try_from(chance.below(60_000)).unwrap());
        if chance.one_in(20) {
            let year = 365 * DAY;
            self.clock.advance(i64::try_from(chance.below(2 * usize::try_from(year).unwrap())).unwrap() - year);
        }
    }

    /// A season later the server forgets what has served its time.
    pub(crate) async fn prune(&self) {
        self.clock.advance(100 * DAY);
        self.storage.prune(server::Clock::now(&self.clock)).await.unwrap();
    }

    /// The server's process ends and begins again: what is in its file is all that is left.
    pub(crate) fn restart_server(&mut self) {
        self.app = serve(&self.storage, &self.mailbox, &self.clock, &self.entropy);
        self.site.replace(server::router(self.app.clone()));
    }

    /// As after a restore: no device may go on from where it stands.
    pub(crate) async fn renew_epoch(&self) {
        self.storage.renew_epoch().await.unwrap();
    }

    /// How often each fault happened on all wires.
    pub(crate) fn faults(&self) -> [usize; FAULTS] {
        let mut sum = [0; FAULTS];
        for wire in &self.wires {
            sum.iter_mut().zip(wire.counted()).for_each(|(sum, count)| *sum += count);
        }
        sum
    }
}

fn serve(storage: &Arc<SqliteStorage>, mailbox: &Mailbox, clock: &Clock, entropy: &Entropy) -> App {
    App::new(
        Arc::clone(storage) as Arc<dyn Storage>,
        Arc::new(mailbox.clone()),
        Arc::new(clock.clone()),
        Arc::new(entropy.clone()),
        Settings::default(),
    )
}

/// Somebody new.
pub(crate) fn person(mail: &str, family: &str, given: &str) -> admin::NewPerson {
    admin::NewPerson {
        mail: mail.into(),
        family: family.into(),
        given: given.into(),
        family_kana: "ヤマダ".into(),
        given_kana: "タロウ".into(),
    }
}
