//! Load – decide – store, in the writer's transaction.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ConversationId, Held, Name, OpId, PersonId, Scope, Seq, record::Membership, wire::OpResult};
use rusqlite::{Connection, OptionalExtension as _};

use super::{
    account, record, relation, scope,
    value::{id, unreadable},
    writer::Published,
};
use crate::storage::{
    StorageError,
    step::{Counters, Decide, KnownOp, Load, Loaded, NewOp, Writes},
};

/// Rounds of loading that a decision may take; a sane one takes three.
const ROUNDS: usize = 16;

type Answers = Vec<Option<OpResult>>;

/// Each decision sees what the one before it wrote. A refused op has decided before anything is written and so writes
/// nothing but its result; only a failure of the database undoes, and then the whole batch.
pub(super) fn run(tx: &Connection, decisions: Vec<Decide>) -> Result<(Answers, Published), StorageError> {
    let mut loaded = Loaded::default();
    let mut rows = BTreeMap::new();
    let mut counters = BTreeMap::new();
    let mut answers = Vec::with_capacity(decisions.len());
    for decide in decisions {
        let writes = decided(&mut loaded, &decide, &Tx(tx))?;
        if !writes.is_allowed() {
            return Err(StorageError::Failed("a write without leave".to_owned()));
        }
        store(tx, &writes, &mut rows)?;
        counters.extend(writes.heads());
        loaded.absorb(&writes);
        answers.push(writes.into_answer());
    }
    let moved: BTreeSet<Scope> = counters.keys().copied().collect();
    for (scope, counters) in counters {
        scope::write(tx, row(tx, scope, &mut rows)?, counters)?;
    }
    Ok((answers, if moved.is_empty() { Published::Nothing } else { Published::Moved(moved) }))
}

fn decided(loaded: &mut Loaded, decide: &Decide, from: &Tx<'_>) -> Result<Writes, StorageError> {
    for _ in 0..ROUNDS {
        match decide(loaded) {
            Ok(writes) => return Ok(writes),
            Err(need) => loaded.load(*need, from)?,
        }
    }
    Err(StorageError::Failed("a decision never stops asking".to_owned()))
}

fn store(tx: &Connection, writes: &Writes, rows: &mut BTreeMap<Scope, i64>) -> Result<(), StorageError> {
    for put in writes.puts() {
        record::put(tx, row(tx, put.scope, rows)?, put, writes.at())?;
        relation::follow(tx, put)?;
    }
    for deletion in writes.deletes() {
        record::bury(tx, row(tx, deletion.scope, rows)?, deletion, writes.at())?;
        relation::unfollow(tx, deletion)?;
    }
    for (address, person) in writes.logins() {
        account::add_login(tx, address, *person)?;
    }
    if let Some(NewOp { hash, author, result }) = writes.op() {
        let body = serde_json::to_string(result).map_err(|_| unreadable("result"))?;
        tx.prepare_cached("INSERT INTO op (id, hash, author, at, result) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
            result.id.0.as_bytes(),
            hash,
            author.0.as_bytes(),
            writes.at(),
            body,
        ))?;
    }
    Ok(())
}

fn row(tx: &Connection, scope: Scope, rows: &mut BTreeMap<Scope, i64>) -> Result<i64, StorageError> {
    if let Some(row) = rows.get(&scope) {
        return Ok(*row);
    }
    let row = scope::row(tx, scope)?;
    rows.insert(scope, row);
    Ok(row)
}

/// Loading inside the writer's transaction: nobody else writes, so every counter is locked.
struct Tx<'a>(&'a Connection);

impl Load for Tx<'_> {
    type Error = StorageError;

    fn head(&self, scope: Scope) -> Result<Counters, StorageError> {
        scope::counters(self.0, scope)
    }

    fn record(&self, scope: Scope, name: Name) -> Result<Option<Held>, StorageError> {
        record::held(self.0, scope, name)
    }

    fn op(&self, op: OpId) -> Result<Option<KnownOp>, StorageError> {
        let found = self
            .0
            .prepare_cached("SELECT hash, author, result FROM op WHERE id = ?1")?
            .query_row([op.0.as_bytes()], |row| {
                let (hash, author): ([u8; 32], [u8; 16]) = (row.get(0)?, row.get(1)?);
                Ok((hash, author, row.get::<_, Option<String>>(2)?))
            })
            .optional()?;
        let Some((hash, author, result)) = found else { return Ok(None) };
        let result = result.map(|body| serde_json::from_str(&body)).transpose().map_err(|_| unreadable("result"))?;
        Ok(Some(KnownOp { hash, author: PersonId(id(author)), result }))
    }

    fn memberships(&self, person: PersonId) -> Result<Vec<Membership>, StorageError> {
        relation::memberships(self.0, person)
    }

    fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Result<u32, StorageError> {
        relation::unread(self.0, conversation, person, mark)
    }

    fn rows(&self, person: PersonId) -> Result<usize, StorageError> {
        record::rows(self.0, Scope::Me(person))
    }

    fn login(&self, address: &str) -> Result<Option<PersonId>, StorageError> {
        account::login(self.0, address)
    }
}
