//! Carrying out ops: load – decide – store, once per op, one transaction per batch.

use domain::{
    Applied, Held, Intent, Millis, Name, Object, Op, PersonId, Record, Refusal, RefusalCode, Scope, Stamp, limit,
    policy::{self, Facts},
    record::Conversation,
    wire::{OpOutcome, OpResult},
};

use super::effect;
use crate::{
    secret::sha256,
    storage::{
        Storage, StorageError,
        step::{Decide, Known, KnownOp, Loaded, Need, NewOp, Writes},
    },
};

/// Carries out ops in order; a result each, durable.
pub(crate) async fn carry_out(
    storage: &dyn Storage,
    author: PersonId,
    ops: Vec<Op>,
    at: Millis,
) -> Result<Vec<OpResult>, StorageError> {
    let decisions = ops
        .into_iter()
        .map(|op| {
            let hash = content_hash(&op)?;
            Ok(Box::new(move |loaded: &Loaded| decide(author, &op, hash, at, loaded)) as Decide)
        })
        .collect::<Result<Vec<_>, StorageError>>()?;
    Ok(storage.commit(decisions).await?.into_iter().flatten().collect())
}

/// The same op sent again has the same hash, whatever white space its JSON had on the way.
fn content_hash(op: &Op) -> Result<[u8; 32], StorageError> {
    let canonical = serde_json::to_vec(op).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(sha256(&canonical))
}

/// Decides about one op. Pure.
fn decide(author: PersonId, op: &Op, hash: [u8; 32], at: Millis, loaded: &Loaded) -> Known<Writes> {
    loaded.have(at_first(author, op))?;
    if let Some(before) = loaded.op(op.id)? {
        let outcome = repeated(before, author, hash);
        return Ok(Writes::nothing(at).with_answer(OpResult { id: op.id, outcome }));
    }
    let (writes, outcome) = match attempt(author, op, at, loaded)? {
        Ok(done) => done,
        // Kept as well: the same op sent again is answered the same.
        Err(refusal) => (Writes::nothing(at), OpOutcome::Refused { refusal }),
    };
    Ok(writes.with_op(NewOp { hash, author, result: OpResult { id: op.id, outcome } }))
}

/// What every decision about such an op asks for.
fn at_first(author: PersonId, op: &Op) -> Need {
    let target = op.intent.target(author);
    let mut need = Need { heads: [target.0].into(), records: [target].into(), ops: [op.id].into(), ..Need::default() };
    match &op.intent {
        Intent::StartConversation { organization, with, .. } => {
            need.memberships.insert(author);
            need.records.insert((Scope::Dir(*organization), Name::Card(*with)));
        }
        Intent::SendMessage { .. }
        | Intent::EditMessage { .. }
        | Intent::DeleteMessage { .. }
        | Intent::MarkRead { .. } => {
            need.records.insert((target.0, Name::Conversation));
        }
        Intent::SetField { .. } => {
            need.memberships.insert(author);
        }
        Intent::AddRow { .. } => {
            need.rows.insert(author);
        }
        Intent::EditRow { .. } | Intent::RemoveRow { .. } | Intent::MoveRow { .. } => {}
    }
    need
}

fn repeated(before: &KnownOp, author: PersonId, hash: [u8; 32]) -> OpOutcome {
    if before.author != author || before.hash != hash {
        return OpOutcome::Refused { refusal: Refusal::of(RefusalCode::IdReused) };
    }
    before.result.as_ref().map_or(OpOutcome::Known, |result| result.outcome.clone())
}

type Attempt = Result<(Writes, OpOutcome), Refusal>;

fn attempt(author: PersonId, op: &Op, at: Millis, loaded: &Loaded) -> Known<Attempt> {
    let target @ (scope, name) = op.intent.target(author);
    let conversation = conversation(scope, loaded)?;
    let permit = match policy::may_write(author, &op.intent, facts(author, &op.intent, conversation, loaded)?) {
        Ok(permit) => permit,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let held = loaded.record(scope, name)?;
    let next_seq = match scope {
        Scope::Conv(_) => Some(loaded.head(scope)?.seq.saturating_add(1)),
        Scope::Me(_) | Scope::Dir(_) => None,
    };
    let applied = match domain::apply(held, op, &Stamp { author, at, next_seq }) {
        Ok(applied) => applied,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if matches!((&op.intent, &applied), (Intent::AddRow { .. }, Applied::Put(_))) && loaded.rows(author)? >= limit::ROWS
    {
        return Ok(Err(Refusal::of(RefusalCode::TooMany)));
    }

    let mut writes = Writes::permitted(permit, at);
    let outcome = match applied {
        Applied::Put(object) => OpOutcome::Applied { record: writes.put(loaded, target, Some(op.id), object)? },
        Applied::Merged(object) => OpOutcome::Merged { record: writes.put(loaded, target, Some(op.id), object)? },
        Applied::Remove => {
            writes.delete(loaded, target, Some(op.id))?;
            OpOutcome::Removed { scope, name }
        }
        Applied::Unchanged => OpOutcome::Unchanged { record: held.and_then(|held| standing(target, held)) },
        Applied::Conflict(_) => match held.and_then(|held| standing(target, held)) {
            Some(record) => OpOutcome::Conflict { record },
            // `apply` finds conflicts only with something that stands.
            None => return Ok(Err(Refusal::of(RefusalCode::Gone))),
        },
    };
    effect::follow(author, op, &outcome, conversation, loaded, &mut writes)?;
    Ok(Ok((writes, outcome)))
}

fn standing((scope, name): (Scope, Name), held: &Held) -> Option<Record> {
    let object = held.object.clone()?;
    Some(Record { scope, name, rev: held.rev, by: held.by, object })
}

fn conversation(scope: Scope, loaded: &Loaded) -> Known<Option<&Conversation>> {
    match scope {
        Scope::Conv(_) => Ok(match loaded.object(scope, Name::Conversation)? {
            Some(Object::Conversation(conversation)) => Some(conversation),
            _ => None,
        }),
        Scope::Me(_) | Scope::Dir(_) => Ok(None),
    }
}

fn facts<'a>(
    author: PersonId,
    intent: &Intent,
    conversation: Option<&'a Conversation>,
    loaded: &Loaded,
) -> Known<Facts<'a>> {
    Ok(match intent {
        Intent::StartConversation { organization, with, .. } => Facts {
            conversation,
            is_member: loaded.is_member(author, *organization)?,
            is_other_listed: loaded.object(Scope::Dir(*organization), Name::Card(*with))?.is_some(),
        },
        Intent::SetField { .. }
        | Intent::AddRow { .. }
        | Intent::EditRow { .. }
        | Intent::RemoveRow { .. }
        | Intent::MoveRow { .. }
        | Intent::SendMessage { .. }
        | Intent::EditMessage { .. }
        | Intent::DeleteMessage { .. }
        | Intent::MarkRead { .. } => Facts { conversation, is_member: false, is_other_listed: false },
    })
}
