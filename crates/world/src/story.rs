//! A story: devices of two people do what people do, on a wire that fails, and in the end everything is as it must be.

use std::collections::BTreeMap;

use domain::record::{MembershipStatus, OrganizationKind};
use serde_json::{Value, json};
use server::{App, admin};

use crate::{
    Chance, Device, check,
    ground::{Ground, person},
};

const HANAKO: &str = "hanako@world.example";
const KENTA: &str = "kenta@world.example";
const STEPS: usize = 60;
/// The only refusals there can be: an edit of an entry or message that another device took away.
const MAY_REFUSE: &[(&str, &[&str])] = &[
    ("edit_row", &["gone", "not_found"]),
    ("move_row", &["gone", "not_found"]),
    ("remove_row", &["gone", "not_found"]),
    ("edit_message", &["gone", "not_found"]),
];

/// What the people of a story wrote, as their devices confirmed it.
#[derive(Default)]
pub(crate) struct Written {
    /// Message id → its text; none once it was taken back.
    pub(crate) messages: BTreeMap<String, Option<String>>,
}

/// Plays the story of a seed to its end and checks it. The answer is everything that happened, for comparing two runs.
///
/// # Panics
/// When a promise does not hold; the message says which.
pub async fn play(seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let mut ground = Ground::new(seed);
    let organization = people(&ground.app).await;
    let mut devices: Vec<Device> =
        ["hanako's phone", "hanako's desk", "kenta's phone"].map(|name| ground.device(name, None)).into();
    for (device, address) in devices.iter().zip([HANAKO, HANAKO, KENTA]) {
        ground.sign_in(device, address).await;
    }
    let conversation = begin(&devices, &organization).await;
    let mut written = Written::default();
    for message in check::messages(&devices[0], &conversation).await {
        let text = |name: &str| message[name].as_str().unwrap().to_owned();
        written.messages.insert(text("id"), Some(text("body")));
    }
    assert_eq!(written.messages.len(), 2, "the message of each request");

    let mut story = Story { chance: chance.clone(), written, conversation, log: Vec::new(), lines: 0 };
    for _ in 0..STEPS {
        let number = chance.below(devices.len());
        ground.time_passes(&mut chance);
        story.step(&mut devices[number]).await;
    }
    check::settle_down(&mut story.chance, devices.iter(), MAY_REFUSE).await;
    check::everything(&devices, &story.conversation, &story.written).await;
    let faults: Vec<_> = devices.iter().map(|device| device.wire.counted()).collect();
    story.log.push(format!("faults {faults:?}"));
    for device in &devices {
        story.log.push(device.ask("profile", Value::Null).await.to_string());
        story.log.push(device.ask("inbox", Value::Null).await.to_string());
    }
    story.log.join("\n")
}

async fn people(app: &App) -> String {
    let organization = admin::NewOrganization {
        name: "みどり製作所".into(),
        kana: "ミドリセイサクショ".into(),
        kind: OrganizationKind::Company,
        organizer: person(KENTA, "佐藤", "健太"),
    };
    let (id, _) = admin::create_organization(app, &organization).await.unwrap();
    admin::add_member(app, id, &person(HANAKO, "山田", "花子"), MembershipStatus::Alumnus).await.unwrap();
    id.to_string()
}

/// Both people ask each other for contact without knowing of it: two requests are an answer.
async fn begin(devices: &[Device], organization: &str) -> String {
    let mut ids = Vec::new();
    for (number, device) in devices.iter().enumerate().skip(1) {
        let list = device.ask("people", json!({ "filter": everybody(), "offset": 0, "limit": 10 })).await;
        let person = list["items"][0]["person"].clone();
        let params = json!({ "person": person, "organization": organization, "purpose": "catch_up",
                             "body": format!("はじめまして{number}") });
        ids.push(device.ask("request_contact", params).await["conversation"].as_str().unwrap().to_owned());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "both begin the same conversation: {ids:?}");
    // Nothing else can be written until both requests have met.
    for device in devices.iter().chain(devices) {
        device.wire.heal();
        assert!(device.sync().await, "{}: the requests meet on a healthy wire", device.name);
        device.wire.break_again();
    }
    ids.remove(0)
}

/// No filter at all.
pub(crate) fn everybody() -> Value {
    json!({ "organization": null, "text": "", "units": [], "cohorts": [], "employers": [], "skills": [],
            "statuses": [], "connected": false })
}

