//! Content that no server has yet: of messages that wait to be sent, and of drafts. In the outbox, so that it survives what an
//! edit survives.

use std::collections::BTreeSet;

use domain::{ConversationId, Digest, Scope};
use rusqlite::{Connection, OptionalExtension, params};

use super::{draft_attachment, op};
use crate::{Reads, StoreError, Write};

/// Bytes of a part; the last one is what is left. Frozen with the files.
pub const PART: usize = 256 * 1024;

/// Keeps a content; one that is kept already stays as it is.
///
/// # Errors
/// What the file says.
pub fn put(to: &Write<'_>, conversation: ConversationId, digest: Digest, content: &[u8]) -> Result<(), StoreError> {
    let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let id: Option<i64> = to
        .outbox()
        .prepare_cached(
            "INSERT INTO blob (conversation, digest, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING id",
        )?
        .query_row(params![conversation.to_string(), digest.0, bytes], |row| row.get(0))
        .optional()?;
    let Some(id) = id else { return Ok(()) };
    let mut statement = to.outbox().prepare_cached("INSERT INTO blob_part (blob, number, body) VALUES (?1, ?2, ?3)")?;
    for (number, part) in content.chunks(PART).enumerate() {
        statement.execute(params![id, i64::try_from(number).unwrap_or(i64::MAX), part])?;
    }
    Ok(())
}

/// How long a content is, in bytes; none when it is not kept here.
///
/// # Errors
/// What the file says.
pub fn bytes(from: &impl Reads, conversation: ConversationId, digest: Digest) -> Result<Option<u32>, StoreError> {
    let mut statement =
        from.outbox().prepare_cached("SELECT bytes FROM blob WHERE conversation = ?1 AND digest = ?2")?;
    Ok(statement.query_row(params![conversation.to_string(), digest.0], |row| row.get(0)).optional()?)
}

/// One part of [`PART`] bytes, counted from 0; none when it is not kept here.
///
/// # Errors
/// What the file says.
pub fn part(
    from: &impl Reads,
    conversation: ConversationId,
    digest: Digest,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = from.outbox().prepare_cached(
        "SELECT p.body FROM blob b JOIN blob_part p ON p.blob = b.id \
         WHERE b.conversation = ?1 AND b.digest = ?2 AND p.number = ?3",
    )?;
    Ok(statement.query_row(params![conversation.to_string(), digest.0, number], |row| row.get(0)).optional()?)
}

/// All of a content; none when it is not kept here.
///
/// # Errors
/// What the file says.
pub fn whole(from: &impl Reads, conversation: ConversationId, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement =
        from.outbox().prepare_cached("SELECT id, bytes FROM blob WHERE conversation = ?1 AND digest = ?2")?;
    let found: Option<(i64, u32)> = statement
        .query_row(params![conversation.to_string(), digest.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((id, bytes)) = found else { return Ok(None) };
    let parts = "SELECT body FROM blob_part WHERE blob = ?1 ORDER BY number";
    joined(from.outbox(), parts, id, bytes).map(Some)
}

/// The parts of one content, one behind the other.
pub(super) fn joined(from: &Connection, parts: &str, id: i64, bytes: u32) -> Result<Vec<u8>, StoreError> {
    let mut statement = from.prepare_cached(parts)?;
    let mut rows = statement.query([id])?;
    let mut whole = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    while let Some(row) = rows.next()? {
        let part = row.get_ref(0)?.as_blob().map_err(|error| StoreError::Other(error.to_string()))?;
        whole.extend_from_slice(part);
    }
    Ok(whole)
}

/// Removes what neither an op, whatever has become of it, nor a draft names any more.
///
/// # Errors
/// What the file says.
pub fn forget_unnamed(to: &Write<'_>) -> Result<(), StoreError> {
    let kept: Vec<(i64, String, [u8; 32])> = to
        .outbox()
        .prepare_cached("SELECT id, conversation, digest FROM blob")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    // Most devices have nothing to send most of the time: they read no op for this.
    if kept.is_empty() {
        return Ok(());
    }
    let named = named(to)?;
    for (id, conversation, digest) in kept {
        if !named.contains(&(conversation, Digest(digest))) {
            to.outbox().prepare_cached("DELETE FROM blob WHERE id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}

/// Conversations, as they are written here, and the contents that are named in them.
fn named(from: &impl Reads) -> Result<BTreeSet<(String, Digest)>, StoreError> {
    let mut named: BTreeSet<_> = draft_attachment::all(from)?.into_iter().collect();
    for queued in op::all(from)? {
        if let Scope::Conv(conversation) = queued.target.0 {
            let attachments = queued.op.intent.attachments().iter();
            named.extend(attachments.map(|attachment| (conversation.to_string(), attachment.digest)));
        }
    }
    Ok(named)
}
