CREATE TABLE op (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  id     TEXT NOT NULL UNIQUE,
  scope  TEXT NOT NULL,
  name   TEXT NOT NULL,
  lane   TEXT NOT NULL,
  body   TEXT NOT NULL,
  state  TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'refused', 'conflict', 'discarded')),
  code   TEXT,
  field  TEXT,
  theirs TEXT,
  seen_rev INTEGER NOT NULL DEFAULT 0,
  tries  INTEGER NOT NULL DEFAULT 0,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX op_by_object ON op (scope, name, seq);
CREATE INDEX op_by_state ON op (state, seq);

CREATE TABLE draft (
  conversation TEXT PRIMARY KEY,
  text         TEXT NOT NULL,
  at           INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
