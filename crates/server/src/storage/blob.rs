//! Content of attachments, apart from the records: it is sent and fetched in chunks, and belongs to one conversation.
//!
//! Until a message names it, content is its sender's alone: nobody else can find out that it is there, or spoil it. With the
//! message it becomes the conversation's, and stays for as long as a message of it names it.

use domain::{DAY, Digest, Millis};

/// How long content waits for a message that names it, from its last chunk on: seven days.
pub const UPLOAD_WAITS: Millis = 7 * DAY;

/// What a content is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of it.
    pub digest: Digest,
    /// How long it is.
    pub bytes: u32,
}

/// A piece of a content, of the length that [`domain::wire::chunk_bytes`] tells.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Of which.
    pub of: Content,
    /// Its number, from 0.
    pub n: u32,
    /// The piece itself.
    pub piece: Vec<u8>,
    /// Now.
    pub at: Millis,
}

/// How much a person may send.
#[derive(Clone, Copy, Debug)]
pub struct UploadBudget {
    /// Bytes that no message names yet.
    pub waiting: u64,
    /// Days since 1970-01-01 in UTC.
    pub day: i64,
    /// Bytes on that day.
    pub per_day: u64,
}

/// What became of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is there; so it is when it was there before.
    Kept,
    /// It was the last one, and the content is not what its digest says: nothing of it is kept.
    Wrong,
    /// Too much waits for messages that name it.
    TooMuchWaits {
        /// When the oldest of it will have gone.
        until: Millis,
    },
    /// Too much on one day.
    TooMuchToday,
}

/// Content that a message names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its row, never used for anything else.
    pub id: i64,
    /// How long it is.
    pub bytes: u32,
}
