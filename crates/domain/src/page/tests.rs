//! What the page of a person shows beyond the card. That each value keeps to its rules is tried in
//! `tests/it/properties/seeing.rs`.

use uuid::Uuid;

use super::*;
use crate::{
    id::{MembershipId, OrgId, PersonId},
    record::{FieldObject, FieldValue, MemberValue, Membership, MembershipStatus, Role, Row, RowValue},
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

fn membership() -> Membership {
    let known = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
    let value = MemberValue { title: "課長".to_owned(), ..known };
    Membership { id: MembershipId(Uuid::from_u128(3)), organization: ORG, value, since: 0, history: Vec::new() }
}

fn seen_by(viewer: &Viewer, fields: &[FieldObject], rows: &[Row]) -> Option<PersonPage> {
    page(&Profile::new(ME, fields, rows, &membership()), viewer)
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

/// What a card says of the page: eight letters for each state of it.
fn print(fields: &[FieldObject], rows: &[Row], of: &Membership, viewer: &Viewer) -> String {
    let family = field(ProfileField::FamilyName, open(), None);
    let fields: Vec<FieldObject> = [family].into_iter().chain(fields.iter().cloned()).collect();
    page(&Profile::new(ME, &fields, rows, of), viewer).expect("a page").card.page
}

type Change = dyn Fn(&mut [FieldObject; 4], &mut [Row; 2], &mut Membership);

#[test]
fn whatever_a_viewer_sees_of_a_page_is_in_its_fingerprint() {
    use ProfileField::{Affiliation, Headline, Photo, Summary};
    let all = || [Summary, Photo, Affiliation, Headline].map(|of| field(of, open(), None));
    let rows = || [row(1, "80", open(), None), row(2, "8180", open(), None)];
    let changed = |change: &Change| {
        let (mut fields, mut rows, mut of) = (all(), rows(), membership());
        change(&mut fields, &mut rows, &mut of);
        print(&fields, &rows, &of, &VIEWER)
    };
    let now = changed(&|_, _, _| {});
    // Storage keeps cards with it: another form would part every kept page from its card.
    assert_eq!(now, "puIylxue");
    let seen = [
        changed(&|fields, _, _| fields[0].value.visibility = Visibility::default()),
        changed(&|fields, _, _| fields[1].value.text = "another".to_owned()),
        changed(&|fields, _, _| fields[2].value.visibility = Visibility::default()),
        changed(&|fields, _, _| fields[3].value.visibility = Visibility::default()),
        changed(&|_, rows, _| rows[0].value.visibility = Visibility::default()),
        changed(&|_, rows, _| rows[0].value.body = row(3, "80", open(), None).value.body),
        changed(&|_, rows, _| rows[0].place = "8280".to_owned()),
        changed(&|_, _, of| of.value.title = "部長".to_owned()),
        // Whoever knows what stands there but not the membership's id cannot make it.
        changed(&|_, _, of| of.id = MembershipId(Uuid::from_u128(4))),
    ];
    let apart: std::collections::BTreeSet<&String> = seen.iter().chain([&now]).collect();
    assert_eq!(apart.len(), seen.len() + 1, "{seen:?}");
    let unseen = [
        changed(&|fields, rows, _| (fields[0].confirmed_at, rows[0].confirmed_at) = (Some(DAY), Some(DAY))),
        changed(&|fields, _, _| fields.reverse()),
        changed(&|_, rows, _| rows[1].place = "8280".to_owned()),
        changed(&|_, _, of| of.since = DAY),
    ];
    assert!(unseen.iter().all(|print| *print == now), "{unseen:?}");
}

#[test]
fn what_is_hidden_is_not_in_a_fingerprint() {
    let hidden = |of| field(of, Visibility::default(), None);
    let secret = [row(1, "80", Visibility::default(), None), row(2, "8180", open(), None)];
    let bare = print(&[], &[row(2, "80", open(), None)], &membership(), &VIEWER);
    let fields = [ProfileField::Summary, ProfileField::Photo, ProfileField::Affiliation].map(hidden);
    assert_eq!(print(&fields, &secret, &membership(), &VIEWER), bare);
    let mut empty = field(ProfileField::Summary, open(), None);
    empty.value.text.clear();
    assert_eq!(print(&[empty], &secret, &membership(), &VIEWER), bare, "what is empty is not on the page");
    let myself = Viewer { person: Some(ME), ..VIEWER };
    assert_ne!(print(&fields, &secret, &membership(), &myself), bare);
}
