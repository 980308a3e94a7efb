//! How much one person may ask of others and change.

use std::sync::Arc;

use domain::{
    ConversationId, Intent, Name, Object, OrgId, PersonId, RefusalCode, Scope, Visibility, limit,
    record::{MembershipStatus, OrganizationKind, ProfileField, Purpose, RequestState},
    wire::OpOutcome,
};
use server::{
    admin,
    storage::{
        Storage,
        sqlite::SqliteStorage,
        step::{Decide, Edits, Writes},
    },
};

use crate::world::{MINUTE, Person, START, World, add, is_applied, organization, person, refused, row, set};

const DAY: i64 = 24 * 60 * MINUTE;

/// One who asks, and so many who can be asked in an organisation.
async fn crowd(world: &World, organization: OrgId, name: &str, count: u32) -> Vec<Person> {
    let mut all = vec![];
    for n in 0..count {
        all.push(world.joins(organization, &format!("{name}{n}"), MembershipStatus::Alumnus).await);
    }
    all
}

async fn asks(world: &World, organization: OrgId, whom: PersonId) -> OpOutcome {
    let conversation = ConversationId::direct(organization, world.kenta.id, whom);
    let purpose = Purpose::CatchUp;
    world.does(&world.kenta, Intent::StartConversation { organization, conversation, with: whom, purpose }).await
}

async fn answers(world: &World, organization: OrgId, whom: &Person, accept: bool) {
    let conversation = ConversationId::direct(organization, world.kenta.id, whom.id);
    assert!(is_applied(&world.does(whom, Intent::AnswerRequest { conversation, accept }).await));
}

#[tokio::test]
async fn so_many_requests_wait_in_one_organisation() {
    let world = World::new().await;
    let company = world.company;
    let most = limit::REQUESTS_WAITING as usize;
    let all = crowd(&world, company, "a", limit::REQUESTS_WAITING + 3).await;
    for whom in &all[..most] {
        assert!(is_applied(&asks(&world, company, whom.id).await));
    }
    let one_more = asks(&world, company, all[most].id).await;
    assert_eq!(refused(&one_more), Some(RefusalCode::TooManyWaiting));
    assert_eq!(world.inbox(&all[most], ConversationId::direct(company, world.kenta.id, all[most].id)).await, None);
    let again = asks(&world, company, all[0].id).await;
    assert!(matches!(again, OpOutcome::Unchanged { .. }), "the same one again asks for nothing: {again:?}");

    // To answer is not to ask.
    let conversation = ConversationId::direct(company, world.kenta.id, all[most].id);
    let purpose = Purpose::CatchUp;
    let theirs = Intent::StartConversation { organization: company, conversation, with: world.kenta.id, purpose };
    assert!(is_applied(&world.does(&all[most], theirs).await));
    assert!(is_applied(&asks(&world, company, all[most].id).await));
    let state = world.inbox(&world.kenta, conversation).await.unwrap().request.unwrap().state;
    assert_eq!(state, RequestState::Accepted);

    // An answer makes room for one, whatever it is.
    for (n, accept) in [(0, true), (1, false)] {
        answers(&world, company, &all[n], accept).await;
        assert!(is_applied(&asks(&world, company, all[most + 1 + n].id).await));
    }
    let (organizer, kind) = (person("kenta@example.test", "水沢"), OrganizationKind::Association);
    let other = admin::create_organization(&world.app, &organization("別の会", kind, organizer)).await.unwrap().0;
    let there = world.joins(other, "there", MembershipStatus::Alumnus).await;
    assert!(is_applied(&asks(&world, other, there.id).await), "each organisation counts for itself");
}

#[tokio::test]
async fn what_nobody_answers_does_not_bind_for_ever() {
    let world = World::new().await;
    let most = limit::REQUESTS_WAITING as usize;
    let all = crowd(&world, world.company, "a", limit::REQUESTS_WAITING + 1).await;
    for whom in &all[..most] {
        assert!(is_applied(&asks(&world, world.company, whom.id).await));
        world.clock.advance(MINUTE);
    }
    world.clock.advance(limit::REQUEST_WAITS - MINUTE * i64::from(limit::REQUESTS_WAITING) - 1);
    assert_eq!(refused(&asks(&world, world.company, all[most].id).await), Some(RefusalCode::TooManyWaiting));
    world.clock.advance(1);
    assert!(is_applied(&asks(&world, world.company, all[most].id).await), "the first one has waited long enough");
}

#[tokio::test]
async fn so_many_requests_are_made_in_a_day() {
    let world = World::new().await;
    let all = crowd(&world, world.company, "a", limit::REQUESTS_PER_DAY + 1).await;
    let (last, first) = all.split_last().unwrap();
    for whom in first {
        assert!(is_applied(&asks(&world, world.company, whom.id).await));
        answers(&world, world.company, whom, false).await;
    }
    assert_eq!(refused(&asks(&world, world.company, last.id).await), Some(RefusalCode::RateLimited));
    world.clock.advance(DAY - 1);
    assert_eq!(refused(&asks(&world, world.company, last.id).await), Some(RefusalCode::RateLimited));
    world.clock.advance(1);
    assert!(is_applied(&asks(&world, world.company, last.id).await));
}

#[tokio::test]
async fn so_many_edits_are_made_in_a_day() {
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage)).await;
    let open = || Visibility::members(world.company);
    let (kenta, day) = (world.kenta.id, START / DAY);
    let most: Decide = Box::new(move |_| {
        let mut writes = Writes::by_operator(START);
        writes.count_edits(Edits { person: kenta, day, count: limit::EDITS_PER_DAY - 3 });
        Ok(writes)
    });
    storage.commit(vec![most]).await.unwrap();
    // In one batch, where each sees what the one before it has counted; what changes nothing is not counted.
    let headline = |text: &str| set(ProfileField::Headline, text, open());
    let intents = [add(1, "旋盤"), headline("一"), headline("一"), add(2, "溶接"), add(3, "塗装"), add(4, "検査")];
    let ops = intents.map(|intent| world.op(intent)).into();
    let outcomes: Vec<OpOutcome> = world.ops(&world.kenta, ops).await.into_iter().map(|it| it.outcome).collect();
    assert!([0, 1, 3].into_iter().all(|n| is_applied(&outcomes[n])), "{outcomes:?}");
    assert!(matches!(outcomes[2], OpOutcome::Unchanged { .. }), "{:?}", outcomes[2]);
    for outcome in &outcomes[4..] {
        assert_eq!(refused(outcome), Some(RefusalCode::RateLimited));
    }
    let me = world.pull(&world.kenta, world.kenta.me(), None).await;
    assert!(!me.puts.iter().any(|(_, _, object)| matches!(object, Object::Row(it) if it.id == row(3))));

    let remove = world.does(&world.kenta, Intent::RemoveRow { row: row(1) }).await;
    assert!(matches!(remove, OpOutcome::Removed { .. }), "to take something away is never too much");
    assert!(is_applied(&world.does(&world.hanako, add(1, "旋盤")).await), "each counts for themselves");
    world.clock.advance(DAY);
    assert!(is_applied(&world.does(&world.kenta, add(5, "検査")).await), "a new day");
    storage.prune(START + DAY).await.unwrap();
    assert!(is_applied(&world.does(&world.kenta, add(6, "設計")).await));
    let name = Name::Row(row(6));
    assert!(world.pull(&world.kenta, Scope::Me(kenta), None).await.names().contains(&name.to_string().as_str()));
}
