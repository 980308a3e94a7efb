//! What a person's list of conversations shows, kept by the server so that a device need not hold every conversation.

use serde::{Deserialize, Serialize};

use super::{ContactRequest, PersonName};
use crate::{
    Millis, Seq,
    id::{ConversationId, OrgId},
};

/// Whom a conversation is with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InboxKind {
    /// With another person.
    #[default]
    Direct,
    /// With an organisation's desk.
    WithDesk,
    /// At the desk, with a member: the row of an organizer.
    AtDesk,
}

/// One conversation in a person's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxRow {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Through which organisation.
    pub organization: OrgId,
    /// Whom it is with.
    #[serde(default)]
    pub kind_of: InboxKind,
    /// The other one, as the directory showed the name to this person when the row was last written. Of a conversation with
    /// a desk the person themselves; at the desk the member, by the roster's name.
    pub with: PersonName,
    /// How it began, if one of the two asked the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ContactRequest>,
    /// The newest message's place; 0 in an empty conversation.
    pub head: Seq,
    /// Messages of others after the read mark. Kept, never counted when read.
    pub unread: u32,
    /// The start of the newest message; of one without a text the name of the first file that came with it.
    pub preview: String,
    /// Whether the preview is the name of a file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preview_file: bool,
    /// Whether the newest message is the person's own.
    pub preview_mine: bool,
    /// Whether the newest message was taken back.
    pub preview_deleted: bool,
    /// When the newest message came, or the conversation began.
    pub at: Millis,
}
