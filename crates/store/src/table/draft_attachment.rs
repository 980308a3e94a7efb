//! What stands in a composer beside the text. The content itself is a [`super::blob`].

use std::collections::BTreeMap;

use domain::{ConversationId, Digest, Scope, record::Attachment};
use rusqlite::params;

use crate::{Reads, StoreError, Touched, Write};

/// The attachments of a draft, in the order in which they were put there. One of a shape that this version does not know is
/// left out.
///
/// # Errors
/// What the file says.
pub fn list(from: &impl Reads, conversation: ConversationId) -> Result<Vec<Attachment>, StoreError> {
    let mut statement =
        from.outbox().prepare_cached("SELECT body FROM draft_attachment WHERE conversation = ?1 ORDER BY place")?;
    let rows = statement.query_map([conversation.to_string()], |row| row.get::<_, String>(0))?;
    let mut list = Vec::new();
    for json in rows {
        list.extend(serde_json::from_str::<Attachment>(&json?));
    }
    Ok(list)
}

/// The first attachment of each draft that has any.
///
/// # Errors
/// What the file says.
pub fn first(from: &impl Reads) -> Result<BTreeMap<ConversationId, Attachment>, StoreError> {
    let mut statement =
        from.outbox().prepare_cached("SELECT conversation, body FROM draft_attachment ORDER BY place")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut first = BTreeMap::new();
    for row in rows {
        let (conversation, json) = row?;
        if let (Ok(conversation), Ok(attachment)) = (conversation.parse(), serde_json::from_str(&json)) {
            first.entry(conversation).or_insert(attachment);
        }
    }
    Ok(first)
}

/// The conversation and the content of every attachment of every draft, as they are written here.
pub(super) fn all(from: &impl Reads) -> Result<Vec<(String, Digest)>, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT conversation, digest FROM draft_attachment")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Digest(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts an attachment at the end of a draft; one with the same content keeps its place and is called by the new name.
///
/// # Errors
/// What the file says.
pub fn add(to: &Write<'_>, conversation: ConversationId, attachment: &Attachment) -> Result<(), StoreError> {
    let json = serde_json::to_string(attachment).map_err(|error| StoreError::Other(error.to_string()))?;
    to.outbox()
        .prepare_cached(
            "INSERT INTO draft_attachment (conversation, digest, body) VALUES (?1, ?2, ?3) \
             ON CONFLICT (conversation, digest) DO UPDATE SET body = ?3",
        )?
        .execute(params![conversation.to_string(), attachment.digest.0, json])?;
    touch(to, conversation);
    Ok(())
}

/// Takes an attachment out of a draft.
///
/// # Errors
/// What the file says.
pub fn remove(to: &Write<'_>, conversation: ConversationId, digest: Digest) -> Result<(), StoreError> {
    to.outbox()
        .prepare_cached("DELETE FROM draft_attachment WHERE conversation = ?1 AND digest = ?2")?
        .execute(params![conversation.to_string(), digest.0])?;
    touch(to, conversation);
    Ok(())
}

/// Takes all attachments out of a draft.
///
/// # Errors
/// What the file says.
pub fn clear(to: &Write<'_>, conversation: ConversationId) -> Result<(), StoreError> {
    let gone = to
        .outbox()
        .prepare_cached("DELETE FROM draft_attachment WHERE conversation = ?1")?
        .execute([conversation.to_string()])?;
    if gone > 0 {
        touch(to, conversation);
    }
    Ok(())
}

/// The composer shows them with its conversation; the text it has itself.
fn touch(to: &Write<'_>, conversation: ConversationId) {
    to.touch(Touched::Draft(conversation));
    to.touch(Touched::Scope(Scope::Conv(conversation)));
}
