//! One search over everything on the device: what is found, in which order, how it is shown, and what is left out.

use domain::{
    MessageId, Name, Object, RowId, Scope, Visibility,
    record::{Block, Card, FormerName, Message, ProfileField, RequestState, Row, RowBody, RowValue},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    contact::{record, row, talk},
    device::{DAY, Device, NOW, alumnus, card, hanako, me, my_scope, name, org, other, somebody},
    offers::{offer, show},
};

fn asked(text: &str) -> Value {
    json!({
        "text": text, "kinds": [], "with": null, "from": null, "to": null, "order": "newest", "before": null, "limit": 20,
    })
}

fn with(text: &str, key: &str, value: Value) -> Value {
    let mut asked = asked(text);
    asked[key] = value;
    asked
}

fn say(device: &Device, seq: u32, body: &str, at: i64) {
    let id = MessageId(Uuid::from_u128(u128::from(seq)));
    let message = Message {
        id,
        seq: Some(seq),
        author: if seq.is_multiple_of(2) { me() } else { other() },
        body: body.into(),
        about: None,
        attachments: vec![],
        at,
        edited_at: None,
        deleted: false,
    };
    device.put(Scope::Conv(talk()), Name::Message(id), Object::Message(message));
}

/// A device with people, offers, a profile and a conversation in which interviews are spoken of.
async fn device() -> Device {
    let device = Device::of(alumnus()).await;
    let watanabe = Card {
        former: vec![FormerName { family: "大野".into(), family_kana: "オオノ".into() }],
        headline: "採用面接を担当".into(),
        ..card(name(somebody(1), "渡辺", "彩", "ワタナベ アヤ"))
    };
    [watanabe, card(hanako()), card(name(me(), "水沢", "健太", "ミズサワ ケンタ"))]
        .into_iter()
        .for_each(|card| device.list(org(), card));
    show(&device, offer(1, "面接官の募集", 3));
    show(&device, offer(2, "組込みエンジニア", 1));
    device.field(ProfileField::Headline, "面接の練習を手伝います", None);
    let work = RowBody::Work {
        employer: "あおば工業".into(),
        title: "面接担当".into(),
        from: "2015-04".parse().unwrap(),
        to: None,
        description: String::new(),
    };
    let visibility = Visibility::members(org());
    let id = RowId(Uuid::from_u128(5));
    let value = RowValue { body: work, visibility };
    device.put(my_scope(), Name::Row(id), Object::Row(Row { id, value, place: "a".into(), confirmed_at: None }));
    row(&device, other(), RequestState::Accepted, 5, 0);
    record(&device, other(), RequestState::Accepted);
    for (seq, body, days) in
        [(2, "来週の面接について", 9), (3, "Remoteの面接でした", 5), (4, "お元気ですか", 4), (5, "元気です", 1)]
    {
        say(&device, seq, body, NOW - days * DAY);
    }
    device.sync().await;
    device
}

