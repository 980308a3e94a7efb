//! Who may: default deny. A permit can only be made here, and storage asks for one.

use crate::{
    Seq,
    id::{ConversationId, OrgId, PersonId},
    limit,
    op::Intent,
    record::{Conversation, Parties, RequestState},
    refusal::{Refusal, RefusalCode},
    scope::Scope,
    viewer::Standing,
};

/// What ties a person to a scope, as storage found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is the person's own `me`.
    Owner,
    /// A member of the organisation whose `dir`, `offers` or `desk` it is, with this standing.
    Member(Standing),
    /// Takes part in the conversation, also as an organizer at the desk.
    Participant,
    /// Nothing.
    Stranger,
}

/// Leave to read one scope as one person, as far as the standing goes.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadPermit {
    scope: Scope,
    person: PersonId,
    standing: Option<Standing>,
}

impl ReadPermit {
    /// What may be read.
    pub const fn scope(&self) -> Scope {
        self.scope
    }
    /// By whom.
    pub const fn person(&self) -> PersonId {
        self.person
    }
    /// With which standing in the scope's organisation; none where there is none to have.
    pub const fn standing(&self) -> Option<Standing> {
        self.standing
    }
}

/// Leave to carry out one op as one person.
#[derive(Debug, PartialEq, Eq)]
pub struct WritePermit {
    author: PersonId,
}

impl WritePermit {
    /// By whom.
    pub const fn author(&self) -> PersonId {
        self.author
    }
}

/// Leave to look at another person's profile in an organisation. What is seen of it [`crate::page`] decides value by value.
#[derive(Debug, PartialEq, Eq)]
pub struct LookPermit {
    organization: OrgId,
    person: PersonId,
    viewer: PersonId,
}

impl LookPermit {
    /// In which organisation.
    pub const fn organization(&self) -> OrgId {
        self.organization
    }
    /// At whom.
    pub const fn person(&self) -> PersonId {
        self.person
    }
    /// Who looks.
    pub const fn viewer(&self) -> PersonId {
        self.viewer
    }
}

/// Leave to send content for messages of one conversation.
#[derive(Debug, PartialEq, Eq)]
pub struct UploadPermit {
    conversation: ConversationId,
    person: PersonId,
}

impl UploadPermit {
    /// Into which conversation.
    pub const fn conversation(&self) -> ConversationId {
        self.conversation
    }
    /// By whom.
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

/// Whether a person may read a scope. `None` is also the answer for a scope that does not exist.
pub fn may_read(person: PersonId, scope: Scope, relation: Relation) -> Option<ReadPermit> {
    let standing = match relation {
        Relation::Member(standing) => Some(standing),
        Relation::Owner | Relation::Participant | Relation::Stranger => None,
    };
    let granted = standing.map(Standing::grants);
    let allowed = match scope {
        Scope::Me(owner) => relation == Relation::Owner && owner == person,
        Scope::Dir(_) => granted.is_some_and(|grants| grants.directory),
        Scope::Offers(_) => granted.is_some_and(|grants| grants.offers),
        Scope::Desk(_) => granted.is_some_and(|grants| grants.desk),
        Scope::Conv(_) => relation == Relation::Participant,
    };
    allowed.then_some(ReadPermit { scope, person, standing })
}

/// Whether a person may look at another one's profile in an organisation at all. `relation` is to its `dir`.
pub fn may_look(viewer: PersonId, organization: OrgId, person: PersonId, relation: Relation) -> Option<LookPermit> {
    may_read(viewer, Scope::Dir(organization), relation).map(|_| LookPermit { organization, person, viewer })
}

/// What a write needs to know beyond its author.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The conversation the op is about, if it exists.
    pub conversation: Option<&'a Conversation>,
    /// How many messages it has.
    pub messages: Seq,
    /// The author's standing in the organisation that the op names, or in the conversation's; none: not a member.
    pub standing: Option<Standing>,
    /// Whether the other person is there: for a contact, listed to the author; for the desk and a report, a member.
    pub is_other_there: bool,
    /// Whether one of the two has blocked the other.
    pub is_blocked: bool,
}

