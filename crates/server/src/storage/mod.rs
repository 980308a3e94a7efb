//! The storage contract: what the use cases ask of a database, in their words and without a word of SQL.
//!
//! Writing is *load – decide – store*: a use case hands over pure functions, the storage loads what they ask for, lets
//! them decide and stores what they answer, all in one transaction. So a database only has to know how to load and how to
//! store, and every rule stays in plain Rust. One test suite (`tests/it/contract/`) holds for every implementation.

pub mod account;
pub mod hub;
pub mod sqlite;
pub mod step;

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use domain::{
    Millis, PersonId, Rev, Scope, SessionId,
    policy::{ReadPermit, Relation},
    wire::OpResult,
};
use uuid::Uuid;

use self::{
    account::{Begun, CodeLimit, Judge, NewChallenge, NewSession, Redeemed, Session, StoredSession},
    hub::Hub,
    step::Decide,
};

/// What a server keeps. Whatever a method has answered is durable.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Carries out decisions in order, in one transaction; later ones see what earlier ones wrote. An answer per
    /// decision: the op's result, none for a write that was no op. All or nothing.
    async fn commit(&self, decisions: Vec<Decide>) -> Result<Vec<Option<OpResult>>, StorageError>;

    /// What ties a person to a scope.
    async fn relation(&self, person: PersonId, scope: Scope) -> Result<Relation, StorageError>;

    /// Every scope that a person may read.
    async fn scopes_of(&self, person: PersonId) -> Result<BTreeSet<Scope>, StorageError>;

    /// Where a scope stands, and how many live records lie after a revision.
    async fn standing(&self, permit: &ReadPermit, after: Rev) -> Result<Standing, StorageError>;

    /// The next records of a scope in the order of their revisions, read in one transaction.
    async fn page(&self, permit: &ReadPermit, range: PageRange) -> Result<Page, StorageError>;

    /// Whose login address it is.
    async fn person_of(&self, address: &str) -> Result<Option<PersonId>, StorageError>;

    /// Begins a sign-in, unless the address has had too many codes; the same work for an unknown address.
    async fn begin_sign_in(
        &self,
        address: &str,
        challenge: NewChallenge,
        limit: CodeLimit,
    ) -> Result<Begun, StorageError>;

    /// Redeems a code: loads the challenge, lets `judge` decide, counts the try or makes the session, in one transaction.
    async fn redeem(&self, challenge: Uuid, judge: Judge, session: NewSession) -> Result<Redeemed, StorageError>;

    /// Makes a session without a code, for the operator and for tests.
    async fn add_session(&self, person: PersonId, session: NewSession) -> Result<(), StorageError>;

    /// The session of a token; none when there is none or it was revoked.
    async fn session(&self, token_hash: [u8; 32]) -> Result<Option<Session>, StorageError>;

    /// Notes when a session was used.
    async fn touch(&self, session: SessionId, at: Millis) -> Result<(), StorageError>;

    /// A person's sessions that were not revoked, newest first.
    async fn sessions(&self, person: PersonId) -> Result<Vec<StoredSession>, StorageError>;

    /// Revokes a person's session; false when the person has no such session.
    async fn revoke(&self, person: PersonId, session: SessionId, at: Millis) -> Result<bool, StorageError>;

    /// The server's secret; the candidate becomes it when there is none yet.
    async fn secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StorageError>;

    /// Forgets what has served its time: bodies of results, old tombstones, sign-ins that ended.
    async fn prune(&self, now: Millis) -> Result<(), StorageError>;

    /// After a restore from a backup: no position that a device has can be continued.
    async fn renew_epoch(&self) -> Result<(), StorageError>;

    /// Who listens; told after each commit and at no other time.
    fn hub(&self) -> &Arc<Hub>;

    /// Writes everything home and stops. Calls after it fail.
    async fn close(&self);
}

/// Why storage did not do it, by what the caller can do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Nothing was written; the same call may succeed later: the database is busy, the disk is full, the server stops.
    #[error("storage cannot now: {0}")]
    Unavailable(String),
    /// Nothing was written, and trying again will not help: a damaged file or our mistake.
    #[error("storage failed: {0}")]
    Failed(String),
}

/// Where a scope stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Changes when positions cannot be continued.
    pub epoch: u64,
    /// The revision of the newest write.
    pub head: Rev,
    /// Tombstones up to this revision are no longer kept.
    pub floor: Rev,
    /// Live records after the revision that was asked for.
    pub total: u64,
}

/// Which records to read next.
#[derive(Clone, Copy, Debug)]
pub struct PageRange {
    /// Records with a higher revision.
    pub after: Rev,
    /// Tombstones up to this revision are left out: the reader never had what they bury.
    pub without_tombstones_to: Rev,
    /// At most so many.
    pub records: usize,
    /// The page ends once its content has so many bytes.
    pub bytes: usize,
}

/// A piece of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// In the order of their revisions.
    pub records: Vec<StoredRecord>,
    /// Everything up to this revision has been read.
    pub through: Rev,
    /// Whether that is the scope's head.
    pub is_done: bool,
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its name in the scope.
    pub name: String,
    /// Its revision.
    pub rev: Rev,
    /// The op that wrote it last.
    pub by: Option<domain::OpId>,
    /// Its content as JSON; none for a tombstone.
    pub body: Option<String>,
}
