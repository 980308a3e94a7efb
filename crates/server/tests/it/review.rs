//! What a member, an organizer or a blocked one could do with the protocol alone, past the app's own screens.

use domain::{
    ConversationId, Intent, Object, OfferId, PersonId, ReportId, Scope, Visibility, VisibilityRule, limit,
    record::{MembershipStatus, PersonName, ProfileField, ReportReason, Role},
    visibility::Audience,
    wire::{ScopeState, SyncRequest},
};
use uuid::Uuid;

use crate::{
    offer::{add as add_offer, complete, publish},
    world::{Person, World, is_applied, message, send, start},
};

/// The longest line that a device takes (`engine/src/api/lines.rs`): at a longer one its whole pull breaks off, every time.
const LONGEST_LINE: usize = 1 << 20;

async fn longest_line(world: &World, reader: &Person, scope: Scope) -> usize {
    let wanted = SyncRequest { schema: domain::SCHEMA, scopes: vec![ScopeState::after(scope, None)], total: false };
    let answer = world.post("/v1/sync", Some(reader), &wanted).await;
    assert_eq!(answer.status, 200);
    answer.body.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap()
}

fn report(world: &World, number: u128, person: PersonId, note: &str, talk: Option<ConversationId>) -> Intent {
    let messages = talk.map(|_| (1..=limit::REPORTED as u128).map(message).collect());
    Intent::Report {
        report: ReportId(Uuid::from_u128(number)),
        organization: world.company,
        person,
        reason: ReportReason::Spam,
        note: note.to_owned(),
        conversation: talk,
        messages: messages.unwrap_or_default(),
    }
}

#[tokio::test]
async fn a_report_can_be_read_by_the_desk_s_devices() {
    let world = World::new().await;
    let desk = ConversationId::desk(world.company, world.kenta.id);
    let open = Intent::StartDesk { conversation: desk, organization: world.company, person: world.kenta.id };
    assert!(is_applied(&world.does(&world.kenta, open).await));
    let long = "あ".repeat(limit::MESSAGE);
    for number in 1..=limit::REPORTED as u128 {
        assert!(is_applied(&world.does(&world.kenta, send(desk, number, &long)).await));
    }
    world.does(&world.kenta, report(&world, 1, world.hanako.id, "", Some(desk))).await;
    let line = longest_line(&world, &world.hanako, Scope::Desk(world.company)).await;
    assert!(line < LONGEST_LINE, "a line of {line} bytes: no organizer's device syncs any more");
}

#[tokio::test]
async fn an_offer_that_is_edited_often_can_be_read_by_its_audience_s_devices() {
    let world = World::new().await;
    let offer = OfferId(Uuid::from_u128(61));
    let text = |n: usize| format!("{n}{}", "あ".repeat(limit::TEXT - 10));
    let mut value = complete("募集", &[MembershipStatus::Current]);
    value.description = text(0);
    assert!(is_applied(&world.does(&world.hanako, add_offer(&world, offer, value.clone())).await));
    assert!(is_applied(&world.does(&world.hanako, publish(&world, offer)).await));
    for n in 1..=40 {
        let base = value.clone();
        value.description = text(n);
        let edit = Intent::EditOffer { organization: world.company, offer, base, value: value.clone() };
        world.does(&world.hanako, edit).await;
    }
    let line = longest_line(&world, &world.kenta, Scope::Offers(world.company)).await;
    assert!(line < LONGEST_LINE, "a line of {line} bytes: no member's device syncs any more");
}

#[tokio::test]
async fn whoever_hides_cannot_be_found_by_a_report_that_is_never_made() {
    let world = World::new().await;
    let hidden = world.joins(world.company, "hidden", MembershipStatus::Candidate).await;
    world.sets(&hidden, ProfileField::FamilyName, "隠", Visibility::default()).await;
    assert_eq!(world.card(&world.kenta, world.company, hidden.id).await, None);
    // Refused for its note, so that nothing of it reaches the desk; ren is no member, and just as little to be seen.
    let note = "x".repeat(limit::NOTE + 1);
    let [of_hidden, of_stranger] = [hidden.id, world.ren.id].map(|person| report(&world, 1, person, &note, None));
    let answers = (world.does(&world.kenta, of_hidden).await, world.does(&world.kenta, of_stranger).await);
    assert_eq!(answers.0, answers.1, "a hidden member and no member are answered alike");
}

#[tokio::test]
async fn a_blocked_one_cannot_tell_a_block_from_nobody() {
    let world = World::new().await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let any = world.connected(&world.kenta, &world.hanako).await;
    let ask = |of: PersonId| start(any, world.company, of);
    let nobody = world.does(&world.kenta, ask(PersonId(Uuid::from_u128(404)))).await;
    assert!(is_applied(&world.does(&taro, Intent::Block { name: PersonName::hidden(world.kenta.id) }).await));
    assert_eq!(
        world.does(&world.kenta, ask(taro.id)).await,
        nobody,
        "the id of another conversation tells of the block"
    );
}

#[tokio::test]
async fn an_organizer_does_not_choose_what_audience_to_belong_to() {
    let world = World::new().await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let alumni = Visibility::from(vec![VisibilityRule::new(world.company, Audience::Alumni)]);
    world.sets(&taro, ProfileField::Headline, "転職を考えています", alumni).await;
    let headline = async || world.card(&world.hanako, world.company, taro.id).await.unwrap().headline;
    assert_eq!(headline().await, "", "hanako works there");
    world
        .sets_member(&world.hanako, world.company, world.hanako.id, |own| own.status = MembershipStatus::Alumnus)
        .await;
    assert_eq!(headline().await, "", "and cannot make herself one who has left");
}

#[tokio::test]
async fn a_reported_organizer_does_not_read_who_reported() {
    let world = World::new().await;
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    world.sets_member(&world.hanako, world.company, second.id, |value| value.role = Role::Organizer).await;
    assert!(is_applied(&world.does(&world.kenta, report(&world, 1, second.id, "怖いです", None)).await));
    let desk = world.pull(&second, Scope::Desk(world.company), None).await;
    let found = desk.puts.iter().any(|(_, _, object)| matches!(object, Object::DeskReport(_)));
    assert!(!found, "the reporter's name and words lie on the device of whom they are about");
}

#[tokio::test]
async fn whoever_asks_for_contact_has_a_name() {
    let world = World::new().await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let but_kenta = VisibilityRule {
        excluded_people: vec![world.kenta.id],
        ..VisibilityRule::new(world.company, Audience::Members)
    };
    world.sets(&taro, ProfileField::FamilyName, "太郎", vec![but_kenta].into()).await;
    let talk = ConversationId::direct(world.company, taro.id, world.kenta.id);
    let asked = world.does(&taro, start(talk, world.company, world.kenta.id)).await;
    let row = world.inbox(&world.kenta, talk).await;
    let is_named = row.is_none_or(|row| !row.with.family.is_empty());
    assert!(is_named, "hidden from one person alone, and writing to that one: {asked:?}");
}
