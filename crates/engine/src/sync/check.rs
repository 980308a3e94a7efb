//! Asking whether anything is new, where no stream tells: a conditional request that costs a few hundred bytes.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures_util::FutureExt;
use store::table::{note, op};
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    RoundError, Wanted,
    backoff::{self, Backoff},
    count::{self, Kind, Traffic},
    everything_is_due, is_signed_in, once,
    presence::{Hold, interval},
    said, set_state,
};
use crate::{
    Engine, Notice, Notices,
    api::Polled,
    failure::{Code, Failure},
    notice, query,
    view::SyncState,
};

/// The note of the `ETag` up to which everything has been read. It moves with everything that is meant for the person.
pub(super) const ETAG: &str = "etag";

/// What a check in the background found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nobody is signed in, or the files are not open: there is nothing to ask for.
    Nobody,
    /// Nothing is new.
    Nothing,
    /// Something was new, or waited to be sent, and is done.
    Something,
    /// The server was not reached, or the time was not enough: the next check goes on.
    Unfinished,
}

/// What a check in the background found, and what to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOutcome {
    /// What it found.
    pub found: Found,
    /// What to show, in the order in which it came.
    pub notices: Vec<Notice>,
    /// Unread messages in all conversations.
    pub unread: u32,
}

/// Polls while the person is away, and whenever they ask, until the engine is shut down.
pub(super) async fn polls(engine: &Engine) {
    let mut backoff = Backoff::new();
    let mut events = engine.events();
    let (mut next, mut not_before) = (None, None);
    loop {
        if !is_signed_in(engine) {
            // Signing in is announced like every other change.
            let _ = events.recv().await;
            continue;
        }
        tokio::select! {
            () = due(engine, &mut next, not_before) => {}
            () = asked(engine, not_before) => {}
        }
        // Whoever has asked until now is answered by this one.
        let _ = engine.asked().notified().now_or_never();
        count::count(engine, Kind::Poll, Traffic { wakeups: 1, ..Traffic::default() });
        (next, not_before) = match poll(engine).await {
            Ok(polled) => {
                backoff.reset();
                match polled {
                    Polled::Same => {}
                    Polled::Moved(_) => everything_is_due(engine),
                }
                (None, None)
            }
            Err(error) => {
                let after = backoff::asked_by(&error);
                let wait = backoff.next(engine.config(), after);
                tracing::debug!(?error, ?wait, "a check did not end well");
                let at = Instant::now() + wait;
                // A person acts: no reason to wait, unless the server asked for it.
                (Some(at), after.map(|_| at))
            }
        };
        count::keep_alone(engine);
        engine.changed(&["checks"]);
    }
}

/// The next poll is due: not while a stream tells, and not where the system wakes the app for it.
async fn due(engine: &Engine, next: &mut Option<Instant>, not_before: Option<Instant>) {
    let mut seen = engine.seen().subscribe();
    loop {
        let now = Instant::now();
        let hold = seen.borrow_and_update().hold(now);
        let at = match hold {
            Hold::Open => {
                *next = None;
                None
            }
            Hold::Until(end) => Some(end),
            Hold::Not if engine.config().background.is_some() => None,
            Hold::Not => {
                let at = *next.get_or_insert_with(|| now + interval(engine.config()));
                let at = not_before.map_or(at, |not_before| at.max(not_before));
                if at <= now {
                    return;
                }
                Some(at)
            }
        };
        let waited = async {
            match at {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = waited => {}
            _ = seen.changed() => {}
        }
    }
}

async fn asked(engine: &Engine, not_before: Option<Instant>) {
    if let Some(at) = not_before {
        sleep_until(at).await;
    }
    engine.asked().notified().await;
}

/// Asks once. What the answer says about the server's being there is known everywhere afterwards.
async fn poll(engine: &Engine) -> Result<Polled, RoundError> {
    let (account, _) = engine.signed_in()?;
    let etag = account.store.read(|r| note::get(r, ETAG))?;
    let api = engine.counted_api(&account, Kind::Poll)?;
    let polled = api.poll(etag.as_deref()).await;
    match &polled {
        Ok(Polled::Same) => {
            count::heard(engine);
            let mut progress = engine.progress();
            let (was_unreached, is_behind) = (progress.is_unreached, progress.is_everything_due);
            progress.is_unreached = was_unreached && is_behind;
            drop(progress);
            match (was_unreached, is_behind) {
                // What a round could not do it can do now.
                (true, true) => engine.wake(),
                (true, false) => {
                    set_state(engine, SyncState::Fresh);
                    engine.reached().notify_waiters();
                }
                (false, true | false) => {}
            }
        }
        Ok(Polled::Moved(etag)) => {
            count::heard(engine);
            // Kept by the round that reads up to there: a check that says "nothing new" must be right.
            engine.progress().etag = etag.clone();
        }
        Err(error) => {
            if !said::heed(engine, &account, &api, error).await {
                engine.progress().is_unreached = true;
                set_state(engine, said::state(error));
            }
        }
    }
    Ok(polled?)
}

/// Keeps what would be shown, for a system that shows it itself.
#[derive(Default)]
struct Kept(Mutex<Vec<Notice>>);

impl Kept {
    fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Notices for Kept {
    fn show(&self, notice: Notice) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
    }
    fn clear(&self, _path: &str) {}
}

impl Engine {
    /// Asks the server now whether anything is new, on the person's word, and sends what waits.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn check_now(&self) -> Result<(), Failure> {
        if !is_signed_in(self) {
            return Err(Failure::of(Code::Unauthorized));
        }
        self.asked().notify_one();
        if is_waiting(self) {
            self.wake();
        }
        Ok(())
    }

    /// What a system calls that stops the app while nobody looks: one poll and, if anything is new or waits to be sent, one
    /// round, all within a time. Nothing is shown: what is to be shown comes back. Asks to be woken again.
    pub async fn background_check(&self, within: Duration) -> CheckOutcome {
        count::count(self, Kind::Poll, Traffic { wakeups: 1, ..Traffic::default() });
        let kept = Kept::default();
        let found = timeout(within, find(self, &kept)).await.unwrap_or(Found::Unfinished);
        let unread = self.signed_in().and_then(|(account, me)| {
            notice::show_due(self, &account, me, &kept)?;
            Ok(account.store.read(|r| query::unread(r, me))?)
        });
        count::keep_alone(self);
        if let Some(background) = &self.config().background {
            background.schedule(interval(self.config()));
        }
        CheckOutcome { found, notices: kept.take(), unread: unread.unwrap_or(0) }
    }
}

async fn find(engine: &Engine, to: &dyn Notices) -> Found {
    if !is_signed_in(engine) {
        return Found::Nobody;
    }
    match poll(engine).await {
        Ok(Polled::Same) if !is_waiting(engine) => Found::Nothing,
        Ok(Polled::Same | Polled::Moved(_)) => match once(engine, &Wanted::Everything, to).await {
            Ok(()) => Found::Something,
            Err(_) => Found::Unfinished,
        },
        Err(_) => Found::Unfinished,
    }
}

/// Whether something waits to be sent.
fn is_waiting(engine: &Engine) -> bool {
    let account = engine.account();
    account.is_ok_and(|account| account.store.read(|r| op::is_any_waiting(r)).unwrap_or(false))
}
