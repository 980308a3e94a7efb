//! The directory, the page of a person, and the own page as others see it.

use domain::{
    ConversationId, Name, Object, OrgId, RowId, Scope, Visibility, VisibilityRule,
    page::{PageRow, PersonPage},
    record::{
        Block, Card, FieldObject, FieldValue, FormerName, InboxKind, InboxRow, MemberValue, MembershipStatus,
        ProfileField, Row, RowBody, RowValue,
    },
    visibility::Audience,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    ORGANIZATION, OTHER, PERSON,
    device::{Device, NOW, alumnus, card, hanako, me, my_scope, name, org, organizer, other, put_unit, somebody, unit},
};

fn filter() -> Value {
    json!({
        "organization": null, "text": "", "units": [], "cohorts": [], "employers": [], "skills": [], "statuses": [],
        "connected": false,
    })
}

fn with(key: &str, value: Value) -> Value {
    let mut filter = filter();
    filter[key] = value;
    filter
}

async fn find(device: &Device, filter: Value) -> Vec<String> {
    let list = device.ask("people", json!({ "filter": filter, "offset": 0, "limit": 100 })).await;
    let items = list["items"].as_array().unwrap();
    assert_eq!(list["total"], items.len());
    items.iter().map(|item| item["name"]["family"].as_str().unwrap().to_owned()).collect()
}

/// Five people of one organisation, in no order.
async fn town() -> Device {
    let device = Device::of(alumnus()).await;
    put_unit(&device, 1, "技術本部", None);
    put_unit(&device, 2, "制御技術部", Some(1));
    put_unit(&device, 3, "営業部", None);
    let people = [
        card(name(somebody(1), "渡辺", "彩", "ワタナベ アヤ")),
        Card {
            former: vec![FormerName { family: "髙橋".into(), family_kana: "タカハシ".into() }],
            latin: "Hanako Sakura".into(),
            headline: "組込みから企画へ".into(),
            employer: "株式会社あおば".into(),
            skills: vec!["Ｒｕｓｔ".into(), "英語".into()],
            units: vec![unit(2)],
            cohort: Some(2015),
            ..card(hanako())
        },
        Card {
            employer: "株式会社あおば".into(),
            units: vec![unit(3)],
            ..card(name(somebody(2), "青木", "翔", "アオキ ショウ"))
        },
        // Without a reading: behind all the others.
        Card { skills: vec!["rust".into()], ..card(name(somebody(3), "阿部", "", "")) },
        Card { status: MembershipStatus::Current, ..card(name(somebody(4), "伊藤", "蓮", "イトウ レン")) },
        card(name(me(), "水沢", "健太", "ミズサワ ケンタ")),
    ];
    people.into_iter().for_each(|card| device.list(org(), card));
    device.sync().await;
    device
}

#[tokio::test]
async fn people_are_sorted_by_reading_without_oneself_and_whom_one_blocked() {
    let device = town().await;
    assert_eq!(find(&device, filter()).await, ["青木", "伊藤", "佐倉", "渡辺", "阿部"]);
    device.put(
        my_scope(),
        Name::Block(somebody(1)),
        Object::Block(Block { name: name(somebody(1), "渡辺", "彩", ""), at: 1 }),
    );
    device.sync().await;
    let list = device.ask("people", json!({ "filter": filter(), "offset": 1, "limit": 2 })).await;
    let shown: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|item| &item["name"]["family"]).collect();
    assert_eq!(shown, ["伊藤", "佐倉"], "a stretch of it");
    assert_eq!((&list["total"], &list["everybody"], &list["ready"]), (&json!(4), &json!(4), &json!(true)));
    assert_eq!(list["items"][1]["units"], json!(["制御技術部"]));
}

#[tokio::test]
async fn a_search_finds_what_a_person_means_in_whatever_is_shown() {
    let device = town().await;
    for (text, found) in [
        ("さくら", vec!["佐倉"]),
        ("ｻｸﾗ はなこ", vec!["佐倉"]),
        ("佐倉花子", vec!["佐倉"]),
        ("髙橋花子", vec!["佐倉"]),
        ("たかはし", vec!["佐倉"]),
        ("HANAKO", vec!["佐倉"]),
        ("企画　花子", vec!["佐倉"]),
        ("RUST", vec!["佐倉", "阿部"]),
        ("あおば", vec!["青木", "佐倉"]),
        ("あおば 佐倉", vec!["佐倉"]),
        ("花子 渡辺", vec![]),
        ("秘密", vec![]),
        (" 　", vec!["青木", "伊藤", "佐倉", "渡辺", "阿部"]),
    ] {
        assert_eq!(find(&device, with("text", json!(text))).await, found, "{text}");
    }
}

