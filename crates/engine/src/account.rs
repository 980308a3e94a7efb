//! The open files and who they belong to: opening with the key of the keystore, and what to do when it is missing.
//!
//! An entry that is missing while a file exists means *locked* (a locked Secret Service answers "no entry"): wait and
//! tell. A new key is made only after a probe entry was written and read back and the person confirmed; the old files are
//! renamed and kept. There is never a plain-text fallback.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use domain::PersonId;
use store::{Key, Order, Reads, Store, StoreError, Touched, table::setting};

use crate::{
    Config, KeystoreError,
    failure::{Code, Failure},
};

/// Names of settings.
pub(crate) mod name {
    pub(crate) const PERSON: &str = "person";
    pub(crate) const SERVER: &str = "server";
    pub(crate) const ADDRESS: &str = "address";
    pub(crate) const LANGUAGE: &str = "language";
    pub(crate) const THEME: &str = "theme";
}

const KEY: &str = "key";
const TOKEN: &str = "token";
const PROBE: &str = "probe";

/// The open files.
#[derive(Debug)]
pub struct Account {
    pub(crate) store: Store,
    pub(crate) is_saving: bool,
    pub(crate) is_cache_rebuilt: bool,
    token: Mutex<Option<String>>,
    // Of a session that is not saved: removed with the account.
    temporary: Option<PathBuf>,
}

impl Drop for Account {
    fn drop(&mut self) {
        if let Some(dir) = &self.temporary {
            let _ = std::fs::remove_dir_all(dir);
        }
    }
}

/// Whether the files are open.
#[derive(Clone, Debug)]
pub(crate) enum Vault {
    /// The keystore does not give the key now.
    Locked,
    /// There is no keystore.
    NoKeystore,
    /// The files are open.
    Open(Arc<Account>),
}

/// What opening again found.
pub(crate) enum Unlocked {
    /// As it stands now.
    Is(Vault),
    /// The keystore works and does not have the key: the files cannot be opened any more.
    KeyMissing,
}

/// Told of each commit.
pub(crate) type OnChanged = dyn Fn(&std::collections::BTreeSet<Touched>) + Send + Sync;

/// Opens the files with the keystore's key, making both if neither exists. Blocks while the keystore asks the person.
pub(crate) fn open(config: &Config, on_changed: &Arc<OnChanged>) -> Result<Vault, Failure> {
    match config.keystore.get(KEY) {
        Ok(Some(hex)) => {
            let key = Key::from_hex(&hex).ok_or_else(|| Failure::of(Code::KeyMissing))?;
            with_key(config, key, on_changed)
        }
        Ok(None) if store::files_exist(&config.dir) => Ok(Vault::Locked),
        Ok(None) => new_key(config, on_changed),
        Err(KeystoreError::Locked) => Ok(Vault::Locked),
        Err(error) => {
            tracing::warn!(%error, "keystore");
            Ok(Vault::NoKeystore)
        }
    }
}

/// Tries again on the person's word.
pub(crate) fn unlock(config: &Config, on_changed: &Arc<OnChanged>) -> Result<Unlocked, Failure> {
    match open(config, on_changed) {
        Ok(Vault::Locked) if config.keystore.get(KEY) == Ok(None) && is_working(config) => Ok(Unlocked::KeyMissing),
        Err(failure) if failure.code == Code::KeyMissing => Ok(Unlocked::KeyMissing),
        other => other.map(Unlocked::Is),
    }
}

/// A new key and new files; the old files are renamed and kept. Only on the person's word, and only when the keystore
/// works.
pub(crate) fn start_over(config: &Config, on_changed: &Arc<OnChanged>) -> Result<Vault, Failure> {
    if !is_working(config) {
        return Err(Failure::of(Code::Locked));
    }
    store::keep_aside(&config.dir, &config.clock.now().to_string())?;
    let _ = config.keystore.delete(TOKEN);
    new_key(config, on_changed)
}

