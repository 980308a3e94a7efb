//! Any ops of two people.

use domain::{Applied, Object, Op};
use proptest::prelude::*;

use super::{arbitrary::any_ops, config, server::Server, storable::is_storable};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_comes_what_is_stored_is_clean_and_within_its_limits(ops in any_ops()) {
        let mut server = Server::default();
        for (author, op) in &ops {
            if let Ok(Applied::Put(object) | Applied::Merged(object) | Applied::Conflict(object)) = server.take(*author, op) {
                prop_assert!(is_storable(&object), "{:?}", object);
            }
            let seqs = server.objects.values().filter_map(|held| match &held.object {
                Some(Object::Message(message)) => message.seq,
                _ => None,
            });
            prop_assert!(seqs.into_iter().all(|seq| seq <= server.messages));
        }
    }

    #[test]
    fn the_same_ops_make_the_same_server(ops in any_ops()) {
        let (mut one, mut other) = (Server::default(), Server::default());
        for (author, op) in &ops {
            prop_assert_eq!(one.take(*author, op), other.take(*author, op));
        }
        prop_assert_eq!(one.contents(), other.contents());
    }

    #[test]
    fn what_an_op_wrote_it_does_not_write_again(ops in any_ops()) {
        let mut server = Server::default();
        for (author, op) in &ops {
            let first = server.take(*author, op);
            let again = server.take(*author, op);
            match first {
                Ok(Applied::Put(_) | Applied::Merged(_) | Applied::Remove | Applied::Unchanged) => {
                    prop_assert_eq!(again, Ok(Applied::Unchanged));
                }
                Ok(Applied::Conflict(_)) | Err(_) => prop_assert_eq!(again, first),
            }
        }
    }

    #[test]
    fn a_refusal_leaves_everything_as_it_was(ops in any_ops()) {
        let mut server = Server::default();
        for (author, op) in &ops {
            let before = server.clone();
            if server.take(*author, op).is_err() {
                prop_assert_eq!(server.contents(), before.contents());
            }
        }
    }

    #[test]
    fn an_op_reads_back_what_it_wrote(ops in any_ops()) {
        for (_, op) in ops {
            let json = serde_json::to_string(&op).unwrap();
            prop_assert_eq!(serde_json::from_str::<Op>(&json).unwrap(), op);
        }
    }
}
