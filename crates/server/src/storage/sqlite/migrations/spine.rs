//! The first step: sign-in, synced records, ops.

pub(super) const SPINE: &str = "
    -- The server's secret and the like.
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What is synced and authorized together, with its counters.
    CREATE TABLE scope (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        epoch INTEGER NOT NULL DEFAULT 1,
        head INTEGER NOT NULL DEFAULT 0,
        seq INTEGER NOT NULL DEFAULT 0,
        floor INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- Latest only; a tombstone is a row with deleted = 1 and no body.
    CREATE TABLE record (
        id INTEGER PRIMARY KEY,
        scope INTEGER NOT NULL REFERENCES scope (id),
        name TEXT NOT NULL,
        rev INTEGER NOT NULL,
        by BLOB,
        deleted INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL,
        body TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE UNIQUE INDEX record_name ON record (scope, name);
    -- A pull reads along it, and counts in it.
    CREATE INDEX record_rev ON record (scope, rev, deleted);
    CREATE INDEX record_tombstone ON record (at) WHERE deleted = 1;

    -- Every op ever carried out or refused; the result's body for 30 days.
    CREATE TABLE op (
        row INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        hash BLOB NOT NULL,
        author BLOB NOT NULL,
        at INTEGER NOT NULL,
        result TEXT
    ) STRICT;

    -- Derived from the records and written with them: who may read what.
    CREATE TABLE membership (
        person BLOB NOT NULL,
        organization BLOB NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (person, organization)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE participant (
        person BLOB NOT NULL,
        conversation BLOB NOT NULL,
        PRIMARY KEY (person, conversation)
    ) STRICT, WITHOUT ROWID;

    -- Derived from the records and written with them: whose message stands at which place.
    CREATE TABLE message (
        conversation BLOB NOT NULL,
        seq INTEGER NOT NULL,
        author BLOB NOT NULL,
        PRIMARY KEY (conversation, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE login (
        address TEXT PRIMARY KEY,
        person BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Sign-ins that wait for their code. The address only when somebody has it.
    CREATE TABLE challenge (
        id BLOB PRIMARY KEY,
        address_key BLOB NOT NULL,
        address TEXT NOT NULL DEFAULT '',
        person BLOB,
        verifier_hash BLOB NOT NULL,
        code_hash BLOB NOT NULL,
        at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        used INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX challenge_address ON challenge (address_key, at);
    CREATE INDEX challenge_at ON challenge (at);

    CREATE TABLE session (
        id BLOB PRIMARY KEY,
        token_hash BLOB NOT NULL UNIQUE,
        person BLOB NOT NULL,
        device TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_used_at INTEGER NOT NULL,
        revoked_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_person ON session (person, created_at);
";
