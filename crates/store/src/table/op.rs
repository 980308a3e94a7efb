//! The outbox: ops that no server has answered, and those whose answer asks something of the person.

use std::collections::BTreeSet;

use domain::{Intent, Millis, Name, Op, OpId, PersonId, Record, Refusal, Rev, Scope};
use rusqlite::{Row, params};

use super::object::signed;
use crate::{Reads, StoreError, Touched, Write};

/// What has become of an op.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To be sent.
    Waiting,
    /// The server will not do it; the person decides.
    Refused,
    /// It contradicts another edit; the person settles it.
    Conflict,
    /// The person took it back; kept for a while, so that this too can be taken back.
    Discarded,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::Discarded => "discarded",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "refused" => Self::Refused,
            "conflict" => Self::Conflict,
            "discarded" => Self::Discarded,
            // The table's CHECK allows no fifth.
            _ => Self::Waiting,
        }
    }
}

/// An op in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its number on this device: the order in which the person had the intents.
    pub seq: i64,
    /// The op.
    pub op: Op,
    /// Its object.
    pub target: (Scope, Name),
    /// What has become of it.
    pub state: State,
    /// The code of its refusal.
    pub code: Option<String>,
    /// The part that was refused.
    pub field: Option<String>,
    /// The record it contradicts.
    pub theirs: Option<Record>,
    /// The revision of its object on the device when it was queued.
    pub seen_rev: Rev,
    /// How often it was sent.
    pub tries: u32,
    /// When the person had the intent, by the device's clock.
    pub at: Millis,
}

impl Queued {
    /// Whether a person would miss it: marks of what was read or noticed go by themselves. [`count_unsent`] and [`count`]
    /// count by the same rule.
    pub fn is_of_a_person(&self) -> bool {
        !matches!(self.target.1, Name::Mark(_) | Name::Notification(_))
    }
}

/// [`Queued::is_of_a_person`] in the file's words.
const OF_A_PERSON: &str = "name NOT GLOB 'mark/*' AND name NOT GLOB 'notification/*'";

const COLUMNS: &str = "seq, scope, name, body, state, code, field, theirs, seen_rev, tries, at";

fn of(row: &Row<'_>) -> rusqlite::Result<Option<Queued>> {
    let (scope, name, body): (String, String, String) = (row.get("scope")?, row.get("name")?, row.get("body")?);
    let (Ok(scope), Ok(name), Ok(op)) = (scope.parse(), name.parse(), serde_json::from_str(&body)) else {
        return Ok(None);
    };
    let theirs: Option<String> = row.get("theirs")?;
    Ok(Some(Queued {
        seq: row.get("seq")?,
        op,
        target: (scope, name),
        state: State::parse(&row.get::<_, String>("state")?),
        code: row.get("code")?,
        field: row.get("field")?,
        theirs: theirs.and_then(|json| serde_json::from_str(&json).ok()),
        seen_rev: row.get::<_, i64>("seen_rev")?.unsigned_abs(),
        tries: row.get("tries")?,
        at: row.get("at")?,
    }))
}

fn select(from: &impl Reads, rest: &str, args: impl rusqlite::Params) -> Result<Vec<Queued>, StoreError> {
    let mut statement = from.outbox().prepare_cached(&format!("SELECT {COLUMNS} FROM op {rest}"))?;
    let rows = statement.query_map(args, of)?;
    let mut list = Vec::new();
    for row in rows {
        list.extend(row?);
    }
    Ok(list)
}

/// One op.
///
/// # Errors
/// What the file says.
pub fn get(from: &impl Reads, id: OpId) -> Result<Option<Queued>, StoreError> {
    Ok(select(from, "WHERE id = ?1", [id.to_string()])?.pop())
}

/// Every op, oldest first.
///
/// # Errors
/// What the file says.
pub fn all(from: &impl Reads) -> Result<Vec<Queued>, StoreError> {
    select(from, "ORDER BY seq", [])
}

/// The oldest ops to be sent that stand in none of these lanes, at most `limit`.
///
/// # Errors
/// What the file says.
pub fn waiting(from: &impl Reads, but: &BTreeSet<String>, limit: usize) -> Result<Vec<Queued>, StoreError> {
    let lanes = serde_json::to_string(but).map_err(|error| StoreError::Other(error.to_string()))?;
    select(
        from,
        "WHERE state = 'waiting' AND lane NOT IN (SELECT value FROM json_each(?1)) ORDER BY seq LIMIT ?2",
        params![lanes, i64::try_from(limit).unwrap_or(i64::MAX)],
    )
}

/// Whether any op is to be sent.
///
/// # Errors
/// What the file says.
pub fn is_any_waiting(from: &impl Reads) -> Result<bool, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT EXISTS (SELECT 1 FROM op WHERE state = 'waiting')")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The ops on one object in one state, oldest first.
///
/// # Errors
/// What the file says.
pub fn on(from: &impl Reads, scope: Scope, name: Name, state: State) -> Result<Vec<Queued>, StoreError> {
    select(
        from,
        "WHERE scope = ?1 AND name = ?2 AND state = ?3 ORDER BY seq",
        params![scope.to_string(), name.to_string(), state.as_str()],
    )
}

