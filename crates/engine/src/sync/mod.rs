//! Keeping the device and the server alike: push what waits, pull what moved, listen for more.

mod backoff;
mod check;
mod count;
mod fetch;
mod index;
mod lanes;
mod live;
mod person;
mod presence;
mod pull;
mod push;
mod round;
mod said;
mod sleep;
mod upload;
mod uploads;

use std::collections::{BTreeMap, BTreeSet};

use backoff::Backoff;
pub use check::{CheckOutcome, Found};
pub use count::{CheckMode, Checks, Traffic};
pub(crate) use count::{Counted, Kind};
use domain::{Name, OpId, Scope};
pub(crate) use fetch::fetch_attachment;
pub(crate) use person::fetch_person;
pub use presence::Presence;
pub(crate) use presence::Seen;
pub(crate) use round::round;
pub(crate) use said::heed;

use futures_util::FutureExt;

use crate::{
    Engine, Notices,
    api::ApiError,
    badge,
    failure::{Code, Failure},
    notice,
    view::{Progress, SyncState},
};

/// The note of when the last round ended well.
pub(crate) const LAST_SYNC: &str = "last_sync";

/// Scopes of which a hint is kept.
const HINTED: usize = 1_000;

/// Where sync stands.
#[derive(Debug, Default)]
pub(crate) struct Progressing {
    pub(crate) state: SyncState,
    pub(crate) pull: Option<Progress>,
    pub(crate) is_sending: bool,
    /// The last round or check found no server.
    is_unreached: bool,
    /// The `ETag` of the last check that found something new.
    etag: Option<String>,
    /// What checks and rounds have cost since it was last kept.
    tally: count::Tally,
    /// Scopes a hint named since the last pull.
    hinted: BTreeSet<Scope>,
    /// The next round reads every scope.
    is_everything_due: bool,
    /// Ops whose content is at the server.
    ready: BTreeSet<OpId>,
    /// How often the content of what was sent has been sent again.
    sent_again: BTreeMap<(Scope, Name), u32>,
}

/// What a round reads.
pub(crate) enum Wanted {
    /// Every scope the person has.
    Everything,
    /// The person's own scope and these.
    Only(BTreeSet<Scope>),
}

/// Why a round did not end well.
#[derive(Debug)]
pub(crate) enum RoundError {
    /// Its time was over before everything had come: the next one goes on.
    Unfinished,
    Api(ApiError),
    Local(Failure),
}

impl From<ApiError> for RoundError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<Failure> for RoundError {
    fn from(failure: Failure) -> Self {
        Self::Local(failure)
    }
}

impl From<store::StoreError> for RoundError {
    fn from(error: store::StoreError) -> Self {
        Self::Local(error.into())
    }
}

impl From<RoundError> for Failure {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Unfinished => Self::of(Code::Timeout),
            RoundError::Api(error) => error.into(),
            RoundError::Local(failure) => failure,
        }
    }
}

/// Until the engine is shut down: rounds whenever there is reason to; beside them what gives reason, the live stream or
/// polls in its place; and what waits for its time.
pub(crate) async fn run(engine: &Engine) {
    let work = async {
        tokio::join!(
            rounds(engine),
            live::listen(engine),
            check::polls(engine),
            uploads::run(engine),
            notice::watch(engine),
            badge::follow(engine),
            index::follow(engine)
        );
    };
    tokio::select! {
        () = work => {}
        () = engine.stopped() => {}
    }
}

/// One round, and what it left aside for its content with another one after it: for whoever does not [`run`].
pub(crate) async fn once(engine: &Engine, wanted: &Wanted, to: &dyn Notices) -> Result<(), RoundError> {
    round(engine, wanted, to).await?;
    if engine.aside().notified().now_or_never().is_some() {
        uploads::all(engine).await?;
        round(engine, &Wanted::Only(BTreeSet::new()), to).await?;
    }
    Ok(())
}

/// The server is to be asked for every scope at the next round.
pub(crate) fn everything_is_due(engine: &Engine) {
    engine.progress().is_everything_due = true;
    engine.wake();
}

/// The server says that these scopes have moved. Beyond a number it is cheaper to ask for all of them than to keep their names.
pub(crate) fn hinted(engine: &Engine, scopes: impl IntoIterator<Item = Scope>) {
    let mut progress = engine.progress();
    progress.hinted.extend(scopes);
    if progress.hinted.len() > HINTED {
        progress.hinted.clear();
        progress.is_everything_due = true;
    }
    drop(progress);
    engine.wake();
}

async fn rounds(engine: &Engine) {
    let mut backoff = Backoff::new();
    engine.progress().is_everything_due = true;
    loop {
        let wanted = {
            let mut progress = engine.progress();
            let hinted = std::mem::take(&mut progress.hinted);
            if std::mem::take(&mut progress.is_everything_due) { Wanted::Everything } else { Wanted::Only(hinted) }
        };
        if !is_signed_in(engine) {
            engine.woken().await;
            engine.progress().is_everything_due = true;
            continue;
        }
        match round(engine, &wanted, &*engine.config().notices).await {
            Ok(()) => {
                backoff.reset();
                engine.woken().await;
            }
            Err(RoundError::Unfinished) => {
                engine.progress().is_everything_due = true;
                backoff.reset();
            }
            Err(error) => {
                engine.progress().is_everything_due = true;
                let after = backoff::asked_by(&error);
                let wait = backoff.next(engine.config(), after);
                tracing::debug!(?error, ?wait, "a round did not end well");
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    // A person acts, or the stream is back: no reason to wait, unless the server asked for it.
                    () = engine.woken(), if after.is_none() => {}
                }
            }
        }
    }
}

fn is_signed_in(engine: &Engine) -> bool {
    engine.account().is_ok_and(|account| account.token().is_some() && matches!(account.person(), Ok(Some(_))))
}

fn set_state(engine: &Engine, state: SyncState) {
    let is_new = std::mem::replace(&mut engine.progress().state, state) != state;
    if is_new || state == SyncState::Fresh {
        engine.changed(&["status", "start"]);
    }
}

/// The next round comes now, on the person's word.
pub(crate) fn sync_now(engine: &Engine) -> Result<(), Failure> {
    if !is_signed_in(engine) {
        return Err(Failure::of(Code::Unauthorized));
    }
    everything_is_due(engine);
    Ok(())
}
