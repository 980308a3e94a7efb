//! Edits of offers and of members that meet at the desk.

use std::collections::BTreeMap;

use domain::{
    Applied, Intent, Name, Object, Op, OpId, PersonId, Scope, UnitId,
    merge::{self, Merge},
    record::{
        Changing, ContractTerms, Criterion, EmploymentTerms, Member, MemberValue, Membership, MembershipStatus, Offer,
        OfferKind, OfferState, OfferValue, Pay, PersonName, Remote, Role, WorkTerms,
    },
};
use proptest::{prelude::*, sample::select};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{OFFER, ORG, PEOPLE, config, id, server::Server, storable::is_storable};

/// Few values of each part, so that two edits often meet in a part and as often do not.
fn some_member() -> impl Strategy<Value = MemberValue> {
    let units = prop::collection::btree_set((0..3_u128).prop_map(|n| UnitId(id(n))), 0..3);
    let status = select(vec![MembershipStatus::Alumnus, MembershipStatus::Current]);
    let cohort = select(vec![None, Some(2010), Some(2011)]);
    (status, select(vec![Role::Member, Role::Organizer]), units, cohort, select(vec!["", "課長", "部長"])).prop_map(
        |(status, role, units, cohort, title)| MemberValue {
            status,
            role,
            units: units.into_iter().collect(),
            cohort,
            title: title.to_owned(),
        },
    )
}

fn employment(hours: &str, range: &str, min: u32) -> WorkTerms {
    let said = || "あり".to_owned();
    let changing = |range: &str| Changing { initial: said(), range: range.to_owned() };
    WorkTerms::Employment(EmploymentTerms {
        duties: changing(range),
        place: changing("あり"),
        period: said(),
        renewal: said(),
        trial: said(),
        hours: hours.to_owned(),
        breaks: said(),
        holidays: said(),
        overtime: said(),
        pay: Pay { min: Some(min), ..Pay::default() },
        insurance: said(),
        employer: said(),
        dispatch: said(),
        smoking: said(),
    })
}

fn contract(content: &str, min: u32) -> WorkTerms {
    let said = || "あり".to_owned();
    WorkTerms::Contract(ContractTerms {
        client: said(),
        content: content.to_owned(),
        period: said(),
        place: said(),
        fee: Pay { min: Some(min), ..Pay::default() },
        pay_day: said(),
        pay_within_days: Some(30),
        acceptance: said(),
    })
}

/// A complete offer of a side job, which may have terms of either form.
fn some_offer() -> impl Strategy<Value = OfferValue> {
    let word = || select(vec!["一", "二", "三"]);
    let yen = || select(vec![1_u32, 2]);
    let terms = prop_oneof![
        4 => (word(), word(), yen()).prop_map(|(hours, range, min)| employment(hours, range, min)),
        1 => (word(), yen()).prop_map(|(content, min)| contract(content, min)),
    ];
    let criteria = prop::collection::vec((1..3_u8).prop_map(|years| Criterion::Years { years }), 0..2);
    let audience =
        select(vec![vec![MembershipStatus::Alumnus], vec![MembershipStatus::Alumnus, MembershipStatus::Current]]);
    let closes_on = select(vec![None, "2026-12-31".parse().ok()]);
    (word(), (word(), word()), select(vec![Remote::None, Remote::Full]), terms, criteria, audience, closes_on).prop_map(
        |(title, (first, last), remote, terms, criteria, audience, closes_on)| OfferValue {
            kind_of: OfferKind::SideJob,
            title: title.to_owned(),
            description: format!("始\n{first}\n間\n間\n{last}\n終"),
            prefecture: String::new(),
            remote,
            terms,
            criteria,
            audience,
            reply_within_days: 7,
            closes_on,
        },
    )
}

/// The parts on which a merge decides by itself, by their own reading of the JSON: terms one by one. What is empty and not
/// written is null.
fn flat(value: &impl Serialize) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    for (name, value) in serde_json::to_value(value).unwrap().as_object().unwrap() {
        match value {
            Value::Object(terms) if name == "terms" => {
                flat.extend(terms.iter().map(|(term, value)| (format!("terms.{term}"), value.clone())));
            }
            value => {
                flat.insert(name.clone(), value.clone());
            }
        }
    }
    flat
}

