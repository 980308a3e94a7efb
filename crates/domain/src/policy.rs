//! Who may: default deny. A [`ReadPermit`] or [`WritePermit`] can only be made here, and storage asks for one.

use crate::{
    id::PersonId,
    op::Intent,
    record::Conversation,
    refusal::{Refusal, RefusalCode},
    scope::Scope,
};

/// What ties a person to a scope, as storage found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is the person's own `me`.
    Owner,
    /// A member of the organisation whose `dir` it is.
    Member,
    /// Takes part in the conversation.
    Participant,
    /// Nothing.
    Stranger,
}

/// Leave to read one scope as one person.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadPermit {
    scope: Scope,
    person: PersonId,
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

/// Whether a person may read a scope. `None` is also the answer for a scope that does not exist.
pub fn may_read(person: PersonId, scope: Scope, relation: Relation) -> Option<ReadPermit> {
    let allowed = match scope {
        Scope::Me(owner) => relation == Relation::Owner && owner == person,
        Scope::Dir(_) => relation == Relation::Member,
        Scope::Conv(_) => relation == Relation::Participant,
    };
    allowed.then_some(ReadPermit { scope, person })
}

/// What a write needs to know beyond its author.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The conversation the op is about, if it exists.
    pub conversation: Option<&'a Conversation>,
    /// Whether the author is a member of the organisation named by the op.
    pub is_member: bool,
    /// Whether the other person is listed in that organisation's directory.
    pub is_other_listed: bool,
}

/// Whether a person may carry out an intent at all; what it does is [`crate::apply`]'s business.
///
/// # Errors
/// `NotFound` for whatever the author may not know of: it looks as if it did not exist.
pub fn may_write(author: PersonId, intent: &Intent, facts: Facts<'_>) -> Result<WritePermit, Refusal> {
    let allowed = match intent {
        // Always the author's own: the target's scope is made of the author's id.
        Intent::SetField { .. }
        | Intent::AddRow { .. }
        | Intent::EditRow { .. }
        | Intent::RemoveRow { .. }
        | Intent::MoveRow { .. } => true,
        // Who already takes part may start again (both began it offline), even after the other one left the directory.
        Intent::StartConversation { .. } => {
            takes_part(author, facts.conversation) || (facts.is_member && facts.is_other_listed)
        }
        Intent::SendMessage { .. }
        | Intent::EditMessage { .. }
        | Intent::DeleteMessage { .. }
        | Intent::MarkRead { .. } => takes_part(author, facts.conversation),
    };
    if allowed { Ok(WritePermit { author }) } else { Err(Refusal::of(RefusalCode::NotFound)) }
}

fn takes_part(person: PersonId, conversation: Option<&Conversation>) -> bool {
    conversation.is_some_and(|conversation| conversation.participants.contains(&person))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::{ConversationId, MessageId, OrgId};

    #[test]
    fn each_scope_opens_to_its_own_relation_only() {
        let (me, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let dir = Scope::Dir(OrgId(Uuid::from_u128(3)));
        let conv = Scope::Conv(ConversationId(Uuid::from_u128(4)));
        use Relation::{Member, Owner, Participant, Stranger};
        for (scope, relation, allowed) in [
            (Scope::Me(me), Owner, true),
            (Scope::Me(other), Owner, false),
            (Scope::Me(other), Member, false),
            (dir, Member, true),
            (dir, Owner, false),
            (dir, Stranger, false),
            (conv, Participant, true),
            (conv, Member, false),
            (conv, Stranger, false),
        ] {
            assert_eq!(may_read(me, scope, relation).is_some(), allowed, "{scope} as {relation:?}");
        }
    }

    #[test]
    fn a_stranger_cannot_tell_a_conversation_from_nothing() {
        let stranger = PersonId(Uuid::from_u128(9));
        let people = [PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2))];
        let org = OrgId(Uuid::from_u128(3));
        let id = ConversationId::direct(org, people[0], people[1]);
        let conversation = Conversation { id, organization: org, participants: people };
        let intent =
            Intent::SendMessage { conversation: id, message: MessageId(Uuid::from_u128(5)), body: "あ".into() };
        let facts = |conversation| Facts { conversation, is_member: true, is_other_listed: true };
        let seen = may_write(stranger, &intent, facts(Some(&conversation)));
        assert_eq!(seen, may_write(stranger, &intent, facts(None)));
        assert!(seen.is_err());
        assert!(may_write(people[0], &intent, facts(Some(&conversation))).is_ok());
    }
}
