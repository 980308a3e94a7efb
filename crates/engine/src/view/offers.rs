//! Offers, for those they are meant for and for the desk that writes them.

use domain::{
    ConversationId, Millis, OfferId, OpId, OrgId,
    date::Day,
    matching::Line,
    record::{OfferChange, OfferKind, OfferState, OfferValue, Pay, Remote},
};
use serde::Serialize;
use ts_rs::TS;

/// An offer in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferItem {
    /// Which.
    pub offer: OfferId,
    /// Whose.
    pub organization: OrgId,
    /// Its name.
    pub organization_name: String,
    /// What kind of work.
    pub kind: OfferKind,
    /// The title.
    pub title: String,
    /// 都道府県
    pub prefecture: String,
    /// How much can be done from elsewhere.
    pub remote: Remote,
    /// Pay or fee.
    pub pay: Pay,
    /// How far it has come.
    pub state: OfferState,
    /// When it was published.
    pub published_at: Option<Millis>,
    /// When it changed last after that.
    pub changed_at: Option<Millis>,
    /// The last day.
    pub closes_on: Option<Day>,
    /// Kept by this person.
    pub saved: bool,
    /// New since this person last looked at the list.
    pub is_new: bool,
    /// Stated conditions that are met, and how many there are; none when neither side states any.
    pub met: Option<Met>,
}

/// How many stated conditions are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Met {
    /// So many …
    pub met: u32,
    /// … of so many.
    pub stated: u32,
}

/// Offers, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferList {
    /// Those that fit.
    pub items: Vec<OfferItem>,
    /// How many there are without any filter.
    pub all: u32,
    /// How many are kept.
    pub saved: u32,
    /// False until they have been read to their end once.
    pub ready: bool,
}

/// The page of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferView {
    /// What the list shows.
    pub item: OfferItem,
    /// What it says.
    pub value: OfferValue,
    /// What changed since it was published, newest first.
    pub changes: Vec<OfferChange>,
    /// One's own stated conditions and the offer's, met or not.
    pub lines: Vec<Line>,
    /// The conversation with the desk, if there is one.
    pub conversation: Option<ConversationId>,
}

/// An offer at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeskOfferView {
    /// What the list shows.
    pub item: OfferItem,
    /// What it says.
    pub value: OfferValue,
    /// What must still be said before it can be published, by the names of its parts.
    pub missing: Vec<String>,
    /// What changed since it was published, newest first.
    pub changes: Vec<OfferChange>,
    /// An edit waits to be sent.
    pub pending: bool,
    /// The op on it that was refused.
    pub refused: Option<OpId>,
    /// The op on it that contradicts another edit.
    pub conflict: Option<OpId>,
}
