//! Reading: the lines of `POST /v1/sync`, one scope after the other, page by page. However large a scope is, no more than
//! a page of it is held here; and no read lasts longer than a page.

use std::sync::Arc;

use domain::{
    OpId, PersonId, Rev, Scope,
    policy::{self, ReadPermit, Relation},
    wire::{Change, ProblemCode, PutLine, ScopeState, StateToken, SyncLine, SyncRequest},
};
use serde_json::value::RawValue;

use crate::{
    planted::is_planted,
    secret::{Secret, sha256},
    storage::{
        Storage, StorageError,
        read::{PageRange, Position, Revs, StoredRecord},
    },
    token,
};

/// Records in a page at most (design §4.3).
const PAGE_RECORDS: usize = 500;
/// Names and contents of a page in bytes, of more than one record: what is held here, and by the device, for each reader.
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
    pub(crate) async fn read(&self, SyncRequest { scopes, total, .. }: &SyncRequest, to: &mut impl Sink) {
        if let Err(error) = self.all(scopes, *total, to).await {
            tracing::warn!(%error, "a pull broke off");
            let code = match error {
                StorageError::Unavailable(_) => ProblemCode::Unavailable,
                StorageError::Failed(_) => ProblemCode::ServerError,
            };
            let code = serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned));
            to.send(line(&SyncLine::Broken { code: code.unwrap_or_default() })).await;
        }
    }

    async fn all(&self, scopes: &[ScopeState], is_total: bool, to: &mut impl Sink) -> Result<(), StorageError> {
        if is_total && !to.send(line(&SyncLine::Total { records: self.total(scopes).await? })).await {
            return Ok(());
        }
        for wanted in scopes {
            if !self.scope(wanted, to).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Records of all scopes that will be read from their start. Whether they may be read is asked again when they are.
    async fn total(&self, scopes: &[ScopeState]) -> Result<u64, StorageError> {
        let mut records = 0;
        for ScopeState { scope, .. } in scopes.iter().filter(|it| it.state.is_none() && it.newest.is_none()) {
            if let Some(permit) = self.permit(*scope).await? {
                records += self.storage.extent(&permit, Revs::default()).await?.total;
            }
        }
        Ok(records)
    }

    async fn permit(&self, scope: Scope) -> Result<Option<ReadPermit>, StorageError> {
        let relation = self.storage.relation(self.person, scope).await?;
        Ok(policy::may_read(self.person, scope, relation))
    }

    async fn scope(&self, wanted: &ScopeState, to: &mut impl Sink) -> Result<bool, StorageError> {
        let scope = wanted.scope;
        let Some(permit) = self.permit(scope).await? else {
            return Ok(to.send(line(&SyncLine::Gone { scope })).await);
        };
        if let (Some(newest), Scope::Conv(_) | Scope::Dir(_), None) = (wanted.newest, scope, &wanted.state) {
            return self.newest(&permit, newest, to).await;
        }
        let given = wanted.state.as_ref().map(|state| token::read(self.secret, &permit, state));
        let given = match given {
            None => None,
            Some(Some(position)) => Some(position),
            Some(None) => return Ok(to.send(line(&SyncLine::CannotCalculateChanges { scope })).await),
        };
        let after = given.map_or(Revs::default(), |position| position.through);
        let extent = self.storage.extent(&permit, after).await?;
        if given.is_some_and(|position| !extent.continues(&position) && !is_planted("server::epoch_ignored")) {
            return Ok(to.send(line(&SyncLine::CannotCalculateChanges { scope })).await);
        }
        let opening = line(&SyncLine::Scope { scope, total: extent.total });
        Ok(self.pages(&permit, given.unwrap_or(extent.start()), opening, to).await?
            && (!wanted.sum || self.sum(&permit, to).await?))
    }

    async fn newest(&self, permit: &ReadPermit, most: u32, to: &mut impl Sink) -> Result<bool, StorageError> {
        let most = usize::try_from(most).map_or(PAGE_RECORDS, |most| most.min(PAGE_RECORDS));
        let records = self.storage.newest(permit, most, PAGE_BYTES).await?;
        let mut lines = line(&SyncLine::Scope { scope: permit.scope(), total: records.len() as u64 });
        records.iter().for_each(|record| write_record(&mut lines, permit.scope(), record));
        lines.extend(line(&SyncLine::Newest {}));
        Ok(to.send(lines).await)
    }

    async fn sum(&self, permit: &ReadPermit, to: &mut impl Sink) -> Result<bool, StorageError> {
        let (at, sum) = self.storage.sum(permit).await?;
        let state = token::write(self.secret, permit, &at);
        Ok(to.send(line(&SyncLine::Sum { state, sum })).await)
    }

    async fn pages(
        &self,
        permit: &ReadPermit,
        mut from: Position,
        opening: Vec<u8>,
        to: &mut impl Sink,
    ) -> Result<bool, StorageError> {
        let mut lines = opening;
        loop {
            let range = PageRange { from, records: PAGE_RECORDS, bytes: PAGE_BYTES };
            let page = match self.storage.page(permit, range).await {
                Ok(page) => page,
                Err(error) => {
                    to.send(lines).await;
                    return Err(error);
                }
            };
            for record in &page.records {
                write_record(&mut lines, permit.scope(), record);
            }
            let state = token::write(self.secret, permit, &page.to);
            lines.extend(line(&SyncLine::State { state, done: page.is_done }));
            if !to.send(std::mem::take(&mut lines)).await {
                return Ok(false);
            }
            if page.is_done {
                return Ok(true);
            }
            from = page.to;
        }
    }
}

/// A change that a hint carries has at most so many records,
const CHANGE_RECORDS: usize = 50;
/// and so many bytes of names and contents; more is for the device to ask for, when it likes.
const CHANGE_BYTES: usize = 16 * 1024;

impl Reader<'_> {
    /// What has moved in a scope since a position, if that is little and the position can be continued; and where the scope
    /// stands, none when it may not be read.
    pub(crate) async fn change(
        &self,
        scope: Scope,
        since: Option<Position>,
    ) -> Result<(Option<Change>, Option<Position>), StorageError> {
        let Some(permit) = self.permit(scope).await? else { return Ok((None, None)) };
        let extent = self.storage.extent(&permit, since.map_or(Revs::default(), |since| since.through)).await?;
        let Some(since) = since.filter(|since| extent.continues(since)) else { return Ok((None, Some(extent.end()))) };
        let range = PageRange { from: since, records: CHANGE_RECORDS, bytes: CHANGE_BYTES };
        let page = self.storage.page(&permit, range).await?;
        if !page.is_done {
            return Ok((None, Some(extent.end())));
        }
        // A page has at least one record, however long that is.
        if page.records.iter().map(|it| it.body.as_ref().map_or(0, String::len)).sum::<usize>() > CHANGE_BYTES {
            return Ok((None, Some(page.to)));
        }
        let (mut puts, mut dels) = (Vec::new(), Vec::new());
        for StoredRecord { name, rev, by, body } in page.records {
            let Some(body) = body else {
                dels.push(name);
                continue;
            };
            let (rev, by) = told(scope, rev, by.as_ref());
            // What is stored was JSON when it was; anything else is for the device to ask for.
            let Ok(object) = RawValue::from_string(body) else { return Ok((None, Some(page.to))) };
            puts.push(PutLine { name, rev, by: by.copied(), object });
        }
        let token = |position| token::write(self.secret, &permit, position);
        let (from, state): (StateToken, StateToken) = (token(&since), token(&page.to));
        Ok((Some(Change { scope, from, puts, dels, state }), Some(page.to)))
    }
}

