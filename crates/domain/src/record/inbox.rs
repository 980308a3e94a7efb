//! What a person's list of conversations shows, kept by the server so that a device need not hold every conversation.

use serde::{Deserialize, Serialize};

use super::PersonName;
use crate::{
    Millis, Seq,
    id::{ConversationId, OrgId},
};

/// One conversation in a person's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxRow {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Through which organisation.
    pub organization: OrgId,
    /// The other one, as the directory showed the name when the row was last written.
    pub with: PersonName,
    /// The newest message's place; 0 in an empty conversation.
    pub head: Seq,
    /// Messages of others after the read mark. Kept, never counted when read.
    pub unread: u32,
    /// The start of the newest message.
    pub preview: String,
    /// Whether the newest message is the person's own.
    pub preview_mine: bool,
    /// Whether the newest message was taken back.
    pub preview_deleted: bool,
    /// When the newest message came, or the conversation began.
    pub at: Millis,
}

/// The newest thing to notice in a conversation. One per conversation, rewritten, so that the list is bounded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    /// Where.
    pub conversation: ConversationId,
    /// Who wrote.
    pub from: PersonName,
    /// The start of the message.
    pub preview: String,
    /// Which message.
    pub seq: Seq,
    /// When it came.
    pub at: Millis,
    /// Whether it has been read.
    pub read: bool,
}
