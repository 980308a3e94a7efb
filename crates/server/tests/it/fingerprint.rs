//! A card tells of the page: it changes whenever what its reader may see of the page does, and at no other time.

use domain::{
    Audience, Intent, PersonId, Visibility, VisibilityRule,
    page::PersonPage,
    record::{FieldValue, MembershipStatus, OrgUnit, PersonName, ProfileField, RowBody, RowValue},
    wire::OpOutcome,
};
use server::admin;
use uuid::Uuid;

use crate::world::{Person, World, is_applied, row, set};

const UNIT: domain::UnitId = domain::UnitId(Uuid::from_u128(71));

/// The page of hanako as somebody gets it, without the days of confirmation; none for whom she does not exist.
async fn page(world: &World, viewer: &Person) -> Option<PersonPage> {
    let path = format!("/v1/organizations/{}/people/{}", world.company, world.hanako.id);
    let answer = world.get(&path, viewer).await;
    if answer.status == 404 {
        return None;
    }
    let mut page: PersonPage = answer.json();
    page.confirmed_at = None;
    page.rows.iter_mut().for_each(|row| row.confirmed_at = None);
    Some(page)
}

/// What each viewer sees of hanako; the card of the directory is the one of the page, to the letter.
async fn seen(world: &World, viewers: &[(&str, &Person)], after: &str) -> Vec<Option<PersonPage>> {
    let mut all = vec![];
    for (who, viewer) in viewers {
        let (card, page) = (world.card(viewer, world.company, world.hanako.id).await, page(world, viewer).await);
        assert_eq!(card, page.as_ref().map(|page| page.card.clone()), "{who} after {after}");
        all.push(page);
    }
    all
}

fn rule(world: &World, audience: Audience) -> VisibilityRule {
    VisibilityRule::new(world.company, audience)
}

fn phone(visibility: Visibility) -> RowValue {
    let body = RowBody::Custom { label: "電話".to_owned(), value: "03-0000-0000".to_owned() };
    RowValue { body, visibility }
}

/// Edits of hanako's that touch the page, most of them nothing of the card.
fn edits(world: &World, excluded: PersonId) -> Vec<(&'static str, Intent)> {
    let members = || Visibility::members(world.company);
    let but = |rule| Visibility::from(vec![rule]);
    let not_one = VisibilityRule { excluded_people: vec![excluded], ..rule(world, Audience::Members) };
    let not_unit = VisibilityRule { excluded_units: vec![UNIT], ..rule(world, Audience::Members) };
    let place = |after: Option<&str>| domain::place::between(after, None).unwrap();
    let (first, second) = (place(None), place(Some(&place(None))));
    let third = place(Some(&second));
    let summary = |text: &str, visibility| set(ProfileField::Summary, text, visibility);
    let change =
        |from: Visibility, to: Visibility| Intent::EditRow { row: row(1), base: phone(from), value: phone(to) };
    let affiliation = |visibility| FieldValue { text: String::new(), visibility };
    let (base, value) = (affiliation(members()), affiliation(Visibility::default()));
    let hides_affiliation = Intent::SetField { field: ProfileField::Affiliation, base, value };
    vec![
        ("a summary", summary("設計をしています", members())),
        ("one is left out", summary("設計をしています", but(not_one.clone()))),
        ("a unit is left out", summary("設計をしています", but(not_unit))),
        ("for connections", summary("設計をしています", but(rule(world, Audience::Connections)))),
        ("for nobody", summary("設計をしています", Visibility::default())),
        ("a row", Intent::AddRow { row: row(1), value: phone(members()), place: first }),
        ("another", Intent::AddRow { row: row(2), value: phone(but(not_one.clone())), place: second }),
        ("the other order", Intent::MoveRow { row: row(1), place: third }),
        ("a row for alumni", change(members(), but(rule(world, Audience::Alumni)))),
        ("a row that one may not see", change(but(rule(world, Audience::Alumni)), but(not_one))),
        ("a row is confirmed", Intent::ConfirmRow { row: row(2) }),
        ("a value is confirmed", Intent::ConfirmField { field: ProfileField::Headline }),
        ("a row goes", Intent::RemoveRow { row: row(1) }),
        ("the place in the organisation is hidden", hides_affiliation),
    ]
}

