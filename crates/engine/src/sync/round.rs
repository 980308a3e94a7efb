//! One round: push what waits, pull what moved.

use std::sync::Arc;

use domain::PersonId;
use store::{Order, table::note};

use super::{LAST_SYNC, RoundError, Wanted, check, count, pull, push, set_state};
use crate::{
    Account, Engine, Notices,
    api::{Api, ApiError},
    view::SyncState,
};

/// Pushes and pulls once, and says how it went. One at a time, whoever asks for it.
pub(crate) async fn round(engine: &Engine, wanted: &Wanted, to: &dyn Notices) -> Result<(), RoundError> {
    let _one = engine.one_round().await;
    let (account, me) = engine.signed_in()?;
    let api = engine.counted_api(&account, count::Kind::Round)?;
    set_state(engine, SyncState::Syncing);
    let etag = match wanted {
        Wanted::Everything => engine.progress().etag.clone(),
        Wanted::Only(_) => None,
    };
    let outcome = exchange(engine, &api, &account, me, wanted, to).await;
    engine.progress().pull = None;
    match &outcome {
        Ok(()) => {
            settle(engine, &account, etag)?;
            set_state(engine, SyncState::Fresh);
            // Only after a failure: a stream that alone is blocked on the way must not be tried at every round.
            if std::mem::take(&mut engine.progress().is_unreached) {
                engine.reached().notify_waiters();
            }
        }
        Err(RoundError::Api(ApiError::Problem(problem))) if problem.status == 401 => {
            signed_out_remotely(engine, &account).await;
        }
        Err(_) => {
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
        Err(RoundError::Api(ApiError::Unreachable | ApiError::TimedOut)) => Ok(()),
        _ => pull::pull(engine, api, account, me, wanted, to).await,
    };
    pushed.and(pulled)
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

/// The session was ended elsewhere. What is here stays: only the token goes.
pub(super) async fn signed_out_remotely(engine: &Engine, account: &Arc<Account>) {
    let (config, account) = (engine.config().clone(), Arc::clone(account));
    let _ = tokio::task::spawn_blocking(move || account.set_token(&config, None)).await;
    set_state(engine, SyncState::SignedOutRemotely);
}
