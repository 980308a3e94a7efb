//! Offers that are meant for the person.

use domain::{
    ConversationId, Name, Object, OfferId, RowId, Scope,
    record::{
        ChangedPart, Conditions, Criterion, EmploymentTerms, LeastPay, Offer, OfferChange, OfferKind, OfferState,
        OfferValue, Pay, PayUnit, Remote, Row, RowBody, RowValue, SavedOffer, Setting, WorkTerms,
    },
    visibility::Visibility,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION,
    device::{DAY, Device, NOW, alumnus, me, my_scope, org},
};

pub(crate) fn offer_id(number: u128) -> OfferId {
    OfferId(Uuid::from_u128((8 << 100) | number))
}

/// An offer that was published so many days ago.
pub(crate) fn offer(number: u128, title: &str, days_ago: i64) -> Offer {
    let terms = EmploymentTerms {
        pay: Pay { unit: PayUnit::Month, min: Some(300_000), max: Some(400_000), ..Pay::default() },
        ..EmploymentTerms::default()
    };
    Offer {
        id: offer_id(number),
        organization: org(),
        value: OfferValue {
            kind_of: OfferKind::Comeback,
            title: title.into(),
            description: "制御ソフトの開発".into(),
            prefecture: "東京都".into(),
            remote: Remote::Partly,
            terms: WorkTerms::Employment(terms),
            criteria: Vec::new(),
            audience: vec![alumnus().status],
            reply_within_days: 14,
            closes_on: None,
        },
        state: OfferState::Published,
        published_at: Some(NOW - days_ago * DAY),
        changes: Vec::new(),
    }
}

pub(crate) fn show(device: &Device, offer: Offer) {
    device.put(Scope::Offers(org()), Name::Offer(offer.id), Object::Offer(offer));
}

pub(crate) fn save(device: &Device, number: u128, at: i64) {
    let saved = SavedOffer { organization: org(), offer: offer_id(number), at };
    device.put(my_scope(), Name::Saved(saved.offer), Object::Saved(saved));
}

pub(crate) fn changed(offer: Offer, at: i64) -> Offer {
    let part = ChangedPart { part: "title".into(), before: "\"前\"".into(), after: "\"後\"".into() };
    Offer { changes: vec![OfferChange { at, parts: vec![part] }], ..offer }
}

fn until(offer: Offer, day: &str) -> Offer {
    Offer { value: OfferValue { closes_on: Some(day.parse().unwrap()), ..offer.value }, ..offer }
}

fn which(number: u128) -> Value {
    json!({ "organization": ORGANIZATION, "offer": offer_id(number) })
}

async fn list(device: &Device, change: &[(&str, Value)]) -> Value {
    let mut params = json!({ "organization": null, "kinds": [], "text": "", "saved": false, "closed": false });
    for (key, value) in change {
        params[*key] = value.clone();
    }
    device.ask("offers", params).await
}

