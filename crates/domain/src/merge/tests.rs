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

#[test]
fn of_a_photo_the_last_one_wins_and_who_sees_it_is_merged() {
    let rules = |n| Visibility::members(OrgId(Uuid::from_u128(n)));
    let photo = |text: &str, n| FieldValue { visibility: rules(n), ..value(text) };
    for (base, mine, theirs, both) in [
        (photo("一", 1), photo("二", 1), photo("三", 1), Some(photo("二", 1))),
        (photo("一", 1), photo("二", 1), photo("三", 2), Some(photo("二", 2))),
        (photo("一", 1), photo("一", 2), photo("三", 1), Some(photo("三", 2))),
        (photo("一", 1), photo("", 1), photo("三", 1), Some(photo("", 1))),
        (photo("一", 1), photo("二", 2), photo("三", 3), None),
    ] {
        let expected = both.map_or(Merge::Conflict, Merge::Clean);
        assert_eq!(field(ProfileField::Photo, &base, &mine, &theirs), expected, "{base:?} {mine:?} {theirs:?}");
    }
}

#[test]
fn two_long_texts_are_not_compared_for_ever() {
    let lines = |first: &str, last: &str, count: usize| format!("{first}\n{}{last}", "間\n".repeat(count - 2));
    let merged = |count| {
        let of = |first, last| value(&lines(first, last, count));
        field(ProfileField::Summary, &of("一", "終"), &of("二", "終"), &of("一", "末"))
    };
    let most = limit::MERGED_LINES;
    assert_eq!(merged(most), Merge::Clean(value(&lines("二", "末", most))));
    assert_eq!(merged(most + 1), Merge::Conflict, "the person settles it");
}

/// What the desk edits, in little: a list that is not written when it is empty, and terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Plain {
    title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<u8>,
    until: Option<u8>,
    description: String,
    terms: BTreeMap<String, String>,
}

fn plain_of(title: &str, list: &[u8], until: Option<u8>, hours: &str) -> Plain {
    let terms = [("hours", hours), ("breaks", "60")].map(|(term, said)| (term.to_owned(), said.to_owned()));
    let (title, list, description) = (title.to_owned(), list.to_vec(), "一\n二".to_owned());
    Plain { title, list, until, description, terms: terms.into() }
}

#[test]
fn plain_values_merge_part_by_part() {
    let base = plain_of("開発", &[1], Some(1), "9");
    for (mine, theirs, both) in [
        (plain_of("企画", &[1], Some(1), "9"), plain_of("開発", &[1], Some(1), "8"), {
            Some(plain_of("企画", &[1], Some(1), "8"))
        }),
        (plain_of("開発", &[], Some(1), "9"), plain_of("企画", &[1], Some(1), "9"), {
            Some(plain_of("企画", &[], Some(1), "9"))
        }),
        (plain_of("開発", &[1], None, "9"), plain_of("開発", &[], Some(1), "9"), {
            Some(plain_of("開発", &[], None, "9"))
        }),
        (plain_of("開発", &[], Some(1), "9"), plain_of("開発", &[], None, "9"), {
            Some(plain_of("開発", &[], None, "9"))
        }),
        (plain_of("開発", &[], Some(1), "9"), plain_of("開発", &[2], Some(1), "9"), None),
        (plain_of("開発", &[1], None, "9"), plain_of("開発", &[1], Some(2), "9"), None),
        (plain_of("開発", &[1], Some(1), "8"), plain_of("開発", &[1], Some(1), "7"), None),
    ] {
        let expected = both.map_or(Merge::Conflict, Merge::Clean);
        assert_eq!(plain(&base, &mine, &theirs), expected, "mine {mine:?} theirs {theirs:?}");
        assert_eq!(plain(&base, &theirs, &mine), expected, "from the other side");
    }
}

#[test]
fn a_term_is_a_part_by_its_own_name() {
    let (base, mine) = (plain_of("開発", &[1], None, "9"), plain_of("開発", &[1], None, "8"));
    let names: Vec<String> = plain_parts(&base, &mine, &base).into_iter().map(|part| part.name).collect();
    assert_eq!(names, ["description", "list", "terms.breaks", "terms.hours", "title", "until"]);
    let changed = plain_parts(&base, &mine, &base).into_iter().find(|part| part.base != part.mine);
    assert_eq!(changed.map(|part| (part.name, part.merged)), Some(("terms.hours".to_owned(), Some(Value::from("8")))));
}
