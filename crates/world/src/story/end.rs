//! The end: everything has been sent and read.

use std::collections::BTreeSet;

use domain::Scope;
use serde_json::{Value, json};
use store::{StoreError, table};

use super::{Seat, Story, cast::Who, everybody, look::placed};
use crate::{Device, check};

/// The only refusals there can be.
const MAY_REFUSE: &[(&str, &[&str])] = &[
    // Another device took the entry or message away, perhaps so long ago that nothing is known of it any more.
    ("edit_row", &["gone", "not_found"]),
    ("move_row", &["gone", "not_found"]),
    ("remove_row", &["gone", "not_found"]),
    // That, or who wrote it is blocked or does not work at the desk any more.
    ("edit_message", &["gone", "not_found", "not_accepted"]),
    ("delete_message", &["not_found"]),
    ("send_message", &["not_found", "not_accepted"]),
    ("start_conversation", &["not_found"]),
    ("answer_request", &["not_found"]),
];

impl Story {
    pub(super) async fn ends(&mut self, seats: &[Seat]) {
        self.ground.site.deliver(&mut self.chance, 1).await;
        let devices = seats.iter().map(|seat| &seat.device);
        let refused = check::settle_down(&mut self.chance, devices.clone(), MAY_REFUSE).await;
        let untold = self.ledger.book().untold(&refused).map(str::to_owned);
        assert_eq!(untold, None, "TOLD nobody was told that it is refused");
        self.ground.site.forget();
        for seat in seats {
            check::nothing_waits(&seat.device).await;
            self.shows_what_stands(seat).await;
            // The others lose nothing that they may read.
            if seat.who == Who::Ren {
                self.nothing_else_is_held(seat);
            }
            if let Some(ear) = &seat.ear {
                ear.has_heard_all(&seat.device).await;
            }
        }
        self.everything_typed_is_there(seats);

        let [phone, desk, ..] = seats else { panic!("two devices of hers") };
        same(&phone.device, &desk.device, "her two devices").await;
        // A new device costs as much as ten steps: over the seeds everybody has many.
        if self.chance.one_in(3) {
            let renewed = &seats[self.chance.below(seats.len())];
            let new = self.sits_down(renewed.who, "a new device").await;
            same(&renewed.device, &new.device, "an old device and a new one").await;
        }
        for seat in seats {
            self.read_is_read(&seat.device).await;
            self.log.push(seat.device.ask("profile", Value::Null).await.to_string());
            self.log.push(seat.device.ask("inbox", Value::Null).await.to_string());
        }
        self.log.push(format!("faults {:?}", self.ground.faults()));
    }

    /// Each message that was typed is with the server once, as it was typed, or the person was told that it is not; in the
    /// order in which it was typed; and there is nothing else.
    fn everything_typed_is_there(&self, seats: &[Seat]) {
        let book = self.ledger.book();
        let conversations: BTreeSet<&str> = self.typed.iter().map(|typed| typed.conversation.as_str()).collect();
        for id in conversations {
            let typed = self.typed.iter().filter(|typed| typed.conversation == id && !typed.is_undone);
            let typed: Vec<_> = typed.collect();
            let stands = book.messages(id);
            for (number, (seq, message)) in stands.iter().enumerate() {
                assert_eq!(*seq, number as u64 + 1, "ORDER {id}: the places are dense");
                let typed = typed.iter().find(|typed| message["id"] == typed.id);
                let typed = typed.unwrap_or_else(|| panic!("KEPT {id}: nobody wrote {message}"));
                let is_as_typed = typed.texts.iter().any(|text| message["body"] == *text);
                let is_taken_back = message["deleted"] == true && typed.may_be_taken_back;
                assert!(is_as_typed || is_taken_back, "KEPT {id}: {message} was typed as {:?}", typed.texts);
            }
            for seat in seats {
                let by_device = typed.iter().filter(|typed| typed.on == seat.device.name);
                let places: Vec<u64> = by_device
                    .filter_map(|typed| book.message(id, &typed.id))
                    .map(|message| message["seq"].as_u64().unwrap())
                    .collect();
                assert!(places.is_sorted(), "ORDER {}: {places:?} of {id}, as they were typed", seat.device.name);
            }
            let kept = typed.iter().filter(|typed| book.message(id, &typed.id).is_some()).count();
            assert_eq!(kept, stands.len(), "KEPT {id}: each once");
            if id == self.main {
                assert_eq!(kept, typed.len(), "KEPT {id}: none is lost");
            }
        }
    }

