//! What a device shows that has just read everything, held against the server's word.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Seat, Story};
use crate::{Device, check};

impl Story {
    /// On a wire without faults everything is read, and then it is all there.
    pub(super) async fn look_around(&mut self, seat: &Seat) -> String {
        seat.device.wire.heal();
        assert!(seat.device.sync().await, "ROUND {}: on a healthy wire it ends well", seat.device.name);
        self.shows_what_stands(seat).await;
        seat.device.wire.break_again();
        "look around".to_owned()
    }

    pub(super) async fn shows_what_stands(&self, Seat { who, device, .. }: &Seat) {
        let status = device.ask("status", Value::Null).await;
        assert_eq!(status["state"], "fresh", "SIGNED {}: {status}", device.name);
        let talks = self.what_stands(self.cast.id(*who));
        for row in device.ask("inbox", Value::Null).await.as_array().unwrap() {
            let id = row["conversation"].as_str().unwrap();
            if row["pending"] == true {
                continue;
            }
            let Some((unread, _)) = talks.get(id) else { panic!("GONE {}: {row} is not theirs any more", device.name) };
            let page = json!({ "conversation": id, "before": null, "limit": 1 });
            let page = device.ask("conversation", page).await;
            assert_eq!(row["unread"], page["unread"], "UNREAD {}: list and page agree", device.name);
            assert_eq!(row["unread"], json!(unread), "UNREAD {}: {row}", device.name);
        }
        for (id, (_, stands)) in talks {
            assert_eq!(placed(device, &id).await, stands, "SAME {}: the messages of {id}", device.name);
        }
    }

    /// Each conversation of somebody by the server's word: how much of it is unread, and its messages.
    fn what_stands(&self, person: &str) -> BTreeMap<String, (usize, Vec<(u64, Value)>)> {
        let book = self.ledger.book();
        book.nothing_is_broken();
        let messages = |id| book.messages(id).into_iter().map(|(seq, message)| (seq, key(message))).collect();
        let talks = book.talks_of(person).into_iter();
        talks.map(|id| (id.to_owned(), (book.unread(id, person), messages(id)))).collect()
    }
}

/// The messages of a conversation that have a place, as a device shows them.
pub(super) async fn placed(device: &Device, conversation: &str) -> Vec<(u64, Value)> {
    if device.call("conversation", json!({ "conversation": conversation, "before": null, "limit": 1 })).await.is_err() {
        return Vec::new();
    }
    let shown = check::messages(device, conversation).await;
    shown.iter().filter_map(|message| Some((message["seq"].as_u64()?, key(message)))).collect()
}

/// What a message is, whoever shows it.
fn key(message: &Value) -> Value {
    json!([message["id"], message["body"], message["deleted"]])
}
