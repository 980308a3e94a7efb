//! What a person does to keep something, and what is to be seen of it.

use domain::ConversationId;
use serde_json::{Value, json};
use world::Chance;

use crate::shown::{Shown, with_files};

/// A profile has room for 500 entries; what was begun meanwhile comes on top.
const SKILLS: usize = 200;

/// Bytes of a file that is sent in two chunks.
const CHUNK_AND_MORE: usize = 300 * 1024;

/// What a person does, one call each.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Send(ConversationId, String),
    Draft(ConversationId, String),
    /// A file of two chunks, by its name.
    Attach(ConversationId, String),
    Headline(String),
    Skill(String),
}

impl Act {
    /// Whatever a person may do next, with a text that is nowhere else.
    pub(crate) fn draw(chance: &mut Chance, number: u64, conversations: &[ConversationId], seen: &Shown) -> Self {
        let text = format!("{number}文目です");
        let conversation = *chance.pick(conversations);
        match chance.below(20) {
            0..=11 => Self::Send(conversation, text),
            12..=16 => Self::Draft(conversation, text),
            17 if seen.skills.len() < SKILLS => Self::Skill(text),
            _ => Self::Headline(text),
        }
    }

    /// The call, for somebody who sees this.
    pub(crate) fn call(&self, seen: &Shown) -> (&'static str, Value) {
        match self {
            Self::Send(conversation, body) => {
                ("send_message", json!({ "conversation": conversation, "body": body, "about": null }))
            }
            Self::Draft(conversation, text) => ("save_draft", json!({ "conversation": conversation, "text": text })),
            Self::Attach(conversation, name) => {
                let file = "QUJD".repeat(CHUNK_AND_MORE / 3);
                ("attach", json!({ "conversation": conversation, "name": name, "file": file }))
            }
            Self::Headline(text) => ("set_field", set_headline(&seen.headline, text)),
            Self::Skill(name) => ("add_row", add_skill(name)),
        }
    }

    /// What is to be seen when it has been done.
    pub(crate) fn on(&self, mut seen: Shown) -> Shown {
        match self {
            Self::Send(conversation, body) => {
                let files = seen.files.remove(conversation).unwrap_or_default();
                seen.messages.get_mut(conversation).unwrap().push(with_files(body, &files));
                seen.drafts.remove(conversation);
            }
            Self::Draft(conversation, text) if text.is_empty() => drop(seen.drafts.remove(conversation)),
            Self::Draft(conversation, text) => drop(seen.drafts.insert(*conversation, text.clone())),
            Self::Attach(conversation, name) => seen.files.entry(*conversation).or_default().push(name.clone()),
            Self::Headline(text) => seen.headline.clone_from(text),
            Self::Skill(name) => seen.skills.push(name.clone()),
        }
        seen
    }
}

/// What `set_field` takes for a headline.
fn set_headline(base: &str, text: &str) -> Value {
    json!({ "field": "headline", "base": { "text": base, "visibility": [] },
            "value": { "text": text, "visibility": [] } })
}

/// What `add_row` takes for a skill.
fn add_skill(name: &str) -> Value {
    json!({ "value": { "body": { "type": "skill", "name": name, "note": "" }, "visibility": [] } })
}
