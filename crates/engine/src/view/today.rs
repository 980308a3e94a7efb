//! 今日: what needs the person, then what is new.

use domain::{
    ConversationId, Millis, NoticeId, OfferId, OrgId,
    date::Day,
    record::{MembershipStatus, PersonName, Purpose},
};
use serde::Serialize;
use ts_rs::TS;

use super::{InboxItem, OfferItem};

/// Something that needs the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "need", rename_all = "snake_case")]
pub enum Need {
    /// Edits that were refused or contradict others.
    Settle {
        /// How many.
        count: u32,
    },
    /// Somebody asks for contact.
    Request {
        /// In which conversation.
        conversation: ConversationId,
        /// Who.
        with: PersonName,
        /// What for.
        purpose: Purpose,
        /// Through which organisation.
        organization: String,
        /// When.
        at: Millis,
    },
    /// Messages that were not read.
    Reply {
        /// As in the inbox.
        item: InboxItem,
    },
    /// A kept offer that ends soon.
    Closing {
        /// Which.
        offer: OfferId,
        /// Whose.
        organization: OrgId,
        /// Its name.
        organization_name: String,
        /// The title.
        title: String,
        /// The last day.
        closes_on: Day,
        /// Days until then; 0: today.
        days: u32,
    },
    /// Values of the profile that were not confirmed for half a year.
    Confirm {
        /// How many.
        count: u32,
        /// The oldest confirmation of them.
        since: Option<Millis>,
    },
    /// Work at the desk.
    Desk {
        /// Which organisation.
        organization: OrgId,
        /// Its name.
        name: String,
        /// Reports that wait.
        reports: u32,
    },
}

/// Something new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// An offer that is new, or changed after it was kept.
    Offer {
        /// As in the list.
        item: OfferItem,
        /// It was kept, and changed.
        changed: bool,
    },
    /// Somebody accepted a request for contact.
    Accepted {
        /// In which conversation.
        conversation: ConversationId,
        /// Who.
        with: PersonName,
        /// When.
        at: Millis,
    },
    /// The organisation changed the status.
    Status {
        /// What to mark as noticed.
        notice: NoticeId,
        /// Which organisation.
        organization: OrgId,
        /// Its name.
        name: String,
        /// What one is now.
        status: MembershipStatus,
        /// When.
        at: Millis,
    },
}

/// 今日
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TodayView {
    /// At most three things that need the person, the most urgent first.
    pub needs: Vec<Need>,
    /// How many more there are.
    pub more: u32,
    /// What is new, newest first, at most ten.
    pub news: Vec<News>,
    /// False until everything has been read to its end once.
    pub ready: bool,
}
