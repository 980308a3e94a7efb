//! Whether the machine has slept. Then the clock that measures waiting has stood still, and the one on the wall has not: the
//! stream looks as fresh as before, and whatever was at its other end has long given it up.

use std::time::Duration;

use domain::Millis;
use tokio::time::{Instant, sleep};

use crate::Engine;

/// The clocks are compared this often.
const LOOK: Duration = Duration::from_secs(2);
/// A clock that is set right by the network moves by less.
const LEAP_MS: Millis = 15_000;

/// Waits until the machine has slept.
pub(super) async fn slept(engine: &Engine) {
    loop {
        let (at, now) = (Instant::now(), engine.config().clock.now());
        sleep(LOOK).await;
        let waited = Millis::try_from(at.elapsed().as_millis()).unwrap_or(Millis::MAX);
        if engine.config().clock.now().saturating_sub(now).saturating_sub(waited) > LEAP_MS {
            return;
        }
    }
}
