//! Offers: complete ones, so that they are published; empty ones; ones with any text in any place.

use domain::record::{
    Changing, ContractTerms, Criterion, EmploymentTerms, FixedOvertime, OfferKind, OfferValue, Pay, PayUnit, Remote,
    WorkTerms,
};
use proptest::{prelude::*, sample::select};

use super::{any_status, any_text};

fn any_pay() -> impl Strategy<Value = Pay> {
    let units = [PayUnit::Hour, PayUnit::Day, PayUnit::Month, PayUnit::Year, PayUnit::Total];
    let yen = || prop::option::of(select(vec![0, 1, 300_000, u32::MAX]));
    let fixed = (any::<u32>(), any::<u16>(), any::<bool>());
    let fixed =
        prop::option::of(fixed.prop_map(|(yen, hours, is_excess_paid)| FixedOvertime { yen, hours, is_excess_paid }));
    (select(units.to_vec()), yen(), yen(), any_text(), fixed).prop_map(|(unit, min, max, note, fixed_overtime)| Pay {
        unit,
        min,
        max,
        note,
        fixed_overtime,
    })
}

/// Every term says the same, but for one; mostly something that can be said.
fn any_terms() -> impl Strategy<Value = WorkTerms> {
    let said = prop_oneof![4 => Just("あり".to_owned()), 1 => any_text()];
    let pay = prop_oneof![2 => Just(Pay { min: Some(1), ..Pay::default() }), 1 => any_pay()];
    let days = prop::option::weighted(0.9, prop_oneof![4 => 0..61_u16, 1 => any::<u16>()]);
    (any::<bool>(), said.clone(), said, pay, days).prop_map(|(is_employment, all, one, pay, days)| {
        let text = || all.clone();
        let changing = |range: &str| Changing { initial: text(), range: range.to_owned() };
        if is_employment {
            WorkTerms::Employment(EmploymentTerms {
                duties: changing(&one),
                place: changing(&all),
                period: text(),
                renewal: text(),
                trial: text(),
                hours: one.clone(),
                breaks: text(),
                holidays: text(),
                overtime: text(),
                pay,
                insurance: text(),
                employer: text(),
                dispatch: text(),
                smoking: text(),
            })
        } else {
            WorkTerms::Contract(ContractTerms {
                client: text(),
                content: one.clone(),
                period: text(),
                place: text(),
                fee: pay,
                pay_day: text(),
                pay_within_days: days,
                acceptance: text(),
            })
        }
    })
}

fn any_criterion() -> impl Strategy<Value = Criterion> {
    let name = || prop_oneof![4 => "[a-z]{1,4}", 1 => any_text()];
    prop_oneof![
        name().prop_map(|name| Criterion::Skill { name }),
        name().prop_map(|name| Criterion::Language { name }),
        name().prop_map(|name| Criterion::Certificate { name }),
        any::<u8>().prop_map(|years| Criterion::Years { years }),
    ]
}

pub(in super::super) fn any_offer() -> impl Strategy<Value = OfferValue> {
    let kinds =
        [OfferKind::Comeback, OfferKind::Contract, OfferKind::SideJob, OfferKind::SideJob, OfferKind::Internship];
    let days = prop::option::of(select(vec!["2026-12-31".parse().unwrap(), "2024-02-29".parse().unwrap()]));
    let audience = prop::collection::vec(any_status(), 0..5);
    (
        (select(kinds.to_vec()), select(vec![Remote::None, Remote::Partly, Remote::Full]), any_terms()),
        (any_text(), any_text(), any_text()),
        prop::collection::vec(any_criterion(), 0..24),
        (audience, any::<u8>(), days),
    )
        .prop_map(|((kind_of, remote, terms), (title, description, prefecture), criteria, rest)| {
            let (audience, reply_within_days, closes_on) = rest;
            OfferValue {
                kind_of,
                title,
                description,
                prefecture,
                remote,
                terms,
                criteria,
                audience,
                reply_within_days,
                closes_on,
            }
        })
}
