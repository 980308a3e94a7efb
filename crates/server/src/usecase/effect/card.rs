//! Directory cards follow a person's profile and what an organisation says of them.

use std::collections::BTreeSet;

use domain::{
    Name, Object, OrgId, PersonId, RowId, Scope, Standing, UnitId, Viewer, Visibility,
    card::Profile,
    record::{Card, FieldObject, MemberValue, Row},
};

use super::view::{self, Rewrite};
use crate::storage::{
    shelf::Shelf,
    step::{Known, Loaded, Need, TiesOf, Writes},
};

/// A person's profile, hidden values included, as it is after an op.
#[derive(Clone, Debug)]
pub(crate) struct Likeness {
    person: PersonId,
    fields: Vec<FieldObject>,
    rows: Vec<Row>,
}

impl Likeness {
    /// As it is kept.
    pub(crate) fn of(person: PersonId, loaded: &Loaded) -> Known<Self> {
        let kept = loaded.profile(person)?;
        Ok(Self { person, fields: kept.fields.clone(), rows: kept.rows.clone() })
    }

    /// Whose.
    pub(super) const fn person(&self) -> PersonId {
        self.person
    }

    /// With a value or an entry that is written.
    #[must_use]
    pub(crate) fn with(mut self, object: &Object) -> Self {
        match object {
            Object::Field(field) => {
                self.fields.retain(|held| held.field != field.field);
                self.fields.push(field.clone());
            }
            Object::Row(row) => {
                self.rows.retain(|held| held.id != row.id);
                self.rows.push(row.clone());
            }
            _ => {}
        }
        self
    }

    /// Without an entry.
    #[must_use]
    pub(super) fn without(mut self, row: RowId) -> Self {
        self.rows.retain(|held| held.id != row);
        self
    }

    /// What a viewer sees of it in an organisation's directory.
    pub(super) fn card(&self, organization: OrgId, member: &MemberValue, viewer: &Viewer) -> Option<Card> {
        let Self { person, fields, rows } = self;
        domain::card::card(&Profile { person: *person, fields, rows, organization, member }, viewer)
    }

    /// Whom its rules for an organisation leave out.
    fn exceptions(&self, organization: OrgId) -> TiesOf {
        let fields = self.fields.iter().map(|field| &field.value.visibility);
        let rules = fields.chain(self.rows.iter().map(|row| &row.value.visibility));
        let rules = rules.filter_map(|visibility: &Visibility| visibility.rule(organization));
        let mut ties = TiesOf::new(organization, self.person);
        let (people, units): (&mut BTreeSet<PersonId>, &mut BTreeSet<UnitId>) = (&mut ties.people, &mut ties.units);
        for rule in rules {
            people.extend(&rule.excluded_people);
            units.extend(&rule.excluded_units);
        }
        ties
    }
}

/// The profile was edited: every organisation of the person may see something else.
pub(super) fn edited(likeness: Likeness, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let memberships = loaded.memberships(likeness.person)?;
    let homes: Vec<_> =
        memberships.iter().map(|membership| (membership.organization, membership.value.clone())).collect();
    rewrite(&likeness, &homes, loaded, writes)
}

/// Writes what others see of a person in these organisations, where its content changed and only there: an edit that
/// somebody may not see moves nothing in what they read.
pub(super) fn rewrite(
    of: &Likeness,
    homes: &[(OrgId, MemberValue)],
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let name = Name::Card(of.person);
    let exceptions: Vec<TiesOf> = homes.iter().map(|(organization, _)| of.exceptions(*organization)).collect();
    let mut need = Need { ties: exceptions.iter().cloned().collect(), ..Need::default() };
    for shelf in homes.iter().flat_map(|(organization, _)| classes(*organization)) {
        need.heads.insert(shelf);
        need.records.insert((shelf, name));
    }
    loaded.have(need)?;

    let mut need = Need::default();
    for ties in &exceptions {
        for tie in loaded.ties(ties)? {
            let shelf = Shelf::reader(Scope::Dir(ties.organization), tie.viewer);
            need.heads.insert(shelf);
            need.records.insert((shelf, name));
        }
    }
    loaded.have(need)?;

    for ((organization, member), ties) in homes.iter().zip(&exceptions) {
        for (standing, shelf) in Standing::ALL.into_iter().zip(classes(*organization)) {
            let card = of.card(*organization, member, &Viewer::anybody(standing));
            put(shelf, name, card, loaded, writes)?;
        }
        for tie in loaded.ties(ties)? {
            let own = of.card(*organization, member, &tie.viewer());
            let class = of.card(*organization, member, &Viewer::anybody(tie.standing()));
            let seen = (own.as_ref(), class.as_ref());
            view::settle((*organization, of.person), tie, seen, Rewrite::Changed, loaded, writes)?;
        }
    }
    Ok(())
}

fn classes(organization: OrgId) -> [Shelf; Standing::ALL.len()] {
    Standing::ALL.map(|standing| Shelf::class(Scope::Dir(organization), standing))
}

fn put(shelf: Shelf, name: Name, card: Option<Card>, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let before = loaded.object(shelf, name)?;
    match card.map(Object::Card) {
        Some(card) if before == Some(&card) => Ok(()),
        Some(card) => writes.put(loaded, (shelf, name), None, card).map(drop),
        None if before.is_some() => writes.delete(loaded, (shelf, name), None),
        None => Ok(()),
    }
}
