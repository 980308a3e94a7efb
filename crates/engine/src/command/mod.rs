//! One file per thing a person does. Plain functions: they end when the edit is durable, whatever the network does.

mod draft;
mod message;
mod outbox;
mod preferences;
mod profile;
mod settle;

use domain::{Applied, Intent, Name, Op, OpId, PersonId, Rev, Saw, Scope, Stamp, apply};
pub(crate) use draft::{SaveDraft, save_draft};
pub(crate) use message::{
    ConversationParam, DeleteMessage, EditMessage, NewConversation, NewMessage, SendMessage, StartConversation,
    delete_message, edit_message, mark_read, send_message, start_conversation,
};
pub(crate) use outbox::{discard, restore, retry};
pub(crate) use preferences::{Preferences, set_preferences};
pub(crate) use profile::{
    AddRow, EditRow, MoveRow, NewRow, RemoveRow, SetField, add_row, edit_row, move_row, remove_row, set_field,
};
pub(crate) use settle::{Settle, settle};
use store::{
    Order, Reads, StoreError, Write,
    table::{object, op},
};

use crate::{Account, Engine, failure::Failure, overlay};

/// Queues an intent and shows it: durable when this returns. Refuses at once what the server would refuse.
fn enqueue(engine: &Engine, account: &Account, me: PersonId, intent: Intent) -> Result<Option<OpId>, Failure> {
    let id = account.store.write(Order::OutboxFirst, |w| queue(engine, w, me, intent, None))?;
    engine.wake();
    Ok(id)
}

/// Queues an intent inside a write, as one who has seen revision `seen_rev` (none: what the device holds).
/// `None` when there is nothing to do.
fn queue(
    engine: &Engine,
    w: &Write<'_>,
    me: PersonId,
    intent: Intent,
    seen_rev: Option<Rev>,
) -> Result<Option<OpId>, Failure> {
    let (scope, name) = intent.target(me);
    let cached = object::get(w, scope, name)?;
    let seen = overlay::fold(w, me, scope, name, cached.as_ref())?;
    let held_rev = cached.as_ref().map_or(0, |cached| cached.rev);
    let saw = Saw { rev: seen_rev.unwrap_or(held_rev), after: op::last_on(w, scope, name)? };
    let now = engine.config().clock.now();
    let op = Op { id: OpId(engine.config().new_id()), saw, intent };
    let stamp = Stamp { author: me, at: now, next_seq: None };
    // Against the view every edit is a seen one: it cannot conflict here.
    match apply(seen.held.as_ref(), &with_own_view(&op, &seen), &stamp)? {
        Applied::Unchanged => return Ok(None),
        Applied::Put(_) | Applied::Merged(_) | Applied::Remove | Applied::Conflict(_) => {}
    }
    let op = replace_unsent(w, scope, name, op)?;
    op::add(w, &op, me, now)?;
    overlay::refresh(w, me, scope, name)?;
    Ok(Some(op.id))
}

/// The op as it looks to someone who sees the view: for asking whether it can be done at all.
fn with_own_view(op: &Op, seen: &overlay::Seen) -> Op {
    let rev = seen.held.as_ref().map_or(0, |held| held.rev);
    Op { saw: Saw { rev: op.saw.rev.max(rev), after: seen.held.as_ref().and_then(|held| held.by) }, ..op.clone() }
}

/// An edit of the same value that was never sent is replaced: the newer one says it all, from the same base.
fn replace_unsent(w: &Write<'_>, scope: Scope, name: Name, op: Op) -> Result<Op, StoreError> {
    let Some(last) = op::waiting_on(w, scope, name)?.pop().filter(|last| last.tries == 0) else { return Ok(op) };
    let intent = match (&last.op.intent, op.intent.clone()) {
        (Intent::SetField { base, .. }, Intent::SetField { field, value, .. }) => {
            Intent::SetField { field, base: base.clone(), value }
        }
        (Intent::EditRow { base, .. }, Intent::EditRow { row, value, .. }) => {
            Intent::EditRow { row, base: base.clone(), value }
        }
        (Intent::MoveRow { .. }, intent @ Intent::MoveRow { .. })
        | (Intent::MarkRead { .. }, intent @ Intent::MarkRead { .. }) => intent,
        _ => return Ok(op),
    };
    op::remove(w, last.op.id)?;
    Ok(Op { saw: last.op.saw, intent, ..op })
}

/// What a person sees of an object of their own.
fn shown(from: &impl Reads, me: PersonId, name: Name) -> Result<Option<domain::Object>, StoreError> {
    Ok(object::get(from, Scope::Me(me), name)?.and_then(|cached| cached.shown()))
}