/// Each part of a clean merge is what the one edit made of it that touched it; both touched it only when they say the same
/// or when it is long. A conflict has a part that both touched in different ways.
fn nothing_is_lost<T>(base: &T, mine: &T, theirs: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let [b, m, t] = [base, mine, theirs].map(flat);
    let get = |of: &BTreeMap<String, Value>, name: &str| of.get(name).cloned().unwrap_or_default();
    let names: Vec<&String> = b.keys().chain(m.keys()).chain(t.keys()).collect();
    let is_contradicted = |name: &&&String| {
        let (b, m, t) = (get(&b, name), get(&m, name), get(&t, name));
        m != t && m != b && t != b
    };
    match merge::plain(base, mine, theirs) {
        Merge::Clean(both) => {
            let both = flat(&both);
            for name in &names {
                let (b, m, t) = (get(&b, name), get(&m, name), get(&t, name));
                let whose = if t == b || m == t { m } else { t };
                if is_contradicted(&name) {
                    prop_assert_eq!(name.as_str(), "description");
                } else {
                    prop_assert_eq!(get(&both, name), whose, "{}", name);
                }
            }
        }
        Merge::Conflict => prop_assert!(names.iter().any(|name| is_contradicted(&name)), "{:?}", names),
    }
    Ok(())
}

fn agree_with_themselves<T>(base: &T, mine: &T, theirs: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + Clone + std::fmt::Debug,
{
    for (base, mine, theirs, both) in
        [(base, mine, base, mine), (base, base, theirs, theirs), (base, mine, mine, mine), (base, base, base, base)]
    {
        prop_assert_eq!(merge::plain(base, mine, theirs), Merge::Clean(both.clone()));
    }
    let is_conflict = |merge| merge == Merge::Conflict;
    prop_assert_eq!(is_conflict(merge::plain(base, mine, theirs)), is_conflict(merge::plain(base, theirs, mine)));
    Ok(())
}

fn edit_offer(n: u128, base: &OfferValue, value: &OfferValue) -> Op {
    let (base, value) = (base.clone(), value.clone());
    Op { id: OpId(id(n)), intent: Intent::EditOffer { organization: ORG, offer: OFFER, base, value } }
}

fn set_member(n: u128, base: &MemberValue, value: &MemberValue) -> Op {
    let (person, base, value) = (PEOPLE[1], base.clone(), value.clone());
    Op { id: OpId(id(n)), intent: Intent::SetMember { organization: ORG, person, base, value } }
}

const AN_OFFER: (Scope, Name) = (Scope::Desk(ORG), Name::Offer(OFFER));
const A_MEMBER: (Scope, Name) = (Scope::Desk(ORG), Name::Member(PEOPLE[1]));

fn holding_offer(value: &OfferValue, state: OfferState) -> Server {
    let published_at = (state != OfferState::Draft).then_some(1);
    let (value, changes) = (value.clone(), Vec::new());
    Server::holding(
        AN_OFFER,
        Object::Offer(Offer { id: OFFER, organization: ORG, value, state, published_at, changes }),
    )
}

fn holding_member(value: &MemberValue) -> Server {
    let id = domain::MembershipId(id(1));
    let membership = Membership { id, organization: ORG, value: value.clone(), since: 1, history: Vec::new() };
    Server::holding(A_MEMBER, Object::Member(Member { name: PersonName::hidden(PEOPLE[1]), membership }))
}

/// Two ops of two organizers, either of them first. What comes of it is storable, the same but for who came first, and an
/// op that comes again changes nothing.
fn two_meet(server: &Server, target: (Scope, Name), ops: [&Op; 2]) -> Result<(), TestCaseError> {
    let authors: [PersonId; 2] = PEOPLE;
    let mut ends = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let mut server = server.clone();
        let mut is_conflict = false;
        for i in order {
            let first = server.take(authors[i], ops[i]).unwrap();
            if let Applied::Put(object) | Applied::Merged(object) | Applied::Conflict(object) = &first {
                prop_assert!(is_storable(object), "{:?}", object);
            }
            let again = server.take(authors[i], ops[i]).unwrap();
            if let Applied::Conflict(_) = first {
                is_conflict = true;
                prop_assert_eq!(again, first);
            } else {
                prop_assert_eq!(again, Applied::Unchanged);
            }
        }
        ends.push((is_conflict, server.object(target).map(said)));
    }
    prop_assert_eq!(ends[0].0, ends[1].0, "a conflict is one from both sides");
    prop_assert!(ends[0].0 || ends[0].1 == ends[1].1, "{:?} and {:?}", ends[0].1, ends[1].1);
    Ok(())
}

