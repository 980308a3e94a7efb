//! The own page as others see it: by the function that the server uses, on what stands on this device.

use domain::{
    ConversationId, Object, OrgId, PersonId, Scope, Standing, Viewer,
    card::Profile,
    page,
    record::{FieldObject, MemberValue, Membership, MembershipStatus, PersonName, Role, Row},
};
use serde::Deserialize;
use store::{Read, Reads, StoreError, table::object};
use ts_rs::TS;

use super::{
    card, member,
    person::{self, membership, view},
    talk,
};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{ConversationState, PersonView, SeenAs},
};

/// As whom one looks at oneself.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SeeAs {
    /// In which organisation.
    organization: OrgId,
    /// As somebody of this status …
    status: MembershipStatus,
    /// … and role,
    role: Role,
    /// who is connected with one,
    connected: bool,
    /// or as this very person: then their own standing counts as far as it is known here.
    viewer: Option<PersonId>,
}

pub(crate) fn see_as(engine: &Engine, params: SeeAs) -> Result<SeenAs, Failure> {
    let (account, me) = engine.signed_in()?;
    let found = account.store.read(|r| {
        let Some(membership) = membership(r, me, params.organization)? else { return Ok(None) };
        let Some((viewer, name)) = viewer(r, me, &params)? else { return Ok(None) };
        let person = seen(r, me, &membership, &viewer)?;
        Ok(Some(SeenAs { class: viewer.standing, viewer: name, person }))
    })?;
    found.ok_or_else(|| Failure::of(Code::NotFound))
}

/// Who looks, and by what name one knows them; none when nothing is known here of the person who was chosen.
fn viewer(r: &Read<'_>, me: PersonId, params: &SeeAs) -> Result<Option<(Viewer, Option<PersonName>)>, StoreError> {
    let SeeAs { organization, status, role, connected, viewer: chosen } = *params;
    let Some(person) = chosen else {
        let anybody = Viewer { is_connected: connected, ..Viewer::anybody(Standing { status, role }) };
        return Ok(Some((anybody, None)));
    };
    let Some((name, value)) = known(r, organization, person)? else { return Ok(None) };
    let standing = match talk::find(r, me, ConversationId::direct(organization, me, person))? {
        Some(talk) => Some(talk::standing(r, me, person, talk.kind, talk.request.as_ref())?),
        None => None,
    };
    let viewer = Viewer {
        person: Some(person),
        standing: value.standing(),
        units: value.units,
        is_connected: standing == Some(ConversationState::Open),
        is_blocked: talk::is_blocked(r, me, person)?,
    };
    Ok(Some((viewer, Some(name))))
}

/// What is known of another member: at the desk what the organisation says, otherwise what their card shows.
fn known(r: &impl Reads, id: OrgId, person: PersonId) -> Result<Option<(PersonName, MemberValue)>, StoreError> {
    if let Some(member) = member(r, id, person)? {
        return Ok(Some((member.name, member.membership.value)));
    }
    let card = card(r, id, person)?;
    Ok(card.map(|card| (card.name, MemberValue { units: card.units, ..MemberValue::new(card.status, card.role) })))
}

fn seen(
    r: &Read<'_>,
    me: PersonId,
    membership: &Membership,
    viewer: &Viewer,
) -> Result<Option<PersonView>, StoreError> {
    let (fields, rows) = own(r, me)?;
    let Some(page) = page::page(&Profile::new(me, &fields, &rows, membership), viewer) else { return Ok(None) };
    view(r, membership.organization, page.card.clone(), Some(person::page(page, None)), None).map(Some)
}

/// The own page as one sees it oneself.
pub(super) fn own_page(r: &Read<'_>, me: PersonId, membership: &Membership) -> Result<Option<PersonView>, StoreError> {
    let myself = Viewer { person: Some(me), ..Viewer::anybody(membership.value.standing()) };
    seen(r, me, membership, &myself)
}

/// The own profile, with what waits to be sent.
pub(super) fn own(from: &impl Reads, me: PersonId) -> Result<(Vec<FieldObject>, Vec<Row>), StoreError> {
    let shown = |kind| Ok::<_, StoreError>(object::list(from, Scope::Me(me), kind)?.into_iter());
    let fields = shown("field/")?.filter_map(|(_, cached)| match cached.shown() {
        Some(Object::Field(field)) => Some(field),
        _ => None,
    });
    let rows = shown("row/")?.filter_map(|(_, cached)| match cached.shown() {
        Some(Object::Row(row)) => Some(row),
        _ => None,
    });
    Ok((fields.collect(), rows.collect()))
}
