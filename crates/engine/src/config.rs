//! What an engine is given: everything it does not do by itself.

use std::{path::PathBuf, sync::Arc};

use domain::Millis;
use uuid::Uuid;

use crate::{
    Background, Badge, Downloads, HostOptions, Keystore, LocalTime, NoHost, Notices, api::Wire, view::Language,
};

/// The time. No client clock orders anything: it dates pending edits and measures waiting.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;

    /// How many minutes the clock on the wall is ahead of UTC at a time.
    fn offset_min(&self, _at: Millis) -> i32 {
        0
    }
}

/// Randomness.
pub trait Entropy: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Parts and settings of an engine.
#[derive(Clone)]
pub struct Config {
    /// Where the two files lie.
    pub dir: PathBuf,
    /// The name this device gives itself in the list of sessions.
    pub device_name: String,
    /// The way to the server.
    pub wire: Arc<dyn Wire>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Where the key and the token are kept.
    pub keystore: Arc<dyn Keystore>,
    /// Where notices are shown.
    pub notices: Arc<dyn Notices>,
    /// Where the number of unread messages is shown outside the window.
    pub badge: Arc<dyn Badge>,
    /// What wakes the app where its system stops it; none where the engine's own loop goes on.
    pub background: Option<Arc<dyn Background>>,
    /// What of the app's life the machine decides.
    pub host: Arc<dyn HostOptions>,
    /// Where a person finds what they save.
    pub downloads: Arc<dyn Downloads>,
    /// The machine's language, of those that the app speaks; `System` where it speaks another.
    pub language: Language,
}

impl Config {
    /// The ordinary parts: HTTP, the system's clock and randomness, and a machine that can do nothing else.
    pub fn native(dir: PathBuf, device_name: String, keystore: Arc<dyn Keystore>, notices: Arc<dyn Notices>) -> Self {
        Self {
            dir,
            device_name,
            wire: Arc::new(crate::api::Http::new()),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(OsEntropy),
            keystore,
            notices,
            badge: Arc::new(NoHost),
            background: None,
            host: Arc::new(NoHost),
            downloads: Arc::new(NoHost),
            language: Language::System,
        }
    }

    /// The time on the wall.
    pub(crate) fn local_now(&self) -> LocalTime {
        let now = self.clock.now();
        LocalTime::of(now, self.clock.offset_min(now))
    }

    /// `N` random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// A new id: UUIDv7, so that ids made later sort later.
    pub(crate) fn new_id(&self) -> Uuid {
        uuid::Builder::from_unix_timestamp_millis(self.clock.now().unsigned_abs(), &self.random()).into_uuid()
    }

    /// A new entry of the profile. Others see its id, which must not tell when it was written.
    pub(crate) fn new_row(&self) -> domain::RowId {
        domain::RowId(uuid::Builder::from_random_bytes(self.random()).into_uuid())
    }
}

/// The operating system's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
    }

    fn offset_min(&self, at: Millis) -> i32 {
        let Ok(at) = jiff::Timestamp::from_millisecond(at) else { return 0 };
        jiff::tz::TimeZone::system().to_offset(at).seconds() / 60
    }
}

/// The operating system's randomness.
#[derive(Debug)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[expect(clippy::expect_used, reason = "without randomness no key may be made; every supported system has it")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}
