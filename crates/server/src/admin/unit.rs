//! Units of an organisation.

use domain::{Name, Object, OrgId, Refusal, RefusalCode, Scope, UnitId, limit, record::OrgUnit};

use super::{AdminError, carry_out, line, refused};
use crate::{
    app::App,
    storage::step::{Known, Loaded, Need, Writes},
};

/// Adds units to an organisation, or renames them. A unit may be part of one that stands before it in the list, or that
/// the organisation has already; it stays where it is, because its members are kept with every unit above it.
///
/// # Errors
/// [`AdminError`]; then nothing was written.
pub async fn add_units(app: &App, organization: OrgId, units: Vec<OrgUnit>) -> Result<(), AdminError> {
    let units = units.into_iter().map(checked).collect::<Result<Vec<_>, _>>()?;
    let at = app.now();
    let decide = move |loaded: &Loaded| {
        let mut writes = Writes::by_operator(at);
        let refusal = add(organization, &units, loaded, &mut writes)?;
        Ok(refusal.map_or(writes, |refusal| refused(at, refusal)))
    };
    carry_out(app, organization, Box::new(decide)).await
}

/// Why it cannot be done, if it cannot.
fn add(organization: OrgId, units: &[OrgUnit], loaded: &Loaded, writes: &mut Writes) -> Known<Option<Refusal>> {
    let dir = Scope::Dir(organization);
    let names = units.iter().flat_map(|unit| [Some(unit.id), unit.parent]).flatten().map(Name::Unit);
    loaded.have(Need {
        heads: [dir.into()].into(),
        records: names.chain([Name::Organization]).map(|name| (dir.into(), name)).collect(),
        ..Need::default()
    })?;
    if loaded.object(dir, Name::Organization)?.is_none() {
        return Ok(Some(Refusal::at(RefusalCode::NotFound, "organization")));
    }
    let mut known: Vec<UnitId> = vec![];
    for unit in units {
        if let Some(parent) = unit.parent
            && !known.contains(&parent)
            && loaded.object(dir, Name::Unit(parent))?.is_none()
        {
            return Ok(Some(Refusal::at(RefusalCode::NotFound, "parent")));
        }
        let name = Name::Unit(unit.id);
        match loaded.object(dir, name)? {
            Some(Object::Unit(held)) if held == unit => {}
            Some(Object::Unit(held)) if held.parent != unit.parent => {
                return Ok(Some(Refusal::at(RefusalCode::Forbidden, "parent")));
            }
            Some(_) | None => drop(writes.put(loaded, (dir, name), None, Object::Unit(unit.clone()))?),
        }
        known.push(unit.id);
    }
    Ok(None)
}

fn checked(unit: OrgUnit) -> Result<OrgUnit, AdminError> {
    let name = line(&unit.name, "name", limit::SHORT)?;
    if name.is_empty() {
        return Err(Refusal::at(RefusalCode::Empty, "name").into());
    }
    Ok(OrgUnit { name, ..unit })
}
