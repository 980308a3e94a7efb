//! Load – decide – store: what a pure decision asks for, what it gets, what it answers.
//!
//! A decision is run until it stops asking. Asking for something that is not loaded ends the run with a [`Need`]; the
//! storage loads it and runs the decision again. A decision that asks for much at once ([`Loaded::have`]) takes few rounds.

mod loaded;
mod writes;

use std::collections::BTreeSet;

use domain::{ConversationId, Held, Name, OpId, PersonId, Rev, Scope, Seq, record::Membership, wire::OpResult};

pub use self::{
    loaded::Loaded,
    writes::{Deletion, NewOp, Writes},
};

/// A pure decision about one write. It may be run several times and must answer the same for the same facts.
pub type Decide = Box<dyn Fn(&Loaded) -> Known<Writes> + Send>;

/// What is known, or what has to be loaded for it.
pub type Known<T> = Result<T, Box<Need>>;

/// What a decision needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Counters of scopes. They stay locked until the transaction ends; a database with several writers locks them in the
    /// order of this set, so that two batches cannot wait for each other.
    pub heads: BTreeSet<Scope>,
    /// Records.
    pub records: BTreeSet<(Scope, Name)>,
    /// Ops that were carried out.
    pub ops: BTreeSet<OpId>,
    /// Memberships of people.
    pub memberships: BTreeSet<PersonId>,
    /// How many messages of others a person has after a place in a conversation.
    pub unread: BTreeSet<(ConversationId, PersonId, Seq)>,
    /// How many rows a person's profile has.
    pub rows: BTreeSet<PersonId>,
    /// Whose login address it is.
    pub logins: BTreeSet<String>,
}

/// A scope's counters.
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
    /// Its result; none once the body is no longer kept.
    pub result: Option<OpResult>,
}

/// What a database must be able to load for a [`Need`].
pub trait Load {
    /// Its failure.
    type Error;
    /// The counters of a scope, locked.
    fn head(&self, scope: Scope) -> Result<Counters, Self::Error>;
    /// A record, none if it never existed.
    fn record(&self, scope: Scope, name: Name) -> Result<Option<Held>, Self::Error>;
    /// An op.
    fn op(&self, op: OpId) -> Result<Option<KnownOp>, Self::Error>;
    /// A person's memberships, sorted by organisation.
    fn memberships(&self, person: PersonId) -> Result<Vec<Membership>, Self::Error>;
    /// Messages of others after a place.
    fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Result<u32, Self::Error>;
    /// Rows of a profile.
    fn rows(&self, person: PersonId) -> Result<usize, Self::Error>;
    /// The person of a login address.
    fn login(&self, address: &str) -> Result<Option<PersonId>, Self::Error>;
}
