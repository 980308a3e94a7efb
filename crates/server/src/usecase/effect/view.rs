//! What one viewer sees of one person: what the class sees, unless a record of the viewer's own says otherwise. Once there
//! is such a record it stays, and is the truth for the two of them.

use domain::{
    Name, Object, OrgId, PersonId, Scope, Standing,
    card::card,
    record::{Card, MemberValue},
};

use super::Likeness;
use crate::{
    storage::{
        shelf::Shelf,
        step::{Known, Loaded, Need, Tie, Writes},
    },
    usecase::facts,
};

/// The card of a person as a viewer's directory shows it; none when it does not, or when the viewer is no member.
pub(crate) fn card_seen(
    organization: OrgId,
    viewer: PersonId,
    person: PersonId,
    loaded: &Loaded,
) -> Known<Option<&Card>> {
    let Some(standing) = loaded.membership(viewer, organization)?.map(|membership| membership.value.standing()) else {
        return Ok(None);
    };
    loaded.have(need_to_see(organization, viewer, standing, person))?;
    let (own, class) = shelves(organization, viewer, standing);
    let name = Name::Card(person);
    Ok(match loaded.record(own, name)? {
        Some(record) => card_of(record.object.as_ref()),
        None => card_of(loaded.object(class, name)?),
    })
}

/// Two people of an organisation, of whom one looks at the other: the tie is the viewer's, as it is after the op.
pub(super) struct Look {
    pub(super) organization: OrgId,
    pub(super) person: PersonId,
    pub(super) tie: Tie,
}

impl Look {
    /// How somebody looks at another person, as far as records tell: what the op itself changes is set by the caller.
    /// `value` is what the organisation says of the viewer.
    pub(super) fn of(
        organization: OrgId,
        (viewer, value): (PersonId, &MemberValue),
        person: PersonId,
        loaded: &Loaded,
    ) -> Known<Self> {
        let is_connected = facts::is_connected(organization, viewer, person, loaded)?;
        let is_blocked = facts::is_blocked(viewer, person, loaded)?;
        Ok(Self { organization, person, tie: Tie { viewer, value: value.clone(), is_connected, is_blocked } })
    }

    /// What [`Look::of`] loads.
    pub(super) fn need_of(organization: OrgId, viewer: PersonId, person: PersonId) -> Need {
        let conversation = Scope::Conv(domain::ConversationId::direct(organization, viewer, person));
        let records = [
            (conversation.into(), Name::Conversation),
            (Scope::Me(viewer).into(), Name::Block(person)),
            (Scope::Me(person).into(), Name::Block(viewer)),
        ];
        Need { records: records.into(), memberships: [viewer, person].into(), ..Need::default() }
    }
}

/// How a record of a viewer's own is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rewrite {
    /// When it differs.
    Changed,
    /// Always: the viewer belongs to another class now and reads everything anew.
    All,
}

/// Writes anew what viewers see of people whose own profiles and memberships stay as they are. Answers what each sees now,
/// in the same order.
pub(super) fn look_again(
    looks: &[Look],
    rewrite: Rewrite,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<Vec<Option<Card>>> {
    let mut need = Need::default();
    for Look { organization, person, tie } in looks {
        need.profiles.insert(*person);
        need.memberships.insert(*person);
        add(&mut need, need_to_see(*organization, tie.viewer, tie.standing(), *person));
        need.heads.insert(Shelf::reader(Scope::Dir(*organization), tie.viewer));
    }
    loaded.have(need)?;

    let mut seen = Vec::with_capacity(looks.len());
    for Look { organization, person, tie } in looks {
        let Some(membership) = loaded.membership(*person, *organization)? else {
            seen.push(None);
            continue;
        };
        let own = card(&Likeness::of(*person, loaded)?.profile(membership), &tie.viewer());
        let class = Shelf::class(Scope::Dir(*organization), tie.standing());
        let class = card_of(loaded.object(class, Name::Card(*person))?);
        settle((*organization, *person), tie, (own.as_ref(), class), rewrite, loaded, writes)?;
        seen.push(own);
    }
    Ok(seen)
}

/// Writes what a viewer sees of a person, if it is not what the viewer's class sees or if the viewer has a record already.
/// `own` is what the viewer sees after the op, `class` what the class does.
pub(super) fn settle(
    (organization, person): (OrgId, PersonId),
    tie: &Tie,
    (own, class): (Option<&Card>, Option<&Card>),
    rewrite: Rewrite,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let name = Name::Card(person);
    let (shelf, _) = shelves(organization, tie.viewer, tie.standing());
    match loaded.record(shelf, name)? {
        Some(held) if rewrite == Rewrite::Changed && card_of(held.object.as_ref()) == own => return Ok(()),
        // Nothing ever set this viewer apart, and nothing does now.
        None if own == class => return Ok(()),
        Some(_) | None => {}
    }
    match own {
        Some(card) => writes.put(loaded, (shelf, name), None, Object::Card(card.clone())).map(drop),
        None => writes.hide(loaded, shelf, name),
    }
}

/// What has to be loaded to know what somebody sees of a person.
pub(super) fn need_to_see(organization: OrgId, viewer: PersonId, standing: Standing, person: PersonId) -> Need {
    let (own, class) = shelves(organization, viewer, standing);
    let name = Name::Card(person);
    Need { records: [(own, name), (class, name)].into(), ..Need::default() }
}

/// Adds one need to another.
pub(super) fn add(need: &mut Need, more: Need) {
    need.heads.extend(more.heads);
    need.records.extend(more.records);
    need.memberships.extend(more.memberships);
    need.profiles.extend(more.profiles);
}

/// A viewer's own shelf in a directory, and the class's.
const fn shelves(organization: OrgId, viewer: PersonId, standing: Standing) -> (Shelf, Shelf) {
    let dir = Scope::Dir(organization);
    (Shelf::reader(dir, viewer), Shelf::class(dir, standing))
}

pub(super) const fn card_of(object: Option<&Object>) -> Option<&Card> {
    match object {
        Some(Object::Card(card)) => Some(card),
        _ => None,
    }
}
