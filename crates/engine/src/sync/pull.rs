//! Reading what moved. A page is one transaction: its rows and the state that follows them.

mod due;
mod page;
mod sum;

use std::{collections::BTreeSet, time::Duration};

use domain::{
    PersonId, Scope,
    wire::{Change, Hint, Problem, ProblemCode, PutLine, ScopeState, StateToken, Sum, SyncLine, SyncRequest},
};
use store::{StoreError, table::scope};
use tokio::time::{Instant, timeout_at};

use self::due::{Due, due};
use super::{RoundError, Wanted};
use crate::{
    Account, Engine, Notice, Notices,
    api::{Api, ApiError, Values},
    notice::ring,
    planted::is_planted,
    query::is_read,
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
/// Rows between two states; a server that sends more is not one of ours.
const PAGE: usize = 5_000;
/// Bytes of names and contents between two states. One of ours sends 256 KiB, or one record.
const PAGE_BYTES: usize = 4 << 20;
/// Rows, and their bytes, from which on pages are written without waiting for more: enough that a transaction costs little beside
/// what is in it (100,000 messages took 11.7 s with a transaction for each piece that came, and 7.0 s with these), and few enough
/// that whoever writes meanwhile does not wait for long.
const TOGETHER: usize = 2_000;
const TOGETHER_BYTES: usize = 1 << 20;
/// What has come is written after this time at the latest, unless more is there already.
const SOON: Duration = Duration::from_millis(100);
/// The longest state, in bytes. It is sent back, with those of all other scopes, to this server and to any that takes its place.
const STATE: usize = 256;

/// What was asked for, and how it counts.
struct Asked {
    asked: BTreeSet<Scope>,
    from_start: BTreeSet<Scope>,
    glimpsed: BTreeSet<Scope>,
    is_total_told: bool,
}

impl Asked {
    fn known(&self, scope: Scope) -> Result<Scope, ApiError> {
        self.asked.contains(&scope).then_some(scope).ok_or(ApiError::BadAnswer("a scope not asked for"))
    }

    /// What is glimpsed comes once more, and counts then.
    fn counts_elsewhere(&self, scope: Scope) -> bool {
        self.glimpsed.contains(&scope) || self.is_total_told && self.from_start.contains(&scope)
    }
}

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
            puller.write(vec![Page { scope, rows: rows.collect(), end: End::State { state, is_done: true } }])?;
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

struct Puller<'a> {
    engine: &'a Engine,
    account: &'a Account,
    me: PersonId,
    /// Nothing rings for what was there before the first sync.
    is_first: bool,
    /// None for what was told and not asked for.
    progress: Option<Progress>,
    /// Conversations of which the own scope has just said that they have moved.
    moved: BTreeSet<Scope>,
    /// What has just been read to its end.
    read: BTreeSet<Scope>,
    news: News<'a>,
    /// What has come and is not written yet.
    coming: Coming,
}

/// Pages, and what they come to, on their way into one transaction.
#[derive(Default)]
struct Coming {
    /// When the first of it came.
    since: Option<Instant>,
    pages: Vec<Page>,
    rows: usize,
    bytes: usize,
    sums: Vec<(Scope, StateToken, Sum)>,
}

/// Rows of a scope that end with a state, or are its newest.
struct Page {
    scope: Scope,
    rows: Vec<Row>,
    end: End,
}

