//! What the desk says of its members.

use domain::{
    Intent, Name, NoticeId, Object, Refusal, RefusalCode, Scope, UnitId, Visibility, VisibilityRule,
    record::{
        About, Category, MemberValue, Membership, MembershipStatus, OrgUnit, ProfileField, Role, StatusTransition,
    },
    visibility::Audience,
    wire::{OpOutcome, ScopeState, Sessions, SyncLine, SyncRequest},
};
use server::admin::{self, NewMember};
use uuid::Uuid;

use crate::world::{Person, START, World, is_applied, person, refused};

const UNIT: UnitId = UnitId(Uuid::from_u128(71));
/// A part of it.
const PART: UnitId = UnitId(Uuid::from_u128(72));
const OTHER: UnitId = UnitId(Uuid::from_u128(74));

async fn units(world: &World) {
    let unit = |id, name: &str, parent| OrgUnit { id, name: name.to_owned(), parent };
    let units = vec![unit(UNIT, "開発部", None), unit(PART, "第二課", Some(UNIT)), unit(OTHER, "営業部", None)];
    admin::add_units(&world.app, world.company, units).await.unwrap();
}

async fn membership(world: &World, person: &Person) -> Membership {
    let pulled = world.pull(person, person.me(), None).await;
    let all = pulled.puts.into_iter().filter_map(|(_, _, object)| match object {
        Object::Membership(membership) if membership.organization == world.company => Some(membership),
        _ => None,
    });
    all.last().unwrap()
}

#[tokio::test]
async fn the_roster_is_the_organizers_alone() {
    let world = World::new().await;
    let member = world.member(&world.hanako, world.company, world.kenta.id).await;
    assert_eq!(member, MemberValue::new(MembershipStatus::Current, Role::Member));
    let read = world.sync_from(&world.kenta, &[(Scope::Desk(world.company), None)]).await;
    assert!(matches!(&read[..], [SyncLine::Gone { .. }]), "{read:?}");
    let value = MemberValue { role: Role::Organizer, ..member.clone() };
    let intent = Intent::SetMember { organization: world.company, person: world.kenta.id, base: member, value };
    assert_eq!(refused(&world.does(&world.kenta, intent).await), Some(RefusalCode::NotFound));
    let oneself = world.sets_member(&world.hanako, world.company, world.hanako.id, |value| value.role = Role::Member);
    let refusal = Refusal::at(RefusalCode::Forbidden, "role");
    assert_eq!(oneself.await, OpOutcome::Refused { refusal }, "the desk is not left empty by one tap");
}

#[tokio::test]
async fn a_change_of_status_keeps_everything_else() {
    let world = World::new().await;
    let (kenta, dir) = (&world.kenta, Scope::Dir(world.company));
    world.sets(kenta, ProfileField::Headline, "設計", Visibility::members(world.company)).await;
    let before = world.pull(kenta, kenta.me(), None).await;
    let state = world.pull(kenta, dir, None).await.state;
    world.clock.advance(1000);
    let left = world.sets_member(&world.hanako, world.company, kenta.id, |value| {
        value.status = MembershipStatus::Alumnus;
    });
    assert!(is_applied(&left.await));

    let now = membership(&world, kenta).await;
    let from_to = StatusTransition { from: MembershipStatus::Current, to: MembershipStatus::Alumnus, at: START + 1000 };
    assert_eq!((now.value.status, now.history), (MembershipStatus::Alumnus, vec![from_to]));
    let notice = world.notice(kenta, NoticeId(now.id.0)).await.unwrap();
    assert_eq!((notice.category, notice.read), (Category::Membership, false));
    assert_eq!(notice.about, About::Status { status: MembershipStatus::Alumnus });

    let sessions: Sessions = world.get("/v1/sessions", kenta).await.json();
    assert_eq!(sessions.sessions.len(), 1, "the session is the same");
    let after = world.pull(kenta, kenta.me(), before.state.as_ref()).await;
    let changed = [Name::Membership(now.id).to_string(), Name::Notification(notice.id).to_string()];
    assert_eq!(after.names(), changed, "nothing of the profile is touched");
    let card = world.card(&world.hanako, world.company, kenta.id).await.unwrap();
    assert_eq!((card.status, card.headline.as_str()), (MembershipStatus::Alumnus, "設計"));
    let wanted = SyncRequest { schema: domain::SCHEMA, scopes: vec![ScopeState::after(dir, state)], total: false };
    let answer = world.post("/v1/sync", Some(kenta), &wanted).await;
    assert!(String::from_utf8_lossy(&answer.body).contains("cannot_calculate_changes"), "another class reads anew");
    assert!(world.card(kenta, world.company, kenta.id).await.is_some());
}

