//! An offer is written, published, changed and closed.

use OfferState::{Closed, Draft, Published};

use super::*;
use crate::record::{
    ChangedPart, Changing, ContractTerms, Criterion, EmploymentTerms, Offer, OfferChange, OfferKind, OfferState,
    OfferValue, Pay, Remote, WorkTerms,
};

fn said() -> String {
    "あり".to_owned()
}

fn changing() -> Changing {
    Changing { initial: said(), range: said() }
}

/// Terms in which nothing is missing.
fn terms() -> EmploymentTerms {
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
        pay: Pay { min: Some(300_000), ..Pay::default() },
        insurance: said(),
        employer: said(),
        dispatch: said(),
        smoking: said(),
    }
}

/// An offer that can be published.
pub(super) fn whole() -> OfferValue {
    OfferValue {
        kind_of: OfferKind::Comeback,
        title: "開発".to_owned(),
        description: "一\n二\n三\n四\n五".to_owned(),
        prefecture: "東京都".to_owned(),
        remote: Remote::Partly,
        terms: WorkTerms::Employment(terms()),
        criteria: vec![Criterion::Skill { name: "Rust".to_owned() }],
        audience: vec![MembershipStatus::Alumnus],
        reply_within_days: 7,
        closes_on: None,
    }
}

/// One of which nothing is said yet.
fn empty(kind: OfferKind) -> OfferValue {
    OfferValue {
        kind_of: kind,
        title: String::new(),
        description: String::new(),
        prefecture: String::new(),
        remote: Remote::None,
        terms: WorkTerms::empty(kind),
        criteria: Vec::new(),
        audience: Vec::new(),
        reply_within_days: 0,
        closes_on: None,
    }
}

fn titled(title: &str) -> OfferValue {
    OfferValue { title: title.to_owned(), ..whole() }
}

fn offer(value: OfferValue, state: OfferState) -> Offer {
    let published_at = if state == Draft { None } else { Some(2_000) };
    Offer { id: OFFER, organization: ORG, value, state, published_at, changes: Vec::new() }
}

fn is(value: OfferValue, state: OfferState) -> Option<Held> {
    stands(ELSEWHERE, Object::Offer(offer(value, state)))
}

fn put(offer: Offer) -> Result<Applied, Refusal> {
    Ok(Applied::Put(Object::Offer(offer)))
}

fn add(value: OfferValue) -> Intent {
    Intent::AddOffer { organization: ORG, offer: OFFER, value }
}

fn edit(base: OfferValue, value: OfferValue) -> Intent {
    Intent::EditOffer { organization: ORG, offer: OFFER, base, value }
}

const PUBLISH: Intent = Intent::PublishOffer { organization: ORG, offer: OFFER };
const CLOSE: Intent = Intent::CloseOffer { organization: ORG, offer: OFFER };
const REMOVE: Intent = Intent::RemoveOffer { organization: ORG, offer: OFFER };

fn change(part: &str, before: &str, after: &str) -> OfferChange {
    let part = ChangedPart { part: part.to_owned(), before: before.to_owned(), after: after.to_owned() };
    OfferChange { at: 9_000, parts: vec![part] }
}

#[test]
fn an_offer_begins_as_a_draft_however_little_it_says() {
    use OfferKind::{Comeback, Contract, Internship, SideJob};
    for kind in [Comeback, Contract, SideJob, Internship] {
        check(NONE, &add(empty(kind)), put(offer(empty(kind), Draft)));
    }
    check(stands(OP, Object::Offer(offer(whole(), Draft))), &add(whole()), Ok(Applied::Unchanged));
    for taken in [is(whole(), Draft), deleted()] {
        check(taken, &add(whole()), refused_at(RefusalCode::Invalid, "offer"));
    }
}

