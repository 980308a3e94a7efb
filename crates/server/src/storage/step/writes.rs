//! What a decision answers.

use std::collections::BTreeMap;

use domain::{Millis, Name, Object, OpId, PersonId, Record, Rev, Scope, Seq, policy::WritePermit, wire::OpResult};

use super::{Counters, Known, Loaded};

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
    heads: BTreeMap<Scope, Counters>,
    puts: Vec<Record>,
    deletes: Vec<Deletion>,
    op: Option<NewOp>,
    logins: Vec<(String, PersonId)>,
    answer: Option<OpResult>,
}

/// A record that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Where it was.
    pub scope: Scope,
    /// What it was.
    pub name: Name,
    /// The tombstone's revision.
    pub rev: Rev,
    /// The op that removed it.
    pub by: Option<OpId>,
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
            puts: vec![],
            deletes: vec![],
            op: None,
            logins: vec![],
            answer: None,
        }
    }

    /// Puts a record; its revision is the scope's next.
    ///
    /// # Errors
    /// When the scope's counters are not loaded.
    pub fn put(
        &mut self,
        loaded: &Loaded,
        (scope, name): (Scope, Name),
        by: Option<OpId>,
        object: Object,
    ) -> Known<Record> {
        let rev = self.next_rev(loaded, scope)?;
        let record = Record { scope, name, rev, by, object };
        self.puts.push(record.clone());
        Ok(record)
    }

    /// Removes a record and leaves a tombstone.
    ///
    /// # Errors
    /// When the scope's counters are not loaded.
    pub fn delete(&mut self, loaded: &Loaded, (scope, name): (Scope, Name), by: Option<OpId>) -> Known<()> {
        let rev = self.next_rev(loaded, scope)?;
        self.deletes.push(Deletion { scope, name, rev, by });
        Ok(())
    }

    /// Counts a message.
    ///
    /// # Errors
    /// When the scope's counters are not loaded.
    pub fn count_message(&mut self, loaded: &Loaded, scope: Scope, seq: Seq) -> Known<()> {
        self.counters(loaded, scope)?.seq = seq;
        Ok(())
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
            Leave::None => self.puts.is_empty() && self.deletes.is_empty() && self.logins.is_empty(),
        }
    }

    /// When.
    pub const fn at(&self) -> Millis {
        self.at
    }
    /// The counters of each scope after it.
    pub const fn heads(&self) -> &BTreeMap<Scope, Counters> {
        &self.heads
    }
    /// Records to put.
    pub fn puts(&self) -> &[Record] {
        &self.puts
    }
    /// Records to remove.
    pub fn deletes(&self) -> &[Deletion] {
        &self.deletes
    }
    /// The op to note.
    pub const fn op(&self) -> Option<&NewOp> {
        self.op.as_ref()
    }
    /// Login addresses to add.
    pub fn logins(&self) -> &[(String, PersonId)] {
        &self.logins
    }
    /// What the author is told.
    pub fn into_answer(self) -> Option<OpResult> {
        self.answer
    }

    fn next_rev(&mut self, loaded: &Loaded, scope: Scope) -> Known<Rev> {
        let counters = self.counters(loaded, scope)?;
        counters.head += 1;
        Ok(counters.head)
    }

    fn counters(&mut self, loaded: &Loaded, scope: Scope) -> Known<&mut Counters> {
        let now = loaded.head(scope)?;
        Ok(self.heads.entry(scope).or_insert(now))
    }
}
