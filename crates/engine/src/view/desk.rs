//! 事務局: what an organizer sees.

use domain::{
    ConversationId, MembershipId, Millis, OpId, OrgId, PersonId, ReportId,
    record::{Closing, MemberValue, PersonName, ReportReason, StatusTransition},
};
use serde::Serialize;
use ts_rs::TS;

/// The front of a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeskView {
    /// Which organisation.
    pub organization: OrgId,
    /// Its name.
    pub name: String,
    /// How many members of each status: alumni, current, candidates.
    pub alumni: u32,
    /// 在籍者・在校生
    pub current: u32,
    /// 候補者
    pub candidates: u32,
    /// Offers that are published.
    pub published: u32,
    /// Offers that are being written.
    pub drafts: u32,
    /// Reports that wait.
    pub reports: u32,
    /// Conversations with the desk that have unread messages.
    pub unread: u32,
    /// False until the desk has been read to its end once.
    pub ready: bool,
}

/// A member as the desk knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MemberItem {
    /// Who.
    pub person: PersonId,
    /// The membership.
    pub membership: MembershipId,
    /// The name in the roster.
    pub name: PersonName,
    /// What the organisation says.
    pub value: MemberValue,
    /// Names of the units.
    pub units: Vec<String>,
    /// Since when.
    pub since: Millis,
    /// Changes of status, oldest first.
    pub history: Vec<StatusTransition>,
    /// Whether they show themselves in the directory to this organizer.
    pub listed: bool,
    /// The conversation with the desk, if there is one.
    pub conversation: Option<ConversationId>,
    /// An edit waits to be sent.
    pub pending: bool,
    /// The op on it that was refused.
    pub refused: Option<OpId>,
    /// The op on it that contradicts another edit.
    pub conflict: Option<OpId>,
}

/// Members, sorted by reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MemberList {
    /// Those that fit.
    pub items: Vec<MemberItem>,
    /// How many there are in all that fit.
    pub total: u32,
    /// How many there are.
    pub everybody: u32,
}

/// A report in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportItem {
    /// Its id.
    pub report: ReportId,
    /// Who reports.
    pub reporter: PersonName,
    /// Who is reported.
    pub reported: PersonName,
    /// Why.
    pub reason: ReportReason,
    /// What happened.
    pub note: String,
    /// The reported messages.
    pub messages: Vec<ReportMessage>,
    /// When it came.
    pub at: Millis,
    /// What became of it.
    pub closed: Option<Closing>,
    /// Who closed it.
    pub closed_by: Option<PersonName>,
    /// An answer waits to be sent.
    pub pending: bool,
}

/// A reported message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportMessage {
    /// It is the reported person's; otherwise the reporter's.
    pub by_reported: bool,
    /// The text.
    pub body: String,
    /// When.
    pub at: Millis,
}
