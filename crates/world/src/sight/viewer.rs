//! What the others do: open Hanako's page, ask her for contact, block her, look at what their device shows.

use serde_json::{Value, json};

use super::{Play, Seat, cast::Who};
use crate::Device;

impl Play {
    pub(super) async fn viewer_acts(&mut self, seat: &Seat) -> String {
        let knows_her = matches!(seat.who, Who::Ren | Who::Mika);
        match self.chance.below(10) {
            0..=2 => self.looks_around(seat).await,
            3..=5 => self.opens_her_page(seat).await,
            6 if knows_her => self.asks_for_contact(&seat.device).await,
            7 if knows_her && self.chance.one_in(2) => self.blocks_or_unblocks(&seat.device, &[Who::Hanako]).await,
            _ => self.syncs(seat).await,
        }
    }

    pub(super) async fn asks_for_contact(&mut self, device: &Device) -> String {
        let cast = &self.shared.cast;
        let params = json!({ "organization": cast.company, "person": cast.id(Who::Hanako), "purpose": "catch_up",
                             "body": "お元気ですか" });
        let outcome = device.call("request_contact", params).await;
        if let Err(code) = &outcome {
            assert!(["not_found", "not_accepted"].contains(&code.as_str()), "{}: {code}", device.name);
        }
        format!("ask for contact {outcome:?}")
    }

    /// On a wire that may fail, and a device that need not know yet how things stand.
    pub(super) async fn opens_her_page(&mut self, seat: &Seat) -> String {
        let Seat { who, device, .. } = seat;
        let params = self.hanako_as_seen_by(*who);
        let outcome = device.call("fetch_person", params.clone()).await;
        match outcome.as_ref().map_err(String::as_str) {
            Ok(_) => {
                let page = device.ask("person", params).await["page"].clone();
                self.kept.insert(*who, page);
            }
            // She is not there for them: what was kept of her goes.
            Err("not_found") => drop(self.kept.remove(who)),
            Err(_) => {}
        }
        format!("open her page {outcome:?}")
    }

    pub(super) fn hanako_as_seen_by(&self, who: Who) -> Value {
        let cast = &self.shared.cast;
        json!({ "organization": cast.home(who), "person": cast.id(Who::Hanako) })
    }
}
