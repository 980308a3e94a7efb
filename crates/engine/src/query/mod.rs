//! One query per screen: plain functions on a snapshot of the store.

mod attachment;
mod choices;
mod conflict;
mod conversation;
mod day;
mod desk;
mod inbox;
mod lens;
mod marks;
mod members;
mod offers;
mod outbox;
mod people;
mod person;
mod profile;
mod search;
mod see_as;
mod settings;
mod start;
mod talk;
mod today;
mod units;

use std::collections::BTreeMap;

pub(crate) use attachment::{AttachmentParams, attachment, is_here, picture, save_attachment};
pub(crate) use choices::{ChoicesParams, people_choices};
pub(crate) use conflict::{OpParams, conflict, is_removed, parts, to_text};
pub(crate) use conversation::{ConversationParams, conversation};
pub(crate) use desk::{DeskParams, desk, desk_offer, desk_offers, reports};
use domain::{
    Name, Object, OrgId, PersonId, Scope,
    record::{
        Block, Card, Conversation, InboxKind, Member, Membership, Organization, PersonName, Setting, SettingName,
    },
};
pub(crate) use inbox::{inbox, items as inbox_items, row, unread};
pub(crate) use lens::{has_seen_offer, see_offers};
pub(crate) use members::{MembersParams, members};
pub(crate) use offers::{OfferParams, OffersParams, find as find_offer, offer, offers};
pub(crate) use outbox::outbox;
pub(crate) use people::{PeopleParams, people};
pub(crate) use person::{Fetched, KeptPage, PersonParams, follow_card, forget, keep, person, told};
pub(crate) use profile::profile;
pub(crate) use search::{SearchParams, search};
pub(crate) use see_as::{SeeAs, see_as};
pub(crate) use settings::settings;
pub(crate) use start::{start, status};
use store::{
    Reads, StoreError,
    table::{object, scope},
};
pub(crate) use talk::{is_blocked, request_of};
pub(crate) use today::today;
pub(crate) use units::{Units, units};

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

/// What oneself may see of a person in an organisation.
pub(crate) fn card(from: &impl Reads, organization: OrgId, person: PersonId) -> Result<Option<Card>, StoreError> {
    let cached = object::get(from, Scope::Dir(organization), Name::Card(person))?;
    Ok(cached.as_ref().and_then(card_of))
}

/// The card in a record. Read as a card and not as any object: a directory has many thousands, and this takes half the time.
fn card_of(cached: &object::Cached) -> Option<Card> {
    serde_json::from_str(cached.server.as_deref()?).ok()
}

/// A member as the desk knows them; none unless one works at that desk.
pub(crate) fn member(from: &impl Reads, organization: OrgId, person: PersonId) -> Result<Option<Member>, StoreError> {
    let cached = object::get(from, Scope::Desk(organization), Name::Member(person))?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Member(member)) => Some(member),
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

    /// Whom a conversation is with: at a desk the roster's name counts, and a desk itself has none.
    pub(crate) fn other(
        &mut self,
        from: &impl Reads,
        organization: OrgId,
        kind: InboxKind,
        other: PersonId,
        last_known: Option<&PersonName>,
    ) -> Result<PersonName, StoreError> {
        match kind {
            InboxKind::Direct => self.person(from, organization, other, last_known),
            InboxKind::WithDesk => Ok(PersonName::hidden(other)),
            InboxKind::AtDesk => {
                let member = member(from, organization, other)?.map(|member| member.name);
                Ok(member.or_else(|| last_known.cloned()).unwrap_or_else(|| PersonName::hidden(other)))
            }
        }
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

/// What the person set, on whichever device; none as long as they have set nothing.
pub(crate) fn set_by(from: &impl Reads, me: PersonId, which: SettingName) -> Result<Option<Setting>, StoreError> {
    let cached = object::get(from, Scope::Me(me), Name::Setting(which))?;
    Ok(cached.and_then(|cached| match cached.shown() {
        Some(Object::Setting(setting)) => Some(setting),
        _ => None,
    }))
}

/// Whom the person has blocked, oldest id first.
pub(crate) fn blocks(from: &impl Reads, me: PersonId) -> Result<Vec<Block>, StoreError> {
    let records = object::list(from, Scope::Me(me), "block/")?;
    Ok(records
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Block(block)) => Some(block),
            _ => None,
        })
        .collect())
}

/// Whether a scope has been read to its end once.
pub(crate) fn is_read(from: &impl Reads, which: Scope) -> Result<bool, StoreError> {
    Ok(scope::get(from, which)?.is_some_and(|row| row.is_done))
}