/// Files in a folder of their own with a key that is nowhere kept.
pub(crate) fn unsaved(config: &Config, on_changed: &Arc<OnChanged>) -> Result<Vault, Failure> {
    let dir = config.dir.join(format!("unsaved-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    let (store, opened) = open_store(&dir, Key::new(config.random()), on_changed)?;
    Ok(Vault::Open(Arc::new(Account {
        store,
        is_saving: false,
        is_cache_rebuilt: opened.is_cache_rebuilt,
        token: Mutex::new(None),
        temporary: Some(dir),
    })))
}

/// Removes the files, the token and the key.
pub(crate) fn wipe(config: &Config, account: &Account) -> Result<(), Failure> {
    if account.is_saving {
        let _ = config.keystore.delete(TOKEN);
        store::wipe(&config.dir)?;
        let _ = config.keystore.delete(KEY);
    }
    Ok(())
}

fn is_working(config: &Config) -> bool {
    let nonce = config.new_id().to_string();
    let works = config.keystore.set(PROBE, &nonce).is_ok() && config.keystore.get(PROBE) == Ok(Some(nonce));
    let _ = config.keystore.delete(PROBE);
    works
}

fn new_key(config: &Config, on_changed: &Arc<OnChanged>) -> Result<Vault, Failure> {
    let key = Key::new(config.random());
    match config.keystore.set(KEY, &key.to_hex()) {
        Ok(()) if config.keystore.get(KEY) == Ok(Some(key.to_hex().to_string())) => with_key(config, key, on_changed),
        // What was written does not read back: a key that is lost at the next start must not seal anything.
        Ok(()) => Ok(Vault::NoKeystore),
        Err(KeystoreError::Locked) => Ok(Vault::Locked),
        Err(error) => {
            tracing::warn!(%error, "keystore");
            Ok(Vault::NoKeystore)
        }
    }
}

fn with_key(config: &Config, key: Key, on_changed: &Arc<OnChanged>) -> Result<Vault, Failure> {
    let (store, opened) = match open_store(&config.dir, key, on_changed) {
        Err(StoreError::Damaged) => return Err(Failure::of(Code::KeyMissing)),
        other => other?,
    };
    let token = config.keystore.get(TOKEN).unwrap_or_default();
    let account = Account {
        store,
        is_saving: true,
        is_cache_rebuilt: opened.is_cache_rebuilt,
        token: Mutex::new(token),
        temporary: None,
    };
    account.replay(config)?;
    Ok(Vault::Open(Arc::new(account)))
}

fn open_store(dir: &Path, key: Key, on_changed: &Arc<OnChanged>) -> Result<(Store, store::Opened), StoreError> {
    let on_changed = Arc::clone(on_changed);
    Store::open(dir, key, move |touched| on_changed(touched))
}

impl Account {
    /// The view derives from the outbox once more: after a crash between two commits, or when the cache was made anew.
    fn replay(&self, config: &Config) -> Result<(), Failure> {
        const KEPT_DISCARDED_MS: i64 = 30 * 24 * 3_600_000;
        let Some(me) = self.person()? else { return Ok(()) };
        self.store.write(Order::CacheFirst, |w| {
            store::table::op::forget_discarded(w, config.clock.now() - KEPT_DISCARDED_MS)?;
            store::table::blob::forget_unnamed(w)?;
            for (scope, name) in store::table::object::overlaid(w)? {
                crate::overlay::refresh(w, me, scope, name)?;
            }
            for queued in store::table::op::in_state(w, store::table::op::State::Waiting)? {
                crate::overlay::refresh(w, me, queued.target.0, queued.target.1)?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }

    /// Who is signed in.
    pub(crate) fn person(&self) -> Result<Option<PersonId>, StoreError> {
        self.store.read(|r| person(r))
    }

    /// The session's token.
    pub(crate) fn token(&self) -> Option<String> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps the session's token, or forgets it.
    pub(crate) fn set_token(&self, config: &Config, token: Option<String>) -> Result<(), KeystoreError> {
        if self.is_saving {
            match &token {
                Some(token) => config.keystore.set(TOKEN, token)?,
                None => config.keystore.delete(TOKEN)?,
            }
        }
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
        Ok(())
    }
}

/// Who is signed in.
pub(crate) fn person(from: &impl Reads) -> Result<Option<PersonId>, StoreError> {
    Ok(setting::get(from, name::PERSON)?.and_then(|id| id.parse().ok()))
}
