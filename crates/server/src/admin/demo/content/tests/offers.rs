use super::super::offers::{
    Change, Criterion, Offer, OfferKind, OfferState, Part, offers,
    terms::{Contract, Employment, Pay, PayUnit, Terms},
};
use super::*;

/// Names of what the law wants said and is not, after the names of the fields.
fn missing(offer: &Offer) -> Vec<&'static str> {
    let is_pay_said = |pay: &Pay| pay.min.is_some() && !pay.note.is_empty();
    let said: Vec<(&str, bool)> = match &offer.terms {
        Terms::Employment(Employment {
            duties,
            place,
            period,
            renewal,
            trial,
            hours,
            breaks,
            holidays,
            overtime,
            pay,
            insurance,
            employer,
            dispatch,
            smoking,
        }) => vec![
            ("duties.initial", !duties.initial.is_empty()),
            ("duties.range", !duties.range.is_empty()),
            ("place.initial", !place.initial.is_empty()),
            ("place.range", !place.range.is_empty()),
            ("period", !period.is_empty()),
            ("renewal", !renewal.is_empty()),
            ("trial", !trial.is_empty()),
            ("hours", !hours.is_empty()),
            ("breaks", !breaks.is_empty()),
            ("holidays", !holidays.is_empty()),
            ("overtime", !overtime.is_empty()),
            ("pay", is_pay_said(pay)),
            ("insurance", !insurance.is_empty()),
            ("employer", !employer.is_empty()),
            ("dispatch", !dispatch.is_empty()),
            ("smoking", !smoking.is_empty()),
        ],
        Terms::Contract(Contract { client, content, period, place, fee, pay_day, pay_within_days, acceptance }) => {
            vec![
                ("client", !client.is_empty()),
                ("content", !content.is_empty()),
                ("period", !period.is_empty()),
                ("place", !place.is_empty()),
                ("fee", is_pay_said(fee)),
                ("pay_day", !pay_day.is_empty()),
                ("pay_within_days", pay_within_days.is_some_and(|days| days <= 60)),
                ("acceptance", !acceptance.is_empty()),
            ]
        }
    };
    said.into_iter().filter(|(_, is_said)| !is_said).map(|(name, _)| name).collect()
}

fn texts(offer: &Offer) -> Vec<&'static str> {
    match offer.terms {
        Terms::Employment(terms) => vec![
            terms.duties.initial,
            terms.duties.range,
            terms.place.initial,
            terms.place.range,
            terms.period,
            terms.renewal,
            terms.trial,
            terms.hours,
            terms.breaks,
            terms.holidays,
            terms.overtime,
            terms.pay.note,
            terms.insurance,
            terms.employer,
            terms.dispatch,
            terms.smoking,
        ],
        Terms::Contract(terms) => vec![
            terms.client,
            terms.content,
            terms.period,
            terms.place,
            terms.fee.note,
            terms.pay_day,
            terms.acceptance,
        ],
    }
}

fn work(offer: &Offer) -> &'static str {
    match offer.terms {
        Terms::Employment(terms) => terms.duties.initial,
        Terms::Contract(terms) => terms.content,
    }
}

#[test]
fn thirty_that_differ() {
    assert_eq!(offers().count(), 30);
    let of = |key| offers().filter(|offer| offer.organization == key).count();
    assert_eq!((of('c'), of('u'), of('a')), (20, 5, 5));
    for (name, distinct) in [
        ("keys", offers().map(|offer| offer.key).collect::<BTreeSet<_>>()),
        ("titles", offers().map(|offer| offer.title).collect()),
        ("descriptions", offers().map(|offer| offer.description).collect()),
        ("what is to be done", offers().map(work).collect()),
    ] {
        assert_eq!(distinct.len(), 30, "{name}");
    }
    let kinds: BTreeSet<_> = offers().map(|offer| offer.kind).collect();
    assert_eq!(kinds.len(), 4);
}

#[test]
fn what_is_shown_says_everything() {
    for offer in offers() {
        let missing = missing(offer);
        match offer.state {
            OfferState::Draft => {
                assert!(!missing.is_empty() && offer.published_minutes_ago.is_none(), "{}", offer.key);
            }
            OfferState::Published | OfferState::Closed => {
                assert!(missing.is_empty() && offer.published_minutes_ago.is_some(), "{}: {missing:?}", offer.key);
            }
        }
        assert!(!offer.audience.is_empty() && (1..=30).contains(&offer.reply_within_days), "{}", offer.key);
        assert!(offer.closes_in_days.is_none_or(|days| days > 0), "{}", offer.key);
    }
    let count = |state| offers().filter(|offer| offer.state == state).count();
    assert_eq!((count(OfferState::Draft), count(OfferState::Closed)), (2, 2));
}

