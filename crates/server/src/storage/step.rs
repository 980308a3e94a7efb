//! Load – decide – store: what a pure decision asks for, what it gets, what it answers.
//!
//! A decision is run until it stops asking. Asking for something that is not loaded ends the run with a [`Need`]; the
//! storage loads it and runs the decision again. A decision that asks for much at once ([`Loaded::have`]) takes few rounds.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ConversationId, Held, Millis, Name, Object, OpId, OrgId, PersonId, Record, Rev, Scope, Seq, policy::WritePermit,
    record::Membership, wire::OpResult,
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

/// What has been loaded so far, kept up to date with what was decided.
#[derive(Debug, Default)]
pub struct Loaded {
    heads: BTreeMap<Scope, Counters>,
    records: BTreeMap<(Scope, Name), Option<Held>>,
    ops: BTreeMap<OpId, Option<KnownOp>>,
    memberships: BTreeMap<PersonId, Vec<Membership>>,
    unread: BTreeMap<(ConversationId, PersonId, Seq), u32>,
    rows: BTreeMap<PersonId, usize>,
    logins: BTreeMap<String, Option<PersonId>>,
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

impl Loaded {
    /// Ends the run unless all of this is loaded.
    ///
    /// # Errors
    /// What is missing.
    pub fn have(&self, need: Need) -> Known<()> {
        let missing = Need {
            heads: need.heads.into_iter().filter(|it| !self.heads.contains_key(it)).collect(),
            records: need.records.into_iter().filter(|it| !self.records.contains_key(it)).collect(),
            ops: need.ops.into_iter().filter(|it| !self.ops.contains_key(it)).collect(),
            memberships: need.memberships.into_iter().filter(|it| !self.memberships.contains_key(it)).collect(),
            unread: need.unread.into_iter().filter(|it| !self.unread.contains_key(it)).collect(),
            rows: need.rows.into_iter().filter(|it| !self.rows.contains_key(it)).collect(),
            logins: need.logins.into_iter().filter(|it| !self.logins.contains_key(it)).collect(),
        };
        if missing == Need::default() { Ok(()) } else { Err(Box::new(missing)) }
    }

    /// The counters of a scope; zero for one that does not exist yet.
    pub fn head(&self, scope: Scope) -> Known<Counters> {
        self.heads.get(&scope).copied().ok_or_else(|| Box::new(Need { heads: [scope].into(), ..Need::default() }))
    }

    /// A record, none if it never existed.
    pub fn record(&self, scope: Scope, name: Name) -> Known<Option<&Held>> {
        match self.records.get(&(scope, name)) {
            Some(held) => Ok(held.as_ref()),
            None => Err(Box::new(Need { records: [(scope, name)].into(), ..Need::default() })),
        }
    }

    /// A record's content, none if there is none or no longer any.
    pub fn object(&self, scope: Scope, name: Name) -> Known<Option<&Object>> {
        Ok(self.record(scope, name)?.and_then(|held| held.object.as_ref()))
    }

    /// What became of an op before.
    pub fn op(&self, op: OpId) -> Known<Option<&KnownOp>> {
        match self.ops.get(&op) {
            Some(known) => Ok(known.as_ref()),
            None => Err(Box::new(Need { ops: [op].into(), ..Need::default() })),
        }
    }

    /// A person's memberships.
    pub fn memberships(&self, person: PersonId) -> Known<&[Membership]> {
        match self.memberships.get(&person) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { memberships: [person].into(), ..Need::default() })),
        }
    }

    /// Whether a person belongs to an organisation.
    pub fn is_member(&self, person: PersonId, organization: OrgId) -> Known<bool> {
        Ok(self.memberships(person)?.iter().any(|membership| membership.organization == organization))
    }

    /// Messages of others after a place.
    pub fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Known<u32> {
        let key = (conversation, person, mark);
        self.unread.get(&key).copied().ok_or_else(|| Box::new(Need { unread: [key].into(), ..Need::default() }))
    }

    /// Rows of a profile.
    pub fn rows(&self, person: PersonId) -> Known<usize> {
        self.rows.get(&person).copied().ok_or_else(|| Box::new(Need { rows: [person].into(), ..Need::default() }))
    }

    /// The person of a login address.
    pub fn login(&self, address: &str) -> Known<Option<PersonId>> {
        let known = self.logins.get(address).copied();
        known.ok_or_else(|| Box::new(Need { logins: [address.to_owned()].into(), ..Need::default() }))
    }

    /// Loads what a decision asked for.
    ///
    /// # Errors
    /// The database's.
    pub fn load<L: Load>(&mut self, need: Need, from: &L) -> Result<(), L::Error> {
        for scope in need.heads {
            self.heads.insert(scope, from.head(scope)?);
        }
        for key in need.records {
            self.records.insert(key, from.record(key.0, key.1)?);
        }
        for op in need.ops {
            self.ops.insert(op, from.op(op)?);
        }
        for person in need.memberships {
            self.memberships.insert(person, from.memberships(person)?);
        }
        for key in need.unread {
            self.unread.insert(key, from.unread(key.0, key.1, key.2)?);
        }
        for person in need.rows {
            self.rows.insert(person, from.rows(person)?);
        }
        for address in need.logins {
            let person = from.login(&address)?;
            self.logins.insert(address, person);
        }
        Ok(())
    }

    /// Takes over what was written, so that the next decision of the batch sees it.
    pub fn absorb(&mut self, writes: &Writes) {
        for (scope, counters) in &writes.heads {
            self.heads.insert(*scope, *counters);
        }
        for Record { scope, name, rev, by, object } in &writes.puts {
            self.records.insert((*scope, *name), Some(Held { rev: *rev, by: *by, object: Some(object.clone()) }));
            if let (Scope::Me(person), Name::Membership(_)) = (scope, name) {
                self.memberships.remove(person);
            }
        }
        for Deletion { scope, name, rev, by } in &writes.deletes {
            self.records.insert((*scope, *name), Some(Held { rev: *rev, by: *by, object: None }));
            if let (Scope::Me(person), Name::Membership(_)) = (scope, name) {
                self.memberships.remove(person);
            }
        }
        if let Some(op) = &writes.op {
            let known = KnownOp { hash: op.hash, author: op.author, result: Some(op.result.clone()) };
            self.ops.insert(op.result.id, Some(known));
        }
        for (address, person) in &writes.logins {
            self.logins.insert(address.clone(), Some(*person));
        }
        // Counts are asked for seldom: counted anew rather than kept right in two places.
        self.unread.clear();
        self.rows.clear();
    }
}

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
