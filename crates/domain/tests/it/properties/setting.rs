//! Settings: the last writer wins, in one stored form.

use domain::{Applied, Intent, Object, Op, OpId, record::Setting};
use proptest::prelude::*;

use super::{PEOPLE, arbitrary::any_setting, config, id, server::Server};

fn set(n: u128, value: Setting) -> Op {
    Op { id: OpId(id(n)), intent: Intent::Set { value } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_stored_form_of_a_stored_form_is_itself(value in any_setting()) {
        let mut server = Server::default();
        if let Ok(applied) = server.take(PEOPLE[0], &set(1, value.clone())) {
            let Applied::Put(Object::Setting(stored)) = applied else { panic!("{applied:?}") };
            prop_assert_eq!(stored.name(), value.name());
            // From another device, which has it in the stored form already; and then as it was typed.
            prop_assert_eq!(server.take(PEOPLE[0], &set(2, stored)), Ok(Applied::Unchanged));
            prop_assert_eq!(server.take(PEOPLE[0], &set(3, value)), Ok(Applied::Unchanged));
        }
    }

    #[test]
    fn the_last_writer_wins_whatever_stood_there(values in prop::collection::vec(any_setting(), 1..6)) {
        let mut server = Server::default();
        let mut alone = Server::default();
        let values: Vec<Setting> = values.into_iter().filter(|value| alone.take(PEOPLE[0], &set(1, value.clone())).is_ok()).collect();
        for value in &values {
            server.take(PEOPLE[0], &set(1, value.clone())).unwrap();
        }
        for value in &values {
            let last = values.iter().rfind(|other| other.name() == value.name()).unwrap();
            let mut fresh = Server::default();
            fresh.take(PEOPLE[0], &set(1, last.clone())).unwrap();
            let target = set(1, value.clone()).intent.target(PEOPLE[0]);
            prop_assert_eq!(server.object(target), fresh.object(target));
        }
    }
}
