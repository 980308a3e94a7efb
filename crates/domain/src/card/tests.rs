//! What the list shows of a person. That each value keeps to its rules is tried in `tests/it/properties/seeing.rs`.

use uuid::Uuid;

use super::*;
use crate::{
    date::YearMonth,
    id::{MembershipId, RowId, UnitId},
    record::{ContactKind, FieldValue, MembershipStatus, Outcome, Role, RowValue},
    viewer::Standing,
};

const ME: PersonId = PersonId(Uuid::from_u128(1));
const ORG: OrgId = OrgId(Uuid::from_u128(2));
const UNIT: UnitId = UnitId(Uuid::from_u128(3));

fn month(text: &str) -> YearMonth {
    text.parse().expect("a month")
}

fn open() -> Visibility {
    Visibility::members(ORG)
}

fn field(field: ProfileField, text: &str, visibility: Visibility) -> FieldObject {
    FieldObject { field, value: FieldValue { text: text.to_owned(), visibility }, confirmed_at: None }
}

fn family() -> FieldObject {
    field(ProfileField::FamilyName, "山田", open())
}

fn row(n: u128, place: &str, body: RowBody) -> Row {
    Row {
        id: RowId(Uuid::from_u128(n)),
        value: RowValue::new(body, open()),
        place: place.to_owned(),
        confirmed_at: None,
    }
}

fn skill(n: u128, place: &str, name: &str) -> Row {
    row(n, place, RowBody::Skill { name: name.to_owned(), note: "五年".to_owned() })
}

fn work(n: u128, place: &str, employer: &str, from: &str, to: Option<&str>) -> Row {
    let (employer, title) = (employer.to_owned(), format!("{employer}の人"));
    let body =
        RowBody::Work { employer, title, from: month(from), to: to.map(month), description: "仕事".to_owned() };
    row(n, place, body)
}

fn membership() -> Membership {
    let known = MemberValue::new(MembershipStatus::Alumnus, Role::Organizer);
    let value = MemberValue { units: vec![UNIT], cohort: Some(2010), title: "課長".to_owned(), ..known };
    Membership { id: MembershipId(Uuid::from_u128(4)), organization: ORG, value, since: 0, history: Vec::new() }
}

const VIEWER: Viewer = Viewer::anybody(Standing { status: MembershipStatus::Current, role: Role::Member });

fn seen_by(viewer: &Viewer, fields: &[FieldObject], rows: &[Row]) -> Option<Card> {
    card(&Profile::new(ME, fields, rows, &membership()), viewer)
}

#[track_caller]
fn seen(fields: &[FieldObject], rows: &[Row]) -> Card {
    seen_by(&VIEWER, fields, rows).expect("a card")
}

#[test]
fn whoever_hides_the_family_name_is_not_listed() {
    let given = || field(ProfileField::GivenName, "花子", open());
    let hidden = |text| field(ProfileField::FamilyName, text, Visibility::default());
    assert!(seen_by(&VIEWER, &[family(), given()], &[]).is_some());
    for fields in
        [vec![], vec![given()], vec![hidden("山田"), given()], vec![field(ProfileField::FamilyName, "", open())]]
    {
        assert_eq!(seen_by(&VIEWER, &fields, &[skill(1, "80", "英語")]), None, "{fields:?}");
    }
    let myself = Viewer { person: Some(ME), ..VIEWER };
    assert!(seen_by(&myself, &[hidden("山田")], &[]).is_some(), "oneself always");
}

#[test]
fn whoever_is_blocked_sees_nobody() {
    assert_eq!(seen_by(&Viewer { is_blocked: true, ..VIEWER }, &[family()], &[]), None);
}

#[test]
fn whoever_is_listed_shows_the_standing_and_nothing_else_unasked() {
    let expected = Card {
        name: PersonName { family: "山田".to_owned(), ..PersonName::hidden(ME) },
        former: Vec::new(),
        latin: String::new(),
        headline: String::new(),
        employer: String::new(),
        position: String::new(),
        skills: Vec::new(),
        status: MembershipStatus::Alumnus,
        role: Role::Organizer,
        units: Vec::new(),
        cohort: None,
        page: "9Cwqii4Z".to_owned(),
    };
    assert_eq!(seen(&[family()], &[]), expected);
}

