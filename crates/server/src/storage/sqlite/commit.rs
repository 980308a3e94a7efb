//! Load – decide – store, in the writer's transaction.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Held, Millis, Name, NoticeId, OpId, OrgId, PersonId, Rev, Scope, Seq, policy::UploadPermit,
    record::Membership, wire::OpResult,
};
use rusqlite::{Connection, OptionalExtension as _};

use super::{
    account, blob, follow, limits,
    pending::Pending,
    prune, record, relation, shelf, tie,
    value::{id, unreadable},
    writer::Published,
};
use crate::{
    planted::is_planted,
    storage::{
        StorageError,
        hub::Moved,
        shelf::{Facet, Shelf},
        step::{
            AskUpload, Asked, AskedBy, BlobOf, Counters, Decide, Edits, Kept, Known, KnownOp, KnownResult, Load,
            Loaded, LookedAtBy, Need, NewOp, StoredProfile, Tie, TiesOf, Writes, Written,
        },
    },
};

/// Rounds of loading that a decision may take; a sane one takes three.
const ROUNDS: usize = 32;

type Answers = Vec<Option<OpResult>>;

/// The rows of shelves that have been looked up.
pub(super) type Rows = BTreeMap<Shelf, i64>;

/// Each decision sees what the one before it wrote. A refused op has decided before anything is written and so writes
/// nothing but its result; only a failure of the database undoes, and then the whole batch.
pub(super) fn run(tx: &Connection, decisions: Vec<Decide>) -> Result<(Answers, Published), StorageError> {
    let mut loaded = Loaded::default();
    let mut rows = Rows::new();
    let mut counters: BTreeMap<Shelf, Counters> = BTreeMap::new();
    let mut moved = Moved::default();
    let mut pending = Pending::default();
    let mut answers = Vec::with_capacity(decisions.len());
    for decide in decisions {
        let writes = decided(&mut loaded, &decide, |need, loaded| {
            if pending.concerns(&need) {
                pending.store(tx, &mut rows, &mut moved)?;
            }
            loaded.load(need, &Tx(tx))
        })?;
        if !writes.is_allowed() {
            return Err(StorageError::Failed("a write without leave".to_owned()));
        }
        for written in pending.keep(&writes) {
            store_one(tx, written, None, writes.at(), &mut rows)?;
            tell(written, false, &mut moved);
        }
        store_rest(tx, &writes)?;
        counters.extend(writes.heads());
        loaded.absorb(&writes);
        answers.push(writes.into_answer());
    }
    pending.store(tx, &mut rows, &mut moved)?;
    for (shelf, mut counters) in counters {
        counters.head -= u64::from(is_planted("server::head_kept"));
        shelf::write(tx, row(tx, shelf, &mut rows)?, counters)?;
    }
    Ok((
        answers,
        if moved.shelves.is_empty() && moved.apart.is_empty() { Published::Nothing } else { Published::Moved(moved) },
    ))
}

/// Answers a question that writes nothing.
pub(super) fn ask(db: &Connection, ask: &AskUpload) -> Result<Option<UploadPermit>, StorageError> {
    decided(&mut Loaded::default(), ask, |need, loaded| loaded.load(need, &Tx(db)))
}

fn decided<T>(
    loaded: &mut Loaded,
    decide: impl Fn(&Loaded) -> Known<T>,
    mut load: impl FnMut(Need, &mut Loaded) -> Result<(), StorageError>,
) -> Result<T, StorageError> {
    for _ in 0..ROUNDS {
        match decide(loaded) {
            Ok(answer) => return Ok(answer),
            Err(need) => load(*need, loaded)?,
        }
    }
    Err(StorageError::Failed("a decision never stops asking".to_owned()))
}

/// Notes what listeners are told. What was written matters only in a directory, where not everybody may hear of all.
pub(super) fn tell(Written { shelf, name, .. }: &Written, is_seated: bool, moved: &mut Moved) {
    match (shelf.scope, shelf.facet) {
        (Scope::Dir(_), Facet::Reader(_)) if is_seated => {
            moved.apart.entry(*shelf).or_default().insert(*name);
        }
        (Scope::Dir(_), Facet::Class(_) | Facet::Reader(_)) => {
            moved.shelves.entry(*shelf).or_default().insert(*name);
        }
        (_, Facet::Whole | Facet::Class(_) | Facet::Reader(_)) => {
            moved.shelves.entry(*shelf).or_default();
        }
    }
}

