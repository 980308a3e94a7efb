//! 事務局: members, offers, reports.

use domain::{
    ConversationId, MembershipId, Name, Object, Scope,
    record::{
        DeskReport, InboxKind, InboxRow, Member, MemberValue, Membership, MembershipStatus, Offer, OfferState,
        PersonName,
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION, OTHER, PERSON,
    contact::{bare_row, put_row},
    device::{DAY, Device, NOW, alumnus, card, hanako, me, name, org, organizer, other, put_unit, somebody, unit},
    offers::{offer, offer_id},
};

fn member(name: PersonName, value: MemberValue) -> Member {
    let membership = Membership {
        id: MembershipId(name.person.0),
        organization: org(),
        value,
        since: NOW - DAY,
        history: Vec::new(),
    };
    Member { name, membership }
}

fn enrol(device: &Device, member: Member) {
    device.put(Scope::Desk(org()), Name::Member(member.name.person), Object::Member(member));
}

fn at_desk(device: &Device, offer: Offer) {
    device.put(Scope::Desk(org()), Name::Offer(offer.id), Object::Offer(offer));
}

fn report(number: u128, days_ago: i64, closed: Value) -> DeskReport {
    serde_json::from_value(json!({
        "id": Uuid::from_u128(number), "reporter": name(somebody(1), "渡辺", "彩", ""), "reported": hanako(),
        "reason": "spam", "note": format!("{number}件目"), "at": NOW - days_ago * DAY, "closed": closed,
        "messages": [
            { "id": Uuid::from_u128(1), "author": OTHER, "body": "買いませんか", "at": 0 },
            { "id": Uuid::from_u128(2), "author": somebody(1), "body": "いりません", "at": 1 },
        ],
    }))
    .unwrap()
}

fn file(device: &Device, report: DeskReport) {
    device.put(Scope::Desk(org()), Name::Report(report.id), Object::DeskReport(report));
}

async fn desk() -> Device {
    let device = Device::of(organizer()).await;
    put_unit(&device, 1, "技術本部", None);
    put_unit(&device, 2, "制御技術部", Some(1));
    let value = MemberValue { units: vec![unit(2)], title: "主任".into(), cohort: Some(2015), ..alumnus() };
    enrol(&device, member(hanako(), value));
    enrol(
        &device,
        member(
            name(somebody(1), "渡辺", "彩", "ワタナベ アヤ"),
            MemberValue { status: MembershipStatus::Current, ..alumnus() },
        ),
    );
    enrol(
        &device,
        member(
            name(somebody(2), "青木", "翔", "アオキ ショウ"),
            MemberValue { status: MembershipStatus::Candidate, ..alumnus() },
        ),
    );
    enrol(&device, member(name(me(), "水沢", "健太", "ミズサワ ケンタ"), organizer()));
    device.list(org(), card(hanako()));
    device
}

fn here() -> Value {
    json!({ "organization": ORGANIZATION })
}

async fn members(device: &Device, change: &[(&str, Value)]) -> Value {
    let mut params =
        json!({ "organization": ORGANIZATION, "text": "", "units": [], "statuses": [], "offset": 0, "limit": 100 });
    for (key, value) in change {
        params[*key] = value.clone();
    }
    device.ask("members", params).await
}

fn families(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["name"]["family"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_front_counts_what_lies_at_the_desk() {
    let device = desk().await;
    at_desk(&device, offer(1, "公開中", 1));
    at_desk(&device, Offer { state: OfferState::Draft, published_at: None, ..offer(2, "下書き", 0) });
    file(&device, report(1, 1, Value::Null));
    file(&device, report(2, 2, json!({ "by": PERSON, "at": NOW, "note": "注意しました" })));
    let conversation = ConversationId::desk(org(), other());
    let row = InboxRow { conversation, kind_of: InboxKind::AtDesk, head: 2, unread: 2, ..bare_row() };
    put_row(&device, row);
    put_row(&device, InboxRow { head: 1, unread: 1, ..bare_row() });
    device.sync().await;
    let front = device.ask("desk", here()).await;
    let wanted = json!({
        "organization": ORGANIZATION, "name": "みどり製作所", "alumni": 1, "current": 2, "candidates": 1, "published": 1,
        "drafts": 1, "reports": 1, "unread": 1, "ready": true,
    });
    assert_eq!(front, wanted, "what somebody writes to oneself is not the desk's");
}

#[tokio::test]
async fn nobody_else_has_a_desk() {
    let device = Device::of(alumnus()).await;
    device.sync().await;
    let of = json!({ "organization": ORGANIZATION, "offer": offer_id(1) });
    for (method, params) in [
        ("desk", here()),
        ("desk_offers", here()),
        ("desk_offer", of.clone()),
        ("reports", here()),
        ("publish_offer", of.clone()),
        ("close_offer", of.clone()),
        ("remove_offer", of),
        ("add_offer", json!({ "organization": ORGANIZATION, "kind": "comeback", "title": "x", "like": null })),
        ("close_report", json!({ "organization": ORGANIZATION, "report": offer_id(1), "note": "" })),
        (
            "set_member",
            json!({ "organization": ORGANIZATION, "person": OTHER, "base": alumnus(), "value": organizer() }),
        ),
    ] {
        assert_eq!(device.refused(method, params).await, "not_found", "{method}");
    }
    assert!(device.verbs().await.is_empty());
}

#[tokio::test]
async fn the_roster_is_found_by_its_own_names() {
    let device = desk().await;
    device.sync().await;
    let all = members(&device, &[]).await;
    assert_eq!(families(&all), ["青木", "佐倉", "水沢", "渡辺"], "by reading, oneself among them");
    assert_eq!((&all["total"], &all["everybody"]), (&json!(4), &json!(4)));
    let hanako = &all["items"][1];
    assert_eq!(
        (&hanako["listed"], &hanako["units"], &hanako["value"]["title"]),
        (&json!(true), &json!(["制御技術部"]), &json!("主任"))
    );
    assert_eq!((&all["items"][0]["listed"], &hanako["conversation"]), (&json!(false), &Value::Null));
    for (key, value, found) in [
        ("text", json!("さくら 主任"), vec!["佐倉"]),
        ("text", json!("渡辺彩"), vec!["渡辺"]),
        ("text", json!("社長"), vec![]),
        ("units", json!([unit(1)]), vec!["佐倉"]),
        ("statuses", json!(["current", "candidate"]), vec!["青木", "水沢", "渡辺"]),
    ] {
        assert_eq!(families(&members(&device, &[(key, value.clone())]).await), found, "{key} {value}");
    }
    let second = members(&device, &[("offset", json!(1)), ("limit", json!(2))]).await;
    assert_eq!((families(&second), &second["total"]), (vec!["佐倉", "水沢"], &json!(4)));
}

fn setting(base: &Value, change: &[(&str, Value)]) -> Value {
    let mut value = base.clone();
    for (key, to) in change {
        value[*key] = to.clone();
    }
    json!({ "organization": ORGANIZATION, "person": OTHER, "base": base, "value": value })
}

#[tokio::test]
async fn edits_of_a_member_that_were_never_sent_are_one() {
    let device = desk().await;
    device.sync().await;
    let base = members(&device, &[]).await["items"][1]["value"].clone();
    device.ask("set_member", setting(&base, &[("status", json!("current"))])).await;
    let shown = members(&device, &[]).await["items"][1].clone();
    assert_eq!((&shown["value"]["status"], &shown["pending"]), (&json!("current"), &json!(true)));
    assert_eq!(shown["history"][0]["to"], "current");
    device.ask("set_member", setting(&shown["value"], &[("title", json!("課長"))])).await;
    assert_eq!(device.verbs().await, ["set_member"]);
    let item = device.ask("outbox", Value::Null).await[0].clone();
    assert_eq!((&item["with"]["family"], &item["organization"]), (&json!("佐倉"), &json!("みどり製作所")));
    assert!(device.engine.sync_once().await.is_err());
    let op = device.wire.sent("/v1/ops")[0]["ops"][0].clone();
    assert_eq!(
        (&op["base"]["status"], &op["value"]["status"], &op["value"]["title"]),
        (&json!("alumnus"), &json!("current"), &json!("課長"))
    );

    let own = json!({ "organization": ORGANIZATION, "person": PERSON, "base": organizer(), "value": MemberValue { role: alumnus().role, ..organizer() } });
    assert_eq!(
        device.refused_at("set_member", own).await,
        ("forbidden".into(), Some("role".into())),
        "not one's own role"
    );
}

#[tokio::test]
async fn two_edits_of_a_member_are_settled_part_by_part() {
    let device = desk().await;
    device.sync().await;
    let base = members(&device, &[]).await["items"][1]["value"].clone();
    let edit = [("title", json!("課長")), ("cohort", json!(2016)), ("units", json!([unit(1)]))];
    device.ask("set_member", setting(&base, &edit)).await;
    // Another organizer wrote another title and another year, and no unit any more.
    let value = MemberValue { title: "部長".into(), cohort: None, units: vec![unit(2)], ..alumnus() };
    let theirs = Object::Member(member(hanako(), value));
    let record = json!({ "scope": Scope::Desk(org()), "name": Name::Member(other()), "rev": 9, "object": theirs });
    device.answers(&[json!({ "outcome": "conflict", "record": record })]).await;
    enrol(
        &device,
        member(hanako(), MemberValue { title: "部長".into(), cohort: None, units: vec![unit(2)], ..alumnus() }),
    );
    device.sync().await;
    let item = members(&device, &[]).await["items"][1].clone();
    assert_eq!(item["value"]["title"], "部長", "what stands shows");
    let op = item["conflict"].clone();
    let conflict = device.ask("conflict", json!({ "op": op })).await;
    let part =
        |name: &str| conflict["parts"].as_array().unwrap().iter().find(|part| part["part"] == name).unwrap().clone();
    assert_eq!(
        part("title"),
        json!({ "part": "title", "base": "主任", "mine": "課長", "theirs": "部長", "merged": null })
    );
    assert_eq!((&part("cohort")["mine"], &part("cohort")["theirs"]), (&json!("2016"), &json!("")));
    assert_eq!(part("units")["merged"], json!(format!("[\"{}\"]", unit(1))), "one side alone changed it");
    let chosen = json!([{ "part": "title", "text": "課長・部長代理" }, { "part": "cohort", "text": "" }]);
    device.ask("settle", json!({ "op": op, "parts": chosen, "keep_removed": false })).await;
    let settled = members(&device, &[]).await["items"][1].clone();
    assert_eq!((&settled["value"]["title"], &settled["value"]["cohort"]), (&json!("課長・部長代理"), &Value::Null));
    assert_eq!((&settled["value"]["units"], &settled["conflict"]), (&json!([unit(1)]), &Value::Null));
    assert!(device.engine.sync_once().await.is_err());
    let op = device.wire.sent("/v1/ops")[1]["ops"][0].clone();
    assert_eq!(
        (&op["op"], &op["base"]["title"]),
        (&json!("set_member"), &json!("部長")),
        "made by somebody who saw both"
    );
}

#[tokio::test]
async fn reports_wait_longest_first_and_are_closed_once() {
    let device = desk().await;
    for (number, days_ago, closed) in [
        (1, 1, Value::Null),
        (2, 5, Value::Null),
        (3, 9, json!({ "by": somebody(1), "at": NOW - 3 * DAY, "note": "話しました" })),
        (4, 8, json!({ "by": somebody(9), "at": NOW - 2 * DAY, "note": "" })),
    ] {
        file(&device, report(number, days_ago, closed));
    }
    device.sync().await;
    let reports = device.ask("reports", here()).await;
    let notes: Vec<&Value> = reports.as_array().unwrap().iter().map(|report| &report["note"]).collect();
    assert_eq!(notes, ["2件目", "1件目", "4件目", "3件目"]);
    assert_eq!(reports[0]["messages"][0], json!({ "by_reported": true, "body": "買いませんか", "at": 0 }));
    assert_eq!(reports[0]["messages"][1]["by_reported"], false);
    assert_eq!((&reports[3]["closed_by"]["family"], &reports[2]["closed_by"]), (&json!("渡辺"), &Value::Null));
    let close = json!({ "organization": ORGANIZATION, "report": reports[0]["report"], "note": "注意しました" });
    device.ask("close_report", close.clone()).await;
    device.ask("close_report", close).await;
    let item = device.ask("outbox", Value::Null).await;
    assert_eq!(item.as_array().unwrap().len(), 1, "the first word stands");
    assert_eq!((&item[0]["with"]["family"], &item[0]["text"]), (&json!("佐倉"), &json!("注意しました")));
    let closed = device.ask("reports", here()).await[1].clone();
    assert_eq!(
        (&closed["note"], &closed["pending"], &closed["closed_by"]["family"]),
        (&json!("2件目"), &json!(true), &json!("水沢"))
    );
    assert_eq!(device.ask("desk", here()).await["reports"], 1);
}
