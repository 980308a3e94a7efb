//! A member of a unit is a member of every unit it is part of. What is kept of a member names them all: so a rule that leaves
//! out a department leaves out its sections too, and nobody has to know the tree to apply it.

use std::collections::BTreeSet;

use domain::{
    Intent, Name, Object, Op, OrgId, Scope, UnitId, limit,
    record::{MemberValue, OrgUnit},
};

use crate::storage::step::{Known, Loaded, Need};

/// These units and all above them; none when one of them is not the organisation's. `new` are units that are about to be
/// written.
pub(crate) fn with_above(
    organization: OrgId,
    units: &[UnitId],
    new: &[OrgUnit],
    loaded: &Loaded,
) -> Known<Option<Vec<UnitId>>> {
    let mut all = BTreeSet::new();
    let mut level: BTreeSet<UnitId> = units.iter().copied().collect();
    // Level by level: what is loaded for one unit is loaded for all beside it.
    while !level.is_empty() {
        let is_new = |id: &UnitId| new.iter().any(|unit| unit.id == *id);
        let names = level.iter().filter(|id| !is_new(id)).map(|id| Name::Unit(*id));
        let dir = Scope::Dir(organization);
        loaded.have(Need { records: names.map(|name| (dir.into(), name)).collect(), ..Need::default() })?;
        let mut above = BTreeSet::new();
        for id in &level {
            let parent = match new.iter().find(|unit| unit.id == *id) {
                Some(unit) => unit.parent,
                None => match loaded.object(dir, Name::Unit(*id))? {
                    Some(Object::Unit(unit)) => unit.parent,
                    _ => return Ok(None),
                },
            };
            above.extend(parent);
        }
        all.append(&mut level);
        // A unit that was met already ends also a tree that bites its own tail.
        level = above.difference(&all).copied().collect();
    }
    Ok(Some(all.into_iter().collect()))
}

/// The op as it is carried out: a member's units with those above them; none when a unit is not the organisation's.
pub(crate) fn completed(op: &Op, loaded: &Loaded) -> Known<Option<Op>> {
    let Intent::SetMember { organization, person, base, value } = &op.intent else { return Ok(Some(op.clone())) };
    if value.units.len() > limit::UNITS {
        // Refused for their number, before anything is read for each.
        return Ok(Some(op.clone()));
    }
    Ok(with_above(*organization, &value.units, &[], loaded)?.map(|units| {
        let value = MemberValue { units, ..value.clone() };
        let intent = Intent::SetMember { organization: *organization, person: *person, base: base.clone(), value };
        Op { id: op.id, intent }
    }))
}
