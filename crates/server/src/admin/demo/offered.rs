//! What the organisations of the demo world offer.

use std::collections::BTreeMap;

use domain::{
    Intent, Millis, OfferId, PersonId,
    date::Day,
    record::{
        Changing, ContractTerms, Criterion, EmploymentTerms, FixedOvertime, OfferKind, OfferValue, Pay, PayUnit,
        Remote, WorkTerms,
    },
};

use super::{
    DAY, World,
    cast::status,
    content::{
        offers::{
            self, Change, Offer, OfferState, Part,
            terms::{self, Terms},
        },
        units::organization,
    },
    id, org,
};

impl World<'_> {
    /// An offer is begun, published, changed and closed as far as it has come.
    pub(super) fn offer(&mut self, offer: &Offer, people: &BTreeMap<String, PersonId>) {
        let Some(desk) = organization(offer.organization) else { return };
        let author = self.person(desk.organizer, people);
        let (organization, this) = (org(offer.organization), OfferId(id(&format!("offer {}", offer.key))));
        let key = |what: &str| format!("offer {} {what}", offer.key);
        let mut value = self.value(&offer.first());
        let begun = offer.published_minutes_ago.unwrap_or(2 * DAY);
        let add = Intent::AddOffer { organization, offer: this, value: value.clone() };
        self.op(author, &key("add"), add, self.ago(begun + 60));
        if offer.state != OfferState::Draft {
            self.op(author, &key("publish"), Intent::PublishOffer { organization, offer: this }, self.ago(begun));
        }
        for (number, change) in offer.changes.iter().enumerate() {
            let after = changed(&value, change);
            let edit = Intent::EditOffer { organization, offer: this, base: value, value: after.clone() };
            self.op(author, &key(&format!("change {number}")), edit, self.ago(change.minutes_ago));
            value = after;
        }
        if offer.state == OfferState::Closed {
            let last = offer.changes.iter().map(|change| change.minutes_ago).min().unwrap_or(begun);
            self.op(author, &key("close"), Intent::CloseOffer { organization, offer: this }, self.ago(last / 2));
        }
    }

    fn value(&self, offer: &Offer) -> OfferValue {
        let mut audience: Vec<_> = offer.audience.iter().map(|it| status(*it)).collect();
        audience.sort_unstable();
        OfferValue {
            kind_of: match offer.kind {
                offers::OfferKind::Comeback => OfferKind::Comeback,
                offers::OfferKind::Contract => OfferKind::Contract,
                offers::OfferKind::SideJob => OfferKind::SideJob,
                offers::OfferKind::Internship => OfferKind::Internship,
            },
            title: offer.title.to_owned(),
            description: offer.description.to_owned(),
            prefecture: offer.prefecture.to_owned(),
            remote: match offer.remote {
                offers::Remote::None => Remote::None,
                offers::Remote::Partly => Remote::Partly,
                offers::Remote::Full => Remote::Full,
            },
            terms: terms(&offer.terms),
            criteria: offer.criteria.iter().map(criterion).collect(),
            audience,
            reply_within_days: offer.reply_within_days,
            closes_on: offer.closes_in_days.and_then(|days| day(self.ago(-days * DAY))),
        }
    }
}

/// An offer after a part of its terms has changed.
fn changed(before: &OfferValue, Change { part, after, .. }: &Change) -> OfferValue {
    let mut value = before.clone();
    match (part, &mut value.terms) {
        (Part::Overtime, WorkTerms::Employment(terms)) => terms.overtime = (*after).to_owned(),
        (Part::PlaceRange, WorkTerms::Employment(terms)) => terms.place.range = (*after).to_owned(),
        (Part::PayDay, WorkTerms::Contract(terms)) => terms.pay_day = (*after).to_owned(),
        // A part that terms of this form do not have.
        (Part::Overtime | Part::PlaceRange, WorkTerms::Contract(_)) | (Part::PayDay, WorkTerms::Employment(_)) => {}
    }
    value
}

fn criterion(of: &offers::Criterion) -> Criterion {
    match *of {
        offers::Criterion::Skill(name) => Criterion::Skill { name: name.to_owned() },
        offers::Criterion::Language(name) => Criterion::Language { name: name.to_owned() },
        offers::Criterion::Certificate(name) => Criterion::Certificate { name: name.to_owned() },
        offers::Criterion::Years(years) => Criterion::Years { years },
    }
}

fn terms(of: &Terms) -> WorkTerms {
    let said = |text: &'static str| text.to_owned();
    match of {
        Terms::Employment(of) => WorkTerms::Employment(EmploymentTerms {
            duties: changing(of.duties),
            place: changing(of.place),
            period: said(of.period),
            renewal: said(of.renewal),
            trial: said(of.trial),
            hours: said(of.hours),
            breaks: said(of.breaks),
            holidays: said(of.holidays),
            overtime: said(of.overtime),
            pay: pay(&of.pay),
            insurance: said(of.insurance),
            employer: said(of.employer),
            dispatch: said(of.dispatch),
            smoking: said(of.smoking),
        }),
        Terms::Contract(of) => WorkTerms::Contract(ContractTerms {
            client: said(of.client),
            content: said(of.content),
            period: said(of.period),
            place: said(of.place),
            fee: pay(&of.fee),
            pay_day: said(of.pay_day),
            pay_within_days: of.pay_within_days,
            acceptance: said(of.acceptance),
        }),
    }
}

fn changing(of: terms::Changing) -> Changing {
    Changing { initial: of.initial.to_owned(), range: of.range.to_owned() }
}

fn pay(of: &terms::Pay) -> Pay {
    Pay {
        unit: match of.unit {
            terms::PayUnit::Hour => PayUnit::Hour,
            terms::PayUnit::Day => PayUnit::Day,
            terms::PayUnit::Month => PayUnit::Month,
            terms::PayUnit::Year => PayUnit::Year,
            terms::PayUnit::Total => PayUnit::Total,
        },
        min: of.min,
        max: of.max,
        note: of.note.to_owned(),
        fixed_overtime: of.fixed_overtime.map(|terms::FixedOvertime { yen, hours, is_excess_paid }| FixedOvertime {
            yen,
            hours,
            is_excess_paid,
        }),
    }
}

/// The day in Japan at a time (days_from_civil turned round: howardhinnant.github.io/date_algorithms.html).
fn day(at: Millis) -> Option<Day> {
    let days = (at + 9 * 60 * 60 * 1000).div_euclid(24 * 60 * 60 * 1000) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_time_is_a_day_in_japan() {
        for (at, expected) in [
            (0, "1970-01-01"),
            (1_775_001_600_000, "2026-04-01"),
            (1_709_218_799_999, "2024-02-29"),
            (1_709_218_800_000, "2024-03-01"),
        ] {
            assert_eq!(day(at).map(|day| day.to_string()).as_deref(), Some(expected), "{at}");
        }
    }
}
