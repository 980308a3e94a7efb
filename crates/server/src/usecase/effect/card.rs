//! Directory cards follow a person's profile.

use domain::{
    Name, Object, OrgId, PersonId, Scope,
    record::{FieldObject, ProfileField},
};

use crate::storage::step::{Known, Loaded, Need, Writes};

/// Writes the cards of a person anew where their content changed, and only there: an edit that an organisation may not see
/// moves nothing in its directory, not even the head.
pub(crate) fn rewrite_cards(
    person: PersonId,
    organizations: &[OrgId],
    changed: &[FieldObject],
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let me = Scope::Me(person);
    let mut need = Need::default();
    need.records.extend(ProfileField::ALL.map(|field| (me, Name::Field(field))));
    need.records.extend(organizations.iter().map(|organization| (Scope::Dir(*organization), Name::Card(person))));
    need.heads.extend(organizations.iter().map(|organization| Scope::Dir(*organization)));
    loaded.have(need)?;

    let mut fields = changed.to_vec();
    for field in ProfileField::ALL {
        if changed.iter().all(|changed| changed.field != field)
            && let Some(Object::Field(held)) = loaded.object(me, Name::Field(field))?
        {
            fields.push(held.clone());
        }
    }
    for organization in organizations {
        let key @ (scope, name) = (Scope::Dir(*organization), Name::Card(person));
        let before = loaded.object(scope, name)?;
        match domain::card::card(person, *organization, &fields).map(Object::Card) {
            Some(card) if before == Some(&card) => {}
            Some(card) => {
                writes.put(loaded, key, None, card)?;
            }
            None if before.is_some() => writes.delete(loaded, key, None)?,
            None => {}
        }
    }
    Ok(())
}
