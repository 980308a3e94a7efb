//! 事務局: what an organizer does.

use domain::{
    Intent, OfferId, OrgId, PersonId, ReportId, Scope,
    record::{MemberValue, OfferKind, OfferValue, Remote, WorkTerms},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::enqueue;
use crate::{
    Engine,
    failure::{Code, Failure},
    query::{self, OfferParams},
};

/// What the organisation says of a member from now on.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SetMember {
    organization: OrgId,
    person: PersonId,
    /// What the organizer saw when they began.
    base: MemberValue,
    value: MemberValue,
}

pub(crate) fn set_member(engine: &Engine, params: SetMember) -> Result<(), Failure> {
    let SetMember { organization, person, base, value } = params;
    intend(engine, Intent::SetMember { organization, person, base, value })
}

/// A draft of a kind.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct AddOffer {
    organization: OrgId,
    kind: OfferKind,
    /// What it is called so far; the UI's word for a new draft.
    title: String,
    /// An offer of the same organisation to begin with; none: an empty one.
    like: Option<OfferId>,
}

/// The offer's id.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewOffer {
    offer: OfferId,
}

pub(crate) fn add_offer(engine: &Engine, params: AddOffer) -> Result<NewOffer, Failure> {
    let (account, me) = engine.signed_in()?;
    let AddOffer { organization, kind, title, like } = params;
    let like = match like {
        Some(like) => {
            let found = account.store.read(|r| query::find_offer(r, Scope::Desk(organization), like))?;
            Some(found.ok_or_else(|| Failure::at(Code::NotFound, "like"))?.value)
        }
        None => None,
    };
    let offer = OfferId(engine.config().new_id());
    let value = draft(kind, title, like);
    enqueue(engine, &account, me, Intent::AddOffer { organization, offer, value })?;
    Ok(NewOffer { offer })
}

/// What a draft begins with. Whom it is for and how soon one answers is for the organizer to say: nothing is chosen for them.
fn draft(kind_of: OfferKind, title: String, like: Option<OfferValue>) -> OfferValue {
    match like {
        Some(like) => {
            let terms = if like.terms.fits(kind_of) { like.terms } else { WorkTerms::empty(kind_of) };
            // The last day of another offer is no day of this one.
            OfferValue { kind_of, title, terms, closes_on: None, ..like }
        }
        None => OfferValue {
            kind_of,
            title,
            description: String::new(),
            prefecture: String::new(),
            remote: Remote::None,
            terms: WorkTerms::empty(kind_of),
            criteria: Vec::new(),
            audience: Vec::new(),
            reply_within_days: 0,
            closes_on: None,
        },
    }
}

/// What an offer says from now on.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct EditOffer {
    organization: OrgId,
    offer: OfferId,
    /// What the organizer saw when they began.
    base: OfferValue,
    value: OfferValue,
}

pub(crate) fn edit_offer(engine: &Engine, params: EditOffer) -> Result<(), Failure> {
    let EditOffer { organization, offer, base, value } = params;
    intend(engine, Intent::EditOffer { organization, offer, base, value })
}

pub(crate) fn publish_offer(engine: &Engine, params: OfferParams) -> Result<(), Failure> {
    let OfferParams { organization, offer } = params;
    intend(engine, Intent::PublishOffer { organization, offer })
}

pub(crate) fn close_offer(engine: &Engine, params: OfferParams) -> Result<(), Failure> {
    let OfferParams { organization, offer } = params;
    intend(engine, Intent::CloseOffer { organization, offer })
}

pub(crate) fn remove_offer(engine: &Engine, params: OfferParams) -> Result<(), Failure> {
    let OfferParams { organization, offer } = params;
    intend(engine, Intent::RemoveOffer { organization, offer })
}

/// What became of a report.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct CloseReport {
    organization: OrgId,
    report: ReportId,
    note: String,
}

pub(crate) fn close_report(engine: &Engine, params: CloseReport) -> Result<(), Failure> {
    let CloseReport { organization, report, note } = params;
    intend(engine, Intent::CloseReport { organization, report, note })
}

fn intend(engine: &Engine, intent: Intent) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    enqueue(engine, &account, me, intent)?;
    Ok(())
}
