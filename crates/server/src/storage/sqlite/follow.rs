//! Tables that are derived from the records and written with them: who belongs where, who takes part in what, who is tied to
//! whom. None of them says anything that a record does not.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Millis, Name, Object, OrgId, PersonId, Scope, Visibility,
    record::{Conversation, Membership, Message, Parties},
};
use rusqlite::Connection;

use super::{blob, limits};
use crate::storage::{
    StorageError,
    shelf::Facet,
    step::{Change, Written},
};

/// Follows a record that was written to a row, and when.
pub(super) fn follow(tx: &Connection, written: &Written, row: i64, at: Millis) -> Result<(), StorageError> {
    let name = written.name;
    match (written.shelf.scope, written.shelf.facet) {
        (Scope::Me(owner), _) => match &written.change {
            Change::Put(object) => put_own(tx, owner, name, object, row),
            Change::Delete | Change::Hide => forget_own(tx, owner, name, row),
        },
        (Scope::Dir(organization), Facet::Reader(viewer)) => match name {
            Name::Card(person) => except(tx, organization, person, viewer),
            _ => Ok(()),
        },
        (Scope::Conv(id), _) => match &written.change {
            Change::Put(Object::Conversation(conversation)) => {
                limits::follow_request(tx, id, conversation, at)?;
                talk(tx, id, conversation)
            }
            Change::Put(Object::Message(message)) => {
                let digests = message.attachments.iter().map(|attachment| attachment.digest).collect();
                blob::follow(tx, id, message.id, (Some(message.author), digests))?;
                count(tx, id, message)
            }
            Change::Put(_) => Ok(()),
            Change::Delete | Change::Hide => match name {
                Name::Message(message) => blob::follow(tx, id, message, (None, BTreeSet::new())),
                Name::Conversation => blob::forget_conversation(tx, id),
                _ => Ok(()),
            },
        },
        (Scope::Dir(_), Facet::Whole | Facet::Class(_)) | (Scope::Offers(_) | Scope::Desk(_), _) => Ok(()),
    }
}

