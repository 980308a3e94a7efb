//! Offers: what an organisation publishes to people who may come back, or work with it.

use serde::{Deserialize, Serialize};

use super::{MembershipStatus, WorkTerms};
use crate::{
    Millis,
    date::Day,
    id::{OfferId, OrgId},
};

/// What kind of work is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// カムバック採用
    Comeback,
    /// 業務委託
    Contract,
    /// 副業
    SideJob,
    /// インターン
    Internship,
}

/// How much of the work can be done from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Remote {
    /// 出社
    None,
    /// 一部在宅
    Partly,
    /// フルリモート
    Full,
}

/// What a candidate should bring, stated so that everybody can hold themselves against it. Met or unmet is shown item by
/// item; nobody is ranked (職業安定法: matching only by stated conditions).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "criterion", rename_all = "snake_case")]
pub enum Criterion {
    /// A skill of the profile.
    Skill {
        /// Its name.
        name: String,
    },
    /// A language of the profile.
    Language {
        /// Its name.
        name: String,
    },
    /// A certificate of the profile.
    Certificate {
        /// Its name.
        name: String,
    },
    /// Years of work in all, at least.
    Years {
        /// How many.
        years: u8,
    },
}

/// What an offer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferValue {
    /// What kind of work.
    pub kind_of: OfferKind,
    /// The title.
    pub title: String,
    /// The text.
    pub description: String,
    /// 都道府県 of the workplace; empty: not said.
    pub prefecture: String,
    /// How much can be done from elsewhere.
    pub remote: Remote,
    /// 労働条件明示事項
    pub terms: WorkTerms,
    /// What a candidate should bring.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// Members of which status may see it. Sorted, each once; organizers see all.
    pub audience: Vec<MembershipStatus>,
    /// Within how many days whoever asks gets an answer.
    pub reply_within_days: u8,
    /// The last day; none: open until it is closed.
    #[serde(default)]
    pub closes_on: Option<Day>,
}

/// How far an offer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// Being written: organizers alone see it.
    Draft,
    /// Its audience sees it.
    Published,
    /// No longer open; its audience still sees it.
    Closed,
}

/// What changed at one time after publishing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferChange {
    /// When.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: Millis,
    /// Which parts.
    pub parts: Vec<ChangedPart>,
}

/// A part that changed. Values are texts: JSON of the part's own type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedPart {
    /// Its name on the wire; parts of the terms as `terms.<name>`.
    pub part: String,
    /// What it was, as JSON.
    pub before: String,
    /// What it became, as JSON.
    pub after: String,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// Whose.
    pub organization: OrgId,
    /// What it says.
    pub value: OfferValue,
    /// How far it has come.
    pub state: OfferState,
    /// When it was published first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Millis>,
    /// What changed since then, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<OfferChange>,
}

impl Offer {
    /// Whether members of a status see it. Organizers see it in their desk whatever it says.
    pub fn is_shown_to(&self, status: MembershipStatus) -> bool {
        match self.state {
            OfferState::Draft => false,
            OfferState::Published | OfferState::Closed => self.value.audience.contains(&status),
        }
    }
}
