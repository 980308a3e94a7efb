//! Conversations, their messages and read marks.

use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::{
    Millis, Seq,
    id::{ConversationId, MessageId, OfferId, OrgId, PersonId},
};

/// A conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Its id, [`ConversationId::direct`] or [`ConversationId::desk`] of its parts.
    pub id: ConversationId,
    /// Through which organisation.
    pub organization: OrgId,
    /// Who takes part.
    pub parties: Parties,
    /// How it began, if one of the two asked the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ContactRequest>,
}

/// Who takes part in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Parties {
    /// Two people who share the organisation, in the order of their ids.
    Direct([PersonId; 2]),
    /// A person and the organisation's desk: whoever is an organizer at the time.
    Desk(PersonId),
}

/// What a request for contact is for. Stated to the other one, and never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 近況
    CatchUp,
    /// キャリア相談
    CareerAdvice,
    /// OB・OG訪問
    AlumniVisit,
    /// 復職の相談
    Return,
    /// 仕事の相談
    WorkTogether,
    /// 技術・知識
    KnowHow,
    /// イベント
    Event,
    /// その他
    Other,
}

/// What has become of a request for contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Not answered yet.
    Waiting,
    /// The two are connected.
    Accepted,
    /// Not now.
    Declined,
}

/// A request for contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactRequest {
    /// Who asked.
    pub from: PersonId,
    /// What for.
    pub purpose: Purpose,
    /// What has become of it.
    pub state: RequestState,
}

impl Conversation {
    /// The other one of the two in a direct conversation; `None` when `person` takes no part, or when it is the desk.
    pub fn counterpart(&self, person: PersonId) -> Option<PersonId> {
        match self.parties {
            Parties::Direct([a, b]) if a == person => Some(b),
            Parties::Direct([a, b]) if b == person => Some(a),
            Parties::Direct(_) | Parties::Desk(_) => None,
        }
    }

    /// Whether messages may be written freely.
    pub fn is_open(&self) -> bool {
        self.request.as_ref().is_none_or(|request| request.state == RequestState::Accepted)
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
    /// The text; empty once deleted, and it may be when something is sent along.
    pub body: String,
    /// The offer of the conversation's organisation that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<OfferId>,
    /// What is sent along, in the author's order; empty once deleted. A message has a text or at least one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
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
