//! 事務局: offers, from the first word to publishing.

use domain::{
    Name, Object, Scope,
    record::{Offer, OfferState},
};
use serde_json::{Value, json};

use crate::{
    ORGANIZATION,
    device::{Device, org, organizer},
    offers::{offer, offer_id},
};

async fn desk() -> Device {
    Device::of(organizer()).await
}

fn at_desk(device: &Device, offer: Offer) {
    device.put(Scope::Desk(org()), Name::Offer(offer.id), Object::Offer(offer));
}

async fn draft(device: &Device, kind: &str, like: Value) -> Value {
    let params = json!({ "organization": ORGANIZATION, "kind": kind, "title": "新しい募集", "like": like });
    device.ask("add_offer", params).await["offer"].clone()
}

fn which(offer: &Value) -> Value {
    json!({ "organization": ORGANIZATION, "offer": offer })
}

/// Everything that the law wants said.
fn complete(value: &Value) -> Value {
    let mut value = value.clone();
    value["description"] = json!("制御ソフトの開発");
    value["audience"] = json!(["alumnus"]);
    value["reply_within_days"] = json!(14);
    let changing = json!({ "initial": "開発", "range": "会社の定める業務" });
    value["terms"]["duties"] = changing.clone();
    value["terms"]["place"] = changing;
    value["terms"]["pay"]["min"] = json!(300_000);
    for term in [
        "period",
        "renewal",
        "trial",
        "hours",
        "breaks",
        "holidays",
        "overtime",
        "insurance",
        "employer",
        "dispatch",
        "smoking",
    ] {
        value["terms"][term] = json!("なし");
    }
    value
}

