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
    let kept = kept(r, organization, person)?.filter(|kept| is_in_step(&kept.page, &card));
    let page = kept.map(|kept| page(kept.page, Some(kept.fetched_at)));
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

/// Whether a page is the one of which a card tells: then nothing on it has been changed or hidden since. A card that tells
/// nothing is one of a server that does not.
fn is_in_step(page: &PersonPage, card: &Card) -> bool {
    card.page.is_empty() || card.page == page.card.page
}

/// What the card of a person tells of the page; none when they are not in the directory.
pub(crate) fn told(from: &impl Reads, params: PersonParams) -> Result<Option<String>, StoreError> {
    Ok(card(from, params.organization, params.person)?.map(|card| card.page))
}

/// What became of a page that was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fetched {
    /// It is kept, and shown.
    Kept,
    /// It is kept, and shown once the card has come that tells of it.
    Ahead,
    /// The card changed while the page was on its way, which may be older: it is not kept.
    Behind,
    /// The card has gone while the page was on its way.
    Gone,
}

/// Keeps the page of a person as long as they are in the directory. `told` is what the card told before it was asked for.
pub(crate) fn keep(w: &Write<'_>, params: PersonParams, page: &KeptPage, told: &str) -> Result<Fetched, StoreError> {
    let PersonParams { organization, person } = params;
    let Some(card) = card(w, organization, person)? else { return Ok(Fetched::Gone) };
    let fetched = match (is_in_step(&page.page, &card), card.page == told) {
        (true, _) => Fetched::Kept,
        (false, true) => Fetched::Ahead,
        (false, false) => return Ok(Fetched::Behind),
    };
    let json = serde_json::to_string(page).map_err(|error| StoreError::Other(error.to_string()))?;
    object::put_server(w, Scope::Dir(organization), Name::Page(person), 0, None, &json)?;
    Ok(fetched)
}

/// The card of a person has come: a page of which it does not tell any more goes, since there is something on it that has
/// changed or may not be seen any longer.
pub(crate) fn follow_card(w: &Write<'_>, organization: OrgId, person: PersonId) -> Result<(), StoreError> {
    let Some(kept) = kept(w, organization, person)? else { return Ok(()) };
    match card(w, organization, person)? {
        Some(card) if is_in_step(&kept.page, &card) => Ok(()),
        Some(_) | None => forget(w, organization, person),
    }
}

/// A person is not in the directory any more: nothing of their page stays either.
pub(crate) fn forget(w: &Write<'_>, organization: OrgId, person: PersonId) -> Result<(), StoreError> {
    object::delete_server(w, Scope::Dir(organization), Name::Page(person))
}
