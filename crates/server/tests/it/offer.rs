//! Offers: written at the desk, published complete, shown to their audience.

use domain::{
    Intent, Object, OfferId, Refusal, RefusalCode, Scope,
    record::{
        Changing, EmploymentTerms, MembershipStatus, Offer, OfferKind, OfferState, OfferValue, Pay, Remote, WorkTerms,
    },
    wire::{OpOutcome, SyncLine},
};
use server::admin;
use uuid::Uuid;

use crate::world::{Person, World, is_applied, refused};

const OFFER: OfferId = OfferId(Uuid::from_u128(61));

fn changing(text: &str) -> Changing {
    Changing { initial: text.to_owned(), range: "変更なし".to_owned() }
}

/// An offer in which everything is said that must be.
pub fn complete(title: &str, audience: &[MembershipStatus]) -> OfferValue {
    let said = |text: &str| text.to_owned();
    let terms = EmploymentTerms {
        duties: changing("制御ソフトの開発"),
        place: changing("静岡"),
        period: said("期間の定めなし"),
        renewal: said("なし"),
        trial: said("三か月"),
        hours: said("9時から17時45分"),
        breaks: said("45分"),
        holidays: said("土日祝"),
        overtime: said("月10時間程度"),
        pay: Pay { min: Some(300_000), max: Some(400_000), ..Pay::default() },
        insurance: said("健康・厚生年金・雇用・労災"),
        employer: said("会社"),
        dispatch: said("いいえ"),
        smoking: said("屋内禁煙"),
    };
    OfferValue {
        kind_of: OfferKind::Comeback,
        title: title.to_owned(),
        description: said("また一緒に働きませんか"),
        prefecture: said("静岡県"),
        remote: Remote::Partly,
        terms: WorkTerms::Employment(terms),
        criteria: vec![],
        audience: audience.to_vec(),
        reply_within_days: 7,
        closes_on: None,
    }
}

pub fn add(world: &World, offer: OfferId, value: OfferValue) -> Intent {
    Intent::AddOffer { organization: world.company, offer, value }
}

pub fn publish(world: &World, offer: OfferId) -> Intent {
    Intent::PublishOffer { organization: world.company, offer }
}

async fn seen(world: &World, reader: &Person) -> Option<Offer> {
    let offers = world.pull(reader, Scope::Offers(world.company), None).await;
    offers.puts.into_iter().find_map(|(_, _, object)| match object {
        Object::Offer(offer) if offer.id == OFFER => Some(offer),
        _ => None,
    })
}

#[tokio::test]
async fn an_incomplete_offer_is_not_published() {
    let world = World::new().await;
    let mut value = complete("戻ってきませんか", &[MembershipStatus::Alumnus]);
    let WorkTerms::Employment(terms) = &mut value.terms else { panic!("employment") };
    terms.smoking = String::new();
    terms.duties.range = " ".to_owned();
    value.reply_within_days = 0;
    assert!(is_applied(&world.does(&world.hanako, add(&world, OFFER, value)).await), "a draft may be incomplete");
    let refusal = Refusal::at(RefusalCode::MissingItems, "reply_within_days terms.duties.range terms.smoking");
    let outcome = world.does(&world.hanako, publish(&world, OFFER)).await;
    let OpOutcome::Refused { refusal: said } = outcome else { panic!("{outcome:?}") };
    assert_eq!(said.code, refusal.code);
    let mut items: Vec<_> = said.field.as_deref().unwrap().split(' ').collect();
    items.sort_unstable();
    assert_eq!(items.join(" "), refusal.field.unwrap());
}

#[tokio::test]
async fn only_its_audience_sees_it() {
    let world = World::new().await;
    let alumnus = world.joins(world.company, "alumnus", MembershipStatus::Alumnus).await;
    let candidate = world.joins(world.company, "candidate", MembershipStatus::Candidate).await;
    let audience = [MembershipStatus::Alumnus];
    world.does(&world.hanako, add(&world, OFFER, complete("戻ってきませんか", &audience))).await;
    assert_eq!(seen(&world, &alumnus).await, None, "a draft is the desk's");
    let before = world.pull(&candidate, Scope::Offers(world.company), None).await.state;
    assert!(is_applied(&world.does(&world.hanako, publish(&world, OFFER)).await));
    let shown = seen(&world, &alumnus).await.unwrap();
    assert_eq!((shown.state, shown.value.title.as_str()), (OfferState::Published, "戻ってきませんか"));
    for other in [&world.kenta, &candidate, &world.hanako] {
        assert_eq!(seen(&world, other).await, None, "another status, an organizer's too: those read the desk");
    }
    assert_eq!(world.pull(&candidate, Scope::Offers(world.company), None).await.state, before, "nothing is observable");
    let read = world.sync_from(&world.ren, &[(Scope::Offers(world.company), None)]).await;
    assert!(matches!(&read[..], [SyncLine::Gone { .. }]), "{read:?}");

    // Whoever becomes an alumnus sees it from then on; whoever stops being one does not.
    admin::set_status(&world.app, world.company, "kenta@example.test", MembershipStatus::Alumnus).await.unwrap();
    assert!(seen(&world, &world.kenta).await.is_some());
    admin::set_status(&world.app, world.company, "kenta@example.test", MembershipStatus::Current).await.unwrap();
    assert_eq!(seen(&world, &world.kenta).await, None);
}

