//! Content of attachments that can be fetched again. It goes with its conversation, or when there is too much of it.

use domain::{Digest, Millis, Scope};
use rusqlite::{OptionalExtension, params};

use super::{blob, scope};
use crate::{Reads, StoreError, Touched, Write};

/// A content as far as it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    id: i64,
    /// How long it is, in bytes.
    pub bytes: u32,
    /// How much of it is here. All of it is: then it is what its digest says.
    pub got: u32,
    /// Why it cannot be had, as a code.
    pub failed: Option<String>,
    /// When it was last used, by the device's clock.
    pub used_at: Millis,
}

impl Content {
    /// Whether all of it is here.
    pub fn is_whole(&self) -> bool {
        self.got == self.bytes
    }
}

/// A content; none when nothing is known of it.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, of: Scope, digest: Digest) -> Result<Option<Content>, StoreError> {
    let mut statement = from.cache().prepare_cached(
        "SELECT c.id, c.bytes, c.got, c.failed, c.used_at FROM content c JOIN scope s ON s.id = c.scope \
         WHERE s.scope = ?1 AND c.digest = ?2",
    )?;
    let content = statement.query_row(params![of.to_string(), digest.0], |row| {
        Ok(Content { id: row.get(0)?, bytes: row.get(1)?, got: row.get(2)?, failed: row.get(3)?, used_at: row.get(4)? })
    });
    Ok(content.optional()?)
}

/// All of a content; none unless it is here.
///
/// # Errors
/// What the file says.
pub fn whole(from: &impl Reads, of: Scope, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(content) = get(from, of, digest)?.filter(Content::is_whole) else { return Ok(None) };
    parts(from, &content).map(Some)
}

/// What is here of a content, from its start.
///
/// # Errors
/// What the file says.
pub fn parts(from: &impl Reads, content: &Content) -> Result<Vec<u8>, StoreError> {
    let parts = "SELECT body FROM content_part WHERE content = ?1 ORDER BY number";
    blob::joined(from.cache(), parts, content.id, content.got)
}

/// Makes room for a content that is to come, whatever is known of it. Nothing of it unless the device holds its scope.
///
/// # Errors
/// What the file says.
pub fn begin(
    to: &Write<'_>,
    of: Scope,
    digest: Digest,
    bytes: u32,
    now: Millis,
) -> Result<Option<Content>, StoreError> {
    let Some(row) = scope::get(to, of)? else { return Ok(None) };
    // Of another length it is no part of this content.
    to.cache()
        .prepare_cached("DELETE FROM content WHERE scope = ?1 AND digest = ?2 AND bytes <> ?3")?
        .execute(params![row.id, digest.0, bytes])?;
    to.cache()
        .prepare_cached(
            "INSERT INTO content (scope, digest, bytes, used_at) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (scope, digest) DO UPDATE SET failed = NULL, used_at = ?4",
        )?
        .execute(params![row.id, digest.0, bytes, now])?;
    to.touch(Touched::Scope(of));
    get(to, of, digest)
}

/// Adds the next part. False when the content has gone meanwhile, or has had another part.
///
/// # Errors
/// What the file says.
pub fn add(to: &Write<'_>, of: Scope, digest: Digest, after: u32, part: &[u8]) -> Result<bool, StoreError> {
    let Some(content) = get(to, of, digest)?.filter(|content| content.got == after) else { return Ok(false) };
    to.cache()
        .prepare_cached(
            "INSERT INTO content_part (content, number, body) \
             SELECT ?1, coalesce(max(number) + 1, 0), ?2 FROM content_part WHERE content = ?1",
        )?
        .execute(params![content.id, part])?;
    to.cache()
        .prepare_cached("UPDATE content SET got = got + ?2 WHERE id = ?1")?
        .execute(params![content.id, u32::try_from(part.len()).unwrap_or(u32::MAX)])?;
    to.touch(Touched::Scope(of));
    Ok(true)
}

/// Forgets what came of a content; it is asked for from its start.
///
/// # Errors
/// What the file says.
pub fn start_again(to: &Write<'_>, of: Scope, digest: Digest) -> Result<(), StoreError> {
    if let Some(content) = get(to, of, digest)? {
        to.cache().prepare_cached("DELETE FROM content_part WHERE content = ?1")?.execute([content.id])?;
        to.cache().prepare_cached("UPDATE content SET got = 0 WHERE id = ?1")?.execute([content.id])?;
        to.touch(Touched::Scope(of));
    }
    Ok(())
}

/// A content cannot be had: nothing of it stays but why.
///
/// # Errors
/// What the file says.
pub fn fail(to: &Write<'_>, of: Scope, digest: Digest, code: &str) -> Result<(), StoreError> {
    start_again(to, of, digest)?;
    if let Some(content) = get(to, of, digest)? {
        to.cache()
            .prepare_cached("UPDATE content SET failed = ?2 WHERE id = ?1")?
            .execute(params![content.id, code])?;
    }
    Ok(())
}

/// A content was looked at.
///
/// # Errors
/// What the file says.
pub fn used(to: &Write<'_>, of: Scope, digest: Digest, now: Millis) -> Result<(), StoreError> {
    if let Some(content) = get(to, of, digest)? {
        to.cache()
            .prepare_cached("UPDATE content SET used_at = ?2 WHERE id = ?1")?
            .execute(params![content.id, now])?;
    }
    Ok(())
}

/// Removes a content of a scope, by the scope's number.
pub(super) fn remove(to: &Write<'_>, scope: i64, digest: Digest) -> Result<(), StoreError> {
    to.cache()
        .prepare_cached("DELETE FROM content WHERE scope = ?1 AND digest = ?2")?
        .execute(params![scope, digest.0])?;
    Ok(())
}

/// Removes what was used longest ago until all that is left takes at most so many bytes.
///
/// # Errors
/// What the file says.
pub fn evict(to: &Write<'_>, most: u64) -> Result<(), StoreError> {
    let mut left: u64 = to
        .cache()
        .prepare_cached("SELECT coalesce(sum(got), 0) FROM content")?
        .query_row([], |row| row.get::<_, i64>(0))?
        .unsigned_abs();
    while left > most {
        let oldest = to
            .cache()
            .prepare_cached(
                "SELECT c.id, c.got, s.scope FROM content c JOIN scope s ON s.id = c.scope \
                 WHERE c.got > 0 ORDER BY c.used_at, c.id LIMIT 1",
            )?
            .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?)))
            .optional()?;
        let Some((id, got, of)) = oldest else { return Ok(()) };
        to.cache().prepare_cached("DELETE FROM content WHERE id = ?1")?.execute([id])?;
        if let Ok(of) = of.parse() {
            to.touch(Touched::Scope(of));
        }
        left = left.saturating_sub(u64::from(got));
    }
    Ok(())
}
