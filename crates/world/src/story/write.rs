//! Messages: written, several at once, edited, taken back, read; drafts; and what a person was told is written.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Seat, Story};
use crate::{Device, check, crash};

/// A message that somebody typed and a device took.
pub(super) struct Typed {
    pub(super) id: String,
    pub(super) conversation: String,
    /// On which device.
    pub(super) on: &'static str,
    /// Every text that it was given.
    pub(super) texts: BTreeSet<String>,
    pub(super) may_be_taken_back: bool,
    /// Taken back before anything of it was sent: it is nowhere any more.
    pub(super) is_undone: bool,
}

impl Typed {
    pub(super) fn new(id: String, conversation: &str, on: &'static str, text: &str) -> Self {
        let texts = BTreeSet::from([text.to_owned()]);
        Self { id, conversation: conversation.to_owned(), on, texts, may_be_taken_back: false, is_undone: false }
    }
}

/// The id of one's own message with a text, if the device shows it.
pub(super) async fn own_id(device: &Device, conversation: &str, body: &str) -> Option<String> {
    let shown = check::messages(device, conversation).await;
    let own = shown.iter().find(|message| message["mine"] == true && message["body"] == body)?;
    Some(own["id"].as_str().unwrap().to_owned())
}

impl Story {
    /// A conversation in which the device lets one write; as a rule the one that is always open.
    async fn a_conversation(&mut self, device: &Device) -> Option<String> {
        let inbox = device.ask("inbox", Value::Null).await;
        let open = inbox.as_array().unwrap().iter().filter(|row| row["standing"] == "open");
        let open: Vec<&str> = open.map(|row| row["conversation"].as_str().unwrap()).collect();
        if open.contains(&self.main.as_str()) && !self.chance.one_in(3) {
            return Some(self.main.clone());
        }
        let picked = self.chance.bits() as usize;
        (!open.is_empty()).then(|| open[picked % open.len()].to_owned())
    }

    /// One message or several.
    pub(super) async fn send(&mut self, seat: &Seat, most: usize) -> String {
        let Some(conversation) = self.a_conversation(&seat.device).await else {
            return "nobody to write to".to_owned();
        };
        let count = 1 + self.chance.below(most);
        let mut told = Vec::new();
        for _ in 0..count {
            let body = self.text();
            told.push(self.send_one(seat, &conversation, &body).await);
        }
        told.join(", ")
    }

    async fn send_one(&mut self, Seat { device, .. }: &Seat, conversation: &str, body: &str) -> String {
        let params = json!({ "conversation": conversation, "body": body, "about": null });
        match device.call("send_message", params).await {
            Ok(sent) => {
                let id = sent["message"].as_str().unwrap().to_owned();
                let shown = check::messages(device, conversation).await;
                let is_last =
                    shown.iter().rfind(|message| message["state"] != "refused").is_some_and(|it| it["id"] == id);
                assert!(is_last, "OWN {}: one sees what one has just written, and last", device.name);
                self.typed.push(Typed::new(id, conversation, device.name, body));
                let page = json!({ "conversation": conversation, "before": null, "limit": 1 });
                let draft = device.ask("conversation", page).await["draft"].clone();
                assert_eq!(draft, "", "DRAFT {}: what was sent is no draft any more", device.name);
                format!("send {body}")
            }
            Err(code) => {
                let may_be = conversation != self.main && ["not_found", "not_accepted"].contains(&code.as_str());
                assert!(may_be, "REFUSED {}: {body} in {conversation}: {code}", device.name);
                format!("cannot send: {code}")
            }
        }
    }

    pub(super) async fn edit_message(&mut self, device: &Device) -> String {
        let Some(conversation) = self.a_conversation(device).await else { return "nothing to edit".to_owned() };
        let shown = check::messages(device, &conversation).await;
        let is_own =
            |message: &&Value| message["mine"] == true && message["deleted"] == false && message["state"] != "refused";
        let own: Vec<&Value> = shown.iter().filter(is_own).collect();
        if own.is_empty() {
            return "nothing to edit".to_owned();
        }
        let id = self.chance.pick(&own)["id"].as_str().unwrap().to_owned();
        let (takes_back, text) = (self.chance.one_in(3), self.text());
        let method = if takes_back { "delete_message" } else { "edit_message" };
        let params = json!({ "conversation": conversation, "message": id, "body": text });
        let outcome = device.call(method, params).await;
        if let Err(code) = &outcome {
            let may_be = conversation != self.main && ["not_found", "not_accepted"].contains(&code.as_str());
            assert!(may_be, "REFUSED {}: {method} in {conversation}: {code}", device.name);
        } else {
            let shown = check::messages(device, &conversation).await;
            let is_there = shown.iter().any(|message| message["id"] == id);
            let typed = self.typed.iter_mut().find(|typed| typed.id == id).expect("nothing nobody wrote");
            assert!(is_there || takes_back, "OWN {}: an edited message goes on being shown", device.name);
            typed.may_be_taken_back |= takes_back;
            typed.is_undone = !is_there;
            typed.texts.extend((!takes_back).then_some(text));
        }
        format!("{method} {id} {outcome:?}")
    }

