//! What whoever runs the server may do at its command line: make organisations, add members. Also the way in which tests
//! set up their world.

pub mod demo;
mod enrol;

use domain::{
    MembershipId, OrgId, PersonId, Refusal, RowId, limit,
    record::{MembershipStatus, Organization, OrganizationKind, Role},
    text,
};

pub use self::demo::demo_world;
use self::enrol::{Enrolment, enrol};
use crate::{app::App, mail, storage::StorageError, usecase::sign_in};

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// Not a mail address.
    #[error("this is no mail address: {0}")]
    Address(String),
    /// A text is too long or missing.
    #[error("{}: {}", .0.field.as_deref().unwrap_or("text"), .0.code.as_str())]
    Text(Refusal),
    /// There is no such organisation.
    #[error("there is no organisation {0}")]
    NoOrganization(OrgId),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Refusal> for AdminError {
    fn from(refusal: Refusal) -> Self {
        Self::Text(refusal)
    }
}

/// A person as an organisation knows them before they first sign in.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// The address they sign in with. Somebody who has it already is the same person.
    pub mail: String,
    /// 姓
    pub family: String,
    /// 名
    pub given: String,
    /// セイ
    pub family_kana: String,
    /// メイ
    pub given_kana: String,
}

/// An organisation that joins.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Its name.
    pub name: String,
    /// The reading of its name.
    pub kana: String,
    /// What it is.
    pub kind: OrganizationKind,
    /// Who runs its network.
    pub organizer: NewPerson,
}

/// Makes an organisation with its first organizer.
///
/// # Errors
/// [`AdminError`]
pub async fn create_organization(app: &App, new: &NewOrganization) -> Result<(OrgId, PersonId), AdminError> {
    let id = OrgId(app.new_id());
    let organization = organization(id, new)?;
    let enrolment = enrolment(app, id, &new.organizer, MembershipStatus::Current, Role::Organizer)?;
    let person = enrol(app, Enrolment { creates: Some(organization), ..enrolment }).await?;
    Ok((id, person))
}

/// Makes somebody a member of an organisation. Names of a new person are shown to its members; somebody who is known
/// already, from another organisation, decides in the app what the new one sees.
///
/// # Errors
/// [`AdminError`]
pub async fn add_member(
    app: &App,
    organization: OrgId,
    new: &NewPerson,
    status: MembershipStatus,
) -> Result<PersonId, AdminError> {
    enrol(app, enrolment(app, organization, new, status, Role::Member)?).await
}

/// Signs somebody in without a code.
///
/// # Errors
/// [`AdminError::Storage`]
pub async fn issue_session(app: &App, person: PersonId, device: &str) -> Result<String, AdminError> {
    let (token, session) = sign_in::new_session(app, device);
    app.storage().add_session(person, session).await?;
    Ok(token)
}

fn organization(id: OrgId, new: &NewOrganization) -> Result<Organization, AdminError> {
    let alumni_label = match new.kind {
        OrganizationKind::Company => "アルムナイ",
        OrganizationKind::School => "卒業生",
        OrganizationKind::Association => "OB・OG",
    };
    Ok(Organization {
        id,
        kind_of: new.kind,
        name: line(&new.name, "name", limit::SHORT)?,
        kana: line(&new.kana, "kana", limit::SHORT)?,
        alumni_label: alumni_label.to_owned(),
    })
}

fn enrolment(
    app: &App,
    organization: OrgId,
    new: &NewPerson,
    status: MembershipStatus,
    role: Role,
) -> Result<Enrolment, AdminError> {
    let address = mail::address(&new.mail).ok_or_else(|| AdminError::Address(new.mail.clone()))?;
    let name = |text: &str, field: &str| line(text, field, limit::NAME);
    let person = NewPerson {
        mail: address,
        family: name(&new.family, "family")?,
        given: name(&new.given, "given")?,
        family_kana: name(&new.family_kana, "family_kana")?,
        given_kana: name(&new.given_kana, "given_kana")?,
    };
    if person.family.is_empty() {
        return Err(Refusal::at(domain::RefusalCode::Empty, "family").into());
    }
    Ok(Enrolment {
        creates: None,
        organization,
        person,
        status,
        role,
        new_person: PersonId(app.new_id()),
        new_membership: MembershipId(app.new_id()),
        new_row: RowId(app.new_id()),
    })
}

fn line(typed: &str, field: &str, longest: usize) -> Result<String, AdminError> {
    let line = text::clean_line(typed);
    text::within(&line, longest, field)?;
    Ok(line)
}
