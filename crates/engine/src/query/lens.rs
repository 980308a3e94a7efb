//! How an offer looks to this person: kept, new, changed, and which stated conditions are met. Computed on the device, of
//! what nobody else gets.

use std::collections::BTreeMap;

use domain::{
    Millis, Name, Object, OfferId, OrgId, PersonId, Scope,
    date::Day,
    matching::{Line, Verdict, compare},
    record::{Conditions, Offer, OfferState, RowBody, Setting, SettingName, WorkTerms},
};
use store::{
    Read, Reads, StoreError,
    table::{note, object},
};

use super::{day, offers, people::count, see_as, set_by};
use crate::{
    LocalTime,
    view::{Met, OfferItem},
};

/// The note of the offers that were there when the person last looked at the list, each with its newest change. The offers
/// and not a date: one that is meant for the person only since yesterday is new, whenever it was published.
const SEEN: &str = "offers_seen";

/// What offers are looked at through.
pub(super) struct Lens {
    pub(super) today: Option<Day>,
    conditions: Conditions,
    rows: Vec<RowBody>,
    saved: BTreeMap<OfferId, Millis>,
    seen: Seen,
}

/// The newest change of each offer.
pub(crate) type Seen = BTreeMap<OfferId, Millis>;

impl Lens {
    pub(super) fn read(r: &Read<'_>, me: PersonId, now: LocalTime) -> Result<Self, StoreError> {
        let conditions = match set_by(r, me, SettingName::Conditions)? {
            Some(Setting::Conditions(conditions)) => conditions,
            _ => Conditions::default(),
        };
        let (_, rows) = see_as::own(r, me)?;
        let saved = object::list(r, Scope::Me(me), "saved/")?;
        let saved = saved.into_iter().filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Saved(saved)) => Some((saved.offer, saved.at)),
            _ => None,
        });
        Ok(Self {
            today: day::of(now),
            conditions,
            rows: rows.into_iter().map(|row| row.value.body).collect(),
            saved: saved.collect(),
            seen: seen(r)?,
        })
    }

    pub(super) fn is_saved(&self, offer: OfferId) -> bool {
        self.saved.contains_key(&offer)
    }

    /// Whether one can still answer it: on its last day one can.
    pub(super) fn is_open(&self, offer: &Offer) -> bool {
        let is_over = offer.value.closes_on.zip(self.today).is_some_and(|(last, today)| last < today);
        offer.state == OfferState::Published && !is_over
    }

    pub(super) fn is_new(&self, offer: &Offer) -> bool {
        self.is_open(offer) && !self.seen.contains_key(&offer.id)
    }

    /// Whether it changed since it was kept, and since the person last looked.
    pub(super) fn has_changed(&self, offer: &Offer) -> bool {
        let since = self.saved.get(&offer.id).map(|saved| self.seen.get(&offer.id).unwrap_or(saved).max(saved));
        since.zip(changed_at(offer)).is_some_and(|(since, changed)| changed > *since)
    }

    /// The stated conditions of both sides.
    pub(super) fn lines(&self, offer: &Offer) -> Vec<Line> {
        let month = self.today.and_then(day::month);
        month.map(|month| compare(&offer.value, &self.conditions, &self.rows, month)).unwrap_or_default()
    }

    /// The offer in a list.
    pub(super) fn item(&self, offer: &Offer, organization: String) -> OfferItem {
        let lines = self.lines(offer);
        let met = lines.iter().filter(|line| line.verdict == Verdict::Met).count();
        OfferItem {
            saved: self.is_saved(offer.id),
            is_new: self.is_new(offer),
            met: (!lines.is_empty()).then(|| Met { met: count(met), stated: count(lines.len()) }),
            ..plain_item(offer, organization)
        }
    }
}

/// An offer in a list, as it is for anybody.
pub(super) fn plain_item(offer: &Offer, organization: String) -> OfferItem {
    let value = &offer.value;
    OfferItem {
        offer: offer.id,
        organization: offer.organization,
        organization_name: organization,
        kind: value.kind_of,
        title: value.title.clone(),
        prefecture: value.prefecture.clone(),
        remote: value.remote,
        pay: match &value.terms {
            WorkTerms::Employment(terms) => terms.pay.clone(),
            WorkTerms::Contract(terms) => terms.fee.clone(),
        },
        state: offer.state,
        published_at: offer.published_at,
        changed_at: changed_at(offer),
        closes_on: value.closes_on,
        saved: false,
        is_new: false,
        met: None,
    }
}

fn changed_at(offer: &Offer) -> Option<Millis> {
    offer.changes.last().map(|change| change.at)
}

fn seen(from: &impl Reads) -> Result<Seen, StoreError> {
    // What another version wrote is not worth a failure: then all are new once more.
    Ok(note::get(from, SEEN)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Whether the person has looked at the list since an offer last changed, or the offer is no longer there to be read.
pub(crate) fn has_seen_offer(from: &impl Reads, organization: OrgId, id: OfferId) -> Result<bool, StoreError> {
    let cached = object::get(from, Scope::Offers(organization), Name::Offer(id))?;
    let Some(Object::Offer(offer)) = cached.and_then(|cached| cached.shown()) else { return Ok(true) };
    Ok(seen(from)?.get(&id).is_some_and(|seen| *seen >= newest(&offer)))
}

/// When an offer last changed, or came.
fn newest(offer: &Offer) -> Millis {
    changed_at(offer).or(offer.published_at).unwrap_or(0)
}

/// The person has looked at the list: whether anything in it was new to them.
pub(crate) fn see_offers(w: &store::Write<'_>, me: PersonId) -> Result<bool, StoreError> {
    let here = offers::all(w, me)?;
    let now: Seen = here.iter().map(|offer| (offer.id, newest(offer))).collect();
    if now == seen(w)? {
        return Ok(false);
    }
    note::set(w, SEEN, &serde_json::to_string(&now).map_err(|error| StoreError::Other(error.to_string()))?)?;
    Ok(true)
}
