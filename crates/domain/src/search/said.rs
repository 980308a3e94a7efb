//! What a record says, as far as it can be searched.

use super::skeleton;
use crate::{
    Millis,
    record::{Card, Message, Offer, RowBody, WorkTerms},
};

/// What a record is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it is called: a person's names, an offer's title.
    pub name: String,
    /// Everything else that it says.
    pub text: String,
    /// When it was sent; 0 for what has no time of its own.
    pub at: Millis,
}

/// What a message says; none for one that says nothing, or nothing any more. Lines are read apart: nothing is found across
/// them.
pub fn said_by_message(message: &Message) -> Option<Said> {
    let names = message.attachments.iter().map(|attachment| attachment.name.as_str());
    let text = lines([message.body.as_str()].into_iter().chain(names));
    (!message.deleted && !text.is_empty()).then(|| Said { name: String::new(), text, at: message.at })
}

/// What a card says.
pub fn said_by_card(card: &Card) -> Said {
    let name = &card.name;
    // Names are written without a space as well; a former family name goes with the given name of today.
    let mut names = vec![format!("{}{}", name.family, name.given)];
    let mut readings = vec![format!("{}{}", name.family_kana, name.given_kana)];
    for former in &card.former {
        names.push(format!("{}{}", former.family, name.given));
        readings.push(format!("{}{}", former.family_kana, name.given_kana));
    }
    let latin: Vec<String> = readings.iter().chain([&name.given_kana]).map(|reading| skeleton(reading)).collect();
    let names = names.iter().chain(&readings).chain([&card.latin]).chain(&latin);
    let text = [&card.headline, &card.employer, &card.position].into_iter().chain(&card.skills);
    Said { name: lines(names.map(String::as_str)), text: lines(text.map(String::as_str)), at: 0 }
}

/// What an offer says.
pub fn said_by_offer(offer: &Offer) -> Said {
    let value = &offer.value;
    let terms = match &value.terms {
        WorkTerms::Employment(terms) => [&terms.place.initial, &terms.employer, &terms.duties.initial],
        WorkTerms::Contract(terms) => [&terms.place, &terms.client, &terms.content],
    };
    let text = [&value.description, &value.prefecture].into_iter().chain(terms);
    Said { name: value.title.clone(), text: lines(text.map(String::as_str)), at: offer.published_at.unwrap_or(0) }
}

/// What an entry of a profile says, each text by itself.
pub fn said_by_row(body: &RowBody) -> Vec<&str> {
    let texts = match body {
        RowBody::Work { employer, title, description, from: _, to: _ } => vec![employer, title, description],
        RowBody::Education { school, course, from: _, to: _, outcome: _ } => vec![school, course],
        RowBody::Certificate { name, issuer, at: _ } => vec![name, issuer],
        RowBody::Skill { name, note } => vec![name, note],
        RowBody::Language { name, level } => vec![name, level],
        RowBody::Project { name, role, description, from: _, to: _ } => vec![name, role, description],
        RowBody::Link { url, label } => vec![label, url],
        RowBody::FormerName { family, family_kana } => vec![family, family_kana],
        RowBody::Custom { label, value } => vec![label, value],
        RowBody::Contact { value, label, contact: _ } => vec![label, value],
    };
    texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect()
}

fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(text);
    }
    all
}
