//! What this device knows of what the policy asks: an intent that the server would refuse for certain is refused at once.
//! Where something has not been read yet the server's word is waited for.

use domain::{
    ConversationId, Intent, Name, Object, OrgId, PersonId, Scope, Seq, Standing,
    policy::{Facts, may_write},
    record::Conversation,
};
use store::{
    Reads, StoreError, Write,
    table::{message, object, op, scope},
};

use crate::{failure::Failure, overlay, query};

/// Refuses what the policy refuses.
pub(super) fn check(w: &Write<'_>, me: PersonId, intent: &Intent) -> Result<(), Failure> {
    if let Some(known) = Known::of(w, me, intent)? {
        let Known { conversation, messages, standing, is_other_there, is_blocked } = &known;
        let (messages, standing, is_other_there, is_blocked) = (*messages, *standing, *is_other_there, *is_blocked);
        let conversation = conversation.as_ref();
        may_write(me, intent, Facts { conversation, messages, standing, is_other_there, is_blocked })?;
    }
    Ok(())
}

/// What an intent names: what the facts are about.
#[derive(Default)]
struct Named {
    organization: Option<OrgId>,
    conversation: Option<ConversationId>,
    other: Option<PersonId>,
}

impl Named {
    fn by(intent: &Intent) -> Self {
        match intent {
            Intent::SetField { .. }
            | Intent::ConfirmField { .. }
            | Intent::AddRow { .. }
            | Intent::EditRow { .. }
            | Intent::ConfirmRow { .. }
            | Intent::RemoveRow { .. }
            | Intent::MoveRow { .. }
            | Intent::Set { .. }
            | Intent::SaveOffer { .. }
            | Intent::UnsaveOffer { .. }
            | Intent::Block { .. }
            | Intent::Unblock { .. }
            | Intent::MarkNoticed { .. } => Self::default(),
            Intent::Report { organization, person, conversation, .. } => {
                Self { organization: Some(*organization), conversation: *conversation, other: Some(*person) }
            }
            Intent::StartConversation { organization, conversation, with: other, .. }
            | Intent::StartDesk { organization, conversation, person: other } => {
                Self { organization: Some(*organization), conversation: Some(*conversation), other: Some(*other) }
            }
            Intent::AnswerRequest { conversation, .. }
            | Intent::SendMessage { conversation, .. }
            | Intent::EditMessage { conversation, .. }
            | Intent::DeleteMessage { conversation, .. }
            | Intent::MarkRead { conversation, .. } => Self { conversation: Some(*conversation), ..Self::default() },
            Intent::SetMember { organization, .. }
            | Intent::AddOffer { organization, .. }
            | Intent::EditOffer { organization, .. }
            | Intent::PublishOffer { organization, .. }
            | Intent::CloseOffer { organization, .. }
            | Intent::RemoveOffer { organization, .. }
            | Intent::CloseReport { organization, .. } => Self { organization: Some(*organization), ..Self::default() },
        }
    }
}

struct Known {
    conversation: Option<Conversation>,
    messages: Seq,
    standing: Option<Standing>,
    is_other_there: bool,
    is_blocked: bool,
}

impl Known {
    /// None when there is nothing to ask, or when it cannot be answered before the first sync.
    fn of(w: &Write<'_>, me: PersonId, intent: &Intent) -> Result<Option<Self>, StoreError> {
        let Named { organization, conversation, other } = Named::by(intent);
        if (organization.is_none() && conversation.is_none()) || !query::is_read(w, Scope::Me(me))? {
            return Ok(None);
        }
        let conversation = match conversation {
            Some(id) => conversation_here(w, me, id)?,
            None => None,
        };
        let organization = organization.or(conversation.as_ref().map(|known| known.organization));
        let standing = match organization {
            Some(id) => query::memberships(w, me)?
                .into_iter()
                .find(|membership| membership.organization == id)
                .map(|membership| membership.value.standing()),
            None => None,
        };
        let counterpart = conversation.as_ref().and_then(|known| known.counterpart(me));
        let is_blocked = match (intent, other.or(counterpart)) {
            // Who was blocked can still be reported.
            (Intent::Report { .. } | Intent::StartDesk { .. }, _) | (_, None) => false,
            (_, Some(other)) => query::is_blocked(w, me, other)?,
        };
        let messages = match &conversation {
            // As long as both may write it does not matter how many there are.
            Some(known) if !known.is_open() => messages(w, me, known.id)?,
            Some(_) | None => 0,
        };
        let is_other_there = is_other_there(w, intent)?;
        Ok(Some(Self { conversation, messages, standing, is_other_there, is_blocked }))
    }
}

/// A conversation with what waits on this device.
fn conversation_here(w: &Write<'_>, me: PersonId, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
    let scope = Scope::Conv(id);
    let cached = object::get(w, scope, Name::Conversation)?;
    let seen = overlay::fold(w, me, scope, Name::Conversation, cached.as_ref())?;
    let Some(Object::Conversation(mut conversation)) = seen.held.and_then(|held| held.object) else { return Ok(None) };
    if let Some(row) = query::row(w, me, id)? {
        conversation.request = query::request_of(w, &row)?;
    }
    Ok(Some(conversation))
}

/// How many messages a conversation has, and will have once what waits is sent.
fn messages(w: &Write<'_>, me: PersonId, id: ConversationId) -> Result<Seq, StoreError> {
    let in_row = query::row(w, me, id)?.map_or(0, |row| row.head);
    let here = match scope::get(w, Scope::Conv(id))? {
        Some(row) => message::head(w, row.id)?,
        None => 0,
    };
    let waiting = op::in_state(w, op::State::Waiting)?
        .into_iter()
        .filter(|queued| matches!(queued.op.intent, Intent::SendMessage { conversation, .. } if conversation == id));
    Ok(in_row.max(here).saturating_add(Seq::try_from(waiting.count()).unwrap_or(Seq::MAX)))
}

/// Whether the other one is listed to oneself, or is known at the desk. Who reports somebody need not see them any more.
fn is_other_there(from: &impl Reads, intent: &Intent) -> Result<bool, StoreError> {
    Ok(match intent {
        Intent::StartConversation { organization, with, .. } => {
            query::card(from, *organization, *with)?.is_some() || !query::is_read(from, Scope::Dir(*organization))?
        }
        Intent::StartDesk { organization, person, .. } => {
            query::member(from, *organization, *person)?.is_some() || !query::is_read(from, Scope::Desk(*organization))?
        }
        _ => true,
    })
}
