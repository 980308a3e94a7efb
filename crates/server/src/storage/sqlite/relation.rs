//! Who stands how to a scope, and to an organisation: read from the derived tables (see `follow`), so that asking who may
//! read what, or how much is unread, reads no content.

use std::collections::BTreeMap;

use domain::record::Object;
use domain::{ConversationId, OrgId, PersonId, Scope, Seq, Standing, policy::Relation, record::Membership};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{
    record,
    value::{id, small, unreadable},
};
use crate::storage::StorageError;

pub(super) fn between(db: &Connection, person: PersonId, scope: Scope) -> Result<Relation, StorageError> {
    match scope {
        Scope::Me(owner) if owner == person => Ok(Relation::Owner),
        Scope::Me(_) => Ok(Relation::Stranger),
        Scope::Dir(organization) | Scope::Offers(organization) | Scope::Desk(organization) => {
            Ok(standing(db, person, organization)?.map_or(Relation::Stranger, Relation::Member))
        }
        Scope::Conv(conversation) => {
            let takes_part: bool = db
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM participant WHERE person = ?1 AND conversation = ?2)
                         OR EXISTS (SELECT 1 FROM desk_conversation AS desk
                                    JOIN membership ON membership.organization = desk.organization
                                        AND membership.person = ?1 AND membership.organizer = 1
                                    WHERE desk.conversation = ?2)",
                )?
                .query_row((person.0.as_bytes(), conversation.0.as_bytes()), |row| row.get(0))?;
            Ok(if takes_part { Relation::Participant } else { Relation::Stranger })
        }
    }
}

/// A person's standing in an organisation.
pub(super) fn standing(
    db: &Connection,
    person: PersonId,
    organization: OrgId,
) -> Result<Option<Standing>, StorageError> {
    let found: Option<String> = db
        .prepare_cached("SELECT standing FROM membership WHERE person = ?1 AND organization = ?2")?
        .query_row((person.0.as_bytes(), organization.0.as_bytes()), |row| row.get(0))
        .optional()?;
    found.map(|text| Standing::parse(&text).ok_or_else(|| unreadable("standing"))).transpose()
}

pub(super) fn standings_of(db: &Connection, person: PersonId) -> Result<BTreeMap<OrgId, Standing>, StorageError> {
    let mut statement = db.prepare_cached("SELECT organization, standing FROM membership WHERE person = ?1")?;
    let mut rows = statement.query([person.0.as_bytes()])?;
    let mut standings = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let standing = Standing::parse(&row.get::<_, String>(1)?).ok_or_else(|| unreadable("standing"))?;
        standings.insert(OrgId(id(row.get(0)?)), standing);
    }
    Ok(standings)
}

pub(super) fn scopes_of(db: &Connection, person: PersonId) -> Result<BTreeMap<Scope, Relation>, StorageError> {
    let mut scopes = BTreeMap::from([(Scope::Me(person), Relation::Owner)]);
    for (organization, standing) in standings_of(db, person)? {
        for scope in [Scope::Dir(organization), Scope::Offers(organization), Scope::Desk(organization)] {
            scopes.insert(scope, Relation::Member(standing));
        }
    }
    let mut conversations = db.prepare_cached(
        "SELECT conversation FROM participant WHERE person = ?1
         UNION ALL
         SELECT desk.conversation FROM membership
         JOIN desk_conversation AS desk ON desk.organization = membership.organization
         WHERE membership.person = ?1 AND membership.organizer = 1",
    )?;
    for conversation in conversations.query_map([person.0.as_bytes()], |row| row.get(0))? {
        scopes.insert(Scope::Conv(ConversationId(id(conversation?))), Relation::Participant);
    }
    Ok(scopes)
}

/// A person's memberships, sorted by organisation.
pub(super) fn memberships(db: &Connection, person: PersonId) -> Result<Vec<Membership>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT record.body FROM membership JOIN record ON record.id = membership.record
         WHERE membership.person = ?1 ORDER BY membership.organization",
    )?;
    let bodies = statement.query_map([person.0.as_bytes()], |row| row.get::<_, String>(0))?;
    bodies.map(|body| membership(&body?)).collect()
}

/// A person's membership of an organisation.
pub(super) fn membership_of(
    db: &Connection,
    person: PersonId,
    organization: OrgId,
) -> Result<Option<Membership>, StorageError> {
    let body: Option<String> = db
        .prepare_cached(
            "SELECT record.body FROM membership JOIN record ON record.id = membership.record
             WHERE membership.person = ?1 AND membership.organization = ?2",
        )?
        .query_row((person.0.as_bytes(), organization.0.as_bytes()), |row| row.get(0))
        .optional()?;
    body.map(|body| membership(&body)).transpose()
}

pub(super) fn membership(body: &str) -> Result<Membership, StorageError> {
    match record::object(body)? {
        Object::Membership(membership) => Ok(membership),
        _ => Err(unreadable("membership")),
    }
}

/// Organizers of an organisation, sorted.
pub(super) fn organizers(db: &Connection, organization: OrgId) -> Result<Vec<PersonId>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT person FROM membership WHERE organization = ?1 AND organizer = 1 ORDER BY person")?;
    people(&mut statement.query([organization.0.as_bytes()])?)
}

/// Members who have a conversation with an organisation's desk, sorted.
pub(super) fn desks(db: &Connection, organization: OrgId) -> Result<Vec<PersonId>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT person FROM desk_conversation WHERE organization = ?1 ORDER BY person")?;
    people(&mut statement.query([organization.0.as_bytes()])?)
}

/// The first column of every row, as people.
pub(super) fn people(rows: &mut rusqlite::Rows<'_>) -> Result<Vec<PersonId>, StorageError> {
    let mut people = vec![];
    while let Some(row) = rows.next()? {
        people.push(person(row)?);
    }
    Ok(people)
}

fn person(row: &Row<'_>) -> Result<PersonId, StorageError> {
    Ok(PersonId(id(row.get(0)?)))
}

/// Messages of others after a place.
pub(super) fn unread(
    db: &Connection,
    conversation: ConversationId,
    person: PersonId,
    mark: Seq,
) -> Result<u32, StorageError> {
    let count = db
        .prepare_cached("SELECT count(*) FROM message WHERE conversation = ?1 AND seq > ?2 AND author <> ?3")?
        .query_row((conversation.0.as_bytes(), mark, person.0.as_bytes()), |row| row.get(0))?;
    Ok(small(count))
}