struct Story {
    chance: Chance,
    written: Written,
    conversation: String,
    log: Vec<String>,
    lines: usize,
}

impl Story {
    async fn step(&mut self, device: &mut Device) {
        let action = self.chance.below(16);
        let outcome = match action {
            0..=3 => format!("sync {}", device.sync().await),
            4 => {
                let is_offline = self.chance.one_in(2);
                device.wire.set_offline(is_offline);
                format!("offline {is_offline}")
            }
            5 => {
                device.restart();
                "restart".to_owned()
            }
            6..=8 => self.send(device).await,
            9 => self.edit_message(device).await,
            10 => format!("read {:?}", device.call("mark_read", json!({ "conversation": self.conversation })).await),
            11 | 12 => self.set_field(device).await,
            _ => self.rows(device).await,
        };
        self.log.push(format!("{}: {outcome}", device.name));
    }

    fn text(&mut self) -> String {
        self.lines += 1;
        let word = *self.chance.pick(&["面接", "ありがとう", "株式会社", "ｶﾀｶﾅ", "hello", "髙橋"]);
        format!("{word}{}", self.lines)
    }

    async fn send(&mut self, device: &Device) -> String {
        let body = self.text();
        let sent =
            device.ask("send_message", json!({ "conversation": self.conversation, "body": body, "about": null })).await;
        let id = sent["message"].as_str().unwrap().to_owned();
        let seen = check::messages(device, &self.conversation).await;
        assert!(seen.iter().any(|message| message["id"] == *id), "{}: one sees what one has just written", device.name);
        self.written.messages.insert(id, Some(body.clone()));
        format!("send {body}")
    }

    async fn edit_message(&mut self, device: &Device) -> String {
        let own: Vec<Value> = check::messages(device, &self.conversation)
            .await
            .into_iter()
            .filter(|message| message["mine"] == true && message["deleted"] == false)
            .collect();
        if own.is_empty() {
            return "nothing to edit".to_owned();
        }
        let id = self.chance.pick(&own)["id"].as_str().unwrap().to_owned();
        let is_deletion = self.chance.one_in(3);
        let params = json!({ "conversation": self.conversation, "message": id, "body": self.text() });
        let method = if is_deletion { "delete_message" } else { "edit_message" };
        device.ask(method, params).await;
        // Two devices of one person may edit and delete in any order: only that the message stands there is promised.
        self.written.messages.insert(id.clone(), None);
        format!("{method} {id}")
    }

    async fn set_field(&mut self, device: &Device) -> String {
        let field = *self.chance.pick(&["headline", "summary", "given_name"]);
        let text = self.text();
        let profile = device.ask("profile", Value::Null).await;
        let shown = profile["fields"].as_array().unwrap().iter().find(|shown| shown["field"] == field).unwrap().clone();
        let base = json!({ "text": shown["text"], "visibility": shown["visibility"] });
        let params =
            json!({ "field": field, "base": base, "value": { "text": text, "visibility": shown["visibility"] } });
        let outcome = device.call("set_field", params).await;
        assert_eq!(outcome, Ok(Value::Null), "{}: an edit is always taken", device.name);
        format!("set {field} {text}")
    }

    async fn rows(&mut self, device: &Device) -> String {
        let profile = device.ask("profile", Value::Null).await;
        let rows = profile["work"].as_array().unwrap().clone();
        let (employer, title) = (self.text(), self.text());
        let body = json!({ "type": "work", "employer": employer, "title": title,
                           "from": "2015-04", "to": null, "description": "" });
        if rows.is_empty() || self.chance.one_in(3) {
            return format!(
                "add {:?}",
                device.call("add_row", json!({ "value": { "body": body, "visibility": [] } })).await
            );
        }
        let shown = self.chance.pick(&rows).clone();
        let row = shown["row"].clone();
        match self.chance.below(3) {
            0 => format!("remove {:?}", device.call("remove_row", json!({ "row": row })).await),
            1 => {
                let params = json!({ "row": row, "base": { "body": shown["body"], "visibility": shown["visibility"] },
                                     "value": { "body": body, "visibility": shown["visibility"] } });
                format!("edit {:?}", device.call("edit_row", params).await)
            }
            _ => format!("move {:?}", device.call("move_row", json!({ "row": row, "before": null })).await),
        }
    }
}
