CREATE TABLE scope (
  id    INTEGER PRIMARY KEY,
  scope TEXT NOT NULL UNIQUE,
  state TEXT,
  done  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE object (
  scope  INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
  name   TEXT NOT NULL,
  rev    INTEGER NOT NULL DEFAULT 0,
  by     TEXT,
  server TEXT,
  view   TEXT,
  hidden INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

-- Clustered by conversation and place: rowid = scope.id << 32 | seq, so that the last messages of a conversation lie
-- side by side. A message without a place from the server has 1 << 31 | its op's seq, and so comes last.
CREATE TABLE message (
  place  INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE,
  rev    INTEGER NOT NULL DEFAULT 0,
  by     TEXT,
  server TEXT,
  view   TEXT
) STRICT;

CREATE TABLE note (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
