//! The live stream: the server says which scopes have moved; the next round reads them.

use std::time::Duration;

use domain::wire::Hint;
use eventsource_stream::Eventsource;
use futures_util::StreamExt;

use super::{backoff::Backoff, everything_is_due, hinted, is_signed_in};
use crate::{Engine, api::ApiError, failure::Failure};

/// The server's heartbeat comes every 20 s.
const SILENCE: Duration = Duration::from_secs(45);

pub(super) async fn listen(engine: &Engine) {
    let mut backoff = Backoff::new();
    let mut events = engine.events();
    loop {
        if !is_signed_in(engine) {
            // Signing in is announced like every other change.
            let _ = events.recv().await;
            continue;
        }
        let retry_after_s = match connect(engine, &mut backoff).await {
            Ok(()) => None,
            Err(ApiError::Problem(problem)) => problem.retry_after_s,
            Err(_) => None,
        };
        tokio::select! {
            () = tokio::time::sleep(backoff.next(engine.config(), retry_after_s)) => {}
            // A round has found the server again: no reason to wait, unless the server asked for it.
            () = engine.reached().notified(), if retry_after_s.is_none() => {}
        }
        // What a broken stream would have said is asked for; a round that finds no server leaves it at that.
        everything_is_due(engine);
    }
}

/// Listens until the stream ends, for whatever reason.
async fn connect(engine: &Engine, backoff: &mut Backoff) -> Result<(), ApiError> {
    let account = engine.account().map_err(not_signed_in)?;
    let token = account.token();
    let api = engine.api(&account).map_err(not_signed_in)?;
    let mut events = api.live().await?.eventsource();
    backoff.reset();
    // Between the last round and this moment something may have moved unheard.
    everything_is_due(engine);
    loop {
        let event = match tokio::time::timeout(SILENCE, events.next()).await {
            Err(_) => return Err(ApiError::TimedOut),
            Ok(None) => return Ok(()),
            Ok(Some(event)) => event.map_err(|_| ApiError::BadAnswer("not an event stream"))?,
        };
        if account.token() != token {
            return Ok(());
        }
        if event.event == "hint"
            && let Ok(hint) = serde_json::from_str::<Hint>(&event.data)
        {
            hinted(engine, hint.scopes);
        }
    }
}

fn not_signed_in(_: Failure) -> ApiError {
    ApiError::Unreachable
}
