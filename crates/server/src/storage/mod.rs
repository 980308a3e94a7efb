//! The storage contract: what the use cases ask of a database, in their words and without a word of SQL.
//!
//! Writing is *load – decide – store*: a use case hands over pure functions, the storage loads what they ask for, lets
//! them decide and stores what they answer, all in one transaction. So a database only has to know how to load and how to
//! store, and every rule stays in plain Rust. One test suite (`tests/it/contract/`) holds for every implementation.

pub mod account;
pub mod blob;
pub mod hub;
pub mod read;
pub mod shelf;
pub mod sqlite;
pub mod step;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use async_trait::async_trait;
use domain::{
    Digest, Millis, Name, OrgId, PersonId, Scope, SessionId, Standing,
    policy::{LookPermit, ReadPermit, Relation, UploadPermit},
    wire::{BlobChunks, OpResult, Sum},
};
use uuid::Uuid;

use self::{
    account::{Begun, CodeLimit, Judge, NewChallenge, NewSession, Redeemed, Session, StoredSession},
    blob::{Blob, Chunk, Content, Received, UploadBudget},
    hub::Hub,
    read::{Extent, LookBudget, Looked, Page, PageRange, Position, Revs, StoredRecord},
    step::{AskUpload, Decide},
};

/// What a server keeps. Whatever a method has answered is durable.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Carries out decisions in order, in one transaction; later ones see what earlier ones wrote. An answer per
    /// decision: the op's result, none for a write that was no op. All or nothing.
    async fn commit(&self, decisions: Vec<Decide>) -> Result<Vec<Option<OpResult>>, StorageError>;

    /// What ties a person to a scope.
    async fn relation(&self, person: PersonId, scope: Scope) -> Result<Relation, StorageError>;

    /// Every scope that something ties a person to. Whether it may be read is the policy's to say.
    async fn scopes_of(&self, person: PersonId) -> Result<BTreeMap<Scope, Relation>, StorageError>;

    /// The organisations that a person belongs to, with the standing there.
    async fn standings_of(&self, person: PersonId) -> Result<BTreeMap<OrgId, Standing>, StorageError>;

    /// Records that a person sees by a view of their own, in each scope that has any: no write to the class's shelf shows
    /// the person anything of them any more.
    async fn own_views(&self, person: PersonId) -> Result<BTreeMap<Scope, BTreeSet<Name>>, StorageError>;

    /// How far a scope reaches for a reader, and how much of it lies after a place.
    async fn extent(&self, permit: &ReadPermit, after: Revs) -> Result<Extent, StorageError>;

    /// The next records of a scope that a reader may see, read in one transaction.
    async fn page(&self, permit: &ReadPermit, range: PageRange) -> Result<Page, StorageError>;

    /// The newest records that stand in a conversation, or of a directory those that every member sees (the organisation and its
    /// units), oldest first: at most so many, of at most so many bytes.
    async fn newest(&self, permit: &ReadPermit, most: usize, bytes: usize) -> Result<Vec<StoredRecord>, StorageError>;

    /// What everything that stands in a scope for a reader comes to, and where the scope ends for them, read in one transaction.
    async fn sum(&self, permit: &ReadPermit) -> Result<(Position, Sum), StorageError>;

    /// Another person's profile, read in one transaction with what ties the viewer to the person; none when one of the two
    /// does not belong to the organisation.
    async fn look(&self, permit: &LookPermit) -> Result<Option<Looked>, StorageError>;

    /// Counts that somebody looks at a person, who need not exist; the same one again on the same day costs nothing. False
    /// when the budget is spent.
    async fn spend_look(&self, budget: LookBudget, person: PersonId) -> Result<bool, StorageError>;

    /// Whether content may be sent, decided as [`Storage::commit`] decides; nothing is written.
    async fn ask_upload(&self, ask: AskUpload) -> Result<Option<UploadPermit>, StorageError>;

    /// Which chunks of a content need not be sent: of the conversation's own content all, otherwise those that the person has
    /// sent. Those of others show in no answer.
    async fn chunks(&self, permit: &UploadPermit, content: Content) -> Result<BlobChunks, StorageError>;

    /// Keeps a chunk; the content is checked when its last one comes. Moves nothing that anybody could listen to.
    async fn receive(
        &self,
        permit: &UploadPermit,
        chunk: Chunk,
        budget: UploadBudget,
    ) -> Result<Received, StorageError>;

    /// Content that a message of the conversation names.
    async fn blob(&self, permit: &ReadPermit, digest: Digest) -> Result<Option<Blob>, StorageError>;

    /// A chunk of it; none once it has gone.
    async fn chunk(&self, blob: Blob, n: u32) -> Result<Option<Vec<u8>>, StorageError>;

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

    /// Forgets what has served its time: bodies of results, old tombstones, sign-ins that ended, content that no message has
    /// named, budgets of past days.
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
