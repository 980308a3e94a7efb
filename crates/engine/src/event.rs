//! What the engine tells its host: one channel, two kinds.

use std::collections::BTreeSet;

use domain::{Name, Scope};
use serde::Serialize;
use store::Touched;
use ts_rs::TS;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Queries that declared one of these topics should ask again.
    Changed(BTreeSet<String>),
    /// Navigate to a path of the app; never more than navigate.
    Open(String),
}

/// The topics whose queries a committed write may have changed.
pub(crate) fn topics(touched: &BTreeSet<Touched>) -> BTreeSet<String> {
    let mut topics = BTreeSet::new();
    let mut add = |names: &[&str]| topics.extend(names.iter().map(|&name| name.to_owned()));
    let mut conversations = BTreeSet::new();
    for touched in touched {
        match touched {
            Touched::Object(Scope::Me(_), Name::Field(_)) => add(&["profile", "start"]),
            Touched::Object(Scope::Me(_), Name::Row(_)) => add(&["profile"]),
            Touched::Object(Scope::Me(_), _) => add(&["inbox", "start", "profile", "people"]),
            Touched::Object(Scope::Dir(_), _) => add(&["people", "inbox", "profile"]),
            Touched::Object(Scope::Conv(id), _) => {
                add(&["inbox"]);
                conversations.insert(*id);
            }
            Touched::Scope(Scope::Conv(id)) => {
                conversations.insert(*id);
            }
            Touched::Scope(Scope::Me(_) | Scope::Dir(_)) => add(&["people"]),
            Touched::Outbox => add(&["outbox", "status", "start"]),
            Touched::Draft(_) => add(&["inbox"]),
            Touched::Setting => add(&["start"]),
        }
    }
    topics.extend(conversations.into_iter().map(|id| format!("conversation:{id}")));
    topics
}
