//! A person of the demo world comes into it: as a member, with a profile.

use std::collections::BTreeMap;

use domain::{
    Intent, MembershipId, Millis, OrgId, PersonId, RowId, UnitId, Visibility, VisibilityRule, place,
    record::{
        ContactKind, FieldValue, MemberValue, MembershipStatus, OrgUnit, Organization, OrganizationKind, Outcome,
        ProfileField, Role, RowBody, RowType, RowValue,
    },
    visibility::Audience,
};

use super::{
    DAY, World,
    content::{
        month::Month,
        people::{self, Membership, Openness, Person},
        units::{self, Kind, ORGANIZATIONS},
    },
    id, org,
};
use crate::admin::{
    NewPerson,
    enrol::{self, Enrolment},
};

/// The address somebody signs in with.
pub(super) fn address(key: &str) -> String {
    format!("{key}@example.test")
}

fn unit(key: &str) -> UnitId {
    UnitId(id(&format!("unit {key}")))
}

/// An organisation and its units, if it begins with this member.
fn begun_by(key: &str, organization: char) -> Option<(Organization, Vec<OrgUnit>)> {
    let new = ORGANIZATIONS.iter().find(|new| new.key == organization && new.organizer == key)?;
    let kind_of = match new.kind {
        Kind::Company => OrganizationKind::Company,
        Kind::School => OrganizationKind::School,
        Kind::Association => OrganizationKind::Association,
    };
    let unit = |it: &units::Unit| OrgUnit {
        id: unit(it.key),
        name: it.name.to_owned(),
        parent: (!it.parent.is_empty()).then(|| unit(it.parent)),
    };
    let organization = Organization {
        id: org(new.key),
        kind_of,
        name: new.name.to_owned(),
        kana: new.kana.to_owned(),
        alumni_label: new.alumni_label.to_owned(),
    };
    Some((organization, new.units.iter().map(unit).collect()))
}

impl World<'_> {
    /// Makes somebody a member wherever they are one.
    pub(super) fn enrol(&mut self, person: &Person) {
        for membership in &person.memberships {
            let enrolment = Enrolment {
                creates: begun_by(&person.key, membership.organization),
                organization: org(membership.organization),
                person: NewPerson {
                    mail: address(&person.key),
                    family: person.family.clone(),
                    given: person.given.clone(),
                    family_kana: person.family_kana.clone(),
                    given_kana: person.given_kana.clone(),
                },
                member: member(person, membership),
                profile: Vec::new(),
                new_person: PersonId(id(&person.key)),
                new_membership: MembershipId(id(&format!("membership {} {}", person.key, membership.organization))),
                new_row: RowId(id(&format!("contact {}", person.key))),
            };
            let at = self.ago(i64::from(membership.since_days_ago) * DAY);
            self.decide(self.order(person, membership), enrol::decision(enrolment, at));
        }
    }

    /// In the order of time; but organisations begin before anybody else joins them.
    fn order(&self, person: &Person, membership: &Membership) -> Millis {
        match begun_by(&person.key, membership.organization) {
            Some(_) => 0,
            None => self.ago(i64::from(membership.since_days_ago) * DAY),
        }
    }

    /// Fills in the profile.
    pub(super) fn profile(&mut self, person: &Person, people: &BTreeMap<String, PersonId>) {
        let author = self.person(&person.key, people);
        let shown = Shown::by(person, people);
        let first = person.memberships.iter().min_by_key(|membership| self.order(person, membership));
        let first = first.map(|membership| org(membership.organization));
        // Some have looked at theirs lately, others have not for long.
        let joined = person.memberships.iter().map(|membership| membership.since_days_ago).max().unwrap_or(0);
        let at = self.ago(i64::from(joined) * DAY / 2);
        for field in ProfileField::ALL {
            let Some((text, is_name)) = text_of(field, person) else { continue };
            // As the first enrolment wrote it.
            let is_opened = is_name || field == ProfileField::Affiliation;
            let base = match first {
                Some(organization) if is_opened => {
                    FieldValue { text: text.to_owned(), visibility: Visibility::members(organization) }
                }
                Some(_) | None => FieldValue::default(),
            };
            let visibility = if is_name { shown.name.clone() } else { shown.rest.clone() };
            let value = FieldValue { text: text.to_owned(), visibility };
            if value != base {
                let key = format!("profile {} {}", person.key, field.as_str());
                self.op(author, &key, Intent::SetField { field, base, value }, at);
            }
        }
        let mut last = None;
        for (number, body) in rows(person).into_iter().enumerate() {
            let place = place::between(last.as_deref(), None).unwrap_or_default();
            let row = RowId(id(&format!("row {} {number}", person.key)));
            let visibility = if body.row_type() == RowType::Contact { &shown.contacts } else { &shown.rest };
            let value = RowValue::new(body, visibility.clone());
            let key = format!("row {} {number}", person.key);
            self.op(author, &key, Intent::AddRow { row, value, place: place.clone() }, at);
            last = Some(place);
        }
    }
}

fn member(person: &Person, membership: &Membership) -> MemberValue {
    MemberValue {
        status: status(membership.status),
        role: match membership.role {
            people::Role::Member => Role::Member,
            people::Role::Organizer => Role::Organizer,
        },
        units: (!membership.unit.is_empty()).then(|| unit(membership.unit)).into_iter().collect(),
        cohort: u16::try_from(membership.cohort).ok().filter(|year| *year > 0),
        title: person.position(membership).to_owned(),
    }
}