/// Texts with what was searched for in brackets.
fn marked(pieces: &Value) -> String {
    let shown = |piece: &Value| {
        let text = piece["text"].as_str().unwrap();
        if piece["hit"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    pieces.as_array().unwrap().iter().map(shown).collect()
}

fn all(of: &Value, key: &str) -> Vec<String> {
    of.as_array().unwrap().iter().map(|hit| marked(&hit[key])).collect()
}

#[tokio::test]
async fn everything_on_the_device_is_found_at_once() {
    let device = device().await;
    let found = device.ask("search", asked("面接")).await;
    assert_eq!(all(&found["people"], "said"), ["採用[面接]を担当"]);
    assert_eq!(found["people"][0]["item"]["former"][0]["family"], "大野");
    assert_eq!(all(&found["offers"], "title"), ["[面接]官の募集"]);
    assert_eq!(all(&found["profile"], "said"), ["[面接]の練習を手伝います", "あおば工業 [面接]担当"]);
    assert_eq!((&found["profile"][0]["field"], &found["profile"][1]["list"]), (&json!("headline"), &json!("work")));
    assert_eq!(all(&found["messages"], "said"), ["Remoteの[面接]でした", "来週の[面接]について"]);
    let newest = &found["messages"][0];
    assert_eq!((&newest["mine"], &newest["with"]["family"]), (&json!(false), &json!("佐倉")));
    assert_eq!((&found["ready"], &found["before"]), (&json!(true), &Value::Null));
    let nothing = device.ask("search", asked(" 。")).await;
    for kind in ["people", "offers", "profile", "messages"] {
        assert_eq!(nothing[kind], json!([]));
    }
}

#[tokio::test]
async fn people_are_found_by_former_name_reading_and_romaji() {
    let device = device().await;
    for (text, expected) in [
        ("大野", &["渡辺 彩"][..]),
        ("ohno", &["渡辺 彩"]),
        ("watanabe aya", &["渡辺 彩"]),
        ("さくら", &["佐倉 花子"]),
        ("水沢", &[]),
    ] {
        let found = device.ask("search", with(text, "kinds", json!(["people"]))).await;
        let names: Vec<String> =
            all(&found["people"], "name").iter().map(|name| name.replace(['[', ']'], "")).collect();
        assert_eq!(names, expected, "{text}");
    }
    let found = device.ask("search", asked("ワタナベ")).await;
    assert_eq!(marked(&found["people"][0]["said"]), "[ワタナベ] アヤ");
    let block = Block { name: name(somebody(1), "渡辺", "彩", ""), at: 1 };
    device.put(my_scope(), Name::Block(somebody(1)), Object::Block(block));
    device.sync().await;
    assert_eq!(device.ask("search", asked("大野")).await["people"], json!([]), "whom one has blocked");
}

#[tokio::test]
async fn kind_person_and_time_narrow_it() {
    let device = device().await;
    let messages = |found: &Value| all(&found["messages"], "said").len();
    let found = device.ask("search", with("面接", "kinds", json!(["offers", "messages"]))).await;
    assert_eq!((messages(&found), &found["people"], &found["profile"]), (2, &json!([]), &json!([])));
    let found = device.ask("search", with("面接", "with", json!({ "organization": org(), "person": other() }))).await;
    assert_eq!((messages(&found), &found["offers"]), (2, &json!([])));
    let found =
        device.ask("search", with("面接", "with", json!({ "organization": org(), "person": somebody(1) }))).await;
    assert_eq!(messages(&found), 0);
    let mut asked = with("面接", "from", json!(NOW - 6 * DAY));
    asked["to"] = json!(NOW - 2 * DAY);
    let found = device.ask("search", asked).await;
    assert_eq!(all(&found["messages"], "said"), ["Remoteの[面接]でした"]);
    assert_eq!(all(&found["offers"], "title"), ["[面接]官の募集"]);
    assert_eq!(found["people"], json!([]), "a person has no date");
}

#[tokio::test]
async fn messages_come_in_stretches_and_in_either_order() {
    let device = device().await;
    for seq in 10..40 {
        let body = if seq == 20 {
            "面接".to_owned()
        } else {
            format!("{seq}番目の長い話のあとで面接のことも少し")
        };
        say(&device, seq, &body, NOW - 100 * DAY + i64::from(seq));
    }
    device.sync().await;
    for order in ["newest", "best"] {
        let mut seen = Vec::new();
        let mut before = Value::Null;
        loop {
            let mut asked = with("面接", "order", json!(order));
            asked["limit"] = json!(7);
            asked["before"] = before;
            let found = device.ask("search", asked).await;
            seen.extend(found["messages"].as_array().unwrap().iter().map(|hit| hit["message"].clone()));
            before = found["before"].clone();
            if before.is_null() {
                break;
            }
        }
        let id = |seq: u128| json!(MessageId(Uuid::from_u128(seq)));
        let first = if order == "newest" { 3 } else { 20 };
        assert_eq!((seen.len(), &seen[0]), (32, &id(first)), "{order}");
        seen.sort_by_key(Value::to_string);
        seen.dedup();
        assert_eq!(seen.len(), 32, "each once");
    }
}

#[tokio::test]
async fn what_one_has_just_written_is_found_and_what_was_taken_back_is_not() {
    let device = device().await;
    let draft = json!({ "conversation": talk(), "body": "深海漁業の話" });
    device.ask("send_message", draft).await;
    let found = device.ask("search", asked("深海漁業")).await;
    assert_eq!(all(&found["messages"], "said"), ["[深海漁業]の話"]);
    assert_eq!(found["messages"][0]["mine"], json!(true));
    let message = found["messages"][0]["message"].clone();
    device.ask("delete_message", json!({ "conversation": talk(), "message": message })).await;
    assert_eq!(device.ask("search", asked("深海漁業")).await["messages"], json!([]));
    device.gone(Scope::Conv(talk()));
    device.sync().await;
    assert_eq!(device.ask("search", asked("面接")).await["messages"], json!([]), "a conversation one has no more");
}
