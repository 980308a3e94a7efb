//! The records: what a server keeps and a device holds a slice of. One file per noun.

mod conversation;
mod field;
mod inbox;
mod organization;
mod row;

pub use conversation::{Conversation, Message, ReadMark};
pub use field::{FieldObject, FieldValue, ProfileField};
pub use inbox::{InboxRow, Notification};
pub use organization::{Card, Membership, MembershipStatus, Organization, OrganizationKind, PersonName, Role};
pub use row::{ContactKind, Outcome, Row, RowBody, RowType, RowValue, YearMonth};
use serde::{Deserialize, Serialize};

use crate::{
    Rev,
    id::OpId,
    scope::{Name, Scope},
};

/// Any record's content, tagged by `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Object {
    /// In `dir`.
    Organization(Organization),
    /// In `dir`.
    Card(Card),
    /// In `me`.
    Membership(Membership),
    /// In `me`.
    Field(FieldObject),
    /// In `me`.
    Row(Row),
    /// In `me`.
    Inbox(InboxRow),
    /// In `me`.
    Notification(Notification),
    /// In `conv`.
    Conversation(Conversation),
    /// In `conv`.
    Message(Message),
    /// In `conv`.
    Mark(ReadMark),
}

/// A record as the server sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// Where it lives.
    pub scope: Scope,
    /// Its name there.
    pub name: Name,
    /// The scope's head when it was last written.
    pub rev: Rev,
    /// The op that wrote it last, if a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OpId>,
    /// Its content.
    pub object: Object,
}
