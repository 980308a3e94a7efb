//! Carrying out ops: load – decide – store, once per op, one transaction per batch.

use domain::{
    Applied, Held, Intent, Millis, Name, Object, Op, PersonId, Record, Refusal, RefusalCode, Scope, Stamp, policy,
    wire::{OpOutcome, OpResult},
};

use super::{attachments, effect, facts, limits, units};
use crate::{
    planted::is_planted,
    secret::sha256,
    storage::{
        Storage, StorageError,
        step::{Decide, Kept, Known, KnownOp, KnownResult, Loaded, Need, NewOp, Writes},
    },
};

/// Carries out ops in order; a result each, durable.
pub(crate) async fn carry_out(
    storage: &dyn Storage,
    author: PersonId,
    ops: Vec<Op>,
    at: Millis,
) -> Result<Vec<OpResult>, StorageError> {
    let decisions = ops.into_iter().map(|op| decision(author, op, at)).collect::<Result<Vec<_>, _>>()?;
    Ok(storage.commit(decisions).await?.into_iter().flatten().collect())
}

/// The decision about one op of a person; `at` is when it came.
pub(crate) fn decision(author: PersonId, op: Op, at: Millis) -> Result<Decide, StorageError> {
    let hash = content_hash(&op)?;
    Ok(Box::new(move |loaded: &Loaded| decide(author, &op, hash, at, loaded)))
}

/// The same op sent again has the same hash, whatever white space its JSON had on the way.
fn content_hash(op: &Op) -> Result<[u8; 32], StorageError> {
    let canonical = serde_json::to_vec(op).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(sha256(&canonical))
}

