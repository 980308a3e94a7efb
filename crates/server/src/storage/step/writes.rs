//! What a decision answers.

use std::collections::BTreeMap;

use domain::{Millis, Name, Object, OpId, PersonId, Record, Rev, Seq, policy::WritePermit, wire::OpResult};

use super::{Counters, Known, Loaded};
use crate::storage::shelf::Shelf;

/// Who lets a decision write.
#[derive(Debug, PartialEq, Eq)]
enum Leave {
    /// The policy, for an op.
    Policy(WritePermit),
    /// Whoever runs the server, at its command line.
    Operator,
    /// Nobody: only a result may be noted.
    None,
}

/// What a decision answers: the state after it.
#[derive(Debug)]
pub struct Writes {
    leave: Leave,
    at: Millis,
    heads: BTreeMap<Shelf, Counters>,
    written: Vec<Written>,
    op: Option<NewOp>,
    logins: Vec<(String, PersonId)>,
    edits: Vec<Edits>,
    answer: Option<OpResult>,
}

/// A record that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it stands.
    pub shelf: Shelf,
    /// What it is.
    pub name: Name,
    /// Its revision from now on.
    pub rev: Rev,
    /// The op that wrote it.
    pub by: Option<OpId>,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly all are puts")]
pub enum Change {
    /// It is this.
    Put(Object),
    /// Its reader sees nothing of it from now on, whatever the class sees; kept for ever.
    Hide,
    /// It is no more; a tombstone says so for a while.
    Delete,
}

/// Edits of somebody's own profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edits {
    /// Whose.
    pub person: PersonId,
    /// Days since 1970-01-01 in UTC.
    pub day: i64,
    /// How many more.
    pub count: u32,
}

/// An op with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOp {
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Whose it is.
    pub author: PersonId,
    /// What became of it.
    pub result: OpResult,
}

impl Writes {
    /// Writes of an op that the policy allowed.
    pub fn permitted(permit: WritePermit, at: Millis) -> Self {
        Self::with(Leave::Policy(permit), at)
    }

    /// Writes of whoever runs the server.
    pub fn by_operator(at: Millis) -> Self {
        Self::with(Leave::Operator, at)
    }

    /// No record may be written.
    pub fn nothing(at: Millis) -> Self {
        Self::with(Leave::None, at)
    }

    fn with(leave: Leave, at: Millis) -> Self {
        Self {
            leave,
            at,
            heads: BTreeMap::new(),
            written: vec![],
            op: None,
            logins: vec![],
            edits: vec![],
            answer: None,
        }
    }

    /// Puts a record; its revision is the shelf's next.
    ///
    /// # Errors
    /// When the shelf's counters are not loaded.
    pub fn put(
        &mut self,
        loaded: &Loaded,
        (shelf, name): (impl Into<Shelf>, Name),
        by: Option<OpId>,
        object: Object,
    ) -> Known<Record> {
        let shelf = shelf.into();
        let rev = self.write(loaded, (shelf, name), by, Change::Put(object.clone()))?;
        Ok(Record { scope: shelf.scope, name, rev, by, object })
    }

    /// Hides a record from the reader whose shelf it is.
    ///
    /// # Errors
    /// When the shelf's counters are not loaded.
    pub fn hide(&mut self, loaded: &Loaded, shelf: Shelf, name: Name) -> Known<()> {
        self.write(loaded, (shelf, name), None, Change::Hide).map(drop)
    }

    /// Removes a record and leaves a tombstone.
    ///
    /// # Errors
    /// When the shelf's counters are not loaded.
    pub fn delete(&mut self, loaded: &Loaded, (shelf, name): (impl Into<Shelf>, Name), by: Option<OpId>) -> Known<()> {
        self.write(loaded, (shelf.into(), name), by, Change::Delete).map(drop)
    }

    /// Counts a message.
    ///
    /// # Errors
    /// When the shelf's counters are not loaded.
    pub fn count_message(&mut self, loaded: &Loaded, shelf: impl Into<Shelf>, seq: Seq) -> Known<()> {
        self.counters(loaded, shelf.into())?.seq = seq;
        Ok(())
    }

    /// Counts edits of a person's own profile.
    pub fn count_edits(&mut self, edits: Edits) {
        self.edits.push(edits);
    }

    /// Makes an address a login of a person.
    pub fn add_login(&mut self, address: String, person: PersonId) {
        self.logins.push((address, person));
    }

    /// Notes the op with its result, which is also the answer.
    #[must_use]
    pub fn with_op(mut self, op: NewOp) -> Self {
        self.answer = Some(op.result.clone());
        self.op = Some(op);
        self
    }

    /// An answer that is not noted.
    #[must_use]
    pub fn with_answer(mut self, result: OpResult) -> Self {
        self.answer = Some(result);
        self
    }

    /// Whether it may write what it wants to write.
    pub fn is_allowed(&self) -> bool {
        match &self.leave {
            Leave::Operator => true,
            Leave::Policy(permit) => self.op.as_ref().is_none_or(|op| op.author == permit.author()),
            Leave::None => self.written.is_empty() && self.logins.is_empty() && self.edits.is_empty(),
        }
    }

    /// When.
    pub const fn at(&self) -> Millis {
        self.at
    }
    /// The counters of each shelf after it.
    pub const fn heads(&self) -> &BTreeMap<Shelf, Counters> {
        &self.heads
    }
    /// Records, in the order in which they were written.
    pub fn written(&self) -> &[Written] {
        &self.written
    }
    /// The op to note.
    pub const fn op(&self) -> Option<&NewOp> {
        self.op.as_ref()
    }
    /// Login addresses to add.
    pub fn logins(&self) -> &[(String, PersonId)] {
        &self.logins
    }
    /// Edits of profiles to count.
    pub fn edits(&self) -> &[Edits] {
        &self.edits
    }
    /// What the author is told.
    pub fn into_answer(self) -> Option<OpResult> {
        self.answer
    }

    fn write(&mut self, loaded: &Loaded, (shelf, name): (Shelf, Name), by: Option<OpId>, change: Change) -> Known<Rev> {
        let counters = self.counters(loaded, shelf)?;
        counters.head += 1;
        let rev = counters.head;
        self.written.push(Written { shelf, name, rev, by, change });
        Ok(rev)
    }

    fn counters(&mut self, loaded: &Loaded, shelf: Shelf) -> Known<&mut Counters> {
        let now = loaded.head(shelf)?;
        Ok(self.heads.entry(shelf).or_insert(now))
    }
}
