//! Drafts: what was typed in a conversation and not sent.

use domain::{ConversationId, Millis};
use rusqlite::{OptionalExtension, params};

use crate::{Reads, StoreError, Touched, Write};

/// The draft of a conversation; empty when there is none.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, conversation: ConversationId) -> Result<String, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT text FROM draft WHERE conversation = ?1")?;
    Ok(statement.query_row([conversation.to_string()], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Every draft.
///
/// # Errors
/// What the file says.
pub fn all(from: &impl Reads) -> Result<Vec<(ConversationId, String)>, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT conversation, text FROM draft")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut list = Vec::new();
    for row in rows {
        let (conversation, text) = row?;
        if let Ok(conversation) = conversation.parse() {
            list.push((conversation, text));
        }
    }
    Ok(list)
}

/// Keeps a draft; an empty one is removed.
///
/// # Errors
/// What the file says.
pub fn set(to: &Write<'_>, conversation: ConversationId, text: &str, at: Millis) -> Result<(), StoreError> {
    if text.is_empty() {
        to.outbox().prepare_cached("DELETE FROM draft WHERE conversation = ?1")?.execute([conversation.to_string()])?;
    } else {
        to.outbox()
            .prepare_cached(
                "INSERT INTO draft (conversation, text, at) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (conversation) DO UPDATE SET text = ?2, at = ?3",
            )?
            .execute(params![conversation.to_string(), text, at])?;
    }
    to.touch(Touched::Draft(conversation));
    Ok(())
}
