//! Reading what moved. A page is one transaction: its rows and the state that follows them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Millis, Name, Object, OrgId, PersonId, Scope,
    record::Membership,
    wire::{Change, Hint, Problem, ProblemCode, PutLine, ScopeState, StateToken, Sum, SyncLine, SyncRequest},
};
use store::{
    Order, Reads, StoreError, Write,
    table::{
        object,
        scope::{self, ScopeRow},
    },
};

use super::{RoundError, Wanted};
use crate::{
    Account, Engine, Notice, Notices,
    api::{Api, ApiError, Lines},
    notice::{arrived, gone, offer_arrived, ring},
    overlay,
    planted::is_planted,
    query::{self, is_read, memberships},
    view::Progress,
};

/// Scopes in one request.
const SCOPES: usize = 1_000;
/// Conversations of which the newest messages are read before anything is read whole, and so many of them.
const GLIMPSES: usize = 50;
const GLIMPSED: u32 = 50;
/// Of a directory the organisation and its units come first.
const GLIMPSED_OF_DIRECTORY: u32 = 500;
/// Fewer new conversations are read whole at once.
const FEW: usize = 10;
/// What is held of a scope is held against the server's sum so often, in milliseconds (design §4.15).
const SUMMED_EVERY: Millis = 24 * 60 * 60 * 1000;
/// Rows between two states; a server that sends more is not one of ours.
const PAGE: usize = 5_000;
/// Bytes of names and contents between two states. One of ours sends 256 KiB, or one record.
const PAGE_BYTES: usize = 4 << 20;
/// The longest state, in bytes. It is sent back, 200 of them at once, to this server and to any that takes its place.
const STATE: usize = 256;

/// Reads the person's own scope first, then of what it says is there the newest of everything new, then all of it: directories,
/// then conversations, newest first.
pub(super) async fn pull(
    engine: &Engine,
    api: &Api,
    account: &Account,
    me: PersonId,
    wanted: &Wanted,
    to: &dyn Notices,
) -> Result<(), RoundError> {
    let progress = Some(Progress { done: 0, total: 0 });
    Puller { progress, ..Puller::new(engine, account, me, to)? }.everything(api, wanted).await
}

/// Takes in what a hint carried; what is to be asked for all the same.
pub(super) fn take_in(
    engine: &Engine,
    account: &Account,
    me: PersonId,
    Hint { scopes, changes }: Hint,
    to: &dyn Notices,
) -> Result<BTreeSet<Scope>, RoundError> {
    let mut puller = Puller::new(engine, account, me, to)?;
    let mut told: BTreeSet<Scope> = scopes.into_iter().collect();
    for Change { scope, from, puts, dels, state } in changes {
        let row = account.store.read(|r| scope::get(r, scope))?;
        // Whoever has not read the scope to its end, or stands elsewhere in it, asks.
        if row.is_some_and(|row| row.is_done && !row.is_again && row.state.as_ref() == Some(&from)) {
            let rows = dels.into_iter().map(Row::Del).chain(puts.into_iter().map(Row::Put));
            puller.page(scope, rows.collect(), &state, true)?;
            puller.read.insert(scope);
            told.remove(&scope);
        }
    }
    // A conversation of which the own scope tells, and that was not in the hint.
    let moved = std::mem::take(&mut puller.moved);
    told.extend(moved.difference(&puller.read));
    Ok(told)
}

/// Rings at the end of a pull, when what a notice is about has been fetched with it, so that it opens. A pull that broke off,
/// or had no more time, tells what it has: the next one would not know that it is new.
struct News<'a> {
    engine: &'a Engine,
    to: &'a dyn Notices,
    list: Vec<Notice>,
}

impl Drop for News<'_> {
    fn drop(&mut self) {
        self.list.drain(..).for_each(|notice| ring(self.engine, notice, self.to));
    }
}

