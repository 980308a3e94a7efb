//! 今日: what needs the person, then what is new.

use domain::{
    ConversationId, Name, NoticeId, Object, RowId, Scope,
    record::{
        About, Category, InboxKind, InboxRow, MembershipStatus, Notification, OfferValue, ProfileField, Purpose,
        RequestState, Row, RowBody, RowValue,
    },
    visibility::Visibility,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION,
    contact::{bare_row, put_row},
    device::{DAY, Device, NOW, alumnus, me, my_scope, name, org, organizer, somebody},
    offers::{changed, offer, offer_id, save, show},
};

fn talk(number: u128) -> ConversationId {
    ConversationId::direct(org(), me(), somebody(number))
}

/// A row of the inbox whose newest message came so many days ago.
fn row(device: &Device, number: u128, state: RequestState, from_me: bool, unread: u32, days_ago: i64) {
    let from = if from_me { me() } else { somebody(number) };
    let request = Some(domain::record::ContactRequest { from, purpose: Purpose::KnowHow, state });
    let with = name(somebody(number), &format!("第{number}"), "", "");
    let row =
        InboxRow { conversation: talk(number), with, request, head: 1, unread, at: NOW - days_ago * DAY, ..bare_row() };
    put_row(device, row);
}

async fn today(device: &Device) -> Value {
    device.ask("today", Value::Null).await
}

fn kinds<'a>(today: &'a Value, list: &str, tag: &str) -> Vec<&'a str> {
    today[list].as_array().unwrap().iter().map(|item| item[tag].as_str().unwrap()).collect()
}

fn needs(today: &Value) -> Vec<&str> {
    kinds(today, "needs", "need")
}

#[tokio::test]
async fn a_day_without_anything_says_so_and_is_finished() {
    let device = Device::of(alumnus()).await;
    assert_eq!(today(&device).await["ready"], false, "nothing has been read yet");
    device.sync().await;
    assert_eq!(today(&device).await, json!({ "needs": [], "more": 0, "news": [], "ready": true }));
}

#[tokio::test]
async fn the_most_urgent_three_are_shown_and_the_others_counted() {
    let device = Device::of(organizer()).await;
    row(&device, 1, RequestState::Accepted, true, 2, 1);
    row(&device, 2, RequestState::Waiting, false, 1, 2);
    let mut ends = offer(1, "開発", 9);
    ends.value = OfferValue {
        closes_on: Some("2026-04-05".parse().unwrap()),
        audience: vec![MembershipStatus::Current],
        ..ends.value
    };
    show(&device, ends);
    save(&device, 1, NOW);
    device.field(ProfileField::Headline, "営業", Some(NOW - 200 * DAY));
    let report = json!({
        "kind": "desk_report", "id": Uuid::from_u128(1), "reporter": name(somebody(1), "", "", ""),
        "reported": name(somebody(2), "", "", ""), "reason": "other", "note": "", "messages": [], "at": 0,
    });
    let report: Object = serde_json::from_value(report).unwrap();
    device.put(Scope::Desk(org()), Name::Report(domain::ReportId(Uuid::from_u128(1))), report);
    device.sync().await;
    let view = today(&device).await;
    assert_eq!((needs(&view), &view["more"]), (vec!["request", "reply", "closing"], &json!(2)));
    assert_eq!(
        (&view["needs"][0]["purpose"], &view["needs"][0]["organization"]),
        (&json!("know_how"), &json!("みどり製作所"))
    );
    assert_eq!(view["needs"][1]["item"]["unread"], 2);
    assert_eq!((&view["needs"][2]["days"], &view["needs"][2]["title"]), (&json!(2), &json!("開発")));

    // What was refused comes before everything: nobody else can help with it.
    let base = json!({ "text": "", "visibility": [] });
    device
        .ask("set_field", json!({ "field": "summary", "base": base, "value": { "text": "x", "visibility": [] } }))
        .await;
    device.answers(&[json!({ "outcome": "refused", "refusal": { "code": "forbidden" } })]).await;
    device.sync().await;
    let view = today(&device).await;
    assert_eq!((needs(&view), &view["more"]), (vec!["settle", "request", "reply"], &json!(3)));
    assert_eq!(view["needs"][0]["count"], 1);

    // What is done is not shown any more, and what comes next is.
    device.ask("discard", json!({ "op": device.ask("outbox", Value::Null).await[0]["op"] })).await;
    device.ask("answer_request", json!({ "conversation": talk(2), "accept": false })).await;
    device.ask("unsave_offer", json!({ "organization": ORGANIZATION, "offer": offer_id(1) })).await;
    let view = today(&device).await;
    assert_eq!((needs(&view), &view["more"]), (vec!["reply", "desk", "confirm"], &json!(0)));
    assert_eq!((&view["needs"][1]["reports"], &view["needs"][1]["name"]), (&json!(1), &json!("みどり製作所")));
    assert_eq!((&view["needs"][2]["count"], &view["needs"][2]["since"]), (&json!(1), &json!(NOW - 200 * DAY)));
    device.ask("confirm", json!({ "fields": ["headline"], "rows": [] })).await;
    assert_eq!(needs(&today(&device).await), ["reply", "desk"]);
}

