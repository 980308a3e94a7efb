//! An offer beside a person: each stated condition by itself.

use super::*;
use crate::record::{ContractTerms, EmploymentTerms, LeastPay, OfferKind};

fn offer() -> OfferValue {
    OfferValue {
        kind_of: OfferKind::Comeback,
        title: "開発".to_owned(),
        description: String::new(),
        prefecture: "東京都".to_owned(),
        remote: Remote::Partly,
        terms: WorkTerms::empty(OfferKind::Comeback),
        criteria: Vec::new(),
        audience: Vec::new(),
        reply_within_days: 7,
        closes_on: None,
    }
}

fn month(text: &str) -> YearMonth {
    text.parse().expect("a month")
}

#[track_caller]
fn check(offer: &OfferValue, conditions: &Conditions, rows: &[RowBody], expected: &[(Point, Verdict)]) {
    let lines = compare(offer, conditions, rows, month("2026-04"));
    let lines: Vec<(Point, Verdict)> = lines.into_iter().map(|line| (line.point, line.verdict)).collect();
    assert_eq!(lines, expected, "{conditions:?} {rows:?}");
}

#[test]
fn what_nobody_states_is_not_compared() {
    check(&offer(), &Conditions::default(), &[], &[]);
    let only_from = Conditions { from: Some(month("2026-10")), ..Conditions::default() };
    check(&offer(), &only_from, &[], &[]);
}

#[test]
fn what_is_asked_of_the_offer_comes_first_and_what_it_asks_last() {
    let criterion = Criterion::Years { years: 1 };
    let offer = OfferValue { criteria: vec![criterion.clone()], ..offer() };
    let conditions = Conditions {
        kinds: vec![OfferKind::SideJob],
        prefectures: vec!["東京都".to_owned()],
        remote: Some(Remote::Full),
        pay: Some(LeastPay { unit: PayUnit::Month, yen: 1 }),
        from: None,
    };
    check(
        &offer,
        &conditions,
        &[],
        &[
            (Point::Kind, Verdict::Unmet),
            (Point::Prefecture, Verdict::Met),
            (Point::Remote, Verdict::Unmet),
            (Point::Pay, Verdict::Unsaid),
            (Point::Criterion { criterion }, Verdict::Unmet),
        ],
    );
}

#[test]
fn kinds_places_and_remote_work() {
    let kinds = |kinds: &[OfferKind]| Conditions { kinds: kinds.to_vec(), ..Conditions::default() };
    check(&offer(), &kinds(&[OfferKind::SideJob, OfferKind::Comeback]), &[], &[(Point::Kind, Verdict::Met)]);

    let places =
        Conditions { prefectures: vec!["大阪府".to_owned(), "京都府".to_owned()], ..Conditions::default() };
    for (prefecture, remote, verdict) in [
        ("大阪府", Remote::None, Verdict::Met),
        ("東京都", Remote::Partly, Verdict::Unmet),
        ("", Remote::Partly, Verdict::Unsaid),
        ("東京都", Remote::Full, Verdict::Met),
        ("", Remote::Full, Verdict::Met),
    ] {
        let offer = OfferValue { prefecture: prefecture.to_owned(), remote, ..offer() };
        check(&offer, &places, &[], &[(Point::Prefecture, verdict)]);
    }

    for (wanted, verdict) in
        [(Remote::None, Verdict::Met), (Remote::Partly, Verdict::Met), (Remote::Full, Verdict::Unmet)]
    {
        let conditions = Conditions { remote: Some(wanted), ..Conditions::default() };
        check(&offer(), &conditions, &[], &[(Point::Remote, verdict)]);
    }
}