#[test]
fn what_is_missing_is_named_when_it_is_to_be_published() {
    check(is(whole(), Draft), &PUBLISH, put(Offer { published_at: Some(9_000), ..offer(whole(), Published) }));
    for (value, items) in [
        (titled("\u{200b}"), "title"),
        (OfferValue { description: String::new(), ..whole() }, "description"),
        (OfferValue { audience: Vec::new(), ..whole() }, "audience"),
        (OfferValue { reply_within_days: 0, ..whole() }, "reply_within_days"),
        (
            OfferValue { title: String::new(), audience: Vec::new(), reply_within_days: 0, ..whole() },
            "title audience reply_within_days",
        ),
        (
            OfferValue {
                terms: WorkTerms::Employment(EmploymentTerms { smoking: "\u{200b}".to_owned(), ..terms() }),
                ..titled("")
            },
            "title terms.smoking",
        ),
    ] {
        check(is(value.clone(), Draft), &PUBLISH, refused_at(RefusalCode::MissingItems, items));
        // What has been published stays complete, and a draft may lack anything.
        for state in [Published, Closed] {
            check(is(whole(), state), &edit(whole(), value.clone()), refused_at(RefusalCode::MissingItems, items));
        }
        check(is(whole(), Draft), &edit(whole(), value.clone()), put(offer(value, Draft)));
    }
}

#[test]
fn an_offer_is_published_closed_and_opened_again() {
    check(is(whole(), Published), &PUBLISH, Ok(Applied::Unchanged));
    check(is(whole(), Published), &CLOSE, put(offer(whole(), Closed)));
    check(is(whole(), Closed), &CLOSE, Ok(Applied::Unchanged));
    // Its first day stays the first one.
    check(is(whole(), Closed), &PUBLISH, put(offer(whole(), Published)));
    check(is(whole(), Draft), &CLOSE, refused(RefusalCode::Forbidden));
}

#[test]
fn only_what_nobody_has_seen_is_thrown_away() {
    check(is(whole(), Draft), &REMOVE, Ok(Applied::Remove));
    for state in [Published, Closed] {
        check(is(whole(), state), &REMOVE, refused(RefusalCode::Forbidden));
    }
    check(deleted(), &REMOVE, Ok(Applied::Unchanged));
    check(NONE, &REMOVE, refused(RefusalCode::NotFound));
    for intent in [PUBLISH, CLOSE, edit(whole(), titled("企画"))] {
        check(NONE, &intent, refused(RefusalCode::NotFound));
        check(deleted(), &intent, refused(RefusalCode::Gone));
    }
}

#[test]
fn a_change_after_publishing_shows_what_it_was_before() {
    for state in [Published, Closed] {
        let changed =
            Offer { changes: vec![change("title", "\"開発\"", "\"企画\"")], ..offer(titled("企画"), state) };
        check(is(whole(), state), &edit(whole(), titled("企画")), put(changed.clone()));
        check(stands(OP, Object::Offer(changed.clone())), &edit(whole(), titled("企画")), Ok(Applied::Unchanged));
        // The next one stands behind it.
        let mut twice = Offer { value: titled("営業"), ..changed.clone() };
        twice.changes.push(change("title", "\"企画\"", "\"営業\""));
        let current = stands(ELSEWHERE, Object::Offer(changed));
        check(current, &edit(titled("企画"), titled("営業")), put(twice));
        check(is(whole(), state), &edit(whole(), titled(" 開発\n")), Ok(Applied::Unchanged));
    }
    check(is(whole(), Draft), &edit(whole(), titled("企画")), put(offer(titled("企画"), Draft)));
}

#[test]
fn a_term_that_changes_is_named_by_itself() {
    let shorter = EmploymentTerms { hours: "9時から15時".to_owned(), ..terms() };
    let value = OfferValue { terms: WorkTerms::Employment(shorter), ..whole() };
    let changes = vec![change("terms.hours", "\"あり\"", "\"9時から15時\"")];
    check(is(whole(), Published), &edit(whole(), value.clone()), put(Offer { changes, ..offer(value, Published) }));
}

