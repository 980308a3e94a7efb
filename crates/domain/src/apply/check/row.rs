//! A row of a profile in its stored form.

use super::{long, needed, note, rules, short};
use crate::{
    date::YearMonth,
    limit,
    record::{RowBody, RowValue},
    refusal::{Refusal, RefusalCode},
    text,
};

/// A row's content in its stored form.
pub(in crate::apply) fn row(value: &RowValue) -> Result<RowValue, Refusal> {
    let description = |from: &str| long(from, limit::NOTE, "description");
    let body = match &value.body {
        RowBody::Work { employer, title, from, to, description: about } => RowBody::Work {
            employer: needed(employer, "employer")?,
            title: short(title, "title")?,
            from: *from,
            to: not_before(Some(*from), *to)?,
            description: description(about)?,
        },
        RowBody::Education { school, course, from, to, outcome } => RowBody::Education {
            school: needed(school, "school")?,
            course: short(course, "course")?,
            from: *from,
            to: not_before(Some(*from), *to)?,
            outcome: *outcome,
        },
        RowBody::Certificate { name, issuer, at } => {
            RowBody::Certificate { name: needed(name, "name")?, issuer: short(issuer, "issuer")?, at: *at }
        }
        RowBody::Skill { name, note: remark } => RowBody::Skill { name: needed(name, "name")?, note: note(remark)? },
        RowBody::Language { name, level } => {
            RowBody::Language { name: needed(name, "name")?, level: short(level, "level")? }
        }
        RowBody::Project { name, role, from, to, description: about } => RowBody::Project {
            name: needed(name, "name")?,
            role: short(role, "role")?,
            from: *from,
            to: not_before(*from, *to)?,
            description: description(about)?,
        },
        RowBody::Link { url: address, label } => RowBody::Link { url: url(address)?, label: short(label, "label")? },
        RowBody::Contact { contact, value, label } => {
            let value = text::clean_line(value);
            text::within(&value, limit::CONTACT, "value")?;
            if text::is_blank(&value) {
                return Err(Refusal::at(RefusalCode::Empty, "value"));
            }
            RowBody::Contact { contact: *contact, value, label: short(label, "label")? }
        }
        RowBody::FormerName { family, family_kana } => {
            RowBody::FormerName { family: needed(family, "family")?, family_kana: short(family_kana, "family_kana")? }
        }
        RowBody::Custom { label, value } => {
            RowBody::Custom { label: needed(label, "label")?, value: long(value, limit::NOTE, "value")? }
        }
    };
    Ok(RowValue { body, visibility: rules(&value.visibility)? })
}

/// A web address that a browser opens and nothing else does: no `javascript:`, no name or password before the host, no
/// host written in escapes or symbols, nothing invisible.
fn url(from: &str) -> Result<String, Refusal> {
    let url = text::clean_line(from);
    text::within(&url, limit::URL, "url")?;
    let invalid = || Refusal::at(RefusalCode::Invalid, "url");
    let (scheme, rest) = url.split_once("://").ok_or_else(invalid)?;
    let known = ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).ok_or_else(invalid)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '[' | ']'));
    let is_seen = rest.chars().all(|c| !c.is_whitespace() && !text::is_invisible(c));
    if is_host && is_seen { Ok(format!("{known}://{rest}")) } else { Err(invalid()) }
}

fn not_before(from: Option<YearMonth>, to: Option<YearMonth>) -> Result<Option<YearMonth>, Refusal> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(Refusal::at(RefusalCode::Invalid, "to")),
        _ => Ok(to),
    }
}
