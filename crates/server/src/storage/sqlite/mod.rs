//! The storage contract on SQLite: one writer, a few readers, one file in the data folder.
//!
//! The file is not encrypted: whoever runs the server can read it anyway, and encrypts the disk. (SQLCipher is linked for
//! the client's sake; without a key it is plain SQLite.)

mod account;
mod blob;
mod budget;
mod commit;
mod follow;
mod limits;
mod migrations;
mod newest;
mod open;
mod page;
mod pending;
mod prune;
mod readers;
mod record;
mod relation;
mod seat;
mod shelf;
mod tie;
mod value;
mod writer;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use domain::{
    Digest, Millis, Name, OrgId, PersonId, Scope, SessionId, Standing,
    policy::{LookPermit, ReadPermit, Relation, UploadPermit},
    wire::{BlobChunks, OpResult, Sum},
};
use rusqlite::Connection;
use uuid::Uuid;

use self::{readers::Readers, writer::Published, writer::Writer};
use super::{
    Storage, StorageError,
    account::{Begun, CodeLimit, Judge, NewChallenge, NewSession, Redeemed, Session, StoredSession},
    blob::{Blob, Chunk, Content, Received, UploadBudget},
    hub::Hub,
    read::{Extent, LookBudget, Looked, Page, PageRange, Position, Revs, StoredRecord},
    shelf::Shelf,
    step::{AskUpload, Decide},
};

/// Where the work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A thread that writes, and several connections that read: for a server.
    Thread,
    /// All on the calling thread over one connection: for tests that must repeat exactly.
    Inline,
}

/// Storage in an SQLite file.
#[derive(Debug)]
pub struct SqliteStorage {
    writer: Writer,
    readers: Readers,
    hub: Arc<Hub>,
}

impl SqliteStorage {
    /// Opens a file, makes it when there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, or was made by a newer server.
    pub fn open(path: &Path, mode: Mode) -> Result<Self, StorageError> {
        let connection = open::writing(path)?;
        match mode {
            Mode::Inline => Ok(Self::inline(connection)),
            Mode::Thread => {
                let hub = Arc::new(Hub::default());
                let readers = Readers::pool(path)?;
                let writer = Writer::thread(connection, Arc::clone(&hub))?;
                Ok(Self { writer, readers, hub })
            }
        }
    }

    /// A database that lives as long as this value, on the calling thread.
    ///
    /// # Errors
    /// When SQLite cannot be used at all.
    pub fn in_memory_inline() -> Result<Self, StorageError> {
        Ok(Self::inline(open::in_memory()?))
    }

