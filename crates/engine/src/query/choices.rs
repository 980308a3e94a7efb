//! What the directory can be filtered by.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{OrgId, PersonId, UnitId, record::MembershipStatus, text::fold};
use serde::Deserialize;
use store::{Read, StoreError};
use ts_rs::TS;

use super::{Names, Units, memberships, people::everybody};
use crate::{
    Engine,
    failure::Failure,
    view::{Choice, PeopleChoices},
};

/// Most employers, and most skills, that are given: nobody reads further, and the search finds the others.
const MOST: usize = 500;

/// In which organisation; none: in all of one's own.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct ChoicesParams {
    organization: Option<OrgId>,
}

pub(crate) fn people_choices(engine: &Engine, params: ChoicesParams) -> Result<PeopleChoices, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| choices(r, me, params.organization))?)
}

fn choices(r: &Read<'_>, me: PersonId, organization: Option<OrgId>) -> Result<PeopleChoices, StoreError> {
    let own = memberships(r, me)?.into_iter().map(|membership| membership.organization);
    let own: Vec<OrgId> = own.filter(|id| organization.is_none_or(|wanted| wanted == *id)).collect();
    let mut trees = BTreeMap::new();
    for id in &own {
        trees.insert(*id, Units::of(r, *id)?);
    }
    let mut units: BTreeMap<UnitId, u32> = BTreeMap::new();
    let mut cohorts: BTreeMap<Reverse<u16>, u32> = BTreeMap::new();
    let mut statuses: BTreeMap<MembershipStatus, u32> = BTreeMap::new();
    let (mut employers, mut skills) = (Spellings::default(), Spellings::default());
    for (id, card) in everybody(r, me, own.iter().copied())? {
        if let Some(tree) = trees.get(&id) {
            tree.with_above(&card.units).into_iter().for_each(|unit| add(&mut units, unit));
        }
        card.cohort.into_iter().for_each(|cohort| add(&mut cohorts, Reverse(cohort)));
        add(&mut statuses, card.status);
        employers.add([&card.employer]);
        skills.add(&card.skills);
    }
    let mut names = Names::default();
    let mut list = Vec::new();
    for (id, tree) in &trees {
        // With several organisations a unit's path alone does not say where it is.
        let above = if trees.len() > 1 { format!("{} ", names.organization(r, *id)?) } else { String::new() };
        list.extend(tree.items().iter().filter_map(|unit| {
            let count = *units.get(&unit.id)?;
            Some(Choice { value: unit.id.to_string(), label: format!("{above}{}", unit.path), count })
        }));
    }
    let plain = |value: String, count| Choice { label: value.clone(), value, count };
    Ok(PeopleChoices {
        units: list,
        cohorts: cohorts.into_iter().map(|(Reverse(cohort), count)| plain(cohort.to_string(), count)).collect(),
        employers: employers.most_frequent(),
        skills: skills.most_frequent(),
        // The UI has the words of a status.
        statuses: statuses.into_iter().map(|(status, count)| plain(on_the_wire(status).to_owned(), count)).collect(),
    })
}

const fn on_the_wire(status: MembershipStatus) -> &'static str {
    match status {
        MembershipStatus::Alumnus => "alumnus",
        MembershipStatus::Current => "current",
        MembershipStatus::Candidate => "candidate",
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    let count = counts.entry(key).or_default();
    *count = count.saturating_add(1);
}

/// Texts that people typed, and how many people have each: one entry for all spellings that a search takes for the same.
#[derive(Default)]
struct Spellings {
    by_folded: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Spellings {
    /// Of one person, for whom each counts once.
    fn add<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        let each: BTreeMap<String, &String> =
            texts.into_iter().filter(|text| !text.is_empty()).map(|text| (fold(text), text)).collect();
        for (folded, text) in each {
            add(self.by_folded.entry(folded).or_default(), text.clone());
        }
    }

    fn most_frequent(self) -> Vec<Choice> {
        let mut list: Vec<Choice> = self
            .by_folded
            .into_values()
            .filter_map(|spellings| {
                let count = spellings.values().fold(0u32, |sum, count| sum.saturating_add(*count));
                // Spelt as most people do.
                let (value, _) = spellings.into_iter().min_by_key(|(_, count)| Reverse(*count))?;
                Some(Choice { label: value.clone(), value, count })
            })
            .collect();
        list.sort_by(|a, b| (Reverse(a.count), &a.label).cmp(&(Reverse(b.count), &b.label)));
        list.truncate(MOST);
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_are_one_choice() {
        let mut skills = Spellings::default();
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        for of_one in [texts(&["Java", "ｊａｖａ"]), texts(&["java", "英語"]), texts(&["java"]), texts(&[""])] {
            skills.add(&of_one);
        }
        let list = skills.most_frequent();
        let list: Vec<_> = list.iter().map(|choice| (choice.value.as_str(), choice.count)).collect();
        assert_eq!(list, [("java", 3), ("英語", 1)], "each person once, spelt as most do");
    }
}
