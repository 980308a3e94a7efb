//! What holds of `apply` for every op, however it was made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

use std::collections::BTreeMap;

use domain::{
    Applied, ConversationId, Held, Intent, MessageId, Name, Object, Op, OpId, OrgId, PersonId, RefusalCode, RowId,
    Scope, Stamp, Visibility, apply, limit, place,
    record::{ContactKind, FieldValue, Outcome, ProfileField, Row, RowBody, RowValue, YearMonth},
    text,
};
use proptest::{prelude::*, sample::select};
use serde_json::Value;
use uuid::Uuid;

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const PEOPLE: [PersonId; 2] = [PersonId(id(1)), PersonId(id(2))];
const ORG: OrgId = OrgId(id(3));
const ROW: RowId = RowId(id(4));

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, PEOPLE[0], PEOPLE[1])
}

/// The server: objects, heads and the dense numbers of messages, without inbox rows, cards or permits.
#[derive(Clone, Default)]
struct Server {
    objects: BTreeMap<(Scope, Name), Held>,
    head: u64,
    messages: u32,
}

impl Server {
    fn holding(object: Object) -> Self {
        let mut server = Self { head: 5, ..Self::default() };
        server.objects.insert(
            (Scope::Me(PEOPLE[0]), Name::Row(ROW)),
            Held { rev: 5, by: Some(OpId(id(99))), object: Some(object) },
        );
        server
    }

    fn take(&mut self, author: PersonId, op: &Op) -> Result<Applied, RefusalCode> {
        let target = op.intent.target(author);
        let stamp = Stamp { author, at: 1_000, next_seq: Some(self.messages + 1) };
        let applied = apply(self.objects.get(&target), op, &stamp).map_err(|refusal| refusal.code)?;
        let object = match &applied {
            Applied::Put(object) | Applied::Merged(object) => Some(object.clone()),
            Applied::Remove => None,
            Applied::Unchanged | Applied::Conflict(_) => return Ok(applied),
        };
        if matches!(op.intent, Intent::SendMessage { .. }) {
            self.messages += 1;
        }
        self.head += 1;
        self.objects.insert(target, Held { rev: self.head, by: Some(op.id), object });
        Ok(applied)
    }

    fn row(&self) -> Option<&Row> {
        match self.objects.get(&(Scope::Me(PEOPLE[0]), Name::Row(ROW)))?.object.as_ref()? {
            Object::Row(row) => Some(row),
            _ => None,
        }
    }

    fn contents(&self) -> Vec<(&(Scope, Name), Option<&Object>)> {
        self.objects.iter().map(|(target, held)| (target, held.object.as_ref())).collect()
    }
}

/// Any text: short and usual ones often, so that edits meet; hostile ones; ones about as long as a limit.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[あいab\n]{0,6}",
        2 => ".{0,20}",
        1 => "[ \t\r\n\u{0}\u{b}\u{85}\u{a0}\u{3000}\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}か\u{3099}\u{309a}e\u{301}가\u{1100}\u{1161}]{0,12}",
        1 => (select(vec!["a", "髙", "𠮷", "か\u{3099}", "a\n", " "]),
              select(vec![limit::NAME, limit::SHORT, limit::CONTACT, limit::NOTE, limit::SUMMARY, limit::MESSAGE]), 0..3_usize)
            .prop_map(|(unit, limit, over)| unit.repeat(limit - 1 + over)),
    ]
}

fn any_visibility() -> impl Strategy<Value = Visibility> {
    select(vec![Visibility::default(), Visibility::members(ORG), Visibility::members(OrgId(id(8)))])
}

fn any_month() -> impl Strategy<Value = YearMonth> {
    (1900..2200_u16, 1..=12_u8).prop_map(|(year, month)| format!("{year:04}-{month:02}").parse().unwrap())
}

fn any_field() -> impl Strategy<Value = FieldValue> {
    (any_text(), any_visibility()).prop_map(|(text, visibility)| FieldValue { text, visibility })
}

