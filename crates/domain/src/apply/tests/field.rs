//! A single value of the profile is set.

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

/// Confirmed by the op that is applied, and before it: `confirm` tells the two apart.
fn holding(field: ProfileField, value: FieldValue) -> Object {
    Object::Field(FieldObject { field, value, confirmed_at: Some(STAMP.at) })
}

fn object(field: ProfileField, text: &str) -> Object {
    holding(field, value(text))
}

/// Single values that are texts a person types.
fn texts() -> impl Iterator<Item = ProfileField> {
    ProfileField::ALL.into_iter().filter(|field| !matches!(field, ProfileField::Photo | ProfileField::Affiliation))
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
    let opened = stands(ELSEWHERE, holding(Headline, open("営業")));
    let both = holding(Headline, open("企画"));
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
    for field in texts() {
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
    for text in [
        "",
        " ",
        "　\t\r\n",
        "\u{0}",
        "\u{200b}",
        "\u{feff} \u{ad}\u{2060}",
        "\u{202e}\u{200f}\u{2069}",
        "\u{3164}",
        "\u{2800}",
    ] {
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
    let opened = holding(Headline, open("営業"));
    check(current, &intent, Ok(Applied::Put(opened)));
}

#[test]
fn there_are_not_endlessly_many_rules() {
    let with = |count| {
        let value = FieldValue { visibility: rules(count), ..value("営業") };
        Intent::SetField { field: Headline, base: FieldValue::default(), value }
    };
    let full = FieldValue { visibility: rules(limit::RULES), ..value("営業") };
    let put = holding(Headline, full);
    check(NONE, &with(limit::RULES), Ok(Applied::Put(put)));
    check(NONE, &with(limit::RULES + 1), refused_at(RefusalCode::TooMany, "visibility"));
}

#[test]
fn a_rule_leaves_out_so_many_at_most() {
    let with = |people: usize, units: usize| {
        let rule = VisibilityRule {
            excluded_people: (0..).map(|n| PersonId(Uuid::from_u128(n))).take(people).collect(),
            excluded_units: (0..).map(|n| UnitId(Uuid::from_u128(n))).take(units).collect(),
            ..VisibilityRule::new(ORG, Audience::Members)
        };
        FieldValue { visibility: Visibility::from(vec![rule]), ..value("営業") }
    };
    let set = |value| Intent::SetField { field: Headline, base: FieldValue::default(), value };
    let full = with(limit::EXCLUDED, limit::EXCLUDED);
    check(NONE, &set(full.clone()), Ok(Applied::Put(holding(Headline, full))));
    for over in [with(limit::EXCLUDED + 1, 0), with(0, limit::EXCLUDED + 1)] {
        check(NONE, &set(over), refused_at(RefusalCode::TooMany, "visibility"));
    }
}

#[test]
fn of_an_affiliation_the_person_has_only_the_rule() {
    use ProfileField::Affiliation;
    let opened = Object::Field(FieldObject { field: Affiliation, value: open(""), confirmed_at: None });
    let intent = |text| Intent::SetField { field: Affiliation, base: value(""), value: open(text) };
    check(NONE, &intent(""), Ok(Applied::Put(opened.clone())));
    check(NONE, &intent(" \u{0}"), Ok(Applied::Put(opened)));
    check(NONE, &intent("部長"), refused_at(RefusalCode::TextTooLong, "affiliation"));
}
