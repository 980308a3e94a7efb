//! What the organisations offer, with the conditions of work in full.

mod association;
mod campus;
mod contract;
mod internship;
mod machines;
mod office;
mod outside;
mod side;
pub(crate) mod terms;

use self::terms::Terms;
use super::people::Status;

/// What kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OfferKind {
    /// カムバック採用
    Comeback,
    /// 業務委託
    Contract,
    /// 副業
    SideJob,
    /// インターン
    Internship,
}

/// How far an offer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfferState {
    /// Being written; something is missing.
    Draft,
    /// Its audience sees it.
    Published,
    /// No longer open.
    Closed,
}

/// How much can be done from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remote {
    /// 出社
    None,
    /// 一部在宅
    Partly,
    /// フルリモート
    Full,
}

/// What a candidate should bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Criterion {
    /// A skill of the profile, by name.
    Skill(&'static str),
    /// A language of the profile, by name.
    Language(&'static str),
    /// A certificate of the profile, by name.
    Certificate(&'static str),
    /// Years of work in all, at least.
    Years(u8),
}

/// An offer.
#[derive(Clone)]
pub(crate) struct Offer {
    /// Its own name in this world.
    pub(crate) key: &'static str,
    /// `c`, `u` or `a`.
    pub(crate) organization: char,
    /// What kind of work.
    pub(crate) kind: OfferKind,
    /// The title.
    pub(crate) title: &'static str,
    /// Paragraphs, parted by an empty line.
    pub(crate) description: &'static str,
    /// Members of which status may see it.
    pub(crate) audience: &'static [Status],
    /// Within how many days whoever asks gets an answer.
    pub(crate) reply_within_days: u8,
    /// When it was published first; none of a draft.
    pub(crate) published_minutes_ago: Option<i64>,
    /// In how many days it closes; none: open until it is closed.
    pub(crate) closes_in_days: Option<i64>,
    /// How far it has come.
    pub(crate) state: OfferState,
    /// 都道府県 of the workplace.
    pub(crate) prefecture: &'static str,
    /// How much can be done from elsewhere.
    pub(crate) remote: Remote,
    /// What a candidate should bring.
    pub(crate) criteria: &'static [Criterion],
    /// 労働条件, as they stand now.
    pub(crate) terms: Terms,
    /// What was changed after publishing, oldest first.
    pub(crate) changes: &'static [Change],
}

/// A text of the terms that can change after publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 所定時間外労働 (`terms.overtime`)
    Overtime,
    /// 就業の場所 (変更の範囲) (`terms.place`)
    PlaceRange,
    /// 支払期日 (`terms.pay_day`)
    PayDay,
}

/// A change after publishing.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    /// What changed.
    pub(crate) part: Part,
    /// What it said.
    pub(crate) before: &'static str,
    /// What it says since then.
    pub(crate) after: &'static str,
    /// When.
    pub(crate) minutes_ago: i64,
}

/// Every offer.
pub(crate) fn offers() -> impl Iterator<Item = &'static Offer> {
    [
        machines::OFFERS,
        outside::OFFERS,
        office::OFFERS,
        contract::OFFERS,
        side::OFFERS,
        internship::OFFERS,
        campus::OFFERS,
        association::OFFERS,
    ]
    .into_iter()
    .flatten()
}

impl Offer {
    /// The offer as it was published first, before its changes.
    pub(crate) fn first(&self) -> Self {
        let mut offer = self.clone();
        for Change { part, before, .. } in self.changes.iter().rev() {
            match (part, &mut offer.terms) {
                (Part::Overtime, Terms::Employment(terms)) => terms.overtime = before,
                (Part::PlaceRange, Terms::Employment(terms)) => terms.place.range = before,
                (Part::PayDay, Terms::Contract(terms)) => terms.pay_day = before,
                // A part that terms of this form do not have.
                (Part::Overtime | Part::PlaceRange, Terms::Contract(_)) | (Part::PayDay, Terms::Employment(_)) => {}
            }
        }
        offer
    }
}

const ALUMNI: &[Status] = &[Status::Alumnus];
const ALUMNI_AND_CURRENT: &[Status] = &[Status::Alumnus, Status::Current];
const CURRENT: &[Status] = &[Status::Current];
const CANDIDATES: &[Status] = &[Status::Candidate];
const EVERYBODY: &[Status] = &[Status::Alumnus, Status::Current, Status::Candidate];

/// Minutes of a day.
const DAY: i64 = 24 * 60;
