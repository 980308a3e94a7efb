//! What may be stored.

use domain::{Object, limit, place, record::RowBody, text};

use super::PEOPLE;

/// Whether an object is such as may be stored.
pub(super) fn is_storable(object: &Object) -> bool {
    let line = |line: &str, limit| text::clean_line(line) == line && line.chars().count() <= limit;
    let lines = |lines: &str, limit| text::clean(lines) == lines && lines.chars().count() <= limit;
    let needed = |text: &str, limit| line(text, limit) && !text::is_blank(text);
    match object {
        Object::Field(object) => {
            let (field, text) = (object.field, object.value.text.as_str());
            let is_clean = if field.is_long() { lines(text, field.limit()) } else { line(text, field.limit()) };
            is_clean && !(field.is_required() && text::is_blank(text)) && (text.is_empty() || !text.trim().is_empty())
        }
        Object::Row(row) => {
            place::check(&row.place).is_ok()
                && match &row.value.body {
                    RowBody::Work { employer, title, from, to, description } => {
                        needed(employer, limit::SHORT)
                            && line(title, limit::SHORT)
                            && to.is_none_or(|to| to >= *from)
                            && lines(description, limit::NOTE)
                    }
                    RowBody::Education { school, course, from, to, outcome: _ } => {
                        needed(school, limit::SHORT) && line(course, limit::SHORT) && to.is_none_or(|to| to >= *from)
                    }
                    RowBody::Skill { name, note } => needed(name, limit::SHORT) && lines(note, limit::NOTE),
                    RowBody::Contact { contact: _, value, label } => {
                        needed(value, limit::CONTACT) && line(label, limit::SHORT)
                    }
                }
        }
        Object::Message(message) if message.deleted => message.body.is_empty(),
        Object::Message(message) => {
            lines(&message.body, limit::MESSAGE) && !message.body.is_empty() && message.body.trim() == message.body
        }
        Object::Conversation(conversation) => conversation.participants == PEOPLE,
        Object::Mark(mark) => PEOPLE.contains(&mark.person),
        Object::Organization(_)
        | Object::Card(_)
        | Object::Membership(_)
        | Object::Inbox(_)
        | Object::Notification(_) => false,
    }
}