#[tokio::test]
async fn filters_narrow_and_a_unit_means_everything_below_it() {
    let device = town().await;
    for (key, value, found) in [
        ("units", json!([unit(1)]), vec!["佐倉"]),
        ("units", json!([unit(2), unit(3)]), vec!["青木", "佐倉"]),
        ("cohorts", json!([2015, 2016]), vec!["佐倉"]),
        ("employers", json!(["株式会社あおば"]), vec!["青木", "佐倉"]),
        ("skills", json!(["Rust"]), vec!["佐倉", "阿部"]),
        ("statuses", json!(["current"]), vec!["伊藤"]),
        ("organization", json!(OTHER), vec![]),
        ("connected", json!(true), vec![]),
    ] {
        assert_eq!(find(&device, with(key, value.clone())).await, found, "{key} {value}");
    }
    let mut both = with("employers", json!(["株式会社あおば"]));
    both["units"] = json!([unit(3)]);
    assert_eq!(find(&device, both).await, ["青木"], "each of several lists");
}

#[tokio::test]
async fn only_whose_contact_was_accepted_is_connected() {
    let device = town().await;
    for (person, state) in [(other(), "accepted"), (somebody(1), "waiting"), (somebody(2), "declined")] {
        let conversation = ConversationId::direct(org(), me(), person);
        let request = serde_json::from_value(json!({ "from": person, "purpose": "catch_up", "state": state })).unwrap();
        let row = InboxRow {
            conversation,
            organization: org(),
            kind_of: InboxKind::Direct,
            with: name(person, "x", "", ""),
            request: Some(request),
            head: 1,
            unread: 0,
            preview: String::new(),
            preview_file: false,
            preview_mine: false,
            preview_deleted: false,
            at: NOW,
        };
        device.put(my_scope(), Name::Inbox(conversation), Object::Inbox(row));
    }
    device.sync().await;
    assert_eq!(find(&device, with("connected", json!(true))).await, ["佐倉"]);
    let accepted = json!({ "conversation": ConversationId::direct(org(), me(), somebody(1)), "accept": true });
    device.ask("answer_request", accepted).await;
    assert_eq!(find(&device, with("connected", json!(true))).await, ["佐倉", "渡辺"], "an answer that waits counts");
}

#[tokio::test]
async fn choices_count_people_and_a_unit_counts_those_below_it() {
    let device = town().await;
    let choices = device.ask("people_choices", json!({ "organization": ORGANIZATION })).await;
    let list = |kind: &str, field: &str| -> Vec<(String, u64)> {
        let list = choices[kind].as_array().unwrap().iter();
        list.map(|choice| (choice[field].as_str().unwrap().to_owned(), choice["count"].as_u64().unwrap())).collect()
    };
    let wanted =
        |list: &[(&str, u64)]| list.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(list("units", "label"), wanted(&[("営業部", 1), ("技術本部", 1), ("技術本部 制御技術部", 1)]));
    assert_eq!(list("cohorts", "value"), wanted(&[("2015", 1)]));
    assert_eq!(list("employers", "value"), wanted(&[("株式会社あおば", 2)]));
    assert_eq!(list("skills", "value"), wanted(&[("rust", 2), ("英語", 1)]));
    assert_eq!(list("statuses", "value"), wanted(&[("alumnus", 4), ("current", 1)]), "oneself is none of them");
    let nobody = device.ask("people_choices", json!({ "organization": OTHER })).await;
    assert_eq!(nobody["statuses"], json!([]));
}

fn path() -> String {
    format!("/v1/organizations/{ORGANIZATION}/people/{OTHER}")
}

fn page_of(card: Card) -> Value {
    let body = RowBody::Skill { name: "制御".into(), note: String::new() };
    let row = PageRow { row: RowId(Uuid::from_u128(1)), body, confirmed_at: None };
    let (summary, title) = ("二十年のこと".into(), "主任".into());
    let page = PersonPage { card, summary, photo: String::new(), title, rows: vec![row], confirmed_at: Some(0) };
    serde_json::to_value(page).unwrap()
}

fn whom() -> Value {
    json!({ "organization": ORGANIZATION, "person": OTHER })
}