/// Whether a person may carry out an intent at all; what it does is [`crate::apply`]'s business.
///
/// # Errors
/// `NotFound` for whatever the author may not know of: it looks as if it did not exist.
pub fn may_write(author: PersonId, intent: &Intent, facts: Facts<'_>) -> Result<WritePermit, Refusal> {
    let Facts { conversation, messages: _, standing, is_other_there, is_blocked } = facts;
    let is_member = standing.is_some();
    let is_organizer = is_organizer(standing);
    let takes_part = conversation.is_some_and(|conversation| takes_part(author, conversation, is_organizer));
    let allowed = match intent {
        // Always the author's own: the target's scope is made of the author's id.
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
        | Intent::MarkNoticed { .. } => true,
        // Whoever has been blocked by the one they report may do so: that is when it matters. What was written elsewhere,
        // or by others, is not this desk's business.
        Intent::Report { conversation: named, organization, person, .. } => {
            let is_theirs = |conversation: &Conversation| {
                conversation.organization == *organization
                    && match conversation.parties {
                        Parties::Direct(people) => people.contains(person),
                        Parties::Desk(_) => true,
                    }
            };
            // Whether the other one is a member is not asked: the answer would tell of somebody who hides.
            is_member && (named.is_none() || (takes_part && conversation.is_some_and(is_theirs)))
        }
        // Who already takes part may start again (both began it offline), even after the other one left the directory.
        // In that very one: the id of another of the author's conversations says nothing about the person named.
        Intent::StartConversation { with, .. } => {
            let may_ask = standing.is_some_and(|standing| standing.grants().contact) && is_other_there;
            let has_begun = conversation.is_some_and(|known| known.counterpart(author) == Some(*with));
            !is_blocked && (has_begun || may_ask)
        }
        Intent::AnswerRequest { .. } => takes_part && !is_blocked,
        Intent::StartDesk { person, .. } => {
            takes_part || (is_member && *person == author) || (is_organizer && is_other_there)
        }
        Intent::SendMessage { .. } => may_say(author, facts).map(|_| true)?,
        // A changed message is read anew: whoever may not write any more may not change what they wrote either.
        Intent::EditMessage { .. } => may_say(author, Facts { messages: 0, ..facts }).map(|_| true)?,
        Intent::DeleteMessage { .. } | Intent::MarkRead { .. } => takes_part,
        Intent::SetMember { person, value, base, .. } => {
            if is_organizer && *person == author {
                // An organisation must not be left without anybody at its desk by one tap, and nobody chooses what audience
                // to belong to: what is shown to alumni alone would lie open to whoever runs the desk.
                let chosen = [
                    ("role", value.role != base.role),
                    ("status", value.status != base.status),
                    ("units", value.units != base.units),
                ];
                if let Some((part, _)) = chosen.into_iter().find(|(_, is_chosen)| *is_chosen) {
                    return Err(Refusal::at(RefusalCode::Forbidden, part));
                }
            }
            is_organizer
        }
        Intent::AddOffer { .. }
        | Intent::EditOffer { .. }
        | Intent::PublishOffer { .. }
        | Intent::CloseOffer { .. }
        | Intent::RemoveOffer { .. }
        | Intent::CloseReport { .. } => is_organizer,
    };
    if allowed { Ok(WritePermit { author }) } else { Err(Refusal::of(RefusalCode::NotFound)) }
}

/// Whether a person may send content into the conversation that the facts are about: whoever may write a message there now.
/// `None` is also the answer for a conversation that does not exist.
pub fn may_upload(person: PersonId, facts: Facts<'_>) -> Option<UploadPermit> {
    may_say(person, facts).ok().map(|conversation| UploadPermit { conversation: conversation.id, person })
}

/// The conversation in which a person may write a message now.
fn may_say<'a>(author: PersonId, facts: Facts<'a>) -> Result<&'a Conversation, Refusal> {
    let Facts { conversation, messages, standing, is_other_there: _, is_blocked } = facts;
    let conversation = conversation
        .filter(|conversation| !is_blocked && takes_part(author, conversation, is_organizer(standing)))
        .ok_or_else(|| Refusal::of(RefusalCode::NotFound))?;
    if may_speak(author, conversation, messages) {
        Ok(conversation)
    } else {
        Err(Refusal::of(RefusalCode::NotAccepted))
    }
}

fn is_organizer(standing: Option<Standing>) -> bool {
    standing.is_some_and(|standing| standing.grants().desk)
}

fn takes_part(person: PersonId, conversation: &Conversation, is_organizer: bool) -> bool {
    match conversation.parties {
        // Organizers have no part in what two people write to each other.
        Parties::Direct(people) => people.contains(&person),
        Parties::Desk(member) => member == person || is_organizer,
    }
}

/// Whether somebody who takes part may write now: whoever asked for contact says so in one message and waits.
fn may_speak(author: PersonId, conversation: &Conversation, messages: Seq) -> bool {
    match &conversation.request {
        None => true,
        Some(request) => match request.state {
            RequestState::Accepted => true,
            RequestState::Waiting => request.from == author && messages < limit::UNANSWERED,
            RequestState::Declined => false,
        },
    }
}

#[cfg(test)]
mod tests;
