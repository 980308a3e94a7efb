//! Offers that are meant for the person.

use std::cmp::Reverse;

use domain::{
    ConversationId, Name, Object, OfferId, OrgId, PersonId, Scope,
    record::{Offer, OfferKind, WorkTerms},
};
use serde::Deserialize;
use store::{Read, Reads, StoreError, table::object};
use ts_rs::TS;

use super::{
    Names, is_read,
    lens::Lens,
    memberships,
    people::{has_words, words},
    talk,
};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{OfferList, OfferView},
};

/// Which offers. Lists that are empty do not filter.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct OffersParams {
    /// Of this organisation; none: of all.
    organization: Option<OrgId>,
    /// Of one of these kinds.
    kinds: Vec<OfferKind>,
    /// Found in title, text, place or organisation; folded, every word.
    text: String,
    /// Only kept ones.
    saved: bool,
    /// Closed ones too. Kept ones are always shown.
    closed: bool,
}

pub(crate) fn offers(engine: &Engine, params: OffersParams) -> Result<OfferList, Failure> {
    let (account, me) = engine.signed_in()?;
    let now = engine.config().local_now();
    Ok(account.store.read(|r| list(r, me, &params, &Lens::read(r, me, now)?))?)
}

fn list(r: &Read<'_>, me: PersonId, params: &OffersParams, lens: &Lens) -> Result<OfferList, StoreError> {
    let words = words(&params.text);
    let mut names = Names::default();
    let mut list = OfferList { items: Vec::new(), all: 0, saved: 0, ready: is_ready(r, me)? };
    for offer in all(r, me)? {
        let is_saved = lens.is_saved(offer.id);
        // A kept one is found again whatever has become of it.
        let is_shown = is_saved || lens.is_open(&offer);
        list.saved = list.saved.saturating_add(u32::from(is_saved));
        list.all = list.all.saturating_add(u32::from(is_shown));
        if (is_shown || params.closed) && (is_saved || !params.saved) && params.fits(&offer) {
            let organization = names.organization(r, offer.organization)?;
            if is_found(&words, &offer, &organization) {
                list.items.push(lens.item(&offer, organization));
            }
        }
    }
    Ok(list)
}

impl OffersParams {
    fn fits(&self, offer: &Offer) -> bool {
        self.organization.is_none_or(|wanted| wanted == offer.organization)
            && (self.kinds.is_empty() || self.kinds.contains(&offer.value.kind_of))
    }
}

fn is_found(words: &[String], offer: &Offer, organization: &str) -> bool {
    let value = &offer.value;
    let place = match &value.terms {
        WorkTerms::Employment(terms) => &terms.place.initial,
        WorkTerms::Contract(terms) => &terms.place,
    };
    has_words(words, &[&value.title, &value.description, &value.prefecture, place, organization])
}

/// Every offer that is shown to the person, closed ones too, newest first.
pub(super) fn all(from: &impl Reads, me: PersonId) -> Result<Vec<Offer>, StoreError> {
    let mut list = Vec::new();
    for membership in memberships(from, me)? {
        list.extend(in_scope(from, Scope::Offers(membership.organization))?);
    }
    list.sort_by_key(|offer| Reverse((offer.published_at, offer.id)));
    Ok(list)
}

/// The offers of a scope: of an organisation's audience, or of its desk.
pub(super) fn in_scope(from: &impl Reads, scope: Scope) -> Result<Vec<Offer>, StoreError> {
    let records = object::list(from, scope, "offer/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Offer(offer)) => Some(offer),
            _ => None,
        })
        .collect())
}

/// One offer of a scope.
pub(crate) fn find(from: &impl Reads, scope: Scope, offer: OfferId) -> Result<Option<Offer>, StoreError> {
    let cached = object::get(from, scope, Name::Offer(offer))?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Offer(offer)) => Some(offer),
        _ => None,
    }))
}

fn is_ready(r: &Read<'_>, me: PersonId) -> Result<bool, StoreError> {
    for membership in memberships(r, me)? {
        if membership.value.standing().grants().offers && !is_read(r, Scope::Offers(membership.organization))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Which offer.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct OfferParams {
    pub(crate) organization: OrgId,
    pub(crate) offer: OfferId,
}

pub(crate) fn offer(engine: &Engine, params: OfferParams) -> Result<OfferView, Failure> {
    let (account, me) = engine.signed_in()?;
    let found = account.store.read(|r| {
        let OfferParams { organization, offer } = params;
        let Some(offer) = find(r, Scope::Offers(organization), offer)? else { return Ok(None) };
        let lens = Lens::read(r, me, engine.config().local_now())?;
        let conversation = ConversationId::desk(organization, me);
        Ok(Some(OfferView {
            item: lens.item(&offer, Names::default().organization(r, organization)?),
            lines: lens.lines(&offer),
            conversation: talk::find(r, me, conversation)?.map(|_| conversation),
            changes: offer.changes.into_iter().rev().collect(),
            value: offer.value,
        }))
    })?;
    found.ok_or_else(|| Failure::of(Code::NotFound))
}
