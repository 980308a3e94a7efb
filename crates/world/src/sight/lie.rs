//! Wires that lie, to see the story fail: each does to the answers what a certain fault of the server would.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use engine::api::{Method, Request};
use serde_json::{Value, json};

use super::{
    cast::{STATUSES, Who},
    witness::Shared,
};
use crate::wire::{Answer, Wire, path_of};

/// A fault of the server, as a viewer's wire shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// What is hidden or goes is not said.
    NothingGoes,
    /// Every third card is left out, though its place is passed.
    CardsAreLost,
    /// Blocks, contacts and exclusions change nothing: everybody sees what the class sees.
    NoOwnView,
    /// A card is written for another class.
    AnotherClass,
    /// A state is continued whatever has become of the standing.
    StandingIsForgotten,
    /// Offers go to members of another status.
    OffersOfOthers,
    /// A page is given as it was when it was asked for first.
    OldPages,
    /// A card does not tell of what is hidden on the page alone.
    PageIsNotTold,
    /// An edit that nobody may see is counted.
    HiddenIsCounted,
}

impl Lie {
    /// Every lie.
    pub const ALL: [Self; 9] = [
        Self::NothingGoes,
        Self::CardsAreLost,
        Self::NoOwnView,
        Self::AnotherClass,
        Self::StandingIsForgotten,
        Self::OffersOfOthers,
        Self::OldPages,
        Self::PageIsNotTold,
        Self::HiddenIsCounted,
    ];

    /// How the message begins with which the story must fail.
    pub const fn is_seen_as(self) -> &'static [&'static str] {
        match self {
            Self::NothingGoes | Self::CardsAreLost | Self::StandingIsForgotten => &["DIRECTORY"],
            Self::NoOwnView | Self::AnotherClass => &["SENT", "DIRECTORY"],
            Self::OffersOfOthers => &["SENT", "OFFERS"],
            Self::OldPages => &["SENT", "PAGE"],
            Self::PageIsNotTold => &["PAGE"],
            Self::HiddenIsCounted => &["UNSEEN"],
        }
    }
}

/// Whoever lies.
pub(crate) struct Liar {
    lie: Lie,
    cards: AtomicUsize,
    pages: Mutex<BTreeMap<(Who, String), Answer>>,
}

impl Liar {
    pub(crate) fn new(lie: Lie) -> Self {
        Self { lie, cards: AtomicUsize::new(0), pages: Mutex::default() }
    }

    /// What the device gets for an answer.
    pub(crate) async fn twist(
        &self,
        shared: &Shared,
        who: Who,
        wire: &Wire,
        request: &Request,
        answer: Answer,
    ) -> Answer {
        let path = path_of(request);
        if self.lie == Lie::OldPages && request.method == Method::Get && path.contains("/people/") {
            let mut pages = self.pages.lock().unwrap();
            let key = (who, path.to_owned());
            if answer.status == 200 {
                pages.entry(key.clone()).or_insert_with(|| answer.clone());
            }
            return pages.get(&key).cloned().unwrap_or(answer);
        }
        if path != "v1/sync" || answer.status != 200 {
            return answer;
        }
        let mut told = Vec::new();
        for section in sections(&answer.body) {
            told.extend(self.section(shared, who, wire, request, section).await);
        }
        let body = told.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect();
        Answer { body, ..answer }
    }

    async fn section(
        &self,
        shared: &Shared,
        who: Who,
        wire: &Wire,
        request: &Request,
        (scope, lines): (String, Vec<Value>),
    ) -> Vec<Value> {
        let kind = scope.split(':').next().unwrap_or_default();
        let twin = |step: usize| {
            let said = shared.truth().get(&format!("desk:{}", shared.cast.home(who)), &member(shared, who)).cloned();
            let status = said.map(|said| said["membership"]["status"].clone());
            let number = STATUSES.iter().position(|known| status.as_ref().is_some_and(|status| status == known));
            shared.cast.twins[(number.unwrap() + step) % STATUSES.len()].clone()
        };
        match (self.lie, kind) {
            // Nobody of the story is an organizer's twin, or of the school.
            (Lie::NoOwnView | Lie::AnotherClass | Lie::OffersOfOthers, _)
                if who == Who::Jun || shared.sight(who).desk.is_some() =>
            {
                lines
            }
            (Lie::NoOwnView, "dir") => as_another(wire, request, &scope, twin(0)).await,
            (Lie::AnotherClass, "dir") | (Lie::OffersOfOthers, "offers") => {
                as_another(wire, request, &scope, twin(1)).await
            }
            (Lie::NothingGoes, "dir") => lines.into_iter().filter(|line| line.get("del").is_none()).collect(),
            (Lie::CardsAreLost, "dir") => {
                let is_card = |line: &Value| line["put"]["name"].as_str().is_some_and(|name| name.starts_with("card/"));
                let is_lost = |line: &Value| is_card(line) && self.cards.fetch_add(1, Ordering::Relaxed) % 3 == 2;
                lines.into_iter().filter(|line| !is_lost(line)).collect()
            }
            (Lie::StandingIsForgotten, "dir")
                if lines.iter().any(|line| line.get("cannot_calculate_changes").is_some()) =>
            {
                let state = asked(request, &scope)["state"].clone();
                vec![
                    json!({ "scope": { "scope": scope, "total": 0 } }),
                    json!({ "state": { "state": state, "done": true } }),
                ]
            }
            (Lie::PageIsNotTold, "dir") => {
                let mut lines = lines;
                for card in lines.iter_mut().filter_map(|line| line.pointer_mut("/put/object")) {
                    card.as_object_mut().unwrap().remove("page");
                }
                lines
            }
            (Lie::HiddenIsCounted, "dir") => {
                let mut lines = lines;
                if let Some(total) = lines.first_mut().and_then(|line| line.pointer_mut("/scope/total")) {
                    *total = json!(shared.truth().ops());
                }
                lines
            }
            _ => lines,
        }
    }
}

fn member(shared: &Shared, who: Who) -> String {
    format!("member/{}", shared.cast.id(who))
}

/// The answer that somebody else gets for a scope, from where the device stands.
async fn as_another(wire: &Wire, request: &Request, scope: &str, token: String) -> Vec<Value> {
    let body: Value = serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
    let body = json!({ "schema": body["schema"], "scopes": [asked(request, scope)] });
    let request = Request { token: Some(token), body: Some(body.to_string().into_bytes()), ..request.clone() };
    let answer = wire.reach(&request).await;
    sections(&answer.body).into_iter().flat_map(|(_, lines)| lines).collect()
}

/// A scope as it was asked for.
fn asked(request: &Request, scope: &str) -> Value {
    let body: Value = serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
    body["scopes"].as_array().unwrap().iter().find(|asked| asked["scope"] == *scope).unwrap().clone()
}

/// The lines of an answer, scope by scope.
fn sections(body: &[u8]) -> Vec<(String, Vec<Value>)> {
    let mut sections: Vec<(String, Vec<Value>)> = Vec::new();
    for line in body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let line: Value = serde_json::from_slice(line).unwrap();
        // Sums are left out: they would give the lie away.
        if ["total", "sum"].iter().any(|kind| line.get(*kind).is_some()) {
            continue;
        }
        let begins =
            ["scope", "cannot_calculate_changes", "gone"].iter().find_map(|kind| line[*kind]["scope"].as_str());
        match begins {
            Some(scope) => sections.push((scope.to_owned(), vec![line])),
            None => sections.last_mut().unwrap().1.push(line),
        }
    }
    sections
}
