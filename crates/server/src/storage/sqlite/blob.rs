//! Tables `blob`, `blob_chunk`, `attachment` and `uploaded`: content of attachments.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Digest, MessageId, Millis, PersonId,
    wire::{BlobChunks, chunk_count},
};
use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};

use super::value::{counter, int, small, unreadable};
use crate::storage::{
    StorageError,
    blob::{Blob, Chunk, Content, Received, UPLOAD_WAITS, UploadBudget},
};

const FIND: &str = "SELECT id, bytes, received, whole FROM blob WHERE conversation = ?1 AND digest = ?2 AND owner = ?3";
const CHUNKS: &str = "SELECT n FROM blob_chunk WHERE blob = ?1 ORDER BY n";
const CHUNK: &str = "SELECT content FROM blob_chunk WHERE blob = ?1 AND n = ?2";
const NAMED: &str = "SELECT digest FROM attachment WHERE conversation = ?1 AND message = ?2";
const UNNAMED: &str = "SELECT NOT EXISTS (SELECT 1 FROM attachment WHERE conversation = ?1 AND digest = ?2)";
/// What has waited long enough no longer counts, though it may be there until the next pruning.
const WAITING: &str = "SELECT coalesce(sum(received), 0), coalesce(min(at), ?3) FROM blob
     WHERE owner = ?1 AND owner <> x'' AND at > ?2";

/// The owner of content that a message names.
const SHARED: &[u8] = &[];

/// A row of `blob`.
struct Row {
    id: i64,
    bytes: u32,
    received: u32,
    is_whole: bool,
}

fn find(
    db: &Connection,
    conversation: ConversationId,
    digest: Digest,
    owner: &[u8],
) -> Result<Option<Row>, StorageError> {
    let row = db
        .prepare_cached(FIND)?
        .query_row((conversation.0.as_bytes(), digest.0, owner), |row| {
            let (bytes, received) = (small(row.get(1)?), small(row.get(2)?));
            Ok(Row { id: row.get(0)?, bytes, received, is_whole: row.get(3)? })
        })
        .optional()?;
    Ok(row)
}

/// Which chunks of a content need not be sent again by this person.
pub(super) fn chunks(
    db: &Connection,
    conversation: ConversationId,
    person: PersonId,
    content: Content,
) -> Result<BlobChunks, StorageError> {
    let is_it = |row: &Row| row.bytes == content.bytes;
    if find(db, conversation, content.digest, SHARED)?.as_ref().is_some_and(is_it) {
        return Ok(BlobChunks::of(0..chunk_count(content.bytes)));
    }
    match find(db, conversation, content.digest, person.0.as_bytes())?.filter(is_it) {
        None => Ok(BlobChunks::default()),
        Some(row) => {
            let mut chunks = db.prepare_cached(CHUNKS)?;
            let numbers = chunks.query_map([row.id], |row| Ok(small(row.get(0)?)))?;
            Ok(BlobChunks::of(numbers.collect::<Result<Vec<u32>, _>>()?))
        }
    }
}

