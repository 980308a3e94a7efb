//! Edits of one row that meet.

use domain::{
    Applied, Intent, Name, Object, Op, OpId, Scope, Visibility,
    record::{Row, RowBody, RowValue},
};
use proptest::{prelude::*, sample::select};

use super::{PEOPLE, ROW, arbitrary::any_visibility, config, id, server::Server};

fn work(title: &str, to: Option<&str>, description: &str) -> RowValue {
    let body = RowBody::Work {
        employer: "甲社".to_owned(),
        title: title.to_owned(),
        from: "2015-04".parse().unwrap(),
        to: to.map(|month| month.parse().unwrap()),
        description: description.to_owned(),
    };
    RowValue { body, visibility: Visibility::default() }
}

/// Values of few parts, each of few kinds, so that two edits often meet in a part and as often do not.
fn some_work() -> impl Strategy<Value = RowValue> {
    let to = select(vec![None, Some("2015-04"), Some("2024-03")]);
    let line = || select(vec!["", "一", "二", "三"]);
    (select(vec!["営業", "課長", "部長"]), to, line(), line(), line(), any_visibility()).prop_map(
        |(title, to, first, middle, last, visibility)| RowValue {
            visibility,
            ..work(title, to, &format!("始\n{first}\n間\n{middle}\n間\n{last}\n終"))
        },
    )
}

fn edit(n: u128, base: &RowValue, value: &RowValue) -> Op {
    Op { id: OpId(id(n)), intent: Intent::EditRow { row: ROW, base: base.clone(), value: value.clone() } }
}

fn holding(value: &RowValue) -> Server {
    let row = Row { id: ROW, value: value.clone(), place: "80".to_owned(), confirmed_at: None };
    Server::holding((Scope::Me(PEOPLE[0]), Name::Row(ROW)), Object::Row(row))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn two_edits_come_to_the_same_in_either_order(base in some_work(), a in some_work(), b in some_work()) {
        let (a, b) = (edit(1, &base, &a), edit(2, &base, &b));
        let in_order = |ops: [&Op; 2]| {
            let mut server = holding(&base);
            let results = ops.map(|op| server.take(PEOPLE[0], op).unwrap());
            (server.row().cloned(), results.iter().any(|result| matches!(result, Applied::Conflict(_))))
        };
        let (a_then_b, b_then_a) = (in_order([&a, &b]), in_order([&b, &a]));
        prop_assert_eq!(a_then_b.1, b_then_a.1, "a conflict is one from both sides");
        if !a_then_b.1 {
            prop_assert_eq!(a_then_b.0, b_then_a.0);
        }
    }

    #[test]
    fn a_merged_op_that_comes_again_changes_nothing(base in some_work(), a in some_work(), b in some_work()) {
        let (a, b) = (edit(1, &base, &a), edit(2, &base, &b));
        let mut server = holding(&base);
        server.take(PEOPLE[0], &a).unwrap();
        let first = server.take(PEOPLE[0], &b).unwrap();
        let again = server.take(PEOPLE[0], &b).unwrap();
        match first {
            Applied::Conflict(_) => prop_assert_eq!(again, first),
            // Merging a second time would double lines.
            _ => prop_assert_eq!(again, Applied::Unchanged),
        }
    }

    #[test]
    fn edits_of_different_parts_lose_nothing(
        base in some_work(), title in "[a-z]{1,5}", note in select(vec!["一", "二\n三"]), opened in any_visibility(), a_first: bool,
    ) {
        let with = |value: &RowValue, change: &dyn Fn(&mut String, &mut String)| {
            let mut value = value.clone();
            if let RowBody::Work { title, description, .. } = &mut value.body {
                change(title, description);
            }
            value
        };
        let a = with(&base, &|part, _| part.clone_from(&title));
        let b = RowValue { visibility: opened, ..with(&base, &|_, part| *part = note.to_owned()) };
        let both = RowValue { visibility: b.visibility.clone(), ..with(&b, &|part, _| part.clone_from(&title)) };
        let mut ops = [edit(1, &base, &a), edit(2, &base, &b)];
        if !a_first {
            ops.reverse();
        }
        let mut server = holding(&base);
        for op in &ops {
            let result = server.take(PEOPLE[0], op).unwrap();
            prop_assert!(!matches!(result, Applied::Conflict(_)), "{:?}", result);
        }
        prop_assert_eq!(&server.row().unwrap().value, &both);
    }

    #[test]
    fn a_chain_of_edits_never_contradicts_itself(start in some_work(), chain in prop::collection::vec(some_work(), 1..6)) {
        let mut server = holding(&start);
        let mut base = start;
        for (n, value) in (1..).zip(&chain) {
            let op = edit(n, &base, value);
            let result = server.take(PEOPLE[0], &op).unwrap();
            prop_assert!(!matches!(result, Applied::Conflict(_)), "op {}: {:?}", n, result);
            prop_assert_eq!(&server.row().unwrap().value, value);
            base = value.clone();
        }
    }

    /// One device goes on editing titles and moving the row offline; another one sets the end in between.
    #[test]
    fn what_another_device_wrote_survives_a_chain(
        chain in prop::collection::vec(prop::option::of(select(vec!["課長", "部長", "役員"])), 1..6), at in 0..6_usize,
    ) {
        let start = work("営業", None, "");
        let mut server = holding(&start);
        let theirs = edit(90, &start, &work("営業", Some("2024-03"), ""));
        let mut title = "営業";
        for (n, step) in chain.iter().enumerate() {
            if n == at % chain.len() {
                prop_assert!(server.take(PEOPLE[0], &theirs).is_ok_and(|result| !matches!(result, Applied::Conflict(_))));
            }
            let number = u128::try_from(n).unwrap() + 1;
            let op = match step {
                Some(next) => edit(number, &work(title, None, ""), &work(next, None, "")),
                None => Op { id: OpId(id(number)), intent: Intent::MoveRow { row: ROW, place: format!("8{}80", n % 6 + 1) } },
            };
            let result = server.take(PEOPLE[0], &op).unwrap();
            prop_assert!(!matches!(result, Applied::Conflict(_)), "op {}: {:?}", n, result);
            title = step.unwrap_or(title);
        }
        prop_assert_eq!(&server.row().unwrap().value, &work(title, Some("2024-03"), ""));
    }
}