/// What an object says, without how it came to that.
fn said(object: &Object) -> BTreeMap<String, Value> {
    match object {
        Object::Offer(offer) => flat(&offer.value),
        Object::Member(member) => flat(&member.membership.value),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn of_two_edits_of_a_member_nothing_is_lost(base in some_member(), a in some_member(), b in some_member()) {
        nothing_is_lost(&base, &a, &b)?;
        agree_with_themselves(&base, &a, &b)?;
        two_meet(&holding_member(&base), A_MEMBER, [&set_member(1, &base, &a), &set_member(2, &base, &b)])?;
        if let Merge::Clean(both) = merge::plain(&base, &a, &b) {
            prop_assert_eq!(merge::plain(&base, &a, &both), Merge::Clean(both), "it has this edit in it");
        }
    }

    #[test]
    fn of_two_edits_of_an_offer_nothing_is_lost(base in some_offer(), a in some_offer(), b in some_offer()) {
        nothing_is_lost(&base, &a, &b)?;
        agree_with_themselves(&base, &a, &b)?;
        for state in [OfferState::Draft, OfferState::Published, OfferState::Closed] {
            two_meet(&holding_offer(&base, state), AN_OFFER, [&edit_offer(1, &base, &a), &edit_offer(2, &base, &b)])?;
        }
    }

    #[test]
    fn edits_of_different_parts_of_an_offer_lose_nothing(base in some_offer(), a in some_offer(), b in some_offer()) {
        let mine = OfferValue { title: a.title.clone(), remote: a.remote, closes_on: a.closes_on, ..base.clone() };
        let theirs = OfferValue { terms: b.terms.clone(), criteria: b.criteria.clone(), audience: b.audience.clone(), ..base.clone() };
        let both = OfferValue { title: mine.title.clone(), remote: mine.remote, closes_on: mine.closes_on, ..theirs.clone() };
        prop_assert_eq!(merge::plain(&base, &mine, &theirs), Merge::Clean(both.clone()));
        prop_assert_eq!(merge::plain(&base, &theirs, &mine), Merge::Clean(both));
    }

    /// Whoever saw an offer when it was published can be shown each change up to today.
    #[test]
    fn the_changes_of_an_offer_lead_back_to_what_was_published(
        start in some_offer(), edits in prop::collection::vec((some_offer(), some_offer()), 1..5),
    ) {
        let mut server = holding_offer(&start, OfferState::Published);
        for (n, (base, value)) in (1..).zip(&edits) {
            // Sometimes the base is what stands, sometimes it never stood.
            let standing = match server.object(AN_OFFER) {
                Some(Object::Offer(offer)) if n % 2 == 0 => offer.value.clone(),
                _ => base.clone(),
            };
            server.take(PEOPLE[0], &edit_offer(n, &standing, value)).unwrap();
        }
        let Some(Object::Offer(offer)) = server.object(AN_OFFER) else { panic!("no offer") };
        let mut parts = flat(&offer.value);
        for change in offer.changes.iter().rev() {
            for part in &change.parts {
                let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
                prop_assert_eq!(parts.remove(&part.part).unwrap_or_default(), read(&part.after));
                prop_assert_ne!(&part.before, &part.after);
                parts.insert(part.part.clone(), read(&part.before));
            }
        }
        let written = |parts: BTreeMap<String, Value>| -> BTreeMap<String, Value> {
            parts.into_iter().filter(|(_, value)| !value.is_null()).collect()
        };
        prop_assert_eq!(written(parts), written(flat(&start)));
    }
}
