//! Directory cards follow a person's profile and what an organisation says of them.

use std::collections::BTreeSet;

use domain::{
    Name, Object, OrgId, PersonId, RowId, Scope, Standing, UnitId, Viewer, Visibility,
    card::{Profile, card},
    record::{Card, FieldObject, Membership, Row},
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

    /// As it is looked at in an organisation, by whomever.
    pub(super) fn profile<'a>(&'a self, membership: &'a Membership) -> Profile<'a> {
        Profile::new(self.person, &self.fields, &self.rows, membership)
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
    rewrite(&likeness, loaded.memberships(likeness.person)?, loaded, writes)
}

/// Writes what others see of a person in these organisations, where its content changed and only there: an edit that
/// somebody may not see moves nothing in what they read.
pub(super) fn rewrite(of: &Likeness, homes: &[Membership], loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let name = Name::Card(of.person);
    let exceptions: Vec<TiesOf> = homes.iter().map(|home| of.exceptions(home.organization)).collect();
    let mut need = Need { ties: exceptions.iter().cloned().collect(), ..Need::default() };
    for shelf in homes.iter().flat_map(|home| classes(home.organization)) {
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

    for (home, ties) in homes.iter().zip(&exceptions) {
        let profile = of.profile(home);
        let cards = Standing::ALL.map(|standing| (standing, card(&profile, &Viewer::anybody(standing))));
        for ((_, card), shelf) in cards.iter().zip(classes(home.organization)) {
            put(shelf, name, card.as_ref(), loaded, writes)?;
        }
        for tie in loaded.ties(ties)? {
            let own = card(&profile, &tie.viewer());
            let class = cards.iter().find(|(standing, _)| *standing == tie.standing());
            let seen = (own.as_ref(), class.and_then(|(_, card)| card.as_ref()));
            view::settle((home.organization, of.person), tie, seen, Rewrite::Changed, loaded, writes)?;
        }
    }
    Ok(())
}

fn classes(organization: OrgId) -> [Shelf; Standing::ALL.len()] {
    Standing::ALL.map(|standing| Shelf::class(Scope::Dir(organization), standing))
}

fn put(shelf: Shelf, name: Name, card: Option<&Card>, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let before = loaded.object(shelf, name)?;
    match card {
        Some(card) if view::card_of(before) == Some(card) => Ok(()),
        Some(card) => writes.put(loaded, (shelf, name), None, Object::Card(card.clone())).map(drop),
        None if before.is_some() => writes.delete(loaded, (shelf, name), None),
        None => Ok(()),
    }
}
