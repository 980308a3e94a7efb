//! Who is tied to whom in an organisation, so that one sees the other differently from the class: one statement for all of
//! a person's viewers, one for all whom a viewer sees.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Name, OrgId, PersonId, Scope, Viewer};
use rusqlite::Connection;
use uuid::Uuid;

use super::{
    record,
    relation::{self, people},
    value::id,
};
use crate::storage::{
    StorageError,
    read::Looked,
    step::{LookedAtBy, Tie, TiesOf},
};

/// ?1 the organisation, ?2 the person, ?3 people and ?4 units as JSON lists of hexadecimal ids.
const TIES: &str = "
    WITH candidate (viewer) AS (
        SELECT viewer FROM exception WHERE organization = ?1 AND person = ?2
        UNION SELECT unhex(value) FROM json_each(?3)
        UNION SELECT member.person FROM json_each(?4)
            CROSS JOIN unit_member AS member ON member.organization = ?1 AND member.unit = unhex(value)
        UNION SELECT b FROM connection WHERE organization = ?1 AND a = ?2
        UNION SELECT person FROM block WHERE owner = ?2
        UNION SELECT owner FROM block WHERE person = ?2
    )
    SELECT candidate.viewer, record.body,
        EXISTS (SELECT 1 FROM connection WHERE organization = ?1 AND a = ?2 AND b = candidate.viewer),
        EXISTS (SELECT 1 FROM block WHERE owner = ?2 AND person = candidate.viewer)
            OR EXISTS (SELECT 1 FROM block WHERE owner = candidate.viewer AND person = ?2)
    FROM candidate
    CROSS JOIN membership ON membership.person = candidate.viewer AND membership.organization = ?1
    CROSS JOIN record ON record.id = membership.record
    WHERE candidate.viewer <> ?2
    ORDER BY candidate.viewer";

/// ?1 the organisation, ?2 the viewer, ?3 units as a JSON list of hexadecimal ids. Whoever stands in the viewer's shelf may
/// have left the organisation; of the others only members can be seen.
const LOOKED_AT: &str = "
    WITH candidate (person) AS (
        SELECT owner FROM exclusion WHERE organization = ?1 AND kind = 'person' AND id = ?2
        UNION SELECT exclusion.owner FROM json_each(?3)
            CROSS JOIN exclusion ON exclusion.organization = ?1 AND exclusion.kind = 'unit' AND exclusion.id = unhex(value)
        UNION SELECT b FROM connection WHERE organization = ?1 AND a = ?2
        UNION SELECT person FROM block WHERE owner = ?2
        UNION SELECT owner FROM block WHERE person = ?2
    )
    SELECT candidate.person FROM candidate
    CROSS JOIN membership ON membership.person = candidate.person AND membership.organization = ?1
    WHERE candidate.person <> ?2
    UNION
    SELECT person FROM exception WHERE viewer = ?2 AND organization = ?1
    ORDER BY 1";

pub(super) fn ties(db: &Connection, of: &TiesOf) -> Result<Vec<Tie>, StorageError> {
    let TiesOf { organization, person, people, units } = of;
    let people = list(people.iter().map(|person| person.0));
    let units = list(units.iter().map(|unit| unit.0));
    let mut statement = db.prepare_cached(TIES)?;
    let mut rows = statement.query((organization.0.as_bytes(), person.0.as_bytes(), people, units))?;
    let mut ties = vec![];
    while let Some(row) = rows.next()? {
        ties.push(Tie {
            viewer: PersonId(id(row.get(0)?)),
            value: relation::membership(&row.get::<_, String>(1)?)?.value,
            is_connected: row.get(2)?,
            is_blocked: row.get(3)?,
        });
    }
    Ok(ties)
}

pub(super) fn looked_at(db: &Connection, by: &LookedAtBy) -> Result<Vec<PersonId>, StorageError> {
    let LookedAtBy { organization, viewer, units } = by;
    let units = list(units.iter().map(|unit| unit.0));
    let mut statement = db.prepare_cached(LOOKED_AT)?;
    people(&mut statement.query((organization.0.as_bytes(), viewer.0.as_bytes(), units))?)
}

/// What a viewer sees by a view of their own.
pub(super) fn own_views(db: &Connection, viewer: PersonId) -> Result<BTreeMap<Scope, BTreeSet<Name>>, StorageError> {
    let mut statement = db.prepare_cached("SELECT organization, person FROM exception WHERE viewer = ?1")?;
    let mut rows = statement.query([viewer.0.as_bytes()])?;
    let mut own: BTreeMap<Scope, BTreeSet<Name>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let dir = Scope::Dir(OrgId(id(row.get(0)?)));
        own.entry(dir).or_default().insert(Name::Card(PersonId(id(row.get(1)?))));
    }
    Ok(own)
}

/// A person's profile, and how the viewer stands to the person; the viewer may be the person.
pub(super) fn look(
    db: &Connection,
    organization: OrgId,
    person: PersonId,
    viewer: PersonId,
) -> Result<Option<Looked>, StorageError> {
    // First, and for whoever it is: how long an answer takes must not tell a member who hides from one who is none.
    let profile = record::profile(db, person)?;
    let Some(membership) = relation::membership_of(db, person, organization)? else { return Ok(None) };
    let Some(own) = relation::membership_of(db, viewer, organization)? else { return Ok(None) };
    let value = own.value;
    let (is_connected, is_blocked) = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM connection WHERE organization = ?1 AND a = ?2 AND b = ?3),
                    EXISTS (SELECT 1 FROM block WHERE owner = ?2 AND person = ?3)
                        OR EXISTS (SELECT 1 FROM block WHERE owner = ?3 AND person = ?2)",
        )?
        .query_row((organization.0.as_bytes(), person.0.as_bytes(), viewer.0.as_bytes()), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let viewer =
        Viewer { person: Some(viewer), standing: value.standing(), units: value.units, is_connected, is_blocked };
    Ok(Some(Looked { profile, membership, viewer }))
}

/// Ids as JSON that `json_each` takes apart.
fn list(ids: impl Iterator<Item = Uuid>) -> String {
    let quoted: Vec<String> = ids.map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sqlite::open;

    #[test]
    fn ties_are_found_along_indexes() {
        let db = open::in_memory().unwrap();
        for sql in [TIES, LOOKED_AT] {
            for step in open::plan(&db, sql) {
                let is_small = step.starts_with("SCAN candidate") || step.starts_with("SCAN json_each");
                assert!(is_small || !step.starts_with("SCAN"), "{step}");
            }
        }
    }
}