#[tokio::test]
async fn whoever_has_waited_longest_comes_first() {
    let device = Device::of(alumnus()).await;
    for (number, days_ago) in [(1, 1), (2, 9), (3, 4)] {
        row(&device, number, RequestState::Accepted, true, 1, days_ago);
    }
    row(&device, 4, RequestState::Accepted, true, 0, 30);
    // An end is no beginning of anything.
    row(&device, 5, RequestState::Declined, true, 1, 30);
    row(&device, 6, RequestState::Declined, false, 1, 30);
    row(&device, 7, RequestState::Waiting, false, 1, 0);
    let desk = InboxRow {
        conversation: ConversationId::desk(org(), me()),
        kind_of: InboxKind::WithDesk,
        with: name(me(), "", "", ""),
        head: 1,
        unread: 1,
        at: NOW - 20 * DAY,
        ..bare_row()
    };
    put_row(&device, desk);
    device.sync().await;
    let view = today(&device).await;
    assert_eq!(view["more"], 2);
    let with: Vec<&Value> = view["needs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| match need["need"].as_str() {
            Some("request") => &need["conversation"],
            _ => &need["item"]["conversation"],
        })
        .collect();
    assert_eq!(with, [&json!(talk(7)), &json!(ConversationId::desk(org(), me())), &json!(talk(2))]);
}

