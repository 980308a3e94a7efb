//! Reading what moved. A page is one transaction: its rows and the state that follows them.

use std::collections::BTreeSet;

use domain::{
    Name, Object, PersonId, Scope,
    record::Membership,
    wire::{Problem, ProblemCode, PutLine, ScopeState, StateToken, SyncLine, SyncRequest},
};
use store::{
    Order, Reads, StoreError, Write,
    table::{message, object, scope},
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
const SCOPES: usize = 200;
/// Rows between two states; a server that sends more is not one of ours.
const PAGE: usize = 5_000;
/// Bytes of names and contents between two states. One of ours sends 256 KiB, or one record.
const PAGE_BYTES: usize = 4 << 20;
/// The longest state, in bytes. It is sent back, 200 of them at once, to this server and to any that takes its place.
const STATE: usize = 256;

/// Reads the person's own scope first, then what it says is there: directories, then conversations, newest first.
pub(super) async fn pull(
    engine: &Engine,
    api: &Api,
    account: &Account,
    me: PersonId,
    wanted: &Wanted,
    to: &dyn Notices,
) -> Result<(), RoundError> {
    let mut puller = Puller {
        engine,
        account,
        me,
        is_first: !account.store.read(|r| is_read(r, Scope::Me(me)))?,
        progress: Progress { done: 0, total: 0 },
        moved: BTreeSet::new(),
        news: News { engine, to, list: Vec::new() },
    };
    puller.everything(api, wanted).await
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
/// gone. With each, whether it is due whatever a hint says: that, and what was never read to its end.
fn due(r: &store::Read<'_>, me: PersonId) -> Result<Vec<(Scope, bool)>, StoreError> {
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
    let held = scope::all(r)?;
    let read: BTreeSet<Scope> = held.iter().filter(|row| row.is_done).map(|row| row.scope).collect();
    let mut unnamed = Vec::new();
    for row in held.into_iter().filter(|row| !named.contains(&row.scope)) {
        // The answer to an op can come after its scope has gone: what it brought must go too.
        let has_rows = || -> Result<bool, StoreError> {
            let mut objects = object::list(r, row.scope, "")?.into_iter();
            Ok(message::head(r, row.id)? > 0 || objects.any(|(_, cached)| cached.server.is_some()))
        };
        if row.state.is_some() || row.is_done || has_rows()? {
            unnamed.push((row.scope, true));
        }
    }
    let named = scopes.into_iter().map(|scope| (scope, !read.contains(&scope)));
    Ok(named.chain(unnamed).collect())
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
    progress: Progress,
    /// Conversations of which the own scope has just said that they have moved.
    moved: BTreeSet<Scope>,
    news: News<'a>,
}

enum Row {
    Put(PutLine),
    Del(Name),
}

impl Puller<'_> {
    /// The own scope, then what is due of what it names.
    async fn everything(&mut self, api: &Api, wanted: &Wanted) -> Result<(), RoundError> {
        self.scopes(api, &[Scope::Me(self.me)]).await?;
        let here = self.account.store.read(|r| due(r, self.me))?.into_iter();
        let is_wanted = |scope: &Scope| match wanted {
            Wanted::Everything => true,
            Wanted::Only(hinted) => hinted.contains(scope) || self.moved.contains(scope),
        };
        let due: Vec<Scope> =
            here.filter(|(scope, anyway)| *anyway || is_wanted(scope)).map(|(scope, _)| scope).collect();
        for scopes in due.chunks(SCOPES) {
            self.scopes(api, scopes).await?;
        }
        Ok(())
    }

    /// Reads scopes to their ends; a state that cannot be continued starts its scope again.
    async fn scopes(&mut self, api: &Api, scopes: &[Scope]) -> Result<(), RoundError> {
        let states = self.account.store.read(|r| {
            let state = |scope| Ok(ScopeState { scope, state: scope::get(r, scope)?.and_then(|row| row.state) });
            scopes.iter().map(|&scope| state(scope)).collect::<Result<Vec<_>, StoreError>>()
        })?;
        let again = self.answer(api, states).await?;
        if again.is_empty() {
            return Ok(());
        }
        let states = again.into_iter().map(|scope| ScopeState { scope, state: None }).collect();
        match self.answer(api, states).await?.is_empty() {
            true => Ok(()),
            false => Err(ApiError::BadAnswer("a fresh scope that cannot be calculated").into()),
        }
    }

    async fn answer(&mut self, api: &Api, scopes: Vec<ScopeState>) -> Result<Vec<Scope>, RoundError> {
        let asked: BTreeSet<Scope> = scopes.iter().map(|scope| scope.scope).collect();
        let mut lines: Lines = api.sync(&SyncRequest { schema: domain::SCHEMA, scopes }).await?;
        let (mut current, mut rows, mut again, mut ended) = (None, Vec::new(), Vec::new(), BTreeSet::new());
        let mut bytes = 0_usize;
        let known =
            |scope: Scope| asked.contains(&scope).then_some(scope).ok_or(ApiError::BadAnswer("a scope not asked for"));
        while let Some(line) = lines.next::<SyncLine>().await? {
            match line {
                SyncLine::Scope { .. } if !rows.is_empty() => {
                    return Err(ApiError::BadAnswer("rows of two scopes").into());
                }
                SyncLine::Scope { scope, total } => {
                    current = Some(known(scope)?);
                    self.progress.total = self.progress.total.saturating_add(total);
                }
                SyncLine::Put(put) => {
                    bytes = bytes.saturating_add(put.name.len()).saturating_add(put.object.get().len());
                    rows.push(Row::Put(put));
                }
                SyncLine::Del { name } => rows.extend(name.parse().ok().map(Row::Del)),
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
                match row {
                    Row::Put(put) => {
                        // A name of a newer version: kept by the server until this app knows it.
                        let Ok(name) = put.name.parse::<Name>() else { continue };
                        let json = put.object.get();
                        match name {
                            Name::Inbox(conversation) => {
                                self.moved.insert(Scope::Conv(conversation));
                            }
                            Name::Notification(_) if !self.is_first => {
                                news.extend(arrived(self.engine, w, self.me, name, json)?);
                            }
                            Name::Offer(_) => {
                                if let Some(organization) = known_offers {
                                    news.extend(offer_arrived(self.engine, w, self.me, organization, json)?);
                                }
                            }
                            _ => {}
                        }
                        object::put_server(w, scope, name, put.rev, put.by, json)?;
                        if let (Scope::Dir(organization), Name::Card(person)) = (scope, name) {
                            query::follow_card(w, organization, person)?;
                        }
                        if !is_planted("engine::view_kept") {
                            overlay::refresh(w, self.me, scope, name)?;
                        }
                    }
                    Row::Del(name) => self.removed(w, scope, name)?,
                }
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
        self.progress.done = self.progress.done.saturating_add(count);
        self.engine.progress().pull = Some(self.progress);
        self.engine.changed(&["status", "start"]);
        Ok(())
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
