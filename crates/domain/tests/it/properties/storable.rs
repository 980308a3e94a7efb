//! What may be stored.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Object, Visibility, limit, place,
    record::{
        Attachment, Conditions, Conversation, Criterion, FieldObject, MemberValue, Offer, OfferState, OfferValue,
        Parties, PersonName, ProfileField, RowBody, Setting, WorkTerms,
    },
    text,
};
use serde_json::Value;

use super::PEOPLE;

fn line(line: &str, limit: usize) -> bool {
    text::clean_line(line) == line && line.chars().count() <= limit
}

fn lines(lines: &str, limit: usize) -> bool {
    text::clean(lines) == lines && lines.chars().count() <= limit
}

fn needed(text: &str, limit: usize) -> bool {
    line(text, limit) && !text::is_blank(text)
}

fn sorted<T: Ord + Copy>(items: &[T]) -> bool {
    items.iter().copied().collect::<BTreeSet<T>>().into_iter().eq(items.iter().copied())
}

/// Whether an object is such as may be stored.
pub(super) fn is_storable(object: &Object) -> bool {
    match object {
        Object::Field(object) => field(object),
        Object::Row(object) => {
            place::check(&object.place).is_ok() && row(&object.value.body) && rules(&object.value.visibility)
        }
        Object::Message(message) if message.deleted => {
            message.body.is_empty() && message.about.is_none() && message.attachments.is_empty()
        }
        Object::Message(message) => {
            let is_said = !message.body.is_empty() || !message.attachments.is_empty();
            lines(&message.body, limit::MESSAGE)
                && is_said
                && message.body.trim() == message.body
                && attachments(&message.attachments)
        }
        Object::Conversation(object) => conversation(object),
        Object::Mark(mark) => PEOPLE.contains(&mark.person),
        Object::Setting(object) => setting(object),
        Object::Saved(_) => true,
        Object::Block(block) => name(&block.name),
        Object::Report(report) => {
            lines(&report.note, limit::NOTE)
                && sorted(&report.messages)
                && report.messages.len() <= limit::REPORTED
                && (report.conversation.is_some() || report.messages.is_empty())
        }
        Object::DeskReport(report) => {
            report.closed.as_ref().is_some_and(|closed| lines(&closed.note, limit::NOTE)) && report.messages.len() == 1
        }
        Object::Notification(notice) => notice.read,
        Object::Member(object) => {
            let history = &object.membership.history;
            let is_chain = history.windows(2).all(|pair| pair[0].to == pair[1].from);
            let is_current = history.last().is_none_or(|last| last.to == object.membership.value.status);
            let is_change = history.iter().all(|change| change.from != change.to);
            member(&object.membership.value) && is_chain && is_current && is_change
        }
        Object::Offer(object) => offer(object),
        // Nobody makes them by an op.
        Object::Organization(_) | Object::Unit(_) | Object::Card(_) | Object::Membership(_) | Object::Inbox(_) => false,
    }
}

fn attachments(attachments: &[Attachment]) -> bool {
    let digests: BTreeSet<_> = attachments.iter().map(|attachment| attachment.digest).collect();
    let each = |attachment: &Attachment| {
        let Attachment { digest: _, name, kind, bytes, preview } = attachment;
        let leads_away = name.contains(['/', '\\', ':', '\u{200e}', '\u{200f}', '\u{61c}']) || name.ends_with('.');
        // Of random texts none is a preview.
        needed(name, limit::FILE_NAME)
            && !leads_away
            && kind.is_ascii()
            && kind.len() <= limit::FILE_KIND
            && kind.matches('/').count() == 1
            && (1..=limit::ATTACHMENT).contains(bytes)
            && preview.is_none()
    };
    attachments.len() <= limit::ATTACHMENTS && digests.len() == attachments.len() && attachments.iter().all(each)
}

fn rules(visibility: &Visibility) -> bool {
    let rules = visibility.rules();
    let organizations: Vec<_> = rules.iter().map(|rule| rule.organization).collect();
    let is_short = rules.iter().all(|rule| {
        sorted(&rule.excluded_people)
            && sorted(&rule.excluded_units)
            && rule.excluded_people.len() <= limit::EXCLUDED
            && rule.excluded_units.len() <= limit::EXCLUDED
    });
    sorted(&organizations) && rules.len() <= limit::RULES && is_short
}

fn field(object: &FieldObject) -> bool {
    let (field, text) = (object.field, object.value.text.as_str());
    let is_clean = match field {
        // Nothing else than a photo is one; of random texts there is none but the empty one.
        ProfileField::Photo | ProfileField::Affiliation => text.is_empty(),
        _ if field.is_long() => lines(text, field.limit()),
        _ => line(text, field.limit()),
    };
    let is_there = !(field.is_required() && text::is_blank(text)) && (text.is_empty() || !text.trim().is_empty());
    is_clean && is_there && rules(&object.value.visibility)
}

