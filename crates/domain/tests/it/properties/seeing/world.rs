//! Any world of the oracle: a profile with any rules, and one who looks at it.

use std::collections::BTreeSet;

use domain::{
    Standing,
    record::{MembershipStatus, Role},
};
use proptest::{prelude::*, sample::select};

use crate::properties::oracle::{AUDIENCES, Entry, Guarded, Looker, Rule, Trait, World};

pub(super) const ORGANIZATIONS: u8 = 3;
/// Few, so that a rule often names the one who looks.
const PEOPLE: u8 = 4;
const UNITS: u8 = 4;

fn any_rule() -> impl Strategy<Value = Rule> {
    let some = |of: u8| prop::collection::btree_set(0..of, 0..3);
    // Mostly open, and mostly without exceptions, or next to nothing would be seen.
    let audience = prop_oneof![1 => 0..AUDIENCES.len(), 1 => Just(5_usize)];
    (0..ORGANIZATIONS, audience, prop::bool::weighted(0.2), prop::option::weighted(0.3, (some(PEOPLE), some(UNITS))))
        .prop_map(|(organization, audience, not_organizers, left_out)| {
            let (not_people, not_units) = left_out.unwrap_or_default();
            Rule { organization, audience, not_organizers, not_people, not_units }
        })
}

pub(super) fn any_rules() -> impl Strategy<Value = Vec<Rule>> {
    prop_oneof![
        3 => prop::collection::vec(any_rule(), 0..5),
        // One for each organisation.
        2 => prop::collection::vec(any_rule(), ORGANIZATIONS as usize..=ORGANIZATIONS as usize).prop_map(|rules| {
            (0..).zip(rules).map(|(organization, rule)| Rule { organization, ..rule }).collect()
        }),
        // The same one twice.
        1 => any_rule().prop_map(|rule| vec![rule.clone(), rule]),
    ]
}

pub(super) fn plain_rule(organization: u8, audience: usize) -> Rule {
    Rule { organization, audience, not_organizers: false, not_people: BTreeSet::new(), not_units: BTreeSet::new() }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Skill,
    FormerName,
    Work(u16, bool),
    Other,
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        2 => Just(Kind::Skill),
        1 => Just(Kind::FormerName),
        // Few months, so that two works often begin in the same one.
        4 => (0..4_u16, prop::bool::weighted(0.7)).prop_map(|(began, goes_on)| Kind::Work(began, goes_on)),
        2 => Just(Kind::Other),
    ]
}

type Rest = (Vec<Rule>, Option<u16>);

fn any_rest() -> impl Strategy<Value = Rest> {
    (any_rules(), prop::option::of(1..999_u16))
}

/// Rules for the family name that mostly let it be seen: otherwise there is nothing to look at.
fn any_family() -> impl Strategy<Value = Rest> {
    let open = (0..ORGANIZATIONS).map(|organization| plain_rule(organization, 5)).collect::<Vec<_>>();
    (prop_oneof![4 => Just(open), 1 => any_rules()], prop::option::of(1..999_u16))
}

/// Each text is another number, counted up.
pub(super) fn any_world() -> impl Strategy<Value = World> {
    (
        any_family(),
        // The rest of the name (3), the name in Latin letters, the headline.
        prop::collection::vec(any_rest(), 5),
        // The text about oneself, the photo.
        prop::collection::vec(any_rest(), 2),
        prop::option::weighted(0.8, any_rest()),
        prop::collection::vec((any_kind(), any_rest()), 0..9),
    )
        .prop_map(|(family, on_card, on_page, affiliation, entries)| {
            let mut next = 0..;
            let mut text = || next.next().unwrap();
            let guarded = |value: u32, (rules, day): Rest| Guarded { value, rules, day };
            let family = guarded(text(), family);
            let on_card = on_card.into_iter().map(|rest| guarded(text(), rest)).collect();
            let on_page = on_page.into_iter().map(|rest| guarded(text(), rest)).collect();
            let mut entry = |kind| match kind {
                Kind::Skill => Entry::Skill(text(), text()),
                Kind::FormerName => Entry::FormerName(text(), text()),
                Kind::Work(began, goes_on) => Entry::Work([text(), text(), text()], began, goes_on),
                Kind::Other => Entry::Other(vec![text(), text()]),
            };
            let entries =
                entries.into_iter().map(|(kind, (rules, day))| Guarded { value: entry(kind), rules, day }).collect();
            World {
                family,
                on_card,
                on_page,
                affiliation: affiliation.map(|(rules, day)| Guarded { value: (), rules, day }),
                entries,
                said_on_card: [text(), text()],
                said_on_page: text(),
            }
        })
}

/// How many texts there are in a world.
pub(super) fn texts(world: &World) -> u32 {
    world.said_on_page + 1
}

pub(super) fn looker_of(standing: Standing, is_connected: bool) -> Looker {
    let status = match standing.status {
        MembershipStatus::Alumnus => Trait::Alumnus,
        MembershipStatus::Current => Trait::Current,
        MembershipStatus::Candidate => Trait::Candidate,
    };
    let role = match standing.role {
        Role::Member => None,
        Role::Organizer => Some(Trait::Organizer),
    };
    let connected = is_connected.then_some(Trait::Connected);
    let traits = [status].into_iter().chain(role).chain(connected).collect();
    Looker { organization: 1, is_self: false, person: None, traits, units: BTreeSet::new(), is_blocked: false }
}

fn any_looker() -> impl Strategy<Value = Looker> {
    let tie = (prop::bool::weighted(0.2), prop::bool::weighted(0.1), prop::bool::weighted(0.1));
    let units = prop::collection::btree_set(0..UNITS, 0..3);
    (select(Standing::ALL.to_vec()), 0..ORGANIZATIONS, prop::option::of(0..PEOPLE), units, tie).prop_map(
        |(standing, organization, person, units, (is_connected, is_self, is_blocked))| Looker {
            organization,
            is_self,
            // Anybody of a class is in no unit, and nobody is blocked by themselves.
            units: if person.is_some() { units } else { BTreeSet::new() },
            person,
            is_blocked: is_blocked && !is_self,
            ..looker_of(standing, is_connected)
        },
    )
}

pub(super) fn one_looker_and_their_world() -> impl Strategy<Value = (Looker, World)> {
    (any_looker(), any_world())
}
