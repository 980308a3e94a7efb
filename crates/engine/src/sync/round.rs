//! One round: push what waits, pull what moved.

use std::time::Duration;

use domain::PersonId;
use store::{Order, table::note};
use tokio::time::Instant;

use super::{LAST_SYNC, RoundError, Wanted, check, count, pull, push, said, set_state};
use crate::{
    Account, Engine, Notices,
    api::{Api, ApiError},
    session,
    view::SyncState,
};

/// The longest a round takes. What waits to be sent waits no longer than that behind what is being read, whatever the server
/// sends and however slowly; what has come until then stays, and the next round goes on from there.
const LONGEST: Duration = Duration::from_secs(180);

/// Pushes and pulls once, and says how it went. One at a time, whoever asks for it.
pub(crate) async fn round(engine: &Engine, wanted: &Wanted, to: &dyn Notices) -> Result<(), RoundError> {
    let _one = engine.one_round().await;
    let (account, me) = engine.signed_in()?;
    account.catch_up();
    let end = Instant::now() + LONGEST;
    let api = engine.counted_api(&account, count::Kind::Round)?.until(end);
    set_state(engine, SyncState::Syncing);
    let etag = match wanted {
        Wanted::Everything => engine.progress().etag.clone(),
        Wanted::Only(_) => None,
    };
    let outcome = exchange(engine, &api, &account, me, wanted, to).await;
    let has_come = engine.progress().pull.take().is_some_and(|progress| progress.done > 0);
    let outcome = match outcome {
        Err(RoundError::Api(ApiError::TimedOut)) if has_come && Instant::now() >= end => Err(RoundError::Unfinished),
        other => other,
    };
    match &outcome {
        Ok(()) => {
            settle(engine, &account, etag)?;
            set_state(engine, SyncState::Fresh);
            // Only after a failure: a stream that alone is blocked on the way must not be tried at every round.
            if std::mem::take(&mut engine.progress().is_unreached) {
                engine.reached().notify_waiters();
            }
        }
        Err(RoundError::Unfinished) => {}
        Err(RoundError::Api(error)) => {
            if !said::heed(engine, &account, &api, error).await {
                engine.progress().is_unreached = true;
                set_state(engine, said::state(error));
            }
        }
        Err(RoundError::Local(_)) if account.store.is_suspect() => {
            // The next round is on mended files.
            let _ = session::mend(engine, &account).await;
        }
        Err(RoundError::Local(_)) => {
            engine.progress().is_unreached = true;
            set_state(engine, SyncState::Offline);
        }
    }
    outcome
}

async fn exchange(
    engine: &Engine,
    api: &Api,
    account: &Account,
    me: PersonId,
    wanted: &Wanted,
    to: &dyn Notices,
) -> Result<(), RoundError> {
    // Reading does not wait for writing (design §4): a push that fails for its own reasons must not stop the pull.
    let pushed = push::push(engine, api, account, me).await;
    let pulled = match &pushed {
        Err(RoundError::Api(ApiError::Unreachable | ApiError::TimedOut | ApiError::WrongDate)) => Ok(()),
        _ => pull::pull(engine, api, account, me, wanted, to).await,
    };
    match pulled {
        // Of two failures the one that says that the session has ended: a push that failed otherwise must not hide it.
        Err(RoundError::Api(error)) if said::is_ended(&error) => Err(error.into()),
        pulled => pushed.and(pulled),
    }
}

/// Notes when the round ended, and the `ETag` of which it is known now that everything up to it has been read.
fn settle(engine: &Engine, account: &Account, etag: Option<String>) -> Result<(), RoundError> {
    count::heard(engine);
    let now = engine.config().clock.now();
    account.store.write(Order::CacheFirst, |w| {
        etag.iter().try_for_each(|etag| note::set(w, check::ETAG, etag))?;
        count::keep(engine, w)?;
        note::set(w, LAST_SYNC, &now.to_string())
    })?;
    Ok(())
}
