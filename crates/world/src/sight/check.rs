//! What a device shows, held against what its person may see by the server's word.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Play, Seat,
    cast::Who,
    oracle::{Marks, Sight, marks, seen_by_hanako},
    witness::Shared,
};
use crate::{Device, story::everybody};

impl Play {
    /// On a wire without faults everything is read, and then there is what may be seen and nothing else.
    pub(super) async fn looks_around(&mut self, seat: &Seat) -> String {
        seat.device.wire.heal();
        assert!(seat.device.sync().await, "{}: a round on a healthy wire ends well", seat.device.name);
        let opens = self.chance.one_in(2);
        self.shows_what_may_be_seen(seat, opens).await;
        seat.device.wire.break_again();
        format!("look around, opening her page {opens}")
    }

    /// A device that has just read everything, on a healthy wire.
    pub(super) async fn shows_what_may_be_seen(&mut self, seat: &Seat, opens_her_page: bool) {
        let Seat { who, device, .. } = seat;
        self.shared.nothing_is_broken();
        self.has_read_everything(*who);
        let sight = self.shared.sight(*who);
        self.directory(device, *who, &sight).await;
        self.page(device, *who, &sight).await;
        offers(device, *who, &sight).await;
        self.elsewhere(device, *who, &sight).await;
        if opens_her_page {
            self.opens_and_checks(seat, &sight).await;
        }
    }

    /// What is known of a viewer's device once it has read everything: with the card the page has gone.
    pub(super) fn has_read_everything(&mut self, who: Who) {
        if !self.shared.sight(who).listed.contains(self.shared.cast.id(Who::Hanako)) {
            self.kept.remove(&who);
        }
    }

    async fn directory(&self, device: &Device, who: Who, sight: &Sight) {
        let people = device.ask("people", all()).await;
        let people = people["items"].as_array().unwrap();
        assert_eq!(ids(people), sight.listed, "DIRECTORY {who:?}: who is listed");
        let person = device.call("person", self.hanako_as_seen_by(who)).await;
        let hanako = self.shared.cast.id(Who::Hanako);
        let Some(item) = people.iter().find(|item| item["person"] == *hanako) else {
            assert_eq!(person, Err("not_found".to_owned()), "DIRECTORY {who:?}: whoever is not listed has no page");
            return;
        };
        let card = without_page(person.unwrap());
        assert_eq!(card["item"], *item, "DIRECTORY {who:?}: the list and the page agree");
        assert_eq!(marks(&card), sight.card, "DIRECTORY {who:?}: what is on her card");
        let choices = device.ask("people_choices", json!({ "organization": null })).await;
        only(&marks(&choices), &sight.card, "DIRECTORY", who, "people_choices");
    }

    /// What is kept is what was fetched, as long as it is what may be seen: it goes with the card, and with whatever changes on
    /// it or is hidden.
    async fn page(&mut self, device: &Device, who: Who, sight: &Sight) {
        if !sight.listed.contains(self.shared.cast.id(Who::Hanako)) {
            return;
        }
        let person = device.ask("person", self.hanako_as_seen_by(who)).await;
        let page = &person["page"];
        if page.is_null() {
            self.kept.remove(&who);
            return;
        }
        let kept = self.kept.get(&who);
        let kept = kept.unwrap_or_else(|| panic!("PAGE {who:?}: a page that had to go is there again: {page}"));
        assert!(kept.is_null() || kept == page, "PAGE {who:?}: it is as it was fetched: {kept} {page}");
        assert_eq!(marks(&person), sight.page, "PAGE {who:?}: what is kept is what may be seen now");
    }

    /// Opens her page on a healthy wire, right after everything was read.
    async fn opens_and_checks(&mut self, seat: &Seat, sight: &Sight) {
        let Seat { who, device, .. } = seat;
        let is_listed = sight.listed.contains(self.shared.cast.id(Who::Hanako));
        let told = self.opens_her_page(seat).await;
        self.shared.nothing_is_broken();
        match self.kept.get(who) {
            Some(_) if is_listed => {
                let person = device.ask("person", self.hanako_as_seen_by(*who)).await;
                assert_ne!(person["page"], Value::Null, "PAGE {who:?}: what has been fetched is there");
                assert_eq!(marks(&person), sight.page, "PAGE {who:?}: what is on her page");
            }
            None if !is_listed => {}
            kept => panic!("PAGE {who:?}: listed {is_listed}, kept {}: {told}", kept.is_some()),
        }
    }

    /// Nowhere else does anything stand that may not be seen.
    async fn elsewhere(&self, device: &Device, who: Who, sight: &Sight) {
        let allowed = sight.synced();
        for method in ["today", "outbox"] {
            only(&marks(&device.ask(method, Value::Null).await), &allowed, "ELSEWHERE", who, method);
        }
        let inbox = device.ask("inbox", Value::Null).await;
        only(&marks(&inbox), &allowed, "ELSEWHERE", who, "inbox");
        for row in inbox.as_array().unwrap() {
            let params = json!({ "conversation": row["conversation"], "before": null, "limit": 50 });
            only(&marks(&device.ask("conversation", params).await), &allowed, "ELSEWHERE", who, "conversation");
        }
        let home = self.shared.cast.home(who);
        let organization = json!({ "organization": home });
        let roster =
            json!({ "organization": home, "text": "", "units": [], "statuses": [], "offset": 0, "limit": 100 });
        for (number, (method, params)) in [("desk_offers", organization), ("members", roster)].into_iter().enumerate() {
            let shown = device.call(method, params).await.map(|shown| marks(&shown));
            let expected = sight.desk.as_ref().map(|desk| desk[number].clone()).ok_or("not_found".to_owned());
            assert_eq!(shown, expected, "DESK {who:?}: {method}");
        }
    }
}

/// Hanako sees everybody but those whom she has blocked or who have blocked her.
pub(super) async fn sees_everybody(shared: &Shared, device: &Device) {
    let people = device.ask("people", all()).await;
    let there = seen_by_hanako(&shared.truth(), &shared.cast);
    assert_eq!(ids(people["items"].as_array().unwrap()), there, "DIRECTORY {}: who is listed", device.name);
}

fn ids(people: &[Value]) -> BTreeSet<String> {
    people.iter().map(|item| item["person"].as_str().unwrap().to_owned()).collect()
}

async fn offers(device: &Device, who: Who, sight: &Sight) {
    let mut shown = Marks::new();
    let list = device.ask("offers", every_offer()).await;
    for item in list["items"].as_array().unwrap() {
        let params = json!({ "organization": item["organization"], "offer": item["offer"] });
        shown.extend(marks(&device.ask("offer", params).await));
    }
    assert_eq!(shown, sight.offers, "OFFERS {who:?}");
}

/// Everybody in the directory.
pub(super) fn all() -> Value {
    json!({ "filter": everybody(), "offset": 0, "limit": 100 })
}

/// Every offer.
pub(super) fn every_offer() -> Value {
    json!({ "organization": null, "kinds": [], "text": "", "saved": false, "closed": true })
}

fn without_page(mut person: Value) -> Value {
    person["page"] = Value::Null;
    person
}

fn only(shown: &Marks, allowed: &Marks, promise: &str, who: Who, method: &str) {
    let forbidden: Vec<_> = shown.difference(allowed).collect();
    assert!(forbidden.is_empty(), "{promise} {who:?}: {method} shows {forbidden:?}");
}
