//! The outbox: what waits, what was refused and why, what contradicts another edit, what was taken back.

use domain::{
    ConversationId, Intent, Name, Object, PersonId, RowId, Scope,
    record::{ProfileField, RowType},
};
use store::{
    Read, StoreError,
    table::{object, op},
};

use super::{Names, conversation_record};
use crate::{
    Engine,
    failure::Failure,
    view::{OutboxItem, OutboxState},
};

/// Characters of a text that the list shows.
const SHORT: usize = 200;

pub(crate) fn outbox(engine: &Engine) -> Result<Vec<OutboxItem>, Failure> {
    let (account, me) = engine.signed_in()?;
    let is_sending = engine.progress().is_sending;
    Ok(account.store.read(|r| {
        let mut names = Names::default();
        let queue = op::all(r)?.into_iter().filter(op::Queued::is_of_a_person);
        queue.map(|queued| item(r, me, queued, is_sending, &mut names)).collect()
    })?)
}

fn item(
    r: &Read<'_>,
    me: PersonId,
    queued: op::Queued,
    is_sending: bool,
    names: &mut Names,
) -> Result<OutboxItem, StoreError> {
    let intent = &queued.op.intent;
    let conversation = match queued.target.0 {
        Scope::Conv(id) => Some(id),
        Scope::Me(_) | Scope::Dir(_) => None,
    };
    let with = match intent {
        Intent::StartConversation { organization, with, .. } => Some(names.person(r, *organization, *with, None)?),
        _ => conversation.map(|id| counterpart(r, me, id, names)).transpose()?.flatten(),
    };
    Ok(OutboxItem {
        op: queued.op.id,
        verb: intent.verb(),
        field: field(intent),
        row_type: row_type(r, me, intent)?,
        conversation,
        with,
        text: intent.typed().chars().take(SHORT).collect(),
        at: queued.at,
        state: match queued.state {
            op::State::Waiting if is_sending && queued.tries > 0 => OutboxState::Sending,
            op::State::Waiting => OutboxState::Waiting,
            op::State::Refused => OutboxState::Refused,
            op::State::Conflict => OutboxState::Conflict,
            op::State::Discarded => OutboxState::Discarded,
        },
        code: queued.code,
        tries: queued.tries,
    })
}

fn counterpart(
    r: &Read<'_>,
    me: PersonId,
    id: ConversationId,
    names: &mut Names,
) -> Result<Option<domain::record::PersonName>, StoreError> {
    if let Some(record) = conversation_record(r, id)? {
        let Some(other) = record.counterpart(me) else { return Ok(None) };
        return names.person(r, record.organization, other, None).map(Some);
    }
    Ok(super::inbox::row(r, me, id)?.map(|row| row.with))
}

pub(super) fn field(intent: &Intent) -> Option<ProfileField> {
    match intent {
        Intent::SetField { field, .. } => Some(*field),
        _ => None,
    }
}

pub(super) fn row_type(r: &Read<'_>, me: PersonId, intent: &Intent) -> Result<Option<RowType>, StoreError> {
    match intent {
        Intent::AddRow { value, .. } | Intent::EditRow { value, .. } => Ok(Some(value.body.row_type())),
        Intent::RemoveRow { row } | Intent::MoveRow { row, .. } => existing_type(r, me, *row),
        _ => Ok(None),
    }
}

fn existing_type(r: &Read<'_>, me: PersonId, row: RowId) -> Result<Option<RowType>, StoreError> {
    // A removal that waits hides the row; the server's says what it was.
    let cached = object::get(r, Scope::Me(me), Name::Row(row))?;
    Ok(match cached.and_then(|cached| cached.from_server().or_else(|| cached.shown())) {
        Some(Object::Row(row)) => Some(row.value.body.row_type()),
        _ => None,
    })
}
