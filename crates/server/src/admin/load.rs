//! Loading much at once: people with their profiles, and what they did, each at its time.
//!
//! Everything goes through the same decisions as one by one, so inbox rows, counts, cards and counters are what they would be;
//! only so many share a transaction that the disk is flushed a few times for all of them.

use domain::{MembershipId, Millis, Object, Op, OpId, OrgId, PersonId, Refusal, RefusalCode, RowId, wire::OpOutcome};

use super::{AdminError, BATCH, NewMember, NewPerson, enrol::Enrolment, enrol::decision};
use crate::{app::App, storage::step::Decide, usecase::ops};

/// Somebody who joins an organisation with a profile. Nothing is checked: an importer has checked it.
#[derive(Clone, Debug)]
pub struct Joining {
    /// The address they sign in with.
    pub person: NewPerson,
    /// What the organisation says of them.
    pub member: NewMember,
    /// Who they will be, unless the address is somebody's.
    pub id: PersonId,
    /// Their membership.
    pub membership: MembershipId,
    /// The entry of their profile with their address.
    pub contact: RowId,
    /// Values and entries of their profile.
    pub profile: Vec<Object>,
}

/// Something that is loaded.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time is alive")]
pub enum Step {
    /// Somebody joins.
    Join(Joining),
    /// Somebody does something.
    Do {
        /// Who.
        author: PersonId,
        /// What.
        op: Op,
    },
}

/// Steps on their way into the storage.
pub struct Loading<'a> {
    app: &'a App,
    organization: OrgId,
    waiting: Vec<Decide>,
    count: u64,
}

impl<'a> Loading<'a> {
    /// Begins to load into an organisation that is there.
    pub const fn new(app: &'a App, organization: OrgId) -> Self {
        Self { app, organization, waiting: Vec::new(), count: 0 }
    }

    /// Adds a step that was taken at a time.
    ///
    /// # Errors
    /// When storage fails, or something before it could not be carried out.
    pub async fn add(&mut self, step: Step, at: Millis) -> Result<(), AdminError> {
        self.waiting.push(match step {
            Step::Join(joining) => decision(enrolment(self.organization, joining), at),
            Step::Do { author, op } => ops::decision(author, op, at)?,
        });
        if self.waiting.len() < BATCH { Ok(()) } else { self.carry_out().await }
    }

    /// Ends it; how many steps there were.
    ///
    /// # Errors
    /// As [`Loading::add`].
    pub async fn finish(mut self) -> Result<u64, AdminError> {
        self.carry_out().await?;
        Ok(self.count)
    }

    async fn carry_out(&mut self) -> Result<(), AdminError> {
        let batch = std::mem::take(&mut self.waiting);
        self.count += batch.len() as u64;
        for answer in self.app.storage().commit(batch).await?.into_iter().flatten() {
            match answer.outcome {
                OpOutcome::Refused { refusal } => return Err(refusal.into()),
                OpOutcome::Conflict { .. } => return Err(conflict(answer.id)),
                OpOutcome::Applied { .. }
                | OpOutcome::Merged { .. }
                | OpOutcome::Removed { .. }
                | OpOutcome::Unchanged { .. }
                | OpOutcome::Known => {}
            }
        }
        Ok(())
    }
}

/// What is loaded contradicts what is there.
fn conflict(op: OpId) -> AdminError {
    tracing::error!(%op, "contradicts what is there");
    Refusal::of(RefusalCode::Invalid).into()
}

fn enrolment(organization: OrgId, joining: Joining) -> Enrolment {
    let Joining { person, member, id, membership, contact, profile } = joining;
    Enrolment {
        creates: None,
        organization,
        person,
        profile,
        member: member.value(domain::record::Role::Member),
        new_person: id,
        new_membership: membership,
        new_row: contact,
    }
}
