//! The engine: a handle to everything, cheap to clone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::PersonId;
use serde_json::Value;
use store::{Reads, StoreError};
use tokio::sync::{Notify, broadcast, watch};
use tokio_util::sync::CancellationToken;

use crate::{
    Account, Config, Event,
    account::{self, Vault},
    api::{Api, Wire},
    event,
    failure::{Code, Failure},
    folder::{self, Folder, OnChanged},
    link::{self, Link},
    rpc, session,
    sync::{self, Presence, Progressing, Seen},
    transfer::Transfers,
    view::Language,
};

/// The app without a face.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    // Dropped before the folder, which it must have left by then.
    vault: watch::Sender<Vault>,
    folder: Arc<Folder>,
    events: broadcast::Sender<Event>,
    sync: Mutex<Progressing>,
    transfers: Mutex<Transfers>,
    // A push or pull is wanted now.
    wake: Notify,
    // The server is there again.
    reached: Notify,
    // An op waits for its content to be sent.
    aside: Notify,
    sign_in: Mutex<Option<session::SigningIn>>,
    invited: Mutex<Option<String>>,
    seen: watch::Sender<Seen>,
    // The person asks whether anything is new.
    asked: Notify,
    // A notice waits.
    held: Notify,
    one_round: tokio::sync::Mutex<()>,
    one_opening: tokio::sync::Mutex<()>,
    stop: CancellationToken,
}

impl Engine {
    /// Opens the files, or finds why they do not open: that is a phase, not a failure. Blocks while the keystore does.
    pub fn open(config: Config) -> Self {
        let (events, _) = broadcast::channel(256);
        let to = events.clone();
        let on_changed: Arc<OnChanged> = Arc::new(move |touched| {
            // No listener yet is no failure: a screen queries when it opens.
            let _ = to.send(Event::Changed(event::topics(touched)));
        });
        let folder = Arc::new(Folder::new(config, on_changed));
        let vault = folder::open(&folder);
        if let Err(closed) = &vault {
            tracing::warn!(?closed, "the files are not open");
        }
        Self {
            inner: Arc::new(Inner {
                vault: watch::Sender::new(vault),
                folder,
                events,
                sync: Mutex::default(),
                transfers: Mutex::default(),
                wake: Notify::new(),
                reached: Notify::new(),
                aside: Notify::new(),
                sign_in: Mutex::default(),
                invited: Mutex::default(),
                seen: watch::Sender::new(Seen::default()),
                asked: Notify::new(),
                held: Notify::new(),
                one_round: tokio::sync::Mutex::default(),
                one_opening: tokio::sync::Mutex::default(),
                stop: CancellationToken::new(),
            }),
        }
    }

    /// Calls a method by its name.
    ///
    /// # Errors
    /// What went wrong, as a code.
    pub async fn rpc(&self, method: &str, params: Value) -> Result<Value, Failure> {
        let Ok(account) = self.vault() else { return rpc::call(self, method, params).await };
        account.catch_up();
        let again = rpc::is_plain(method).then(|| params.clone());
        let answer = rpc::call(self, method, params).await;
        let is_closed = matches!(&answer, Err(failure) if failure.code == Code::Damaged);
        if !is_closed && !account.store.is_suspect() {
            return answer;
        }
        session::mend(self, &account).await?;
        match again {
            // Nothing of it was done. What waited for the network may have been, and is not done twice.
            Some(params) if answer.is_err() => rpc::call(self, method, params).await,
            _ => answer,
        }
    }

    /// What the host should pass on to the screens.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    /// Follows a `resumex://` link: navigates, nothing else. Of anything that is no such link it is said that it leads nowhere.
    pub fn open_link(&self, text: &str) {
        match link::parse(text) {
            Some(Link::Open(path)) => self.emit(Event::Open(Some(path))),
            Some(Link::Join(server)) => {
                *lock(&self.inner.invited) = Some(server);
                self.changed(&["start"]);
            }
            None => self.emit(Event::Open(None)),
        }
    }

    /// Keeps the device and the server alike until [`Engine::shut_down`].
    pub async fn run(&self) {
        tokio::join!(sync::run(self), session::keep_trying(self));
    }

    /// Pushes and pulls once; what [`Engine::run`] does whenever there is reason to.
    ///
    /// # Errors
    /// Why the server was not reached or understood.
    pub async fn sync_once(&self) -> Result<(), Failure> {
        sync::once(self, &sync::Wanted::Everything, &*self.config().notices).await.map_err(Failure::from)
    }

    /// Ends [`Engine::run`].
    pub fn shut_down(&self) {
        self.inner.stop.cancel();
    }

    /// Resolves once the engine has been shut down.
    pub async fn ended(self) {
        self.stopped().await;
    }

