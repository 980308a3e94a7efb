//! What a row may hold.

use super::*;

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
