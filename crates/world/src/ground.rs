//! What every story stands on: a server in memory, one clock, one source of randomness, and the mail.

use std::sync::Arc;

use axum::Router;
use server::{
    App, Settings, admin,
    storage::{Storage, sqlite::SqliteStorage},
};

use crate::{Chance, Clock, Device, Entropy, Mailbox, Wire, wire::Between};

const DAY: i64 = 24 * 3_600_000;

/// The ground of a story.
pub(crate) struct Ground {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    router: Router,
    storage: Arc<SqliteStorage>,
    entropy: Entropy,
    mailbox: Mailbox,
    seed: u64,
    devices: u64,
}

impl Ground {
    /// The ground of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let clock = Clock::new();
        let entropy = Entropy::new(seed ^ 0x5eed);
        let mailbox = Mailbox::default();
        let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
        let app = App::new(
            Arc::clone(&storage) as Arc<dyn Storage>,
            Arc::new(mailbox.clone()),
            Arc::new(clock.clone()),
            Arc::new(entropy.clone()),
            Settings::default(),
        );
        let router = server::router(app.clone());
        Self { app, clock, router, storage, entropy, mailbox, seed, devices: 0 }
    }

    /// A device that nobody uses yet, on a wire with faults of its own.
    pub(crate) fn device(&mut self, name: &'static str, between: Option<Arc<dyn Between>>) -> Device {
        let wire = Wire::new(self.router.clone(), self.seed.wrapping_mul(31) + self.devices, between);
        self.devices += 1;
        Device::new(name, wire, &self.clock, &self.entropy)
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
