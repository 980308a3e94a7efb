//! One query per screen: plain functions on a snapshot of the store.

mod conflict;
mod conversation;
mod inbox;
mod outbox;
mod people;
mod profile;
mod start;

use std::collections::BTreeMap;

pub(crate) use conflict::{OpParams, conflict, is_removed, parts};
pub(crate) use conversation::{ConversationParams, conversation};
use domain::{
    Name, Object, OrgId, PersonId, Scope,
    record::{Card, Conversation, Membership, Organization, PersonName},
};
pub(crate) use inbox::{inbox, unread};
pub(crate) use outbox::outbox;
pub(crate) use people::people;
pub(crate) use profile::profile;
pub(crate) use start::{start, status};
use store::{
    Reads, StoreError,
    table::{object, scope},
};

/// The organisations the person belongs to, as far as they are on this device.
pub(crate) fn memberships(from: &impl Reads, me: PersonId) -> Result<Vec<Membership>, StoreError> {
    let records = object::list(from, Scope::Me(me), "membership/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Membership(membership)) => Some(membership),
            _ => None,
        })
        .collect())
}

pub(crate) fn organization(from: &impl Reads, id: OrgId) -> Result<Option<Organization>, StoreError> {
    let cached = object::get(from, Scope::Dir(id), Name::Organization)?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Organization(organization)) => Some(organization),
        _ => None,
    }))
}

pub(crate) fn card(from: &impl Reads, organization: OrgId, person: PersonId) -> Result<Option<Card>, StoreError> {
    let cached = object::get(from, Scope::Dir(organization), Name::Card(person))?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Card(card)) => Some(card),
        _ => None,
    }))
}

/// Names, each looked up once a query: the card of today, else what was last known, else nothing.
#[derive(Default)]
pub(crate) struct Names {
    people: BTreeMap<(OrgId, PersonId), Option<PersonName>>,
    organizations: BTreeMap<OrgId, String>,
}

impl Names {
    pub(crate) fn person(
        &mut self,
        from: &impl Reads,
        organization: OrgId,
        person: PersonId,
        last_known: Option<&PersonName>,
    ) -> Result<PersonName, StoreError> {
        let name = match self.people.get(&(organization, person)) {
            Some(name) => name.clone(),
            None => {
                let name = card(from, organization, person)?.map(|card| card.name);
                self.people.insert((organization, person), name.clone());
                name
            }
        };
        Ok(name.or_else(|| last_known.cloned()).unwrap_or_else(|| PersonName::hidden(person)))
    }

    pub(crate) fn organization(&mut self, from: &impl Reads, id: OrgId) -> Result<String, StoreError> {
        if let Some(name) = self.organizations.get(&id) {
            return Ok(name.clone());
        }
        let name = organization(from, id)?.map(|organization| organization.name).unwrap_or_default();
        self.organizations.insert(id, name.clone());
        Ok(name)
    }
}

/// The conversation itself, from the server or begun on this device.
pub(crate) fn conversation_record(
    from: &impl Reads,
    id: domain::ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    let cached = object::get(from, Scope::Conv(id), Name::Conversation)?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Conversation(conversation)) => Some(conversation),
        _ => None,
    }))
}

/// Whether a scope has been read to its end once.
pub(crate) fn is_read(from: &impl Reads, which: Scope) -> Result<bool, StoreError> {
    Ok(scope::get(from, which)?.is_some_and(|row| row.is_done))
}
