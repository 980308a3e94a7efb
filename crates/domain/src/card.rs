//! The directory card: what a viewer sees of a person in a list. The same function on the server, for what is sent, and on
//! the device, for "see as…".

use crate::{
    id::{OrgId, PersonId},
    limit,
    print::Prints,
    record::{Card, FieldObject, FormerName, MemberValue, Membership, PersonName, ProfileField, Row, RowBody},
    viewer::Viewer,
    visibility::Visibility,
};

/// A person's profile, and what one organisation says of them: what every projection is made of.
#[derive(Clone, Debug)]
pub struct Profile<'a> {
    /// Whose.
    pub(crate) person: PersonId,
    /// Single values, in any order.
    pub(crate) fields: &'a [FieldObject],
    /// Entries, in any order.
    pub(crate) rows: &'a [Row],
    /// In which organisation it is looked at.
    pub(crate) organization: OrgId,
    /// What that organisation says.
    pub(crate) member: &'a MemberValue,
    prints: Prints,
}

impl<'a> Profile<'a> {
    /// A person's fields and entries, each in any order, with the membership of the organisation in which they are looked at.
    /// Made once for all who look: it digests every value.
    pub fn new(person: PersonId, fields: &'a [FieldObject], rows: &'a [Row], membership: &'a Membership) -> Self {
        let prints = Prints::of(fields, rows, membership);
        Self { person, fields, rows, organization: membership.organization, member: &membership.value, prints }
    }

    /// Whether a viewer sees a value with these rules. The person themselves sees everything.
    pub(crate) fn shows(&self, visibility: &Visibility, viewer: &Viewer) -> bool {
        viewer.person == Some(self.person) || visibility.opens_to(self.organization, viewer)
    }

    /// Whether a viewer sees a single value.
    fn shows_field(&self, wanted: ProfileField, viewer: &Viewer) -> bool {
        self.fields.iter().any(|object| object.field == wanted && self.shows(&object.value.visibility, viewer))
    }

    /// The text of a single value, empty when the viewer may not see it.
    pub(crate) fn text(&self, wanted: ProfileField, viewer: &Viewer) -> String {
        let shown =
            self.fields.iter().find(|object| object.field == wanted && self.shows(&object.value.visibility, viewer));
        shown.map(|object| object.value.text.clone()).unwrap_or_default()
    }

    /// Entries that the viewer may see, in the order of their places.
    pub(crate) fn rows(&self, viewer: &Viewer) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| self.shows(&row.value.visibility, viewer)).collect();
        rows.sort_by(|a, b| (&a.place, a.id).cmp(&(&b.place, b.id)));
        rows
    }
}

/// The card of a person for a viewer; none when the family name is not shown: who hides it is not listed.
/// A value without a rule for the organisation is left out.
pub fn card(profile: &Profile<'_>, viewer: &Viewer) -> Option<Card> {
    if viewer.is_blocked || !viewer.standing.grants().directory {
        return None;
    }
    let text = |field| profile.text(field, viewer);
    let name = PersonName {
        person: profile.person,
        family: text(ProfileField::FamilyName),
        given: text(ProfileField::GivenName),
        family_kana: text(ProfileField::FamilyKana),
        given_kana: text(ProfileField::GivenKana),
    };
    if name.family.is_empty() {
        return None;
    }
    let mut card = Card {
        name,
        former: Vec::new(),
        latin: text(ProfileField::LatinName),
        headline: text(ProfileField::Headline),
        employer: String::new(),
        position: String::new(),
        skills: Vec::new(),
        status: profile.member.status,
        role: profile.member.role,
        units: Vec::new(),
        cohort: None,
        page: String::new(),
    };
    let (mut since, rows) = (None, profile.rows(viewer));
    for row in &rows {
        match &row.value.body {
            RowBody::FormerName { family, family_kana } if card.former.len() < limit::CARD_FORMER => {
                card.former.push(FormerName { family: family.clone(), family_kana: family_kana.clone() });
            }
            // Where they work now: of several jobs the one begun last.
            RowBody::Work { employer, title, from, to: None, .. } if since.is_none_or(|since| since < *from) => {
                since = Some(*from);
                (card.employer, card.position) = (employer.clone(), title.clone());
            }
            RowBody::Skill { name, .. } if card.skills.len() < limit::CARD_SKILLS => card.skills.push(name.clone()),
            // Read on the person's page.
            RowBody::FormerName { .. }
            | RowBody::Skill { .. }
            | RowBody::Work { .. }
            | RowBody::Education { .. }
            | RowBody::Certificate { .. }
            | RowBody::Language { .. }
            | RowBody::Project { .. }
            | RowBody::Link { .. }
            | RowBody::Contact { .. }
            | RowBody::Custom { .. } => {}
        }
    }
    let shows_affiliation = shows_affiliation(profile, viewer);
    if shows_affiliation {
        card.units = profile.member.units.clone();
        card.cohort = profile.member.cohort;
    }
    card.page = profile.prints.of_page(|field| profile.shows_field(field, viewer), shows_affiliation, rows.into_iter());
    Some(card)
}

/// Whether a viewer sees what the organisation says of the person beyond the standing.
pub(crate) fn shows_affiliation(profile: &Profile<'_>, viewer: &Viewer) -> bool {
    let rule = profile.fields.iter().find(|object| object.field == ProfileField::Affiliation);
    let closed = Visibility::default();
    profile.shows(rule.map_or(&closed, |object| &object.value.visibility), viewer)
}

#[cfg(test)]
mod tests;
