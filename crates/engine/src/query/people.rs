//! The people of one's organisations, sorted by reading.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    OrgId, PersonId, Scope, UnitId,
    record::{Card, MembershipStatus, PersonName},
    text::fold,
};
use serde::Deserialize;
use store::{Read, StoreError, table::object};
use ts_rs::TS;

use super::{Units, blocks, card_of, is_read, memberships, person::item, talk};
use crate::{
    Engine,
    failure::Failure,
    view::{PeopleList, PersonItem},
};

/// Most people a call gives.
pub(super) const MOST: u32 = 500;

/// Which people. Lists that are empty do not filter; of a list one value is enough, of several lists each.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub(crate) struct PeopleFilter {
    /// In this organisation; none: in all of one's own.
    organization: Option<OrgId>,
    /// Found in a name, a reading, a former or Latin name, the headline, the employer, a skill; folded, every word.
    text: String,
    /// In one of these units, or below it.
    units: Vec<UnitId>,
    /// Of one of these years.
    cohorts: Vec<u16>,
    /// At one of these employers.
    employers: Vec<String>,
    /// With one of these skills.
    skills: Vec<String>,
    /// With one of these statuses.
    statuses: Vec<MembershipStatus>,
    /// Only those one is connected to.
    connected: bool,
}

/// A stretch of the people.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct PeopleParams {
    /// Which people.
    filter: PeopleFilter,
    /// From which place on, 0 for the first.
    offset: u32,
    /// How many, at most 500.
    limit: u32,
}

pub(crate) fn people(engine: &Engine, params: PeopleParams) -> Result<PeopleList, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| list(r, me, &params))?)
}

fn list(r: &Read<'_>, me: PersonId, params: &PeopleParams) -> Result<PeopleList, StoreError> {
    let mut trees = BTreeMap::new();
    let mut ready = true;
    for membership in memberships(r, me)? {
        let id = membership.organization;
        ready &= is_read(r, Scope::Dir(id))?;
        trees.insert(id, Units::of(r, id)?);
    }
    let somebody = everybody(r, me, trees.keys().copied())?;
    let everybody = count(somebody.len());
    let wanted = Wanted::by(&params.filter, r, me)?;
    let no_units = Units::default();
    let tree = |organization| trees.get(&organization).unwrap_or(&no_units);
    let mut fitting: Vec<_> = somebody.into_iter().filter(|(id, card)| wanted.fits(*id, card, tree(*id))).collect();
    fitting.sort_by_cached_key(|(organization, card)| (by_reading(&card.name), *organization, card.name.person));
    let total = count(fitting.len());
    let items = page(fitting, params.offset, params.limit);
    let items: Vec<PersonItem> = items.map(|(id, card)| item(id, card, tree(id))).collect();
    Ok(PeopleList { items, total, everybody, ready })
}

/// Everybody whom the directories show, but oneself and whom one has blocked. Each card is read once.
pub(super) fn everybody(
    r: &Read<'_>,
    me: PersonId,
    organizations: impl Iterator<Item = OrgId>,
) -> Result<Vec<(OrgId, Card)>, StoreError> {
    let hidden: BTreeSet<PersonId> = blocks(r, me)?.into_iter().map(|block| block.name.person).chain([me]).collect();
    let mut list = Vec::new();
    for id in organizations {
        let cards = object::list(r, Scope::Dir(id), "card/")?;
        let cards = cards.into_iter().filter_map(|(_, cached)| card_of(&cached));
        list.extend(cards.filter(|card| !hidden.contains(&card.name.person)).map(|card| (id, card)));
    }
    Ok(list)
}

/// What sorts a name: its reading. Without one it stands behind those that have one, by itself.
pub(super) fn by_reading(name: &PersonName) -> (bool, String, String, String, String) {
    (
        name.family_kana.is_empty(),
        fold(&name.family_kana),
        fold(&name.given_kana),
        fold(&name.family),
        fold(&name.given),
    )
}

/// A stretch of a list.
pub(super) fn page<T>(list: Vec<T>, offset: u32, limit: u32) -> impl Iterator<Item = T> {
    let as_size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    list.into_iter().skip(as_size(offset)).take(as_size(limit.min(MOST)))
}

pub(super) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// The words of a search, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// Whether every word is found in what these texts say.
pub(super) fn has_words(words: &[String], texts: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    // Folded once: a line end composes with nothing and is in no word.
    let said = fold(&texts.join("\n"));
    words.iter().all(|word| said.contains(word.as_str()))
}

/// A filter, read once for everybody.
struct Wanted<'a> {
    filter: &'a PeopleFilter,
    words: Vec<String>,
    units: BTreeSet<UnitId>,
    employers: BTreeSet<String>,
    skills: BTreeSet<String>,
    connected: BTreeSet<(OrgId, PersonId)>,
}

impl<'a> Wanted<'a> {
    fn by(filter: &'a PeopleFilter, r: &Read<'_>, me: PersonId) -> Result<Self, StoreError> {
        Ok(Self {
            filter,
            words: words(&filter.text),
            units: filter.units.iter().copied().collect(),
            employers: filter.employers.iter().map(|employer| fold(employer)).collect(),
            skills: filter.skills.iter().map(|skill| fold(skill)).collect(),
            connected: if filter.connected { talk::connections(r, me)? } else { BTreeSet::new() },
        })
    }

    fn fits(&self, organization: OrgId, card: &Card, tree: &Units) -> bool {
        let Self { filter, words, units, employers, skills, connected } = self;
        filter.organization.is_none_or(|wanted| wanted == organization)
            && (filter.statuses.is_empty() || filter.statuses.contains(&card.status))
            && (filter.cohorts.is_empty() || card.cohort.is_some_and(|cohort| filter.cohorts.contains(&cohort)))
            && (units.is_empty() || tree.are_in(&card.units, units))
            && (!filter.connected || connected.contains(&(organization, card.name.person)))
            && (employers.is_empty() || employers.contains(&fold(&card.employer)))
            && (skills.is_empty() || card.skills.iter().any(|skill| skills.contains(&fold(skill))))
            && (words.is_empty() || is_found(words, card))
    }
}

fn is_found(words: &[String], card: &Card) -> bool {
    let name = &card.name;
    // Names are written without a space as well; a former family name goes with the given name of today.
    let mut texts = vec![format!("{}{}", name.family, name.given), format!("{}{}", name.family_kana, name.given_kana)];
    for former in &card.former {
        texts.push(format!("{}{}", former.family, name.given));
        texts.push(format!("{}{}", former.family_kana, name.given_kana));
    }
    let texts = texts.iter().chain([&card.latin, &card.headline, &card.employer]).chain(&card.skills);
    let texts: Vec<&str> = texts.map(String::as_str).collect();
    has_words(words, &texts)
}