#[tokio::test]
async fn the_directory_follows_the_status() {
    let world = World::new().await;
    let alumni = Visibility::from(vec![VisibilityRule::new(world.company, Audience::Alumni)]);
    world.sets(&world.hanako, ProfileField::Headline, "卒業生へ", alumni).await;
    let headline = async || world.card(&world.kenta, world.company, world.hanako.id).await.unwrap().headline;
    assert_eq!(headline().await, "");
    for (status, seen) in [
        (MembershipStatus::Alumnus, "卒業生へ"),
        (MembershipStatus::Candidate, ""),
        (MembershipStatus::Alumnus, "卒業生へ"),
    ] {
        admin::set_status(&world.app, world.company, "kenta@example.test", status).await.unwrap();
        assert_eq!(headline().await, seen, "{status:?}");
    }
    assert_eq!(membership(&world, &world.kenta).await.history.len(), 3, "the operator's word is noted the same way");
    let same = admin::set_status(&world.app, world.company, "kenta@example.test", MembershipStatus::Alumnus).await;
    assert_eq!(same.unwrap(), world.kenta.id);
    assert_eq!(membership(&world, &world.kenta).await.history.len(), 3, "no change is no change");
}

#[tokio::test]
async fn an_exclusion_follows_the_viewer_into_another_class() {
    let world = World::new().await;
    let but_kenta = VisibilityRule {
        excluded_people: vec![world.kenta.id],
        ..VisibilityRule::new(world.company, Audience::Alumni)
    };
    world.sets(&world.hanako, ProfileField::Headline, "卒業生へ", vec![but_kenta].into()).await;
    let other = world.joins(world.company, "other", MembershipStatus::Current).await;
    for mail in ["kenta@example.test", "other@example.test"] {
        admin::set_status(&world.app, world.company, mail, MembershipStatus::Alumnus).await.unwrap();
    }
    let seen_by = async |viewer| world.card(viewer, world.company, world.hanako.id).await.unwrap().headline;
    assert_eq!((seen_by(&world.kenta).await.as_str(), seen_by(&other).await.as_str()), ("", "卒業生へ"));
}

#[tokio::test]
async fn many_who_leave_somebody_out_are_many_still_when_that_one_moves() {
    let world = World::new().await;
    let but_kenta = VisibilityRule {
        excluded_people: vec![world.kenta.id],
        ..VisibilityRule::new(world.company, Audience::Alumni)
    };
    let mut all = vec![];
    for number in 0..25 {
        let person = world.joins(world.company, &format!("shy{number}"), MembershipStatus::Alumnus).await;
        world.sets(&person, ProfileField::FamilyName, "内気", vec![but_kenta.clone()].into()).await;
        world.sets(&person, ProfileField::Headline, "内緒", Visibility::members(world.company)).await;
        all.push(person);
    }
    for role in [Role::Organizer, Role::Member] {
        let change = |value: &mut MemberValue| (value.status, value.role) = (MembershipStatus::Alumnus, role);
        let outcome = world.sets_member(&world.hanako, world.company, world.kenta.id, change).await;
        assert!(is_applied(&outcome), "{outcome:?}");
        let dir = world.pull(&world.kenta, Scope::Dir(world.company), None).await;
        assert!(!format!("{dir:?}").contains("内緒"));
    }
    let other = world.pull(&all[0], Scope::Dir(world.company), None).await;
    assert_eq!(format!("{other:?}").matches("内緒").count(), 25, "the other alumni see them all");
}

#[tokio::test]
async fn a_unit_that_is_left_out_stays_out_when_people_move() {
    let world = World::new().await;
    units(&world).await;
    let but_unit =
        VisibilityRule { excluded_units: vec![UNIT], ..VisibilityRule::new(world.company, Audience::Members) };
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", vec![but_unit].into()).await;
    let is_listed = async || world.card(&world.kenta, world.company, world.hanako.id).await.is_some();
    assert!(is_listed().await);
    for (units, seen) in [(vec![UNIT], false), (vec![OTHER], true), (vec![PART], false), (vec![], true)] {
        let why = format!("{units:?}");
        world.sets_member(&world.hanako, world.company, world.kenta.id, |value| value.units = units).await;
        assert_eq!(is_listed().await, seen, "{why}");
    }
    let new = NewMember { status: MembershipStatus::Current, units: vec![UNIT], cohort: None, title: String::new() };
    let id = admin::add_member(&world.app, world.company, &person("new@example.test", "新入"), new).await.unwrap();
    let new = Person { id, token: admin::issue_session(&world.app, id, "test").await.unwrap() };
    assert_eq!(world.card(&new, world.company, world.hanako.id).await, None, "also for whoever joins later");
}

