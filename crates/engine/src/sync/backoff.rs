//! How long to wait before trying again: full jitter between 0 and a ceiling that doubles from 1 s to 5 min.

use std::time::Duration;

use crate::Config;

const FIRST_MS: u64 = 1_000;
const LAST_MS: u64 = 300_000;

pub(crate) struct Backoff {
    ceiling_ms: u64,
}

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self { ceiling_ms: FIRST_MS }
    }

    pub(crate) fn reset(&mut self) {
        *self = Self::new();
    }

    /// The next wait; what a server asked for (`Retry-After`) is obeyed.
    pub(crate) fn next(&mut self, config: &Config, retry_after_s: Option<u32>) -> Duration {
        let ceiling = self.ceiling_ms;
        self.ceiling_ms = (ceiling * 2).min(LAST_MS);
        match retry_after_s {
            Some(seconds) => Duration::from_secs(u64::from(seconds)),
            None => Duration::from_millis(u64::from_le_bytes(config.random()) % ceiling),
        }
    }
}
