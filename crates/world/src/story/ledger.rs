//! What the server has said, as it went over the wires, whatever then became of it; and what must hold of that alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard},
};

use engine::api::Request;
use serde_json::Value;

use crate::wire::{Answer, Between, Wire, path_of};

/// The text that a value was changed from, the one it was changed to, and whether the server merged them.
type Edit = (Value, Value, bool);

/// The server's word.
#[derive(Default)]
pub(crate) struct Book {
    /// Op → what became of it, as it was said first.
    outcomes: BTreeMap<String, Value>,
    /// Conversation and message → revision and content.
    messages: BTreeMap<(String, String), (u64, Value)>,
    /// Conversation and person → how far they said to have read.
    read: BTreeMap<(String, String), u64>,
    /// Conversation → revision and record.
    talks: BTreeMap<String, (u64, Value)>,
    /// Person → revision and whether they work at the desk.
    organizers: BTreeMap<String, (u64, bool)>,
    /// Person and field → revision → edit.
    fields: BTreeMap<(String, String), BTreeMap<u64, Edit>>,
    /// Op on an entry or a message → its verb, and which.
    parts: BTreeMap<String, (String, String)>,
    /// Ops that nobody is told of.
    marks: BTreeSet<String>,
    /// States given since the last renewal of the epoch.
    states: BTreeSet<String>,
    /// The server has forgotten old answers.
    pub(super) has_forgotten: bool,
    /// A conversation in which nothing that is new may be refused.
    pub(super) open: Option<String>,
    broken: Vec<String>,
}

impl Book {
    /// What became of an op, if the server has said so.
    pub(crate) fn outcome(&self, op: &str) -> Option<&str> {
        self.outcomes.get(op)?["outcome"].as_str()
    }

    /// Every message of a conversation, by its place.
    pub(crate) fn messages(&self, conversation: &str) -> BTreeMap<u64, &Value> {
        let all = self.messages.iter().filter(|((at, _), _)| at == conversation);
        all.map(|(_, (_, message))| (message["seq"].as_u64().unwrap(), message)).collect()
    }

    /// An op that was refused and of which nobody was told: marks of what was read go by themselves, and edits of an entry or a
    /// message that was refused itself go into it, or take it back.
    pub(crate) fn untold(&self, told: &BTreeSet<String>) -> Option<&str> {
        let refused = self.outcomes.iter().filter(|(_, result)| result["outcome"] == "refused").map(|(op, _)| op);
        let refused: Vec<&String> = refused.filter(|op| !self.marks.contains(*op)).collect();
        let is_settled = |op: &String| {
            let Some((_, object)) = self.parts.get(op) else { return false };
            let of_it = || refused.iter().filter(|op| self.parts.get(**op).is_some_and(|(_, its)| its == object));
            let is_any = |verbs: [&str; 2]| of_it().any(|op| verbs.contains(&self.parts[*op].0.as_str()));
            let is_made = is_any(["send_message", "add_row"]);
            is_made && (of_it().any(|op| told.contains(*op)) || is_any(["delete_message", "remove_row"]))
        };
        refused.iter().find(|op| !told.contains(**op) && !is_settled(op)).map(|op| op.as_str())
    }

    pub(crate) fn message(&self, conversation: &str, id: &str) -> Option<&Value> {
        self.messages.get(&(conversation.to_owned(), id.to_owned())).map(|(_, message)| message)
    }

    /// Messages of others behind the newest one that somebody said to have read.
    pub(crate) fn unread(&self, conversation: &str, person: &str) -> usize {
        let read = self.read.get(&(conversation.to_owned(), person.to_owned())).copied().unwrap_or(0);
        let messages = self.messages(conversation);
        messages.range(read + 1..).filter(|(_, message)| message["author"] != person).count()
    }

    /// Every conversation in which somebody takes part now.
    pub(crate) fn talks_of(&self, person: &str) -> BTreeSet<&str> {
        let takes_part = |talk: &Value| match talk["parties"]["direct"].as_array() {
            Some(both) => both.iter().any(|one| one == person),
            None => talk["parties"]["desk"] == person || self.is_organizer(person),
        };
        let talks = self.talks.iter().filter(|(_, (_, talk))| takes_part(talk));
        talks.map(|(id, _)| id.as_str()).collect()
    }

    pub(crate) fn is_organizer(&self, person: &str) -> bool {
        self.organizers.get(person).is_some_and(|(_, is)| *is)
    }

    pub(crate) fn set_organizer(&mut self, person: &str) {
        self.organizers.insert(person.to_owned(), (0, true));
    }

    /// No state that was given before may be continued from now on.
    pub(crate) fn epoch_is_renewed(&mut self) {
        self.states.clear();
    }

    /// Fails when something was said that must not be said. The engine may carry an answer through tasks of its own, in which a
    /// panic of the witness itself would be lost.
    pub(crate) fn nothing_is_broken(&self) {
        assert!(self.broken.is_empty(), "{}", self.broken.join("\n"));
        for ((person, field), edits) in &self.fields {
            for ((_, (_, before, _)), (rev, (base, after, merged))) in edits.iter().zip(edits.iter().skip(1)) {
                let is_seen = *merged || base == before || after == before;
                assert!(is_seen, "SAW {person}: {field} at {rev} was {before}, and {base} became {after}");
            }
        }
    }