#[tokio::test]
async fn units_cohort_and_title_are_shown_as_the_person_says() {
    let world = World::new().await;
    units(&world).await;
    let new = NewMember {
        status: MembershipStatus::Alumnus,
        units: vec![PART],
        cohort: Some(2017),
        title: "主任".to_owned(),
    };
    let id = admin::add_member(&world.app, world.company, &person("new@example.test", "新入"), new).await.unwrap();
    let new = Person { id, token: admin::issue_session(&world.app, id, "test").await.unwrap() };
    let card = world.card(&world.kenta, world.company, id).await.unwrap();
    let above = vec![UNIT, PART];
    assert_eq!((&card.units, card.cohort), (&above, Some(2017)), "the organisation's own data, as the names are");
    let dir = world.pull(&world.kenta, Scope::Dir(world.company), None).await;
    assert!(matches!(dir.object(&format!("unit/{PART}")), Object::Unit(unit) if unit.parent == Some(UNIT)));

    world.sets(&new, ProfileField::Affiliation, "", Visibility::default()).await;
    let card = world.card(&world.kenta, world.company, id).await.unwrap();
    assert_eq!((card.units, card.cohort), (vec![], None));
    let member = world.member(&world.hanako, world.company, id).await;
    assert_eq!((member.units, member.title.as_str()), (above, "主任"), "the roster is the organisation's");

    let missing = NewMember { units: vec![UnitId(Uuid::from_u128(99))], ..NewMember::from(MembershipStatus::Current) };
    let nowhere = admin::add_member(&world.app, world.company, &person("x@example.test", "無名"), missing).await;
    assert!(nowhere.is_err(), "no such unit");
    let orphan = OrgUnit { id: UnitId(Uuid::from_u128(73)), name: "孤".to_owned(), parent: Some(UnitId(Uuid::max())) };
    assert!(admin::add_units(&world.app, world.company, vec![orphan]).await.is_err(), "no such parent");
    let moved = OrgUnit { id: PART, name: "第二課".to_owned(), parent: Some(OTHER) };
    assert!(admin::add_units(&world.app, world.company, vec![moved]).await.is_err(), "its members are kept with UNIT");
    let outcome = world.sets_member(&world.hanako, world.company, id, |value| value.units = vec![UnitId(Uuid::max())]);
    assert_eq!(refused(&outcome.await), Some(RefusalCode::Invalid), "no such unit");
}

#[tokio::test]
async fn a_member_of_many_units_is_a_member_of_all_above_them() {
    let world = World::new().await;
    let id = |n: u128| UnitId(Uuid::from_u128(1000 + n));
    let name = |n: u128| format!("部署{n}");
    let top = OrgUnit { id: id(0), name: name(0), parent: None };
    let parts = (1..=20).map(|n| OrgUnit { id: id(n), name: name(n), parent: Some(id(0)) });
    admin::add_units(&world.app, world.company, std::iter::once(top).chain(parts).collect()).await.unwrap();
    let sets = async |units: Vec<UnitId>| {
        world.sets_member(&world.hanako, world.company, world.kenta.id, |value| value.units = units).await
    };
    assert!(is_applied(&sets((1..20).map(id).collect()).await));
    let units = world.member(&world.hanako, world.company, world.kenta.id).await.units;
    assert_eq!(units, (0..20).map(id).collect::<Vec<_>>());
    assert_eq!(refused(&sets((1..=20).map(id).collect()).await), Some(RefusalCode::TooMany), "with the one above");
}

#[tokio::test]
async fn a_second_organisation_shows_nothing_the_person_has_not_opened() {
    let world = World::new().await;
    let kenta = person("kenta@example.test", "水沢");
    let id = admin::add_member(&world.app, world.school, &kenta, MembershipStatus::Alumnus).await.unwrap();
    assert_eq!(id, world.kenta.id, "the same address is the same person");
    assert_eq!(world.card(&world.ren, world.school, id).await, None);
    let member = world.member(&world.ren, world.school, id).await;
    assert_eq!(member.status, MembershipStatus::Alumnus, "but stands in the roster");
    world.sets(&world.kenta, ProfileField::FamilyName, "水沢", Visibility::members(world.school)).await;
    assert_eq!(world.card(&world.ren, world.school, id).await.unwrap().name.family, "水沢");
}