    fn inline(connection: Connection) -> Self {
        let hub = Arc::new(Hub::default());
        let connection = Arc::new(Mutex::new(connection));
        let readers = Readers::inline(Arc::clone(&connection));
        Self { writer: Writer::inline(connection, Arc::clone(&hub)), readers, hub }
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn commit(&self, decisions: Vec<Decide>) -> Result<Vec<Option<OpResult>>, StorageError> {
        self.writer.write(move |tx| commit::run(tx, decisions)).await
    }

    async fn relation(&self, person: PersonId, scope: Scope) -> Result<Relation, StorageError> {
        self.readers.read(move |db| relation::between(db, person, scope)).await
    }

    async fn scopes_of(&self, person: PersonId) -> Result<BTreeMap<Scope, Relation>, StorageError> {
        self.readers.read(move |db| relation::scopes_of(db, person)).await
    }

    async fn standings_of(&self, person: PersonId) -> Result<BTreeMap<OrgId, Standing>, StorageError> {
        self.readers.read(move |db| relation::standings_of(db, person)).await
    }

    async fn own_views(&self, person: PersonId) -> Result<BTreeMap<Scope, BTreeSet<Name>>, StorageError> {
        self.readers.read(move |db| tie::own_views(db, person)).await
    }

    async fn extent(&self, permit: &ReadPermit, after: Revs) -> Result<Extent, StorageError> {
        let shelves = Shelf::opened_by(permit);
        self.readers.read(move |db| page::extent(db, &shelves, after)).await
    }

    async fn page(&self, permit: &ReadPermit, range: PageRange) -> Result<Page, StorageError> {
        let shelves = Shelf::opened_by(permit);
        self.readers.read(move |db| page::page(db, &shelves, range)).await
    }

    async fn newest(&self, permit: &ReadPermit, most: usize, bytes: usize) -> Result<Vec<StoredRecord>, StorageError> {
        let shelf = Shelf::from(permit.scope());
        self.readers.read(move |db| newest::newest(db, shelf, most, bytes)).await
    }

    async fn sum(&self, permit: &ReadPermit) -> Result<(Position, Sum), StorageError> {
        let (scope, shelves) = (permit.scope(), Shelf::opened_by(permit));
        self.readers.read(move |db| page::sum(db, scope, &shelves)).await
    }

    async fn look(&self, permit: &LookPermit) -> Result<Option<Looked>, StorageError> {
        let (organization, person, viewer) = (permit.organization(), permit.person(), permit.viewer());
        self.readers.read(move |db| tie::look(db, organization, person, viewer)).await
    }

    async fn spend_look(&self, budget: LookBudget, person: PersonId) -> Result<bool, StorageError> {
        if self.readers.read(move |db| budget::is_spent(db, budget, person)).await? {
            return Ok(true);
        }
        self.writer.write(move |tx| Ok((budget::spend(tx, budget, person)?, Published::Nothing))).await
    }

    async fn ask_upload(&self, ask: AskUpload) -> Result<Option<UploadPermit>, StorageError> {
        self.readers.read(move |db| commit::ask(db, &ask)).await
    }

    async fn chunks(&self, permit: &UploadPermit, content: Content) -> Result<BlobChunks, StorageError> {
        let (conversation, person) = (permit.conversation(), permit.person());
        self.readers.read(move |db| blob::chunks(db, conversation, person, content)).await
    }

    async fn receive(
        &self,
        permit: &UploadPermit,
        chunk: Chunk,
        budget: UploadBudget,
    ) -> Result<Received, StorageError> {
        let of = (permit.conversation(), permit.person());
        self.writer.write(move |tx| Ok((blob::receive(tx, of, &chunk, budget)?, Published::Nothing))).await
    }

    async fn blob(&self, permit: &ReadPermit, digest: Digest) -> Result<Option<Blob>, StorageError> {
        match permit.scope() {
            Scope::Conv(conversation) => self.readers.read(move |db| blob::shared(db, conversation, digest)).await,
            Scope::Me(_) | Scope::Dir(_) | Scope::Offers(_) | Scope::Desk(_) => Ok(None),
        }
    }

    async fn chunk(&self, blob: Blob, n: u32) -> Result<Option<Vec<u8>>, StorageError> {
        self.readers.read(move |db| blob::chunk(db, blob, n)).await
    }

    async fn person_of(&self, address: &str) -> Result<Option<PersonId>, StorageError> {
        let address = address.to_owned();
        self.readers.read(move |db| account::login(db, &address)).await
    }

    async fn begin_sign_in(
        &self,
        address: &str,
        challenge: NewChallenge,
        limit: CodeLimit,
    ) -> Result<Begun, StorageError> {
        let address = address.to_owned();
        self.writer.write(move |tx| Ok((account::begin(tx, &address, &challenge, limit)?, Published::Nothing))).await
    }

    async fn redeem(&self, challenge: Uuid, judge: Judge, session: NewSession) -> Result<Redeemed, StorageError> {
        self.writer.write(move |tx| Ok((account::redeem(tx, challenge, judge, &session)?, Published::Nothing))).await
    }

    async fn add_session(&self, person: PersonId, session: NewSession) -> Result<(), StorageError> {
        self.writer.write(move |tx| Ok((account::add_session(tx, person, &session)?, Published::Nothing))).await
    }

    async fn session(&self, token_hash: [u8; 32]) -> Result<Option<Session>, StorageError> {
        self.readers.read(move |db| account::session(db, token_hash)).await
    }

    async fn touch(&self, session: SessionId, at: Millis) -> Result<(), StorageError> {
        self.writer.write(move |tx| Ok((account::touch(tx, session, at)?, Published::Nothing))).await
    }

    async fn sessions(&self, person: PersonId) -> Result<Vec<StoredSession>, StorageError> {
        self.readers.read(move |db| account::sessions(db, person)).await
    }

    async fn revoke(&self, person: PersonId, session: SessionId, at: Millis) -> Result<bool, StorageError> {
        let revoke = move |tx: &Connection| {
            let is_revoked = account::revoke(tx, person, session, at)?;
            // Only what was revoked is told: otherwise anybody could end anybody's streams.
            Ok((is_revoked, if is_revoked { Published::Revoked(session) } else { Published::Nothing }))
        };
        self.writer.write(revoke).await
    }

    async fn secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StorageError> {
        self.writer.write(move |tx| Ok((account::secret(tx, candidate)?, Published::Nothing))).await
    }

    async fn prune(&self, now: Millis) -> Result<(), StorageError> {
        self.writer.write(move |tx| Ok((prune::run(tx, now)?, Published::Nothing))).await
    }

    async fn renew_epoch(&self) -> Result<(), StorageError> {
        self.writer.write(move |tx| Ok((shelf::renew_epoch(tx)?, Published::Nothing))).await
    }

    fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    async fn close(&self) {
        self.writer.close().await;
    }
}
