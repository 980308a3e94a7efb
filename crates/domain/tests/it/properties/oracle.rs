//! Who sees what, written down a second time from the words of the domain, as tables, in numbers and letters of its own:
//! nothing here is the library's. `seeing` builds the library's values from this world and compares.
//!
//! The words: a value has a rule for each organisation, and without one only the person sees it. A rule names an audience
//! (myself, my connections, alumni, current members, candidates, all members, organizers) and may leave out people, units
//! and the organizers. Whoever is blocked, and whoever may not see the family name, sees nobody there at all.

use std::collections::BTreeSet;

/// Columns of [`AUDIENCES`]: what one who looks can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    Alumnus = 0,
    Current = 1,
    Candidate = 2,
    Organizer = 3,
    Connected = 4,
}

/// Each audience: for whom it is meant. Whoever has one trait with a `y` is meant.
///
/// ```text
///                alumnus  current  candidate  organizer  connected
/// ```
pub(super) const AUDIENCES: [(&str, &str); 7] = [
    ("myself", "n n n n n"),
    ("connections", "n n n n y"),
    ("alumni", "y n n n n"),
    ("current", "n y n n n"),
    ("candidates", "n n y n n"),
    ("members", "y y y y y"),
    ("organizers", "n n n y n"),
];

/// What one organisation sees of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub(super) organization: u8,
    /// A row of [`AUDIENCES`].
    pub(super) audience: usize,
    pub(super) not_organizers: bool,
    pub(super) not_people: BTreeSet<u8>,
    pub(super) not_units: BTreeSet<u8>,
}

/// One who looks, in one organisation.
#[derive(Clone, Debug)]
pub(super) struct Looker {
    pub(super) organization: u8,
    /// The person whose profile it is.
    pub(super) is_self: bool,
    /// None: anybody with these traits.
    pub(super) person: Option<u8>,
    pub(super) traits: Vec<Trait>,
    pub(super) units: BTreeSet<u8>,
    pub(super) is_blocked: bool,
}

/// A value of a profile with its rules, as they were sent: also several for one organisation.
#[derive(Clone, Debug)]
pub(super) struct Guarded<T> {
    pub(super) value: T,
    pub(super) rules: Vec<Rule>,
    /// The day on which it was confirmed, of those there are.
    pub(super) day: Option<u16>,
}

/// What of a profile is kept in lists. A text is a number: where it may be read is what is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Name and remark.
    Skill(u32, u32),
    /// Family name and its reading.
    FormerName(u32, u32),
    /// Employer, position, description; the month of its beginning, counted from anywhere; whether it goes on.
    Work([u32; 3], u16, bool),
    /// Texts that only the page shows.
    Other(Vec<u32>),
}

/// A profile as one organisation knows it.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) family: Guarded<u32>,
    /// Shown on the card: the rest of the name, the line under it.
    pub(super) on_card: Vec<Guarded<u32>>,
    /// Shown on the page alone: the text about oneself, the photo.
    pub(super) on_page: Vec<Guarded<u32>>,
    /// The rule for what the organisation says of the person.
    pub(super) affiliation: Option<Guarded<()>>,
    /// In the person's order.
    pub(super) entries: Vec<Guarded<Entry>>,
    /// What the organisation says: on the card (units, cohort), and on the page alone (position).
    pub(super) said_on_card: [u32; 2],
    pub(super) said_on_page: u32,
}

/// What somebody gets to see of a profile: texts by their numbers, and the newest confirmation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) card: BTreeSet<u32>,
    pub(super) page: BTreeSet<u32>,
    pub(super) day: Option<u16>,
}

/// Whether one who looks sees a value with these rules.
pub(super) fn sees(looker: &Looker, rules: &[Rule]) -> bool {
    if looker.is_self {
        return true;
    }
    // The same rule said twice is one rule; two different ones contradict each other, and then nobody sees it.
    let here: BTreeSet<&Rule> = rules.iter().filter(|rule| rule.organization == looker.organization).collect();
    if here.len() != 1 {
        return false;
    }
    here.into_iter().all(|rule| {
        let meant = AUDIENCES[rule.audience].1;
        let is_meant = looker.traits.iter().any(|has| meant.split(' ').nth(*has as usize) == Some("y"));
        let is_organizer = looker.traits.contains(&Trait::Organizer);
        let left_out = [
            looker.is_blocked,
            rule.not_organizers && is_organizer,
            looker.person.is_some_and(|person| rule.not_people.contains(&person)),
            looker.units.iter().any(|unit| rule.not_units.contains(unit)),
        ];
        is_meant && left_out == [false; 4]
    })
}

/// None: for this one the person does not exist in the organisation.
pub(super) fn seen(looker: &Looker, world: &World) -> Option<Seen> {
    if looker.is_blocked || !sees(looker, &world.family.rules) {
        return None;
    }
    let mut seen = Seen { card: [world.family.value].into(), ..Seen::default() };
    let mut days = vec![world.family.day];
    for value in world.on_card.iter().filter(|value| sees(looker, &value.rules)) {
        seen.card.insert(value.value);
        days.push(value.day);
    }
    for value in world.on_page.iter().filter(|value| sees(looker, &value.rules)) {
        seen.page.insert(value.value);
        days.push(value.day);
    }
    if world.affiliation.as_ref().map_or(looker.is_self, |value| sees(looker, &value.rules)) {
        seen.card.extend(&world.said_on_card);
        seen.page.insert(world.said_on_page);
        days.extend(world.affiliation.as_ref().map(|value| value.day));
    }
    // Of the works that go on and that this one may see, the card shows the one begun last.
    let mut newest: Option<(u16, [u32; 3])> = None;
    for entry in world.entries.iter().filter(|entry| sees(looker, &entry.rules)) {
        days.push(entry.day);
        match &entry.value {
            Entry::Skill(name, remark) => {
                seen.card.insert(*name);
                seen.page.extend([name, remark]);
            }
            Entry::FormerName(family, reading) => {
                seen.card.extend([family, reading]);
                seen.page.extend([family, reading]);
            }
            Entry::Work(texts, began, goes_on) => {
                seen.page.extend(texts);
                if *goes_on && newest.is_none_or(|(other, _)| *began > other) {
                    newest = Some((*began, *texts));
                }
            }
            Entry::Other(texts) => seen.page.extend(texts),
        }
    }
    if let Some((_, [employer, position, _])) = newest {
        seen.card.extend([employer, position]);
    }
    // The page has the card on it.
    seen.page.extend(seen.card.clone());
    seen.day = days.into_iter().flatten().max();
    Some(seen)
}
