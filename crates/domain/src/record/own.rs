//! Small things a person keeps: saved offers, blocked people, reports they made. Sets are rows: added and removed.

use serde::{Deserialize, Serialize};

use super::PersonName;
use crate::{
    Millis,
    id::{ConversationId, MessageId, OfferId, OrgId, PersonId, ReportId},
};

/// An offer the person wants to find again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedOffer {
    /// Whose offer.
    pub organization: OrgId,
    /// Which.
    pub offer: OfferId,
    /// Since when.
    pub at: Millis,
}

/// Somebody with whom the person wants nothing to do. For either of them the other one does not exist from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// Whom, by the name the person knew.
    pub name: PersonName,
    /// Since when.
    pub at: Millis,
}

/// Why somebody is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// 嫌がらせ
    Harassment,
    /// 勧誘・迷惑行為
    Spam,
    /// なりすまし
    Impersonation,
    /// 不適切な内容
    Inappropriate,
    /// その他
    Other,
}

/// A report as its author sends and keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Whose desk shall look at it.
    pub organization: OrgId,
    /// Who is reported.
    pub person: PersonId,
    /// Why.
    pub reason: ReportReason,
    /// What happened, in the author's words.
    pub note: String,
    /// Where the messages stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// The messages that the desk shall see: these and no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<MessageId>,
    /// When.
    pub at: Millis,
}

/// A report as it lies in the desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskReport {
    /// Its id.
    pub id: ReportId,
    /// Who reports, by the roster's name.
    pub reporter: PersonName,
    /// Who is reported, by the roster's name.
    pub reported: PersonName,
    /// Why.
    pub reason: ReportReason,
    /// What happened, in the author's words.
    pub note: String,
    /// The reported messages as they stood, and no others.
    pub messages: Vec<ReportedMessage>,
    /// When it came.
    pub at: Millis,
    /// What became of it; none while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closing>,
}

/// A message as it stood when it was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedMessage {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: PersonId,
    /// The text.
    pub body: String,
    /// Names of the files that were sent along. Their content is not shown to the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// When.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: Millis,
}

/// How a report was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closing {
    /// By which organizer.
    pub by: PersonId,
    /// When.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: Millis,
    /// What was done.
    pub note: String,
}
