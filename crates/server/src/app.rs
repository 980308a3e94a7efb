//! What every route shares.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use domain::Millis;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    mail::Mail,
    secret::Secret,
    storage::{Storage, StorageError},
};

/// What can be set from outside.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address people reach the server by, such as `https://resumex.example`; none: the one a request names.
    pub public_url: Option<String>,
    /// Demonstration: sign-in codes are also printed on the standard output.
    pub show_codes: bool,
}

/// The clock. Reading it is an argument everywhere below a route.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Millis;
}

/// The source of ids, codes and tokens.
pub trait Entropy: Send + Sync {
    /// Fills with random bytes that nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The state that routes share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Arc<dyn Storage>,
    mail: Arc<dyn Mail>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    settings: Settings,
    secret: OnceCell<Secret>,
    stopping: CancellationToken,
    requests: AtomicU64,
    names: RandomState,
}

impl App {
    /// An app of its parts.
    pub fn new(
        storage: Arc<dyn Storage>,
        mail: Arc<dyn Mail>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        settings: Settings,
    ) -> Self {
        let inner = Inner {
            storage,
            mail,
            clock,
            entropy,
            settings,
            secret: OnceCell::new(),
            stopping: CancellationToken::new(),
            requests: AtomicU64::new(0),
            names: RandomState::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Ends every live stream, so that the server can stop.
    pub fn stop(&self) {
        self.inner.stopping.cancel();
    }

    pub(crate) fn stopping(&self) -> &CancellationToken {
        &self.inner.stopping
    }

    pub(crate) fn storage(&self) -> &dyn Storage {
        &*self.inner.storage
    }

    pub(crate) fn shared_storage(&self) -> Arc<dyn Storage> {
        Arc::clone(&self.inner.storage)
    }

    pub(crate) fn mail(&self) -> &dyn Mail {
        &*self.inner.mail
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn now(&self) -> Millis {
        self.inner.clock.now()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.inner.entropy.fill(&mut bytes);
        bytes
    }

    pub(crate) fn new_id(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    /// Names a request. Not its number: that would tell everybody how busy everybody else is.
    pub(crate) fn name_request(&self) -> u64 {
        self.inner.names.hash_one(self.inner.requests.fetch_add(1, Ordering::Relaxed))
    }

    /// The server's secret, made at the first start.
    pub(crate) async fn secret(&self) -> Result<&Secret, StorageError> {
        self.inner.secret.get_or_try_init(async || Ok(Secret::new(self.storage().secret(self.random()).await?))).await
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Going on with bytes that can be guessed would open every session: stop instead.
            tracing::error!("the operating system gives no random bytes");
            std::process::abort();
        }
    }
}