#[test]
fn what_two_organizers_write_is_merged_part_by_part_and_term_by_term() {
    let with = |title: &str, description: &str, hours: &str, breaks: &str| OfferValue {
        description: description.to_owned(),
        terms: WorkTerms::Employment(EmploymentTerms { hours: hours.to_owned(), breaks: breaks.to_owned(), ..terms() }),
        ..titled(title)
    };
    let base = with("開発", "一\n二\n三\n四\n五", "9時", "1時間");
    for (mine, theirs, both) in [
        (
            with("開発", "一\n二\n三\n四\n五", "8時", "1時間"),
            with("企画", "一\n二\n三\n四\n五", "9時", "45分"),
            { Some(with("企画", "一\n二\n三\n四\n五", "8時", "45分")) },
        ),
        (
            with("開発", "一!\n二\n三\n四\n五", "9時", "1時間"),
            with("開発", "一\n二\n三\n四\n五!", "9時", "1時間"),
            { Some(with("開発", "一!\n二\n三\n四\n五!", "9時", "1時間")) },
        ),
        (with("開発", "一\n二\n三\n四\n五", "8時", "1時間"), with("開発", "一\n二\n三\n四\n五", "7時", "1時間"), None),
    ] {
        let expected = both.map_or_else(
            || Applied::Conflict(Object::Offer(offer(mine.clone(), Draft))),
            |both| Applied::Merged(Object::Offer(offer(both, Draft))),
        );
        check(is(theirs, Draft), &edit(base.clone(), mine), Ok(expected));
    }
}

/// A side job can be employment or a contract. Terms of one form say nothing in the other.
#[test]
fn another_form_of_terms_fits_together_with_no_other_term() {
    let employed = OfferValue { kind_of: OfferKind::SideJob, ..whole() };
    let contract = OfferValue { terms: WorkTerms::Contract(ContractTerms::default()), ..employed.clone() };
    let later = OfferValue {
        terms: WorkTerms::Employment(EmploymentTerms { hours: "10時".to_owned(), ..terms() }),
        ..employed.clone()
    };
    let conflict = |mine: &OfferValue| Ok(Applied::Conflict(Object::Offer(offer(mine.clone(), Draft))));
    check(is(later.clone(), Draft), &edit(employed.clone(), contract.clone()), conflict(&contract));
    check(is(contract.clone(), Draft), &edit(employed.clone(), later.clone()), conflict(&later));
    let named = OfferValue { title: "企画".to_owned(), ..employed.clone() };
    let both = OfferValue { title: "企画".to_owned(), ..contract.clone() };
    for (mine, theirs) in [(&named, &contract), (&contract, &named)] {
        let merged = Ok(Applied::Merged(Object::Offer(offer(both.clone(), Draft))));
        check(is(theirs.clone(), Draft), &edit(employed.clone(), mine.clone()), merged);
    }
}

#[test]
fn two_edits_that_are_incomplete_together_contradict_each_other() {
    // One removes the alumni from the audience, the other one the current members: a whole list is one part.
    let audience = |audience: &[MembershipStatus]| OfferValue { audience: audience.to_vec(), ..whole() };
    use MembershipStatus::{Alumnus, Current};
    let (base, mine, theirs) = (audience(&[Alumnus, Current]), audience(&[Alumnus]), audience(&[Current]));
    let conflict = Ok(Applied::Conflict(Object::Offer(Offer {
        changes: vec![change("audience", "[\"current\"]", "[\"alumnus\"]")],
        ..offer(mine.clone(), Published)
    })));
    check(is(theirs, Published), &edit(base, mine), conflict);
}

