//! The page of a person.

use domain::{
    ConversationId, Millis, Name, OrgId, PersonId, Scope,
    page::PersonPage,
    record::{Card, Membership},
};
use serde::{Deserialize, Serialize};
use store::{Read, Reads, StoreError, Write, table::object};
use ts_rs::TS;

use super::{Units, card, memberships, organization, see_as::own_page, talk};
use crate::{
    Engine,
    failure::{Code, Failure},
    view::{Contact, ConversationState, PageView, PersonItem, PersonView},
};

/// Whom, in which organisation.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct PersonParams {
    pub(crate) organization: OrgId,
    pub(crate) person: PersonId,
}

pub(crate) fn person(engine: &Engine, params: PersonParams) -> Result<PersonView, Failure> {
    let (account, me) = engine.signed_in()?;
    let found = account.store.read(|r| find(r, me, params))?;
    found.ok_or_else(|| Failure::of(Code::NotFound))
}

fn find(r: &Read<'_>, me: PersonId, params: PersonParams) -> Result<Option<PersonView>, StoreError> {
    let PersonParams { organization, person } = params;
    let Some(membership) = membership(r, me, organization)? else { return Ok(None) };
    if person == me {
        return own_page(r, me, &membership);
    }
    let Some(card) = card(r, organization, person)? else { return Ok(None) };
    let page = kept(r, organization, person)?.map(|kept| page(kept.page, Some(kept.fetched_at)));
    let contact = contact(r, me, &membership, person)?;
    view(r, organization, card, page, Some(contact)).map(Some)
}

/// One's own membership of an organisation.
pub(super) fn membership(r: &Read<'_>, me: PersonId, wanted: OrgId) -> Result<Option<Membership>, StoreError> {
    Ok(memberships(r, me)?.into_iter().find(|membership| membership.organization == wanted))
}

/// A person from what is shown of them; one's own page has no contact.
pub(super) fn view(
    r: &Read<'_>,
    id: OrgId,
    card: Card,
    page: Option<PageView>,
    contact: Option<Contact>,
) -> Result<PersonView, StoreError> {
    Ok(PersonView {
        organization_name: organization(r, id)?.map(|organization| organization.name).unwrap_or_default(),
        latin: card.latin.clone(),
        skills: card.skills.clone(),
        item: item(id, card, &Units::of(r, id)?),
        page,
        is_me: contact.is_none(),
        contact: contact.unwrap_or(Contact { conversation: None, standing: None, may_ask: false }),
    })
}

/// A person in a list.
pub(super) fn item(organization: OrgId, card: Card, units: &Units) -> PersonItem {
    PersonItem {
        person: card.name.person,
        organization,
        units: units.names(&card.units),
        name: card.name,
        former: card.former,
        headline: card.headline,
        employer: card.employer,
        position: card.position,
        status: card.status,
        role: card.role,
        cohort: card.cohort,
    }
}

/// What a page shows beyond the card.
pub(super) fn page(page: PersonPage, fetched_at: Option<Millis>) -> PageView {
    let PersonPage { card: _, summary, photo, title, rows, confirmed_at } = page;
    PageView { summary, photo, title, rows, confirmed_at, fetched_at }
}

/// What one can do about another person; `membership` is one's own.
fn contact(r: &Read<'_>, me: PersonId, membership: &Membership, person: PersonId) -> Result<Contact, StoreError> {
    let id = ConversationId::direct(membership.organization, me, person);
    let talk = talk::find(r, me, id)?;
    let standing = match &talk {
        Some(talk) => Some(talk::standing(r, me, person, talk.kind, talk.request.as_ref())?),
        None if talk::is_blocked(r, me, person)? => Some(ConversationState::Blocked),
        None => None,
    };
    let may_ask = standing.is_none() && membership.value.standing().grants().contact;
    Ok(Contact { conversation: talk.map(|_| id), standing, may_ask })
}

/// The page of a person as it is kept on a device, beside the card.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptPage {
    pub(crate) page: PersonPage,
    /// When the server sent it, by the device's clock.
    pub(crate) fetched_at: Millis,
}

fn kept(from: &impl Reads, organization: OrgId, person: PersonId) -> Result<Option<KeptPage>, StoreError> {
    let cached = object::get(from, Scope::Dir(organization), Name::Page(person))?;
    // What another version kept is fetched again.
    Ok(cached.and_then(|cached| serde_json::from_str(cached.server.as_deref()?).ok()))
}

/// Keeps the page of a person as long as they are in the directory. Whether it was kept: the card may have gone while the
/// page was on its way.
pub(crate) fn keep(w: &Write<'_>, params: PersonParams, page: &KeptPage) -> Result<bool, StoreError> {
    let PersonParams { organization, person } = params;
    if card(w, organization, person)?.is_none() {
        return Ok(false);
    }
    let json = serde_json::to_string(page).map_err(|error| StoreError::Other(error.to_string()))?;
    object::put_server(w, Scope::Dir(organization), Name::Page(person), 0, None, &json)?;
    Ok(true)
}

/// A person is not in the directory any more: nothing of their page stays either.
pub(crate) fn forget(w: &Write<'_>, organization: OrgId, person: PersonId) -> Result<(), StoreError> {
    object::delete_server(w, Scope::Dir(organization), Name::Page(person))
}