    pub(super) async fn mark_read(&mut self, device: &Device) -> String {
        let Some(conversation) = self.a_conversation(device).await else { return "nothing to read".to_owned() };
        format!("read {:?}", device.call("mark_read", json!({ "conversation": conversation })).await)
    }

    pub(super) async fn draft(&mut self, device: &Device) -> String {
        let Some(conversation) = self.a_conversation(device).await else { return "nothing to draft".to_owned() };
        let text = self.text();
        device.ask("save_draft", json!({ "conversation": conversation, "text": text })).await;
        let page = json!({ "conversation": conversation, "before": null, "limit": 1 });
        assert_eq!(device.ask("conversation", page).await["draft"], json!(text), "DRAFT {}: it is kept", device.name);
        format!("draft {text}")
    }

    /// What one sees is the same after the app was ended and begun again.
    pub(super) async fn restart(&mut self, seat: &mut Seat) -> String {
        let before = shows(&seat.device).await;
        self.begin_again(seat);
        let after = shows(&seat.device).await;
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "RESTART {}: it shows something else", seat.device.name);
        }
        "restart".to_owned()
    }

    fn begin_again(&self, seat: &mut Seat) {
        let has_ear = seat.ear.take().is_some();
        seat.device.restart();
        seat.ear = has_ear.then(|| super::Ear::of(seat.device.engine(), &self.main));
    }

    /// The app ends while it sends, reads or writes. Whatever it had told the person is there when it begins again.
    pub(super) async fn end_in_the_middle(&mut self, seat: &mut Seat) -> String {
        let writes = self.chance.one_in(3);
        // Whatever is written just before is on its way when it ends.
        let most = match (writes, self.chance.one_in(2)) {
            (true, _) => 4,
            (false, true) => 40,
            (false, false) => {
                self.send(seat, 2).await;
                14
            }
        };
        let passed = self.chance.below(most);
        let device = &seat.device;
        let before = device.ask("outbox", Value::Null).await;
        let conversation = self.a_conversation(device).await.filter(|_| writes);
        let text = self.text();
        let work = async {
            match &conversation {
                Some(conversation) => {
                    let params = json!({ "conversation": conversation, "body": text, "about": null });
                    drop(device.call("send_message", params).await);
                    false
                }
                None => device.sync().await,
            }
        };
        let done = crash::ends_after(passed, work).await;
        self.begin_again(seat);
        let device = &seat.device;
        // Whether or not it was said: if it is there, it was written.
        if let Some(conversation) = &conversation
            && let Some(id) = own_id(device, conversation, &text).await
        {
            self.typed.push(Typed::new(id, conversation, device.name, &text));
        }
        let after = device.ask("outbox", Value::Null).await;
        for op in before.as_array().unwrap().iter().filter(|op| op["state"] != "discarded") {
            let is_here = after.as_array().unwrap().iter().any(|now| now["op"] == op["op"]);
            let is_there = self.ledger.book().outcome(op["op"].as_str().unwrap()).is_some();
            assert!(is_here || is_there, "KEPT {}: {op} is neither here nor with the server", device.name);
        }
        self.own_is_there(device).await;
        format!("ends after {passed} points, {done:?}")
    }

    /// Everything that was typed on a device in the open conversation and that is not refused is shown there.
    pub(super) async fn own_is_there(&self, device: &Device) {
        let is_here = |typed: &&Typed| typed.on == device.name && typed.conversation == self.main && !typed.is_undone;
        let typed: Vec<&Typed> = self.typed.iter().filter(is_here).collect();
        if typed.is_empty() {
            return;
        }
        let shown = check::messages(device, &self.main).await;
        for typed in typed {
            let is_there = shown.iter().any(|message| message["id"] == typed.id);
            assert!(is_there, "OWN {}: {:?} is not there any more", device.name, typed.texts);
        }
    }
}

/// What a device shows of what its person wrote.
async fn shows(device: &Device) -> Vec<Value> {
    let mut all = Vec::new();
    for row in device.ask("inbox", Value::Null).await.as_array().unwrap() {
        all.extend(check::messages(device, row["conversation"].as_str().unwrap()).await);
        all.push(json!([row["conversation"], row["unread"], row["preview"], row["draft"]]));
    }
    let outbox = device.ask("outbox", Value::Null).await;
    // What was taken back long ago is forgotten at a start.
    all.extend(outbox.as_array().unwrap().iter().filter(|op| op["state"] != "discarded").cloned());
    all.push(device.ask("profile", Value::Null).await);
    all
}