/// What there is to read: directories and offers, the desks one works at, then conversations by their newest message; and
/// behind them what is held and no longer named (one left an organisation, a role was taken away): the answer says that it is
/// gone.
fn due(r: &store::Read<'_>, me: PersonId) -> Result<Vec<Due>, StoreError> {
    let mut scopes = Vec::new();
    for Membership { organization, value, .. } in memberships(r, me)? {
        let grants = value.standing().grants();
        scopes.extend(grants.directory.then_some(Scope::Dir(organization)));
        scopes.extend(grants.offers.then_some(Scope::Offers(organization)));
        scopes.extend(grants.desk.then_some(Scope::Desk(organization)));
    }
    let mut inbox: Vec<_> = object::list(r, Scope::Me(me), "inbox/")?
        .into_iter()
        .filter_map(|(_, cached)| match cached.from_server() {
            Some(Object::Inbox(row)) => Some((std::cmp::Reverse(row.at), row.conversation)),
            _ => None,
        })
        .collect();
    inbox.sort();
    scopes.extend(inbox.into_iter().map(|(_, conversation)| Scope::Conv(conversation)));
    let named: BTreeSet<Scope> = scopes.iter().copied().chain([Scope::Me(me)]).collect();
    let held: BTreeMap<Scope, ScopeRow> = scope::all(r)?.into_iter().map(|row| (row.scope, row)).collect();
    let unnamed = held.values().filter(|row| (row.state.is_some() || row.is_done) && !named.contains(&row.scope));
    let named = scopes.into_iter().map(|scope| {
        let row = held.get(&scope);
        let is_new = row.is_none_or(|row| row.state.is_none() && !row.is_done && !row.is_again);
        Due { scope, anyway: row.is_none_or(|row| !row.is_done || row.is_again), is_new }
    });
    let gone = unnamed.map(|row| Due { scope: row.scope, anyway: true, is_new: false });
    Ok(named.chain(gone).collect())
}

/// A scope that there is to read.
struct Due {
    scope: Scope,
    /// Whatever a hint says: it was never read to its end, or has to be again, or is gone.
    anyway: bool,
    /// Nothing of it has come yet.
    is_new: bool,
}

/// What the person is in the organisation of a scope, in one text to compare: it decides what the scope shows them.
fn standing(r: &impl Reads, me: PersonId, scope: Scope) -> Result<Option<String>, StoreError> {
    let (Scope::Dir(at) | Scope::Offers(at) | Scope::Desk(at)) = scope else { return Ok(None) };
    let membership = memberships(r, me)?.into_iter().find(|membership| membership.organization == at);
    let value = membership.map(|membership| serde_json::to_string(&membership.value)).transpose();
    value.map_err(|error| StoreError::Other(error.to_string()))
}

struct Puller<'a> {
    engine: &'a Engine,
    account: &'a Account,
    me: PersonId,
    /// Nothing rings for what was there before the first sync.
    is_first: bool,
    /// None for what was told and not asked for.
    progress: Option<Progress>,
    /// The totals of what is read from its start were told at once.
    is_total_told: bool,
    /// Conversations of which the own scope has just said that they have moved.
    moved: BTreeSet<Scope>,
    /// What has just been read to its end.
    read: BTreeSet<Scope>,
    news: News<'a>,
}

enum Row {
    Put(PutLine),
    Del(String),
}

impl<'a> Puller<'a> {
    fn new(engine: &'a Engine, account: &'a Account, me: PersonId, to: &'a dyn Notices) -> Result<Self, StoreError> {
        Ok(Self {
            engine,
            account,
            me,
            is_first: !account.store.read(|r| is_read(r, Scope::Me(me)))?,
            progress: None,
            is_total_told: false,
            moved: BTreeSet::new(),
            read: BTreeSet::new(),
            news: News { engine, to, list: Vec::new() },
        })
    }

    /// The own scope, then what is due of what it names.
    async fn everything(&mut self, api: &Api, wanted: &Wanted) -> Result<(), RoundError> {
        self.scopes(api, &[Scope::Me(self.me)]).await?;
        let here = self.account.store.read(|r| due(r, self.me))?;
        self.glimpse(api, &here).await?;
        let is_wanted = |scope: &Scope| match wanted {
            Wanted::Everything => true,
            Wanted::Only(hinted) => hinted.contains(scope) || self.moved.contains(scope),
        };
        let due: Vec<Scope> =
            here.into_iter().filter(|due| due.anyway || is_wanted(&due.scope)).map(|due| due.scope).collect();
        for scopes in due.chunks(SCOPES) {
            self.scopes(api, scopes).await?;
        }
        Ok(())
    }

