//! Every item that the law wants said, one by one.

use super::*;

fn said() -> String {
    "あり".to_owned()
}

fn changing() -> Changing {
    Changing { initial: said(), range: said() }
}

fn pay() -> Pay {
    Pay { min: Some(250_000), ..Pay::default() }
}

fn employment() -> EmploymentTerms {
    EmploymentTerms {
        duties: changing(),
        place: changing(),
        period: said(),
        renewal: said(),
        trial: said(),
        hours: said(),
        breaks: said(),
        holidays: said(),
        overtime: said(),
        pay: pay(),
        insurance: said(),
        employer: said(),
        dispatch: said(),
        smoking: said(),
    }
}

fn contract() -> ContractTerms {
    ContractTerms {
        client: said(),
        content: said(),
        period: said(),
        place: said(),
        fee: pay(),
        pay_day: said(),
        pay_within_days: Some(30),
        acceptance: said(),
    }
}

/// The items of a form, each with what unsays it.
type Items<T> = &'static [(&'static str, fn(&mut T))];

const EMPLOYMENT: Items<EmploymentTerms> = &[
    ("terms.duties.initial", |terms| terms.duties.initial.clear()),
    ("terms.duties.range", |terms| terms.duties.range.clear()),
    ("terms.place.initial", |terms| terms.place.initial.clear()),
    ("terms.place.range", |terms| terms.place.range.clear()),
    ("terms.period", |terms| terms.period.clear()),
    ("terms.renewal", |terms| terms.renewal.clear()),
    ("terms.trial", |terms| terms.trial.clear()),
    ("terms.hours", |terms| terms.hours.clear()),
    ("terms.breaks", |terms| terms.breaks.clear()),
    ("terms.holidays", |terms| terms.holidays.clear()),
    ("terms.overtime", |terms| terms.overtime.clear()),
    ("terms.pay", |terms| terms.pay.min = None),
    ("terms.insurance", |terms| terms.insurance.clear()),
    ("terms.employer", |terms| terms.employer.clear()),
    ("terms.dispatch", |terms| terms.dispatch.clear()),
    ("terms.smoking", |terms| terms.smoking.clear()),
];

const CONTRACT: Items<ContractTerms> = &[
    ("terms.client", |terms| terms.client.clear()),
    ("terms.content", |terms| terms.content.clear()),
    ("terms.period", |terms| terms.period.clear()),
    ("terms.place", |terms| terms.place.clear()),
    ("terms.fee", |terms| terms.fee.min = None),
    ("terms.pay_day", |terms| terms.pay_day.clear()),
    ("terms.pay_within_days", |terms| terms.pay_within_days = None),
    ("terms.acceptance", |terms| terms.acceptance.clear()),
];

/// Nothing is missing of the whole, each item when it alone is, and everything of nothing.
#[track_caller]
fn check<T: Clone + Default>(whole: &T, items: Items<T>, form: fn(T) -> WorkTerms) {
    assert_eq!(form(whole.clone()).missing(), Vec::<&str>::new());
    for (item, unsay) in items {
        let mut terms = whole.clone();
        unsay(&mut terms);
        assert_eq!(form(terms).missing(), [*item]);
    }
    let all: Vec<&str> = items.iter().map(|(item, _)| *item).collect();
    assert_eq!(form(T::default()).missing(), all, "in the order of a form");
}

#[test]
fn each_item_of_employment_is_missed_by_its_name() {
    check(&employment(), EMPLOYMENT, WorkTerms::Employment);
}

#[test]
fn each_item_of_contract_work_is_missed_by_its_name() {
    check(&contract(), CONTRACT, WorkTerms::Contract);
}

#[test]
fn what_nobody_can_see_is_not_said() {
    for nothing in [" ", "\n", "\u{200b}", "\u{3164}"] {
        let terms = EmploymentTerms { smoking: nothing.to_owned(), ..employment() };
        assert_eq!(WorkTerms::Employment(terms).missing(), ["terms.smoking"], "{nothing:?}");
    }
}

#[test]
fn a_fee_is_paid_within_sixty_days() {
    for (days, is_fine) in [(0, true), (59, true), (60, true), (61, false), (u16::MAX, false)] {
        let terms = ContractTerms { pay_within_days: Some(days), ..contract() };
        assert_eq!(WorkTerms::Contract(terms).missing().is_empty(), is_fine, "{days} days");
    }
}

#[test]
fn fixed_overtime_is_told_apart_from_the_pay_in_full() {
    for (yen, hours, is_excess_paid, is_fine) in [
        (50_000, 30, true, true),
        (0, 30, true, false),
        (50_000, 0, true, false),
        (50_000, 30, false, false),
        (0, 0, false, false),
    ] {
        let fixed_overtime = Some(FixedOvertime { yen, hours, is_excess_paid });
        let missing = WorkTerms::Employment(EmploymentTerms { pay: Pay { fixed_overtime, ..pay() }, ..employment() });
        assert_eq!(missing.missing(), if is_fine { vec![] } else { vec!["terms.pay"] }, "{fixed_overtime:?}");
    }
}

#[test]
fn empty_terms_fit_their_kind() {
    use OfferKind::{Comeback, Contract, Internship, SideJob};
    for kind in [Comeback, Contract, SideJob, Internship] {
        assert!(WorkTerms::empty(kind).fits(kind), "{kind:?}");
    }
}
