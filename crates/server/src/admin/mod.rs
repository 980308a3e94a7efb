//! What whoever runs the server may do at its command line: make organisations and their units, add members, change what
//! an organisation says of them. Also the way in which tests set up their world.

pub mod demo;
mod enrol;
pub mod load;
mod status;
mod unit;

use domain::{
    MembershipId, Millis, OpId, OrgId, PersonId, Refusal, RefusalCode, RowId, UnitId, apply, limit,
    record::{MemberValue, MembershipStatus, Organization, OrganizationKind, Role},
    text,
    wire::{OpOutcome, OpResult},
};
use uuid::Uuid;

use self::enrol::{Enrolment, enrol};
pub use self::{demo::demo_world, status::set_status, unit::add_units};
use crate::{
    app::App,
    mail,
    storage::{
        StorageError,
        step::{Decide, Writes},
    },
    usecase::sign_in,
};

/// Decisions in one transaction: few flushes to the disk, and others who write need not wait for long.
const BATCH: usize = 500;

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
    /// Nobody with this address is a member.
    #[error("no member of the organisation has this address: {0}")]
    NoMember(String),
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

/// What an organisation says of a new member.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// The status.
    pub status: MembershipStatus,
    /// 在籍歴: the units they belong or belonged to, which the organisation must have.
    pub units: Vec<UnitId>,
    /// 期・卒業年度
    pub cohort: Option<u16>,
    /// The position they hold or held there.
    pub title: String,
}

impl From<MembershipStatus> for NewMember {
    fn from(status: MembershipStatus) -> Self {
        Self { status, units: Vec::new(), cohort: None, title: String::new() }
    }
}

impl NewMember {
    fn value(self, role: Role) -> MemberValue {
        let Self { status, units, cohort, title } = self;
        MemberValue { status, role, units, cohort, title }
    }
}

/// Makes an organisation with its first organizer.
///
/// # Errors
/// [`AdminError`]
pub async fn create_organization(app: &App, new: &NewOrganization) -> Result<(OrgId, PersonId), AdminError> {
    let id = OrgId(app.new_id());
    let organization = organization(id, new)?;
    let member = NewMember::from(MembershipStatus::Current).value(Role::Organizer);
    let enrolment = enrolment(app, id, &new.organizer, &member)?;
    let person = enrol(app, Enrolment { creates: Some((organization, Vec::new())), ..enrolment }).await?;
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
    member: impl Into<NewMember>,
) -> Result<PersonId, AdminError> {
    enrol(app, enrolment(app, organization, new, &member.into().value(Role::Member))?).await
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

fn enrolment(app: &App, organization: OrgId, new: &NewPerson, member: &MemberValue) -> Result<Enrolment, AdminError> {
    let address = address(&new.mail)?;
    let name = |text: &str, field: &str| line(text, field, limit::NAME);
    let person = NewPerson {
        mail: address,
        family: name(&new.family, "family")?,
        given: name(&new.given, "given")?,
        family_kana: name(&new.family_kana, "family_kana")?,
        given_kana: name(&new.given_kana, "given_kana")?,
    };
    if person.family.is_empty() {
        return Err(Refusal::at(RefusalCode::Empty, "family").into());
    }
    Ok(Enrolment {
        creates: None,
        organization,
        person,
        profile: Vec::new(),
        member: apply::check_member(member)?,
        new_person: PersonId(app.new_id()),
        new_membership: MembershipId(app.new_id()),
        new_row: RowId(app.new_id()),
    })
}

/// Carries out what the operator decided; a decision that cannot be carried out answers with a refusal.
async fn carry_out(app: &App, organization: OrgId, decide: Decide) -> Result<(), AdminError> {
    let answers = app.storage().commit(vec![decide]).await?;
    match answers.into_iter().flatten().next().map(|answer| answer.outcome) {
        Some(OpOutcome::Refused { refusal }) => match refusal.field.as_deref() {
            Some("organization") => Err(AdminError::NoOrganization(organization)),
            Some(_) | None => Err(refusal.into()),
        },
        Some(_) | None => Ok(()),
    }
}

/// Nothing is written.
fn refused(at: Millis, refusal: Refusal) -> Writes {
    // No device waits for it: the id names nothing.
    Writes::nothing(at).with_answer(OpResult { id: OpId(Uuid::nil()), outcome: OpOutcome::Refused { refusal } })
}

fn address(typed: &str) -> Result<String, AdminError> {
    mail::address(typed).ok_or_else(|| AdminError::Address(typed.to_owned()))
}

fn line(typed: &str, field: &str, longest: usize) -> Result<String, AdminError> {
    let line = text::clean_line(typed);
    text::within(&line, longest, field)?;
    Ok(line)
}