/// The names of a scope on which an op waits, as texts.
///
/// # Errors
/// What the file says.
pub fn waiting_on(from: &impl Reads, scope: Scope) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = from.outbox().prepare_cached("SELECT name FROM op WHERE scope = ?1 AND state = 'waiting'")?;
    let names = statement.query_map([scope.to_string()], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// The ops in one state, oldest first.
///
/// # Errors
/// What the file says.
pub fn in_state(from: &impl Reads, state: State) -> Result<Vec<Queued>, StoreError> {
    select(from, "WHERE state = ?1 ORDER BY seq", [state.as_str()])
}

/// How many ops wait that a person would miss. Counted in the file: the status asks this at every page of a pull.
///
/// # Errors
/// What the file says.
pub fn count_unsent(from: &impl Reads) -> Result<u32, StoreError> {
    count(from, State::Waiting)
}

/// How many ops are in a state that a person would miss.
///
/// # Errors
/// What the file says.
pub fn count(from: &impl Reads, state: State) -> Result<u32, StoreError> {
    let mut statement =
        from.outbox().prepare_cached(&format!("SELECT count(*) FROM op WHERE state = ?1 AND {OF_A_PERSON}"))?;
    Ok(statement.query_row([state.as_str()], |row| row.get(0))?)
}

/// Queues an op; its number in the outbox.
///
/// # Errors
/// What the file says.
pub fn add(to: &Write<'_>, op: &Op, author: PersonId, seen_rev: Rev, at: Millis) -> Result<i64, StoreError> {
    let (scope, name) = op.intent.target(author);
    let body = serde_json::to_string(op).map_err(|error| StoreError::Other(error.to_string()))?;
    to.outbox()
        .prepare_cached(
            "INSERT INTO op (id, scope, name, lane, body, seen_rev, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            op.id.to_string(),
            scope.to_string(),
            name.to_string(),
            op.intent.lane(author),
            body,
            signed(seen_rev),
            at
        ])?;
    to.touch(Touched::Outbox);
    Ok(to.outbox().last_insert_rowid())
}

/// Says something else with an op that has no answer to what it said: it was never sent, or it was refused. It keeps its id and
/// its place.
///
/// # Errors
/// What the file says.
pub fn amend(to: &Write<'_>, id: OpId, intent: &Intent) -> Result<(), StoreError> {
    let op = Op { id, intent: intent.clone() };
    let body = serde_json::to_string(&op).map_err(|error| StoreError::Other(error.to_string()))?;
    to.outbox().prepare_cached("UPDATE op SET body = ?2 WHERE id = ?1")?.execute(params![id.to_string(), body])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// Sends an op once more under a new id: the old one has its answer for ever. It keeps its place and its attempts.
///
/// # Errors
/// What the file says.
pub fn renew(to: &Write<'_>, id: OpId, new: &Op) -> Result<(), StoreError> {
    let body = serde_json::to_string(new).map_err(|error| StoreError::Other(error.to_string()))?;
    to.outbox().prepare_cached("UPDATE op SET id = ?2, body = ?3 WHERE id = ?1")?.execute(params![
        id.to_string(),
        new.id.to_string(),
        body
    ])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// Counts an attempt, before it is made.
///
/// # Errors
/// What the file says.
pub fn count_try(to: &Write<'_>, id: OpId) -> Result<(), StoreError> {
    to.outbox().prepare_cached("UPDATE op SET tries = tries + 1 WHERE id = ?1")?.execute([id.to_string()])?;
    Ok(())
}

/// The server will not carry an op out.
///
/// # Errors
/// What the file says.
pub fn refuse(to: &Write<'_>, id: OpId, refusal: &Refusal) -> Result<(), StoreError> {
    to.outbox()
        .prepare_cached("UPDATE op SET state = 'refused', code = ?2, field = ?3 WHERE id = ?1")?
        .execute(params![id.to_string(), refusal.code.as_str(), refusal.field])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// An op contradicts what stands on the server.
///
/// # Errors
/// What the file says.
pub fn contradict(to: &Write<'_>, id: OpId, theirs: &Record) -> Result<(), StoreError> {
    let json = serde_json::to_string(theirs).map_err(|error| StoreError::Other(error.to_string()))?;
    to.outbox()
        .prepare_cached("UPDATE op SET state = 'conflict', theirs = ?2 WHERE id = ?1")?
        .execute(params![id.to_string(), json])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// Moves an op to another state on the person's word.
///
/// # Errors
/// What the file says.
pub fn set_state(to: &Write<'_>, id: OpId, state: State) -> Result<(), StoreError> {
    to.outbox()
        .prepare_cached("UPDATE op SET state = ?2 WHERE id = ?1")?
        .execute(params![id.to_string(), state.as_str()])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// An op has its answer, or its place is taken by another.
///
/// # Errors
/// What the file says.
pub fn remove(to: &Write<'_>, id: OpId) -> Result<(), StoreError> {
    to.outbox().prepare_cached("DELETE FROM op WHERE id = ?1")?.execute([id.to_string()])?;
    to.touch(Touched::Outbox);
    Ok(())
}

/// Forgets what was taken back before a time.
///
/// # Errors
/// What the file says.
pub fn forget_discarded(to: &Write<'_>, before: Millis) -> Result<(), StoreError> {
    to.outbox().prepare_cached("DELETE FROM op WHERE state = 'discarded' AND at < ?1")?.execute([before])?;
    Ok(())
}
