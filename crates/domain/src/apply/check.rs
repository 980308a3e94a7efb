//! What comes in, in its stored form, or why it cannot be stored.

mod attachment;
mod offer;
mod row;

use std::collections::BTreeSet;

use base64::{Engine as _, prelude::BASE64_STANDARD};

pub(super) use self::attachment::attachments;
pub use self::offer::offer;
pub(super) use self::row::row;
use super::jpeg::is_bare_jpeg;
use crate::{
    id::MessageId,
    limit,
    record::{Conditions, FieldValue, MemberValue, NotificationPrefs, PersonName, Preferences, ProfileField, Setting},
    refusal::{Refusal, RefusalCode},
    text,
    visibility::{Visibility, VisibilityRule},
};

/// A message's text in its stored form. It may be empty when something is sent along.
pub(super) fn message(body: &str, has_attachments: bool) -> Result<String, Refusal> {
    let body = text::clean(body).trim().to_owned();
    text::within(&body, limit::MESSAGE, "body")?;
    if body.is_empty() && !has_attachments {
        return Err(Refusal::at(RefusalCode::Empty, "body"));
    }
    Ok(body)
}

/// A single value in its stored form.
pub(super) fn field(field: ProfileField, value: &FieldValue) -> Result<FieldValue, Refusal> {
    if field == ProfileField::Photo {
        return Ok(FieldValue { text: photo(&value.text)?, visibility: rules(&value.visibility)? });
    }
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

/// A photo: nothing, or the base64 of a small JPEG with nothing but the picture in it. What it shows is the person's.
fn photo(text: &str) -> Result<String, Refusal> {
    let photo = ProfileField::Photo;
    text::within(text, photo.limit(), photo.as_str())?;
    if text.is_empty() || BASE64_STANDARD.decode(text).is_ok_and(|bytes| is_bare_jpeg(&bytes, limit::PHOTO_SIDE)) {
        return Ok(text.to_owned());
    }
    Err(Refusal::at(RefusalCode::Invalid, photo.as_str()))
}

fn short(from: &str, field: &str) -> Result<String, Refusal> {
    let line = text::clean_line(from);
    text::within(&line, limit::SHORT, field).map(|()| line)
}

fn needed(from: &str, field: &str) -> Result<String, Refusal> {
    match short(from, field)? {
        line if text::is_blank(&line) => Err(Refusal::at(RefusalCode::Empty, field)),
        line => Ok(line),
    }
}

fn long(from: &str, longest: usize, field: &str) -> Result<String, Refusal> {
    let long = text::clean(from).trim_end().to_owned();
    text::within(&long, longest, field).map(|()| long)
}

/// What happened, or what was done, in a person's words.
pub(super) fn note(from: &str) -> Result<String, Refusal> {
    long(from, limit::NOTE, "note")
}

/// A name as another device showed it.
pub(super) fn name(name: &PersonName) -> Result<PersonName, Refusal> {
    let part = |from: &str| {
        let line = text::clean_line(from);
        text::within(&line, limit::NAME, "name").map(|()| line)
    };
    Ok(PersonName {
        person: name.person,
        family: part(&name.family)?,
        given: part(&name.given)?,
        family_kana: part(&name.family_kana)?,
        given_kana: part(&name.given_kana)?,
    })
}

/// The messages of a report, each once.
pub(super) fn reported(messages: &[MessageId]) -> Result<Vec<MessageId>, Refusal> {
    let each: BTreeSet<MessageId> = messages.iter().copied().collect();
    if each.len() > limit::REPORTED {
        return Err(Refusal::at(RefusalCode::TooMany, "messages"));
    }
    Ok(each.into_iter().collect())
}

/// A setting in its stored form.
pub(super) fn setting(value: &Setting) -> Result<Setting, Refusal> {
    Ok(match value {
        Setting::Preferences(preferences) => {
            let Preferences { era: _, quiet } = preferences;
            if quiet.is_some_and(|quiet| quiet.from >= 24 * 60 || quiet.to >= 24 * 60) {
                return Err(Refusal::at(RefusalCode::Invalid, "quiet"));
            }
            value.clone()
        }
        Setting::Conditions(Conditions { kinds, prefectures, remote, pay, from }) => {
            let mut kinds = kinds.clone();
            kinds.sort_unstable();
            kinds.dedup();
            if prefectures.len() > limit::CHOICES {
                return Err(Refusal::at(RefusalCode::TooMany, "prefectures"));
            }
            let prefectures: BTreeSet<String> =
                prefectures.iter().map(|name| needed(name, "prefectures")).collect::<Result<_, _>>()?;
            let prefectures = prefectures.into_iter().collect();
            Setting::Conditions(Conditions { kinds, prefectures, remote: *remote, pay: *pay, from: *from })
        }
        Setting::Notifications(NotificationPrefs { organization, cadences }) => {
            let mut cadences = cadences.clone();
            cadences.sort_by_key(|set| set.category);
            cadences.dedup_by_key(|set| set.category);
            cadences.retain(|set| set.cadence != set.category.default_cadence());
            Setting::Notifications(NotificationPrefs { organization: *organization, cadences })
        }
    })
}

/// What an organisation says of a member, in its stored form.
///
/// # Errors
/// What is too long or too many, or a year that is none.
pub fn member(value: &MemberValue) -> Result<MemberValue, Refusal> {
    let units: BTreeSet<_> = value.units.iter().copied().collect();
    if units.len() > limit::UNITS {
        return Err(Refusal::at(RefusalCode::TooMany, "units"));
    }
    if value.cohort.is_some_and(|year| !(1900..2200).contains(&year)) {
        return Err(Refusal::at(RefusalCode::Invalid, "cohort"));
    }
    let (units, title) = (units.into_iter().collect(), short(&value.title, "title")?);
    Ok(MemberValue { units, title, ..value.clone() })
}

fn rules(visibility: &Visibility) -> Result<Visibility, Refusal> {
    if visibility.rules().len() > limit::RULES {
        return Err(Refusal::at(RefusalCode::TooMany, "visibility"));
    }
    let is_long = |rule: &VisibilityRule| {
        rule.excluded_people.len() > limit::EXCLUDED || rule.excluded_units.len() > limit::EXCLUDED
    };
    if visibility.rules().iter().any(is_long) {
        return Err(Refusal::at(RefusalCode::TooMany, "visibility"));
    }
    Ok(visibility.clone())
}
