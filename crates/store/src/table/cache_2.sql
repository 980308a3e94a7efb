-- A message's id is its author's to choose, and whoever takes part in a conversation knows the ids in it: an id names a
-- message within its conversation only. The scope is computed from the place, so the two cannot disagree.
CREATE TABLE message_2 (
  place  INTEGER PRIMARY KEY,
  scope  INTEGER NOT NULL GENERATED ALWAYS AS (place >> 32) VIRTUAL,
  id     BLOB NOT NULL,
  rev    INTEGER NOT NULL DEFAULT 0,
  by     TEXT,
  server TEXT,
  view   TEXT,
  UNIQUE (scope, id)
) STRICT;

INSERT INTO message_2 (place, id, rev, by, server, view) SELECT place, id, rev, by, server, view FROM message;
DROP TABLE message;
ALTER TABLE message_2 RENAME TO message;