    fn acknowledge(&mut self, person: &str, request: &Value, answer: &Value) {
        let (ops, results) = (request["ops"].as_array().unwrap(), answer["results"].as_array().unwrap());
        assert_eq!(ops.len(), results.len(), "a result each");
        for (op, result) in ops.iter().zip(results) {
            let id = op["id"].as_str().unwrap();
            if let Some(first) = self.outcomes.get(id) {
                if result != first && !self.is_of_what_stands(first, result) {
                    self.broken.push(format!("ONCE {op}: first {first}, then {result}"));
                }
                continue;
            }
            self.outcomes.insert(id.to_owned(), result.clone());
            if op["op"].as_str().unwrap().starts_with("mark_") {
                self.marks.insert(id.to_owned());
            }
            if let Some(object) = op["message"].as_str().or(op["row"].as_str()) {
                self.parts.insert(id.to_owned(), (op["op"].as_str().unwrap().to_owned(), object.to_owned()));
            }
            self.take_in(person, op, result);
        }
    }

    /// Whether another answer than the first tells what stands instead: because the object has changed since, or the answer was
    /// forgotten.
    fn is_of_what_stands(&self, first: &Value, result: &Value) -> bool {
        let (before, now) = (&first["outcome"], &result["outcome"]);
        if before == "refused" {
            return false;
        }
        let is_newer = rev(result).is_some_and(|now| rev(first).is_none_or(|before| before < now));
        if before == "conflict" {
            return (now == "conflict" && is_newer) || (now == "refused" && result["refusal"]["code"] == "gone");
        }
        let is_forgotten = self.has_forgotten && (now == "known" || now == "unchanged");
        is_forgotten || (now == "unchanged" && is_newer) || (now == "known" && self.has_changed(first))
    }

    /// Whether the object of an answer was said to be no more, or something else: whoever may not see that is told nothing.
    fn has_changed(&self, first: &Value) -> bool {
        let place = |answer: &Value| match &answer["record"] {
            Value::Null => (answer["scope"].clone(), answer["name"].clone()),
            record => (record["scope"].clone(), record["name"].clone()),
        };
        let at = place(first);
        let mut others = self.outcomes.values().filter(|other| place(other) == at);
        others.any(|other| other["outcome"] == "removed" || rev(other) > rev(first))
    }

    fn take_in(&mut self, person: &str, op: &Value, result: &Value) {
        let (verb, outcome) = (op["op"].as_str().unwrap(), result["outcome"].as_str().unwrap());
        let conversation = op["conversation"].as_str().unwrap_or_default();
        if outcome == "refused" {
            if verb == "send_message" && self.open.as_deref() == Some(conversation) {
                self.broken.push(format!("REFUSED {op}: {result}"));
            }
            return;
        }
        if verb == "mark_read" {
            let read = self.read.entry((conversation.to_owned(), person.to_owned())).or_default();
            *read = op["seq"].as_u64().unwrap().max(*read);
        }
        let record = &result["record"];
        if record.is_null() || outcome == "conflict" {
            return;
        }
        let (rev, object) = (record["rev"].as_u64().unwrap(), &record["object"]);
        let newer = |known: Option<u64>| known.is_none_or(|known| known <= rev);
        match verb {
            "send_message" | "edit_message" | "delete_message" => {
                let key = (conversation.to_owned(), op["message"].as_str().unwrap().to_owned());
                if newer(self.messages.get(&key).map(|(rev, _)| *rev)) {
                    self.messages.insert(key, (rev, object.clone()));
                }
            }
            "start_conversation" | "answer_request" | "start_desk"
                if newer(self.talks.get(conversation).map(|(rev, _)| *rev)) =>
            {
                self.talks.insert(conversation.to_owned(), (rev, object.clone()));
            }
            "set_member" => {
                let member = op["person"].as_str().unwrap();
                if newer(self.organizers.get(member).map(|(rev, _)| *rev)) {
                    let is_organizer = object["membership"]["role"] == "organizer";
                    self.organizers.insert(member.to_owned(), (rev, is_organizer));
                }
            }
            "set_field" if outcome != "unchanged" => {
                let key = (person.to_owned(), op["field"].as_str().unwrap().to_owned());
                let edit = (op["base"]["text"].clone(), object["text"].clone(), outcome == "merged");
                self.fields.entry(key).or_default().insert(rev, edit);
            }
            _ => {}
        }
    }

    fn pulled(&mut self, request: &Value, body: &str) {
        let asked = |scope: &str| {
            let scopes = request["scopes"].as_array().unwrap();
            scopes.iter().find(|asked| asked["scope"] == scope).and_then(|asked| asked["state"].as_str())
        };
        for line in body.lines() {
            if line.starts_with("{\"state\"") {
                let line: Value = serde_json::from_str(line).unwrap();
                self.states.insert(line["state"]["state"].as_str().unwrap().to_owned());
            } else if line.starts_with("{\"scope\"") {
                let line: Value = serde_json::from_str(line).unwrap();
                let scope = line["scope"]["scope"].as_str().unwrap();
                if let Some(state) = asked(scope).filter(|state| !self.states.contains(*state)) {
                    self.broken.push(format!("EPOCH {scope}: {state} of before is continued"));
                }
            }
        }
    }
}

/// The revision of the object that an answer tells.
fn rev(answer: &Value) -> Option<u64> {
    answer["record"]["rev"].as_u64()
}

/// The server's word, for all wires of a story.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Book>>);

impl Ledger {
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap()
    }
}

/// Hears what a person's device is told.
pub(crate) struct Scribe {
    pub(super) person: String,
    pub(super) ledger: Ledger,
}

#[async_trait::async_trait]
impl Between for Scribe {
    async fn pass(&self, _wire: &Wire, request: &Request, answer: Answer) -> Answer {
        if answer.status == 200 {
            let asked = || serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
            let mut book = self.ledger.book();
            match path_of(request) {
                "v1/ops" => book.acknowledge(&self.person, &asked(), &serde_json::from_slice(&answer.body).unwrap()),
                "v1/sync" => book.pulled(&asked(), std::str::from_utf8(&answer.body).unwrap()),
                _ => {}
            }
        }
        answer
    }
}
