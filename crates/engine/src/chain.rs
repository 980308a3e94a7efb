//! Ops on one object that follow each other: what an earlier and a later one say together, when one op can say it.
//!
//! An edit of what was never sent is folded into it at once. An edit of what was on its way goes after it, and is folded only
//! if the server would not have the first: then a person has one thing to decide about, not two.

use domain::{Intent, RefusalCode};
use store::{
    StoreError, Write,
    table::op::{self, Queued, State},
};

/// What two intents of one person on one object come to.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one at a time is alive; a box would stand in every pattern")]
pub(crate) enum Together {
    /// This, from what the first one began with.
    One(Intent),
    /// Nothing: the second takes back what the first one made.
    Nothing,
    /// Each has its own answer.
    Apart,
}

/// What `then` makes of `first`.
pub(crate) fn together(first: &Intent, then: &Intent) -> Together {
    let one = match (first, then.clone()) {
        (Intent::SetField { base, .. }, Intent::SetField { field, value, .. }) => {
            Intent::SetField { field, base: base.clone(), value }
        }
        (Intent::EditRow { base, .. }, Intent::EditRow { row, value, .. }) => {
            Intent::EditRow { row, base: base.clone(), value }
        }
        (Intent::SetMember { base, .. }, Intent::SetMember { organization, person, value, .. }) => {
            Intent::SetMember { organization, person, base: base.clone(), value }
        }
        (Intent::EditOffer { base, .. }, Intent::EditOffer { organization, offer, value, .. }) => {
            Intent::EditOffer { organization, offer, base: base.clone(), value }
        }
        // Nobody has seen it yet: it begins with what it says now.
        (Intent::AddOffer { .. }, Intent::EditOffer { organization, offer, value, .. }) => {
            Intent::AddOffer { organization, offer, value }
        }
        (Intent::AddRow { place, .. }, Intent::EditRow { row, value, .. }) => {
            Intent::AddRow { row, value, place: place.clone() }
        }
        (Intent::AddRow { value, .. }, Intent::MoveRow { row, place }) => {
            Intent::AddRow { row, value: value.clone(), place }
        }
        (Intent::SendMessage { .. }, Intent::EditMessage { body, .. }) => with_body(first, body),
        (Intent::EditMessage { .. }, then @ (Intent::EditMessage { .. } | Intent::DeleteMessage { .. }))
        | (Intent::MoveRow { .. }, then @ Intent::MoveRow { .. })
        | (Intent::MarkRead { .. }, then @ Intent::MarkRead { .. })
        | (Intent::Set { .. }, then @ Intent::Set { .. })
        | (Intent::ConfirmField { .. }, then @ Intent::ConfirmField { .. })
        | (Intent::ConfirmRow { .. }, then @ Intent::ConfirmRow { .. }) => then,
        (Intent::SendMessage { .. }, Intent::DeleteMessage { .. })
        | (Intent::AddRow { .. }, Intent::RemoveRow { .. })
        | (Intent::AddOffer { .. }, Intent::RemoveOffer { .. }) => return Together::Nothing,
        _ => return Together::Apart,
    };
    Together::One(one)
}

/// The same message with another text.
fn with_body(send: &Intent, text: String) -> Intent {
    let mut send = send.clone();
    if let Intent::SendMessage { body, .. } = &mut send {
        *body = text;
    }
    send
}

/// An op has its refusal. If it is about something that the server would not have, of which the person still has to decide,
/// the two become one; true when they did.
pub(crate) fn follows_refused(w: &Write<'_>, queued: &Queued, code: RefusalCode) -> Result<bool, StoreError> {
    if !matches!(code, RefusalCode::NotFound | RefusalCode::Gone) {
        return Ok(false);
    }
    let Some(head) = before(w, queued, State::Refused)? else { return Ok(false) };
    match together(&head.op.intent, &queued.op.intent) {
        Together::One(intent) => op::amend(w, head.op.id, &intent)?,
        Together::Nothing => op::set_state(w, head.op.id, State::Discarded)?,
        Together::Apart => return Ok(false),
    }
    op::remove(w, queued.op.id)?;
    Ok(true)
}

/// An op contradicts what stands. If one before it did too, it was made from that one's value: the person settles the newer one,
/// from where the older one began.
pub(crate) fn follows_conflict(w: &Write<'_>, queued: &Queued) -> Result<(), StoreError> {
    let Some(head) = before(w, queued, State::Conflict)? else { return Ok(()) };
    if let Together::One(intent) = together(&head.op.intent, &queued.op.intent) {
        op::amend(w, queued.op.id, &intent)?;
        op::remove(w, head.op.id)?;
    }
    Ok(())
}

/// The last op before this one on the same object that is in a state.
fn before(w: &Write<'_>, queued: &Queued, state: State) -> Result<Option<Queued>, StoreError> {
    let (scope, name) = queued.target;
    let on_it = op::on(w, scope, name, state)?;
    Ok(on_it.into_iter().rfind(|other| other.seq < queued.seq))
}
