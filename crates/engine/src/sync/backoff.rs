//! How long to wait before trying again: full jitter between 0 and a ceiling that doubles from 1 s to 5 min; and what the
//! server asks for comes first.

use std::time::Duration;

use domain::wire::ProblemCode;

use super::RoundError;
use crate::{Config, api::ApiError};

const FIRST_MS: u64 = 1_000;
const LAST_MS: u64 = 300_000;
/// The longest wait that a server is granted, in seconds: two hours. One that says a year is wrong, or not meant well.
const GRANTED_S: u32 = 2 * 60 * 60;
/// How long a device waits that the server does not understand: until then neither of the two is another one.
const NEEDS_UPDATE_S: u32 = 60 * 60;

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

    /// The next wait; what a server asked for is waited for before it. Nobody who asks for no wait at all is asked without a
    /// pause, and devices that were told the same do not come back at the same moment.
    pub(crate) fn next(&mut self, config: &Config, retry_after_s: Option<u32>) -> Duration {
        let ceiling = self.ceiling_ms;
        self.ceiling_ms = (ceiling * 2).min(LAST_MS);
        let asked = Duration::from_secs(u64::from(retry_after_s.unwrap_or(0).min(GRANTED_S)));
        asked + Duration::from_millis(u64::from_le_bytes(config.random()) % ceiling)
    }
}

/// A moment of less than a second, so that devices whose server restarts do not all come at once.
pub(crate) fn spread(config: &Config) -> Duration {
    Duration::from_millis(u64::from_le_bytes(config.random()) % FIRST_MS)
}

/// How long the server asks to wait, in seconds. Whoever acts meanwhile does not shorten it.
pub(crate) fn asked(error: &ApiError) -> Option<u32> {
    match error {
        ApiError::Problem(problem) if problem.code == ProblemCode::SchemaTooOld => Some(NEEDS_UPDATE_S),
        ApiError::Problem(problem) => problem.retry_after_s,
        // Only the server may ask for something, not what stands on the way to it.
        ApiError::Unreachable
        | ApiError::TimedOut
        | ApiError::WrongDate
        | ApiError::Foreign(_)
        | ApiError::BadAnswer(_)
        | ApiError::NotResumex => None,
    }
}

/// The same of a round.
pub(crate) fn asked_by(error: &RoundError) -> Option<u32> {
    match error {
        RoundError::Api(error) => asked(error),
        RoundError::Unfinished | RoundError::Local(_) => None,
    }
}
