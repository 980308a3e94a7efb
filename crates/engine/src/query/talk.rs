//! A conversation as one side of it: whom it is with, how it began, what can be done in it.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Name, Object, OrgId, PersonId, Scope,
    record::{ContactRequest, Conversation, InboxKind, InboxRow, Parties, RequestState},
};
use store::{Read, Reads, StoreError, table::object};

use super::{
    conversation_record,
    inbox::{row, rows},
};
use crate::view::ConversationState;

/// A conversation as far as it is known here: from the inbox, from its own record, or begun on this device.
pub(super) struct Talk {
    pub(super) organization: OrgId,
    pub(super) kind: InboxKind,
    /// The other one; of a conversation with a desk oneself.
    pub(super) other: PersonId,
    pub(super) request: Option<ContactRequest>,
    pub(super) row: Option<InboxRow>,
}

pub(super) fn find(r: &Read<'_>, me: PersonId, id: ConversationId) -> Result<Option<Talk>, StoreError> {
    let Some(mut talk) = with(r, me, id)? else { return Ok(None) };
    if let Some(row) = &talk.row {
        talk.request = request_of(r, row)?;
    }
    Ok(Some(talk))
}

/// Whom it is with, for whom it does not matter how its request stands: of that it says what the inbox does.
pub(super) fn with(r: &Read<'_>, me: PersonId, id: ConversationId) -> Result<Option<Talk>, StoreError> {
    if let Some(row) = row(r, me, id)? {
        let (organization, kind, other, request) =
            (row.organization, row.kind_of, row.with.person, row.request.clone());
        return Ok(Some(Talk { organization, kind, other, request, row: Some(row) }));
    }
    Ok(conversation_record(r, id)?.map(|record| {
        let (kind, other) = other(me, &record);
        Talk { organization: record.organization, kind, other, request: record.request, row: None }
    }))
}

/// How a conversation began, and what has become of it: an answer that waits on this device counts. The row and the record
/// come in scopes of their own, one before the other; an answer that one of them knows has been given.
pub(crate) fn request_of(from: &impl Reads, row: &InboxRow) -> Result<Option<ContactRequest>, StoreError> {
    let cached = object::get(from, Scope::Conv(row.conversation), Name::Conversation)?;
    let is_waiting = cached.as_ref().is_some_and(|cached| cached.view.is_some());
    let Some(Object::Conversation(record)) = cached.and_then(|cached| cached.shown()) else {
        return Ok(row.request.clone());
    };
    Ok(match (&row.request, record.request) {
        (_, request) if is_waiting => request,
        (Some(known), Some(request)) if given(request.state) > given(known.state) => Some(request),
        (known, _) => known.clone(),
    })
}

/// How far a request has come. Whoever declined may accept later; what was accepted stays so.
fn given(state: RequestState) -> u8 {
    match state {
        RequestState::Waiting => 0,
        RequestState::Declined => 1,
        RequestState::Accepted => 2,
    }
}

/// The people with whom contact was accepted, each in the organisation through which it was.
pub(super) fn connections(r: &Read<'_>, me: PersonId) -> Result<BTreeSet<(OrgId, PersonId)>, StoreError> {
    let mut connections = BTreeSet::new();
    for row in rows(r, me)? {
        let is_open = |request: ContactRequest| request.state == RequestState::Accepted;
        if row.kind_of == InboxKind::Direct && request_of(r, &row)?.is_none_or(is_open) {
            connections.insert((row.organization, row.with.person));
        }
    }
    Ok(connections)
}

/// Whom a conversation is with, as this person sees it.
pub(super) fn other(me: PersonId, conversation: &Conversation) -> (InboxKind, PersonId) {
    match conversation.parties {
        Parties::Direct(_) => (InboxKind::Direct, conversation.counterpart(me).unwrap_or(me)),
        Parties::Desk(person) if person == me => (InboxKind::WithDesk, me),
        Parties::Desk(person) => (InboxKind::AtDesk, person),
    }
}

/// What can be done in a conversation.
pub(super) fn standing(
    r: &Read<'_>,
    me: PersonId,
    other: PersonId,
    kind: InboxKind,
    request: Option<&ContactRequest>,
) -> Result<ConversationState, StoreError> {
    if kind == InboxKind::Direct && is_blocked(r, me, other)? {
        return Ok(ConversationState::Blocked);
    }
    let Some(request) = request else { return Ok(ConversationState::Open) };
    let is_mine = request.from == me;
    Ok(match (request.state, is_mine) {
        (RequestState::Accepted, _) => ConversationState::Open,
        (RequestState::Waiting, true) => ConversationState::Asked,
        (RequestState::Waiting, false) => ConversationState::Asking,
        (RequestState::Declined, true) => ConversationState::Declined,
        (RequestState::Declined, false) => ConversationState::DeclinedByMe,
    })
}

/// Whether this person has blocked another one. Of the other way round nothing is known here.
pub(crate) fn is_blocked(from: &impl Reads, me: PersonId, other: PersonId) -> Result<bool, StoreError> {
    let cached = object::get(from, Scope::Me(me), Name::Block(other))?;
    Ok(cached.and_then(|cached| cached.shown()).is_some())
}