/// A hash of how far everything reaches of which a device in the background asks: the person's own scope, which moves with
/// whatever is meant for the person, and the offers of each organisation. Made of the reader's own states, so it moves
/// with nothing that the reader may not see.
pub(crate) async fn news(storage: &dyn Storage, secret: &Secret, person: PersonId) -> Result<[u8; 32], StorageError> {
    let mut states = String::new();
    let offers = storage.standings_of(person).await?;
    let offers = offers.into_iter().map(|(id, standing)| (Scope::Offers(id), Relation::Member(standing)));
    for (scope, relation) in std::iter::once((Scope::Me(person), Relation::Owner)).chain(offers) {
        if let Some(permit) = policy::may_read(person, scope, relation) {
            let extent = storage.extent(&permit, Revs::default()).await?;
            states.push_str(&token::write(secret, &permit, &extent.end()).0);
            states.push('\n');
        }
    }
    Ok(sha256(states.as_bytes()))
}

fn line(of: &SyncLine) -> Vec<u8> {
    // Our own lines hold nothing that JSON cannot.
    let mut line = serde_json::to_vec(of).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Writes a record's line with its content as it is stored: nothing is parsed, so a field of a newer version survives,
/// and a large scope costs little.
fn write_record(to: &mut Vec<u8>, scope: Scope, StoredRecord { name, rev, by, body }: &StoredRecord) {
    let (rev, by) = told(scope, *rev, by.as_ref());
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

/// What a reader of a scope is told of a record's revision, and of the op that wrote it.
fn told(scope: Scope, rev: Rev, by: Option<&OpId>) -> (Rev, Option<&OpId>) {
    match scope {
        Scope::Me(_) | Scope::Desk(_) | Scope::Conv(_) => (rev, by),
        // A gap between two revisions would tell of an edit that this reader may not see. A device never edits these, so it
        // needs no revision of them, nor whose op it was.
        Scope::Dir(_) | Scope::Offers(_) => (0, None),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Name, OpId, OrgId, RowId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_record_is_written_as_its_type_would_be() {
        let (me, dir) = (Scope::Me(PersonId(Uuid::from_u128(3))), Scope::Dir(OrgId(Uuid::from_u128(4))));
        let name = Name::Row(RowId(Uuid::from_u128(1)));
        let body = r#"{"kind":"row","from_the_future":[1]}"#;
        let by = Some(OpId(Uuid::from_u128(2)));
        for (scope, by, (told_rev, told_by)) in [(me, None, (9, None)), (me, by, (9, by)), (dir, by, (0, None))] {
            let mut written = vec![];
            let record = StoredRecord { name: name.to_string(), rev: 9, by, body: Some(body.to_owned()) };
            write_record(&mut written, scope, &record);
            let object = RawValue::from_string(body.to_owned()).unwrap();
            let put = SyncLine::Put(PutLine { name: name.to_string(), rev: told_rev, by: told_by, object });
            assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(line(&put)).unwrap());
        }
        let mut written = vec![];
        let gone = StoredRecord { name: name.to_string(), rev: 9, by: None, body: None };
        write_record(&mut written, me, &gone);
        assert_eq!(written, line(&SyncLine::Del { name: name.to_string() }));
    }
}
