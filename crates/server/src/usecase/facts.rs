//! What the policy wants to know about an op before it is carried out.

use domain::{
    ConversationId, Intent, Name, Object, OrgId, PersonId, Scope, Standing,
    policy::Facts,
    record::{Conversation, Parties},
};

use super::effect::card_seen;
use crate::storage::step::{Known, Loaded, Need};

/// What an op names: what the policy's facts are about.
struct Named {
    organization: Option<OrgId>,
    conversation: Option<ConversationId>,
    other: Option<PersonId>,
}

impl Named {
    /// A message in a conversation.
    const fn talk(conversation: ConversationId) -> Self {
        Self { organization: None, conversation: Some(conversation), other: None }
    }

    fn by(intent: &Intent) -> Self {
        let of = |organization: Option<&OrgId>, conversation: Option<&ConversationId>, other: Option<&PersonId>| Self {
            organization: organization.copied(),
            conversation: conversation.copied(),
            other: other.copied(),
        };
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
            | Intent::MarkNoticed { .. } => of(None, None, None),
            Intent::Report { organization, person, conversation, .. } => {
                of(Some(organization), conversation.as_ref(), Some(person))
            }
            Intent::StartConversation { organization, conversation, with, .. } => {
                of(Some(organization), Some(conversation), Some(with))
            }
            Intent::StartDesk { organization, conversation, person } => {
                of(Some(organization), Some(conversation), Some(person))
            }
            Intent::AnswerRequest { conversation, .. }
            | Intent::SendMessage { conversation, .. }
            | Intent::EditMessage { conversation, .. }
            | Intent::DeleteMessage { conversation, .. }
            | Intent::MarkRead { conversation, .. } => Self::talk(*conversation),
            Intent::SetMember { organization, person, .. } => of(Some(organization), None, Some(person)),
            Intent::AddOffer { organization, .. }
            | Intent::EditOffer { organization, .. }
            | Intent::PublishOffer { organization, .. }
            | Intent::CloseOffer { organization, .. }
            | Intent::RemoveOffer { organization, .. }
            | Intent::CloseReport { organization, .. } => of(Some(organization), None, None),
        }
    }
}

/// What has to be loaded for the facts, as far as the op tells.
pub(super) fn need(author: PersonId, intent: &Intent) -> Need {
    need_of(author, &Named::by(intent))
}

/// What has to be loaded to know whether somebody may write a message.
pub(super) fn need_to_say(author: PersonId, conversation: ConversationId) -> Need {
    need_of(author, &Named::talk(conversation))
}

fn need_of(author: PersonId, named: &Named) -> Need {
    let Named { organization, conversation, other } = *named;
    let mut need = Need::default();
    if organization.is_some() || conversation.is_some() {
        need.memberships.insert(author);
    }
    need.memberships.extend(other);
    if let Some(conversation) = conversation {
        need.heads.insert(Scope::Conv(conversation).into());
        need.records.insert((Scope::Conv(conversation).into(), Name::Conversation));
    }
    need
}

/// Gathers the facts about an op.
pub(super) fn gather<'a>(author: PersonId, intent: &Intent, loaded: &'a Loaded) -> Known<Facts<'a>> {
    let is_start = matches!(intent, Intent::StartConversation { .. });
    gather_of(author, &Named::by(intent), is_start, loaded)
}

/// Gathers the facts that tell whether somebody may write a message.
pub(super) fn to_say(author: PersonId, conversation: ConversationId, loaded: &Loaded) -> Known<Facts<'_>> {
    gather_of(author, &Named::talk(conversation), false, loaded)
}

fn gather_of<'a>(author: PersonId, named: &Named, is_start: bool, loaded: &'a Loaded) -> Known<Facts<'a>> {
    let conversation = named.conversation.map(|id| conversation(id, named.organization, loaded)).transpose()?.flatten();
    let messages = match named.conversation {
        Some(id) => loaded.head(Scope::Conv(id))?.seq,
        None => 0,
    };
    let Some(organization) = named.organization.or_else(|| conversation.map(|known| known.organization)) else {
        return Ok(Facts::default());
    };
    let standing = standing(author, organization, loaded)?;
    let is_other_there = match named.other {
        None => false,
        Some(with) if is_start => card_seen(organization, author, with, loaded)?.is_some(),
        Some(person) => loaded.is_member(person, organization)?,
    };
    let is_blocked = match (is_start, named.other, conversation.and_then(|known| known.counterpart(author))) {
        (true, Some(other), _) | (_, None, Some(other)) => is_blocked(author, other, loaded)?,
        _ => false,
    };
    Ok(Facts { conversation, messages, standing, is_other_there, is_blocked })
}

/// A conversation, if it is one of the organisation that the op names: nobody's standing in one organisation says anything
/// about the desk of another.
fn conversation(id: ConversationId, named: Option<OrgId>, loaded: &Loaded) -> Known<Option<&Conversation>> {
    Ok(match loaded.object(Scope::Conv(id), Name::Conversation)? {
        Some(Object::Conversation(known)) if named.is_none_or(|organization| organization == known.organization) => {
            Some(known)
        }
        _ => None,
    })
}

fn standing(person: PersonId, organization: OrgId, loaded: &Loaded) -> Known<Option<Standing>> {
    Ok(loaded.membership(person, organization)?.map(|membership| membership.value.standing()))
}

/// Whether one of two people has blocked the other.
pub(super) fn is_blocked(a: PersonId, b: PersonId, loaded: &Loaded) -> Known<bool> {
    let [one, other] = [(a, b), (b, a)].map(|(owner, whom)| (Scope::Me(owner).into(), Name::Block(whom)));
    // What follows asks for both memberships as well.
    loaded.have(Need { records: [one, other].into(), memberships: [a, b].into(), ..Need::default() })?;
    Ok(loaded.object(one.0, one.1)?.is_some() || loaded.object(other.0, other.1)?.is_some())
}

/// Whether two people have accepted contact in an organisation.
pub(super) fn is_connected(organization: OrgId, a: PersonId, b: PersonId, loaded: &Loaded) -> Known<bool> {
    let conversation = Scope::Conv(ConversationId::direct(organization, a, b));
    Ok(match loaded.object(conversation, Name::Conversation)? {
        Some(Object::Conversation(known)) => matches!(known.parties, Parties::Direct(_)) && known.is_open(),
        _ => false,
    })
}
