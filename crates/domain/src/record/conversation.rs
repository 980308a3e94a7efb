//! Conversations, their messages and read marks.

use serde::{Deserialize, Serialize};

use crate::{
    Millis, Seq,
    id::{ConversationId, MessageId, OrgId, PersonId},
};

/// A direct conversation of two people who share an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Its id, [`ConversationId::direct`] of the parts below.
    pub id: ConversationId,
    /// Through which organisation they met.
    pub organization: OrgId,
    /// Both people, in the order of their ids.
    pub participants: [PersonId; 2],
}

impl Conversation {
    /// The other one of the two; `None` when `person` takes no part.
    pub fn counterpart(&self, person: PersonId) -> Option<PersonId> {
        match self.participants {
            [a, b] if a == person => Some(b),
            [a, b] if b == person => Some(a),
            _ => None,
        }
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its id, given by the author's device.
    pub id: MessageId,
    /// Its place; none until the server has it.
    pub seq: Option<Seq>,
    /// Who wrote it.
    pub author: PersonId,
    /// The text; empty once deleted.
    pub body: String,
    /// When the server received it; of a pending one, when it was written.
    pub at: Millis,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Millis>,
    /// The author took it back; its place stays.
    #[serde(default)]
    pub deleted: bool,
}

/// How far a person has read: it only grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadMark {
    /// Who.
    pub person: PersonId,
    /// Up to and with this message.
    pub seq: Seq,
}
