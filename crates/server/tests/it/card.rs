//! What each viewer's directory shows of a person: every audience to every standing, exceptions, connections, blocks.

use domain::{
    Intent, Object, PersonId, Scope, Standing, UnitId, Viewer, Visibility, VisibilityRule,
    card::Profile,
    date::YearMonth,
    place,
    record::{
        Card, ContactKind, FieldObject, MemberValue, MembershipStatus, OrgUnit, PersonName, ProfileField, Role, Row,
        RowBody, RowValue,
    },
    visibility::Audience,
    wire::OpOutcome,
};
use server::admin;
use uuid::Uuid;

use crate::world::{Person, World, is_applied, row, value};

const UNIT: UnitId = UnitId(Uuid::from_u128(71));

struct Looking {
    person: Person,
    viewer: Viewer,
}

/// Somebody of every standing in the company; one of them excluded, in an excluded unit, connected, blocked.
async fn viewers(world: &World) -> Vec<Looking> {
    let unit = OrgUnit { id: UNIT, name: "開発部".to_owned(), parent: None };
    admin::add_units(&world.app, world.company, vec![unit]).await.unwrap();
    let mut all = vec![];
    for standing in Standing::ALL {
        for kind in ["plain", "unit", "connected", "blocked", "blocks"] {
            let name = format!("{}-{kind}", standing.as_str());
            let person = world.joins(world.company, &name, standing.status).await;
            let units: Vec<UnitId> = (kind == "unit").then_some(UNIT).into_iter().collect();
            let change = |value: &mut MemberValue| (value.role, value.units) = (standing.role, units.clone());
            world.sets_member(&world.hanako, world.company, person.id, change).await;
            if kind == "connected" {
                world.connected(&world.kenta, &person).await;
            }
            let block = |whom: PersonId| Intent::Block { name: PersonName::hidden(whom) };
            match kind {
                "blocked" => drop(world.does(&world.kenta, block(person.id)).await),
                "blocks" => drop(world.does(&person, block(world.kenta.id)).await),
                _ => {}
            }
            let (is_connected, is_blocked) = (kind == "connected", kind.starts_with("block"));
            let viewer = Viewer { person: Some(person.id), standing, units, is_connected, is_blocked };
            all.push(Looking { person, viewer });
        }
    }
    all
}

/// The domain's own answer from what stands in kenta's `me` and in the roster.
async fn expected(world: &World, viewer: &Viewer) -> Option<Card> {
    let me = world.pull(&world.kenta, world.kenta.me(), None).await;
    let (mut fields, mut rows, mut membership): (Vec<FieldObject>, Vec<Row>, _) = (vec![], vec![], None);
    for (_, _, object) in me.puts {
        match object {
            Object::Field(field) => fields.push(field),
            Object::Row(row) => rows.push(row),
            Object::Membership(of) if of.organization == world.company => membership = Some(of),
            _ => {}
        }
    }
    domain::card::card(&Profile::new(world.kenta.id, &fields, &rows, &membership.unwrap()), viewer)
}

#[tokio::test]
async fn every_rule_shows_the_right_card_to_every_viewer() {
    let world = World::new().await;
    let viewers = viewers(&world).await;
    let whole = |audience| VisibilityRule::new(world.company, audience);
    let excluded: Vec<PersonId> = viewers.iter().step_by(3).map(|looking| looking.person.id).collect();
    let mut rules: Vec<Vec<VisibilityRule>> = Audience::ALL.map(|audience| vec![whole(audience)]).into();
    rules.extend([
        vec![VisibilityRule { excluded_people: excluded, ..whole(Audience::Members) }],
        vec![VisibilityRule { excluded_units: vec![UNIT], ..whole(Audience::Members) }],
        vec![VisibilityRule { hidden_from_organizers: true, ..whole(Audience::Members) }],
        vec![],
    ]);
    let mut seen = 0;
    for field in [ProfileField::Headline, ProfileField::FamilyName] {
        for rule in &rules {
            world.sets(&world.kenta, field, "見える", rule.clone().into()).await;
            for Looking { person, viewer } in &viewers {
                let card = world.card(person, world.company, world.kenta.id).await;
                assert_eq!(card, expected(&world, viewer).await, "{field:?} {rule:?} to {viewer:?}");
                seen += usize::from(card.is_some_and(|card| card.headline == "見える"));
            }
        }
        world.sets(&world.kenta, field, "見える", Visibility::members(world.company)).await;
    }
    assert!(seen > 100, "or the test proves nothing: {seen}");
}