enum End {
    State { state: StateToken, is_done: bool },
    Newest,
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
            moved: BTreeSet::new(),
            read: BTreeSet::new(),
            news: News { engine, to, list: Vec::new() },
            coming: Coming::default(),
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
                let sum = sum::is_due(row.as_ref(), now);
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
        let mut values = api.sync(&SyncRequest { schema: domain::SCHEMA, scopes, total }).await?;
        let (mut again, mut ended) = (Vec::new(), BTreeSet::new());
        let mut asked_for = Asked { asked, from_start, glimpsed, is_total_told: false };
        let outcome = self.lines(&mut values, &mut asked_for, &mut again, &mut ended).await;
        // Whatever broke off: what came before is good.
        again.extend(self.flush()?);
        outcome?;
        // A connection that breaks between two lines looks like an end: every scope must have had its last word.
        if ended == asked_for.asked { Ok(again) } else { Err(ApiError::Unreachable.into()) }
    }

    async fn lines(
        &mut self,
        values: &mut Values<SyncLine>,
        of: &mut Asked,
        again: &mut Vec<Scope>,
        ended: &mut BTreeSet<Scope>,
    ) -> Result<(), RoundError> {
        let (mut current, mut rows, mut bytes) = (None, Vec::new(), 0_usize);
        loop {
            let next = match self.coming.since {
                None => values.next().await?,
                Some(since) => match timeout_at(since + SOON, values.next()).await {
                    Ok(next) => next?,
                    // More takes its time: what is there is written meanwhile.
                    Err(_) => {
                        again.extend(self.flush()?);
                        continue;
                    }
                },
            };
            let Some(line) = next else { return Ok(()) };
            match line {
                SyncLine::Total { records } => {
                    of.is_total_told = true;
                    self.expect(records);
                }
                SyncLine::Scope { .. } if !rows.is_empty() => {
                    return Err(ApiError::BadAnswer("rows of two scopes").into());
                }
                SyncLine::Scope { scope, total } => {
                    current = Some(of.known(scope)?);
                    if !of.counts_elsewhere(scope) {
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
                    let end = End::State { state, is_done: done };
                    let page = Page { scope, rows: std::mem::take(&mut rows), end };
                    again.extend(self.came(page, std::mem::take(&mut bytes))?);
                    if done {
                        ended.insert(scope);
                    }
                }
                SyncLine::Newest {} => {
                    let scope = current.ok_or(ApiError::BadAnswer("records without a scope"))?;
                    let page = Page { scope, rows: std::mem::take(&mut rows), end: End::Newest };
                    again.extend(self.came(page, std::mem::take(&mut bytes))?);
                    ended.insert(scope);
                }
                SyncLine::Sum { state, sum } => {
                    let scope = current.ok_or(ApiError::BadAnswer("a sum without a scope"))?;
                    self.coming.since.get_or_insert_with(Instant::now);
                    self.coming.sums.push((scope, state, sum));
                }
                SyncLine::CannotCalculateChanges { scope } => {
                    let scope = of.known(scope)?;
                    ended.insert(scope);
                    if !is_planted("engine::state_kept") {
                        again.extend(self.flush()?);
                        self.start_again(scope)?;
                        again.push(scope);
                    }
                }
                // Whose own scope is gone has no account any more, as after the end of a session: what is here stays readable.
                SyncLine::Gone { scope } if of.known(scope)? == Scope::Me(self.me) => {
                    return Err(ApiError::Problem(Problem::of(ProblemCode::Unauthorized)).into());
                }
                SyncLine::Gone { scope } => {
                    let scope = of.known(scope)?;
                    again.extend(self.flush()?);
                    self.forget(scope)?;
                    ended.insert(scope);
                }
                SyncLine::Broken { .. } => return Err(ApiError::BadAnswer("the server could not go on").into()),
            }
            if rows.len() > PAGE || bytes > PAGE_BYTES {
                return Err(ApiError::BadAnswer("rows without a state").into());
            }
        }
    }

    /// A page has come: it is written with others, unless those are many already.
    fn came(&mut self, page: Page, bytes: usize) -> Result<Vec<Scope>, RoundError> {
        self.coming.since.get_or_insert_with(Instant::now);
        self.coming.rows += page.rows.len();
        self.coming.bytes += bytes;
        self.coming.pages.push(page);
        let is_much = self.coming.rows >= TOGETHER || self.coming.bytes >= TOGETHER_BYTES;
        if is_much { self.flush() } else { Ok(Vec::new()) }
    }

    /// Writes what has come; the scopes that turn out to hold something else than they should.
    fn flush(&mut self) -> Result<Vec<Scope>, RoundError> {
        let Coming { pages, sums, .. } = std::mem::take(&mut self.coming);
        if !pages.is_empty() {
            self.write(pages)?;
        }
        Ok(self.hold_against(&sums)?)
    }

    /// So many records have been written.
    fn written(&mut self, count: u64) {
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
}
