//! An offer in its stored form.

use super::{long, needed, short};
use crate::{
    limit,
    record::{Changing, ContractTerms, Criterion, EmploymentTerms, OfferValue, Pay, WorkTerms},
    refusal::{Refusal, RefusalCode},
};

/// An offer in its stored form.
///
/// # Errors
/// What is too long or too many, or terms that do not fit the kind.
pub fn offer(value: &OfferValue) -> Result<OfferValue, Refusal> {
    if !value.terms.fits(value.kind_of) {
        return Err(Refusal::at(RefusalCode::Invalid, "terms"));
    }
    if value.criteria.len() > limit::CRITERIA {
        return Err(Refusal::at(RefusalCode::TooMany, "criteria"));
    }
    let criteria = value.criteria.iter().map(criterion).collect::<Result<_, _>>()?;
    let mut audience = value.audience.clone();
    audience.sort_unstable();
    audience.dedup();
    Ok(OfferValue {
        kind_of: value.kind_of,
        title: short(&value.title, "title")?,
        description: long(&value.description, limit::TEXT, "description")?,
        prefecture: short(&value.prefecture, "prefecture")?,
        remote: value.remote,
        terms: terms(&value.terms)?,
        criteria,
        audience,
        reply_within_days: value.reply_within_days,
        closes_on: value.closes_on,
    })
}

fn criterion(of: &Criterion) -> Result<Criterion, Refusal> {
    Ok(match of {
        Criterion::Skill { name } => Criterion::Skill { name: needed(name, "criteria")? },
        Criterion::Language { name } => Criterion::Language { name: needed(name, "criteria")? },
        Criterion::Certificate { name } => Criterion::Certificate { name: needed(name, "criteria")? },
        Criterion::Years { years } => Criterion::Years { years: *years },
    })
}

fn terms(of: &WorkTerms) -> Result<WorkTerms, Refusal> {
    let term = |from: &str, field: &str| long(from, limit::TERM, field).map(|term| term.trim_start().to_owned());
    let changing = |from: &Changing, field: &str| {
        Ok(Changing { initial: term(&from.initial, field)?, range: term(&from.range, field)? })
    };
    let pay = |from: &Pay, field: &str| match (from.min, from.max) {
        (Some(min), Some(max)) if max < min => Err(Refusal::at(RefusalCode::Invalid, field)),
        (None, Some(_)) => Err(Refusal::at(RefusalCode::Invalid, field)),
        _ => Ok(Pay { note: term(&from.note, field)?, ..from.clone() }),
    };
    Ok(match of {
        WorkTerms::Employment(of) => WorkTerms::Employment(EmploymentTerms {
            duties: changing(&of.duties, "terms.duties")?,
            place: changing(&of.place, "terms.place")?,
            period: term(&of.period, "terms.period")?,
            renewal: term(&of.renewal, "terms.renewal")?,
            trial: term(&of.trial, "terms.trial")?,
            hours: term(&of.hours, "terms.hours")?,
            breaks: term(&of.breaks, "terms.breaks")?,
            holidays: term(&of.holidays, "terms.holidays")?,
            overtime: term(&of.overtime, "terms.overtime")?,
            pay: pay(&of.pay, "terms.pay")?,
            insurance: term(&of.insurance, "terms.insurance")?,
            employer: term(&of.employer, "terms.employer")?,
            dispatch: term(&of.dispatch, "terms.dispatch")?,
            smoking: term(&of.smoking, "terms.smoking")?,
        }),
        WorkTerms::Contract(of) => WorkTerms::Contract(ContractTerms {
            client: term(&of.client, "terms.client")?,
            content: term(&of.content, "terms.content")?,
            period: term(&of.period, "terms.period")?,
            place: term(&of.place, "terms.place")?,
            fee: pay(&of.fee, "terms.fee")?,
            pay_day: term(&of.pay_day, "terms.pay_day")?,
            pay_within_days: of.pay_within_days,
            acceptance: term(&of.acceptance, "terms.acceptance")?,
        }),
    })
}
