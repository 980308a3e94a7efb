//! Making somebody a member: a person, if need be, a membership, a card.

use domain::{
    MembershipId, Millis, Name, Object, OrgId, PersonId, RowId, Scope, Visibility, place,
    policy::Relation,
    record::{
        ContactKind, FieldObject, FieldValue, Membership, MembershipStatus, Organization, ProfileField, Role, Row,
        RowBody, RowValue,
    },
};

use super::{AdminError, NewPerson};
use crate::{
    app::App,
    storage::step::{Known, Loaded, Need, Writes},
    usecase::effect,
};

/// Everything that the decision needs, ids included: it may be run several times.
#[derive(Clone, Debug)]
pub(super) struct Enrolment {
    /// The organisation, when it begins with this member.
    pub(super) creates: Option<Organization>,
    pub(super) organization: OrgId,
    /// Cleaned.
    pub(super) person: NewPerson,
    pub(super) status: MembershipStatus,
    pub(super) role: Role,
    /// Used unless the address is somebody's.
    pub(super) new_person: PersonId,
    pub(super) new_membership: MembershipId,
    pub(super) new_row: RowId,
}

pub(super) async fn enrol(app: &App, enrolment: Enrolment) -> Result<PersonId, AdminError> {
    let (at, organization, address) = (app.now(), enrolment.organization, enrolment.person.mail.clone());
    app.storage().commit(vec![Box::new(move |loaded: &Loaded| decide(&enrolment, at, loaded))]).await?;
    let missing = || AdminError::NoOrganization(organization);
    let person = app.storage().person_of(&address).await?.ok_or_else(missing)?;
    match app.storage().relation(person, Scope::Dir(organization)).await? {
        Relation::Member => Ok(person),
        Relation::Owner | Relation::Participant | Relation::Stranger => Err(missing()),
    }
}

/// Writes nothing when the person is a member already, or when there is no such organisation.
fn decide(enrolment: &Enrolment, at: Millis, loaded: &Loaded) -> Known<Writes> {
    let dir = Scope::Dir(enrolment.organization);
    let known = loaded.login(&enrolment.person.mail)?;
    let person = known.unwrap_or(enrolment.new_person);
    let me = Scope::Me(person);
    loaded.have(Need {
        heads: [me, dir].into(),
        records: [(dir, Name::Organization)].into(),
        memberships: [person].into(),
        ..Need::default()
    })?;

    let mut writes = Writes::by_operator(at);
    let is_there = loaded.object(dir, Name::Organization)?.is_some();
    match &enrolment.creates {
        Some(organization) if !is_there => {
            writes.put(loaded, (dir, Name::Organization), None, Object::Organization(organization.clone()))?;
        }
        None if !is_there => return Ok(writes),
        Some(_) | None => {}
    }
    if loaded.is_member(person, enrolment.organization)? {
        return Ok(writes);
    }
    let membership = Membership {
        id: enrolment.new_membership,
        organization: enrolment.organization,
        status: enrolment.status,
        role: enrolment.role,
        since: at,
    };
    writes.put(loaded, (me, Name::Membership(membership.id)), None, Object::Membership(membership))?;
    let mut fields = vec![];
    if known.is_none() {
        writes.add_login(enrolment.person.mail.clone(), person);
        fields = first_fields(&enrolment.person, enrolment.organization);
        for field in &fields {
            writes.put(loaded, (me, Name::Field(field.field)), None, Object::Field(field.clone()))?;
        }
        let row = first_contact(enrolment);
        writes.put(loaded, (me, Name::Row(row.id)), None, Object::Row(row))?;
    }
    effect::rewrite_cards(person, &[enrolment.organization], &fields, loaded, &mut writes)?;
    Ok(writes)
}

fn first_fields(person: &NewPerson, organization: OrgId) -> Vec<FieldObject> {
    ProfileField::ALL
        .into_iter()
        .map(|field| {
            let (text, visibility) = match field {
                ProfileField::FamilyName => (person.family.as_str(), Visibility::members(organization)),
                ProfileField::GivenName => (person.given.as_str(), Visibility::members(organization)),
                ProfileField::FamilyKana => (person.family_kana.as_str(), Visibility::members(organization)),
                ProfileField::GivenKana => (person.given_kana.as_str(), Visibility::members(organization)),
                ProfileField::Headline | ProfileField::Summary => ("", Visibility::default()),
            };
            FieldObject { field, value: FieldValue { text: text.to_owned(), visibility } }
        })
        .collect()
}

fn first_contact(enrolment: &Enrolment) -> Row {
    let value = enrolment.person.mail.clone();
    let body = RowBody::Contact { contact: ContactKind::Email, value, label: String::new() };
    // Between nothing and nothing there is always room.
    let place = place::between(None, None).unwrap_or_default();
    Row { id: enrolment.new_row, value: RowValue::new(body, Visibility::default()), place }
}