fn titles(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn open_offers_come_newest_first_and_closed_ones_when_asked_for() {
    let device = Device::of(alumnus()).await;
    show(&device, offer(1, "古い", 9));
    show(&device, offer(2, "新しい", 1));
    // It is the third in Tokyo, and the second where the server's clock stands.
    show(&device, until(offer(3, "昨日まで", 5), "2026-04-02"));
    show(&device, until(offer(4, "今日まで", 4), "2026-04-03"));
    show(&device, Offer { state: OfferState::Closed, ..offer(5, "終わった", 3) });
    show(&device, Offer { state: OfferState::Closed, ..offer(6, "取っておいた", 2) });
    save(&device, 6, NOW);
    device.sync().await;
    let plain = list(&device, &[]).await;
    assert_eq!(titles(&plain), ["新しい", "取っておいた", "今日まで", "古い"]);
    assert_eq!((&plain["all"], &plain["saved"], &plain["ready"]), (&json!(4), &json!(1), &json!(true)));
    assert_eq!(plain["items"][0]["organization_name"], "みどり製作所");
    let closed = list(&device, &[("closed", json!(true))]).await;
    assert_eq!(titles(&closed), ["新しい", "取っておいた", "終わった", "今日まで", "昨日まで", "古い"]);
    assert_eq!(titles(&list(&device, &[("saved", json!(true))]).await), ["取っておいた"]);
}

#[tokio::test]
async fn a_search_finds_title_text_place_and_organisation() {
    let device = Device::of(alumnus()).await;
    show(&device, offer(1, "ＰＬＣエンジニア", 1));
    let mut contract = offer(2, "翻訳", 2);
    contract.value.kind_of = OfferKind::Contract;
    contract.value.terms = WorkTerms::empty(OfferKind::Contract);
    contract.value.prefecture = "大阪府".into();
    contract.value.description = String::new();
    show(&device, contract);
    device.sync().await;
    for (text, found) in [
        ("plc 制御", vec!["ＰＬＣエンジニア"]),
        ("大阪", vec!["翻訳"]),
        ("みどり", vec!["ＰＬＣエンジニア", "翻訳"]),
        ("みどり 東京", vec!["ＰＬＣエンジニア"]),
        ("沖縄", vec![]),
    ] {
        assert_eq!(titles(&list(&device, &[("text", json!(text))]).await), found, "{text}");
    }
    assert_eq!(titles(&list(&device, &[("kinds", json!(["contract"]))]).await), ["翻訳"]);
    assert!(titles(&list(&device, &[("organization", json!(crate::OTHER))]).await).is_empty());
}

#[tokio::test]
async fn an_offer_is_new_until_the_list_was_looked_at_on_this_device() {
    let device = Device::of(alumnus()).await;
    show(&device, offer(1, "一", 9));
    device.sync().await;
    let is_new = async || {
        list(&device, &[]).await["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["is_new"] == true)
            .collect::<Vec<_>>()
    };
    assert_eq!(is_new().await, [true]);
    assert_eq!(device.topics_of("see_offers", Value::Null).await, ["offers", "today"]);
    assert_eq!(is_new().await, [false]);
    assert!(device.topics_of("see_offers", Value::Null).await.is_empty(), "nothing has changed by looking again");
    // Published long ago, and meant for the person only since today.
    show(&device, offer(2, "二", 30));
    device.sync().await;
    assert_eq!(is_new().await, [false, true]);
}

#[tokio::test]
async fn an_offer_is_held_against_what_the_person_says() {
    let device = Device::of(alumnus()).await;
    let mut wanted = offer(1, "開発", 1);
    wanted.value.criteria = vec![
        Criterion::Skill { name: "rust".into() },
        Criterion::Skill { name: "COBOL".into() },
        Criterion::Years { years: 5 },
    ];
    show(&device, wanted);
    show(&device, offer(2, "営業", 2));
    device.sync().await;
    let item = |list: Value, at: usize| list["items"][at]["met"].clone();
    assert_eq!(item(list(&device, &[]).await, 0), json!({ "met": 0, "stated": 3 }));
    assert_eq!(item(list(&device, &[]).await, 1), Value::Null, "neither side asks anything");

    let row = |number, body| {
        let row = Row {
            id: RowId(Uuid::from_u128(number)),
            value: RowValue::new(body, Visibility::default()),
            place: "80".into(),
            confirmed_at: None,
        };
        device.put(my_scope(), Name::Row(row.id), Object::Row(row));
    };
    row(1, RowBody::Skill { name: "Ｒｕｓｔ".into(), note: String::new() });
    let from = "2021-05".parse().unwrap();
    row(2, RowBody::Work { employer: "x".into(), title: String::new(), from, to: None, description: String::new() });
    device.sync().await;
    let pay = Some(LeastPay { unit: PayUnit::Year, yen: 4_800_000 });
    let conditions = Conditions { prefectures: vec!["東京都".into()], pay, ..Conditions::default() };
    device.ask("set_setting", json!({ "value": Setting::Conditions(conditions) })).await;
    let offer = device.ask("offer", which(1)).await;
    let lines: Vec<(&str, &str)> = offer["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["point"]["what"].as_str().unwrap(), line["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(
        lines,
        [("prefecture", "met"), ("pay", "met"), ("criterion", "met"), ("criterion", "unmet"), ("criterion", "met")],
        "five years of work with this month"
    );
    assert_eq!(offer["item"]["met"], json!({ "met": 4, "stated": 5 }));
    device.set_clock(NOW - 31 * DAY);
    let offer = device.ask("offer", which(1)).await;
    assert_eq!(offer["lines"][4]["verdict"], "unmet", "a month ago it was less");
}

#[tokio::test]
async fn the_page_of_an_offer_says_what_changed_and_where_to_ask() {
    let device = Device::of(alumnus()).await;
    let mut twice = changed(offer(1, "開発", 9), NOW - 5 * DAY);
    twice.changes.extend(changed(offer(1, "", 0), NOW - DAY).changes);
    show(&device, twice);
    device.sync().await;
    let page = device.ask("offer", which(1)).await;
    assert_eq!((&page["changes"][0]["at"], &page["item"]["changed_at"]), (&json!(NOW - DAY), &json!(NOW - DAY)));
    assert_eq!((&page["conversation"], &page["value"]["reply_within_days"]), (&Value::Null, &json!(14)));
    let desk = device.ask("start_desk", json!({ "organization": ORGANIZATION, "person": null })).await;
    assert_eq!(desk["conversation"], json!(ConversationId::desk(org(), me())));
    let about = json!({ "conversation": desk["conversation"], "body": "話を聞きたいです", "about": offer_id(1) });
    device.ask("send_message", about).await;
    assert_eq!(device.ask("offer", which(1)).await["conversation"], desk["conversation"]);
    let talk =
        device.ask("conversation", json!({ "conversation": desk["conversation"], "before": null, "limit": 9 })).await;
    assert_eq!(talk["items"][0]["about"]["title"], "開発");
    assert_eq!(device.refused("offer", which(9)).await, "not_found");
}

#[tokio::test]
async fn what_is_kept_shows_at_once_and_only_what_is_there_can_be_kept() {
    let device = Device::of(alumnus()).await;
    show(&device, offer(1, "開発", 1));
    device.sync().await;
    device.ask("save_offer", which(1)).await;
    device.ask("save_offer", which(1)).await;
    let item = list(&device, &[("saved", json!(true))]).await["items"][0].clone();
    assert_eq!((&item["saved"], &item["offer"]), (&json!(true), &json!(offer_id(1))));
    let outbox = device.ask("outbox", Value::Null).await;
    assert_eq!(outbox.as_array().unwrap().len(), 1, "kept twice is kept");
    assert_eq!((&outbox[0]["text"], &outbox[0]["organization"]), (&json!("開発"), &json!("みどり製作所")));
    device.ask("unsave_offer", which(1)).await;
    assert_eq!(list(&device, &[]).await["items"][0]["saved"], false);
    assert_eq!(device.ask("outbox", Value::Null).await[1]["text"], "開発");
    assert_eq!(device.refused("save_offer", which(2)).await, "not_found");
}

#[tokio::test]
async fn what_somebody_sets_is_one_op_however_often_it_changes() {
    let device = Device::of(alumnus()).await;
    device.sync().await;
    for yen in [1, 2, 3] {
        let pay = Some(LeastPay { unit: PayUnit::Hour, yen });
        let value = Setting::Conditions(Conditions { pay, ..Conditions::default() });
        device.ask("set_setting", json!({ "value": value })).await;
    }
    let era = json!({ "setting": "preferences", "era": "japanese", "quiet": { "from": 1320, "to": 420 } });
    device.ask("set_setting", json!({ "value": era })).await;
    assert_eq!(device.verbs().await, ["set", "set"], "one for each setting");
    let settings = device.ask("settings", Value::Null).await;
    assert_eq!(
        (&settings["conditions"]["pay"]["yen"], &settings["preferences"]["era"]),
        (&json!(3), &json!("japanese"))
    );
    let wrong = json!({ "setting": "preferences", "era": "japanese", "quiet": { "from": 1440, "to": 0 } });
    assert_eq!(
        device.refused_at("set_setting", json!({ "value": wrong })).await,
        ("invalid".into(), Some("quiet".into()))
    );
}

#[tokio::test]
async fn each_organisation_names_the_categories_that_can_occur_there() {
    let device = Device::of(alumnus()).await;
    let desk = domain::OrgId(Uuid::from_u128(77));
    device.join(desk, "あおば大学", crate::device::organizer());
    device.sync().await;
    let off = json!({
        "setting": "notifications", "organization": ORGANIZATION,
        "cadences": [{ "category": "message", "cadence": "off" }, { "category": "offer", "cadence": "weekly" }],
    });
    device.ask("set_setting", json!({ "value": off })).await;
    let settings = device.ask("settings", Value::Null).await;
    let categories = |at: usize| -> Vec<(String, String, bool)> {
        let list = settings["notifications"][at]["cadences"].as_array().unwrap().iter();
        list.map(|view| {
            let text = |key: &str| view[key].as_str().unwrap().to_owned();
            (text("category"), text("cadence"), view["is_default"] == true)
        })
        .collect()
    };
    let wanted = |list: &[(&str, &str, bool)]| {
        list.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), *c)).collect::<Vec<_>>()
    };
    assert_eq!(
        categories(1),
        wanted(&[
            ("message", "off", false),
            ("contact_request", "now", true),
            ("offer", "weekly", true),
            ("membership", "now", true)
        ])
    );
    assert!(categories(0).contains(&("desk".to_owned(), "daily".to_owned(), true)), "there one works at the desk");
    assert_eq!(settings["notifications"][0]["name"], "あおば大学");
}