pub(super) const fn status(of: people::Status) -> MembershipStatus {
    match of {
        people::Status::Alumnus => MembershipStatus::Alumnus,
        people::Status::Current => MembershipStatus::Current,
        people::Status::Candidate => MembershipStatus::Candidate,
    }
}

/// Who sees what of somebody.
struct Shown {
    name: Visibility,
    rest: Visibility,
    contacts: Visibility,
}

impl Shown {
    fn by(person: &Person, people: &BTreeMap<String, PersonId>) -> Self {
        let organizations: Vec<OrgId> = person.memberships.iter().map(|tie| org(tie.organization)).collect();
        let each = |rule: &dyn Fn(OrgId) -> VisibilityRule| -> Visibility {
            organizations.iter().map(|organization| rule(*organization)).collect::<Vec<_>>().into()
        };
        let members = each(&|organization| VisibilityRule::new(organization, Audience::Members));
        let same = |rest: Visibility| (rest.clone(), rest);
        let nobody = Visibility::default;
        let (name, (rest, contacts)) = match &person.openness {
            Openness::Members => (members.clone(), same(members)),
            Openness::HidesContacts => (members.clone(), (members, nobody())),
            Openness::AlumniOnly => {
                (members, same(each(&|organization| VisibilityRule::new(organization, Audience::Alumni))))
            }
            Openness::HidesFromOrganizers => (
                members,
                same(each(&|organization| VisibilityRule {
                    hidden_from_organizers: true,
                    ..VisibilityRule::new(organization, Audience::Members)
                })),
            ),
            Openness::Excludes(key) => {
                let excluded: Vec<PersonId> = people.get(key).copied().into_iter().collect();
                let most = each(&|organization| VisibilityRule {
                    excluded_people: excluded.clone(),
                    ..VisibilityRule::new(organization, Audience::Members)
                });
                (most.clone(), same(most))
            }
            Openness::NameOnly => (members, same(nobody())),
        };
        Self { name, rest, contacts }
    }
}

/// The text of a field and whether it is a part of the name; none when nothing is to be said.
fn text_of(field: ProfileField, person: &Person) -> Option<(&str, bool)> {
    match field {
        ProfileField::FamilyName => Some((&person.family, true)),
        ProfileField::GivenName => Some((&person.given, true)),
        ProfileField::FamilyKana => Some((&person.family_kana, true)),
        ProfileField::GivenKana => Some((&person.given_kana, true)),
        ProfileField::LatinName => Some((person.latin.as_str(), false)).filter(|(text, _)| !text.is_empty()),
        ProfileField::Headline => Some((&person.headline, false)),
        ProfileField::Summary => Some((&person.summary, false)),
        ProfileField::Photo => None,
        ProfileField::Affiliation => Some(("", false)),
    }
}

fn rows(person: &Person) -> Vec<RowBody> {
    let month = |of: Month| of.to_string().parse().ok();
    let mut rows = vec![];
    if let Some((family, family_kana)) = person.former.clone() {
        rows.push(RowBody::FormerName { family, family_kana });
    }
    rows.extend(person.work.iter().filter_map(|work| {
        let (employer, title, description) = (work.employer.clone(), work.title.clone(), work.description.clone());
        Some(RowBody::Work { employer, title, from: month(work.from)?, to: work.to.and_then(month), description })
    }));
    rows.extend(person.education.iter().filter_map(|education| {
        let outcome = match education.outcome {
            people::Outcome::Entered => Outcome::Entered,
            people::Outcome::Graduated => Outcome::Graduated,
            people::Outcome::Left => Outcome::Left,
            people::Outcome::Completed => Outcome::Completed,
        };
        let (school, course) = (education.school.clone(), education.course.clone());
        let (from, to) = (month(education.from)?, education.to.and_then(month));
        Some(RowBody::Education { school, course, from, to, outcome })
    }));
    rows.extend(person.certificates.iter().map(|certificate| RowBody::Certificate {
        name: certificate.name.clone(),
        issuer: String::new(),
        at: month(certificate.at),
    }));
    let skill = |(name, note): &(String, String)| RowBody::Skill { name: name.clone(), note: note.clone() };
    rows.extend(person.skills.iter().map(skill));
    let language = |(name, level): &(String, String)| RowBody::Language { name: name.clone(), level: level.clone() };
    rows.extend(person.languages.iter().map(language));
    rows.extend(person.projects.iter().map(|project| RowBody::Project {
        name: project.name.clone(),
        role: project.role.clone(),
        from: month(project.from),
        to: project.to.and_then(month),
        description: project.description.clone(),
    }));
    let link = |(label, url): &(String, String)| RowBody::Link { url: url.clone(), label: label.clone() };
    rows.extend(person.links.iter().map(link));
    rows.extend(person.contacts.iter().map(|contact| RowBody::Contact {
        contact: match contact.kind {
            people::ContactKind::Email => ContactKind::Email,
            people::ContactKind::Phone => ContactKind::Phone,
        },
        value: contact.value.clone(),
        label: contact.label.to_owned(),
    }));
    rows
}
