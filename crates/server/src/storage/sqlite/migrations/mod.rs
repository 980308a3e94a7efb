//! The schema, as the steps that led to it. A step is frozen once released: it never uses today's types.

mod blobs;
mod limits;
mod shelves;
mod spine;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::storage::StorageError;

const STEPS: &[M<'static>] =
    &[M::up(spine::SPINE), M::up(shelves::SHELVES), M::up(limits::LIMITS), M::up(blobs::BLOBS)];

/// Brings a file up to date; refuses one that a newer server made.
pub(super) fn run(connection: &mut Connection) -> Result<(), StorageError> {
    Migrations::from_slice(STEPS)
        .to_latest(connection)
        .map_err(|error| StorageError::Failed(format!("the database's schema: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_runs() {
        assert_eq!(Migrations::from_slice(STEPS).validate(), Ok(()));
    }

    /// A file of the first schema: a member, an organizer, their conversation, a card, a notice.
    const OLD: &str = r#"
        INSERT INTO scope (id, name, head) VALUES
            (1, 'me:00000000-0000-0000-0000-0000000000aa', 1), (2, 'me:00000000-0000-0000-0000-0000000000bb', 2),
            (3, 'dir:00000000-0000-0000-0000-0000000000cc', 1), (4, 'conv:00000000-0000-0000-0000-0000000000dd', 1);
        INSERT INTO record (scope, name, rev, at, body) VALUES
            (1, 'membership/00000000-0000-0000-0000-000000000001', 1, 0, '{"kind":"membership","id":"00000000-0000-0000-0000-000000000001","organization":"00000000-0000-0000-0000-0000000000cc","status":"alumnus","role":"member","since":0}'),
            (2, 'membership/00000000-0000-0000-0000-000000000002', 1, 0, '{"kind":"membership","id":"00000000-0000-0000-0000-000000000002","organization":"00000000-0000-0000-0000-0000000000cc","status":"current","role":"organizer","since":0}'),
            (2, 'notification/00000000-0000-0000-0000-0000000000dd', 2, 0, '{"kind":"notification","of":"old"}'),
            (3, 'card/00000000-0000-0000-0000-0000000000aa', 1, 0, '{"kind":"card","of":"old"}'),
            (4, 'conversation', 1, 0, '{"kind":"conversation","id":"00000000-0000-0000-0000-0000000000dd","organization":"00000000-0000-0000-0000-0000000000cc","participants":["00000000-0000-0000-0000-0000000000aa","00000000-0000-0000-0000-0000000000bb"]}');
    "#;

    /// A file of the second schema has requests for contact, too: one that waits and one that was answered.
    const ASKING: &str = r#"
        INSERT INTO scope (id, name, head, epoch) VALUES
            (5, 'conv:00000000-0000-0000-0000-0000000000d1', 1, 2), (6, 'conv:00000000-0000-0000-0000-0000000000d2', 1, 2);
        INSERT INTO record (scope, name, rev, at, body) VALUES
            (5, 'conversation', 1, 7, '{"kind":"conversation","id":"00000000-0000-0000-0000-0000000000d1","organization":"00000000-0000-0000-0000-0000000000cc","parties":{"direct":["00000000-0000-0000-0000-0000000000aa","00000000-0000-0000-0000-0000000000bb"]},"request":{"from":"00000000-0000-0000-0000-0000000000aa","purpose":"catch_up","state":"waiting"}}'),
            (6, 'conversation', 1, 8, '{"kind":"conversation","id":"00000000-0000-0000-0000-0000000000d2","organization":"00000000-0000-0000-0000-0000000000cc","parties":{"direct":["00000000-0000-0000-0000-0000000000aa","00000000-0000-0000-0000-0000000000bb"]},"request":{"from":"00000000-0000-0000-0000-0000000000bb","purpose":"catch_up","state":"accepted"}}');
    "#;

    #[test]
    fn an_old_file_keeps_what_can_be_read_still() {
        let mut db = Connection::open_in_memory().unwrap();
        let steps = Migrations::from_slice(STEPS);
        steps.to_version(&mut db, 1).unwrap();
        db.execute_batch(OLD).unwrap();
        steps.to_version(&mut db, 2).unwrap();
        db.execute_batch(ASKING).unwrap();
        steps.to_latest(&mut db).unwrap();

        let all = |sql: &str| -> Vec<String> {
            db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let members =
            "SELECT concat_ws(' ', hex(person), hex(organization), standing, organizer) FROM membership ORDER BY 1";
        let [a, b, org] = ["AA", "BB", "CC"].map(|last| format!("{}{last}", "0".repeat(30)));
        assert_eq!(all(members), [format!("{a} {org} alumnus 0"), format!("{b} {org} current+organizer 1")]);
        let connections = "SELECT concat_ws(' ', hex(organization), hex(a), hex(b)) FROM connection ORDER BY 1";
        assert_eq!(all(connections), [format!("{org} {a} {b}"), format!("{org} {b} {a}")]);
        let requests = "SELECT concat_ws(' ', hex(asker), hex(organization), at, waits) FROM request ORDER BY 1";
        assert_eq!(all(requests), [format!("{a} {org} 7 1"), format!("{b} {org} 8 0")]);
        let bodies = all("SELECT body FROM record ORDER BY id");
        assert_eq!(
            bodies.len(),
            5,
            "what was shown to every member alike is shown to nobody, until it is written anew"
        );
        for body in bodies {
            assert!(serde_json::from_str::<domain::Object>(&body).is_ok(), "{body}");
        }
        assert_eq!(all("SELECT DISTINCT CAST(epoch AS TEXT) FROM scope"), ["2"], "and every device reads anew");
    }
}
