//! What a person keeps for themselves, reports, and what a desk says of a member.

use super::{
    Applied, Stamp, check,
    guarded::guarded,
    held::{Held, is_own_result},
    put_if_changed,
};
use crate::{
    id::{OfferId, OrgId},
    merge,
    op::{Intent, Op},
    record::{
        Block, Closing, DeskReport, Member, MemberValue, Membership, Notification, Object, PersonName, Report,
        SavedOffer, Setting, StatusTransition,
    },
    refusal::{Refusal, RefusalCode},
};

pub(super) fn set(current: Option<&Held>, value: &Setting) -> Result<Applied, Refusal> {
    let after = Object::Setting(check::setting(value)?);
    Ok(match current.and_then(|held| held.object.as_ref()) {
        Some(before @ Object::Setting(_)) => put_if_changed(before, after),
        Some(_) => return Err(Refusal::of(RefusalCode::Invalid)),
        None => Applied::Put(after),
    })
}

pub(super) fn save(current: Option<&Held>, stamp: &Stamp, organization: OrgId, offer: OfferId) -> Applied {
    match current.and_then(|held| held.object.as_ref()) {
        Some(_) => Applied::Unchanged,
        None => Applied::Put(Object::Saved(SavedOffer { organization, offer, at: stamp.at })),
    }
}

pub(super) fn block(current: Option<&Held>, stamp: &Stamp, name: &PersonName) -> Result<Applied, Refusal> {
    if name.person == stamp.author {
        return Err(Refusal::at(RefusalCode::Invalid, "name"));
    }
    let name = check::name(name)?;
    Ok(match current.and_then(|held| held.object.as_ref()) {
        Some(_) => Applied::Unchanged,
        None => Applied::Put(Object::Block(Block { name, at: stamp.at })),
    })
}

/// Takes something out of a set; whatever is not in it is out of it.
pub(super) fn remove(current: Option<&Held>) -> Applied {
    match current.and_then(|held| held.object.as_ref()) {
        Some(_) => Applied::Remove,
        None => Applied::Unchanged,
    }
}

pub(super) fn report(current: Option<&Held>, op: &Op, stamp: &Stamp) -> Result<Applied, Refusal> {
    let Intent::Report { report, organization, person, reason, note, conversation, messages } = &op.intent else {
        return Err(Refusal::of(RefusalCode::Invalid));
    };
    if *person == stamp.author {
        return Err(Refusal::at(RefusalCode::Invalid, "person"));
    }
    if !messages.is_empty() && conversation.is_none() {
        return Err(Refusal::at(RefusalCode::Invalid, "conversation"));
    }
    let messages = check::reported(messages)?;
    match current {
        None => Ok(Applied::Put(Object::Report(Report {
            id: *report,
            organization: *organization,
            person: *person,
            reason: *reason,
            note: check::note(note)?,
            conversation: *conversation,
            messages,
            at: stamp.at,
        }))),
        Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
        Some(_) => Err(Refusal::at(RefusalCode::Invalid, "report")),
    }
}

pub(super) fn notice(current: Option<&Held>) -> Result<Applied, Refusal> {
    match current.and_then(|held| held.object.as_ref()) {
        // It went meanwhile: nothing is left to notice.
        None => Ok(Applied::Unchanged),
        Some(before @ Object::Notification(notification)) => {
            Ok(put_if_changed(before, Object::Notification(Notification { read: true, ..notification.clone() })))
        }
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

pub(super) fn close_report(current: Option<&Held>, stamp: &Stamp, note: &str) -> Result<Applied, Refusal> {
    let note = check::note(note)?;
    match current.and_then(|held| held.object.as_ref()) {
        None => Err(Refusal::of(RefusalCode::NotFound)),
        // Organizers can be reported too: another one looks at it.
        Some(Object::DeskReport(report)) if report.reported.person == stamp.author => {
            Err(Refusal::of(RefusalCode::Forbidden))
        }
        // Two organizers close it: the first one's word stands.
        Some(Object::DeskReport(DeskReport { closed: Some(_), .. })) => Ok(Applied::Unchanged),
        Some(Object::DeskReport(report)) => {
            let closed = Some(Closing { by: stamp.author, at: stamp.at, note });
            Ok(Applied::Put(Object::DeskReport(DeskReport { closed, ..report.clone() })))
        }
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
    }
}

pub(super) fn set_member(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    base: &MemberValue,
    value: &MemberValue,
) -> Result<Applied, Refusal> {
    let value = check::member(value)?;
    let member = match current.and_then(|held| held.object.as_ref()) {
        None => return Err(Refusal::of(RefusalCode::NotFound)),
        Some(Object::Member(member)) => member,
        Some(_) => return Err(Refusal::of(RefusalCode::Invalid)),
    };
    if is_own_result(current, op) {
        return Ok(Applied::Unchanged);
    }
    let theirs = &member.membership.value;
    let whole = |value: MemberValue| {
        let mut history = member.membership.history.clone();
        if value.status != theirs.status {
            history.push(StatusTransition { from: theirs.status, to: value.status, at: stamp.at });
        }
        Object::Member(Member {
            membership: Membership { value, history, ..member.membership.clone() },
            ..member.clone()
        })
    };
    Ok(guarded(base, value, theirs, |mine, theirs| merge::plain(base, mine, theirs), check::member, whole))
}
