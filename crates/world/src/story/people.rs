//! What people do about each other: ask for contact, write to the desk, block, and change who works at the desk.

use serde_json::{Value, json};

use super::{Seat, Story, cast::Who};
use crate::Device;

impl Story {
    /// Ren asks Hanako, she answers; and both write to the desk.
    pub(super) async fn contact(&mut self, seat: &Seat) -> String {
        let device = &seat.device;
        match seat.who {
            Who::Kenta => "nobody to ask".to_owned(),
            _ if self.chance.one_in(2) => {
                let params = json!({ "organization": self.cast.company, "person": null });
                let begun = device.ask("start_desk", params).await;
                let conversation = begun["conversation"].as_str().unwrap().to_owned();
                let body = self.text();
                format!("to the desk: {}", self.send_first(seat, &conversation, &body).await)
            }
            Who::Hanako => self.answer(device).await,
            Who::Ren => {
                let body = self.text();
                let params = json!({ "organization": self.cast.company, "person": self.cast.id(Who::Hanako),
                                     "purpose": "catch_up", "body": body });
                match device.call("request_contact", params).await {
                    Ok(begun) => {
                        let conversation = begun["conversation"].as_str().unwrap();
                        self.has_typed(device, conversation, &body).await;
                        format!("ask for contact {body}")
                    }
                    Err(code) => {
                        assert!(["not_found", "not_accepted"].contains(&code.as_str()), "{}: {code}", device.name);
                        format!("cannot ask: {code}")
                    }
                }
            }
        }
    }

    pub(super) async fn send_first(&mut self, seat: &Seat, conversation: &str, body: &str) -> String {
        let params = json!({ "conversation": conversation, "body": body, "about": null });
        seat.device.ask("send_message", params).await;
        self.has_typed(&seat.device, conversation, body).await;
        format!("send {body}")
    }

    async fn has_typed(&mut self, device: &Device, conversation: &str, body: &str) {
        let id = super::write::own_id(device, conversation, body).await;
        let id = id.unwrap_or_else(|| panic!("OWN {}: one sees what one has just written", device.name));
        self.typed.push(super::Typed::new(id, conversation, device.name, body));
    }

    async fn answer(&mut self, device: &Device) -> String {
        let inbox = device.ask("inbox", Value::Null).await;
        let asks = |row: &&Value| row["standing"] == "asking" || row["standing"] == "declined_by_me";
        let accept = !self.chance.one_in(4);
        let Some(row) = inbox.as_array().unwrap().iter().find(asks) else { return "nobody asks".to_owned() };
        let params = json!({ "conversation": row["conversation"], "accept": accept });
        format!("answer {accept} {:?}", device.call("answer_request", params).await)
    }

    /// Hanako blocks Ren, or lets him exist again.
    pub(super) async fn block(&mut self, seats: &[Seat]) -> String {
        let device = &seats[self.chance.below(2)].device;
        let ren = self.cast.id(Who::Ren);
        let settings = device.ask("settings", Value::Null).await;
        let is_blocked = settings["blocks"].as_array().unwrap().iter().any(|block| block["person"] == ren);
        let (method, params) = match is_blocked {
            true => ("unblock", json!({ "person": ren })),
            false => ("block", json!({ "organization": self.cast.company, "person": ren })),
        };
        device.ask(method, params).await;
        format!("{} {method}s Ren", device.name)
    }

    /// Kenta says that Ren works at the desk, or does not any more; and that Hanako comes back, or leaves again.
    pub(super) async fn change_roles(&mut self, seats: &[Seat]) -> String {
        let device = &seats[2].device;
        let who = *self.chance.pick(&[Who::Ren, Who::Ren, Who::Hanako]);
        let params = json!({ "organization": self.cast.company, "text": "", "units": [], "statuses": [], "offset": 0,
                             "limit": 10 });
        let roster = device.ask("members", params).await;
        let id = self.cast.id(who);
        let Some(member) = roster["items"].as_array().unwrap().iter().find(|member| member["person"] == id) else {
            // Read anew just now, and the wire has broken.
            return "the roster is not there".to_owned();
        };
        let mut value = member["value"].clone();
        match who {
            Who::Hanako => {
                value["status"] = json!(if value["status"] == "current" { "alumnus" } else { "current" });
            }
            _ => value["role"] = json!(if value["role"] == "organizer" { "member" } else { "organizer" }),
        }
        let params =
            json!({ "organization": self.cast.company, "person": id, "base": member["value"], "value": value });
        device.ask("set_member", params).await;
        format!("{who:?} becomes {} {}, sync {}", value["status"], value["role"], device.sync().await)
    }
}
