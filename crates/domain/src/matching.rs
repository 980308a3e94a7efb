//! An offer held against what a person looks for and brings: only stated conditions, each shown as met or unmet. Nobody is
//! ranked, and nothing of it leaves the device.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    date::YearMonth,
    record::{Conditions, Criterion, OfferValue, Pay, PayUnit, Remote, RowBody, WorkTerms},
    text::fold,
};

/// One stated condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Point {
    /// The person looks for certain kinds.
    Kind,
    /// The person looks for certain places; work that can be done from anywhere is in all of them.
    Prefecture,
    /// The person wants to work from elsewhere.
    Remote,
    /// The person wants a certain pay.
    Pay,
    /// The offer asks for something.
    Criterion {
        /// For what.
        criterion: Criterion,
    },
}

/// Whether a stated condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes.
    Met,
    /// No.
    Unmet,
    /// The other side does not say.
    Unsaid,
}

/// A stated condition and whether it is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Line {
    /// Which.
    pub point: Point,
    /// Whether it is met.
    pub verdict: Verdict,
}

/// Holds an offer against a person: first what the person asks of the offer, then what the offer asks of the person.
/// `rows` are the entries of the own profile, `today` the month in which years of work are counted up to.
pub fn compare(offer: &OfferValue, conditions: &Conditions, rows: &[RowBody], today: YearMonth) -> Vec<Line> {
    let Conditions { kinds, prefectures, remote, pay, from: _ } = conditions;
    let mut lines = Vec::new();
    let mut say = |point, verdict| lines.push(Line { point, verdict });
    let met = |is_met| if is_met { Verdict::Met } else { Verdict::Unmet };
    if !kinds.is_empty() {
        say(Point::Kind, met(kinds.contains(&offer.kind_of)));
    }
    if !prefectures.is_empty() {
        let is_met = offer.remote == Remote::Full || prefectures.contains(&offer.prefecture);
        say(Point::Prefecture, if !is_met && offer.prefecture.is_empty() { Verdict::Unsaid } else { met(is_met) });
    }
    if let Some(remote) = remote {
        say(Point::Remote, met(offer.remote >= *remote));
    }
    if let Some(wanted) = pay {
        let offered = match &offer.terms {
            WorkTerms::Employment(terms) => &terms.pay,
            WorkTerms::Contract(terms) => &terms.fee,
        };
        let verdict = most(offered, wanted.unit).map_or(Verdict::Unsaid, |yen| met(yen >= u64::from(wanted.yen)));
        say(Point::Pay, verdict);
    }
    for criterion in &offer.criteria {
        say(Point::Criterion { criterion: criterion.clone() }, met(brings(rows, criterion, today)));
    }
    lines
}

/// The most that is offered in a unit; none when it is not said, or in a unit that does not compare without guessing hours.
fn most(offered: &Pay, wanted: PayUnit) -> Option<u64> {
    let yen = u64::from(offered.max.or(offered.min)?);
    match (offered.unit, wanted) {
        (a, b) if a == b => Some(yen),
        (PayUnit::Month, PayUnit::Year) => Some(yen * 12),
        (PayUnit::Year, PayUnit::Month) => Some(yen / 12),
        _ => None,
    }
}

fn brings(rows: &[RowBody], criterion: &Criterion, today: YearMonth) -> bool {
    let has = |wanted: &str, name: fn(&RowBody) -> Option<&str>| {
        let wanted = fold(wanted);
        rows.iter().filter_map(name).any(|name| names(&fold(name), &wanted))
    };
    match criterion {
        Criterion::Skill { name } => has(name, |row| match row {
            RowBody::Skill { name, .. } => Some(name),
            _ => None,
        }),
        Criterion::Language { name } => has(name, |row| match row {
            RowBody::Language { name, .. } => Some(name),
            _ => None,
        }),
        Criterion::Certificate { name } => has(name, |row| match row {
            RowBody::Certificate { name, .. } => Some(name),
            _ => None,
        }),
        Criterion::Years { years } => months_of_work(rows, today) >= usize::from(*years) * 12,
    }
}

/// Whether a folded text names something: 日商簿記2級 names 簿記, but JavaScript does not name Java, nor C++ C.
fn names(text: &str, wanted: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on = |c: Option<char>| is_latin(c) || matches!(c, Some('+' | '#'));
    text.match_indices(wanted).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + wanted.len()..));
        let before = before.and_then(|before| before.chars().next_back());
        let after = after.and_then(|after| after.chars().next());
        let begins_inside = is_latin(wanted.chars().next()) && is_latin(before);
        let ends_inside = is_latin(wanted.chars().next_back()) && goes_on(after);
        !(begins_inside || ends_inside)
    })
}

/// Months in which the person worked: jobs held at the same time count once.
fn months_of_work(rows: &[RowBody], today: YearMonth) -> usize {
    let mut months = BTreeSet::new();
    for row in rows {
        if let RowBody::Work { from, to, .. } = row {
            months.extend(from.months()..=to.unwrap_or(today).min(today).months());
        }
    }
    months.len()
}

#[cfg(test)]
mod tests;