fn row(body: &RowBody) -> bool {
    let short = |text: &str| line(text, limit::SHORT);
    let note = |text: &str| lines(text, limit::NOTE) && text.trim_end() == text;
    match body {
        RowBody::Work { employer, title, from, to, description } => {
            needed(employer, limit::SHORT) && short(title) && to.is_none_or(|to| to >= *from) && note(description)
        }
        RowBody::Education { school, course, from, to, outcome: _ } => {
            needed(school, limit::SHORT) && short(course) && to.is_none_or(|to| to >= *from)
        }
        RowBody::Certificate { name, issuer, at: _ } => needed(name, limit::SHORT) && short(issuer),
        RowBody::Skill { name, note: remark } => needed(name, limit::SHORT) && note(remark),
        RowBody::Language { name, level } => needed(name, limit::SHORT) && short(level),
        RowBody::Project { name, role, from, to, description } => {
            let is_in_order = from.is_none() || to.is_none() || from <= to;
            needed(name, limit::SHORT) && short(role) && is_in_order && note(description)
        }
        RowBody::Link { url, label } => {
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            let (_, rest) = url.split_once("://").unwrap_or_default();
            let host: String = rest.chars().take_while(|c| !['/', '?', '#'].contains(c)).collect();
            let is_host = !host.is_empty() && !host.contains(['@', '\\', '%', ' ']);
            line(url, limit::URL) && !url.contains(' ') && is_web && is_host && short(label)
        }
        RowBody::Contact { contact: _, value, label } => needed(value, limit::CONTACT) && short(label),
        RowBody::FormerName { family, family_kana } => needed(family, limit::SHORT) && short(family_kana),
        RowBody::Custom { label, value } => needed(label, limit::SHORT) && note(value),
    }
}

fn name(name: &PersonName) -> bool {
    let PersonName { person: _, family, given, family_kana, given_kana } = name;
    [family, given, family_kana, given_kana].iter().all(|part| line(part, limit::NAME))
}

fn conversation(conversation: &Conversation) -> bool {
    let Conversation { id, organization, parties, request } = conversation;
    match parties {
        Parties::Direct(people) => {
            *people == PEOPLE
                && *id == ConversationId::direct(*organization, people[0], people[1])
                && request.as_ref().is_some_and(|request| people.contains(&request.from))
        }
        Parties::Desk(person) => *id == ConversationId::desk(*organization, *person) && request.is_none(),
    }
}

fn setting(setting: &Setting) -> bool {
    match setting {
        Setting::Preferences(preferences) => {
            preferences.quiet.is_none_or(|quiet| quiet.from < 24 * 60 && quiet.to < 24 * 60)
        }
        Setting::Conditions(Conditions { kinds, prefectures, remote: _, pay: _, from: _ }) => {
            let names: Vec<&str> = prefectures.iter().map(String::as_str).collect();
            let are_names = names.iter().all(|name| needed(name, limit::SHORT));
            sorted(kinds) && sorted(&names) && names.len() <= limit::CHOICES && are_names
        }
        Setting::Notifications(prefs) => {
            let categories: Vec<_> = prefs.cadences.iter().map(|set| set.category).collect();
            let differs = prefs.cadences.iter().all(|set| set.cadence != set.category.default_cadence());
            sorted(&categories) && differs
        }
    }
}

fn member(value: &MemberValue) -> bool {
    let MemberValue { status: _, role: _, units, cohort, title } = value;
    sorted(units)
        && units.len() <= limit::UNITS
        && cohort.is_none_or(|year| (1900..2200).contains(&year))
        && line(title, limit::SHORT)
}

fn offer(offer: &Offer) -> bool {
    match offer.state {
        OfferState::Draft => offer.published_at.is_none() && offer.changes.is_empty() && offer_value(&offer.value),
        OfferState::Published | OfferState::Closed => {
            let says_what = offer.changes.iter().all(|change| !change.parts.is_empty());
            let is_complete = offer.value.missing().is_empty();
            offer.published_at.is_some() && says_what && is_complete && offer_value(&offer.value)
        }
    }
}

fn offer_value(value: &OfferValue) -> bool {
    let pay = match &value.terms {
        WorkTerms::Employment(terms) => &terms.pay,
        WorkTerms::Contract(terms) => &terms.fee,
    };
    let is_range = pay.max.is_none_or(|max| pay.min.is_some_and(|min| min <= max));
    let criterion = |criterion: &Criterion| match criterion {
        Criterion::Skill { name } | Criterion::Language { name } | Criterion::Certificate { name } => {
            needed(name, limit::SHORT)
        }
        Criterion::Years { .. } => true,
    };
    value.terms.fits(value.kind_of)
        && line(&value.title, limit::SHORT)
        && line(&value.prefecture, limit::SHORT)
        && lines(&value.description, limit::TEXT)
        && value.criteria.len() <= limit::CRITERIA
        && value.criteria.iter().all(criterion)
        && sorted(&value.audience)
        && is_range
        && terms(&serde_json::to_value(&value.terms).unwrap())
}

/// Every text of an offer's terms, wherever it stands.
fn terms(value: &Value) -> bool {
    match value {
        Value::String(text) => lines(text, limit::TERM) && text.trim() == text,
        Value::Object(parts) => parts.values().all(terms),
        _ => true,
    }
}
