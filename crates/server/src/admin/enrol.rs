//! Making somebody a member: a person, if need be, a membership, a place in the roster, cards.

use std::collections::BTreeMap;

use domain::{
    MembershipId, Millis, Name, Object, OrgId, PersonId, Refusal, RefusalCode, RowId, Scope, Visibility, place,
    record::{
        ContactKind, FieldObject, FieldValue, Member, MemberValue, Membership, OrgUnit, Organization, PersonName,
        ProfileField, Row, RowBody, RowValue,
    },
};

use super::{AdminError, NewPerson, carry_out, refused};
use crate::{
    app::App,
    storage::step::{Decide, Known, Loaded, Need, Writes},
    usecase::{
        effect::{self, Likeness},
        units,
    },
};

/// Everything that the decision needs, ids included: it may be run several times.
#[derive(Clone, Debug)]
pub(super) struct Enrolment {
    /// The organisation and its units, when it begins with this member.
    pub(super) creates: Option<(Organization, Vec<OrgUnit>)>,
    pub(super) organization: OrgId,
    /// Cleaned.
    pub(super) person: NewPerson,
    /// What a new person has said of themselves already: values and entries of their profile.
    pub(super) profile: Vec<Object>,
    pub(super) member: MemberValue,
    /// Used unless the address is somebody's.
    pub(super) new_person: PersonId,
    pub(super) new_membership: MembershipId,
    pub(super) new_row: RowId,
}

pub(super) async fn enrol(app: &App, enrolment: Enrolment) -> Result<PersonId, AdminError> {
    let (organization, address) = (enrolment.organization, enrolment.person.mail.clone());
    carry_out(app, organization, decision(enrolment, app.now())).await?;
    let person = app.storage().person_of(&address).await?;
    person.ok_or(AdminError::NoMember(address))
}

/// Writes nothing when the person is a member already; refuses when there is no such organisation or unit.
pub(super) fn decision(enrolment: Enrolment, at: Millis) -> Decide {
    Box::new(move |loaded: &Loaded| decide(&enrolment, at, loaded))
}

fn decide(enrolment: &Enrolment, at: Millis, loaded: &Loaded) -> Known<Writes> {
    let organization = enrolment.organization;
    let (dir, desk) = (Scope::Dir(organization), Scope::Desk(organization));
    let known = loaded.login(&enrolment.person.mail)?;
    let person = known.unwrap_or(enrolment.new_person);
    let me = Scope::Me(person);
    let units = enrolment.member.units.iter().map(|unit| (dir.into(), Name::Unit(*unit)));
    loaded.have(Need {
        heads: [me.into(), dir.into(), desk.into()].into(),
        records: units.chain([(dir.into(), Name::Organization)]).collect(),
        memberships: [person].into(),
        profiles: [person].into(),
        ..Need::default()
    })?;

    let mut writes = Writes::by_operator(at);
    let is_there = loaded.object(dir, Name::Organization)?.is_some();
    match &enrolment.creates {
        Some((organization, units)) if !is_there => {
            writes.put(loaded, (dir, Name::Organization), None, Object::Organization(organization.clone()))?;
            for unit in units {
                writes.put(loaded, (dir, Name::Unit(unit.id)), None, Object::Unit(unit.clone()))?;
            }
        }
        None if !is_there => return Ok(refused(at, Refusal::at(RefusalCode::NotFound, "organization"))),
        Some(_) | None => {}
    }
    let new = enrolment.creates.as_ref().map(|(_, units)| units.as_slice()).unwrap_or_default();
    let Some(units) = units::with_above(organization, &enrolment.member.units, new, loaded)? else {
        return Ok(refused(at, Refusal::at(RefusalCode::NotFound, "unit")));
    };
    if loaded.is_member(person, organization)? {
        return Ok(writes);
    }
    let mut likeness = Likeness::of(person, loaded)?;
    if known.is_none() {
        writes.add_login(enrolment.person.mail.clone(), person);
        for (name, object) in first_profile(enrolment) {
            likeness = likeness.with(&object);
            writes.put(loaded, (me, name), None, object)?;
        }
    }
    let membership = Membership {
        id: enrolment.new_membership,
        organization,
        value: MemberValue { units, ..enrolment.member.clone() },
        since: at,
        history: vec![],
    };
    let member = Member { name: roster_name(person, &enrolment.person), membership: membership.clone() };
    writes.put(loaded, (desk, Name::Member(person)), None, Object::Member(member))?;
    effect::follow_member(&likeness, None, &membership, loaded, &mut writes)?;
    Ok(writes)
}

fn roster_name(person: PersonId, new: &NewPerson) -> PersonName {
    PersonName {
        person,
        family: new.family.clone(),
        given: new.given.clone(),
        family_kana: new.family_kana.clone(),
        given_kana: new.given_kana.clone(),
    }
}

/// The profile that a new person begins with, each value and entry once.
fn first_profile(enrolment: &Enrolment) -> BTreeMap<Name, Object> {
    let fields = first_fields(&enrolment.person, enrolment.organization).map(Object::Field);
    let all = fields.chain([Object::Row(first_contact(enrolment))]).chain(enrolment.profile.iter().cloned());
    let named = all.filter_map(|object| match &object {
        Object::Field(field) => Some((Name::Field(field.field), object)),
        Object::Row(row) => Some((Name::Row(row.id), object)),
        _ => None,
    });
    named.collect()
}

/// What the organisation itself says, its members see: the name, and the person's place in it. The person has confirmed
/// nothing of it yet.
fn first_fields(person: &NewPerson, organization: OrgId) -> impl Iterator<Item = FieldObject> {
    ProfileField::ALL.into_iter().map(move |field| {
        let members = || Visibility::members(organization);
        let (text, visibility) = match field {
            ProfileField::FamilyName => (person.family.as_str(), members()),
            ProfileField::GivenName => (person.given.as_str(), members()),
            ProfileField::FamilyKana => (person.family_kana.as_str(), members()),
            ProfileField::GivenKana => (person.given_kana.as_str(), members()),
            ProfileField::Affiliation => ("", members()),
            ProfileField::LatinName | ProfileField::Headline | ProfileField::Summary | ProfileField::Photo => {
                ("", Visibility::default())
            }
        };
        let value = FieldValue { text: text.to_owned(), visibility };
        FieldObject { field, value, confirmed_at: None }
    })
}

fn first_contact(enrolment: &Enrolment) -> Row {
    let value = enrolment.person.mail.clone();
    let body = RowBody::Contact { contact: ContactKind::Email, value, label: String::new() };
    // Between nothing and nothing there is always room.
    let place = place::between(None, None).unwrap_or_default();
    Row { id: enrolment.new_row, value: RowValue::new(body, Visibility::default()), place, confirmed_at: None }
}