fn put_own(tx: &Connection, owner: PersonId, name: Name, object: &Object, row: i64) -> Result<(), StorageError> {
    match object {
        Object::Membership(membership) => join(tx, owner, membership, row),
        Object::Field(field) => exclude(tx, owner, name, &field.value.visibility),
        Object::Row(entry) => exclude(tx, owner, name, &entry.value.visibility),
        Object::Block(_) => match name {
            Name::Block(person) => block(tx, owner, person),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn forget_own(tx: &Connection, owner: PersonId, name: Name, row: i64) -> Result<(), StorageError> {
    match name {
        Name::Membership(_) => leave(tx, owner, row),
        Name::Field(_) | Name::Row(_) => exclude(tx, owner, name, &Visibility::default()),
        Name::Block(person) => {
            tx.prepare_cached("DELETE FROM block WHERE owner = ?1 AND person = ?2")?
                .execute((owner.0.as_bytes(), person.0.as_bytes()))?;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn join(tx: &Connection, person: PersonId, membership: &Membership, row: i64) -> Result<(), StorageError> {
    let Membership { organization, value, .. } = membership;
    let standing = value.standing();
    tx.prepare_cached(
        "INSERT OR REPLACE INTO membership (person, organization, record, standing, organizer)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((person.0.as_bytes(), organization.0.as_bytes(), row, standing.as_str(), standing.grants().desk))?;
    leave_units(tx, person, *organization)?;
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO unit_member (organization, unit, person) VALUES (?1, ?2, ?3)")?;
    for unit in &value.units {
        insert.execute((organization.0.as_bytes(), unit.0.as_bytes(), person.0.as_bytes()))?;
    }
    Ok(())
}

fn leave(tx: &Connection, person: PersonId, row: i64) -> Result<(), StorageError> {
    let mut gone =
        tx.prepare_cached("DELETE FROM membership WHERE person = ?1 AND record = ?2 RETURNING organization")?;
    let organizations: Vec<[u8; 16]> =
        gone.query_map((person.0.as_bytes(), row), |row| row.get(0))?.collect::<Result<_, _>>()?;
    for organization in organizations {
        leave_units(tx, person, OrgId(super::value::id(organization)))?;
    }
    Ok(())
}

fn leave_units(tx: &Connection, person: PersonId, organization: OrgId) -> Result<(), StorageError> {
    tx.prepare_cached("DELETE FROM unit_member WHERE organization = ?1 AND person = ?2")?
        .execute((organization.0.as_bytes(), person.0.as_bytes()))?;
    Ok(())
}

/// Notes whom one value's rules leave out.
fn exclude(tx: &Connection, owner: PersonId, name: Name, visibility: &Visibility) -> Result<(), StorageError> {
    let name = name.to_string();
    tx.prepare_cached("DELETE FROM exclusion WHERE owner = ?1 AND name = ?2")?.execute((owner.0.as_bytes(), &name))?;
    for rule in visibility.rules() {
        let people = rule.excluded_people.iter().map(|person| ("person", person.0));
        let units = rule.excluded_units.iter().map(|unit| ("unit", unit.0));
        for (kind, id) in people.chain(units) {
            tx.prepare_cached(
                "INSERT OR IGNORE INTO exclusion (owner, name, organization, kind, id) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((owner.0.as_bytes(), &name, rule.organization.0.as_bytes(), kind, id.as_bytes()))?;
        }
    }
    Ok(())
}

fn block(tx: &Connection, owner: PersonId, person: PersonId) -> Result<(), StorageError> {
    tx.prepare_cached("INSERT OR IGNORE INTO block (owner, person) VALUES (?1, ?2)")?
        .execute((owner.0.as_bytes(), person.0.as_bytes()))?;
    Ok(())
}

fn except(tx: &Connection, organization: OrgId, person: PersonId, viewer: PersonId) -> Result<(), StorageError> {
    tx.prepare_cached("INSERT OR IGNORE INTO exception (organization, person, viewer) VALUES (?1, ?2, ?3)")?
        .execute((organization.0.as_bytes(), person.0.as_bytes(), viewer.0.as_bytes()))?;
    Ok(())
}

fn talk(tx: &Connection, id: ConversationId, conversation: &Conversation) -> Result<(), StorageError> {
    match conversation.parties {
        Parties::Direct([a, b]) => {
            take_part(tx, id, a)?;
            take_part(tx, id, b)?;
            for (a, b) in [(a, b), (b, a)] {
                let sql = if conversation.is_open() {
                    "INSERT OR IGNORE INTO connection (organization, a, b) VALUES (?1, ?2, ?3)"
                } else {
                    "DELETE FROM connection WHERE organization = ?1 AND a = ?2 AND b = ?3"
                };
                tx.prepare_cached(sql)?.execute((
                    conversation.organization.0.as_bytes(),
                    a.0.as_bytes(),
                    b.0.as_bytes(),
                ))?;
            }
            Ok(())
        }
        Parties::Desk(member) => {
            take_part(tx, id, member)?;
            tx.prepare_cached(
                "INSERT OR IGNORE INTO desk_conversation (organization, person, conversation) VALUES (?1, ?2, ?3)",
            )?
            .execute((conversation.organization.0.as_bytes(), member.0.as_bytes(), id.0.as_bytes()))?;
            Ok(())
        }
    }
}

fn take_part(tx: &Connection, conversation: ConversationId, person: PersonId) -> Result<(), StorageError> {
    tx.prepare_cached("INSERT OR IGNORE INTO participant (person, conversation) VALUES (?1, ?2)")?
        .execute((person.0.as_bytes(), conversation.0.as_bytes()))?;
    Ok(())
}

fn count(tx: &Connection, conversation: ConversationId, message: &Message) -> Result<(), StorageError> {
    tx.prepare_cached("INSERT OR IGNORE INTO message (conversation, seq, author) VALUES (?1, ?2, ?3)")?.execute((
        conversation.0.as_bytes(),
        message.seq,
        message.author.0.as_bytes(),
    ))?;
    Ok(())
}
