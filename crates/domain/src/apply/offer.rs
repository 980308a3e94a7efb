//! Offers, at the desk.

use serde_json::Value;

use super::{
    Applied, Stamp, check,
    guarded::guarded,
    held::{Held, is_own_result},
};
use crate::{
    id::{OfferId, OrgId},
    limit, merge,
    op::Op,
    record::{ChangedPart, Object, Offer, OfferChange, OfferState, OfferValue},
    refusal::{Refusal, RefusalCode},
    text,
};

pub(super) fn add(
    current: Option<&Held>,
    op: &Op,
    organization: OrgId,
    id: OfferId,
    value: &OfferValue,
) -> Result<Applied, Refusal> {
    let value = check::offer(value)?;
    match current {
        None => Ok(Applied::Put(Object::Offer(Offer {
            id,
            organization,
            value,
            state: OfferState::Draft,
            published_at: None,
            changes: Vec::new(),
        }))),
        Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
        Some(_) => Err(Refusal::at(RefusalCode::Invalid, "offer")),
    }
}

pub(super) fn edit(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    base: &OfferValue,
    value: &OfferValue,
) -> Result<Applied, Refusal> {
    let value = check::offer(value)?;
    let offer = existing(current)?;
    if is_own_result(current, op) {
        return Ok(Applied::Unchanged);
    }
    // What has been published must stay complete.
    let complete = |value: &OfferValue| match offer.state {
        OfferState::Draft => Ok(()),
        OfferState::Published | OfferState::Closed => nothing_missing(value),
    };
    complete(&value)?;
    let check = |value: &OfferValue| check::offer(value).and_then(|value| complete(&value).map(|()| value));
    let whole = |value: OfferValue| {
        let mut changes = offer.changes.clone();
        if offer.state != OfferState::Draft {
            let parts = changed(&offer.value, &value);
            changes.extend((!parts.is_empty()).then_some(OfferChange { at: stamp.at, parts }));
            // An offer is read whole by everybody it is meant for: its past must not outgrow it.
            changes.drain(..changes.len().saturating_sub(limit::CHANGES));
        }
        Object::Offer(Offer { value, changes, ..offer.clone() })
    };
    Ok(guarded(base, value, &offer.value, |mine, theirs| merge::plain(base, mine, theirs), check, whole))
}

pub(super) fn publish(current: Option<&Held>, stamp: &Stamp) -> Result<Applied, Refusal> {
    let offer = existing(current)?;
    if offer.state == OfferState::Published {
        return Ok(Applied::Unchanged);
    }
    nothing_missing(&offer.value)?;
    let published_at = offer.published_at.or(Some(stamp.at));
    Ok(Applied::Put(Object::Offer(Offer { state: OfferState::Published, published_at, ..offer.clone() })))
}

pub(super) fn close(current: Option<&Held>) -> Result<Applied, Refusal> {
    let offer = existing(current)?;
    match offer.state {
        OfferState::Closed => Ok(Applied::Unchanged),
        OfferState::Published => Ok(Applied::Put(Object::Offer(Offer { state: OfferState::Closed, ..offer.clone() }))),
        // Nobody has seen it: it is thrown away instead.
        OfferState::Draft => Err(Refusal::of(RefusalCode::Forbidden)),
    }
}

pub(super) fn remove(current: Option<&Held>) -> Result<Applied, Refusal> {
    match existing(current) {
        Ok(Offer { state: OfferState::Draft, .. }) => Ok(Applied::Remove),
        // Whoever has seen an offer must be able to find it again.
        Ok(_) => Err(Refusal::of(RefusalCode::Forbidden)),
        Err(refusal) if refusal.code == RefusalCode::Gone => Ok(Applied::Unchanged),
        Err(refusal) => Err(refusal),
    }
}

fn existing(current: Option<&Held>) -> Result<&Offer, Refusal> {
    match current {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        Some(Held { object: None, .. }) => Err(Refusal::of(RefusalCode::Gone)),
        Some(Held { object: Some(Object::Offer(offer)), .. }) => Ok(offer),
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

impl OfferValue {
    /// What is missing before it can be published, by the names on the wire, in the order of a form.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        missing.extend(crate::text::is_blank(&self.title).then_some("title"));
        missing.extend(crate::text::is_blank(&self.description).then_some("description"));
        missing.extend(self.audience.is_empty().then_some("audience"));
        missing.extend((self.reply_within_days == 0).then_some("reply_within_days"));
        missing.extend(self.terms.missing());
        missing
    }
}

fn nothing_missing(value: &OfferValue) -> Result<(), Refusal> {
    match value.missing().as_slice() {
        [] => Ok(()),
        items => Err(Refusal::at(RefusalCode::MissingItems, &items.join(" "))),
    }
}

/// The parts in which two versions of an offer differ.
fn changed(before: &OfferValue, after: &OfferValue) -> Vec<ChangedPart> {
    merge::plain_parts(before, before, after)
        .into_iter()
        .filter(|part| part.base != part.theirs)
        .map(|part| ChangedPart { part: part.name, before: told(part.base), after: told(part.theirs) })
        .collect()
}

/// A value as the history tells it: long texts are cut, and say so.
fn told(value: Value) -> String {
    fn cut(value: Value) -> Value {
        match value {
            Value::String(words) => Value::String(text::cut(&words, limit::CHANGED)),
            Value::Object(parts) => Value::Object(parts.into_iter().map(|(name, part)| (name, cut(part))).collect()),
            Value::Array(items) => Value::Array(items.into_iter().map(cut).collect()),
            other => other,
        }
    }
    cut(value).to_string()
}