#[test]
fn what_the_organisation_says_follows_one_rule() {
    let shown = seen(&[family(), field(ProfileField::Affiliation, "", open())], &[]);
    assert_eq!((shown.units, shown.cohort), (vec![UNIT], Some(2010)));
    for hidden in [None, Some(Visibility::default()), Some(Visibility::members(OrgId(Uuid::nil())))] {
        let rule = hidden.map(|rule| field(ProfileField::Affiliation, "", rule));
        let fields: Vec<FieldObject> = [family()].into_iter().chain(rule).collect();
        let shown = seen(&fields, &[]);
        assert_eq!((shown.units, shown.cohort), (vec![], None), "{fields:?}");
    }
}

#[test]
fn the_employer_is_that_of_the_work_begun_last() {
    for (rows, employer) in [
        (vec![], ""),
        (vec![work(1, "80", "甲社", "2015-04", Some("2020-03"))], ""),
        (vec![work(1, "80", "甲社", "2015-04", None)], "甲社"),
        (vec![work(1, "80", "甲社", "2015-04", None), work(2, "7f80", "乙社", "2020-04", None)], "乙社"),
        (vec![work(1, "80", "甲社", "2020-04", None), work(2, "7f80", "乙社", "2015-04", None)], "甲社"),
        (vec![work(1, "80", "甲社", "2020-04", Some("2021-03")), work(2, "7f80", "乙社", "2015-04", None)], "乙社"),
        // Begun in the same month: the upper one of the list.
        (vec![work(1, "80", "甲社", "2020-04", None), work(2, "7f80", "乙社", "2020-04", None)], "乙社"),
    ] {
        let card = seen(&[family()], &rows);
        let position = if employer.is_empty() { String::new() } else { format!("{employer}の人") };
        assert_eq!((card.employer.as_str(), card.position), (employer, position), "{rows:?}");
    }
    // Of a hidden work not even the place in the list is kept.
    let mut hidden = work(2, "80", "乙社", "2020-04", None);
    hidden.value.visibility = Visibility::default();
    assert_eq!(seen(&[family()], &[hidden, work(1, "8180", "甲社", "2015-04", None)]).employer, "甲社");
}

#[test]
fn lists_are_in_the_persons_order_and_end() {
    let rows = [skill(1, "8180", "独語"), skill(3, "80", "英語"), skill(2, "80", "料理")];
    assert_eq!(seen(&[family()], &rows).skills, ["料理", "英語", "独語"], "by place, then by id");

    let many: Vec<Row> = (0..limit::CARD_SKILLS as u128 + 9).map(|n| skill(n, "80", &n.to_string())).collect();
    let skills: Vec<String> = (0..limit::CARD_SKILLS).map(|n| n.to_string()).collect();
    assert_eq!(seen(&[family()], &many).skills, skills, "the first ones");

    let former = |n: u128| {
        let names = RowBody::FormerName { family: format!("旧{n}"), family_kana: format!("キュウ{n}") };
        row(n, "80", names)
    };
    let many: Vec<Row> = (0..limit::CARD_FORMER as u128 + 9).map(former).collect();
    let card = seen(&[family()], &many);
    assert_eq!(card.former.len(), limit::CARD_FORMER);
    assert_eq!((card.former[0].family.as_str(), card.former[0].family_kana.as_str()), ("旧0", "キュウ0"));
}

#[test]
fn what_is_read_on_the_page_is_not_on_the_card() {
    let text = || "ページだけ".to_owned();
    let bodies = [
        work(0, "80", "ページだけ", "2015-04", Some("2020-03")).value.body,
        RowBody::Education { school: text(), course: text(), from: month("2011-04"), to: None, outcome: Outcome::Left },
        RowBody::Certificate { name: text(), issuer: text(), at: None },
        RowBody::Language { name: text(), level: text() },
        RowBody::Project { name: text(), role: text(), from: None, to: None, description: text() },
        RowBody::Link { url: text(), label: text() },
        RowBody::Contact { contact: ContactKind::Email, value: text(), label: text() },
        RowBody::Custom { label: text(), value: text() },
    ];
    let rows: Vec<Row> = (1..).zip(bodies).map(|(n, body)| row(n, "80", body)).collect();
    let fields =
        [family(), field(ProfileField::Summary, "ページだけ", open()), field(ProfileField::Photo, "写真", open())];
    let (full, bare) = (seen(&fields, &rows), seen(&[family()], &[]));
    assert_ne!(full.page, bare.page, "but the card tells that there is something else on the page");
    assert_eq!(Card { page: bare.page.clone(), ..full }, bare);
}