    /// The newest of what is new, so that it can be used while the rest comes.
    async fn glimpse(&mut self, api: &Api, here: &[Due]) -> Result<(), RoundError> {
        let is_conversation = |due: &&Due| matches!(due.scope, Scope::Conv(_));
        let newest = here.iter().filter(is_conversation).take(GLIMPSES);
        let conversations: Vec<Scope> = newest.filter(|due| due.is_new).map(|due| due.scope).collect();
        let is_directory = |due: &&Due| due.is_new && matches!(due.scope, Scope::Dir(_));
        let directories: Vec<Scope> = here.iter().filter(is_directory).map(|due| due.scope).collect();
        if directories.is_empty() && conversations.len() < FEW {
            return Ok(());
        }
        let glimpse = |scope, newest| ScopeState { newest: Some(newest), ..ScopeState::after(scope, None) };
        let directories = directories.into_iter().map(|scope| glimpse(scope, GLIMPSED_OF_DIRECTORY));
        let scopes = directories.chain(conversations.into_iter().map(|scope| glimpse(scope, GLIMPSED)));
        // An answer that has to be asked for again is, by what follows.
        self.answer(api, scopes.collect()).await.map(|_| ())
    }

    /// Reads scopes to their ends; a state that cannot be continued, or led elsewhere than it should, starts its scope again.
    async fn scopes(&mut self, api: &Api, scopes: &[Scope]) -> Result<(), RoundError> {
        let now = self.engine.config().clock.now();
        let states = self.account.store.read(|r| {
            let state = |scope| {
                let row = scope::get(r, scope)?;
                // A clock that went back is no reason to wait for years.
                let since = row.as_ref().map_or(SUMMED_EVERY, |row| (now - row.summed_at).abs());
                let sum = since >= SUMMED_EVERY;
                Ok(ScopeState { sum, ..ScopeState::after(scope, row.and_then(|row| row.state)) })
            };
            scopes.iter().map(|&scope| state(scope)).collect::<Result<Vec<_>, StoreError>>()
        })?;
        let again = self.answer(api, states).await?;
        if again.is_empty() {
            return Ok(());
        }
        let states = again.into_iter().map(|scope| ScopeState::after(scope, None)).collect();
        match self.answer(api, states).await?.is_empty() {
            true => Ok(()),
            false => Err(ApiError::BadAnswer("a fresh scope that cannot be calculated").into()),
        }
    }

    async fn answer(&mut self, api: &Api, scopes: Vec<ScopeState>) -> Result<Vec<Scope>, RoundError> {
        let asked: BTreeSet<Scope> = scopes.iter().map(|scope| scope.scope).collect();
        let is_from_start = |scope: &ScopeState| scope.state.is_none() && scope.newest.is_none();
        let from_start: BTreeSet<Scope> = scopes.iter().filter(|it| is_from_start(it)).map(|it| it.scope).collect();
        let glimpsed: BTreeSet<Scope> = scopes.iter().filter(|it| it.newest.is_some()).map(|it| it.scope).collect();
        let total = !from_start.is_empty();
        self.is_total_told = false;
        let mut lines: Lines = api.sync(&SyncRequest { schema: domain::SCHEMA, scopes, total }).await?;
        let (mut current, mut rows, mut again, mut ended) = (None, Vec::new(), Vec::new(), BTreeSet::new());
        let mut bytes = 0_usize;
        let known =
            |scope: Scope| asked.contains(&scope).then_some(scope).ok_or(ApiError::BadAnswer("a scope not asked for"));
        while let Some(line) = lines.next::<SyncLine>().await? {
            match line {
                SyncLine::Total { records } => {
                    self.is_total_told = true;
                    self.expect(records);
                }
                SyncLine::Scope { .. } if !rows.is_empty() => {
                    return Err(ApiError::BadAnswer("rows of two scopes").into());
                }
                SyncLine::Scope { scope, total } => {
                    current = Some(known(scope)?);
                    // What is glimpsed comes once more, and counts then.
                    if !glimpsed.contains(&scope) && !(self.is_total_told && from_start.contains(&scope)) {
                        self.expect(total);
                    }
                }
                SyncLine::Put(put) => {
                    bytes = bytes.saturating_add(put.name.len()).saturating_add(put.object.get().len());
                    rows.push(Row::Put(put));
                }
                SyncLine::Del { name } => {
                    bytes = bytes.saturating_add(name.len());
                    rows.push(Row::Del(name));
                }
                SyncLine::State { state, done } => {
                    let scope = current.ok_or(ApiError::BadAnswer("a state without a scope"))?;
                    if state.0.len() > STATE {
                        return Err(ApiError::BadAnswer("a state that nobody could send back").into());
                    }
                    bytes = 0;
                    self.page(scope, std::mem::take(&mut rows), &state, done)?;
                    if done {
                        ended.insert(scope);
                    }
                }
                SyncLine::Newest {} => {
                    let scope = current.ok_or(ApiError::BadAnswer("records without a scope"))?;
                    self.glimpsed(scope, std::mem::take(&mut rows))?;
                    ended.insert(scope);
                }
                SyncLine::Sum { state, sum } => {
                    let scope = current.ok_or(ApiError::BadAnswer("a sum without a scope"))?;
                    again.extend(self.hold_against(scope, &state, sum)?.then_some(scope));
                }
                SyncLine::CannotCalculateChanges { scope } => {
                    let scope = known(scope)?;
                    ended.insert(scope);
                    if !is_planted("engine::state_kept") {
                        self.start_again(scope)?;
                        again.push(scope);
                    }
                }
                // Whose own scope is gone has no account any more, as after the end of a session: what is here stays readable.
                SyncLine::Gone { scope } if known(scope)? == Scope::Me(self.me) => {
                    return Err(ApiError::Problem(Problem::of(ProblemCode::Unauthorized)).into());
                }
                SyncLine::Gone { scope } => {
                    let scope = known(scope)?;
                    self.forget(scope)?;
                    ended.insert(scope);
                }
                SyncLine::Broken { .. } => return Err(ApiError::BadAnswer("the server could not go on").into()),
            }
            if rows.len() > PAGE || bytes > PAGE_BYTES {
                return Err(ApiError::BadAnswer("rows without a state").into());
            }
        }
        // A connection that breaks between two lines looks like an end: every scope must have had its last word.
        if ended == asked { Ok(again) } else { Err(ApiError::Unreachable.into()) }
    }

