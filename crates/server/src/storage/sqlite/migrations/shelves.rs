//! The second step: what different readers see of a directory lies apart.

/// What can be derived from the records is. Cards, of which every member saw the same, are written with the next edit of their
/// people; notices, whose form was another one, with the next thing to notice.
pub(super) const SHELVES: &str = "
    -- 0: it stands; 1: deleted, a tombstone; 2: hidden from the reader on whose shelf it is.
    ALTER TABLE record RENAME COLUMN deleted TO state;
    -- On a reader's shelf: where the reader finds it on the shelf of the class, in place of what is there; 0: nowhere.
    ALTER TABLE record ADD COLUMN seat INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX record_seat ON record (scope, seat, state) WHERE seat > 0;

    DROP TABLE membership;
    CREATE TABLE membership (
        person BLOB NOT NULL,
        organization BLOB NOT NULL,
        record INTEGER NOT NULL,
        standing TEXT NOT NULL,
        organizer INTEGER NOT NULL,
        PRIMARY KEY (person, organization)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX membership_organizer ON membership (organization, person) WHERE organizer = 1;

    CREATE TABLE unit_member (
        organization BLOB NOT NULL,
        unit BLOB NOT NULL,
        person BLOB NOT NULL,
        PRIMARY KEY (organization, unit, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unit_member_person ON unit_member (organization, person);

    -- Both ways round.
    CREATE TABLE connection (
        organization BLOB NOT NULL,
        a BLOB NOT NULL,
        b BLOB NOT NULL,
        PRIMARY KEY (organization, a, b)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE desk_conversation (
        organization BLOB NOT NULL,
        person BLOB NOT NULL,
        conversation BLOB NOT NULL,
        PRIMARY KEY (organization, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX desk_conversation_id ON desk_conversation (conversation);

    CREATE TABLE block (
        owner BLOB NOT NULL,
        person BLOB NOT NULL,
        PRIMARY KEY (owner, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX block_person ON block (person);

    -- Whom the rules of a value leave out.
    CREATE TABLE exclusion (
        owner BLOB NOT NULL,
        name TEXT NOT NULL,
        organization BLOB NOT NULL,
        kind TEXT NOT NULL,
        id BLOB NOT NULL,
        PRIMARY KEY (owner, name, organization, kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX exclusion_id ON exclusion (organization, kind, id);

    -- Who sees whom by a record of their own. It never ends.
    CREATE TABLE exception (
        organization BLOB NOT NULL,
        person BLOB NOT NULL,
        viewer BLOB NOT NULL,
        PRIMARY KEY (organization, person, viewer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX exception_viewer ON exception (viewer, organization);

    -- Whom somebody has looked at on a day.
    CREATE TABLE look (
        day INTEGER NOT NULL,
        viewer BLOB NOT NULL,
        person BLOB NOT NULL,
        PRIMARY KEY (day, viewer, person)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO membership (person, organization, record, standing, organizer)
    SELECT unhex(replace(substr(scope.name, 4), '-', '')), unhex(replace(body ->> 'organization', '-', '')), record.id,
        (body ->> 'status') || iif(body ->> 'role' = 'organizer', '+organizer', ''), body ->> 'role' = 'organizer'
    FROM record JOIN scope ON scope.id = record.scope
    WHERE scope.name LIKE 'me:%' AND record.name LIKE 'membership/%' AND state = 0;

    UPDATE record
    SET body = json_set(json_remove(body, '$.participants'), '$.parties', json_object('direct', body -> 'participants'))
    WHERE name = 'conversation' AND state = 0;
    INSERT OR IGNORE INTO connection (organization, a, b)
    SELECT unhex(replace(body ->> 'organization', '-', '')), unhex(replace(body -> 'parties' ->> way.a, '-', '')),
        unhex(replace(body -> 'parties' ->> way.b, '-', ''))
    FROM record CROSS JOIN (
        SELECT '$.direct[0]' AS a, '$.direct[1]' AS b UNION ALL SELECT '$.direct[1]', '$.direct[0]'
    ) AS way
    WHERE name = 'conversation' AND state = 0;

    -- They were for every member alike, or are of another form now.
    DELETE FROM record WHERE name LIKE 'card/%' OR name LIKE 'notification/%';
    UPDATE scope SET epoch = epoch + 1;
";
