//! How a story begins: everybody signs in, on clocks that may be wrong, and two know each other.

use std::sync::Arc;

use serde_json::json;

use super::{
    SEATS, Seat, Story,
    cast::{Cast, Who},
    ear::Ear,
    ledger::{Ledger, Scribe},
    write::Typed,
};
use crate::{Chance, ground::Ground};

impl Story {
    pub(super) async fn begin(seed: u64) -> Self {
        let ground = Ground::new(seed);
        let cast = Cast::set(&ground.app).await;
        let chance = Chance::of(seed, 1 << 40);
        let (ledger, seats, typed) = (Ledger::default(), Vec::new(), Vec::new());
        ledger.book().set_organizer(cast.id(Who::Kenta));
        let main = String::new();
        let mut story =
            Self { ground, cast, ledger, chance, seats, main, typed, lines: 0, has_joined: false, log: Vec::new() };
        for (who, name) in SEATS {
            let seat = story.sits_down(who, name).await;
            story.seats.push(seat);
        }
        story.meet().await;
        let seat = &mut story.seats[0];
        seat.ear = Some(Ear::of(seat.device.engine(), &story.main));
        story
    }

    /// A new device of somebody, that has read everything.
    pub(super) async fn sits_down(&mut self, who: Who, name: &'static str) -> Seat {
        let scribe = Scribe { person: self.cast.id(who).to_owned(), ledger: self.ledger.clone() };
        let device = self.ground.device(name, Some(Arc::new(scribe)));
        if self.chance.one_in(3) {
            self.wrong_clock(&device);
        }
        self.ground.sign_in(&device, who.address()).await;
        Seat { who, device, ear: None }
    }

    /// Hanako and Kenta ask each other for contact without knowing of it: two requests are an answer.
    async fn meet(&mut self) {
        let seats = std::mem::take(&mut self.seats);
        let [_, hanako, kenta, _] = &seats[..] else { panic!("four devices") };
        let mut ids = Vec::new();
        for (number, (seat, other)) in [(hanako, Who::Kenta), (kenta, Who::Hanako)].into_iter().enumerate() {
            let body = format!("はじめまして{number}");
            let params = json!({ "person": self.cast.id(other), "organization": self.cast.company,
                                 "purpose": "catch_up", "body": body });
            let conversation = seat.device.ask("request_contact", params).await["conversation"].clone();
            let conversation = conversation.as_str().unwrap().to_owned();
            let id = super::write::own_id(&seat.device, &conversation, &body).await.unwrap();
            self.typed.push(Typed::new(id, &conversation, seat.device.name, &body));
            ids.push(conversation);
        }
        assert!(ids.iter().all(|id| *id == ids[0]), "both begin the same conversation: {ids:?}");
        let desk = json!({ "organization": self.cast.company, "person": null });
        let conversation = hanako.device.ask("start_desk", desk).await["conversation"].clone();
        let conversation = conversation.as_str().unwrap().to_owned();
        self.send_first(hanako, &conversation, "お世話になっております").await;
        // Nothing else can be written until both requests have met.
        for seat in seats.iter().chain(&seats) {
            seat.device.wire.heal();
            assert!(seat.device.sync().await, "{}: the requests meet on a healthy wire", seat.device.name);
            seat.device.wire.break_again();
        }
        self.main = ids.remove(0);
        self.ledger.book().open = Some(self.main.clone());
        self.seats = seats;
    }
}
