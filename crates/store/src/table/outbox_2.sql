-- Content that no server has yet: of messages that wait, and of drafts. Addressed by its conversation and the SHA-256 of the
-- whole; in parts, so that neither writing nor sending holds all of it at once.
CREATE TABLE blob (
  id           INTEGER PRIMARY KEY,
  conversation TEXT NOT NULL,
  digest       BLOB NOT NULL CHECK (length(digest) = 32),
  bytes        INTEGER NOT NULL,
  UNIQUE (conversation, digest)
) STRICT;

CREATE TABLE blob_part (
  blob   INTEGER NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  body   BLOB NOT NULL,
  UNIQUE (blob, number)
) STRICT;

-- What stands in a composer beside the text, in the order in which it was put there.
CREATE TABLE draft_attachment (
  place        INTEGER PRIMARY KEY,
  conversation TEXT NOT NULL,
  digest       BLOB NOT NULL CHECK (length(digest) = 32),
  body         TEXT NOT NULL,
  UNIQUE (conversation, digest)
) STRICT;
