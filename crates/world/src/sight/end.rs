//! The end: everything has been sent and read.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};

use super::{
    Play, Seat,
    cast::Who,
    check::{all, every_offer, sees_everybody},
    hanako::add,
};
use crate::{Device, check};

/// The only refusals there can be.
const MAY_REFUSE: &[(&str, &[&str])] = &[
    // Her other device has removed the entry, perhaps so long ago that nothing is known of it any more.
    ("edit_row", &["gone", "not_found"]),
    ("remove_row", &["not_found"]),
    // Whoever asks is not shown her any more, is blocked, or may not ask any more; with the request goes its message.
    ("start_conversation", &["not_found"]),
    ("send_message", &["not_found", "not_accepted"]),
    // Whoever asked has blocked her meanwhile.
    ("answer_request", &["not_found"]),
];

impl Play {
    pub(super) async fn ends(&mut self) {
        let seats = std::mem::take(&mut self.seats);
        let devices = seats.iter().map(|seat| &seat.device);
        self.ground.site.deliver(&mut self.chance, 1).await;
        check::settle_down(&mut self.chance, devices.clone(), MAY_REFUSE).await;
        self.ground.site.forget();
        self.shared.nothing_is_broken();
        for device in devices {
            check::nothing_waits(device).await;
        }
        self.log.push(format!("faults {:?}", self.ground.faults()));

        let [phone, desk, viewers @ ..] = &seats[..] else { panic!("two devices of hers, and the others") };
        sees_everybody(&self.shared, &phone.device).await;
        let hers = answers(self, &phone.device, Who::Hanako).await;
        assert_eq!(hers, answers(self, &desk.device, Who::Hanako).await, "her two devices show the same");
        self.tells(&hers);
        // A new device costs as much as the rest of the end: one in each story, so that over the seeds everybody has had many.
        let renewed = self.chance.below(viewers.len());
        for (number, seat) in viewers.iter().enumerate() {
            self.shows_what_may_be_seen(seat, true).await;
            if number == renewed {
                self.new_equals_old(seat).await;
            }
        }
        self.unseen_is_unheard(&seats).await;
    }

    /// A device that reads everything from the start shows what one does that was there all the time.
    async fn new_equals_old(&mut self, Seat { who, device, .. }: &Seat) {
        let old = answers(self, device, *who).await;
        let new = self.sits_down(*who, "a new device").await;
        new.device.wire.heal();
        self.opens_her_page(&new).await;
        for (old, new) in old.iter().zip(&answers(self, &new.device, *who).await) {
            assert_eq!(old, new, "NEW {who:?}: an old device and a new one");
        }
        self.tells(&old);
    }

    /// For comparing two runs: too long to be read.
    fn tells(&mut self, answers: &[String]) {
        let mut hasher = DefaultHasher::new();
        answers.hash(&mut hasher);
        self.log.push(format!("answers {:x}", hasher.finish()));
    }

    /// What is done changes no byte of what somebody gets who does not see it, and some of what the others get.
    async fn unseen_is_unheard(&mut self, seats: &[Seat]) {
        let [phone, _, ren, mika, sora, kenta, jun] = seats else { panic!("everybody has a place") };
        let mut watchers = Vec::new();
        for seat in [*self.chance.pick(&[ren, mika, sora]), jun] {
            // What was read from its start is held against the server's sum in the round after it, and only there.
            let [last, quiet] = [hears(seat).await, hears(seat).await];
            for heard in [&last, &quiet] {
                let is_quiet =
                    !["\"put\":", "\"del\":", "cannot_calculate_changes"].iter().any(|line| holds(heard, line));
                assert!(
                    is_quiet,
                    "UNSEEN {:?}: news where there are none: {}",
                    seat.who,
                    String::from_utf8_lossy(heard)
                );
            }
            watchers.push((seat, quiet, self.shared.sight(seat.who).synced()));
        }
        let (body, rules) = (json!({ "type": "skill", "name": self.mark(), "note": self.mark() }), self.rules());
        let told = add(&phone.device, &body, &rules).await;
        let told = format!("{told}, {}", self.begins_an_offer(&kenta.device).await);
        for device in [&phone.device, &kenta.device] {
            assert!(device.sync().await, "{}: a round on a healthy wire ends well", device.name);
        }
        for (seat, quiet, before) in watchers {
            let is_seen = self.shared.sight(seat.who).synced() != before;
            assert_eq!(hears(seat).await != quiet, is_seen, "UNSEEN {:?}: {told}", seat.who);
            self.log.push(format!("{:?} sees: {is_seen}", seat.who));
        }
        self.shared.nothing_is_broken();
    }
}

/// Every byte of a round.
async fn hears(seat: &Seat) -> Vec<u8> {
    seat.witness.heard();
    assert!(seat.device.sync().await, "{}: a round on a healthy wire ends well", seat.device.name);
    seat.witness.heard()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// What a device says, whichever of a person's devices it is.
async fn answers(play: &Play, device: &Device, who: Who) -> Vec<String> {
    let mut answers = Vec::new();
    let own = if who == Who::Hanako { "profile" } else { "settings" };
    for (method, params) in [(own, Value::Null), ("inbox", Value::Null), ("people", all()), ("offers", every_offer())] {
        answers.push(device.ask(method, params).await.to_string());
    }
    let person = device.call("person", play.hanako_as_seen_by(who)).await.map(|mut person| {
        // Each device fetched it when it did.
        if let Some(at) = person.pointer_mut("/page/fetched_at") {
            at.take();
        }
        person
    });
    answers.push(format!("{person:?}"));
    answers
}
