//! The records: what a server keeps and a device holds a slice of. One file per noun.

mod attachment;
mod conversation;
mod field;
mod inbox;
mod notification;
mod offer;
mod organization;
mod own;
mod row;
mod setting;
mod terms;

pub use attachment::{Attachment, Preview};
pub use conversation::{ContactRequest, Conversation, Message, Parties, Purpose, ReadMark, RequestState};
pub use field::{FieldObject, FieldValue, ProfileField};
pub use inbox::{InboxKind, InboxRow};
pub use notification::{About, Cadence, Category, Notification};
pub use offer::{ChangedPart, Criterion, Offer, OfferChange, OfferKind, OfferState, OfferValue, Remote};
pub use organization::{
    Card, FormerName, Member, MemberValue, Membership, MembershipStatus, OrgUnit, Organization, OrganizationKind,
    PersonName, Role, StatusTransition,
};
pub use own::{Block, Closing, DeskReport, Report, ReportReason, ReportedMessage, SavedOffer};
pub use row::{ContactKind, Outcome, Row, RowBody, RowType, RowValue};
use serde::{Deserialize, Serialize};
pub use setting::{
    CategoryCadence, Conditions, Era, LeastPay, NotificationPrefs, Preferences, QuietHours, Setting, SettingName,
};
pub use terms::{Changing, ContractTerms, EmploymentTerms, FixedOvertime, PAY_WITHIN_DAYS, Pay, PayUnit, WorkTerms};

use crate::{
    Rev,
    id::OpId,
    scope::{Name, Scope},
};

/// Any record's content, tagged by `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "read one by one, never kept in masses; a box would stand in every pattern"
)]
pub enum Object {
    /// In `dir`.
    Organization(Organization),
    /// In `dir`.
    Unit(OrgUnit),
    /// In `dir`.
    Card(Card),
    /// In `desk`: the offer itself; in `offers`: what its audience sees.
    Offer(Offer),
    /// In `desk`.
    Member(Member),
    /// In `desk`.
    DeskReport(DeskReport),
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
    /// In `me`.
    Setting(Setting),
    /// In `me`.
    Saved(SavedOffer),
    /// In `me`.
    Block(Block),
    /// In `me`.
    Report(Report),
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
