//! 事務局: the front, the offers and the reports of an organisation at whose desk one works.

use std::cmp::Reverse;

use domain::{
    Name, Object, OrgId, PersonId, Scope,
    record::{DeskReport, InboxKind, MembershipStatus, Offer, OfferState},
};
use serde::Deserialize;
use store::{Read, Reads, StoreError, table::object};
use ts_rs::TS;

use super::{
    Names, OfferParams, inbox, is_read,
    lens::plain_item,
    marks::{Marks, marks},
    member,
    members::roster,
    offers, organization,
    people::count,
    person::membership,
};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{DeskOfferView, DeskView, ReportItem, ReportMessage},
};

/// Which desk.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct DeskParams {
    pub(crate) organization: OrgId,
}

/// Reads what lies at a desk; for whoever does not work there it is as if there were none.
pub(super) fn at_desk<T>(
    engine: &Engine,
    organization: OrgId,
    read: impl FnOnce(&Read<'_>, PersonId) -> Result<Option<T>, StoreError>,
) -> Result<T, Failure> {
    let (account, me) = engine.signed_in()?;
    let found = account.store.read(|r| match membership(r, me, organization)? {
        Some(own) if own.value.standing().grants().desk => read(r, me),
        Some(_) | None => Ok(None),
    })?;
    found.ok_or_else(|| Failure::of(Code::NotFound))
}

pub(crate) fn desk(engine: &Engine, params: DeskParams) -> Result<DeskView, Failure> {
    let id = params.organization;
    at_desk(engine, id, |r, me| {
        let roster = roster(r, id)?;
        let of = |status| count(roster.iter().filter(|member| member.membership.value.status == status).count());
        let offers = offers::in_scope(r, Scope::Desk(id))?;
        let in_state = |state| count(offers.iter().filter(|offer| offer.state == state).count());
        Ok(Some(DeskView {
            organization: id,
            name: organization(r, id)?.map(|organization| organization.name).unwrap_or_default(),
            alumni: of(MembershipStatus::Alumnus),
            current: of(MembershipStatus::Current),
            candidates: of(MembershipStatus::Candidate),
            published: in_state(OfferState::Published),
            drafts: in_state(OfferState::Draft),
            reports: waiting_reports(r, id)?,
            unread: unread(r, me, id)?,
            ready: is_read(r, Scope::Desk(id))?,
        }))
    })
}

/// Conversations with the desk that have unread messages.
fn unread(r: &Read<'_>, me: PersonId, id: OrgId) -> Result<u32, StoreError> {
    let mut unread = 0u32;
    for row in inbox::rows(r, me)? {
        let is_at_desk = row.kind_of == InboxKind::AtDesk && row.organization == id;
        unread = unread.saturating_add(u32::from(is_at_desk && inbox::unread_of(r, me, &row)? > 0));
    }
    Ok(unread)
}

pub(crate) fn desk_offers(engine: &Engine, params: DeskParams) -> Result<Vec<DeskOfferView>, Failure> {
    let id = params.organization;
    at_desk(engine, id, |r, _| {
        let mut offers = offers::in_scope(r, Scope::Desk(id))?;
        // What is being written, then what is open, then what was; newest first.
        offers.sort_by_key(|offer| {
            let stage = match offer.state {
                OfferState::Draft => 0,
                OfferState::Published => 1,
                OfferState::Closed => 2,
            };
            (stage, Reverse((offer.published_at, offer.id)))
        });
        let marks = marks(r, Scope::Desk(id))?;
        let name = Names::default().organization(r, id)?;
        let view = |offer: Offer| {
            let marks = marks.get(&Name::Offer(offer.id)).copied().unwrap_or_default();
            offer_view(offer, marks, name.clone())
        };
        Ok(Some(offers.into_iter().map(view).collect()))
    })
}

pub(crate) fn desk_offer(engine: &Engine, params: OfferParams) -> Result<DeskOfferView, Failure> {
    let OfferParams { organization: id, offer } = params;
    at_desk(engine, id, |r, _| {
        let Some(found) = offers::find(r, Scope::Desk(id), offer)? else { return Ok(None) };
        let marks = marks(r, Scope::Desk(id))?.get(&Name::Offer(offer)).copied().unwrap_or_default();
        Ok(Some(offer_view(found, marks, Names::default().organization(r, id)?)))
    })
}

fn offer_view(offer: Offer, marks: Marks, organization: String) -> DeskOfferView {
    DeskOfferView {
        item: plain_item(&offer, organization),
        missing: offer.value.missing().into_iter().map(str::to_owned).collect(),
        changes: offer.changes.into_iter().rev().collect(),
        value: offer.value,
        pending: marks.is_pending,
        refused: marks.refused,
        conflict: marks.conflict,
    }
}

pub(crate) fn reports(engine: &Engine, params: DeskParams) -> Result<Vec<ReportItem>, Failure> {
    let id = params.organization;
    at_desk(engine, id, |r, _| {
        let mut reports = all_reports(r, id)?;
        // Whoever has waited longest comes first; of those that are done the newest.
        reports.sort_by_key(|report| match &report.closed {
            None => (0, report.at, report.id),
            Some(closed) => (1, closed.at.saturating_neg(), report.id),
        });
        let marks = marks(r, Scope::Desk(id))?;
        let item = |report: DeskReport| {
            let closed_by = match &report.closed {
                Some(closed) => member(r, id, closed.by)?.map(|member| member.name),
                None => None,
            };
            Ok(ReportItem {
                messages: report
                    .messages
                    .into_iter()
                    .map(|message| ReportMessage {
                        by_reported: message.author == report.reported.person,
                        body: with_files(message.body, &message.files),
                        at: message.at,
                    })
                    .collect(),
                report: report.id,
                reporter: report.reporter,
                reported: report.reported,
                reason: report.reason,
                note: report.note,
                at: report.at,
                closed: report.closed,
                closed_by,
                pending: marks.get(&Name::Report(report.id)).is_some_and(|marks| marks.is_pending),
            })
        };
        reports.into_iter().map(item).collect::<Result<_, _>>().map(Some)
    })
}

/// What was reported of a message: its text, and of its attachments the names, which the desk sees and nothing else.
fn with_files(body: String, files: &[String]) -> String {
    let lines: Vec<&str> =
        [body.as_str()].into_iter().chain(files.iter().map(String::as_str)).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Reports that nobody has closed yet.
pub(super) fn waiting_reports(from: &impl Reads, id: OrgId) -> Result<u32, StoreError> {
    Ok(count(all_reports(from, id)?.iter().filter(|report| report.closed.is_none()).count()))
}

fn all_reports(from: &impl Reads, id: OrgId) -> Result<Vec<DeskReport>, StoreError> {
    let records = object::list(from, Scope::Desk(id), "report/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::DeskReport(report)) => Some(report),
            _ => None,
        })
        .collect())
}