#[tokio::test]
async fn a_change_after_publishing_is_shown() {
    let world = World::new().await;
    let alumnus = world.joins(world.company, "alumnus", MembershipStatus::Alumnus).await;
    let base = complete("戻ってきませんか", &[MembershipStatus::Alumnus]);
    world.does(&world.hanako, add(&world, OFFER, base.clone())).await;
    world.does(&world.hanako, publish(&world, OFFER)).await;
    let had = world.pull(&alumnus, Scope::Offers(world.company), None).await;
    world.clock.advance(5000);
    let edit = |base: &OfferValue, value: &OfferValue| {
        let (base, value) = (base.clone(), value.clone());
        Intent::EditOffer { organization: world.company, offer: OFFER, base, value }
    };
    let better = OfferValue { prefecture: "東京都".to_owned(), ..base.clone() };
    assert!(is_applied(&world.does(&world.hanako, edit(&base, &better)).await));
    let news = world.pull(&alumnus, Scope::Offers(world.company), had.state.as_ref()).await;
    let Object::Offer(offer) = news.object(&format!("offer/{OFFER}")) else { panic!("an offer") };
    let [change] = &offer.changes[..] else { panic!("{:?}", offer.changes) };
    let [part] = &change.parts[..] else { panic!("{:?}", change.parts) };
    let said = (part.part.as_str(), part.before.as_str(), part.after.as_str());
    assert_eq!(said, ("prefecture", "\"静岡県\"", "\"東京都\""));

    let empty = OfferValue { description: String::new(), ..better.clone() };
    let outcome = world.does(&world.hanako, edit(&better, &empty)).await;
    assert_eq!(refused(&outcome), Some(RefusalCode::MissingItems), "what is published stays complete");

    // Meant for others now: it goes from those who had it.
    let others = OfferValue { audience: vec![MembershipStatus::Current], ..better.clone() };
    assert!(is_applied(&world.does(&world.hanako, edit(&better, &others)).await));
    let news = world.pull(&alumnus, Scope::Offers(world.company), news.state.as_ref()).await;
    assert_eq!(news.deletes, [format!("offer/{OFFER}")]);
    assert!(seen(&world, &world.kenta).await.is_some());
}

#[tokio::test]
async fn a_closed_offer_stays_to_be_found() {
    let world = World::new().await;
    let close = Intent::CloseOffer { organization: world.company, offer: OFFER };
    let remove = Intent::RemoveOffer { organization: world.company, offer: OFFER };
    let value = complete("戻ってきませんか", &[MembershipStatus::Current]);
    assert_eq!(refused(&world.does(&world.hanako, close.clone()).await), Some(RefusalCode::NotFound));
    world.does(&world.hanako, add(&world, OFFER, value.clone())).await;
    world.does(&world.hanako, publish(&world, OFFER)).await;
    for intent in [close.clone(), remove.clone(), publish(&world, OFFER), add(&world, OFFER, value.clone())] {
        let outcome = world.does(&world.kenta, intent.clone()).await;
        assert_eq!(refused(&outcome), Some(RefusalCode::NotFound), "{intent:?} by who is not at the desk");
    }
    assert!(is_applied(&world.does(&world.hanako, close).await));
    assert_eq!(seen(&world, &world.kenta).await.unwrap().state, OfferState::Closed);
    assert_eq!(refused(&world.does(&world.hanako, remove.clone()).await), Some(RefusalCode::Forbidden));

    let draft = OfferId(Uuid::from_u128(62));
    world.does(&world.hanako, add(&world, draft, value)).await;
    let remove = Intent::RemoveOffer { organization: world.company, offer: draft };
    assert!(matches!(world.does(&world.hanako, remove).await, OpOutcome::Removed { .. }));
    let save = Intent::SaveOffer { organization: world.company, offer: OFFER };
    assert!(is_applied(&world.does(&world.kenta, save).await));
}