#[test]
fn a_kind_has_its_form() {
    for offer in offers() {
        let fits = match (&offer.terms, offer.kind) {
            (Terms::Employment(_), OfferKind::Comeback | OfferKind::Internship | OfferKind::SideJob) => true,
            (Terms::Contract(_), OfferKind::Contract | OfferKind::SideJob) => true,
            (Terms::Employment(_), OfferKind::Contract)
            | (Terms::Contract(_), OfferKind::Comeback | OfferKind::Internship) => false,
        };
        assert!(fits, "{}", offer.key);
    }
}

#[test]
fn texts_fit() {
    for offer in offers() {
        assert!(is_within(offer.title, 120) && is_within(offer.description, 8_000), "{}", offer.key);
        assert!(offer.description.split("\n\n").count() >= 2, "{}: several paragraphs", offer.key);
        assert!(offer.prefecture.ends_with(['県', '府', '都']), "{}", offer.key);
        assert!(texts(offer).into_iter().all(|text| is_within(text, 1_000)), "{}", offer.key);
        for criterion in offer.criteria {
            match criterion {
                Criterion::Skill(name) | Criterion::Language(name) | Criterion::Certificate(name) => {
                    assert!(!name.is_empty() && is_within(name, 120), "{}", offer.key);
                }
                Criterion::Years(years) => assert!(*years > 0, "{}", offer.key),
            }
        }
    }
}

#[test]
fn pay_is_lawful() {
    for offer in offers() {
        let pay = match &offer.terms {
            Terms::Employment(terms) => terms.pay,
            Terms::Contract(terms) => terms.fee,
        };
        let Some(min) = pay.min else { continue };
        assert!(pay.max.is_none_or(|max| max > min), "{}", offer.key);
        let least = match pay.unit {
            PayUnit::Hour => 1_300,
            PayUnit::Day => 8 * 1_300,
            PayUnit::Month => 150_000,
            PayUnit::Year => 12 * 150_000,
            PayUnit::Total => 1,
        };
        assert!(min >= least, "{}: {min}", offer.key);
        if let Some(fixed) = pay.fixed_overtime {
            // The hours of a month here: (365 − 124) days of 7.75 hours, in twelve parts.
            let hour = f64::from(min) / ((365.0 - 124.0) * 7.75 / 12.0);
            let owed = hour * 1.25 * f64::from(fixed.hours);
            assert!(f64::from(fixed.yen) >= owed && fixed.is_excess_paid, "{}: {owed}", offer.key);
            assert!(pay.note.contains(&format!("{}時間を超えた分は別に支払います", fixed.hours)), "{}", offer.key);
        }
    }
    let with_fixed = offers().filter(|offer| match &offer.terms {
        Terms::Employment(terms) => terms.pay.fixed_overtime.is_some(),
        Terms::Contract(_) => false,
    });
    assert!(with_fixed.count() >= 2);
}

#[test]
fn a_change_leads_from_what_it_was_to_what_it_is() {
    let text = |offer: &Offer, part| match (part, &offer.terms) {
        (Part::Overtime, Terms::Employment(terms)) => terms.overtime,
        (Part::PlaceRange, Terms::Employment(terms)) => terms.place.range,
        (Part::PayDay, Terms::Contract(terms)) => terms.pay_day,
        _ => panic!("{}: no such part", offer.key),
    };
    let mut parts = vec![];
    for offer in offers() {
        for Change { part, before, after, minutes_ago } in offer.changes {
            assert_eq!(text(offer, *part), *after, "{}: what it became stands", offer.key);
            assert_eq!(text(&offer.first(), *part), *before, "{}", offer.key);
            assert!(Some(*minutes_ago) < offer.published_minutes_ago && before != after, "{}", offer.key);
            assert!(missing(&offer.first()).is_empty(), "{}: it was complete before, too", offer.key);
            parts.push(*part);
        }
    }
    assert_eq!(parts, [Part::Overtime, Part::PlaceRange, Part::PayDay]);
}

#[test]
fn an_offer_that_is_talked_about_is_there() {
    let title = |key: &str| offers().find(|offer| offer.key == key).map_or("", |offer| offer.title);
    assert!(title("back-control").starts_with("制御ソフト開発（再入社）"));
    assert!(title("back-quality").contains("品質保証") && title("contract-manual").contains("手順書"));
}
