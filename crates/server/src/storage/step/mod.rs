//! Load – decide – store: what a pure decision asks for, what it gets, what it answers.
//!
//! A decision is run until it stops asking. Asking for something that is not loaded ends the run with a [`Need`]; the
//! storage loads it and runs the decision again. A decision that asks for much at once ([`Loaded::have`]) takes few rounds.

mod loaded;
mod tie;
mod writes;

use std::collections::BTreeSet;

use domain::{
    ConversationId, Digest, Held, Millis, Name, NoticeId, OpId, OrgId, PersonId, Rev, Seq, policy::UploadPermit,
    record::Membership, wire::OpResult,
};

pub use self::{
    loaded::Loaded,
    tie::{LookedAtBy, StoredProfile, Tie, TiesOf},
    writes::{Change, Edits, NewOp, Writes, Written},
};
use super::shelf::Shelf;

/// A pure decision about one write. It may be run several times and must answer the same for the same facts.
pub type Decide = Box<dyn Fn(&Loaded) -> Known<Writes> + Send>;

/// A pure question whether somebody may send content; like a [`Decide`] that writes nothing.
pub type AskUpload = Box<dyn Fn(&Loaded) -> Known<Option<UploadPermit>> + Send>;

/// What is known, or what has to be loaded for it.
pub type Known<T> = Result<T, Box<Need>>;

/// What a decision needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Counters of shelves. They stay locked until the transaction ends; a database with several writers locks them in the
    /// order of this set, so that two batches cannot wait for each other.
    pub heads: BTreeSet<Shelf>,
    /// Records.
    pub records: BTreeSet<(Shelf, Name)>,
    /// Ops that were carried out.
    pub ops: BTreeSet<OpId>,
    /// Memberships of people.
    pub memberships: BTreeSet<PersonId>,
    /// Profiles of people.
    pub profiles: BTreeSet<PersonId>,
    /// Who sees a person by a view of their own.
    pub ties: BTreeSet<TiesOf>,
    /// Whom somebody sees by a view of their own.
    pub looked_at: BTreeSet<LookedAtBy>,
    /// Who works at an organisation's desk.
    pub organizers: BTreeSet<OrgId>,
    /// Who has a conversation with an organisation's desk.
    pub desks: BTreeSet<OrgId>,
    /// What somebody was told of an organisation's desk.
    pub desk_notices: BTreeSet<(PersonId, OrgId)>,
    /// How many of a kind somebody keeps.
    pub kept: BTreeSet<(PersonId, Kept)>,
    /// How much somebody has asked of others.
    pub asked: BTreeSet<AskedBy>,
    /// How many edits of the own profile somebody has made on a day, counted from 1970-01-01 in UTC.
    pub edits: BTreeSet<(PersonId, i64)>,
    /// How many messages of others a person has after a place in a conversation.
    pub unread: BTreeSet<(ConversationId, PersonId, Seq)>,
    /// How long content is that somebody may name in a message.
    pub blobs: BTreeSet<BlobOf>,
    /// Whose login address it is.
    pub logins: BTreeSet<String>,
}

/// Asks for content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobOf {
    /// Of which conversation.
    pub conversation: ConversationId,
    /// Which.
    pub digest: Digest,
    /// Who would name it.
    pub person: PersonId,
}

/// A shelf's counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// The revision of its newest write.
    pub head: Rev,
    /// The place of its newest message.
    pub seq: Seq,
}

/// An op that was carried out or refused before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOp {
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Whose it was.
    pub author: PersonId,
    /// Its result.
    pub result: KnownResult,
}

/// What is kept of an op's result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one at a time is alive; a box would stand in every pattern")]
pub enum KnownResult {
    /// All of it. Of a refused op for ever.
    Whole(OpResult),
    /// That an edit contradicted it; what stands is to be looked up anew.
    Conflict,
    /// That it was carried out.
    Done,
}

/// Things that somebody keeps for themselves, and of which there may be only so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// People they block.
    Blocks,
    /// Offers they keep.
    Saved,
    /// Reports they made.
    Reports,
}

impl Kept {
    /// How the names of their records begin, without the stroke.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Blocks => "block",
            Self::Saved => "saved",
            Self::Reports => "report",
        }
    }
}

/// Asks how often somebody has asked others for contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AskedBy {
    /// Who.
    pub person: PersonId,
    /// Where requests that wait are counted.
    pub organization: OrgId,
    /// Requests of any organisation that were made after this are recent.
    pub recent: Millis,
    /// Requests that wait are counted if they were made after this.
    pub waiting: Millis,
}

/// How often somebody has asked others for contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Recently, in all organisations.
    pub recent: u32,
    /// Without an answer yet, in the organisation.
    pub waiting: u32,
}

/// What a database must be able to load for a [`Need`].
pub trait Load {
    /// Its failure.
    type Error;
    /// The counters of a shelf, locked.
    fn head(&self, shelf: Shelf) -> Result<Counters, Self::Error>;
    /// A record, none if it never existed; one that is hidden or deleted has no object.
    fn record(&self, shelf: Shelf, name: Name) -> Result<Option<Held>, Self::Error>;
    /// An op.
    fn op(&self, op: OpId) -> Result<Option<KnownOp>, Self::Error>;
    /// A person's memberships, sorted by organisation.
    fn memberships(&self, person: PersonId) -> Result<Vec<Membership>, Self::Error>;
    /// A person's profile.
    fn profile(&self, person: PersonId) -> Result<StoredProfile, Self::Error>;
    /// Who sees a person by a view of their own, sorted by viewer.
    fn ties(&self, of: &TiesOf) -> Result<Vec<Tie>, Self::Error>;
    /// Whom somebody sees by a view of their own, sorted.
    fn looked_at(&self, by: &LookedAtBy) -> Result<Vec<PersonId>, Self::Error>;
    /// Organizers of an organisation, sorted.
    fn organizers(&self, organization: OrgId) -> Result<Vec<PersonId>, Self::Error>;
    /// Members who have a conversation with an organisation's desk, sorted.
    fn desks(&self, organization: OrgId) -> Result<Vec<PersonId>, Self::Error>;
    /// Notifications that somebody has of the work at an organisation's desk, sorted.
    fn desk_notices(&self, person: PersonId, organization: OrgId) -> Result<Vec<NoticeId>, Self::Error>;
    /// How many of a kind somebody keeps.
    fn kept(&self, person: PersonId, kind: Kept) -> Result<usize, Self::Error>;
    /// How much somebody has asked of others.
    fn asked(&self, by: AskedBy) -> Result<Asked, Self::Error>;
    /// Edits of the own profile on a day.
    fn edits(&self, person: PersonId, day: i64) -> Result<u32, Self::Error>;
    /// Messages of others after a place.
    fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Result<u32, Self::Error>;
    /// How long a content is that somebody may name in a message; none when it is not there, or not all of it.
    fn blob(&self, of: BlobOf) -> Result<Option<u32>, Self::Error>;
    /// The person of a login address.
    fn login(&self, address: &str) -> Result<Option<PersonId>, Self::Error>;
}
