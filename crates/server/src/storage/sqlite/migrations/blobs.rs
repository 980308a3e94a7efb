//! The fourth step: content of attachments.

/// Nothing of before has any.
pub(super) const BLOBS: &str = "
    -- Content, of one conversation. While no message names it, it is its sender's alone (`owner` is the person); from then on
    -- the conversation's (`owner` is empty). An id is never given twice: a stream that reads one cannot come to read another.
    CREATE TABLE blob (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation BLOB NOT NULL,
        digest BLOB NOT NULL,
        owner BLOB NOT NULL,
        bytes INTEGER NOT NULL,
        received INTEGER NOT NULL DEFAULT 0,
        whole INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX blob_of ON blob (conversation, digest, owner);
    -- What somebody has sent that no message names, and since when.
    CREATE INDEX blob_waiting ON blob (owner, at, received) WHERE owner <> x'';

    CREATE TABLE blob_chunk (
        id INTEGER PRIMARY KEY,
        blob INTEGER NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX blob_chunk_n ON blob_chunk (blob, n);

    -- Derived from the records and written with them: which message names which content.
    CREATE TABLE attachment (
        conversation BLOB NOT NULL,
        message BLOB NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (conversation, message, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attachment_digest ON attachment (conversation, digest);

    -- How many bytes of content somebody has sent on a day.
    CREATE TABLE uploaded (
        day INTEGER NOT NULL,
        person BLOB NOT NULL,
        bytes INTEGER NOT NULL,
        PRIMARY KEY (day, person)
    ) STRICT, WITHOUT ROWID;
";