    pub(crate) fn is_looking(&self) -> bool {
        self.inner.seen.borrow().presence == Presence::Looking
    }

    /// Where the person is, and since when.
    pub(crate) fn seen(&self) -> &watch::Sender<Seen> {
        &self.inner.seen
    }

    pub(crate) fn asked(&self) -> &Notify {
        &self.inner.asked
    }

    pub(crate) fn held(&self) -> &Notify {
        &self.inner.held
    }

    pub(crate) async fn one_round(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.one_round.lock().await
    }

    /// The language chosen, or else the machine's.
    pub fn language(&self) -> Language {
        let chosen = self.account().ok().and_then(|account| account.store.read(|r| self.language_of(r)).ok());
        chosen.unwrap_or(self.config().language)
    }

    pub(crate) fn language_of(&self, r: &impl Reads) -> Result<Language, StoreError> {
        let json = store::table::setting::get(r, account::name::LANGUAGE)?;
        Ok(match json.and_then(|json| serde_json::from_str(&json).ok()) {
            None | Some(Language::System) => self.config().language,
            Some(chosen @ (Language::Ja | Language::En)) => chosen,
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.folder.config
    }

    pub(crate) fn vault(&self) -> Vault {
        self.inner.vault.borrow().clone()
    }

    pub(crate) fn vaults(&self) -> watch::Receiver<Vault> {
        self.inner.vault.subscribe()
    }

    pub(crate) fn set_vault(&self, vault: Vault) {
        *lock(&self.inner.sync) = Progressing::default();
        drop(self.inner.vault.send_replace(vault));
        // Everything on every screen; the host itself listens for what a window needs first.
        self.changed(&["*", "start"]);
        self.wake();
    }

    pub(crate) fn folder(&self) -> &Arc<Folder> {
        &self.inner.folder
    }

    pub(crate) async fn one_opening(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.one_opening.lock().await
    }

    /// The open files.
    pub(crate) fn account(&self) -> Result<Arc<Account>, Failure> {
        Ok(self.vault()?)
    }

    /// The open files and who is signed in.
    pub(crate) fn signed_in(&self) -> Result<(Arc<Account>, PersonId), Failure> {
        let account = self.account()?;
        let me = account.person()?.ok_or_else(|| Failure::of(Code::Unauthorized))?;
        Ok((account, me))
    }

    /// The server as the signed-in session.
    pub(crate) fn api(&self, account: &Account) -> Result<Api, Failure> {
        self.api_over(account, Arc::clone(&self.config().wire))
    }

    /// The same, with what goes over the wire counted.
    pub(crate) fn counted_api(&self, account: &Account, what_for: sync::Kind) -> Result<Api, Failure> {
        self.api_over(account, Arc::new(sync::Counted::new(self.clone(), what_for)))
    }

    fn api_over(&self, account: &Account, wire: Arc<dyn Wire>) -> Result<Api, Failure> {
        let server = account.store.read(|r| store::table::setting::get(r, account::name::SERVER))?;
        match (server, account.token()) {
            (Some(server), Some(token)) => Ok(Api::new(wire, server, Some(token))),
            _ => Err(Failure::of(Code::Unauthorized)),
        }
    }

    pub(crate) fn api_at(&self, server: String, token: Option<String>) -> Api {
        Api::new(Arc::clone(&self.config().wire), server, token)
    }

    pub(crate) fn progress(&self) -> MutexGuard<'_, Progressing> {
        lock(&self.inner.sync)
    }

    /// Content that is on its way.
    pub(crate) fn transfers(&self) -> MutexGuard<'_, Transfers> {
        lock(&self.inner.transfers)
    }

    pub(crate) fn signing_in(&self) -> MutexGuard<'_, Option<session::SigningIn>> {
        lock(&self.inner.sign_in)
    }

    pub(crate) fn invited(&self) -> Option<String> {
        lock(&self.inner.invited).clone()
    }

    pub(crate) fn changed(&self, topics: &[&str]) {
        self.emit(Event::Changed(topics.iter().map(|&topic| topic.to_owned()).collect()));
    }

    pub(crate) fn wake(&self) {
        self.inner.wake.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.inner.wake.notified().await;
    }

    pub(crate) fn reached(&self) -> &Notify {
        &self.inner.reached
    }

    pub(crate) fn aside(&self) -> &Notify {
        &self.inner.aside
    }

    pub(crate) async fn stopped(&self) {
        self.inner.stop.cancelled().await;
    }

    fn emit(&self, event: Event) {
        // No listener is no failure.
        let _ = self.inner.events.send(event);
    }
}

/// A panic while a lock was held leaves no half-made value: each holder replaces or reads.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
