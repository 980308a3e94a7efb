//! What a device shows of everything a person wrote.

use std::collections::BTreeMap;

use domain::ConversationId;
use serde_json::{Value, json};
use trial::Process;

/// What a device shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The own messages of each conversation in their order: each text, and where it was edited the newer one.
    pub(crate) messages: BTreeMap<ConversationId, Vec<String>>,
    /// Drafts that are not empty.
    pub(crate) drafts: BTreeMap<ConversationId, String>,
    /// Names of the files that wait in a composer.
    pub(crate) files: BTreeMap<ConversationId, Vec<String>>,
    /// The headline of the profile.
    pub(crate) headline: String,
    /// The skills in the order of the profile.
    pub(crate) skills: Vec<String>,
}

/// What is asked for in one call.
const STRETCH: usize = 100;

impl Shown {
    /// What it shows of these conversations.
    pub(crate) fn on(device: &mut Process, conversations: &[ConversationId]) -> Self {
        let mut shown = Self::end_on(device, conversations);
        for (conversation, texts) in &mut shown.messages {
            *texts = own_texts(&messages(device, *conversation));
        }
        shown
    }

    /// The same, of each conversation only its end.
    pub(crate) fn end_on(device: &mut Process, conversations: &[ConversationId]) -> Self {
        let mut shown = Self::default();
        for &conversation in conversations {
            let page = stretch(device, conversation, &Value::Null);
            shown.messages.insert(conversation, own_texts(page["items"].as_array().unwrap()));
            let draft = text(&page["draft"]);
            if !draft.is_empty() {
                shown.drafts.insert(conversation, draft);
            }
            let files = names(&page["draft_attachments"]);
            if !files.is_empty() {
                shown.files.insert(conversation, files);
            }
        }
        let profile = device.ask("profile", &Value::Null);
        shown.headline = text(&headline(&profile)["text"]);
        shown.skills = profile["skills"].as_array().unwrap().iter().map(|row| text(&row["body"]["name"])).collect();
        shown
    }

    /// The same, of conversations where nobody else writes only the end that one call gives.
    pub(crate) fn end(mut self) -> Self {
        for texts in self.messages.values_mut() {
            texts.drain(..texts.len().saturating_sub(STRETCH));
        }
        self
    }

    /// The same, of what every device of the person shows.
    pub(crate) fn without_drafts(mut self) -> Self {
        self.drafts.clear();
        self.files.clear();
        self
    }
}

/// Every message of a conversation, oldest first.
pub(crate) fn messages(device: &mut Process, conversation: ConversationId) -> Vec<Value> {
    let (mut items, mut before) = (Vec::new(), Value::Null);
    loop {
        let mut page = stretch(device, conversation, &before);
        let mut older = std::mem::take(page["items"].as_array_mut().unwrap());
        older.append(&mut items);
        (items, before) = (older, page["before"].take());
        if before.is_null() {
            return items;
        }
    }
}

/// The messages before a place.
fn stretch(device: &mut Process, conversation: ConversationId, before: &Value) -> Value {
    device.ask("conversation", &json!({ "conversation": conversation, "before": before, "limit": STRETCH }))
}

fn own_texts(items: &[Value]) -> Vec<String> {
    let mine = items.iter().filter(|item| item["mine"] == true);
    mine.map(|item| with_files(&text(&item["body"]), &names(&item["attachments"]))).collect()
}

/// A text, and what was sent along.
pub(crate) fn with_files(text: &str, files: &[String]) -> String {
    [text].into_iter().chain(files.iter().map(String::as_str)).collect::<Vec<_>>().join(" + ")
}

fn names(attachments: &Value) -> Vec<String> {
    attachments.as_array().unwrap().iter().map(|attachment| text(&attachment["name"])).collect()
}

/// The headline as the profile shows it.
fn headline(profile: &Value) -> &Value {
    profile["fields"].as_array().unwrap().iter().find(|field| field["field"] == "headline").unwrap()
}

/// A text that is there.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