/// Keeps a chunk. The last one brings the content's digest to be checked, in the same transaction: nothing whole is unchecked.
pub(super) fn receive(
    tx: &Connection,
    (conversation, person): (ConversationId, PersonId),
    chunk: &Chunk,
    budget: UploadBudget,
) -> Result<Received, StorageError> {
    let (Content { digest, bytes }, at) = (chunk.of, chunk.at);
    if let Some(shared) = find(tx, conversation, digest, SHARED)? {
        return Ok(if shared.bytes == bytes { Received::Kept } else { Received::Wrong });
    }
    let mut own = find(tx, conversation, digest, person.0.as_bytes())?;
    // Of two lengths one is wrong: a device that was mistaken can begin anew.
    if let Some(other) = own.take_if(|row| row.bytes != bytes) {
        remove(tx, other.id)?;
    }
    if let Some(row) = &own
        && (row.is_whole || has(tx, row.id, chunk.n)?)
    {
        return Ok(Received::Kept);
    }
    if let Some(full) = spend(tx, person, chunk, budget)? {
        return Ok(full);
    }
    let (id, received) = match own {
        Some(row) => (row.id, row.received),
        None => {
            let begin = "INSERT INTO blob (conversation, digest, owner, bytes, at) VALUES (?1, ?2, ?3, ?4, ?5)";
            tx.prepare_cached(begin)?.execute((conversation.0.as_bytes(), digest.0, person.0.as_bytes(), bytes, at))?;
            (tx.last_insert_rowid(), 0)
        }
    };
    let received = received.saturating_add(u32::try_from(chunk.piece.len()).unwrap_or(u32::MAX));
    tx.prepare_cached("INSERT INTO blob_chunk (blob, n, content) VALUES (?1, ?2, ?3)")?.execute((
        id,
        chunk.n,
        &chunk.piece,
    ))?;
    if received >= bytes && sha256(tx, id)? != digest {
        remove(tx, id)?;
        return Ok(Received::Wrong);
    }
    tx.prepare_cached("UPDATE blob SET received = ?2, whole = ?3, at = ?4 WHERE id = ?1")?.execute((
        id,
        received,
        received >= bytes,
        at,
    ))?;
    Ok(Received::Kept)
}

fn has(db: &Connection, blob: i64, n: u32) -> Result<bool, StorageError> {
    let has = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM blob_chunk WHERE blob = ?1 AND n = ?2)")?
        .query_row((blob, n), |row| row.get(0))?;
    Ok(has)
}

/// Counts a chunk that is about to be kept, unless a budget is spent: then that is the answer. What is thrown away later has
/// been sent all the same.
fn spend(
    tx: &Connection,
    person: PersonId,
    chunk: &Chunk,
    budget: UploadBudget,
) -> Result<Option<Received>, StorageError> {
    let (person, more) = (person.0.as_bytes(), chunk.piece.len() as u64);
    let (waiting, oldest): (i64, Millis) = tx
        .prepare_cached(WAITING)?
        .query_row((person, chunk.at - UPLOAD_WAITS, chunk.at), |row| Ok((row.get(0)?, row.get(1)?)))?;
    if counter(waiting).saturating_add(more) > budget.waiting {
        return Ok(Some(Received::TooMuchWaits { until: oldest.saturating_add(UPLOAD_WAITS) }));
    }
    let counted = tx
        .prepare_cached(
            "INSERT INTO uploaded (day, person, bytes) SELECT ?1, ?2, ?3 WHERE ?3 <= ?4
             ON CONFLICT (day, person) DO UPDATE SET bytes = bytes + excluded.bytes WHERE bytes + excluded.bytes <= ?4",
        )?
        .execute((budget.day, person, int(more), int(budget.per_day)))?;
    Ok((counted == 0).then_some(Received::TooMuchToday))
}

fn sha256(db: &Connection, blob: i64) -> Result<Digest, StorageError> {
    let mut hash = Sha256::new();
    let mut chunks = db.prepare_cached("SELECT content FROM blob_chunk WHERE blob = ?1 ORDER BY n")?;
    let mut rows = chunks.query([blob])?;
    while let Some(row) = rows.next()? {
        hash.update(row.get_ref(0)?.as_blob().map_err(|_| unreadable("chunk"))?);
    }
    Ok(Digest(hash.finalize().into()))
}

fn remove(tx: &Connection, blob: i64) -> Result<(), StorageError> {
    // Its chunks go with it.
    tx.prepare_cached("DELETE FROM blob WHERE id = ?1")?.execute([blob])?;
    Ok(())
}

/// How long a content is that a person may name in a message; none when it is not there, or not all of it.
pub(super) fn nameable(
    db: &Connection,
    conversation: ConversationId,
    digest: Digest,
    person: PersonId,
) -> Result<Option<u32>, StorageError> {
    let mut whole = None;
    for owner in [SHARED, person.0.as_bytes()] {
        whole = whole.or(find(db, conversation, digest, owner)?.filter(|row| row.is_whole));
    }
    Ok(whole.map(|row| row.bytes))
}