    /// Rows and state in one transaction; what waits is laid over the new rows in the same one.
    fn page(&mut self, scope: Scope, rows: Vec<Row>, state: &StateToken, is_done: bool) -> Result<(), RoundError> {
        let count = rows.len() as u64;
        if is_planted("engine::cursor_before_rows") {
            self.account.store.write(Order::CacheFirst, |w| scope::set_state(w, scope, Some(state), false))?;
        }
        fail::fail_point!("page:begin");
        let news = self.account.store.write(Order::CacheFirst, |w| {
            let mut news = Vec::new();
            // What was there before the first reading is no news.
            let known_offers = match scope {
                Scope::Offers(organization) if is_read(w, scope)? => Some(organization),
                Scope::Me(_) | Scope::Dir(_) | Scope::Offers(_) | Scope::Desk(_) | Scope::Conv(_) => None,
            };
            for row in rows {
                news.extend(self.row(w, scope, row, known_offers)?);
            }
            fail::fail_point!("page:rows");
            scope::set_state(w, scope, Some(state), is_done)?;
            if let Some(standing) = standing(w, self.me, scope)? {
                scope::set_standing(w, scope, &standing)?;
            }
            if is_done {
                for name in scope::left_over(w, scope)? {
                    self.removed(w, scope, name)?;
                }
            }
            Ok::<_, StoreError>(news)
        })?;
        self.news.list.extend(news);
        if is_done {
            self.read.insert(scope);
        }
        self.came(count);
        Ok(())
    }

    /// So many records have come.
    fn came(&mut self, count: u64) {
        let Some(progress) = &mut self.progress else { return };
        progress.done = progress.done.saturating_add(count);
        self.engine.progress().pull = Some(*progress);
        self.engine.changed(&["status", "start"]);
    }

    /// So many records are still to come.
    fn expect(&mut self, count: u64) {
        if let Some(progress) = &mut self.progress {
            progress.total = progress.total.saturating_add(count);
        }
    }

