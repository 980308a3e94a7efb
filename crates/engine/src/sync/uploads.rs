//! The content that waiting ops name goes up beside the rounds: nothing else waits for it, neither what is read nor other lanes.

use std::collections::BTreeSet;

use domain::PersonId;
use store::{
    Order, StoreError,
    table::op::{self, Queued},
};
use tokio::time::sleep;

use super::{
    RoundError,
    backoff::{self, Backoff},
    count::Kind,
    heed,
    push::refuse,
    upload::{Uploaded, upload},
};
use crate::{Engine, api::ApiError};

/// Until the engine is shut down: brings up what a push has left aside.
pub(super) async fn run(engine: &Engine) {
    let mut backoff = Backoff::new();
    loop {
        engine.aside().notified().await;
        while let Err(error) = all(engine).await {
            let after = backoff::asked_by(&error);
            let wait = backoff.next(engine.config(), after);
            tracing::debug!(?error, ?wait, "content could not be sent");
            tokio::select! {
                () = sleep(wait) => {}
                // A round has found the server again: no reason to wait, unless the server asked for it.
                () = engine.reached().notified(), if after.is_none() => {}
                // So has a person who has written more, or taken it back.
                () = engine.aside().notified(), if after.is_none() => {}
            }
        }
        backoff.reset();
    }
}

/// Brings up the content of every op that waits for it, oldest first. One that cannot be brought up now makes its lane wait and no
/// other; what stood in its way is the answer.
pub(super) async fn all(engine: &Engine) -> Result<(), RoundError> {
    let mut stuck = BTreeSet::new();
    let mut first_error = None;
    loop {
        let (account, me) = engine.signed_in()?;
        let Some(queued) = next(engine, &account.store, me, &stuck)? else { return first_error.map_or(Ok(()), Err) };
        let api = engine.counted_api(&account, Kind::Round)?;
        match upload(engine, &api, &account, &queued).await {
            Ok(Uploaded::Ready) => {
                engine.progress().ready.insert(queued.op.id);
            }
            Ok(Uploaded::Refused(refusal)) => {
                account.store.write(Order::CacheFirst, |w| refuse(w, me, &queued, &refusal))?;
            }
            Err(error @ RoundError::Api(ApiError::Unreachable | ApiError::TimedOut | ApiError::WrongDate)) => {
                return Err(error);
            }
            Err(RoundError::Api(error)) if heed(engine, &account, &api, &error).await => return Err(error.into()),
            Err(error) => {
                stuck.insert(queued.op.intent.lane(me));
                first_error.get_or_insert(error);
                continue;
            }
        }
        engine.wake();
    }
}

/// The oldest op that waits for its content, of the lanes that do not stand.
fn next(
    engine: &Engine,
    store: &store::Store,
    me: PersonId,
    stuck: &BTreeSet<String>,
) -> Result<Option<Queued>, StoreError> {
    let ready = engine.progress().ready.clone();
    let waiting = store.read(|r| op::waiting(r, stuck, usize::MAX))?;
    let is_due = |queued: &Queued| !queued.op.intent.attachments().is_empty() && !ready.contains(&queued.op.id);
    // What lies behind a message in its lane has its turn after it.
    let mut seen = BTreeSet::new();
    Ok(waiting.into_iter().find(|queued| seen.insert(queued.op.intent.lane(me)) && is_due(queued)))
}