#[tokio::test]
async fn a_page_that_was_opened_is_kept_and_read_without_a_network() {
    let device = town().await;
    let before = device.ask("person", whom()).await;
    assert_eq!(
        (&before["page"], &before["skills"][1]),
        (&Value::Null, &json!("英語")),
        "the card is there before the page"
    );
    assert_eq!(before["organization_name"], "みどり製作所");
    device.wire.answer(&path(), 200, page_of(card(hanako())));
    let topics = device.topics_of("fetch_person", whom()).await;
    assert_eq!(topics, [format!("person:{OTHER}")]);
    let page = device.ask("person", whom()).await["page"].clone();
    assert_eq!((&page["summary"], &page["rows"][0]["body"]["name"]), (&json!("二十年のこと"), &json!("制御")));
    assert_eq!((&page["title"], &page["fetched_at"]), (&json!("主任"), &json!(NOW)));

    assert_eq!(device.refused("fetch_person", whom()).await, "offline");
    assert_eq!(device.ask("person", whom()).await["page"], page, "it is still there");
    let limited =
        json!({ "type": "about:blank", "title": "x", "status": 429, "code": "rate_limited", "retry_after_s": 60 });
    device.wire.answer(&path(), 429, limited);
    let failure = device.engine.rpc("fetch_person", whom()).await.unwrap_err();
    assert_eq!((serde_json::to_value(failure.code).unwrap(), failure.retry_after_s), (json!("rate_limited"), Some(60)));
    device.wire.answer(&path(), 200, page_of(card(name(somebody(9), "別", "人", ""))));
    assert_eq!(device.refused("fetch_person", whom()).await, "bad_answer", "the page of somebody else");
    assert_eq!(device.ask("person", whom()).await["page"], page);
}

#[tokio::test]
async fn nothing_stays_of_a_person_who_is_not_there_any_more() {
    let device = town().await;
    device.wire.answer(&path(), 200, page_of(card(hanako())));
    device.ask("fetch_person", whom()).await;
    let gone = json!({ "type": "about:blank", "title": "x", "status": 404, "code": "not_found" });
    device.wire.answer(&path(), 404, gone);
    assert_eq!(device.refused("fetch_person", whom()).await, "not_found");
    assert_eq!(device.ask("person", whom()).await["page"], Value::Null, "what was on the page is gone at once");

    device.wire.answer(&path(), 200, page_of(card(hanako())));
    device.ask("fetch_person", whom()).await;
    device.del(Scope::Dir(org()), Name::Card(other()));
    device.sync().await;
    assert_eq!(device.refused("person", whom()).await, "not_found");
    device.wire.answer(&path(), 200, page_of(card(hanako())));
    assert_eq!(device.refused("fetch_person", whom()).await, "not_found", "a page that comes too late is not kept");
    device.list(org(), card(hanako()));
    device.sync().await;
    assert_eq!(device.ask("person", whom()).await["page"], Value::Null, "nor does an old one come back with the card");
}

#[tokio::test]
async fn a_session_that_ended_is_told() {
    let device = town().await;
    let ended = json!({ "type": "about:blank", "title": "x", "status": 401, "code": "unauthorized" });
    device.wire.answer(&path(), 401, ended);
    assert_eq!(device.refused("fetch_person", whom()).await, "unauthorized");
    assert_eq!(device.ask("status", Value::Null).await["state"], "signed_out_remotely");
}

fn hides(audience: Audience) -> Visibility {
    Visibility::from(vec![VisibilityRule::new(org(), audience)])
}

/// A profile of which each part is for somebody else.
async fn own() -> Device {
    let device = Device::of(MemberValue { units: vec![unit(2)], ..alumnus() }).await;
    put_unit(&device, 2, "制御技術部", None);
    device.field(ProfileField::FamilyName, "水沢", None);
    let put = |field, text: &str, visibility| {
        let value = FieldValue { text: text.into(), visibility };
        let object = Object::Field(FieldObject { field, value, confirmed_at: None });
        device.put(my_scope(), Name::Field(field), object);
    };
    put(ProfileField::Headline, "復職を考えています", hides(Audience::Organizers));
    put(ProfileField::Summary, "親しい人へ", hides(Audience::Connections));
    let excluded = VisibilityRule { excluded_people: vec![other()], ..VisibilityRule::new(org(), Audience::Members) };
    put(ProfileField::LatinName, "Mizusawa", Visibility::from(vec![excluded]));
    let skill = RowValue::new(RowBody::Skill { name: "制御".into(), note: String::new() }, hides(Audience::Alumni));
    let row = Row { id: RowId(Uuid::from_u128(4)), value: skill, place: "80".into(), confirmed_at: None };
    device.put(my_scope(), Name::Row(row.id), Object::Row(row));
    device.list(org(), Card { units: vec![unit(2)], ..card(hanako()) });
    device.sync().await;
    device
}