#[tokio::test]
async fn a_kept_offer_needs_somebody_in_its_last_week_only() {
    let device = Device::of(alumnus()).await;
    for (number, day, is_saved) in [
        (1, "2026-04-02", true),
        (2, "2026-04-03", true),
        (3, "2026-04-10", true),
        (4, "2026-04-11", true),
        (5, "2026-04-04", false),
    ] {
        let mut ends = offer(number, day, 9);
        ends.value.closes_on = Some(day.parse().unwrap());
        show(&device, ends);
        if is_saved {
            save(&device, number, NOW);
        }
    }
    device.sync().await;
    let view = today(&device).await;
    let list: Vec<(&str, u64)> = view["needs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| (need["title"].as_str().unwrap(), need["days"].as_u64().unwrap()))
        .collect();
    assert_eq!(list, [("2026-04-03", 0), ("2026-04-10", 7)], "of Tokyo's day");
}

#[tokio::test]
async fn values_are_gone_through_together() {
    let device = Device::of(alumnus()).await;
    device.field(ProfileField::FamilyName, "水沢", Some(NOW - 184 * DAY));
    device.field(ProfileField::Headline, "営業", Some(NOW - 182 * DAY));
    device.field(ProfileField::Summary, "", None);
    for number in 1..=3u128 {
        let body = RowBody::Skill { name: format!("技{number}"), note: String::new() };
        let row = Row {
            id: RowId(Uuid::from_u128(number)),
            value: RowValue::new(body, Visibility::default()),
            place: "80".into(),
            confirmed_at: (number < 3).then_some(NOW - 190 * DAY),
        };
        device.put(my_scope(), Name::Row(row.id), Object::Row(row));
    }
    device.sync().await;
    let view = today(&device).await;
    assert_eq!(view["needs"], json!([{ "need": "confirm", "count": 4, "since": NOW - 190 * DAY }]));
    // One of them was removed on another device in this moment: the others are confirmed all the same.
    let gone = RowId(Uuid::from_u128(9));
    let rows = json!([RowId(Uuid::from_u128(1)), gone, RowId(Uuid::from_u128(2)), RowId(Uuid::from_u128(3))]);
    device.ask("confirm", json!({ "fields": ["family_name", "latin_name"], "rows": rows })).await;
    device.ask("confirm", json!({ "fields": ["family_name"], "rows": [] })).await;
    assert_eq!(needs(&today(&device).await), Vec::<&str>::new());
    assert_eq!(device.verbs().await, ["confirm_field", "confirm_row", "confirm_row", "confirm_row"], "once each");
    assert_eq!(device.ask("outbox", Value::Null).await[1]["row_type"], "skill");
}

#[tokio::test]
async fn what_is_new_is_told_until_it_was_looked_at() {
    let device = Device::of(alumnus()).await;
    show(&device, offer(1, "新しい", 3));
    show(&device, changed(offer(2, "変わった", 30), NOW - DAY));
    save(&device, 2, NOW - 10 * DAY);
    show(&device, changed(offer(3, "前に変わった", 30), NOW - 20 * DAY));
    save(&device, 3, NOW - 10 * DAY);
    let notification = Notification {
        id: NoticeId(Uuid::from_u128(1)),
        organization: org(),
        category: Category::Membership,
        about: About::Status { status: MembershipStatus::Alumnus },
        from: None,
        preview: String::new(),
        at: NOW - 2 * DAY,
        read: false,
    };
    device.put(my_scope(), Name::Notification(notification.id), Object::Notification(notification));
    device.sync().await;
    let view = today(&device).await;
    assert_eq!(kinds(&view, "news", "news"), ["offer", "status", "offer", "offer"], "newest first");
    assert_eq!((&view["news"][0]["item"]["title"], &view["news"][0]["changed"]), (&json!("変わった"), &json!(true)));
    assert_eq!((&view["news"][2]["item"]["title"], &view["news"][2]["changed"]), (&json!("新しい"), &json!(false)));
    assert_eq!((&view["news"][1]["status"], &view["news"][1]["name"]), (&json!("alumnus"), &json!("みどり製作所")));

    device.ask("see_offers", Value::Null).await;
    let view = today(&device).await;
    assert_eq!(kinds(&view, "news", "news"), ["status"]);
    device.ask("mark_noticed", json!({ "notice": view["news"][0]["notice"] })).await;
    device.ask("mark_noticed", json!({ "notice": NoticeId(Uuid::from_u128(2)) })).await;
    assert_eq!(today(&device).await["news"], json!([]));
    assert!(device.verbs().await.is_empty(), "it goes by itself");

    let mut again = changed(offer(2, "また変わった", 30), NOW);
    again.changes.insert(0, changed(offer(2, "", 0), NOW - DAY).changes.remove(0));
    show(&device, again);
    device.wire.answer("/v1/ops", 500, json!({}));
    let _ = device.engine.sync_once().await;
    let view = today(&device).await;
    assert_eq!((kinds(&view, "news", "news"), &view["news"][0]["changed"]), (vec!["offer"], &json!(true)));
}

#[tokio::test]
async fn an_accepted_request_is_news_to_whoever_asked() {
    let device = Device::of(alumnus()).await;
    let notify = |number: u128, category, read| {
        let about = About::Conversation { conversation: talk(number), seq: 1 };
        let id = NoticeId(talk(number).0);
        let from = Some(name(somebody(number), "x", "", ""));
        let it = Notification { id, organization: org(), category, about, from, preview: String::new(), at: NOW, read };
        device.put(my_scope(), Name::Notification(id), Object::Notification(it));
    };
    row(&device, 1, RequestState::Accepted, true, 0, 0);
    notify(1, Category::ContactRequest, false);
    // Read on another device; asked by the other one; a message, which stands in the inbox; not accepted.
    row(&device, 2, RequestState::Accepted, true, 0, 0);
    notify(2, Category::ContactRequest, true);
    row(&device, 3, RequestState::Accepted, false, 0, 0);
    notify(3, Category::ContactRequest, false);
    row(&device, 4, RequestState::Accepted, true, 0, 0);
    notify(4, Category::Message, false);
    row(&device, 5, RequestState::Waiting, true, 0, 0);
    notify(5, Category::ContactRequest, false);
    device.sync().await;
    let view = today(&device).await;
    assert_eq!(kinds(&view, "news", "news"), ["accepted"]);
    assert_eq!(
        (&view["news"][0]["conversation"], &view["news"][0]["with"]["family"]),
        (&json!(talk(1)), &json!("第1"))
    );
}
