//! What a person does with an op that has not gone through.

use domain::{Intent, Op, OpId, PersonId};
use store::{
    Order, StoreError, Write,
    table::{
        object,
        op::{self, State},
    },
};

use crate::{
    Engine,
    failure::{Code, Failure},
    overlay,
    query::OpParams,
};

/// Sends a refused op once more, as a new one: the old id has its answer for ever.
pub(crate) fn retry(engine: &Engine, params: OpParams) -> Result<(), Failure> {
    with(engine, params.op, |w, me, queued| match queued.state {
        State::Refused => again(engine, w, me, &queued),
        State::Waiting | State::Conflict | State::Discarded => Ok(()),
    })
}

/// Takes an op back. It is kept for 30 days, so that this can be taken back too.
pub(crate) fn discard(engine: &Engine, params: OpParams) -> Result<(), Failure> {
    with(engine, params.op, |w, _, queued| op::set_state(w, queued.op.id, State::Discarded))
}

/// Takes a discarding back.
pub(crate) fn restore(engine: &Engine, params: OpParams) -> Result<(), Failure> {
    with(engine, params.op, |w, _, queued| match queued.state {
        // What the server may have seen needs a new id only if it was answered; sent again it is not carried out again.
        State::Discarded if queued.code.is_none() && queued.theirs.is_none() => {
            op::set_state(w, queued.op.id, State::Waiting)
        }
        State::Discarded if queued.theirs.is_some() => op::set_state(w, queued.op.id, State::Conflict),
        State::Discarded => op::set_state(w, queued.op.id, State::Refused),
        State::Waiting | State::Refused | State::Conflict => Ok(()),
    })
}

fn again(engine: &Engine, w: &Write<'_>, me: PersonId, queued: &op::Queued) -> Result<(), StoreError> {
    let (scope, name) = queued.target;
    let rev = object::get(w, scope, name)?.map_or(0, |cached| cached.rev);
    let new = Op { id: OpId(engine.config().new_id()), intent: fresh(engine, &queued.op.intent) };
    op::remove(w, queued.op.id)?;
    op::add(w, &new, me, rev, engine.config().clock.now())?;
    // A row added again has another id than the one that was refused.
    let (scope, name) = new.intent.target(me);
    overlay::refresh(w, me, scope, name)
}

/// A row that the server never took gets a new id with its new op; everything else keeps what it names.
fn fresh(engine: &Engine, intent: &Intent) -> Intent {
    match intent {
        Intent::AddRow { value, place, .. } => {
            Intent::AddRow { row: engine.config().new_row(), value: value.clone(), place: place.clone() }
        }
        other => other.clone(),
    }
}

fn with(
    engine: &Engine,
    id: OpId,
    change: impl FnOnce(&Write<'_>, PersonId, op::Queued) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let is_found = account.store.write(Order::OutboxFirst, |w| {
        let Some(queued) = op::get(w, id)? else { return Ok::<_, StoreError>(false) };
        let (scope, name) = queued.target;
        change(w, me, queued)?;
        overlay::refresh(w, me, scope, name)?;
        Ok(true)
    })?;
    engine.wake();
    // It may have gone through in this very moment.
    if is_found { Ok(()) } else { Err(Failure::of(Code::NotFound)) }
}