async fn seen(device: &Device, status: &str, role: &str, connected: bool, viewer: Option<&str>) -> Value {
    let params = json!({
        "organization": ORGANIZATION, "status": status, "role": role, "connected": connected, "viewer": viewer,
    });
    device.ask("see_as", params).await
}

#[tokio::test]
async fn the_own_page_is_what_each_class_would_get() {
    let device = own().await;
    let organizer = seen(&device, "current", "organizer", false, None).await["person"].clone();
    assert_eq!((&organizer["item"]["headline"], &organizer["skills"]), (&json!("復職を考えています"), &json!([])));
    let alumnus = seen(&device, "alumnus", "member", false, None).await["person"].clone();
    assert_eq!((&alumnus["item"]["headline"], &alumnus["skills"]), (&json!(""), &json!(["制御"])));
    assert_eq!((&alumnus["page"]["summary"], &alumnus["latin"]), (&json!(""), &json!("Mizusawa")));
    assert_eq!((&alumnus["page"]["fetched_at"], &alumnus["is_me"]), (&Value::Null, &json!(true)));
    let friend = seen(&device, "alumnus", "member", true, None).await["person"].clone();
    assert_eq!(friend["page"]["summary"], "親しい人へ");
}

#[tokio::test]
async fn a_certain_person_counts_with_what_is_known_of_them() {
    let device = own().await;
    let hanako = seen(&device, "current", "organizer", true, Some(OTHER)).await;
    assert_eq!((&hanako["class"]["status"], &hanako["class"]["role"]), (&json!("alumnus"), &json!("member")));
    assert_eq!(hanako["viewer"]["family"], "佐倉");
    let person = &hanako["person"];
    assert_eq!((&person["latin"], &person["page"]["summary"]), (&json!(""), &json!("")), "left out, and not connected");
    let params = json!({
        "organization": ORGANIZATION, "status": "alumnus", "role": "member", "connected": false, "viewer": somebody(7),
    });
    assert_eq!(device.refused("see_as", params).await, "not_found", "nothing is known of them");

    // What waits to be sent is what will be seen.
    let base = json!({ "text": "水沢", "visibility": serde_json::to_value(Visibility::members(org())).unwrap() });
    let rule = VisibilityRule { excluded_units: vec![unit(2)], ..VisibilityRule::new(org(), Audience::Members) };
    let value = json!({ "text": "水沢", "visibility": [rule] });
    device.ask("set_field", json!({ "field": "family_name", "base": base, "value": value })).await;
    assert_eq!(
        seen(&device, "alumnus", "member", false, Some(OTHER)).await["person"],
        Value::Null,
        "of a unit left out"
    );
    assert!(seen(&device, "alumnus", "member", false, None).await["person"].is_object());
}

#[tokio::test]
async fn to_oneself_the_own_page_shows_everything() {
    let device = own().await;
    let page = device.ask("person", json!({ "organization": ORGANIZATION, "person": PERSON })).await;
    assert_eq!((&page["is_me"], &page["page"]["summary"]), (&json!(true), &json!("親しい人へ")));
    assert_eq!((&page["item"]["units"], &page["contact"]["may_ask"]), (&json!(["制御技術部"]), &json!(false)));
    device.ask("fetch_person", json!({ "organization": ORGANIZATION, "person": PERSON })).await;
    let elsewhere = json!({ "organization": OrgId(Uuid::from_u128(99)), "person": PERSON });
    assert_eq!(device.refused("person", elsewhere).await, "not_found");
}

#[tokio::test]
async fn who_is_at_the_desk_is_known_by_the_roster() {
    let device = Device::of(organizer()).await;
    device.field(ProfileField::FamilyName, "水沢", None);
    let member = serde_json::from_value(json!({
        "name": hanako(),
        "membership": { "id": OTHER, "organization": ORGANIZATION, "status": "candidate", "role": "member", "since": 0 },
    }));
    device.put(Scope::Desk(org()), Name::Member(other()), Object::Member(member.unwrap()));
    device.sync().await;
    let seen = seen(&device, "alumnus", "member", false, Some(OTHER)).await;
    assert_eq!((&seen["class"]["status"], &seen["viewer"]["given"]), (&json!("candidate"), &json!("花子")));
}
