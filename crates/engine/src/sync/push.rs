//! Sending what waits. An op goes only when its answer is in the cache; sent twice it is carried out once.

use domain::{
    Name, Op, OpId, PersonId, Refusal, RefusalCode, Scope, limit,
    wire::{OpOutcome, OpResult, OpsRequest, ProblemCode},
};
use store::{
    Order, StoreError, Write,
    table::{
        blob, object,
        op::{self, Queued},
    },
};

use super::{RoundError, lanes::Lanes};
use crate::{
    Account, Engine,
    api::{Api, ApiError, TOO_LONG},
    chain, overlay,
    planted::is_planted,
};

/// How often content is sent again that the server says it has not: more are no accident.
const MOST_SENT_AGAIN: u32 = 4;
/// Room left for the request's frame, in bytes.
const FRAME: usize = 4_096;

/// Sends every op that can go: in each lane oldest first, and a lane that waits for content holds up no other.
pub(super) async fn push(engine: &Engine, api: &Api, account: &Account, me: PersonId) -> Result<(), RoundError> {
    let mut lanes = Lanes::new(engine.progress().ready.clone());
    let mut most = limit::OPS;
    loop {
        // Most rounds have nothing to send: they take no turn as the writer.
        if !account.store.read(|r| op::is_any_waiting(r))? {
            return Ok(());
        }
        let batch = account.store.write(Order::OutboxFirst, |w| {
            let batch = within_limits(lanes.next(w, me, most)?);
            // The attempt is counted before it is made: an op that was on its way is not replaced by a newer edit.
            batch.iter().try_for_each(|queued| op::count_try(w, queued.op.id))?;
            Ok::<_, StoreError>(batch)
        })?;
        if batch.is_empty() {
            if lanes.is_any_aside() {
                engine.aside().notify_one();
            }
            return Ok(());
        }
        fail::fail_point!("send:counted");
        set_sending(engine, true);
        let request =
            OpsRequest { schema: domain::SCHEMA, ops: batch.iter().map(|queued| queued.op.clone()).collect() };
        let answer = api.ops(&request).await;
        fail::fail_point!("send:answered");
        set_sending(engine, false);
        match answer {
            Ok(answer) => {
                let is_whole = answer.results.len() == batch.len()
                    && answer.results.iter().zip(&batch).all(|(result, queued)| is_of(result, queued));
                if !is_whole {
                    return Err(ApiError::BadAnswer("results of other ops").into());
                }
                let is_early = is_planted("engine::op_removed_first");
                account.store.write(if is_early { Order::OutboxFirst } else { Order::CacheFirst }, |w| {
                    let results = answer.results.iter().zip(&batch);
                    results.into_iter().try_for_each(|(result, queued)| settle(engine, w, me, queued, result))?;
                    // What was sent need not be kept to be sent.
                    blob::forget_unnamed(w)
                })?;
                most = limit::OPS;
            }
            // One op of the batch is not for this server: find it by halves, so that the others go on.
            Err(error) if batch.len() > 1 && is_for_fewer(&error) => most = batch.len() / 2,
            Err(ApiError::Problem(problem)) if matches!(problem.code, ProblemCode::Invalid | ProblemCode::TooLarge) => {
                let code = match problem.code {
                    ProblemCode::TooLarge => RefusalCode::TextTooLong,
                    _ => RefusalCode::Invalid,
                };
                account.store.write(Order::CacheFirst, |w| {
                    batch.iter().try_for_each(|queued| refuse(w, me, queued, &Refusal::of(code)))
                })?;
                most = limit::OPS;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Whether fewer ops at once may go through: also where something on the way takes less than the server does, or where the
/// answer to all of them is longer than is read. A single op is refused by the server's word alone.
fn is_for_fewer(error: &ApiError) -> bool {
    match error {
        ApiError::Problem(problem) => matches!(problem.code, ProblemCode::Invalid | ProblemCode::TooLarge),
        ApiError::Foreign(status) => *status == 413,
        other => *other == TOO_LONG,
    }
}

/// Whether it is the result of this op, and of nothing but its own object.
fn is_of(result: &OpResult, queued: &Queued) -> bool {
    let of = match &result.outcome {
        OpOutcome::Applied { record } | OpOutcome::Merged { record } | OpOutcome::Conflict { record } => Some(record),
        OpOutcome::Unchanged { record } => record.as_ref(),
        OpOutcome::Removed { scope, name } => return result.id == queued.op.id && (*scope, *name) == queued.target,
        OpOutcome::Known | OpOutcome::Refused { .. } => None,
    };
    result.id == queued.op.id && of.is_none_or(|record| (record.scope, record.name) == queued.target)
}

fn set_sending(engine: &Engine, is_sending: bool) {
    engine.progress().is_sending = is_sending;
    engine.changed(&["outbox"]);
}

/// As many as one request may hold.
fn within_limits(mut batch: Vec<Queued>) -> Vec<Queued> {
    if is_planted("engine::newest_first") {
        batch.reverse();
    }
    let mut bytes = FRAME;
    let fits = batch.iter().take_while(|queued| {
        bytes += serde_json::to_vec(&queued.op).map_or(0, |json| json.len() + 1);
        bytes <= limit::OPS_BYTES
    });
    // A single op always goes: the server says what it thinks of its size.
    let count = fits.count().max(1);
    batch.truncate(count);
    batch
}

/// Writes what the server said of an op.
fn settle(engine: &Engine, w: &Write<'_>, me: PersonId, queued: &Queued, result: &OpResult) -> Result<(), StoreError> {
    match &result.outcome {
        OpOutcome::Applied { record } | OpOutcome::Merged { record } => {
            put(w, record)?;
            done(w, me, queued, result.id)
        }
        OpOutcome::Removed { scope, name } => {
            object::delete_server(w, *scope, *name)?;
            done(w, me, queued, result.id)
        }
        OpOutcome::Unchanged { record } => {
            record.iter().try_for_each(|record| put(w, record))?;
            done(w, me, queued, result.id)
        }
        OpOutcome::Known => done(w, me, queued, result.id),
        OpOutcome::Conflict { record } => {
            put(w, record)?;
            op::contradict(w, result.id, record)?;
            chain::follows_conflict(w, queued)?;
            refresh(w, me, queued.target)
        }
        // The server has lost the content, or it was not all there: it is sent again, and then the op, which keeps its place.
        OpOutcome::Refused { refusal } if refusal.code == RefusalCode::BlobMissing && is_sent_again(engine, queued) => {
            let new = Op { id: OpId(engine.config().new_id()), intent: queued.op.intent.clone() };
            op::renew(w, queued.op.id, &new)?;
            refresh(w, me, queued.target)
        }
        OpOutcome::Refused { .. } if is_planted("engine::refusal_is_success") => done(w, me, queued, result.id),
        OpOutcome::Refused { refusal } => refuse(w, me, queued, refusal),
    }
}

/// Whether the content of an op is sent again that the server says it has not. Counted while the app runs.
fn is_sent_again(engine: &Engine, queued: &Queued) -> bool {
    let mut progress = engine.progress();
    let times = progress.sent_again.entry(queued.target).or_default();
    *times += 1;
    *times <= MOST_SENT_AGAIN
}

fn put(w: &Write<'_>, record: &domain::Record) -> Result<(), StoreError> {
    let json = serde_json::to_string(&record.object).map_err(|error| StoreError::Other(error.to_string()))?;
    object::put_server(w, record.scope, record.name, record.rev, record.by, &json)
}

fn done(w: &Write<'_>, me: PersonId, queued: &Queued, id: OpId) -> Result<(), StoreError> {
    op::remove(w, id)?;
    refresh(w, me, queued.target)
}

/// Writes that the server will not carry an op out.
pub(super) fn refuse(w: &Write<'_>, me: PersonId, queued: &Queued, refusal: &Refusal) -> Result<(), StoreError> {
    if !chain::follows_refused(w, queued, refusal.code)? {
        op::refuse(w, queued.op.id, refusal)?;
    }
    refresh(w, me, queued.target)
}

fn refresh(w: &Write<'_>, me: PersonId, (scope, name): (Scope, Name)) -> Result<(), StoreError> {
    overlay::refresh(w, me, scope, name)
}