    /// Nothing is on the device of what its person may not read any more.
    fn nothing_else_is_held(&self, Seat { who, device, .. }: &Seat) {
        let me = self.cast.id(*who);
        let talks: BTreeSet<String> = {
            let book = self.ledger.book();
            book.talks_of(me).into_iter().map(|id| format!("conv:{id}")).collect()
        };
        let is_organizer = self.ledger.book().is_organizer(me);
        let may_hold = |scope: &Scope| {
            let name = scope.to_string();
            match scope {
                Scope::Me(_) => name == format!("me:{me}"),
                Scope::Conv(_) => talks.contains(&name),
                Scope::Desk(_) => is_organizer,
                Scope::Dir(_) | Scope::Offers(_) => true,
            }
        };
        let left = device.files().read(|r| {
            let held = table::scope::all(r)?;
            let mut left = Vec::new();
            for row in &held {
                if !may_hold(&row.scope) && !table::object::list(r, row.scope, "")?.is_empty() {
                    left.push(row.scope.to_string());
                }
            }
            let known: BTreeSet<i64> = held.iter().filter(|row| may_hold(&row.scope)).map(|row| row.id).collect();
            let last = held.iter().map(|row| row.id).max().unwrap_or(0) + 8;
            for id in (0..last).filter(|id| !known.contains(id)) {
                let messages = table::message::page(r, id, None, 10)?;
                left.extend(messages.into_iter().map(|message| format!("{:?}", message.cached.server)));
            }
            Ok::<_, StoreError>(left)
        });
        let left = left.unwrap();
        assert!(left.is_empty(), "GONE {}: the files hold {left:?}", device.name);
    }

    /// Marking everything as read makes every count zero.
    async fn read_is_read(&self, device: &Device) {
        for row in device.ask("inbox", Value::Null).await.as_array().unwrap() {
            device.ask("mark_read", json!({ "conversation": row["conversation"] })).await;
        }
        assert!(device.sync().await, "ROUND {}: the marks are sent", device.name);
        let inbox = device.ask("inbox", Value::Null).await;
        assert!(inbox.as_array().unwrap().iter().all(|row| row["unread"] == 0), "UNREAD {}: {inbox}", device.name);
    }
}

/// Two devices of one person show the same.
async fn same(one: &Device, other: &Device, whose: &str) {
    let all = json!({ "filter": everybody(), "offset": 0, "limit": 100 });
    let lists = [("profile", Value::Null), ("inbox", Value::Null), ("people", all)];
    for (method, params) in lists {
        let [mut left, mut right] = [one.ask(method, params.clone()).await, other.ask(method, params).await];
        for shown in [&mut left, &mut right] {
            without_age(shown);
            // A draft is of its device.
            shown.as_array_mut().into_iter().flatten().for_each(|row| row["draft"] = Value::Null);
        }
        assert_eq!(left, right, "SAME {}: {method} of {whose}", one.name);
    }
    for row in one.ask("inbox", Value::Null).await.as_array().unwrap() {
        let id = row["conversation"].as_str().unwrap();
        assert_eq!(placed(one, id).await, placed(other, id).await, "SAME {}: messages of {whose}", one.name);
    }
}

/// Whether something was said long ago is told by each device's own clock.
fn without_age(shown: &mut Value) {
    match shown {
        Value::Object(fields) => {
            fields.remove("stale");
            fields.values_mut().for_each(without_age);
        }
        Value::Array(items) => items.iter_mut().for_each(without_age),
        _ => {}
    }
}
