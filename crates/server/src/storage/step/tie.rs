//! What ties people of an organisation to each other, so that one sees the other differently from the class.

use std::collections::BTreeSet;

use domain::{
    Name, Object, OrgId, PersonId, Standing, UnitId, Viewer,
    record::{FieldObject, MemberValue, Row},
};

/// A person's profile as it is kept, hidden values included: only projections of it may leave the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredProfile {
    /// Single values, in no order that means anything.
    pub fields: Vec<FieldObject>,
    /// Entries, in no order that means anything.
    pub rows: Vec<Row>,
}

impl StoredProfile {
    /// Follows a record of the person's `me` that was written, or, without an object, removed.
    pub(super) fn follow(&mut self, name: Name, object: Option<&Object>) {
        match name {
            Name::Field(field) => self.fields.retain(|held| held.field != field),
            Name::Row(row) => self.rows.retain(|held| held.id != row),
            _ => return,
        }
        match object {
            Some(Object::Field(field)) => self.fields.push(field.clone()),
            Some(Object::Row(row)) => self.rows.push(row.clone()),
            _ => {}
        }
    }
}

/// Asks for the viewers of an organisation who are tied to a person: all members other than the person who have a record of
/// theirs about the person's card, or are named here, or are in a unit named here, or are connected to the person in the
/// organisation, or block the person, or are blocked by the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TiesOf {
    /// In which organisation.
    pub organization: OrgId,
    /// To whom.
    pub person: PersonId,
    /// Those whom the person's rules name.
    pub people: BTreeSet<PersonId>,
    /// Units which the person's rules name.
    pub units: BTreeSet<UnitId>,
}

impl TiesOf {
    /// Those whom the person's rules do not name.
    pub const fn new(organization: OrgId, person: PersonId) -> Self {
        Self { organization, person, people: BTreeSet::new(), units: BTreeSet::new() }
    }
}

/// A viewer who is tied to a person, as things stood before the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Who.
    pub viewer: PersonId,
    /// What the organisation says of the viewer.
    pub value: MemberValue,
    /// Whether they have accepted contact with the person in this organisation.
    pub is_connected: bool,
    /// Whether one of the two has blocked the other.
    pub is_blocked: bool,
}

impl Tie {
    /// The class the viewer belongs to.
    pub const fn standing(&self) -> Standing {
        self.value.standing()
    }

    /// The viewer as the rules of a profile ask for one.
    pub fn viewer(&self) -> Viewer {
        Viewer {
            person: Some(self.viewer),
            standing: self.standing(),
            units: self.value.units.clone(),
            is_connected: self.is_connected,
            is_blocked: self.is_blocked,
        }
    }
}

/// Asks for the people of an organisation whose view by one viewer may have to be written anew: whoever has a record in the
/// viewer's shelf, excludes the viewer or one of these units, is connected to the viewer there, or blocks or is blocked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookedAtBy {
    /// In which organisation.
    pub organization: OrgId,
    /// By whom.
    pub viewer: PersonId,
    /// Units which the viewer has joined or left, or is in.
    pub units: BTreeSet<UnitId>,
}