fn any_row() -> impl Strategy<Value = RowValue> {
    let to = || prop::option::of(any_month());
    let outcome = select(vec![Outcome::Entered, Outcome::Graduated, Outcome::Left, Outcome::Completed]);
    let body = prop_oneof![
        3 => (any_text(), any_text(), any_month(), to(), any_text()).prop_map(|(employer, title, from, to, description)| {
            RowBody::Work { employer, title, from, to, description }
        }),
        1 => (any_text(), any_text(), any_month(), to(), outcome).prop_map(|(school, course, from, to, outcome)| {
            RowBody::Education { school, course, from, to, outcome }
        }),
        1 => (any_text(), any_text()).prop_map(|(name, note)| RowBody::Skill { name, note }),
        1 => (select(vec![ContactKind::Email, ContactKind::Phone, ContactKind::Url]), any_text(), any_text())
            .prop_map(|(contact, value, label)| RowBody::Contact { contact, value, label }),
    ];
    (body, any_visibility()).prop_map(|(body, visibility)| RowValue { body, visibility })
}

fn any_place() -> impl Strategy<Value = String> {
    prop_oneof![3 => "([07f8][0-9a-f]){0,3}80", 1 => any_text()]
}

fn any_intent() -> impl Strategy<Value = Intent> {
    let row = || (1..4_u128).prop_map(|n| RowId(id(n)));
    let message = || (1..4_u128).prop_map(|n| MessageId(id(n)));
    let conversation = conversation();
    prop_oneof![
        (select(ProfileField::ALL.to_vec()), any_field(), any_field())
            .prop_map(|(field, base, value)| Intent::SetField { field, base, value }),
        (row(), any_row(), any_place()).prop_map(|(row, value, place)| Intent::AddRow { row, value, place }),
        (row(), any_row(), any_row()).prop_map(|(row, base, value)| Intent::EditRow { row, base, value }),
        row().prop_map(|row| Intent::RemoveRow { row }),
        (row(), any_place()).prop_map(|(row, place)| Intent::MoveRow { row, place }),
        select(PEOPLE.to_vec()).prop_map(move |with| Intent::StartConversation {
            conversation,
            organization: ORG,
            with
        }),
        (message(), any_text()).prop_map(move |(message, body)| Intent::SendMessage { conversation, message, body }),
        (message(), any_text()).prop_map(move |(message, body)| Intent::EditMessage { conversation, message, body }),
        message().prop_map(move |message| Intent::DeleteMessage { conversation, message }),
        any::<u32>().prop_map(move |seq| Intent::MarkRead { conversation, seq: seq % 9 }),
        any::<u32>().prop_map(move |seq| Intent::MarkRead { conversation, seq }),
    ]
}

/// Ops of both people.
fn any_ops() -> impl Strategy<Value = Vec<(PersonId, Op)>> {
    let ops = prop::collection::vec((select(PEOPLE.to_vec()), any_intent()), 1..30);
    ops.prop_map(|ops| {
        let op = |(n, (author, intent))| (author, Op { id: OpId(id(n)), intent });
        (0..).zip(ops).map(op).collect()
    })
}

/// Whether an object is such as may be stored.
fn is_storable(object: &Object) -> bool {
    let line = |line: &str, limit| text::clean_line(line) == line && line.chars().count() <= limit;
    let lines = |lines: &str, limit| text::clean(lines) == lines && lines.chars().count() <= limit;
    let needed = |text: &str, limit| line(text, limit) && !text::is_blank(text);
    match object {
        Object::Field(object) => {
            let (field, text) = (object.field, object.value.text.as_str());
            let is_clean = if field.is_long() { lines(text, field.limit()) } else { line(text, field.limit()) };
            is_clean && !(field.is_required() && text::is_blank(text)) && (text.is_empty() || !text.trim().is_empty())
        }
        Object::Row(row) => {
            place::check(&row.place).is_ok()
                && match &row.value.body {
                    RowBody::Work { employer, title, from, to, description } => {
                        needed(employer, limit::SHORT)
                            && line(title, limit::SHORT)
                            && to.is_none_or(|to| to >= *from)
                            && lines(description, limit::NOTE)
                    }
                    RowBody::Education { school, course, from, to, outcome: _ } => {
                        needed(school, limit::SHORT) && line(course, limit::SHORT) && to.is_none_or(|to| to >= *from)
                    }
                    RowBody::Skill { name, note } => needed(name, limit::SHORT) && lines(note, limit::NOTE),
                    RowBody::Contact { contact: _, value, label } => {
                        needed(value, limit::CONTACT) && line(label, limit::SHORT)
                    }
                }
        }
        Object::Message(message) if message.deleted => message.body.is_empty(),
        Object::Message(message) => {
            lines(&message.body, limit::MESSAGE) && !message.body.is_empty() && message.body.trim() == message.body
        }
        Object::Conversation(conversation) => conversation.participants == PEOPLE,
        Object::Mark(mark) => PEOPLE.contains(&mark.person),
        Object::Organization(_)
        | Object::Card(_)
        | Object::Membership(_)
        | Object::Inbox(_)
        | Object::Notification(_) => false,
    }
}

