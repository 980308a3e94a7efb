//! What the page of a person shows beyond the card. That each value keeps to its rules is tried in
//! `tests/it/properties/seeing.rs`.

use uuid::Uuid;

use super::*;
use crate::{
    id::{OrgId, PersonId},
    record::{FieldObject, FieldValue, MemberValue, MembershipStatus, Role, Row, RowValue},
    viewer::Standing,
    visibility::Visibility,
};

const ME: PersonId = PersonId(Uuid::from_u128(1));
const ORG: OrgId = OrgId(Uuid::from_u128(2));
const HOUR: Millis = 60 * 60 * 1000;
const DAY: Millis = 24 * HOUR;
const VIEWER: Viewer = Viewer::anybody(Standing { status: MembershipStatus::Current, role: Role::Member });

fn open() -> Visibility {
    Visibility::members(ORG)
}

fn field(field: ProfileField, visibility: Visibility, confirmed_at: Option<Millis>) -> FieldObject {
    FieldObject { field, value: FieldValue { text: field.as_str().to_owned(), visibility }, confirmed_at }
}

fn row(n: u128, place: &str, visibility: Visibility, confirmed_at: Option<Millis>) -> Row {
    let body = RowBody::Skill { name: format!("技{n}"), note: String::new() };
    let (id, place) = (RowId(Uuid::from_u128(n)), place.to_owned());
    Row { id, value: RowValue::new(body, visibility), place, confirmed_at }
}

fn seen_by(viewer: &Viewer, fields: &[FieldObject], rows: &[Row]) -> Option<PersonPage> {
    let known = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
    let member = MemberValue { title: "課長".to_owned(), ..known };
    page(&Profile { person: ME, fields, rows, organization: ORG, member: &member }, viewer)
}

fn seen(fields: &[FieldObject], rows: &[Row]) -> PersonPage {
    let family = field(ProfileField::FamilyName, open(), None);
    let fields: Vec<FieldObject> = [family].into_iter().chain(fields.iter().cloned()).collect();
    seen_by(&VIEWER, &fields, rows).expect("a page")
}

#[test]
fn who_has_no_card_has_no_page() {
    let summary = field(ProfileField::Summary, open(), None);
    assert_eq!(seen_by(&VIEWER, std::slice::from_ref(&summary), &[]), None, "the family name is hidden");
    let family = field(ProfileField::FamilyName, open(), None);
    assert_eq!(seen_by(&Viewer { is_blocked: true, ..VIEWER }, &[family, summary], &[]), None);
}

#[test]
fn a_page_has_what_is_shown() {
    use ProfileField::{Affiliation, Photo, Summary};
    let page = seen(&[Summary, Photo, Affiliation].map(|of| field(of, open(), None)), &[]);
    assert_eq!((page.summary.as_str(), page.photo.as_str(), page.title.as_str()), ("summary", "photo", "課長"));
    let page = seen(&[Summary, Photo, Affiliation].map(|of| field(of, Visibility::default(), None)), &[]);
    assert_eq!((page.summary.as_str(), page.photo.as_str(), page.title.as_str()), ("", "", ""));
}

#[test]
fn rows_are_in_the_persons_order() {
    let rows = [row(1, "8180", open(), None), row(3, "80", open(), None), row(2, "80", open(), None)];
    let order: Vec<RowId> = seen(&[], &rows).rows.into_iter().map(|row| row.row).collect();
    assert_eq!(order, [2, 3, 1].map(|n| RowId(Uuid::from_u128(n))));
}

#[test]
fn the_newest_day_of_what_is_shown_and_not_its_hour() {
    let headline = |visibility, at| field(ProfileField::Headline, visibility, Some(at));
    let hidden = Visibility::default;
    for (fields, rows, expected) in [
        (vec![], vec![], None),
        (vec![headline(open(), 3 * DAY)], vec![], Some(3 * DAY)),
        (vec![headline(open(), 3 * DAY + 23 * HOUR)], vec![row(1, "80", open(), Some(2 * DAY + 1))], Some(3 * DAY)),
        (vec![headline(open(), DAY)], vec![row(1, "80", open(), Some(2 * DAY + 1))], Some(2 * DAY)),
        (vec![headline(hidden(), 9 * DAY)], vec![row(1, "80", hidden(), Some(9 * DAY))], None),
        (vec![headline(hidden(), 9 * DAY)], vec![row(1, "80", open(), Some(HOUR))], Some(0)),
        (vec![headline(open(), -1)], vec![], Some(-DAY)),
    ] {
        let page = seen(&fields, &rows);
        assert_eq!(page.confirmed_at, expected, "{fields:?} {rows:?}");
        assert!(page.rows.iter().all(|row| row.confirmed_at.is_some_and(|at| at % DAY == 0)), "{:?}", page.rows);
    }
}