/// The base of an edit of the summary is what stands.
fn on_top(intent: Intent, before: &mut FieldValue) -> Intent {
    match intent {
        Intent::SetField { field: field @ ProfileField::Summary, value, .. } => {
            Intent::SetField { field, base: std::mem::replace(before, value.clone()), value }
        }
        other => other,
    }
}

#[tokio::test]
async fn a_card_tells_exactly_what_its_reader_sees_of_the_page() {
    let world = World::new().await;
    let unit = OrgUnit { id: UNIT, name: "開発部".to_owned(), parent: None };
    admin::add_units(&world.app, world.company, vec![unit]).await.unwrap();
    let alumnus = world.joins(world.company, "aoi", MembershipStatus::Alumnus).await;
    let candidate = world.joins(world.company, "mina", MembershipStatus::Candidate).await;
    let excluded = world.joins(world.company, "rin", MembershipStatus::Alumnus).await;
    let in_unit = world.joins(world.company, "jun", MembershipStatus::Current).await;
    let joins = |value: &mut domain::record::MemberValue| value.units = vec![UNIT];
    assert!(is_applied(&world.sets_member(&world.hanako, world.company, in_unit.id, joins).await));
    let viewers = [
        ("kenta", &world.kenta),
        ("an alumnus", &alumnus),
        ("a candidate", &candidate),
        ("one who is left out", &excluded),
        ("one of a unit", &in_unit),
    ];
    let mut before = seen(&world, &viewers, "the beginning").await;
    let (mut changes, mut quiet) = (0, 0);
    let mut compare = |before: &[Option<PersonPage>], after: &[Option<PersonPage>], what: &str| {
        for (n, (before, after)) in before.iter().zip(after).enumerate() {
            let print = |page: &Option<PersonPage>| page.as_ref().map(|page| page.card.page.clone());
            assert_eq!(print(before) != print(after), before != after, "{} after {what}", viewers[n].0);
            let counted = if before == after { &mut quiet } else { &mut changes };
            *counted += 1;
        }
    };
    let mut summary = FieldValue::default();
    for (what, intent) in edits(&world, excluded.id) {
        let outcome = world.does(&world.hanako, on_top(intent, &mut summary)).await;
        assert!(is_applied(&outcome) || matches!(outcome, OpOutcome::Removed { .. }), "{what}: {outcome:?}");
        let after = seen(&world, &viewers, what).await;
        compare(&before, &after, what);
        before = after;
    }
    // What stands between two people changes, and not the profile.
    let friends = vec![rule(&world, Audience::Connections)].into();
    let shows = on_top(set(ProfileField::Summary, "友人へ", friends), &mut summary);
    assert!(is_applied(&world.does(&world.hanako, shows).await));
    before = seen(&world, &viewers, "a summary for friends").await;
    world.connected(&world.kenta, &world.hanako).await;
    let after = seen(&world, &viewers, "contact").await;
    compare(&before, &after, "contact");
    assert_eq!(after[0].as_ref().unwrap().summary, "友人へ");
    let block = Intent::Block { name: PersonName::hidden(world.kenta.id) };
    assert!(is_applied(&world.does(&world.hanako, block).await));
    let blocked = seen(&world, &viewers, "a block").await;
    compare(&after, &blocked, "a block");
    assert_eq!(blocked[0], None);
    let title = |value: &mut domain::record::MemberValue| value.title = "課長".to_owned();
    assert!(is_applied(&world.sets_member(&world.hanako, world.company, world.hanako.id, title).await));
    compare(&blocked, &seen(&world, &viewers, "a title").await, "a title");
    assert!(changes > 25 && quiet > 25, "or it proves little: {changes}, {quiet}");
}

#[tokio::test]
async fn nobody_learns_a_page_by_trying() {
    let world = World::new().await;
    // Two people whose pages say the same: their fingerprints do not.
    let mina = world.joins(world.company, "mina", MembershipStatus::Current).await;
    let print = async |of: &Person| {
        world.sets(of, ProfileField::Summary, "同じ", Visibility::members(world.company)).await;
        world.card(&world.kenta, world.company, of.id).await.unwrap().page
    };
    let (one, other) = (print(&world.hanako).await, print(&mina).await);
    assert!(one != other && one.len() == 8 && other.len() == 8, "{one} {other}");
}
