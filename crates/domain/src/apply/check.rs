//! What comes in, in its stored form, or why it cannot be stored.

use crate::{
    limit,
    record::{FieldValue, ProfileField, RowBody, RowValue},
    refusal::{Refusal, RefusalCode},
    text,
    visibility::Visibility,
};

/// A message in its stored form.
pub(super) fn message(body: &str) -> Result<String, Refusal> {
    let body = text::clean(body).trim().to_owned();
    text::within(&body, limit::MESSAGE, "body")?;
    if body.is_empty() {
        return Err(Refusal::at(RefusalCode::Empty, "body"));
    }
    Ok(body)
}

/// A single value in its stored form.
pub(super) fn field(field: ProfileField, value: &FieldValue) -> Result<FieldValue, Refusal> {
    let mut text = if field.is_long() { text::clean(&value.text) } else { text::clean_line(&value.text) };
    if text.trim().is_empty() {
        text.clear();
    }
    text::within(&text, field.limit(), field.as_str())?;
    if field.is_required() && text::is_blank(&text) {
        return Err(Refusal::at(RefusalCode::Empty, field.as_str()));
    }
    Ok(FieldValue { text, visibility: rules(&value.visibility)? })
}

/// A row's content in its stored form.
pub(super) fn row(value: &RowValue) -> Result<RowValue, Refusal> {
    let short = |from: &str, field: &str| {
        let line = text::clean_line(from);
        text::within(&line, limit::SHORT, field).map(|()| line)
    };
    let needed = |from: &str, field: &str| match short(from, field)? {
        line if text::is_blank(&line) => Err(Refusal::at(RefusalCode::Empty, field)),
        line => Ok(line),
    };
    let note = |from: &str, field: &str| {
        let note = text::clean(from).trim_end().to_owned();
        text::within(&note, limit::NOTE, field).map(|()| note)
    };
    let body = match &value.body {
        RowBody::Work { employer, title, from, to, description } => RowBody::Work {
            employer: needed(employer, "employer")?,
            title: short(title, "title")?,
            from: *from,
            to: not_before(*from, *to)?,
            description: note(description, "description")?,
        },
        RowBody::Education { school, course, from, to, outcome } => RowBody::Education {
            school: needed(school, "school")?,
            course: short(course, "course")?,
            from: *from,
            to: not_before(*from, *to)?,
            outcome: *outcome,
        },
        RowBody::Skill { name, note: remark } => {
            RowBody::Skill { name: needed(name, "name")?, note: note(remark, "note")? }
        }
        RowBody::Contact { contact, value, label } => {
            let value = text::clean_line(value);
            text::within(&value, limit::CONTACT, "value")?;
            if text::is_blank(&value) {
                return Err(Refusal::at(RefusalCode::Empty, "value"));
            }
            RowBody::Contact { contact: *contact, value, label: short(label, "label")? }
        }
    };
    Ok(RowValue { body, visibility: rules(&value.visibility)? })
}

fn rules(visibility: &Visibility) -> Result<Visibility, Refusal> {
    if visibility.rules().len() > limit::RULES {
        return Err(Refusal::at(RefusalCode::TooMany, "visibility"));
    }
    Ok(visibility.clone())
}

fn not_before<T: PartialOrd>(from: T, to: Option<T>) -> Result<Option<T>, Refusal> {
    match to {
        Some(to) if to < from => Err(Refusal::at(RefusalCode::Invalid, "to")),
        to => Ok(to),
    }
}
