//! 事務局: the members, as the organisation knows them.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Name, Object, OrgId, PersonId, Scope, UnitId,
    record::{Member, MembershipStatus},
};
use serde::Deserialize;
use store::{Read, Reads, StoreError, table::object};
use ts_rs::TS;

use super::{
    Units, card,
    desk::at_desk,
    marks::{Marks, marks},
    people::{by_reading, count, has_words, page, words},
    talk,
};
use crate::{
    Engine,
    failure::Failure,
    view::{MemberItem, MemberList},
};

/// Which members. Lists that are empty do not filter.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct MembersParams {
    organization: OrgId,
    /// Found in a name, a reading, the position; folded, every word.
    text: String,
    /// In one of these units, or below it.
    units: Vec<UnitId>,
    /// With one of these statuses.
    statuses: Vec<MembershipStatus>,
    /// From which place on, 0 for the first.
    offset: u32,
    /// How many, at most 500.
    limit: u32,
}

pub(crate) fn members(engine: &Engine, params: MembersParams) -> Result<MemberList, Failure> {
    at_desk(engine, params.organization, |r, me| list(r, me, &params).map(Some))
}

fn list(r: &Read<'_>, me: PersonId, params: &MembersParams) -> Result<MemberList, StoreError> {
    let id = params.organization;
    let units = Units::of(r, id)?;
    let (words, wanted): (Vec<String>, BTreeSet<UnitId>) =
        (words(&params.text), params.units.iter().copied().collect());
    let roster = roster(r, id)?;
    let everybody = count(roster.len());
    let fits = |Member { name, membership }: &Member| {
        let value = &membership.value;
        let (written, read) =
            (format!("{}{}", name.family, name.given), format!("{}{}", name.family_kana, name.given_kana));
        (params.statuses.is_empty() || params.statuses.contains(&value.status))
            && (wanted.is_empty() || units.are_in(&value.units, &wanted))
            && has_words(&words, &[&written, &read, &value.title])
    };
    let mut fitting: Vec<Member> = roster.into_iter().filter(fits).collect();
    fitting.sort_by_cached_key(|member| (by_reading(&member.name), member.name.person));
    let total = count(fitting.len());
    let marks = marks(r, Scope::Desk(id))?;
    let items = page(fitting, params.offset, params.limit).map(|member| {
        let marks = marks.get(&Name::Member(member.name.person)).copied().unwrap_or_default();
        item(r, me, member, &units, marks)
    });
    Ok(MemberList { items: items.collect::<Result<_, _>>()?, total, everybody })
}

fn item(
    r: &Read<'_>,
    me: PersonId,
    Member { name, membership }: Member,
    units: &Units,
    marks: Marks,
) -> Result<MemberItem, StoreError> {
    let (organization, person) = (membership.organization, name.person);
    let conversation = ConversationId::desk(organization, person);
    Ok(MemberItem {
        person,
        membership: membership.id,
        name,
        units: units.names(&membership.value.units),
        value: membership.value,
        since: membership.since,
        history: membership.history,
        listed: card(r, organization, person)?.is_some(),
        conversation: talk::find(r, me, conversation)?.map(|_| conversation),
        pending: marks.is_pending,
        refused: marks.refused,
        conflict: marks.conflict,
    })
}

/// Everybody in the organisation's roster, by id.
pub(super) fn roster(from: &impl Reads, id: OrgId) -> Result<Vec<Member>, StoreError> {
    let records = object::list(from, Scope::Desk(id), "member/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Member(member)) => Some(member),
            _ => None,
        })
        .collect())
}
