//! The third step: how much somebody has asked of others, so that it can be limited.

/// Requests of before are taken over with the time at which they were last written.
pub(super) const LIMITS: &str = "
    -- Derived from the records and written with them: who asked whom for contact, and when.
    CREATE TABLE request (
        asker BLOB NOT NULL,
        organization BLOB NOT NULL,
        conversation BLOB NOT NULL,
        at INTEGER NOT NULL,
        waits INTEGER NOT NULL,
        PRIMARY KEY (asker, conversation)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX request_at ON request (asker, at, organization, waits);

    -- How many edits of the own profile somebody has made on a day.
    CREATE TABLE edited (
        day INTEGER NOT NULL,
        person BLOB NOT NULL,
        edits INTEGER NOT NULL,
        PRIMARY KEY (day, person)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO request (asker, organization, conversation, at, waits)
    SELECT unhex(replace(body -> 'request' ->> 'from', '-', '')), unhex(replace(body ->> 'organization', '-', '')),
        unhex(replace(body ->> 'id', '-', '')), at, body -> 'request' ->> 'state' = 'waiting'
    FROM record WHERE name = 'conversation' AND state = 0 AND body -> 'request' IS NOT NULL;
";