#[test]
fn pay_is_compared_where_no_hours_need_be_guessed() {
    use PayUnit::{Day, Hour, Month, Total, Year};
    for (unit, min, max, wanted, yen, verdict) in [
        (Month, Some(300_000), None, Month, 300_000, Verdict::Met),
        (Month, Some(300_000), None, Month, 300_001, Verdict::Unmet),
        (Month, Some(300_000), Some(400_000), Month, 400_000, Verdict::Met),
        (Month, Some(300_000), None, Year, 3_600_000, Verdict::Met),
        (Month, Some(300_000), None, Year, 3_600_001, Verdict::Unmet),
        (Month, Some(u32::MAX), None, Year, u32::MAX, Verdict::Met),
        (Year, Some(6_000_000), None, Month, 500_000, Verdict::Met),
        (Year, Some(6_000_000), None, Month, 500_001, Verdict::Unmet),
        (Month, None, None, Month, 1, Verdict::Unsaid),
        (Hour, Some(5_000), None, Month, 1, Verdict::Unsaid),
        (Day, Some(50_000), None, Hour, 1, Verdict::Unsaid),
        (Total, Some(900_000), None, Month, 1, Verdict::Unsaid),
        (Hour, Some(1_500), None, Hour, 1_500, Verdict::Met),
    ] {
        let pay = Pay { unit, min, max, ..Pay::default() };
        let conditions = Conditions { pay: Some(LeastPay { unit: wanted, yen }), ..Conditions::default() };
        let employed = WorkTerms::Employment(EmploymentTerms { pay: pay.clone(), ..EmploymentTerms::default() });
        let contract = WorkTerms::Contract(ContractTerms { fee: pay, ..ContractTerms::default() });
        for terms in [employed, contract] {
            check(&OfferValue { terms, ..offer() }, &conditions, &[], &[(Point::Pay, verdict)]);
        }
    }
}

fn skill(name: &str) -> RowBody {
    RowBody::Skill { name: name.to_owned(), note: "Python".to_owned() }
}

#[track_caller]
fn check_criterion(criterion: Criterion, rows: &[RowBody], is_met: bool) {
    let offer = OfferValue { criteria: vec![criterion.clone()], ..offer() };
    let verdict = if is_met { Verdict::Met } else { Verdict::Unmet };
    check(&offer, &Conditions::default(), rows, &[(Point::Criterion { criterion }, verdict)]);
}

#[test]
fn a_skill_is_known_by_its_name() {
    for (wanted, brought, is_met) in [
        ("Rust", "rust", true),
        ("Rust", "ＲＵＳＴ（5年）", true),
        ("簿記", "日商簿記2級", true),
        ("えくせる", "ｴｸｾﾙ", true),
        ("Java", "JavaScript", false),
        ("Java", "JavaScript, Java", true),
        ("Go", "Django", false),
        ("C", "C++", false),
        ("C", "C#", false),
        ("C", "C/C++", true),
        ("C", "C言語", true),
        ("C++", "C++17", true),
        ("R", "R", true),
        ("R", "Rust", false),
        ("Node", "Node.js", true),
        ("SQL", "NoSQL", false),
        ("Python", "Rust", false),
        ("日本語", "日本", false),
    ] {
        check_criterion(Criterion::Skill { name: wanted.to_owned() }, &[skill("料理"), skill(brought)], is_met);
    }
    check_criterion(Criterion::Skill { name: "Rust".to_owned() }, &[], false);
}

#[test]
fn each_criterion_looks_at_its_own_list() {
    let name = || "英語".to_owned();
    let rows = [
        skill("英語"),
        RowBody::Language { name: name(), level: String::new() },
        RowBody::Certificate { name: name(), issuer: String::new(), at: None },
    ];
    let criteria = [
        Criterion::Skill { name: name() },
        Criterion::Language { name: name() },
        Criterion::Certificate { name: name() },
    ];
    for (i, criterion) in criteria.iter().enumerate() {
        for (j, row) in rows.iter().enumerate() {
            check_criterion(criterion.clone(), std::slice::from_ref(row), i == j);
        }
    }
}

#[test]
fn months_of_work_count_once() {
    let work = |from, to: Option<&str>| RowBody::Work {
        employer: "甲社".to_owned(),
        title: String::new(),
        from: month(from),
        to: to.map(month),
        description: String::new(),
    };
    for (rows, years, is_met) in [
        (vec![], 0, true),
        (vec![], 1, false),
        (vec![work("2015-04", Some("2016-03"))], 1, true),
        (vec![work("2015-04", Some("2016-02"))], 1, false),
        (vec![work("2015-04", Some("2015-09")), work("2020-01", Some("2020-06"))], 1, true),
        // Two jobs at the same time.
        (vec![work("2015-04", Some("2016-03")), work("2015-04", Some("2016-03"))], 2, false),
        // Until today, and no further: 2026-04.
        (vec![work("2025-05", None)], 1, true),
        (vec![work("2025-06", None)], 1, false),
        (vec![work("2026-01", Some("2199-12"))], 1, false),
        (vec![work("2030-01", None)], 1, false),
        (vec![work("1900-01", None)], u8::MAX, false),
    ] {
        check_criterion(Criterion::Years { years }, &rows, is_met);
    }
}
