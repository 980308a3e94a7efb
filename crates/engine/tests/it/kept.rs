//! A page that was opened outlives neither the right to see it nor what stands on it: its card tells.

use domain::{Name, Scope, page::PersonPage, record::Card};
use serde_json::{Value, json};

use crate::{
    ORGANIZATION, OTHER,
    device::{Device, alumnus, card, hanako, org, other},
};

const PATH: &str = "/v1/organizations/";

fn path() -> String {
    format!("{PATH}{ORGANIZATION}/people/{OTHER}")
}

fn whom() -> Value {
    json!({ "organization": ORGANIZATION, "person": OTHER })
}

/// A card that tells of this page.
fn telling(of: &str) -> Card {
    Card { page: of.into(), ..card(hanako()) }
}

fn page(print: &str, summary: &str) -> Value {
    let page = PersonPage {
        card: telling(print),
        summary: summary.into(),
        photo: String::new(),
        title: String::new(),
        rows: Vec::new(),
        confirmed_at: None,
    };
    serde_json::to_value(page).unwrap()
}

async fn town(print: &str) -> Device {
    let device = Device::of(alumnus()).await;
    device.list(org(), telling(print));
    device.sync().await;
    device
}

async fn summary(device: &Device) -> Value {
    device.ask("person", whom()).await["page"]["summary"].clone()
}

/// The server has this card now, and tells it.
async fn tells(device: &Device, card: Card) {
    device.list(org(), card);
    device.sync().await;
}

#[tokio::test]
async fn what_is_hidden_on_the_page_alone_is_gone_with_the_next_pull() {
    let device = town("first").await;
    device.wire.answer(&path(), 200, page("first", "友人へ"));
    device.ask("fetch_person", whom()).await;
    tells(&device, Card { headline: "別の見出し".into(), ..telling("first") }).await;
    assert_eq!(summary(&device).await, "友人へ", "another card with the same page");

    let mut events = device.engine.events();
    tells(&device, telling("second")).await;
    assert_eq!(summary(&device).await, Value::Null, "without a network, too");
    assert_eq!(device.ask("person", whom()).await["item"]["name"]["family"], "佐倉");
    let mut topics = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let engine::Event::Changed(changed) = event {
            topics.extend(changed);
        }
    }
    assert!(topics.contains(&format!("person:{OTHER}")), "an open page asks again: {topics:?}");

    // It is not only not shown: what told of it before does not bring it back.
    tells(&device, telling("first")).await;
    assert_eq!(summary(&device).await, Value::Null);
    device.wire.answer(&path(), 200, page("first", "友人へ"));
    device.ask("fetch_person", whom()).await;
    assert_eq!(summary(&device).await, "友人へ");
}

#[tokio::test]
async fn a_page_that_comes_before_its_card_is_shown_with_it() {
    let device = town("first").await;
    device.wire.answer(&path(), 200, page("second", "新しい"));
    device.ask("fetch_person", whom()).await;
    assert_eq!(summary(&device).await, Value::Null, "nobody knows yet whether it still stands");
    tells(&device, telling("second")).await;
    assert_eq!(summary(&device).await, "新しい");
    device.wire.answer(&path(), 200, page("third", "もっと新しい"));
    device.ask("fetch_person", whom()).await;
    tells(&device, telling("fourth")).await;
    assert_eq!(summary(&device).await, Value::Null, "changed again meanwhile");
}

#[tokio::test]
async fn a_directory_that_is_read_anew_keeps_no_page_of_before() {
    let device = town("first").await;
    device.wire.answer(&path(), 200, page("first", "友人へ"));
    device.ask("fetch_person", whom()).await;
    let dir = Scope::Dir(org());
    device.wire.lines("/v1/sync", &[json!({ "scope": { "scope": crate::device::my_scope(), "total": 0 } }), done()]);
    device.wire.lines(
        "/v1/sync",
        &[
            json!({ "cannot_calculate_changes": { "scope": dir } }),
            json!({ "gone": { "scope": Scope::Offers(org()) } }),
        ],
    );
    device.sync().await;
    assert_eq!(summary(&device).await, Value::Null);
    assert_eq!(device.ask("person", whom()).await["item"]["name"]["family"], "佐倉", "the card has come again");
}

fn done() -> Value {
    json!({ "state": { "state": "x", "done": true } })
}

#[tokio::test]
async fn a_page_goes_with_its_card() {
    let device = town("first").await;
    device.wire.answer(&path(), 200, page("first", "友人へ"));
    device.ask("fetch_person", whom()).await;
    device.del(Scope::Dir(org()), Name::Card(other()));
    device.sync().await;
    assert_eq!(device.refused("person", whom()).await, "not_found");
    tells(&device, telling("first")).await;
    assert_eq!(summary(&device).await, Value::Null);
}
