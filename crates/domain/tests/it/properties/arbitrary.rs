//! Ops of every kind, usual and hostile.

use domain::{
    Intent, MessageId, Op, OpId, OrgId, PersonId, RowId, Visibility, limit,
    record::{ContactKind, FieldValue, Outcome, ProfileField, RowBody, RowValue, YearMonth},
};
use proptest::{prelude::*, sample::select};

use super::{ORG, PEOPLE, conversation, id};

/// Any text: short and usual ones often, so that edits meet; hostile ones; ones about as long as a limit.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[あいab\n]{0,6}",
        2 => ".{0,20}",
        1 => "[ \t\r\n\u{0}\u{b}\u{85}\u{a0}\u{3000}\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}か\u{3099}\u{309a}e\u{301}가\u{1100}\u{1161}]{0,12}",
        1 => (select(vec!["a", "髙", "𠮷", "か\u{3099}", "a\n", " "]),
              select(vec![limit::NAME, limit::SHORT, limit::CONTACT, limit::NOTE, limit::SUMMARY, limit::MESSAGE]), 0..3_usize)
            .prop_map(|(unit, limit, over)| unit.repeat(limit - 1 + over)),
    ]
}

pub(super) fn any_visibility() -> impl Strategy<Value = Visibility> {
    select(vec![Visibility::default(), Visibility::members(ORG), Visibility::members(OrgId(id(8)))])
}

fn any_month() -> impl Strategy<Value = YearMonth> {
    (1900..2200_u16, 1..=12_u8).prop_map(|(year, month)| format!("{year:04}-{month:02}").parse().unwrap())
}

fn any_field() -> impl Strategy<Value = FieldValue> {
    (any_text(), any_visibility()).prop_map(|(text, visibility)| FieldValue { text, visibility })
}

pub(super) fn any_row() -> impl Strategy<Value = RowValue> {
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
pub(super) fn any_ops() -> impl Strategy<Value = Vec<(PersonId, Op)>> {
    let ops = prop::collection::vec((select(PEOPLE.to_vec()), any_intent()), 1..30);
    ops.prop_map(|ops| {
        let op = |(n, (author, intent))| (author, Op { id: OpId(id(n)), intent });
        (0..).zip(ops).map(op).collect()
    })
}
