//! What each intent does to its object: one `check`, many small cases.

use uuid::Uuid;

use super::*;
use crate::{
    id::{MessageId, OrgId, RowId},
    record::{ContactKind, Outcome, YearMonth},
    visibility::{Audience, Visibility, VisibilityRule},
};

const ME: PersonId = PersonId(Uuid::from_u128(1));
const OTHER: PersonId = PersonId(Uuid::from_u128(2));
const ORG: OrgId = OrgId(Uuid::from_u128(3));
const ROW: RowId = RowId(Uuid::from_u128(4));
const MESSAGE: MessageId = MessageId(Uuid::from_u128(5));
/// The op that is applied and another one.
const OP: OpId = OpId(Uuid::from_u128(10));
const ELSEWHERE: OpId = OpId(Uuid::from_u128(12));

/// The newest message is 7.
const STAMP: Stamp = Stamp { author: ME, at: 9_000, next_seq: Some(8) };
const ON_A_DEVICE: Stamp = Stamp { next_seq: None, ..STAMP };

#[track_caller]
fn check(current: Option<Held>, intent: &Intent, expected: Result<Applied, Refusal>) {
    check_at(&STAMP, current, intent, expected);
}

#[track_caller]
fn check_at(stamp: &Stamp, current: Option<Held>, intent: &Intent, expected: Result<Applied, Refusal>) {
    let op = Op { id: OP, intent: intent.clone() };
    assert_eq!(apply(current.as_ref(), &op, stamp), expected, "{intent:?} on {current:?}");
}

const NONE: Option<Held> = None;

fn stands(by: OpId, object: Object) -> Option<Held> {
    Some(Held { rev: 5, by: Some(by), object: Some(object) })
}

fn deleted() -> Option<Held> {
    Some(Held { rev: 5, by: Some(ELSEWHERE), object: None })
}

fn refused(code: RefusalCode) -> Result<Applied, Refusal> {
    Err(Refusal::of(code))
}

fn refused_at(code: RefusalCode, field: &str) -> Result<Applied, Refusal> {
    Err(Refusal::at(code, field))
}

/// Four bytes and two UTF-16 units, one character: a limit that counted either would refuse half of it.
fn long(characters: usize) -> String {
    "𠮷".repeat(characters)
}

/// Rules of so many organisations.
fn rules(count: usize) -> Visibility {
    let rule = |n| VisibilityRule { organization: OrgId(Uuid::from_u128(n)), audience: Audience::Members };
    Visibility::from((100..).take(count).map(rule).collect::<Vec<_>>())
}

mod set_field {
    use ProfileField::{FamilyName, Headline, Summary};

    use super::*;

    fn value(text: &str) -> FieldValue {
        FieldValue { text: text.to_owned(), visibility: Visibility::default() }
    }

    fn open(text: &str) -> FieldValue {
        FieldValue { visibility: Visibility::members(ORG), ..value(text) }
    }

    fn set(field: ProfileField, base: &str, text: &str) -> Intent {
        Intent::SetField { field, base: value(base), value: value(text) }
    }

    fn object(field: ProfileField, text: &str) -> Object {
        Object::Field(FieldObject { field, value: value(text) })
    }

