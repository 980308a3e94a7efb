//! The live stream: the server says which scopes have moved; the next round reads them. It is held only while somebody is
//! there to see it.

use std::{collections::BTreeSet, time::Duration};

use domain::{Scope, wire::Hint};
use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::{Stream, StreamExt};

use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::{
    RoundError,
    backoff::{self, Backoff},
    count::{self, Kind},
    everything_is_due, hinted, is_signed_in,
    presence::Hold,
    pull,
    sleep::slept,
};
use crate::{
    Account, Engine,
    api::{ApiError, Body, WireError},
    failure::Failure,
};

/// The server's heartbeat comes every 20 s.
const SILENCE: Duration = Duration::from_secs(45);
/// A stream that lasted two of them was one.
const LASTING: Duration = Duration::from_secs(40);
/// The longest event, in bytes: whatever comes before the empty line that ends it is held.
const EVENT: usize = 1 << 20;

pub(super) async fn listen(engine: &Engine) {
    let (mut backoff, mut not_before) = (Backoff::new(), None);
    let (mut events, mut seen) = (engine.events(), engine.seen().subscribe());
    loop {
        if !is_signed_in(engine) {
            // Signing in is announced like every other change.
            let _ = events.recv().await;
            continue;
        }
        let hold = seen.borrow_and_update().hold(Instant::now());
        match hold {
            Hold::Not => {
                // An error says that the engine is gone, and this with it.
                let _ = seen.changed().await;
            }
            Hold::Open | Hold::Until(_) => {
                tokio::select! {
                    () = stream(engine, &mut backoff, &mut not_before) => {}
                    () = unwanted(engine) => {}
                    () = slept(engine) => {
                        engine.config().wire.renew();
                        everything_is_due(engine);
                    }
                }
                count::keep_alone(engine);
                engine.changed(&["checks"]);
            }
        }
    }
}

/// The person has been away for long enough.
async fn unwanted(engine: &Engine) {
    let mut seen = engine.seen().subscribe();
    loop {
        let hold = seen.borrow_and_update().hold(Instant::now());
        match hold {
            Hold::Not => return,
            Hold::Open => {
                let _ = seen.changed().await;
            }
            Hold::Until(end) => tokio::select! {
                () = sleep_until(end) => {}
                _ = seen.changed() => {}
            },
        }
    }
}

/// Listens once, and waits before the next time. What the server asked for is obeyed also by somebody who left and came back.
async fn stream(engine: &Engine, backoff: &mut Backoff, not_before: &mut Option<Instant>) {
    if let Some(at) = *not_before {
        sleep_until(at).await;
    }
    *not_before = None;
    let retry_after_s = connect(engine, backoff).await.err().as_ref().and_then(backoff::asked);
    let at = Instant::now() + backoff.next(engine.config(), retry_after_s);
    *not_before = retry_after_s.map(|_| at);
    tokio::select! {
        () = sleep_until(at) => {}
        // A round has found the server again: no reason to wait, unless the server asked for it.
        () = engine.reached().notified(), if retry_after_s.is_none() => {}
    }
    // What a broken stream would have said is asked for; a round that finds no server leaves it at that.
    everything_is_due(engine);
}

/// Listens until the stream ends, for whatever reason.
async fn connect(engine: &Engine, backoff: &mut Backoff) -> Result<(), ApiError> {
    let account = engine.account().map_err(not_signed_in)?;
    let token = account.token();
    let api = engine.counted_api(&account, Kind::Live).map_err(not_signed_in)?;
    let body = api.live().await?;
    let begun = Instant::now();
    let ended = hear(engine, &account, token, body).await;
    let lasted = begun.elapsed();
    if ended == Err(ApiError::TimedOut) {
        // Not even a heartbeat: what lies idle beside it is as dead, and the next round would wait there for its answer.
        engine.config().wire.retire();
    }
    // The server may be gone, and the person is to see it now and not at the next try, which may be minutes away.
    sleep(backoff::spread(engine.config())).await;
    everything_is_due(engine);
    // Whatever takes the call and ends it at once is no server that is back.
    if lasted >= LASTING {
        backoff.reset();
    }
    ended
}

async fn hear(engine: &Engine, account: &Account, token: Option<String>, body: Body) -> Result<(), ApiError> {
    let mut events = std::pin::pin!(heard(body).eventsource());
    // Between the last round and this moment something may have moved unheard.
    everything_is_due(engine);
    loop {
        let event = match events.next().await {
            None => return Ok(()),
            Some(Err(EventStreamError::Transport(error))) => return Err(error.into()),
            Some(event) => event.map_err(|_| ApiError::BadAnswer("not an event stream"))?,
        };
        if account.token() != token {
            return Ok(());
        }
        if event.event == "hint"
            && let Ok(hint) = serde_json::from_str::<Hint>(&event.data)
        {
            told(engine, hint).await;
        }
    }
}

/// Takes in what has moved; what cannot be taken in as it is told is asked for.
async fn told(engine: &Engine, hint: Hint) {
    let scopes = hint.scopes.clone();
    let rest = match take_in(engine, hint).await {
        Ok(rest) => rest,
        Err(error) => {
            tracing::debug!(?error, "a change was not taken in");
            scopes.into_iter().collect()
        }
    };
    if !rest.is_empty() {
        hinted(engine, rest);
    }
}

async fn take_in(engine: &Engine, hint: Hint) -> Result<BTreeSet<Scope>, RoundError> {
    let _one = engine.one_round().await;
    let (account, me) = engine.signed_in()?;
    pull::take_in(engine, &account, me, hint, &*engine.config().notices)
}

/// The bytes until they stop coming, or an event does not end. A heartbeat is a comment, of which no event is made: only here
/// can it be heard.
fn heard(body: Body) -> impl Stream<Item = Result<Vec<u8>, WireError>> + Send {
    futures_util::stream::unfold(Some((body, Event::default())), |state| async {
        let (mut body, mut event) = state?;
        match timeout(SILENCE, body.next()).await {
            Err(_) => Some((Err(WireError::TimedOut), None)),
            Ok(part) => {
                let part = part?;
                match &part {
                    Ok(bytes) if !event.is_still_short(bytes) => Some((Err(WireError::Unreachable), None)),
                    Ok(_) | Err(_) => Some((part, Some((body, event)))),
                }
            }
        }
    })
}

/// How much has come since the last empty line.
#[derive(Default)]
struct Event {
    held: usize,
    is_line_empty: bool,
}

impl Event {
    fn is_still_short(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            self.held += 1;
            match byte {
                b'\n' if self.is_line_empty => self.held = 0,
                b'\n' => self.is_line_empty = true,
                b'\r' => {}
                _ => self.is_line_empty = false,
            }
            if self.held > EVENT {
                return false;
            }
        }
        true
    }
}

fn not_signed_in(_: Failure) -> ApiError {
    ApiError::Unreachable
}
