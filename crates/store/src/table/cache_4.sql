-- Content of attachments that was fetched, or sent from here: it can be fetched again, and goes with its conversation. All of it
-- is here, and is what its digest says, when `got` is `bytes`: the last part is written only then. `failed` is why it cannot be
-- had.
CREATE TABLE content (
  id      INTEGER PRIMARY KEY,
  scope   INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
  digest  BLOB NOT NULL CHECK (length(digest) = 32),
  bytes   INTEGER NOT NULL,
  got     INTEGER NOT NULL DEFAULT 0,
  failed  TEXT,
  used_at INTEGER NOT NULL,
  UNIQUE (scope, digest)
) STRICT;
CREATE INDEX content_by_use ON content (used_at);

CREATE TABLE content_part (
  content INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  body    BLOB NOT NULL,
  UNIQUE (content, number)
) STRICT;
