//! 変更なし: a person says that something is still so, and what else counts as saying it.

use ProfileField::Headline;

use super::*;

/// Before the stamp's 9 000.
const BEFORE: Millis = 4_000;

fn field(text: &str, confirmed_at: Option<Millis>) -> Object {
    let value = FieldValue { text: text.to_owned(), visibility: Visibility::default() };
    Object::Field(FieldObject { field: Headline, value, confirmed_at })
}

fn skill(note: &str, visibility: Visibility) -> RowValue {
    RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: note.to_owned() }, visibility)
}

fn row(value: RowValue, confirmed_at: Option<Millis>) -> Object {
    Object::Row(Row { id: ROW, value, place: "80".to_owned(), confirmed_at })
}

const FIELD: Intent = Intent::ConfirmField { field: Headline };
const A_ROW: Intent = Intent::ConfirmRow { row: ROW };

#[test]
fn it_is_still_so() {
    let plain = || skill("", Visibility::default());
    for before in [None, Some(BEFORE)] {
        check(stands(ELSEWHERE, field("営業", before)), &FIELD, Ok(Applied::Put(field("営業", Some(9_000)))));
        check(stands(ELSEWHERE, row(plain(), before)), &A_ROW, Ok(Applied::Put(row(plain(), Some(9_000)))));
    }
    // The answer that a pull brought first.
    check(stands(OP, field("営業", Some(8_999))), &FIELD, Ok(Applied::Unchanged));
    check(stands(OP, row(plain(), Some(8_999))), &A_ROW, Ok(Applied::Unchanged));
}

#[test]
fn what_is_not_there_cannot_be_confirmed() {
    check(NONE, &FIELD, refused(RefusalCode::NotFound));
    check(deleted(), &FIELD, refused(RefusalCode::NotFound));
    check(NONE, &A_ROW, refused(RefusalCode::NotFound));
    check(deleted(), &A_ROW, refused(RefusalCode::Gone));
    let other = Intent::ConfirmField { field: ProfileField::Summary };
    check(stands(ELSEWHERE, field("営業", None)), &other, refused(RefusalCode::Invalid));
}

#[test]
fn whoever_writes_a_value_has_looked_at_it() {
    let value = |text: &str| FieldValue { text: text.to_owned(), visibility: Visibility::default() };
    let set = Intent::SetField { field: Headline, base: value("営業"), value: value("企画") };
    check(stands(ELSEWHERE, field("営業", Some(BEFORE))), &set, Ok(Applied::Put(field("企画", Some(9_000)))));
    let (base, value) = (skill("", Visibility::default()), skill("C1", Visibility::default()));
    let edit = Intent::EditRow { row: ROW, base: base.clone(), value: value.clone() };
    check(stands(ELSEWHERE, row(base, Some(BEFORE))), &edit, Ok(Applied::Put(row(value.clone(), Some(9_000)))));
    let add = Intent::AddRow { row: ROW, value: value.clone(), place: "80".to_owned() };
    check(NONE, &add, Ok(Applied::Put(row(value, Some(9_000)))));
}

/// Those who see the value would notice that somebody else sees it now.
#[test]
fn whoever_changes_who_sees_a_value_says_nothing_of_it() {
    for before in [None, Some(BEFORE)] {
        let (closed, opened) = (Visibility::default(), Visibility::members(ORG));
        let value = |visibility: &Visibility| FieldValue { text: "営業".to_owned(), visibility: visibility.clone() };
        let object =
            |visibility| Object::Field(FieldObject { field: Headline, value: value(visibility), confirmed_at: before });
        let set = Intent::SetField { field: Headline, base: value(&closed), value: value(&opened) };
        check(stands(ELSEWHERE, object(&closed)), &set, Ok(Applied::Put(object(&opened))));

        let value = |visibility: &Visibility| skill("C1", visibility.clone());
        let edit = Intent::EditRow { row: ROW, base: value(&closed), value: value(&opened) };
        check(stands(ELSEWHERE, row(value(&closed), before)), &edit, Ok(Applied::Put(row(value(&opened), before))));

        let moved = Row { id: ROW, value: value(&closed), place: "8180".to_owned(), confirmed_at: before };
        let to = Intent::MoveRow { row: ROW, place: "8180".to_owned() };
        check(stands(ELSEWHERE, row(value(&closed), before)), &to, Ok(Applied::Put(Object::Row(moved))));
    }
}
