//! Whatever is written, changed and removed, in any order: the index finds what a look at every text finds.

use std::collections::BTreeMap;

use domain::{
    Name, Object,
    record::Message,
    search::{Part, Query, said_by_message},
};
use proptest::prelude::*;
use store::{
    Order, search,
    table::{
        object::{self, View},
        scope,
    },
};

use super::{found, found_in, json, said};
use crate::{Bench, message, talk};

#[derive(Clone, Debug)]
enum Step {
    Put(u8, String),
    Wait(u8, String),
    Settle(u8),
    TakeBack(u8),
    Remove(u8),
    RemoveScope,
    Index,
    Forget,
}

fn text() -> impl Strategy<Value = String> {
    "[面接会議室ーのはあいab, 1]{0,12}"
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (1..9u8, text()).prop_map(|(number, text)| Step::Put(number, text)),
        3 => (1..9u8, text()).prop_map(|(number, text)| Step::Wait(number, text)),
        2 => (1..9u8).prop_map(Step::Settle),
        1 => (1..9u8).prop_map(Step::TakeBack),
        1 => (1..9u8).prop_map(Step::Remove),
        1 => Just(Step::RemoveScope),
        2 => Just(Step::Index),
        1 => Just(Step::Forget),
    ];
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn it_finds_what_a_look_at_every_text_finds(steps in steps(), queries in prop::collection::vec("[面接会議のあab1 ]{1,4}", 1..6)) {
        let bench = Bench::new();
        for (step, rev) in steps.into_iter().zip(1..) {
            let written = bench.store.write(Order::CacheFirst, |w| {
                let name = |number: u8| Name::Message(message(number.into()));
                let waiting = |number: u8, text: &str| Message { seq: None, ..said(number.into(), text, i64::from(number) * 1_000) };
                match &step {
                    Step::Put(number, text) => {
                        let message = said((*number).into(), text, i64::from(*number) * 700);
                        object::put_server(w, talk(), name(*number), rev, None, &json(&message))
                    }
                    Step::Wait(number, text) => {
                        object::set_view(w, talk(), name(*number), View::Json(&json(&waiting(*number, text)), i64::from(*number)))
                    }
                    Step::Settle(number) => object::set_view(w, talk(), name(*number), View::Server),
                    Step::TakeBack(number) => {
                        let message = Message { deleted: true, ..said((*number).into(), "", i64::from(*number) * 700) };
                        object::put_server(w, talk(), name(*number), rev, None, &json(&message))
                    }
                    Step::Remove(number) => object::delete_server(w, talk(), name(*number)),
                    Step::RemoveScope => scope::remove(w, talk()),
                    Step::Index => {
                        search::settle(w);
                        Ok(())
                    }
                    Step::Forget => {
                        store::table::note::set(w, "indexed", "of another version")?;
                        while search::catch_up(w, 3)? {}
                        Ok(())
                    }
                }
            });
            written.unwrap();
        }
        let shown: BTreeMap<u128, String> = bench.store.read(|r| {
            let Some(row) = scope::get(r, talk())? else { return Ok(BTreeMap::new()) };
            let page = store::table::message::page(r, row.id, None, 100)?;
            Ok(page.into_iter().filter_map(|placed| match placed.cached.shown() {
                Some(Object::Message(message)) => {
                    said_by_message(&message).map(|said| (message.id.0.as_u128() - 1_000, said.text))
                }
                _ => None,
            }).collect())
        }).unwrap();
        for query in queries {
            let asked = Query::new(&query);
            let expected: Vec<u128> = shown.iter().filter(|(_, text)| asked.is_in(text)).map(|(number, _)| *number).collect();
            let mut got = found(&bench.store, |wanted| wanted.limit = 1_000, &query);
            prop_assert_eq!(&found_in(&bench.store, talk(), &query), &got, "{:?} in its conversation", query);
            got.sort_unstable();
            // One letter is a word of its own, not the beginning of one.
            let is_one_letter = asked.parts.iter().any(is_letter);
            if is_one_letter {
                prop_assert!(got.iter().all(|number| expected.contains(number)), "{:?}: {:?} of {:?}", query, got, expected);
            } else {
                prop_assert_eq!(&got, &expected, "{:?} in {:?}", query, shown);
            }
        }
    }
}

fn is_letter(part: &Part) -> bool {
    matches!(part, Part::Word(word) if word.chars().count() == 1)
}