    #[test]
    fn where_nothing_stands() {
        for current in [NONE, deleted()] {
            check(current, &set(Headline, "", "営業"), Ok(Applied::Put(object(Headline, "営業"))));
        }
        check(NONE, &set(Headline, "", ""), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_clearing_of_another_device_contradicts_a_new_text() {
        check(deleted(), &set(Headline, "営業", "企画"), Ok(Applied::Conflict(object(Headline, "企画"))));
        check(deleted(), &set(Headline, "", "企画"), Ok(Applied::Put(object(Headline, "企画"))));
    }

    #[test]
    fn over_what_was_seen_the_edit_wins() {
        let current = || stands(ELSEWHERE, object(Headline, "営業"));
        check(current(), &set(Headline, "営業", "企画"), Ok(Applied::Put(object(Headline, "企画"))));
        check(current(), &set(Headline, "営業", "営業"), Ok(Applied::Unchanged));
        check(current(), &set(Headline, "営業", ""), Ok(Applied::Put(object(Headline, ""))));
    }

    #[test]
    fn over_what_was_not_seen_it_is_merged() {
        let theirs = || stands(ELSEWHERE, object(Headline, "開発"));
        check(theirs(), &set(Headline, "営業", "企画"), Ok(Applied::Conflict(object(Headline, "企画"))));
        check(theirs(), &set(Headline, "営業", "営業"), Ok(Applied::Unchanged));
        check(theirs(), &set(Headline, "営業", "開発"), Ok(Applied::Unchanged));
        let opened = stands(ELSEWHERE, Object::Field(FieldObject { field: Headline, value: open("営業") }));
        let both = Object::Field(FieldObject { field: Headline, value: open("企画") });
        check(opened, &set(Headline, "営業", "企画"), Ok(Applied::Merged(both)));
    }

    #[test]
    fn only_the_base_tells_what_was_seen() {
        for rev in [0, 5, Rev::MAX] {
            for by in [None, Some(ELSEWHERE)] {
                let held = |field, text: &str| Some(Held { rev, by, object: Some(object(field, text)) });
                let stale = set(Headline, "営業", "企画");
                check(held(Headline, "営業"), &stale, Ok(Applied::Put(object(Headline, "企画"))));
                check(held(Headline, "開発"), &stale, Ok(Applied::Conflict(object(Headline, "企画"))));
                check(
                    held(Summary, "一\n二\n三\n四\n五?"),
                    &set(Summary, "一\n二\n三\n四\n五", "一!\n二\n三\n四\n五"),
                    Ok(Applied::Merged(object(Summary, "一!\n二\n三\n四\n五?"))),
                );
            }
        }
        check(NONE, &set(Headline, "営業", "企画"), Ok(Applied::Conflict(object(Headline, "企画"))));
    }

    #[test]
    fn a_deliberate_return_to_an_earlier_text_is_one_more_edit() {
        // 営業 became 企画 before.
        let current = || stands(ELSEWHERE, object(Headline, "企画"));
        check(current(), &set(Headline, "企画", "営業"), Ok(Applied::Put(object(Headline, "営業"))));
        // Who still sees 営業 and leaves it alone does not take 企画 back.
        check(current(), &set(Headline, "営業", "営業"), Ok(Applied::Unchanged));
    }

    #[test]
    fn the_own_result_that_a_pull_brought_stands() {
        check(stands(OP, object(Headline, "企画")), &set(Headline, "営業", "企画"), Ok(Applied::Unchanged));
        check(
            stands(OP, object(Summary, "一!\n二\n三\n四\n五?")),
            &set(Summary, "一\n二\n三\n四\n五", "一!\n二\n三\n四\n五"),
            Ok(Applied::Unchanged),
        );
        // Merged with the same edit again, this one would seem a conflict.
        let (base, mine, both) = ("始\n二\n間\n一\n終", "始\n\n間\n一\n終", "始\n\n間\n二\n終");
        check(stands(OP, object(Summary, both)), &set(Summary, base, mine), Ok(Applied::Unchanged));
    }

    #[test]
    fn what_the_own_op_was_merged_with_survives_the_next_one() {
        // The op before made 一 into 一!, was merged with 五? of another device; this one was written without knowing of that.
        let merged = stands(ELSEWHERE, object(Summary, "一!\n二\n三\n四\n五?"));
        check(
            merged,
            &set(Summary, "一!\n二\n三\n四\n五", "一!!\n二\n三\n四\n五"),
            Ok(Applied::Merged(object(Summary, "一!!\n二\n三\n四\n五?"))),
        );
    }

    #[test]
    fn two_texts_that_are_too_long_together_contradict_each_other() {
        let half = |text: &str| text.repeat(limit::SUMMARY * 2 / 3);
        let base = "一\n二\n三\n四\n五";
        let (mine, theirs) = (format!("{}\n二\n三\n四\n五", half("あ")), format!("一\n二\n三\n四\n{}", half("い")));
        check(
            stands(ELSEWHERE, object(Summary, &theirs)),
            &set(Summary, base, &mine),
            Ok(Applied::Conflict(object(Summary, &mine))),
        );
    }

    #[test]
    fn a_base_that_was_never_stored_costs_nothing() {
        let base: String = (0..200_000).map(|line| format!("{line}\n")).collect();
        check(
            stands(ELSEWHERE, object(Summary, "甲\n乙\n丙")),
            &set(Summary, &base, "子\n丑\n寅"),
            Ok(Applied::Conflict(object(Summary, "子\n丑\n寅"))),
        );
    }

    #[test]
    fn limits_count_characters_of_the_stored_form() {
        for field in ProfileField::ALL {
            let (limit, name) = (field.limit(), field.as_str());
            check(NONE, &set(field, "", &long(limit)), Ok(Applied::Put(object(field, &long(limit)))));
            let too_long = refused_at(RefusalCode::TextTooLong, name);
            check(NONE, &set(field, "", &long(limit + 1)), too_long.clone());
            check(stands(ELSEWHERE, object(field, "あ")), &set(field, "あ", &long(limit + 1)), too_long);

            let (decomposed, composed) = ("か\u{3099}".repeat(limit), "が".repeat(limit));
            check(NONE, &set(field, "", &decomposed), Ok(Applied::Put(object(field, &composed))));
            let padded = format!("\u{0}{}\u{7f}", long(limit));
            check(NONE, &set(field, "", &padded), Ok(Applied::Put(object(field, &long(limit)))));
        }
    }

    #[test]
    fn an_empty_family_name_is_refused() {
        for text in ["", " ", "　\t\r\n", "\u{0}", "\u{200b}", "\u{feff} \u{ad}\u{2060}", "\u{202e}\u{200f}\u{2069}"] {
            check(NONE, &set(FamilyName, "", text), refused_at(RefusalCode::Empty, "family_name"));
        }
        let current = stands(ELSEWHERE, object(FamilyName, "山田"));
        check(current, &set(FamilyName, "山田", " "), refused_at(RefusalCode::Empty, "family_name"));
    }

    #[test]
    fn what_is_stored_is_clean() {
        let stored = |field, text: &str, clean: &str| {
            check(NONE, &set(field, "", text), Ok(Applied::Put(object(field, clean))));
        };
        stored(Headline, " 営業\u{0}\r\n 　二課\u{1b}[0m ", "営業 二課[0m");
        stored(Summary, "一行\r\n二行\r三行\u{85}\u{9f}", "一行\n二行\n三行");
        stored(FamilyName, "ガ\u{200}か\u{3099}", "ガ\u{200}が");
        stored(FamilyName, "\u{202e}山\u{2066}田\u{2069}", "山田");
        stored(FamilyName, "नर्क\u{200d}षा", "नर्क\u{200d}षा");
        let same = stands(ELSEWHERE, object(Headline, "が"));
        check(same, &set(Headline, "が", " か\u{3099} "), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_summary_of_white_space_is_none() {
        for text in [" ", "\n\n", "　\t\r\n\u{0}\u{202c}", &" ".repeat(limit::SUMMARY + 1)] {
            check(NONE, &set(Summary, "", text), Ok(Applied::Unchanged));
            let current = stands(ELSEWHERE, object(Summary, "私"));
            check(current, &set(Summary, "私", text), Ok(Applied::Put(object(Summary, ""))));
        }
        check(NONE, &set(Summary, "", " 私\n "), Ok(Applied::Put(object(Summary, " 私\n "))));
    }

    #[test]
    fn only_visibility_may_change() {
        let current = stands(ELSEWHERE, object(Headline, "営業"));
        let intent = Intent::SetField { field: Headline, base: value("営業"), value: open("営業") };
        let opened = Object::Field(FieldObject { field: Headline, value: open("営業") });
        check(current, &intent, Ok(Applied::Put(opened)));
    }

    #[test]
    fn there_are_not_endlessly_many_rules() {
        let with = |count| {
            let value = FieldValue { visibility: rules(count), ..value("営業") };
            Intent::SetField { field: Headline, base: FieldValue::default(), value }
        };
        let full = FieldValue { visibility: rules(limit::RULES), ..value("営業") };
        let put = Object::Field(FieldObject { field: Headline, value: full });
        check(NONE, &with(limit::RULES), Ok(Applied::Put(put)));
        check(NONE, &with(limit::RULES + 1), refused_at(RefusalCode::TooMany, "visibility"));
    }
}

mod rows {
    use super::*;

    fn month(text: &str) -> YearMonth {
        text.parse().expect("a month")
    }

    fn work_of(employer: &str, title: &str, to: Option<&str>, description: &str) -> RowValue {
        let body = RowBody::Work {
            employer: employer.to_owned(),
            title: title.to_owned(),
            from: month("2015-04"),
            to: to.map(month),
            description: description.to_owned(),
        };
        RowValue::new(body, Visibility::default())
    }

    fn work(title: &str) -> RowValue {
        work_of("甲社", title, None, "")
    }

    fn row(value: RowValue) -> Object {
        row_at(value, "80")
    }

    fn row_at(value: RowValue, place: &str) -> Object {
        Object::Row(Row { id: ROW, value, place: place.to_owned() })
    }

    fn add(value: RowValue) -> Intent {
        Intent::AddRow { row: ROW, value, place: "80".to_owned() }
    }

    fn edit(base: RowValue, value: RowValue) -> Intent {
        Intent::EditRow { row: ROW, base, value }
    }

    fn move_to(place: &str) -> Intent {
        Intent::MoveRow { row: ROW, place: place.to_owned() }
    }

    const REMOVE: Intent = Intent::RemoveRow { row: ROW };

    #[test]
    fn a_row_is_added_once() {
        check(NONE, &add(work("営業")), Ok(Applied::Put(row(work("営業")))));
        for current in [stands(ELSEWHERE, row(work("営業"))), deleted()] {
            check(current.clone(), &add(work("営業")), refused_at(RefusalCode::Invalid, "row"));
        }
    }

    #[test]
    fn the_own_row_that_a_pull_brought_stands() {
        check(stands(OP, row(work("営業"))), &add(work("営業")), Ok(Applied::Unchanged));
        let merged = stands(OP, row(work_of("甲社", "課長", Some("2024-03"), "")));
        check(merged, &edit(work("営業"), work("課長")), Ok(Applied::Unchanged));
    }

    #[test]
    fn an_edit_of_what_is_not_there() {
        for intent in [edit(work("営業"), work("課長")), move_to("8180")] {
            check(NONE, &intent, refused(RefusalCode::NotFound));
            check(deleted(), &intent, refused(RefusalCode::Gone));
        }
        check(NONE, &REMOVE, refused(RefusalCode::NotFound));
        check(deleted(), &REMOVE, Ok(Applied::Unchanged));
        check(stands(ELSEWHERE, row(work("営業"))), &REMOVE, Ok(Applied::Remove));
    }

    #[test]
    fn an_edit_of_what_was_seen_wins() {
        let current = || stands(ELSEWHERE, row(work("営業")));
        check(current(), &edit(work("営業"), work("課長")), Ok(Applied::Put(row(work("課長")))));
        check(current(), &edit(work("営業"), work(" 営業 ")), Ok(Applied::Unchanged));
    }

    #[test]
    fn parts_that_were_not_seen_are_merged() {
        let theirs = || stands(ELSEWHERE, row(work_of("甲社", "営業", Some("2024-03"), "")));
        let both = work_of("甲社", "課長", Some("2024-03"), "");
        check(theirs(), &edit(work("営業"), work("課長")), Ok(Applied::Merged(row(both))));
        check(theirs(), &edit(work("営業"), work("営業")), Ok(Applied::Unchanged));
        let mine = work_of("甲社", "営業", Some("2023-03"), "");
        check(theirs(), &edit(work("営業"), mine.clone()), Ok(Applied::Conflict(row(mine))));
    }

    #[test]
    fn every_edit_leaves_the_row_where_it_was_moved() {
        let moved = |value| stands(ELSEWHERE, row_at(value, "8180"));
        let put = Ok(Applied::Put(row_at(work("課長"), "8180")));
        check(moved(work("営業")), &edit(work("営業"), work("課長")), put);
        let ended = |title| work_of("甲社", title, Some("2024-03"), "");
        let merged = Ok(Applied::Merged(row_at(ended("課長"), "8180")));
        check(moved(ended("営業")), &edit(work("営業"), work("課長")), merged);
        let conflict = Ok(Applied::Conflict(row_at(work("課長"), "8180")));
        check(moved(work("部長")), &edit(work("営業"), work("課長")), conflict);
    }

    #[test]
    fn only_the_base_tells_what_was_seen() {
        for (rev, by) in [(0, None), (5, None), (Rev::MAX, Some(ELSEWHERE))] {
            let held = |value| Some(Held { rev, by, object: Some(row(value)) });
            check(held(work("課長")), &edit(work("課長"), work("部長")), Ok(Applied::Put(row(work("部長")))));
            check(held(work("次長")), &edit(work("課長"), work("部長")), Ok(Applied::Conflict(row(work("部長")))));
            let ended = |title| work_of("甲社", title, Some("2024-03"), "");
            check(held(ended("課長")), &edit(work("課長"), work("部長")), Ok(Applied::Merged(row(ended("部長")))));
        }
    }

    #[test]
    fn a_deliberate_return_to_an_earlier_content_is_one_more_edit() {
        let current = || stands(ELSEWHERE, row(work("課長")));
        check(current(), &edit(work("課長"), work("営業")), Ok(Applied::Put(row(work("営業")))));
        check(current(), &edit(work("営業"), work("営業")), Ok(Applied::Unchanged));
    }

    #[test]
    fn an_edit_under_the_own_move_survives_the_next_op() {
        // Another device ended the work; the op before then moved the row without having seen that.
        let moved = stands(ELSEWHERE, row_at(work_of("甲社", "営業", Some("2024-03"), ""), "8180"));
        let both = work_of("甲社", "課長", Some("2024-03"), "");
        check(moved, &edit(work("営業"), work("課長")), Ok(Applied::Merged(row_at(both, "8180"))));
    }

    #[test]
    fn a_move_keeps_every_content() {
        let current = || stands(ELSEWHERE, row(work("部長")));
        check(current(), &move_to("8180"), Ok(Applied::Put(row_at(work("部長"), "8180"))));
        check(current(), &move_to("80"), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_hostile_place_is_refused() {
        let place = |digits: usize| format!("{}80", "7f".repeat(digits / 2 - 1));
        let hostile = ["", "8", "80f", "81", "7F80", "あ80", "\u{0}", "80\n", "' OR 1=1--", "../80"];
        for place in hostile.into_iter().map(str::to_owned).chain([place(402)]) {
            let invalid = refused_at(RefusalCode::Invalid, "place");
            check(NONE, &Intent::AddRow { row: ROW, value: work("営業"), place: place.clone() }, invalid.clone());
            check(stands(ELSEWHERE, row(work("営業"))), &move_to(&place), invalid);
        }
        let longest = place(400);
        let moved = Ok(Applied::Put(row_at(work("営業"), &longest)));
        check(stands(ELSEWHERE, row(work("営業"))), &move_to(&longest), moved);
    }

    fn education(from: &str, to: Option<&str>) -> RowValue {
        let body = RowBody::Education {
            school: "乙大学".to_owned(),
            course: String::new(),
            from: month(from),
            to: to.map(month),
            outcome: Outcome::Graduated,
        };
        RowValue::new(body, Visibility::default())
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        let invalid = || refused_at(RefusalCode::Invalid, "to");
        check(NONE, &add(work_of("甲社", "", Some("2015-03"), "")), invalid());
        check(NONE, &add(education("2015-04", Some("2014-12"))), invalid());
        let current = || stands(ELSEWHERE, row(work("営業")));
        check(current(), &edit(work("営業"), work_of("甲社", "", Some("2015-03"), "")), invalid());
        for value in [
            work_of("甲社", "", Some("2015-04"), ""),
            work_of("甲社", "", None, ""),
            education("2015-04", Some("2015-04")),
            education("2015-04", None),
        ] {
            check(NONE, &add(value.clone()), Ok(Applied::Put(row(value))));
        }
    }

    #[test]
    fn a_beginning_and_an_end_that_cross_contradict_each_other() {
        let base = education("2010-04", Some("2020-03"));
        let (mine, theirs) = (education("2018-04", Some("2020-03")), education("2010-04", Some("2012-03")));
        let conflict = Ok(Applied::Conflict(row(mine.clone())));
        check(stands(ELSEWHERE, row(theirs)), &edit(base, mine), conflict);
    }

    /// A text of a row: its name, longest form, whether it is needed, and a row that holds it.
    type Text = (&'static str, usize, bool, fn(String) -> RowBody);

    const TEXTS: [Text; 9] = [
        ("employer", limit::SHORT, true, |employer| RowBody::Work {
            employer,
            title: String::new(),
            from: month("2015-04"),
            to: None,
            description: String::new(),
        }),
        ("title", limit::SHORT, false, |title| work_of("甲社", &title, None, "").body),
        ("description", limit::NOTE, false, |description| work_of("甲社", "", None, &description).body),
        ("school", limit::SHORT, true, |school| RowBody::Education {
            school,
            course: String::new(),
            from: month("2015-04"),
            to: None,
            outcome: Outcome::Left,
        }),
        ("course", limit::SHORT, false, |course| RowBody::Education {
            school: "乙大学".to_owned(),
            course,
            from: month("2015-04"),
            to: None,
            outcome: Outcome::Left,
        }),
        ("name", limit::SHORT, true, |name| RowBody::Skill { name, note: String::new() }),
        ("note", limit::NOTE, false, |note| RowBody::Skill { name: "英語".to_owned(), note }),
        ("value", limit::CONTACT, true, |value| RowBody::Contact {
            contact: ContactKind::Phone,
            value,
            label: String::new(),
        }),
        ("label", limit::SHORT, false, |label| RowBody::Contact {
            contact: ContactKind::Email,
            value: "a@example.jp".to_owned(),
            label,
        }),
    ];

    /// Adding a row with a text and editing one to have it come to the same.
    #[track_caller]
    fn check_text(body: fn(String) -> RowBody, text: &str, stored: Result<&str, Refusal>) {
        let value = |text: &str| RowValue::new(body(text.to_owned()), Visibility::default());
        let put = stored.map(|stored| Applied::Put(row(value(stored))));
        check(NONE, &add(value(text)), put.clone());
        check(stands(ELSEWHERE, row(value("以前"))), &edit(value("以前"), value(text)), put);
    }

    #[test]
    fn limits_count_characters_of_the_stored_form() {
        for (name, limit, _, body) in TEXTS {
            check_text(body, &long(limit), Ok(&long(limit)));
            check_text(body, &long(limit + 1), Err(Refusal::at(RefusalCode::TextTooLong, name)));
            check_text(body, &"か\u{3099}".repeat(limit), Ok(&"が".repeat(limit)));
            check_text(body, &format!("{}\u{0} \n", long(limit)), Ok(&long(limit)));
        }
    }

    #[test]
    fn what_a_row_is_named_by_is_needed() {
        for (name, _, is_needed, body) in TEXTS {
            for text in ["", " 　\t\r\n", "\u{0}\u{1f}"] {
                check_text(body, text, if is_needed { Err(Refusal::at(RefusalCode::Empty, name)) } else { Ok("") });
            }
        }
    }

    #[test]
    fn what_nobody_can_see_names_nothing() {
        for (name, _, _, body) in TEXTS.into_iter().filter(|(_, _, is_needed, _)| *is_needed) {
            for text in ["\u{200b}", "\u{feff} \u{ad}", "\u{202e}\u{2060}\u{200f}"] {
                check_text(body, text, Err(Refusal::at(RefusalCode::Empty, name)));
            }
        }
    }

    #[test]
    fn there_are_not_endlessly_many_rules() {
        let with = |count| RowValue { visibility: rules(count), ..work("営業") };
        let (full, over) = (with(limit::RULES), with(limit::RULES + 1));
        check(NONE, &add(full.clone()), Ok(Applied::Put(row(full.clone()))));
        check(NONE, &add(over.clone()), refused_at(RefusalCode::TooMany, "visibility"));
        let current = || stands(ELSEWHERE, row(work("営業")));
        check(current(), &edit(work("営業"), full.clone()), Ok(Applied::Put(row(full))));
        check(current(), &edit(work("営業"), over), refused_at(RefusalCode::TooMany, "visibility"));
    }

    #[test]
    fn only_notes_have_lines() {
        for (name, _, _, body) in TEXTS {
            let is_note = matches!(name, "description" | "note");
            check_text(body, "一\r\n二\u{7}", Ok(if is_note { "一\n二" } else { "一 二" }));
        }
    }

    #[test]
    fn a_row_may_become_one_of_another_kind() {
        let skill =
            RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default());
        let put = Ok(Applied::Put(row(skill.clone())));
        check(stands(ELSEWHERE, row(work("営業"))), &edit(work("営業"), skill.clone()), put);
        // Another kind fits together with no other edit, not even one of who sees it.
        let opened = RowValue { visibility: Visibility::members(ORG), ..work("営業") };
        let conflict = Ok(Applied::Conflict(row(skill.clone())));
        check(stands(ELSEWHERE, row(opened.clone())), &edit(work("営業"), skill.clone()), conflict);
        let conflict = Ok(Applied::Conflict(row(opened.clone())));
        check(stands(ELSEWHERE, row(skill)), &edit(work("営業"), opened), conflict);
    }
}

mod conversations {
    use super::*;

    fn conversation() -> ConversationId {
        ConversationId::direct(ORG, ME, OTHER)
    }

    fn start(conversation: ConversationId, with: PersonId) -> Intent {
        Intent::StartConversation { conversation, organization: ORG, with }
    }

    fn begun() -> Object {
        Object::Conversation(Conversation { id: conversation(), organization: ORG, participants: [ME, OTHER] })
    }

    #[test]
    fn whoever_starts_it_begins_the_same_conversation() {
        check(NONE, &start(conversation(), OTHER), Ok(Applied::Put(begun())));
        let theirs = Stamp { author: OTHER, ..STAMP };
        check_at(&theirs, NONE, &start(conversation(), ME), Ok(Applied::Put(begun())));
        check(stands(ELSEWHERE, begun()), &start(conversation(), OTHER), Ok(Applied::Unchanged));
        check(deleted(), &start(conversation(), OTHER), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_conversation_has_two_people_and_their_id() {
        let own = ConversationId::direct(ORG, ME, ME);
        check(NONE, &start(own, ME), refused_at(RefusalCode::Invalid, "with"));
        let strange = ConversationId::direct(ORG, OTHER, PersonId(Uuid::from_u128(9)));
        for id in [strange, ConversationId(Uuid::nil()), ConversationId::direct(OrgId(Uuid::nil()), ME, OTHER)] {
            check(NONE, &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
            check(stands(ELSEWHERE, begun()), &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
        }
    }
}

mod messages {
    use super::*;

    fn conversation() -> ConversationId {
        ConversationId::direct(ORG, ME, OTHER)
    }

    fn send(body: &str) -> Intent {
        Intent::SendMessage { conversation: conversation(), message: MESSAGE, body: body.to_owned() }
    }

    fn edit(body: &str) -> Intent {
        Intent::EditMessage { conversation: conversation(), message: MESSAGE, body: body.to_owned() }
    }

    fn delete() -> Intent {
        Intent::DeleteMessage { conversation: conversation(), message: MESSAGE }
    }

    /// Message 3, written at 1 000.
    fn message(author: PersonId, body: &str) -> Message {
        Message { id: MESSAGE, seq: Some(3), author, body: body.to_owned(), at: 1_000, edited_at: None, deleted: false }
    }

    fn taken_back(author: PersonId) -> Message {
        Message { deleted: true, ..message(author, "") }
    }

    fn stands_as(message: Message) -> Option<Held> {
        stands(ELSEWHERE, Object::Message(message))
    }

    fn put(message: Message) -> Result<Applied, Refusal> {
        Ok(Applied::Put(Object::Message(message)))
    }

    fn sent(body: &str) -> Message {
        Message { seq: Some(8), at: 9_000, ..message(ME, body) }
    }

    #[test]
    fn a_message_is_sent_once() {
        check(NONE, &send("こんにちは"), put(sent("こんにちは")));
        check_at(&ON_A_DEVICE, NONE, &send("あ"), put(Message { seq: None, ..sent("あ") }));
        for current in
            [stands_as(message(ME, "あ")), stands_as(taken_back(ME)), stands_as(message(OTHER, "あ")), deleted()]
        {
            check(current.clone(), &send("あ"), refused_at(RefusalCode::Invalid, "message"));
        }
    }

    #[test]
    fn the_own_message_that_a_pull_brought_stands() {
        for current in [message(ME, "あ"), taken_back(ME)] {
            check(stands(OP, Object::Message(current)), &send("あ"), Ok(Applied::Unchanged));
        }
    }

    #[test]
    fn a_message_is_stored_clean() {
        for (text, stored) in
            [(" か\u{3099}\r\n行\u{0} \n", "が\n行"), ("　\tあ　い", "あ　い"), ("\u{1b}[31m赤", "[31m赤")]
        {
            check(NONE, &send(text), put(sent(stored)));
            check(stands_as(message(ME, "前")), &edit(text), {
                put(Message { edited_at: Some(9_000), ..message(ME, stored) })
            });
        }
    }

    #[test]
    fn limits_count_characters_of_the_stored_form() {
        let full = long(limit::MESSAGE);
        check(NONE, &send(&full), put(sent(&full)));
        check(NONE, &send(&format!(" {full}\n\u{0}")), put(sent(&full)));
        check(NONE, &send(&"か\u{3099}".repeat(limit::MESSAGE)), put(sent(&"が".repeat(limit::MESSAGE))));
        let over = long(limit::MESSAGE + 1);
        for (current, intent) in [(NONE, send(&over)), (stands_as(message(ME, "前")), edit(&over))] {
            check(current, &intent, refused_at(RefusalCode::TextTooLong, "body"));
        }
    }

    #[test]
    fn an_empty_message_is_refused() {
        for text in ["", " 　\t\r\n", "\u{0}\u{7f}"] {
            check(NONE, &send(text), refused_at(RefusalCode::Empty, "body"));
            check(stands_as(message(ME, "前")), &edit(text), refused_at(RefusalCode::Empty, "body"));
        }
    }

    #[test]
    fn the_last_edit_wins() {
        let edited = Message { edited_at: Some(9_000), ..message(ME, "後") };
        check(stands_as(message(ME, "前")), &edit("後"), put(edited.clone()));
        check(stands_as(message(ME, "前")), &edit(" 前 "), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_message_is_taken_back_once() {
        let edited = Message { edited_at: Some(2_000), ..message(ME, "前") };
        check(stands_as(edited.clone()), &delete(), put(taken_back(ME)));
        check(stands_as(taken_back(ME)), &delete(), Ok(Applied::Unchanged));
        check(stands_as(taken_back(ME)), &edit("後"), refused(RefusalCode::Gone));
    }

    #[test]
    fn what_others_wrote_stays() {
        for current in [message(OTHER, "前"), taken_back(OTHER)] {
            for intent in [edit("後"), edit("前"), delete()] {
                check(stands_as(current.clone()), &intent, refused(RefusalCode::Forbidden));
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for current in [NONE, deleted()] {
            for intent in [edit("後"), delete()] {
                check(current.clone(), &intent, refused(RefusalCode::NotFound));
            }
        }
    }
}

mod read_marks {
    use super::*;

    fn read(seq: Seq) -> Intent {
        Intent::MarkRead { conversation: ConversationId::direct(ORG, ME, OTHER), seq }
    }

    fn mark(seq: Seq) -> Object {
        Object::Mark(ReadMark { person: ME, seq })
    }

    #[test]
    fn a_mark_only_grows() {
        check(NONE, &read(3), Ok(Applied::Put(mark(3))));
        check(deleted(), &read(3), Ok(Applied::Put(mark(3))));
        check(stands(ELSEWHERE, mark(3)), &read(4), Ok(Applied::Put(mark(4))));
        check(stands(ELSEWHERE, mark(3)), &read(3), Ok(Applied::Unchanged));
        check(stands(ELSEWHERE, mark(3)), &read(2), Ok(Applied::Unchanged));
    }

    #[test]
    fn nothing_is_read_before_it_is_written() {
        check(NONE, &read(7), Ok(Applied::Put(mark(7))));
        check(NONE, &read(8), Ok(Applied::Put(mark(7))));
        check(NONE, &read(Seq::MAX), Ok(Applied::Put(mark(7))));
        check(stands(ELSEWHERE, mark(7)), &read(Seq::MAX), Ok(Applied::Unchanged));
        let empty = Stamp { next_seq: Some(1), ..STAMP };
        check_at(&empty, stands(ELSEWHERE, mark(0)), &read(5), Ok(Applied::Unchanged));
    }

    #[test]
    fn a_device_does_not_know_the_newest() {
        check_at(&ON_A_DEVICE, stands(ELSEWHERE, mark(3)), &read(90), Ok(Applied::Put(mark(90))));
    }
}

#[test]
fn an_object_of_another_kind_is_left_alone() {
    let skill = RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default());
    let row = Object::Row(Row { id: ROW, value: skill.clone(), place: "80".to_owned() });
    let mark = Object::Mark(ReadMark { person: ME, seq: 1 });
    let conversation = ConversationId::direct(ORG, ME, OTHER);
    let text = FieldValue { text: "営業".to_owned(), visibility: Visibility::default() };
    for (object, intent) in [
        (&row, Intent::SetField { field: ProfileField::Headline, base: FieldValue::default(), value: text }),
        (&mark, Intent::EditRow { row: ROW, base: skill.clone(), value: skill }),
        (&mark, Intent::RemoveRow { row: ROW }),
        (&mark, Intent::MoveRow { row: ROW, place: "80".to_owned() }),
        (&mark, Intent::EditMessage { conversation, message: MESSAGE, body: "後".to_owned() }),
        (&mark, Intent::DeleteMessage { conversation, message: MESSAGE }),
        (&row, Intent::MarkRead { conversation, seq: 1 }),
    ] {
        check(stands(ELSEWHERE, object.clone()), &intent, refused(RefusalCode::Invalid));
    }
}
