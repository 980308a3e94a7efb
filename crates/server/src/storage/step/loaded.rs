//! What a decision gets.

use std::collections::BTreeMap;

use domain::{ConversationId, Held, Name, Object, OpId, OrgId, PersonId, Record, Scope, Seq, record::Membership};

use super::{Counters, Deletion, Known, KnownOp, Load, Need, Writes};

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
        for (scope, counters) in writes.heads() {
            self.heads.insert(*scope, *counters);
        }
        for Record { scope, name, rev, by, object } in writes.puts() {
            self.records.insert((*scope, *name), Some(Held { rev: *rev, by: *by, object: Some(object.clone()) }));
            if let (Scope::Me(person), Name::Membership(_)) = (scope, name) {
                self.memberships.remove(person);
            }
        }
        for Deletion { scope, name, rev, by } in writes.deletes() {
            self.records.insert((*scope, *name), Some(Held { rev: *rev, by: *by, object: None }));
            if let (Scope::Me(person), Name::Membership(_)) = (scope, name) {
                self.memberships.remove(person);
            }
        }
        if let Some(op) = writes.op() {
            let known = KnownOp { hash: op.hash, author: op.author, result: Some(op.result.clone()) };
            self.ops.insert(op.result.id, Some(known));
        }
        for (address, person) in writes.logins() {
            self.logins.insert(address.clone(), Some(*person));
        }
        // Counts are asked for seldom: counted anew rather than kept right in two places.
        self.unread.clear();
        self.rows.clear();
    }
}
