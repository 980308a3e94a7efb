//! 部署・学部: the units of an organisation as a tree.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Object, OrgId, Scope, UnitId, record::OrgUnit};
use store::{Reads, StoreError, table::object};

use crate::view::UnitItem;

/// The units of an organisation in the order of their tree; brothers by name.
pub(crate) fn units(from: &impl Reads, id: OrgId) -> Result<Vec<UnitItem>, StoreError> {
    let mut below: BTreeMap<Option<UnitId>, Vec<OrgUnit>> = BTreeMap::new();
    let records = object::list(from, Scope::Dir(id), "unit/")?;
    let units = records.into_iter().filter_map(|(_, cached)| match cached.shown() {
        Some(Object::Unit(unit)) => Some(unit),
        _ => None,
    });
    let units: Vec<OrgUnit> = units.collect();
    let known: BTreeSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    for unit in units {
        // A unit whose parent is not here stands at the top.
        below.entry(unit.parent.filter(|parent| known.contains(parent))).or_default().push(unit);
    }
    let mut items = Vec::new();
    // Taking a list out as it is visited ends also a tree that bites its own tail.
    let mut open: Vec<(OrgUnit, String, u8)> = Vec::new();
    let mut next = |parent, path: &str, depth, open: &mut Vec<(OrgUnit, String, u8)>| {
        let mut children = below.remove(&parent).unwrap_or_default();
        children.sort_by(|a, b| (&b.name, b.id).cmp(&(&a.name, a.id)));
        open.extend(children.into_iter().map(|unit| (unit, path.to_owned(), depth)));
    };
    next(None, "", 0, &mut open);
    while let Some((unit, above, depth)) = open.pop() {
        let path = if above.is_empty() { unit.name.clone() } else { format!("{above} {}", unit.name) };
        next(Some(unit.id), &path, depth.saturating_add(1), &mut open);
        items.push(UnitItem { id: unit.id, path, name: unit.name, depth });
    }
    Ok(items)
}

/// The same, to look things up in.
#[derive(Debug, Default)]
pub(crate) struct Units {
    items: Vec<UnitItem>,
    /// Of each unit those above it and itself, the top first.
    lines: BTreeMap<UnitId, Vec<UnitId>>,
}

impl Units {
    pub(crate) fn of(from: &impl Reads, id: OrgId) -> Result<Self, StoreError> {
        Ok(Self::from(units(from, id)?))
    }

    pub(crate) fn items(&self) -> &[UnitItem] {
        &self.items
    }

    /// Names of a person's units, in the order of the tree: the lowest ones, since those above them are said with them.
    pub(crate) fn names(&self, wanted: &[UnitId]) -> Vec<String> {
        let lowest = self.lowest(wanted);
        self.items.iter().filter(|unit| lowest.contains(&unit.id)).map(|unit| unit.name.clone()).collect()
    }

    /// Those of these units that have none of the others below them.
    fn lowest(&self, wanted: &[UnitId]) -> Vec<UnitId> {
        let is_above = |unit: &UnitId| wanted.iter().any(|other| other != unit && self.line(*other).contains(unit));
        wanted.iter().filter(|unit| !is_above(unit)).copied().collect()
    }

    /// Whether one of these is a wanted unit or lies below one.
    pub(crate) fn are_in(&self, units: &[UnitId], wanted: &BTreeSet<UnitId>) -> bool {
        units.iter().any(|unit| self.line(*unit).iter().any(|unit| wanted.contains(unit)))
    }

    /// These units and all above them, each once.
    pub(crate) fn with_above(&self, units: &[UnitId]) -> BTreeSet<UnitId> {
        units.iter().flat_map(|unit| self.line(*unit)).copied().collect()
    }

    fn line(&self, unit: UnitId) -> &[UnitId] {
        self.lines.get(&unit).map(Vec::as_slice).unwrap_or_default()
    }
}

impl From<Vec<UnitItem>> for Units {
    fn from(items: Vec<UnitItem>) -> Self {
        let mut lines = BTreeMap::new();
        let mut open: Vec<UnitId> = Vec::new();
        for item in &items {
            open.truncate(usize::from(item.depth));
            open.push(item.id);
            lines.insert(item.id, open.clone());
        }
        Self { items, lines }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn unit(number: u128, depth: u8) -> UnitItem {
        let name = format!("U{number}");
        UnitItem { id: UnitId(Uuid::from_u128(number)), path: name.clone(), name, depth }
    }

    #[test]
    fn a_unit_is_in_itself_and_in_those_above_it() {
        let units = Units::from(vec![unit(1, 0), unit(2, 1), unit(3, 2), unit(4, 1), unit(5, 0)]);
        let id = |number| UnitId(Uuid::from_u128(number));
        let is_in = |number, wanted| units.are_in(&[id(number)], &BTreeSet::from([id(wanted)]));
        assert!(is_in(3, 3) && is_in(3, 2) && is_in(3, 1) && is_in(4, 1));
        assert!(
            !is_in(1, 2) && !is_in(4, 2) && !is_in(5, 1) && !is_in(9, 9),
            "not in one beside it, nor an unknown one"
        );
        assert_eq!(units.with_above(&[id(3), id(4)]), [id(1), id(2), id(3), id(4)].into(), "the common one once");
        assert_eq!(units.names(&[id(5), id(2)]), ["U2", "U5"], "in the order of the tree");
    }
}
