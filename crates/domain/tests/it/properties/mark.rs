//! Read marks that come in any order.

use domain::{Intent, Name, Object, Op, OpId, Scope};
use proptest::prelude::*;

use super::{PEOPLE, config, conversation, id, server::Server};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_read_mark_is_the_maximum_in_any_order(
        (marks, shuffled) in prop::collection::vec(0..40_u32, 1..12).prop_flat_map(|marks| (Just(marks.clone()), Just(marks).prop_shuffle())),
        messages in 0..30_u32,
    ) {
        let read = |seqs: &[u32]| {
            let mut server = Server { messages, ..Server::default() };
            for (n, &seq) in (1..).zip(seqs) {
                let op = Op { id: OpId(id(n)), intent: Intent::MarkRead { conversation: conversation(), seq } };
                server.take(PEOPLE[0], &op).unwrap();
            }
            match &server.objects[&(Scope::Conv(conversation()), Name::Mark(PEOPLE[0]))].object {
                Some(Object::Mark(mark)) => mark.seq,
                other => panic!("no mark but {other:?}"),
            }
        };
        prop_assert_eq!(read(&marks), marks.iter().copied().max().unwrap().min(messages));
        prop_assert_eq!(read(&marks), read(&shuffled));
    }
}