    /// Writes a row with what waits laid over it; what rings.
    fn row(
        &mut self,
        w: &Write<'_>,
        scope: Scope,
        row: Row,
        known_offers: Option<OrgId>,
    ) -> Result<Option<Notice>, StoreError> {
        let put = match row {
            Row::Put(put) => put,
            Row::Del(name) => {
                match name.parse::<Name>() {
                    Ok(name) => self.removed(w, scope, name)?,
                    Err(_) => object::delete_unknown(w, scope, &name)?,
                }
                return Ok(None);
            }
        };
        // A name of a newer version: kept, and asked for again by the version that knows it.
        let Ok(name) = put.name.parse::<Name>() else { return object::put_unknown(w, scope, &put).map(|()| None) };
        let json = put.object.get();
        let news = match name {
            Name::Inbox(conversation) => {
                self.moved.insert(Scope::Conv(conversation));
                None
            }
            Name::Notification(_) if !self.is_first => arrived(self.engine, w, self.me, name, json)?,
            Name::Offer(_) => match known_offers {
                Some(organization) => offer_arrived(self.engine, w, self.me, organization, json)?,
                None => None,
            },
            _ => None,
        };
        object::put_server(w, scope, name, put.rev, put.by, json)?;
        if let (Scope::Dir(organization), Name::Card(person)) = (scope, name) {
            query::follow_card(w, organization, person)?;
        }
        if !is_planted("engine::view_kept") {
            overlay::refresh(w, self.me, scope, name)?;
        }
        Ok(news)
    }

    /// The newest records of a scope that is still to be read: shown, and stale until they come once more.
    fn glimpsed(&mut self, scope: Scope, rows: Vec<Row>) -> Result<(), RoundError> {
        self.account.store.write(Order::CacheFirst, |w| {
            for row in rows {
                self.row(w, scope, row, None)?;
            }
            if let Some(standing) = standing(w, self.me, scope)? {
                scope::set_standing(w, scope, &standing)?;
            }
            scope::start_again(w, scope)
        })?;
        self.engine.changed(&["status", "start"]);
        Ok(())
    }

    /// Holds a scope that has been read to its end against what the server says that it comes to. True when it is something
    /// else: then it is read from its start once more, and the server's word is taken for a day.
    fn hold_against(&self, scope: Scope, state: &StateToken, theirs: Sum) -> Result<bool, StoreError> {
        let ours = self.account.store.read(|r| {
            let row = scope::get(r, scope)?;
            // It has moved since: nothing can be said of it now.
            let is_there = row.is_some_and(|row| row.is_done && row.state.as_ref() == Some(state));
            is_there.then(|| object::sum(r, scope)).transpose()
        })?;
        let Some(ours) = ours else { return Ok(false) };
        let is_other = ours != theirs;
        if is_other {
            tracing::warn!(%scope, ?ours, ?theirs, "the device does not hold what the server says: it is read again");
        }
        let now = self.engine.config().clock.now();
        self.account.store.write(Order::CacheFirst, |w| {
            scope::set_summed(w, scope, now)?;
            if is_other { scope::start_again(w, scope) } else { Ok(()) }
        })?;
        Ok(is_other)
    }

    /// The server has a record no more, or it is not this person's any more. What waits to be sent is laid over that too.
    fn removed(&mut self, w: &Write<'_>, scope: Scope, name: Name) -> Result<(), StoreError> {
        if let Name::Notification(_) = name {
            gone(self.engine, w, self.me, name)?;
        }
        object::delete_server(w, scope, name)?;
        // Whoever has no part in a conversation any more: the answer to it is that it is gone.
        if let Name::Inbox(conversation) = name {
            self.moved.insert(Scope::Conv(conversation));
        }
        if let (Scope::Dir(organization), Name::Card(person)) = (scope, name) {
            query::forget(w, organization, person)?;
        }
        overlay::refresh(w, self.me, scope, name)
    }

    /// A scope is read from its start. It stays readable meanwhile, unless the person is something else in the organisation
    /// than when it was read: then what they saw as that goes at once.
    fn start_again(&self, scope: Scope) -> Result<(), StoreError> {
        let is_same = self.account.store.read(|r| Ok(scope::standing(r, scope)? == standing(r, self.me, scope)?))?;
        if !is_same {
            return self.forget(scope);
        }
        match is_planted("engine::old_rows_stay") {
            true => Ok(()),
            false => self.account.store.write(Order::CacheFirst, |w| scope::start_again(w, scope)),
        }
    }

    /// The rows of a scope that is not this person's any more go; what waits to be sent stays.
    fn forget(&self, scope: Scope) -> Result<(), StoreError> {
        self.account.store.write(Order::CacheFirst, |w| {
            if !is_planted("engine::scope_left") {
                scope::remove(w, scope)?;
            }
            for queued in store::table::op::in_state(w, store::table::op::State::Waiting)? {
                if queued.target.0 == scope {
                    overlay::refresh(w, self.me, scope, queued.target.1)?;
                }
            }
            Ok(())
        })
    }
}
