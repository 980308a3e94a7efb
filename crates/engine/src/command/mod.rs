//! One file per thing a person does. Plain functions: they end when the edit is durable, whatever the network does.

mod attach;
mod contact;
mod desk;
mod draft;
mod facts;
mod message;
mod outbox;
mod own;
mod photo;
mod picture;
mod preferences;
mod profile;
mod settle;

pub(crate) use attach::{Attach, Detach, attach, detach};
pub(crate) use contact::{
    AnswerRequest, BlockPerson, NewConversation, ReportPerson, RequestContact, StartDesk, UnblockPerson,
    answer_request, block, report, request_contact, start_desk, unblock,
};
pub(crate) use desk::{
    AddOffer, CloseReport, EditOffer, NewOffer, SetMember, add_offer, close_offer, close_report, edit_offer,
    publish_offer, remove_offer, set_member,
};
use domain::{Applied, Intent, Name, Op, OpId, PersonId, Rev, Scope, Stamp, apply};
pub(crate) use draft::{SaveDraft, save_draft};
pub(crate) use message::{
    ConversationParam, DeleteMessage, EditMessage, NewMessage, SendMessage, delete_message, edit_message, mark_read,
    send_message,
};
pub(crate) use outbox::{discard, restore, retry};
pub(crate) use own::{
    Confirm, MarkNoticed, SetSetting, confirm, mark_noticed, save_offer, see_offers, set_setting, unsave_offer,
};
pub(crate) use photo::{SetPhoto, set_photo};
pub(crate) use preferences::{DevicePreferences, set_preferences};
pub(crate) use profile::{
    AddRow, EditRow, MoveRow, NewRow, RemoveRow, SetField, add_row, edit_row, move_row, remove_row, set_field,
};
pub(crate) use settle::{Settle, settle};
use store::{
    Order, StoreError, Write,
    table::{object, op},
};

use crate::{
    Account, Engine,
    chain::{Together, together},
    failure::Failure,
    overlay,
};

/// Queues an intent and shows it: durable when this returns. Refuses at once what the server would refuse.
fn enqueue(engine: &Engine, account: &Account, me: PersonId, intent: Intent) -> Result<Option<OpId>, Failure> {
    let id = account.store.write(Order::OutboxFirst, |w| queue(engine, w, me, intent))?;
    engine.wake();
    Ok(id)
}

/// Queues an intent inside a write. `None` when there is nothing to do.
fn queue(engine: &Engine, w: &Write<'_>, me: PersonId, intent: Intent) -> Result<Option<OpId>, Failure> {
    facts::check(w, me, &intent)?;
    let (scope, name) = intent.target(me);
    let cached = object::get(w, scope, name)?;
    let seen = overlay::fold(w, me, scope, name, cached.as_ref())?;
    let now = engine.config().clock.now();
    let op = Op { id: OpId(engine.config().new_id()), intent };
    match apply(seen.held.as_ref(), &op, &Stamp { author: me, at: now, next_seq: None })? {
        Applied::Unchanged => return Ok(None),
        // An edit that contradicts what a pull has brought meanwhile is kept: the server will say so, and the person settles it.
        Applied::Put(_) | Applied::Merged(_) | Applied::Remove | Applied::Conflict(_) => {}
    }
    let rev = cached.map_or(0, |cached| cached.rev);
    let id = match unsent(w, rev, &op.intent, (scope, name))? {
        Some((last, Together::One(intent))) => {
            op::amend(w, last, &intent)?;
            Some(last)
        }
        Some((last, Together::Nothing)) => {
            op::remove(w, last)?;
            None
        }
        Some((_, Together::Apart)) | None => {
            op::add(w, &op, me, rev, now)?;
            Some(op.id)
        }
    };
    overlay::refresh(w, me, scope, name)?;
    Ok(id)
}

/// The last op on the same object, if it was never sent, and what it and the new one come to: it keeps its place in the lane.
/// None when the server's value has changed since: then each has seen something else.
fn unsent(
    w: &Write<'_>,
    rev: Rev,
    intent: &Intent,
    (scope, name): (Scope, Name),
) -> Result<Option<(OpId, Together)>, StoreError> {
    let last = op::on(w, scope, name, op::State::Waiting)?.pop();
    let last = last.filter(|last| last.tries == 0 && last.seen_rev == rev);
    Ok(last.map(|last| (last.op.id, together(&last.op.intent, intent))))
}