/// Stores a record, and what is derived from it.
pub(super) fn store_one(
    tx: &Connection,
    written: &Written,
    seat: Option<Rev>,
    at: Millis,
    rows: &mut Rows,
) -> Result<(), StorageError> {
    let record = record::write(tx, row(tx, written.shelf, rows)?, written, seat, at)?;
    follow::follow(tx, written, record, at)
}

/// Stores what is no record.
fn store_rest(tx: &Connection, writes: &Writes) -> Result<(), StorageError> {
    for (address, person) in writes.logins() {
        account::add_login(tx, address, *person)?;
    }
    for Edits { person, day, count } in writes.edits() {
        limits::count_edits(tx, *person, *day, *count)?;
    }
    if let Some(NewOp { hash, author, result }) = writes.op().filter(|_| !is_planted("server::op_unchecked")) {
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

fn row(tx: &Connection, shelf: Shelf, rows: &mut Rows) -> Result<i64, StorageError> {
    if let Some(row) = rows.get(&shelf) {
        return Ok(*row);
    }
    let row = shelf::row(tx, shelf)?;
    rows.insert(shelf, row);
    Ok(row)
}

/// Loading in a transaction; in the writer's nobody else writes, so every counter is locked.
struct Tx<'a>(&'a Connection);

impl Load for Tx<'_> {
    type Error = StorageError;

    fn head(&self, shelf: Shelf) -> Result<Counters, StorageError> {
        shelf::counters(self.0, shelf)
    }

    fn record(&self, shelf: Shelf, name: Name) -> Result<Option<Held>, StorageError> {
        record::held(self.0, shelf, name)
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
        let result = match result {
            None => KnownResult::Done,
            Some(body) if body == prune::CONFLICT => KnownResult::Conflict,
            Some(body) => KnownResult::Whole(serde_json::from_str(&body).map_err(|_| unreadable("result"))?),
        };
        Ok(Some(KnownOp { hash, author: PersonId(id(author)), result }))
    }

    fn memberships(&self, person: PersonId) -> Result<Vec<Membership>, StorageError> {
        relation::memberships(self.0, person)
    }

    fn desks(&self, organization: OrgId) -> Result<Vec<PersonId>, StorageError> {
        relation::desks(self.0, organization)
    }

    fn desk_notices(&self, person: PersonId, organization: OrgId) -> Result<Vec<NoticeId>, StorageError> {
        record::desk_notices(self.0, person, organization)
    }

    fn kept(&self, person: PersonId, kind: Kept) -> Result<usize, StorageError> {
        record::kept(self.0, person, kind)
    }

    fn asked(&self, by: AskedBy) -> Result<Asked, StorageError> {
        limits::asked(self.0, by)
    }

    fn edits(&self, person: PersonId, day: i64) -> Result<u32, StorageError> {
        limits::edits(self.0, person, day)
    }

    fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Result<u32, StorageError> {
        relation::unread(self.0, conversation, person, mark)
    }

    fn profile(&self, person: PersonId) -> Result<StoredProfile, StorageError> {
        record::profile(self.0, person)
    }

    fn ties(&self, of: &TiesOf) -> Result<Vec<Tie>, StorageError> {
        tie::ties(self.0, of)
    }

    fn looked_at(&self, by: &LookedAtBy) -> Result<Vec<PersonId>, StorageError> {
        tie::looked_at(self.0, by)
    }

    fn organizers(&self, organization: OrgId) -> Result<Vec<PersonId>, StorageError> {
        relation::organizers(self.0, organization)
    }

    fn blob(&self, of: BlobOf) -> Result<Option<u32>, StorageError> {
        blob::nameable(self.0, of.conversation, of.digest, of.person)
    }

    fn login(&self, address: &str) -> Result<Option<PersonId>, StorageError> {
        account::login(self.0, address)
    }
}
