//! The merge table: a row is base, mine, theirs and the result.

use uuid::Uuid;

use super::*;
use crate::{
    id::OrgId,
    record::{ProfileField, RowBody},
    visibility::Visibility,
};

const CONFLICT: Option<&str> = None;

fn value(text: &str) -> FieldValue {
    FieldValue { text: text.to_owned(), visibility: Visibility::default() }
}

#[test]
fn single_values() {
    use ProfileField::{Headline, Summary};
    let three = "一行目\n二行目\n三行目\n四行目\n五行目\n";
    for (field_, base, mine, theirs, result) in [
        (Headline, "営業", "営業", "営業", Some("営業")),
        (Headline, "営業", "企画", "営業", Some("企画")),
        (Headline, "営業", "営業", "開発", Some("開発")),
        (Headline, "営業", "企画", "企画", Some("企画")),
        (Headline, "営業", "企画", "開発", CONFLICT),
        (Headline, "", "企画", "開発", CONFLICT),
        (Headline, "営業", "", "開発", CONFLICT),
        (Headline, "営業", "", "", Some("")),
        (
            Summary,
            three,
            "一行目!\n二行目\n三行目\n四行目\n五行目\n",
            "一行目\n二行目\n三行目\n四行目\n五行目!\n",
            Some("一行目!\n二行目\n三行目\n四行目\n五行目!\n"),
        ),
        (
            Summary,
            three,
            "一行目\n二行目A\n三行目\n四行目\n五行目\n",
            "一行目\n二行目B\n三行目\n四行目\n五行目\n",
            CONFLICT,
        ),
        (Summary, "", "私", "僕", CONFLICT),
    ] {
        let expected = result.map_or(Merge::Conflict, |text| Merge::Clean(value(text)));
        assert_eq!(
            field(field_, &value(base), &value(mine), &value(theirs)),
            expected,
            "base {base:?} mine {mine:?} theirs {theirs:?}"
        );
    }
}

#[test]
fn text_and_visibility_merge_apart() {
    let open = Visibility::members(OrgId(Uuid::from_u128(1)));
    let base = value("営業");
    let mine = value("企画");
    let theirs = FieldValue { visibility: open.clone(), ..base.clone() };
    let both = FieldValue { visibility: open, ..mine.clone() };
    assert_eq!(field(ProfileField::Headline, &base, &mine, &theirs), Merge::Clean(both));
}

#[test]
fn contradicting_visibility_is_for_the_person_to_settle() {
    let rules = |n| Visibility::members(OrgId(Uuid::from_u128(n)));
    let base = value("営業");
    let mine = FieldValue { visibility: rules(1), ..base.clone() };
    let theirs = FieldValue { visibility: rules(2), ..base.clone() };
    assert_eq!(field(ProfileField::Headline, &base, &mine, &theirs), Merge::Conflict);
}

fn work(employer: &str, title: &str, to: Option<&str>) -> RowValue {
    let month = |text: &str| text.parse().expect("a month");
    RowValue::new(
        RowBody::Work {
            employer: employer.to_owned(),
            title: title.to_owned(),
            from: month("2015-04"),
            to: to.map(month),
            description: String::new(),
        },
        Visibility::default(),
    )
}

#[test]
fn rows() {
    for (base, mine, theirs, result) in [
        (work("A", "営業", None), work("A", "課長", None), work("A", "営業", Some("2024-03")), {
            Some(work("A", "課長", Some("2024-03")))
        }),
        (work("A", "営業", None), work("B", "営業", None), work("C", "営業", None), None),
        (work("A", "営業", Some("2020-01")), work("A", "営業", None), work("A", "営業", Some("2021-01")), None),
    ] {
        let expected = result.map_or(Merge::Conflict, Merge::Clean);
        assert_eq!(row(&base, &mine, &theirs), expected, "base {base:?} mine {mine:?} theirs {theirs:?}");
    }
}

#[test]
fn a_row_that_changed_its_type_contradicts_every_other_edit() {
    let skill = RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default());
    let base = work("A", "営業", None);
    let opened =
        |value: &RowValue| RowValue { visibility: Visibility::members(OrgId(Uuid::from_u128(1))), ..value.clone() };
    for (mine, theirs) in [(&skill, &work("A", "課長", None)), (&skill, &opened(&base)), (&skill, &opened(&skill))] {
        for (mine, theirs) in [(mine, theirs), (theirs, mine)] {
            assert_eq!(row(&base, mine, theirs), Merge::Conflict, "mine {mine:?} theirs {theirs:?}");
            for part in row_parts(&base, mine, theirs) {
                assert_eq!(part.merged.is_none(), part.mine != part.theirs, "{part:?}");
            }
        }
    }
    // Alone, or said twice, it contradicts nothing.
    for (mine, theirs) in [(&skill, &base), (&base, &skill), (&skill, &skill)] {
        assert_eq!(row(&base, mine, theirs), Merge::Clean(skill.clone()));
    }
}