#[tokio::test]
async fn a_card_holds_what_can_be_searched_and_follows_every_row() {
    let world = World::new().await;
    let members = || Visibility::members(world.company);
    let kenta = &world.kenta;
    let month = |text: &str| text.parse::<YearMonth>().unwrap();
    let work = |employer: &str, from: &str, to: Option<&str>| RowBody::Work {
        employer: employer.to_owned(),
        title: "主任".to_owned(),
        from: month(from),
        to: to.map(month),
        description: "詳しいこと".to_owned(),
    };
    let skill = |name: &str| RowBody::Skill { name: name.to_owned(), note: String::new() };
    let bodies = [
        work("前の会社", "2010-04", Some("2020-03")),
        work("今の会社", "2020-04", None),
        skill("溶接"),
        skill("旋盤"),
        RowBody::FormerName { family: "旧姓".to_owned(), family_kana: "キュウセイ".to_owned() },
        RowBody::Contact { contact: ContactKind::Phone, value: "000".to_owned(), label: String::new() },
    ];
    let mut last = None;
    for (number, body) in bodies.into_iter().enumerate() {
        let place = place::between(last.as_deref(), None).unwrap();
        let intent =
            Intent::AddRow { row: row(number as u128), value: RowValue::new(body, members()), place: place.clone() };
        assert!(is_applied(&world.does(kenta, intent).await));
        last = Some(place);
    }
    let card = async || world.card(&world.hanako, world.company, kenta.id).await.unwrap();
    let shown = card().await;
    assert_eq!((shown.employer.as_str(), shown.position.as_str()), ("今の会社", "主任"));
    assert_eq!(
        (shown.skills.as_slice(), shown.former[0].family.as_str()),
        (&["溶接", "旋盤"].map(String::from)[..], "旧姓")
    );

    let before = place::between(None, Some(&place::between(None, None).unwrap())).unwrap();
    world.does(kenta, Intent::MoveRow { row: row(3), place: before }).await;
    assert_eq!(card().await.skills, ["旋盤", "溶接"], "in the person's order");
    let base = RowValue::new(work("今の会社", "2020-04", None), members());
    let left = RowValue::new(work("今の会社", "2020-04", Some("2026-03")), members());
    world.does(kenta, Intent::EditRow { row: row(1), base, value: left }).await;
    assert_eq!(card().await.employer, "", "nobody's employer any more");
    world.does(kenta, Intent::RemoveRow { row: row(2) }).await;
    assert_eq!(card().await.skills, ["旋盤"]);

    let (dir, state) =
        (Scope::Dir(world.company), world.pull(&world.hanako, Scope::Dir(world.company), None).await.state);
    world.clock.advance(1000);
    for confirm in [Intent::ConfirmRow { row: row(3) }, Intent::ConfirmField { field: ProfileField::FamilyName }] {
        assert!(is_applied(&world.does(kenta, confirm).await));
    }
    let news = world.pull(&world.hanako, dir, state.as_ref()).await;
    assert!(news.puts.is_empty() && news.deletes.is_empty(), "a confirmation moves no card: {news:?}");
}

#[tokio::test]
async fn an_exception_once_made_stays_the_truth() {
    let world = World::new().await;
    let (kenta, dir) = (&world.kenta, Scope::Dir(world.company));
    let boss = world.joins(world.company, "boss", MembershipStatus::Current).await;
    let other = world.joins(world.company, "other", MembershipStatus::Current).await;
    let open = VisibilityRule::new(world.company, Audience::Members);
    let but_boss = VisibilityRule { excluded_people: vec![boss.id], ..open.clone() };
    let name = format!("card/{}", kenta.id);
    world.sets(kenta, ProfileField::FamilyName, "水沢", vec![but_boss].into()).await;
    let gone = world.pull(&boss, dir, None).await;
    assert!(!gone.names().contains(&name.as_str()), "from the start there is nothing, not even a deletion");
    assert!(gone.deletes.is_empty());
    assert!(world.card(&other, world.company, kenta.id).await.is_some());

    // What the class sees from now on shows the excluded one nothing.
    world.sets(kenta, ProfileField::Headline, "転職します", vec![open.clone()].into()).await;
    let still = world.pull(&boss, dir, gone.state.as_ref()).await;
    assert!(still.puts.is_empty() && still.deletes.is_empty() && still.state == gone.state, "{still:?}");
    world.sets(kenta, ProfileField::FamilyName, "水沢", vec![open].into()).await;
    let back = world.pull(&boss, dir, gone.state.as_ref()).await;
    assert!(matches!(back.object(&name), Object::Card(card) if card.headline == "転職します"));
    let edit = value("転職しました", Visibility::members(world.company));
    let base = value("転職します", Visibility::members(world.company));
    let set = Intent::SetField { field: ProfileField::Headline, base, value: edit };
    assert!(matches!(world.does(kenta, set).await, OpOutcome::Applied { .. }));
    let next = world.pull(&boss, dir, back.state.as_ref()).await;
    assert!(matches!(next.object(&name), Object::Card(card) if card.headline == "転職しました"), "though equal again");
    let role = world.member(&world.hanako, world.company, boss.id).await.role;
    assert_eq!(role, Role::Member);
}
