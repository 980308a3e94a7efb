//! A row is added, edited, moved and removed.

mod content;

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
    Object::Row(Row { id: ROW, value, place: place.to_owned(), confirmed_at: Some(STAMP.at) })
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

#[test]
fn a_row_may_become_one_of_another_kind() {
    let skill = RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default());
    let put = Ok(Applied::Put(row(skill.clone())));
    check(stands(ELSEWHERE, row(work("営業"))), &edit(work("営業"), skill.clone()), put);
    // Another kind fits together with no other edit, not even one of who sees it.
    let opened = RowValue { visibility: Visibility::members(ORG), ..work("営業") };
    let conflict = Ok(Applied::Conflict(row(skill.clone())));
    check(stands(ELSEWHERE, row(opened.clone())), &edit(work("営業"), skill.clone()), conflict);
    let conflict = Ok(Applied::Conflict(row(opened.clone())));
    check(stands(ELSEWHERE, row(skill)), &edit(work("営業"), opened), conflict);
}
