//! Edits of one's own profile.

use serde_json::{Value, json};

use super::Story;
use crate::Device;

impl Story {
    pub(super) async fn set_field(&mut self, device: &Device) -> String {
        let field = *self.chance.pick(&["headline", "summary", "given_name"]);
        let text = self.text();
        let shown = shown(device, field).await;
        let base = json!({ "text": shown["text"], "visibility": shown["visibility"] });
        let value = json!({ "text": text, "visibility": shown["visibility"] });
        let outcome = device.call("set_field", json!({ "field": field, "base": base, "value": value })).await;
        assert_eq!(outcome, Ok(Value::Null), "OWN {}: an edit is always taken", device.name);
        let shows = self::shown(device, field).await["text"].clone();
        assert_eq!(shows, json!(text), "OWN {}: one sees what one has just written", device.name);
        format!("set {field} {text}")
    }

    pub(super) async fn rows(&mut self, device: &Device) -> String {
        let profile = device.ask("profile", Value::Null).await;
        let rows = profile["work"].as_array().unwrap().clone();
        let (employer, title) = (self.text(), self.text());
        let body = json!({ "type": "work", "employer": employer, "title": title,
                           "from": "2015-04", "to": null, "description": "" });
        if rows.is_empty() || self.chance.one_in(3) {
            let added = device.ask("add_row", json!({ "value": { "body": body, "visibility": [] } })).await;
            let rows = device.ask("profile", Value::Null).await["work"].clone();
            let is_there = rows.as_array().unwrap().iter().any(|row| row["row"] == added["row"]);
            assert!(is_there, "OWN {}: one sees what one has just added", device.name);
            return format!("add {employer}");
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

    pub(super) fn text(&mut self) -> String {
        self.lines += 1;
        let word = *self.chance.pick(&["面接", "ありがとう", "株式会社", "ｶﾀｶﾅ", "hello", "髙橋"]);
        format!("{word}{}", self.lines)
    }
}

async fn shown(device: &Device, field: &str) -> Value {
    let profile = device.ask("profile", Value::Null).await;
    profile["fields"].as_array().unwrap().iter().find(|shown| shown["field"] == field).unwrap().clone()
}
