//! What being told of news costs: wake-ups, requests and bytes, by day and by what they were for.

use std::{collections::BTreeMap, sync::Arc};

use domain::Millis;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use store::{Order, Reads, StoreError, Write, table::note};
use ts_rs::TS;

use super::presence::Hold;
use crate::{
    Engine,
    api::{Request, Response, Wire, WireError},
    failure::Failure,
};

/// The note: one for all days, so that old ones go without being looked for.
const NOTE: &str = "checks";
/// Days that are kept, with today.
const DAYS: i64 = 7;

/// What it cost. Bytes are those of HTTP/1.1 with heads and before compression; what TCP and TLS add is not seen here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Traffic {
    /// How often the app woke by itself: a timer, or something on the stream.
    pub wakeups: u32,
    /// Requests.
    pub requests: u32,
    /// Bytes sent.
    pub bytes_up: u64,
    /// Bytes received.
    pub bytes_down: u64,
}

/// What it was for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Asking whether anything is new.
    Poll,
    /// Being told.
    Live,
    /// Fetching it, and sending.
    Round,
}

/// How the server is asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckMode {
    /// It tells at once.
    Live,
    /// It is asked every quarter of an hour.
    Poll,
    /// It is not reached, or nobody is signed in.
    Offline,
}

/// How often the server is asked, and what that costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Checks {
    /// When the server last said whether anything was new.
    pub last_checked_at: Option<Millis>,
    /// How it is asked now.
    pub mode: CheckMode,
    /// All of today.
    pub today: Traffic,
    /// Of it the polls.
    pub polls: Traffic,
    /// Of it the live stream.
    pub live: Traffic,
    /// Of it fetching and sending.
    pub rounds: Traffic,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Day {
    poll: Traffic,
    live: Traffic,
    round: Traffic,
}

/// What has been counted since it was last kept.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    days: BTreeMap<i64, Day>,
    heard_at: Option<Millis>,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    heard_at: Option<Millis>,
    days: BTreeMap<i64, Day>,
}

impl Traffic {
    fn add(&mut self, other: Self) {
        self.wakeups = self.wakeups.saturating_add(other.wakeups);
        self.requests = self.requests.saturating_add(other.requests);
        self.bytes_up = self.bytes_up.saturating_add(other.bytes_up);
        self.bytes_down = self.bytes_down.saturating_add(other.bytes_down);
    }
}

impl Day {
    fn of(&mut self, kind: Kind) -> &mut Traffic {
        match kind {
            Kind::Poll => &mut self.poll,
            Kind::Live => &mut self.live,
            Kind::Round => &mut self.round,
        }
    }

    fn add(&mut self, other: Self) {
        self.poll.add(other.poll);
        self.live.add(other.live);
        self.round.add(other.round);
    }
}

impl Kept {
    fn read(r: &impl Reads) -> Result<Self, StoreError> {
        // What another version counted is not worth a failure.
        Ok(note::get(r, NOTE)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    fn add(&mut self, tally: &Tally) {
        // The last word, not the latest time: a clock that was years ahead must not be believed for years.
        self.heard_at = tally.heard_at.or(self.heard_at);
        for (&day, counted) in &tally.days {
            self.days.entry(day).or_default().add(*counted);
        }
    }
}

/// Counts something of today.
pub(super) fn count(engine: &Engine, kind: Kind, traffic: Traffic) {
    let today = engine.config().local_now().day();
    engine.progress().tally.days.entry(today).or_default().of(kind).add(traffic);
}

/// The server has just said what is new, or that nothing is.
pub(super) fn heard(engine: &Engine) {
    let now = engine.config().clock.now();
    engine.progress().tally.heard_at = Some(now);
}

/// Keeps what was counted.
pub(super) fn keep(engine: &Engine, w: &Write<'_>) -> Result<(), StoreError> {
    let tally = std::mem::take(&mut engine.progress().tally);
    let mut kept = Kept::read(w)?;
    kept.add(&tally);
    let today = engine.config().local_now().day();
    // Days to come are those of a clock that was wrong.
    kept.days.retain(|&day, _| day <= today && day > today - DAYS);
    let json = serde_json::to_string(&kept).map_err(|error| StoreError::Other(error.to_string()))?;
    note::set(w, NOTE, &json)
}

/// Keeps what was counted, where nothing else is written.
pub(super) fn keep_alone(engine: &Engine) {
    let kept = engine.account().and_then(|account| Ok(account.store.write(Order::CacheFirst, |w| keep(engine, w))?));
    if let Err(failure) = kept {
        tracing::debug!(?failure, "a count was lost");
    }
}

impl Engine {
    /// How often the server is asked, and what that costs.
    ///
    /// # Errors
    /// When the files are not open.
    pub fn checks(&self) -> Result<Checks, Failure> {
        let mut kept = self.account()?.store.read(|r| Kept::read(r))?;
        let is_unreached = {
            let progress = self.progress();
            kept.add(&progress.tally);
            progress.is_unreached
        };
        let day = kept.days.get(&self.config().local_now().day()).copied().unwrap_or_default();
        let mut today = Traffic::default();
        [day.poll, day.live, day.round].into_iter().for_each(|part| today.add(part));
        let mode = match self.seen().borrow().hold(tokio::time::Instant::now()) {
            _ if is_unreached || !super::is_signed_in(self) => CheckMode::Offline,
            Hold::Open | Hold::Until(_) => CheckMode::Live,
            Hold::Not => CheckMode::Poll,
        };
        let Day { poll: polls, live, round: rounds } = day;
        let now = self.config().clock.now();
        Ok(Checks { last_checked_at: kept.heard_at.filter(|at| *at <= now), mode, today, polls, live, rounds })
    }
}

/// A wire whose traffic is counted.
pub(crate) struct Counted {
    engine: Engine,
    kind: Kind,
}

impl Counted {
    pub(crate) fn new(engine: Engine, kind: Kind) -> Self {
        Self { engine, kind }
    }
}

#[async_trait::async_trait]
impl Wire for Counted {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let (engine, kind) = (self.engine.clone(), self.kind);
        let sent = request.body.as_ref().map_or(0, |body| body.len() as u64);
        count(&engine, kind, Traffic { requests: 1, ..Traffic::default() });
        let wire = Arc::clone(&engine.config().wire);
        let mut response = wire.send(request).await?;
        let heads = response.heads;
        count(&engine, kind, Traffic { bytes_up: heads.sent + sent, bytes_down: heads.received, ..Traffic::default() });
        let counted = response.body.inspect(move |part| {
            let bytes_down = part.as_ref().map_or(0, |part| part.len() as u64);
            // Each piece of a stream wakes the machine, a heartbeat too; an answer was waited for.
            let wakeups = match kind {
                Kind::Live => {
                    heard(&engine);
                    1
                }
                Kind::Poll | Kind::Round => 0,
            };
            count(&engine, kind, Traffic { wakeups, bytes_down, ..Traffic::default() });
        });
        response.body = counted.boxed();
        Ok(response)
    }
}