#[tokio::test]
async fn an_offer_is_written_offline_and_published_only_when_it_is_complete() {
    let device = desk().await;
    device.sync().await;
    let id = draft(&device, "comeback", Value::Null).await;
    let view = device.ask("desk_offer", which(&id)).await;
    assert_eq!((&view["item"]["state"], &view["pending"]), (&json!("draft"), &json!(true)));
    let missing: Vec<&str> = view["missing"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
    assert!(
        missing.starts_with(&["description", "audience", "reply_within_days", "terms.duties.initial"]),
        "{missing:?}"
    );
    let refusal = device.refused_at("publish_offer", which(&id)).await;
    assert_eq!(refusal, ("missing_items".to_owned(), Some(missing.join(" "))));

    let edit =
        json!({ "organization": ORGANIZATION, "offer": id, "base": view["value"], "value": complete(&view["value"]) });
    device.ask("edit_offer", edit).await;
    assert_eq!(device.verbs().await, ["add_offer"], "nobody has seen the first words");
    assert_eq!(device.ask("desk_offer", which(&id)).await["missing"], json!([]));
    device.ask("publish_offer", which(&id)).await;
    let view = device.ask("desk_offer", which(&id)).await;
    assert_eq!((&view["item"]["state"], &view["item"]["title"]), (&json!("published"), &json!("新しい募集")));
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!((&outbox[1]["verb"], &outbox[1]["text"]), (&json!("publish_offer"), &json!("新しい募集")));
    let mut emptied = view["value"].clone();
    emptied["terms"]["hours"] = json!("");
    let edit = json!({ "organization": ORGANIZATION, "offer": id, "base": view["value"], "value": emptied });
    assert_eq!(device.refused_at("edit_offer", edit).await, ("missing_items".into(), Some("terms.hours".into())));
    assert_eq!(device.refused("remove_offer", which(&id)).await, "forbidden", "whoever has seen it finds it again");
}

#[tokio::test]
async fn an_offer_can_begin_like_another_one() {
    let device = desk().await;
    let mut like = offer(1, "開発", 9);
    like.value.closes_on = Some("2026-05-01".parse().unwrap());
    at_desk(&device, like);
    device.sync().await;
    let copy = device.ask("desk_offer", which(&draft(&device, "comeback", json!(offer_id(1))).await)).await;
    assert_eq!(
        (&copy["value"]["title"], &copy["value"]["description"]),
        (&json!("新しい募集"), &json!("制御ソフトの開発"))
    );
    assert_eq!((&copy["value"]["closes_on"], &copy["value"]["terms"]["pay"]["min"]), (&Value::Null, &json!(300_000)));
    let other_kind = device.ask("desk_offer", which(&draft(&device, "contract", json!(offer_id(1))).await)).await;
    assert_eq!(other_kind["value"]["terms"]["form"], "contract", "terms of employment say nothing of it");
    let params = json!({ "organization": ORGANIZATION, "kind": "comeback", "title": "x", "like": offer_id(5) });
    assert_eq!(device.refused_at("add_offer", params).await, ("not_found".into(), Some("like".into())));
    let shown = device.ask("desk_offers", json!({ "organization": ORGANIZATION })).await;
    let states: Vec<&Value> = shown.as_array().unwrap().iter().map(|view| &view["item"]["state"]).collect();
    assert_eq!(states, ["draft", "draft", "published"]);
    let removed = copy["item"]["offer"].clone();
    device.ask("remove_offer", which(&removed)).await;
    assert_eq!(device.refused("desk_offer", which(&removed)).await, "not_found");
}

#[tokio::test]
async fn two_edits_of_an_offer_are_settled_part_by_part() {
    let device = desk().await;
    at_desk(&device, Offer { state: OfferState::Draft, published_at: None, ..offer(1, "開発", 0) });
    device.sync().await;
    let base = device.ask("desk_offer", which(&json!(offer_id(1)))).await["value"].clone();
    let mut mine = base.clone();
    mine["title"] = json!("制御の開発");
    mine["reply_within_days"] = json!(7);
    mine["terms"]["hours"] = json!("九時から");
    mine["terms"]["pay"]["min"] = json!(310_000);
    device
        .ask("edit_offer", json!({ "organization": ORGANIZATION, "offer": offer_id(1), "base": base, "value": mine }))
        .await;
    let mut theirs = base.clone();
    theirs["title"] = json!("組込みの開発");
    theirs["terms"]["breaks"] = json!("一時間");
    theirs["terms"]["pay"]["min"] = json!(320_000);
    theirs["closes_on"] = json!("2026-06-30");
    let value = serde_json::from_value(theirs).unwrap();
    let theirs = Offer { value, state: OfferState::Draft, published_at: None, ..offer(1, "", 0) };
    let record = json!({ "scope": Scope::Desk(org()), "name": Name::Offer(offer_id(1)), "rev": 9, "object": Object::Offer(theirs.clone()) });
    device.answers(&[json!({ "outcome": "conflict", "record": record })]).await;
    at_desk(&device, theirs);
    device.sync().await;
    let op = device.ask("desk_offer", which(&json!(offer_id(1)))).await["conflict"].clone();
    let conflict = device.ask("conflict", json!({ "op": op })).await;
    assert_eq!(conflict["verb"], "edit_offer");
    let open: Vec<&str> = conflict["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["merged"].is_null())
        .map(|part| part["part"].as_str().unwrap())
        .collect();
    assert_eq!(open, ["terms.pay", "title"], "what only one side changed needs no word");
    let pay = conflict["parts"].as_array().unwrap().iter().find(|part| part["part"] == "terms.pay").unwrap().clone();
    let chosen =
        json!([{ "part": "title", "text": "制御と組込みの開発" }, { "part": "terms.pay", "text": pay["mine"] }]);
    assert_eq!(device.refused("settle", json!({ "op": op, "parts": [], "keep_removed": false })).await, "invalid");
    device.ask("settle", json!({ "op": op, "parts": chosen, "keep_removed": false })).await;
    let settled = device.ask("desk_offer", which(&json!(offer_id(1)))).await["value"].clone();
    assert_eq!((&settled["title"], &settled["reply_within_days"]), (&json!("制御と組込みの開発"), &json!(7)));
    assert_eq!((&settled["terms"]["hours"], &settled["terms"]["breaks"]), (&json!("九時から"), &json!("一時間")));
    assert_eq!((&settled["terms"]["pay"]["min"], &settled["closes_on"]), (&json!(310_000), &json!("2026-06-30")));
    assert_eq!(device.ask("status", Value::Null).await["conflicts"], 0);
}
