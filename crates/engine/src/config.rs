//! What an engine is given: everything it does not do by itself.

use std::{path::PathBuf, sync::Arc};

use domain::Millis;
use uuid::Uuid;

use crate::{Keystore, Notices, api::Wire};

/// The time. No client clock orders anything: it dates pending edits and measures waiting.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;
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
}

impl Config {
    /// The ordinary parts: HTTP, the system's clock and randomness.
    pub fn native(dir: PathBuf, device_name: String, keystore: Arc<dyn Keystore>, notices: Arc<dyn Notices>) -> Self {
        Self {
            dir,
            device_name,
            wire: Arc::new(crate::api::Http::new()),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(OsEntropy),
            keystore,
            notices,
        }
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
}

/// The operating system's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
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
