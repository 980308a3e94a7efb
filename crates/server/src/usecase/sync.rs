//! Reading: the lines of `POST /v1/sync`, one scope after the other, page by page. However large a scope is, no more than
//! a page of it is held here; and no read lasts longer than a page.

use std::sync::Arc;

use domain::{
    PersonId, Rev, Scope,
    policy::{self, ReadPermit},
    wire::{ProblemCode, ScopeState, SyncLine},
};

use crate::{
    secret::Secret,
    storage::{PageRange, Storage, StorageError, StoredRecord},
    token::{self, Position},
};

/// Records in a page at most (design §4.3).
const PAGE_RECORDS: usize = 500;
/// Content of a page in bytes, beyond which it ends.
const PAGE_BYTES: usize = 256 * 1024;

/// Takes pieces of the answer; false when nobody reads any more.
pub(crate) trait Sink: Send {
    fn send(&mut self, lines: Vec<u8>) -> impl Future<Output = bool> + Send;
}

/// Who reads, and with what.
pub(crate) struct Reader<'a> {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) secret: &'a Secret,
    pub(crate) person: PersonId,
}

impl Reader<'_> {
    /// Sends every scope in the order in which they were asked for.
    pub(crate) async fn read(&self, scopes: &[ScopeState], to: &mut impl Sink) {
        for wanted in scopes {
            match self.scope(wanted, to).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(%error, "a pull broke off");
                    let code = match error {
                        StorageError::Unavailable(_) => ProblemCode::Unavailable,
                        StorageError::Failed(_) => ProblemCode::ServerError,
                    };
                    let code = serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned));
                    to.send(line(&SyncLine::Broken { code: code.unwrap_or_default() })).await;
                    return;
                }
            }
        }
    }

    async fn scope(&self, wanted: &ScopeState, to: &mut impl Sink) -> Result<bool, StorageError> {
        let scope = wanted.scope;
        let relation = self.storage.relation(self.person, scope).await?;
        let Some(permit) = policy::may_read(self.person, scope, relation) else {
            return Ok(to.send(line(&SyncLine::Gone { scope })).await);
        };
        let given = wanted.state.as_ref().map(|state| token::read(self.secret, self.person, scope, state));
        let after = match given {
            None => 0,
            Some(Some(position)) => position.rev,
            Some(None) => return Ok(to.send(line(&SyncLine::CannotCalculateChanges { scope })).await),
        };
        let standing = self.storage.standing(&permit, after).await?;
        if let Some(Some(position)) = given
            // Another epoch, a head that a restore has lost, tombstones that are no longer kept.
            && (position.epoch != standing.epoch || position.rev > standing.head || position.rev < standing.floor)
        {
            return Ok(to.send(line(&SyncLine::CannotCalculateChanges { scope })).await);
        }
        let opening = line(&SyncLine::Scope { scope, total: standing.total });
        // From the start: what was deleted before it is not there. Afterwards a deletion may concern what was sent.
        let without_tombstones_to = if after == 0 { standing.head } else { 0 };
        self.pages(&permit, standing.epoch, (after, without_tombstones_to), opening, to).await
    }

    async fn pages(
        &self,
        permit: &ReadPermit,
        epoch: u64,
        (mut after, without_tombstones_to): (Rev, Rev),
        opening: Vec<u8>,
        to: &mut impl Sink,
    ) -> Result<bool, StorageError> {
        let mut lines = opening;
        loop {
            let range = PageRange { after, without_tombstones_to, records: PAGE_RECORDS, bytes: PAGE_BYTES };
            let page = match self.storage.page(permit, range).await {
                Ok(page) => page,
                Err(error) => {
                    to.send(lines).await;
                    return Err(error);
                }
            };
            for record in &page.records {
                write_record(&mut lines, record);
            }
            let position = Position { epoch, rev: page.through };
            let state = token::write(self.secret, self.person, permit.scope(), position);
            lines.extend(line(&SyncLine::State { state, done: page.is_done }));
            if !to.send(std::mem::take(&mut lines)).await {
                return Ok(false);
            }
            if page.is_done {
                return Ok(true);
            }
            after = page.through;
        }
    }
}

/// The token of a person's own scope as it stands: the `ETag` of the poll.
pub(crate) async fn own_state(
    storage: &dyn Storage,
    secret: &Secret,
    person: PersonId,
) -> Result<Option<domain::wire::StateToken>, StorageError> {
    let scope = Scope::Me(person);
    let relation = storage.relation(person, scope).await?;
    let Some(permit) = policy::may_read(person, scope, relation) else { return Ok(None) };
    let standing = storage.standing(&permit, Rev::MAX).await?;
    let position = Position { epoch: standing.epoch, rev: standing.head };
    Ok(Some(token::write(secret, person, scope, position)))
}

fn line(of: &SyncLine) -> Vec<u8> {
    // Our own lines hold nothing that JSON cannot.
    let mut line = serde_json::to_vec(of).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Writes a record's line with its content as it is stored: nothing is parsed, so a field of a newer version survives,
/// and a large scope costs little.
fn write_record(to: &mut Vec<u8>, StoredRecord { name, rev, by, body }: &StoredRecord) {
    // Names are made of our own words and ids: nothing in them needs escaping.
    match body {
        None => to.extend(format!("{{\"del\":{{\"name\":\"{name}\"}}}}\n").as_bytes()),
        Some(body) => {
            to.extend(format!("{{\"put\":{{\"name\":\"{name}\",\"rev\":{rev}").as_bytes());
            if let Some(by) = by {
                to.extend(format!(",\"by\":\"{by}\"").as_bytes());
            }
            to.extend(b",\"object\":");
            to.extend(body.as_bytes());
            to.extend(b"}}\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{Name, OpId, RowId, wire::PutLine};
    use serde_json::value::RawValue;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_record_is_written_as_its_type_would_be() {
        let name = Name::Row(RowId(Uuid::from_u128(1)));
        let body = r#"{"kind":"row","from_the_future":[1]}"#;
        for by in [None, Some(OpId(Uuid::from_u128(2)))] {
            let mut written = vec![];
            let record = StoredRecord { name: name.to_string(), rev: 9, by, body: Some(body.to_owned()) };
            write_record(&mut written, &record);
            let object = RawValue::from_string(body.to_owned()).unwrap();
            let put = SyncLine::Put(PutLine { name: name.to_string(), rev: 9, by, object });
            assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(line(&put)).unwrap());
        }
        let mut written = vec![];
        write_record(&mut written, &StoredRecord { name: name.to_string(), rev: 9, by: None, body: None });
        assert_eq!(written, line(&SyncLine::Del { name: name.to_string() }));
    }
}
