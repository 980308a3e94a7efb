//! Things to notice, and when a device may ring for them.

use serde::{Deserialize, Serialize};

use super::{MembershipStatus, PersonName};
use crate::{
    Millis, Seq,
    id::{ConversationId, NoticeId, OrgId, ReportId},
};

/// What kind of thing it is; a person sets for each when it rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A message to me.
    Message,
    /// Somebody asks me for contact, or answers.
    ContactRequest,
    /// An offer that is new, or has changed after I saved it. Known from the offers themselves.
    Offer,
    /// Work for the desk.
    Desk,
    /// My own membership.
    Membership,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 5] = [Self::Message, Self::ContactRequest, Self::Offer, Self::Desk, Self::Membership];

    /// When it rings unless the person says otherwise: at once only what is meant for the person alone.
    pub const fn default_cadence(self) -> Cadence {
        match self {
            Self::Message | Self::ContactRequest | Self::Membership => Cadence::Now,
            Self::Desk => Cadence::Daily,
            Self::Offer => Cadence::Weekly,
        }
    }
}

/// When something rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// At once.
    Now,
    /// In one notice a day.
    Daily,
    /// まとめ通知: in one notice a week.
    Weekly,
    /// Never.
    Off,
}

/// What a notification is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// The newest thing in a conversation. One per conversation, rewritten, so that the list is bounded.
    Conversation {
        /// Which conversation.
        conversation: ConversationId,
        /// Up to which message; 0 for a request without one.
        seq: Seq,
    },
    /// A report came to the desk.
    Report {
        /// Which.
        report: ReportId,
    },
    /// The organisation changed one's own status.
    Status {
        /// What it is now.
        status: MembershipStatus,
    },
}

/// Something to notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    /// Its id: that of what it is about.
    pub id: NoticeId,
    /// Of which organisation.
    pub organization: OrgId,
    /// What kind it is.
    pub category: Category,
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// Who caused it, as this person may see the name; none for an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PersonName>,
    /// The start of the message.
    pub preview: String,
    /// When it came.
    pub at: Millis,
    /// Whether it has been read.
    pub read: bool,
}