/// Decides about one op. Pure.
fn decide(author: PersonId, op: &Op, hash: [u8; 32], at: Millis, loaded: &Loaded) -> Known<Writes> {
    loaded.have(at_first(author, op, at))?;
    if let Some(before) = loaded.op(op.id)? {
        let outcome = repeated(before, author, (op, hash), loaded)?;
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
fn at_first(author: PersonId, op: &Op, at: Millis) -> Need {
    let (scope, name) = op.intent.target(author);
    let mut need = facts::need(author, &op.intent);
    need.heads.insert(scope.into());
    need.records.insert((scope.into(), name));
    need.ops.insert(op.id);
    limits::add_need(author, &op.intent, at, &mut need);
    attachments::add_need(author, &op.intent, &mut need);
    match &op.intent {
        Intent::SetField { .. }
        | Intent::AddRow { .. }
        | Intent::EditRow { .. }
        | Intent::RemoveRow { .. }
        | Intent::MoveRow { .. } => {
            need.memberships.insert(author);
            need.profiles.insert(author);
        }
        Intent::SetMember { person, .. } => {
            need.profiles.insert(*person);
        }
        Intent::Block { .. } => {
            need.kept.insert((author, Kept::Blocks));
        }
        Intent::SaveOffer { .. } => {
            need.kept.insert((author, Kept::Saved));
        }
        Intent::Report { .. } => {
            need.kept.insert((author, Kept::Reports));
        }
        Intent::ConfirmField { .. }
        | Intent::ConfirmRow { .. }
        | Intent::Set { .. }
        | Intent::UnsaveOffer { .. }
        | Intent::Unblock { .. }
        | Intent::StartConversation { .. }
        | Intent::AnswerRequest { .. }
        | Intent::StartDesk { .. }
        | Intent::SendMessage { .. }
        | Intent::EditMessage { .. }
        | Intent::DeleteMessage { .. }
        | Intent::MarkRead { .. }
        | Intent::MarkNoticed { .. }
        | Intent::AddOffer { .. }
        | Intent::EditOffer { .. }
        | Intent::PublishOffer { .. }
        | Intent::CloseOffer { .. }
        | Intent::RemoveOffer { .. }
        | Intent::CloseReport { .. } => {}
    }
    need
}

fn repeated(before: &KnownOp, author: PersonId, (op, hash): (&Op, [u8; 32]), loaded: &Loaded) -> Known<OpOutcome> {
    if before.author != author || before.hash != hash {
        return Ok(OpOutcome::Refused { refusal: Refusal::of(RefusalCode::IdReused) });
    }
    let target = op.intent.target(author);
    match &before.result {
        KnownResult::Whole(result) if is_as_said(&result.outcome, target, loaded)? => Ok(result.outcome.clone()),
        KnownResult::Whole(OpResult { outcome: OpOutcome::Conflict { .. }, .. }) | KnownResult::Conflict => {
            contradicted(target, loaded)
        }
        KnownResult::Whole(_) | KnownResult::Done => done(author, op, loaded),
    }
}

/// Whether the object of an op stands as its answer said. A device may have read on before it asks again: what has changed since
/// it would take for the newest, and never hear of again.
fn is_as_said(outcome: &OpOutcome, (scope, name): (Scope, Name), loaded: &Loaded) -> Known<bool> {
    let said = match outcome {
        OpOutcome::Applied { record } | OpOutcome::Merged { record } | OpOutcome::Conflict { record } => {
            Some(record.rev)
        }
        OpOutcome::Unchanged { record } => record.as_ref().map(|record| record.rev),
        OpOutcome::Removed { .. } => None,
        OpOutcome::Known | OpOutcome::Refused { .. } => return Ok(true),
    };
    let stands = loaded.record(scope, name)?.filter(|held| held.object.is_some());
    Ok(stands.map(|held| held.rev) == said)
}

/// A contradicted op is told what stands now.
fn contradicted(target: (Scope, Name), loaded: &Loaded) -> Known<OpOutcome> {
    let record = loaded.record(target.0, target.1)?.and_then(|held| standing(target, held));
    Ok(match record {
        Some(record) => OpOutcome::Conflict { record },
        None => OpOutcome::Refused { refusal: Refusal::of(RefusalCode::Gone) },
    })
}

/// An op that was carried out and whose answer has served its time or is true no more. The device keeps what stands instead, if
/// its person may still see it: with nothing, it would show nothing of the op until the next pull has ended well.
fn done(author: PersonId, op: &Op, loaded: &Loaded) -> Known<OpOutcome> {
    let target @ (scope, name) = op.intent.target(author);
    if policy::may_write(author, &op.intent, facts::gather(author, &op.intent, loaded)?).is_err() {
        return Ok(OpOutcome::Known);
    }
    let record = loaded.record(scope, name)?.and_then(|held| standing(target, held));
    Ok(record.map_or(OpOutcome::Known, |record| OpOutcome::Unchanged { record: Some(record) }))
}

type Attempt = Result<(Writes, OpOutcome), Refusal>;

fn attempt(author: PersonId, op: &Op, at: Millis, loaded: &Loaded) -> Known<Attempt> {
    let target @ (scope, name) = op.intent.target(author);
    let facts = facts::gather(author, &op.intent, loaded)?;
    let (conversation, is_blocked) = (facts.conversation, facts.is_blocked);
    let permit = match policy::may_write(author, &op.intent, facts) {
        Ok(permit) => permit,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // After the policy: whoever may not work at the desk learns nothing of its units.
    let Some(op) = units::completed(op, loaded)? else {
        return Ok(Err(Refusal::at(RefusalCode::Invalid, "units")));
    };
    let held = loaded
        .record(scope, name)?
        .filter(|_| !(is_planted("server::mark_goes_back") && matches!(op.intent, Intent::MarkRead { .. })));
    let next_seq = match scope {
        Scope::Conv(_) => Some(loaded.head(scope)?.seq.saturating_add(1)),
        Scope::Me(_) | Scope::Dir(_) | Scope::Offers(_) | Scope::Desk(_) => None,
    };
    let applied = match domain::apply(held, &op, &Stamp { author, at, next_seq }) {
        Ok(applied) => applied,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(refusal) = attachments::missing(author, &op.intent, &applied, loaded)? {
        return Ok(Err(refusal));
    }
    if let Some(code) = limits::reached(author, &op.intent, (&applied, conversation), at, loaded)? {
        return Ok(Err(Refusal::of(code)));
    }

    let applied = match applied {
        Applied::Conflict(object) if is_planted("server::base_ignored") => Applied::Put(object),
        applied => applied,
    };
    let mut writes = Writes::permitted(permit, at);
    if let (Applied::Put(Object::Mark(mark)), Some(conversation), true) = (&applied, conversation, is_blocked) {
        // Who blocks or is blocked may read on, and their devices agree on what is unread; the other one is not told.
        effect::read_unseen(conversation, mark, loaded, &mut writes)?;
        let record = held.and_then(|held| standing(target, held));
        return Ok(Ok((writes, OpOutcome::Unchanged { record })));
    }
    limits::count(author, &op.intent, &applied, &mut writes);
    let outcome = match applied {
        Applied::Put(object) => OpOutcome::Applied { record: writes.put(loaded, target, Some(op.id), object)? },
        Applied::Merged(object) => OpOutcome::Merged { record: writes.put(loaded, target, Some(op.id), object)? },
        Applied::Remove => {
            writes.delete(loaded, target, Some(op.id))?;
            OpOutcome::Removed { scope, name }
        }
        Applied::Unchanged => OpOutcome::Unchanged { record: held.and_then(|held| standing(target, held)) },
        // `apply` finds conflicts only with something that stands.
        Applied::Conflict(_) => contradicted(target, loaded)?,
    };
    effect::follow(author, &op, &outcome, conversation, loaded, &mut writes)?;
    Ok(Ok((writes, outcome)))
}

fn standing((scope, name): (Scope, Name), held: &Held) -> Option<Record> {
    let object = held.object.clone()?;
    Some(Record { scope, name, rev: held.rev, by: held.by, object })
}
