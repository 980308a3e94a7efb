//! What a desk says of a member.

use MembershipStatus::{Alumnus, Candidate, Current};
use Role::{Member as Plain, Organizer};

use super::*;
use crate::{
    id::MembershipId,
    record::{Member, Membership, StatusTransition},
};

fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn value(status: MembershipStatus, units: &[u128], title: &str) -> MemberValue {
    let units = units.iter().copied().map(unit).collect();
    MemberValue { units, title: title.to_owned(), ..MemberValue::new(status, Plain) }
}

fn history(changes: &[(MembershipStatus, MembershipStatus, Millis)]) -> Vec<StatusTransition> {
    changes.iter().map(|&(from, to, at)| StatusTransition { from, to, at }).collect()
}

fn member(value: MemberValue, history: Vec<StatusTransition>) -> Object {
    let id = MembershipId(Uuid::from_u128(40));
    let membership = Membership { id, organization: ORG, value, since: 1_000, history };
    Object::Member(Member { name: name_of(OTHER, "山田"), membership })
}

fn plain(value: MemberValue) -> Object {
    member(value, Vec::new())
}

fn set(base: MemberValue, value: MemberValue) -> Intent {
    Intent::SetMember { organization: ORG, person: OTHER, base, value }
}

#[test]
fn a_change_of_status_keeps_the_account_and_is_written_down() {
    let before = history(&[(Candidate, Current, 2_000)]);
    let after = history(&[(Candidate, Current, 2_000), (Current, Alumnus, 9_000)]);
    let (was, is) = (value(Current, &[1], "課長"), value(Alumnus, &[1], "課長"));
    let put = Ok(Applied::Put(member(is.clone(), after)));
    check(stands(ELSEWHERE, member(was.clone(), before.clone())), &set(was.clone(), is), put);
    let promoted = MemberValue { role: Organizer, ..was.clone() };
    let put = Ok(Applied::Put(member(promoted.clone(), before.clone())));
    check(stands(ELSEWHERE, member(was.clone(), before)), &set(was, promoted), put);
}

#[test]
fn what_two_organizers_say_is_merged_part_by_part() {
    let base = value(Current, &[1, 2], "課長");
    for (mine, theirs, both) in [
        (value(Alumnus, &[1, 2], "課長"), value(Current, &[1, 2], "部長"), Some(value(Alumnus, &[1, 2], "部長"))),
        (value(Current, &[1], "課長"), value(Current, &[1, 2], "部長"), Some(value(Current, &[1], "部長"))),
        // What is emptied is not written at all, on either side.
        (value(Current, &[], "課長"), value(Current, &[1, 2], "部長"), Some(value(Current, &[], "部長"))),
        (value(Current, &[1, 2], ""), value(Current, &[1], "課長"), Some(value(Current, &[1], ""))),
        (value(Current, &[1, 2], "部長"), value(Current, &[], "課長"), Some(value(Current, &[], "部長"))),
        (value(Current, &[1, 2], "部長"), value(Current, &[1, 2], "次長"), None),
        (value(Current, &[1], "課長"), value(Current, &[2], "課長"), None),
    ] {
        let expected = match both {
            Some(both) if both.status != theirs.status => {
                Applied::Merged(member(both, history(&[(Current, Alumnus, 9_000)])))
            }
            Some(both) => Applied::Merged(plain(both)),
            None => Applied::Conflict(plain(mine.clone())),
        };
        check(stands(ELSEWHERE, plain(theirs)), &set(base.clone(), mine), Ok(expected));
    }
}

#[test]
fn a_status_that_another_organizer_changed_alike_is_written_down_once() {
    let (was, is) = (value(Current, &[], ""), value(Alumnus, &[], ""));
    let theirs = || member(is.clone(), history(&[(Current, Alumnus, 8_000)]));
    check(stands(ELSEWHERE, theirs()), &set(was.clone(), is.clone()), Ok(Applied::Unchanged));
    check(stands(OP, theirs()), &set(was.clone(), value(Candidate, &[], "")), Ok(Applied::Unchanged));
    let titled = MemberValue { title: "課長".to_owned(), ..is.clone() };
    let merged = Ok(Applied::Merged(member(titled, history(&[(Current, Alumnus, 8_000)]))));
    check(stands(ELSEWHERE, theirs()), &set(was, value(Alumnus, &[], "課長")), merged);
}

/// An organizer who says that they saw another role there does not change their own by it (see `policy`).
#[test]
fn a_false_base_does_not_change_a_role() {
    let theirs = MemberValue { role: Organizer, ..value(Current, &[], "") };
    let false_base = MemberValue { role: Plain, ..theirs.clone() };
    let mine = MemberValue { title: "課長".to_owned(), ..false_base.clone() };
    let merged = MemberValue { title: "課長".to_owned(), ..theirs.clone() };
    check(stands(ELSEWHERE, plain(theirs)), &set(false_base, mine), Ok(Applied::Merged(plain(merged))));
}

#[test]
fn what_is_said_is_stored_clean_and_within_its_limits() {
    let base = || value(Current, &[], "");
    let current = || stands(ELSEWHERE, plain(base()));
    check(current(), &set(base(), value(Current, &[3, 1, 3], " 課\u{0}長\n")), {
        Ok(Applied::Put(plain(value(Current, &[1, 3], "課長"))))
    });
    let ids: Vec<u128> = (0..=limit::UNITS as u128).collect();
    let full = value(Current, &ids[1..], &long(limit::SHORT));
    check(current(), &set(base(), full.clone()), Ok(Applied::Put(plain(full))));
    check(current(), &set(base(), value(Current, &ids, "")), refused_at(RefusalCode::TooMany, "units"));
    let over = value(Current, &[], &long(limit::SHORT + 1));
    check(current(), &set(base(), over), refused_at(RefusalCode::TextTooLong, "title"));
    for (year, is_fine) in [(1899, false), (1900, true), (2199, true), (2200, false), (0, false), (u16::MAX, false)] {
        let value = MemberValue { cohort: Some(year), ..base() };
        let expected =
            if is_fine { Ok(Applied::Put(plain(value.clone()))) } else { refused_at(RefusalCode::Invalid, "cohort") };
        check(current(), &set(base(), value), expected);
    }
}

#[test]
fn who_is_no_member_is_not_found() {
    for nothing in [NONE, deleted()] {
        check(nothing, &set(value(Current, &[], ""), value(Alumnus, &[], "")), refused(RefusalCode::NotFound));
    }
}
