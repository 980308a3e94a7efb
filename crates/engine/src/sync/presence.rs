//! Where the person is, and what follows from it: a live stream while they are here and shortly after, rare polls while
//! they are away. Pure, except for [`Engine::set_presence`].

use std::time::Duration;

use domain::Millis;
use tokio::time::Instant;

use crate::{Config, Engine};

/// Whoever looks away for a moment should find everything as fresh as before.
const GRACE: Duration = Duration::from_secs(120);
const GRACE_MS: Millis = 120_000;
/// Polls are this far apart, give or take [`SPREAD_MS`], so that the devices of a whole organisation do not ask at once.
const INTERVAL_MS: u64 = 900_000;
const SPREAD_MS: u64 = 180_000;

/// Where the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// They look at the window: nothing rings.
    Looking,
    /// The window can be seen and something else has the keyboard: things ring, and the window follows live.
    InSight,
    /// The window is closed, hidden or minimised, or the phone shows something else.
    Away,
}

/// Where the person is, and since when they are away: by the clock that measures waiting, and by the clock that goes on
/// while the machine sleeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) presence: Presence,
    away: Option<(Instant, Millis)>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { presence: Presence::Looking, away: None }
    }
}

/// How long a live stream is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// For as long as the person is here.
    Open,
    /// Until then, unless they come back.
    Until(Instant),
    /// Not at all: polls take its place.
    Not,
}

impl Seen {
    /// The person is there now. Whoever stays away has been away since they left.
    fn then(self, presence: Presence, at: Instant, now: Millis) -> Self {
        match presence {
            Presence::Looking | Presence::InSight => Self { presence, away: None },
            Presence::Away => Self { presence, away: self.away.or(Some((at, now))) },
        }
    }

    /// How long a live stream is held.
    pub(crate) fn hold(self, at: Instant) -> Hold {
        match self.away {
            None => Hold::Open,
            Some((since, _)) if at < since + GRACE => Hold::Until(since + GRACE),
            Some(_) => Hold::Not,
        }
    }

    /// Whether something may have moved that no stream has told: a machine that slept held none.
    fn was_long_away(self, at: Instant, now: Millis) -> bool {
        let slept = self.away.is_some_and(|(_, since)| now.saturating_sub(since) >= GRACE_MS);
        slept || self.hold(at) == Hold::Not
    }
}

/// How long it is to the next poll: 15 minutes, a fifth more or less.
pub(crate) fn interval(config: &Config) -> Duration {
    let spread = u64::from_le_bytes(config.random()) % (2 * SPREAD_MS + 1);
    Duration::from_millis(INTERVAL_MS - SPREAD_MS + spread)
}

impl Engine {
    /// Where the person is. While they look nothing rings; when they are away the live stream ends after two minutes, and
    /// polls take its place; when they come back a round begins at once, and the stream.
    pub fn set_presence(&self, presence: Presence) {
        let (at, now) = (Instant::now(), self.config().clock.now());
        let mut before = Seen::default();
        self.seen().send_modify(|seen| {
            before = *seen;
            *seen = seen.then(presence, at, now);
        });
        match presence {
            Presence::Away => {
                if let Some(background) = &self.config().background {
                    background.schedule(interval(self.config()));
                }
            }
            Presence::Looking | Presence::InSight => {
                if before.was_long_away(at, now) {
                    super::everything_is_due(self);
                } else if self.progress().is_unreached {
                    // Whoever comes to a window that is offline need not wait for the next attempt.
                    self.wake();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const MINUTE_MS: Millis = 60_000;

    #[tokio::test(start_paused = true)]
    async fn the_stream_outlives_a_short_look_away() {
        let begin = Instant::now();
        let away = Seen::default().then(Presence::Away, begin, 0);
        assert_eq!(away.hold(begin), Hold::Until(begin + 2 * MINUTE));
        let still = away.then(Presence::Away, begin + MINUTE, MINUTE_MS);
        assert_eq!(still.hold(begin + MINUTE), Hold::Until(begin + 2 * MINUTE), "told twice, left once");
        assert_eq!(still.hold(begin + 2 * MINUTE), Hold::Not);
        for here in [Presence::Looking, Presence::InSight] {
            assert_eq!(still.then(here, begin + 3 * MINUTE, 0).hold(begin + 3 * MINUTE), Hold::Open);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_was_long_away_needs_a_round() {
        let begin = Instant::now();
        let away = Seen::default().then(Presence::Away, begin, 0);
        assert!(!away.was_long_away(begin + MINUTE, MINUTE_MS));
        assert!(away.was_long_away(begin + 2 * MINUTE, 2 * MINUTE_MS));
        assert!(away.was_long_away(begin + MINUTE, 60 * MINUTE_MS), "the machine slept: only the wall clock went on");
        assert!(
            !Seen::default().was_long_away(begin + 60 * MINUTE, 60 * MINUTE_MS),
            "who was here was told everything"
        );
    }
}