#[test]
fn terms_fit_the_kind() {
    use OfferKind::{Comeback, Contract, Internship, SideJob};
    for (kind, employment, contract) in
        [(Comeback, true, false), (Internship, true, false), (Contract, false, true), (SideJob, true, true)]
    {
        for (terms, fits) in [
            (WorkTerms::Employment(EmploymentTerms::default()), employment),
            (WorkTerms::Contract(ContractTerms::default()), contract),
        ] {
            let value = OfferValue { terms, ..empty(kind) };
            let expected =
                if fits { put(offer(value.clone(), Draft)) } else { refused_at(RefusalCode::Invalid, "terms") };
            check(NONE, &add(value), expected);
        }
    }
}

#[test]
fn what_is_stored_is_clean() {
    use MembershipStatus::{Alumnus, Current};
    let value = OfferValue {
        title: " 開\u{202e}発\n".to_owned(),
        description: " 一\r\n二 \n".to_owned(),
        prefecture: "東京都 ".to_owned(),
        terms: WorkTerms::Employment(EmploymentTerms { period: " 無期\u{0} \n".to_owned(), ..terms() }),
        criteria: vec![Criterion::Language { name: " 英語 ".to_owned() }, Criterion::Years { years: u8::MAX }],
        audience: vec![Current, Alumnus, Current],
        ..whole()
    };
    let stored = OfferValue {
        description: " 一\n二".to_owned(),
        terms: WorkTerms::Employment(EmploymentTerms { period: "無期".to_owned(), ..terms() }),
        criteria: vec![Criterion::Language { name: "英語".to_owned() }, Criterion::Years { years: u8::MAX }],
        audience: vec![Alumnus, Current],
        ..whole()
    };
    check(NONE, &add(value), put(offer(stored, Draft)));
}

#[test]
fn an_offer_has_its_limits() {
    let pay = |min, max| {
        WorkTerms::Employment(EmploymentTerms { pay: Pay { min, max, ..Pay::default() }, ..EmploymentTerms::default() })
    };
    let term = |of: EmploymentTerms| WorkTerms::Employment(of);
    let skills = |count| vec![Criterion::Skill { name: "Rust".to_owned() }; count];
    let draft = || empty(OfferKind::Comeback);
    for full in [
        OfferValue { title: long(limit::SHORT), ..draft() },
        OfferValue { description: long(limit::TEXT), ..draft() },
        OfferValue { criteria: skills(limit::CRITERIA), ..draft() },
        OfferValue { terms: pay(Some(0), None), ..draft() },
        OfferValue { terms: pay(Some(u32::MAX), Some(u32::MAX)), ..draft() },
        OfferValue {
            terms: term(EmploymentTerms { trial: long(limit::TERM), ..EmploymentTerms::default() }),
            ..draft()
        },
    ] {
        check(NONE, &add(full.clone()), put(offer(full, Draft)));
    }
    use RefusalCode::{Empty, Invalid, TextTooLong, TooMany};
    for (over, code, field) in [
        (OfferValue { title: long(limit::SHORT + 1), ..draft() }, TextTooLong, "title"),
        (OfferValue { description: long(limit::TEXT + 1), ..draft() }, TextTooLong, "description"),
        (OfferValue { prefecture: long(limit::SHORT + 1), ..draft() }, TextTooLong, "prefecture"),
        (OfferValue { criteria: skills(limit::CRITERIA + 1), ..draft() }, TooMany, "criteria"),
        (OfferValue { criteria: vec![Criterion::Skill { name: "\u{3164}".to_owned() }], ..draft() }, Empty, "criteria"),
        (OfferValue { terms: pay(Some(2), Some(1)), ..draft() }, Invalid, "terms.pay"),
        (OfferValue { terms: pay(None, Some(1)), ..draft() }, Invalid, "terms.pay"),
        (
            OfferValue {
                terms: term(EmploymentTerms {
                    duties: Changing { initial: String::new(), range: long(limit::TERM + 1) },
                    ..EmploymentTerms::default()
                }),
                ..draft()
            },
            TextTooLong,
            "terms.duties",
        ),
    ] {
        check(NONE, &add(over.clone()), refused_at(code, field));
        check(is(draft(), Draft), &edit(draft(), over), refused_at(code, field));
    }
}
