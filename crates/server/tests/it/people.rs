//! The page of a person: what is seen of it, who is not found, the budget, the tag.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use domain::{
    Audience, Intent, OrgId, PersonId, RowId, Visibility, VisibilityRule, limit,
    page::PersonPage,
    record::{MembershipStatus, PersonName, ProfileField, RowBody, RowValue},
    wire::ProblemCode,
};
use uuid::Uuid;

use crate::world::{Answer, MINUTE, Person, World, is_applied, request};

const DAY: i64 = 24 * 60 * MINUTE;

fn path(organization: OrgId, person: PersonId) -> String {
    format!("/v1/organizations/{organization}/people/{person}")
}

async fn look(world: &World, viewer: &Person, person: PersonId) -> Answer {
    world.get(&path(world.company, person), viewer).await
}

#[tokio::test]
async fn a_page_shows_what_its_rules_show() {
    let world = World::new().await;
    let (members, connections) = (Visibility::members(world.company), |audience| {
        Visibility::from(vec![VisibilityRule::new(world.company, audience)])
    });
    world.sets(&world.hanako, ProfileField::Summary, "設計をしています", members.clone()).await;
    let bodies =
        [("旋盤", members), ("つながりだけ", connections(Audience::Connections)), ("内緒", Visibility::default())];
    for (n, (name, visibility)) in (1..).zip(bodies) {
        let body = RowBody::Skill { name: name.to_owned(), note: String::new() };
        let (row, place) = (RowId(Uuid::from_u128(n)), domain::place::between(None, None).unwrap());
        let add = Intent::AddRow { row, value: RowValue { body, visibility }, place };
        assert!(is_applied(&world.does(&world.hanako, add).await));
    }
    let skills = async |viewer: &Person| {
        let answer = look(&world, viewer, world.hanako.id).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-cache");
        let page: PersonPage = answer.json();
        assert_eq!((page.card.name.family.as_str(), page.summary.as_str()), ("佐倉", "設計をしています"));
        let skill = |body: RowBody| if let RowBody::Skill { name, .. } = body { Some(name) } else { None };
        page.rows.into_iter().filter_map(|row| skill(row.body)).collect::<Vec<_>>()
    };
    assert_eq!(skills(&world.kenta).await, ["旋盤"]);
    world.conversation().await;
    assert_eq!(skills(&world.kenta).await, ["旋盤", "つながりだけ"]);
    assert_eq!(skills(&world.hanako).await, ["旋盤", "つながりだけ", "内緒"], "one's own page is whole");
}

#[tokio::test]
async fn who_may_not_be_seen_and_who_does_not_exist_are_answered_alike() {
    let world = World::new().await;
    let aoi = world.joins(world.company, "aoi", MembershipStatus::Current).await;
    let mina = world.joins(world.company, "mina", MembershipStatus::Current).await;
    let apart = VisibilityRule {
        excluded_people: vec![world.kenta.id],
        ..VisibilityRule::new(world.company, Audience::Members)
    };
    world.sets(&aoi, ProfileField::FamilyName, "青井", vec![apart].into()).await;
    world.does(&mina, Intent::Block { name: PersonName::hidden(world.kenta.id) }).await;
    let nobody = PersonId(Uuid::from_u128(1));
    let paths = [
        path(world.company, nobody),
        path(world.company, aoi.id),
        path(world.company, mina.id),
        path(world.company, world.ren.id),
        path(world.school, world.ren.id),
        path(world.school, world.kenta.id),
        path(OrgId(Uuid::from_u128(2)), world.hanako.id),
        "/v1/organizations/x/people/y".to_owned(),
        format!("/v1/organizations/{}/people/%ff", world.company),
    ];
    let mut answers = vec![];
    for path in &paths {
        let Answer { status, mut headers, body } = world.get(path, &world.kenta).await;
        // Names the request; two that are the same differ in it.
        headers.remove("x-request-id");
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        answers.push((headers, body));
    }
    for (answer, path) in answers.iter().zip(&paths) {
        assert_eq!(answer, &answers[0], "{path}");
    }
    assert_eq!(look(&world, &mina, world.kenta.id).await.status, 404, "nor does who blocks see the other one");
    assert_eq!(look(&world, &world.hanako, aoi.id).await.status, 200, "others see them");
    let answer = world.send(request("GET", &paths[0], None).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.problem().code, ProblemCode::Unauthorized);
}

#[tokio::test]
async fn a_page_that_the_device_has_is_not_sent_again() {
    let world = World::new().await;
    let conditional = async |tag: &str| {
        let get = request("GET", &path(world.company, world.hanako.id), Some(&world.kenta));
        world.send(get.header(header::IF_NONE_MATCH, tag).body(Body::empty()).unwrap()).await
    };
    let first = look(&world, &world.kenta, world.hanako.id).await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    assert!(tag.starts_with('"'), "strong: {tag}");
    let same = conditional(&format!("\"other\", {tag}")).await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(same.headers[header::ETAG], tag);

    // What kenta may not see changes neither the page nor its tag.
    let confirm = Intent::ConfirmField { field: ProfileField::Summary };
    world.sets(&world.hanako, ProfileField::Summary, "内緒", Visibility::default()).await;
    world.clock.advance(MINUTE);
    assert!(is_applied(&world.does(&world.hanako, confirm).await));
    assert_eq!(look(&world, &world.kenta, world.hanako.id).await.body, first.body);
    assert_eq!(conditional(&tag).await.status, 304);
    world.sets(&world.hanako, ProfileField::Summary, "公開", Visibility::members(world.company)).await;
    let new = conditional(&tag).await;
    assert_eq!(new.status, 200);
    assert_ne!(new.headers[header::ETAG], tag);
}

#[tokio::test]
async fn a_day_has_a_budget_of_people() {
    let world = World::new().await;
    // 2026-04-01T00:00:00Z, and then some.
    world.clock.advance(DAY - 90 * MINUTE - 500);
    let nobody = |n| PersonId(Uuid::from_u128(n));
    assert_eq!(look(&world, &world.kenta, world.hanako.id).await.status, 200);
    for n in 1..u128::from(limit::PAGES_PER_DAY) {
        assert_eq!(look(&world, &world.kenta, nobody(n)).await.status, 404, "who does not exist counts, too");
    }
    let spent = look(&world, &world.kenta, nobody(9999)).await;
    let problem = spent.problem();
    assert_eq!((problem.code, problem.retry_after_s), (ProblemCode::RateLimited, Some(90 * 60 + 1)));
    assert_eq!(spent.headers[header::RETRY_AFTER], "5401");
    assert_eq!(look(&world, &world.kenta, world.hanako.id).await.status, 200, "the same one again costs nothing");
    assert_eq!(look(&world, &world.kenta, world.kenta.id).await.status, 200, "nor does one's own");
    assert_eq!(look(&world, &world.hanako, world.kenta.id).await.status, 200, "each has their own budget");
    world.clock.advance(90 * MINUTE + 500);
    assert_eq!(look(&world, &world.kenta, nobody(9999)).await.status, 404, "a new day");
}
