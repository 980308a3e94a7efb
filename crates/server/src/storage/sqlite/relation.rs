//! Tables `membership`, `participant` and `message`: derived from the records and written with them, so that asking who
//! may read what, or how much is unread, reads no content.

use std::collections::BTreeSet;

use domain::{ConversationId, Name, Object, OrgId, PersonId, Record, Scope, Seq, policy::Relation, record::Membership};
use rusqlite::Connection;

use super::{
    record,
    value::{id, small},
};
use crate::storage::{StorageError, step::Deletion};

pub(super) fn between(db: &Connection, person: PersonId, scope: Scope) -> Result<Relation, StorageError> {
    let (sql, other, relation) = match scope {
        Scope::Me(owner) => return Ok(if owner == person { Relation::Owner } else { Relation::Stranger }),
        Scope::Dir(organization) => (
            "SELECT EXISTS (SELECT 1 FROM membership WHERE person = ?1 AND organization = ?2)",
            organization.0,
            Relation::Member,
        ),
        Scope::Conv(conversation) => (
            "SELECT EXISTS (SELECT 1 FROM participant WHERE person = ?1 AND conversation = ?2)",
            conversation.0,
            Relation::Participant,
        ),
    };
    let holds = db.prepare_cached(sql)?.query_row((person.0.as_bytes(), other.as_bytes()), |row| row.get(0))?;
    Ok(if holds { relation } else { Relation::Stranger })
}

pub(super) fn scopes_of(db: &Connection, person: PersonId) -> Result<BTreeSet<Scope>, StorageError> {
    let mut scopes = BTreeSet::from([Scope::Me(person)]);
    let mut organizations = db.prepare_cached("SELECT organization FROM membership WHERE person = ?1")?;
    for organization in organizations.query_map([person.0.as_bytes()], |row| row.get(0))? {
        scopes.insert(Scope::Dir(OrgId(id(organization?))));
    }
    let mut conversations = db.prepare_cached("SELECT conversation FROM participant WHERE person = ?1")?;
    for conversation in conversations.query_map([person.0.as_bytes()], |row| row.get(0))? {
        scopes.insert(Scope::Conv(ConversationId(id(conversation?))));
    }
    Ok(scopes)
}

/// A person's memberships, sorted by organisation.
pub(super) fn memberships(db: &Connection, person: PersonId) -> Result<Vec<Membership>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT record.body FROM membership
         JOIN scope ON scope.name = ?2
         JOIN record ON record.scope = scope.id AND record.name = membership.name
         WHERE membership.person = ?1 ORDER BY membership.organization",
    )?;
    let bodies =
        statement.query_map((person.0.as_bytes(), Scope::Me(person).to_string()), |row| row.get::<_, String>(0))?;
    let mut memberships = vec![];
    for body in bodies {
        if let Object::Membership(membership) = record::object(&body?)? {
            memberships.push(membership);
        }
    }
    Ok(memberships)
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

/// Follows a record that was put.
pub(super) fn follow(db: &Connection, record: &Record) -> Result<(), StorageError> {
    match (&record.scope, &record.object) {
        (Scope::Me(person), Object::Membership(membership)) => {
            db.prepare_cached("INSERT OR REPLACE INTO membership (person, organization, name) VALUES (?1, ?2, ?3)")?
                .execute((person.0.as_bytes(), membership.organization.0.as_bytes(), record.name.to_string()))?;
        }
        (Scope::Conv(id), Object::Conversation(conversation)) => {
            for person in conversation.participants {
                db.prepare_cached("INSERT OR IGNORE INTO participant (person, conversation) VALUES (?1, ?2)")?
                    .execute((person.0.as_bytes(), id.0.as_bytes()))?;
            }
        }
        (Scope::Conv(id), Object::Message(message)) => {
            db.prepare_cached("INSERT OR IGNORE INTO message (conversation, seq, author) VALUES (?1, ?2, ?3)")?
                .execute((id.0.as_bytes(), message.seq, message.author.0.as_bytes()))?;
        }
        _ => {}
    }
    Ok(())
}

/// Follows a record that was removed.
pub(super) fn unfollow(db: &Connection, deletion: &Deletion) -> Result<(), StorageError> {
    if let (Scope::Me(person), Name::Membership(_)) = (deletion.scope, deletion.name) {
        db.prepare_cached("DELETE FROM membership WHERE person = ?1 AND name = ?2")?
            .execute((person.0.as_bytes(), deletion.name.to_string()))?;
    }
    Ok(())
}
