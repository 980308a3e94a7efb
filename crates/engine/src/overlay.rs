//! The view: the server's row and what the waiting ops make of it, by the very function the server will use.

use domain::{
    Applied, Held, Name, Object, PersonId, Scope, Stamp, apply,
    record::{Conversation, InboxKind, Parties},
};
use store::{
    Reads, StoreError, Write,
    table::{
        object::{self, Cached, View},
        op,
    },
};

/// An object as the person sees it, and whether waiting ops made it so.
pub(crate) struct Seen {
    pub(crate) held: Option<Held>,
    /// The number of the first waiting op.
    pub(crate) first_op: Option<i64>,
}

/// What the waiting ops make of a record.
pub(crate) fn fold(
    from: &impl Reads,
    me: PersonId,
    scope: Scope,
    name: Name,
    cached: Option<&Cached>,
) -> Result<Seen, StoreError> {
    let mut held = match cached.filter(|cached| cached.server.is_some()) {
        Some(cached) => Some(Held { rev: cached.rev, by: cached.by, object: cached.from_server() }),
        None => named_by_inbox(from, me, scope, name)?,
    };
    let mut first_op = None;
    for queued in op::on(from, scope, name, op::State::Waiting)? {
        first_op.get_or_insert(queued.seq);
        let stamp = Stamp { author: me, at: queued.at, next_seq: None };
        let object: Option<Object> = match apply(held.as_ref(), &queued.op, &stamp) {
            // Until the server has decided, a person goes on seeing what they wrote.
            Ok(Applied::Put(object) | Applied::Merged(object) | Applied::Conflict(object)) => Some(object),
            Ok(Applied::Remove) => None,
            // An op that cannot apply any more shows nothing; the server's answer will say why.
            Ok(Applied::Unchanged) | Err(_) => continue,
        };
        let rev = held.as_ref().map_or(0, |held| held.rev);
        held = Some(Held { rev, by: Some(queued.op.id), object });
    }
    Ok(Seen { held, first_op })
}

/// A conversation that the inbox names and that has not been read yet: the row says enough of it to answer a request.
fn named_by_inbox(from: &impl Reads, me: PersonId, scope: Scope, name: Name) -> Result<Option<Held>, StoreError> {
    let (Scope::Conv(id), Name::Conversation) = (scope, name) else { return Ok(None) };
    let cached = object::get(from, Scope::Me(me), Name::Inbox(id))?;
    let Some(Object::Inbox(row)) = cached.and_then(|cached| cached.shown()) else { return Ok(None) };
    let other = row.with.person;
    let parties = match row.kind_of {
        InboxKind::Direct => Parties::Direct(if me <= other { [me, other] } else { [other, me] }),
        InboxKind::WithDesk => Parties::Desk(me),
        InboxKind::AtDesk => Parties::Desk(other),
    };
    let object = Conversation { id, organization: row.organization, parties, request: row.request };
    Ok(Some(Held { rev: 0, by: None, object: Some(Object::Conversation(object)) }))
}

/// Derives the view of a record again.
pub(crate) fn refresh(to: &Write<'_>, me: PersonId, scope: Scope, name: Name) -> Result<(), StoreError> {
    let cached = object::get(to, scope, name)?;
    let seen = fold(to, me, scope, name, cached.as_ref())?;
    let json;
    let view = match (seen.first_op, seen.held) {
        (Some(first), Some(Held { object: Some(object), .. })) => {
            json = serde_json::to_string(&object).map_err(|error| StoreError::Other(error.to_string()))?;
            View::Json(&json, first)
        }
        (Some(_), Some(Held { object: None, .. })) => View::Hidden,
        (Some(_), None) | (None, _) => View::Server,
    };
    if view == View::Server && cached.is_none_or(|cached| cached.view.is_none() && !cached.is_hidden) {
        return Ok(());
    }
    object::set_view(to, scope, name, view)
}