/// Cuts, doubles and replaces parts of a JSON value, as a broken or hostile device might.
fn mutate(value: &mut Value, path: &[usize], with: &Value) {
    let len = match value {
        Value::Object(map) => map.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    let (Some((first, rest)), true) = (path.split_first(), len > 0) else {
        *value = with.clone();
        return;
    };
    match value {
        Value::Object(map) => {
            let key = map.keys().nth(first % len).unwrap().clone();
            if first % 7 == 6 {
                map.remove(&key);
            } else {
                mutate(&mut map[&key], rest, with);
            }
        }
        Value::Array(items) => mutate(&mut items[first % len], rest, with),
        _ => {}
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    prop_oneof![
        any_text().prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!(u64::MAX)),
        any_row().prop_map(|row| serde_json::to_value(row).unwrap()),
    ]
}

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

fn stored(value: &RowValue) -> Object {
    Object::Row(Row { id: ROW, value: value.clone(), place: "80".to_owned() })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

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
    fn an_op_of_mutated_json_ends_well(
        ops in any_ops(), (path, with) in (prop::collection::vec(any::<usize>(), 0..5), any_json()), (at, byte) in any::<(usize, u8)>(),
    ) {
        let mut server = Server::default();
        for (author, op) in &ops {
            let mut json = serde_json::to_value(op).unwrap();
            mutate(&mut json, &path, &with);
            let mut bytes = serde_json::to_vec(op).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            for mutant in [serde_json::from_value::<Op>(json), serde_json::from_slice::<Op>(&bytes)].into_iter().flatten() {
                if let Ok(Applied::Put(object) | Applied::Merged(object)) = server.take(*author, &mutant) {
                    // A mutant may name other people, whose conversation it then is.
                    prop_assert!(is_storable(&object) || matches!(object, Object::Conversation(_)), "{:?}", object);
                }
            }
            let _ = server.take(*author, op);
        }
    }

    #[test]
    fn any_bytes_end_well(bytes in prop::collection::vec(any::<u8>(), 0..64), text in "\\PC{0,64}") {
        let _ = serde_json::from_slice::<Op>(&bytes);
        let _ = serde_json::from_str::<Op>(&text);
        let _ = text.parse::<Scope>();
        let _ = text.parse::<Name>();
        let _ = text.parse::<YearMonth>();
    }

    #[test]
    fn an_op_reads_back_what_it_wrote(ops in any_ops()) {
        for (_, op) in ops {
            let json = serde_json::to_string(&op).unwrap();
            prop_assert_eq!(serde_json::from_str::<Op>(&json).unwrap(), op);
        }
    }

    #[test]
    fn two_edits_come_to_the_same_in_either_order(base in some_work(), a in some_work(), b in some_work()) {
        let (a, b) = (edit(1, &base, &a), edit(2, &base, &b));
        let in_order = |ops: [&Op; 2]| {
            let mut server = Server::holding(stored(&base));
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
        let mut server = Server::holding(stored(&base));
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
        let mut server = Server::holding(stored(&base));
        for op in &ops {
            let result = server.take(PEOPLE[0], op).unwrap();
            prop_assert!(!matches!(result, Applied::Conflict(_)), "{:?}", result);
        }
        prop_assert_eq!(&server.row().unwrap().value, &both);
    }

    #[test]
    fn a_chain_of_edits_never_contradicts_itself(start in some_work(), chain in prop::collection::vec(some_work(), 1..6)) {
        let mut server = Server::holding(stored(&start));
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
        let mut server = Server::holding(stored(&start));
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