/// Content that a message names.
pub(super) fn shared(
    db: &Connection,
    conversation: ConversationId,
    digest: Digest,
) -> Result<Option<Blob>, StorageError> {
    Ok(find(db, conversation, digest, SHARED)?.map(|row| Blob { id: row.id, bytes: row.bytes }))
}

/// A chunk of it; none once it has gone.
pub(super) fn chunk(db: &Connection, blob: Blob, n: u32) -> Result<Option<Vec<u8>>, StorageError> {
    let content = db.prepare_cached(CHUNK)?.query_row((blob.id, n), |row| row.get(0)).optional()?;
    Ok(content)
}

/// Follows what a message names: new content becomes the conversation's, what no message names any more goes.
pub(super) fn follow(
    tx: &Connection,
    conversation: ConversationId,
    message: MessageId,
    (author, now): (Option<PersonId>, BTreeSet<Digest>),
) -> Result<(), StorageError> {
    let key = (conversation.0.as_bytes(), message.0.as_bytes());
    let mut named = tx.prepare_cached(NAMED)?;
    let before: BTreeSet<Digest> =
        named.query_map(key, |row| row.get(0).map(Digest))?.collect::<Result<_, rusqlite::Error>>()?;
    for digest in now.difference(&before) {
        tx.prepare_cached("INSERT INTO attachment (conversation, message, digest) VALUES (?1, ?2, ?3)")?
            .execute((key.0, key.1, digest.0))?;
        if let Some(author) = author {
            share(tx, conversation, *digest, author)?;
        }
    }
    for digest in before.difference(&now) {
        tx.prepare_cached("DELETE FROM attachment WHERE conversation = ?1 AND message = ?2 AND digest = ?3")?
            .execute((key.0, key.1, digest.0))?;
        let unnamed = tx.prepare_cached(UNNAMED)?.query_row((key.0, digest.0), |row| row.get(0))?;
        if unnamed && let Some(gone) = find(tx, conversation, *digest, SHARED)? {
            remove(tx, gone.id)?;
        }
    }
    Ok(())
}

fn share(tx: &Connection, conversation: ConversationId, digest: Digest, author: PersonId) -> Result<(), StorageError> {
    let Some(own) = find(tx, conversation, digest, author.0.as_bytes())? else { return Ok(()) };
    if find(tx, conversation, digest, SHARED)?.is_some() {
        return remove(tx, own.id);
    }
    if own.is_whole {
        tx.prepare_cached("UPDATE blob SET owner = ?2 WHERE id = ?1")?.execute((own.id, SHARED))?;
    }
    Ok(())
}

/// The conversation is no more, and nothing that was sent into it.
pub(super) fn forget_conversation(tx: &Connection, conversation: ConversationId) -> Result<(), StorageError> {
    for sql in ["DELETE FROM attachment WHERE conversation = ?1", "DELETE FROM blob WHERE conversation = ?1"] {
        tx.prepare_cached(sql)?.execute([conversation.0.as_bytes()])?;
    }
    Ok(())
}

/// Forgets content that was never named by a message, and how much was sent on past days.
pub(super) fn prune(tx: &Connection, now: Millis, today: i64) -> Result<(), StorageError> {
    tx.execute("DELETE FROM blob WHERE owner <> x'' AND at <= ?1", [now - UPLOAD_WAITS])?;
    tx.execute("DELETE FROM uploaded WHERE day < ?1", [today])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sqlite::open;

    /// Chunks are long: nothing may look through them for another one.
    #[test]
    fn everything_is_found_by_an_index() {
        let db = open::in_memory().unwrap();
        for sql in [FIND, CHUNKS, CHUNK, NAMED, UNNAMED] {
            for step in open::plan(&db, sql) {
                assert!(
                    !step.contains("SCAN blob") && !step.contains("SCAN attach") && !step.contains("TEMP"),
                    "{step}"
                );
            }
        }
        assert_eq!(open::plan(&db, CHUNKS), ["SEARCH blob_chunk USING COVERING INDEX blob_chunk_n (blob=?)"]);
        let waiting = ["SEARCH blob USING COVERING INDEX blob_waiting (owner=? AND at>?)"];
        assert_eq!(open::plan(&db, WAITING), waiting);
    }
}
