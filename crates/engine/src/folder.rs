//! The folder of the two files: opening them with the key of the keystore, and what to do when that cannot be done.
//!
//! An entry that is missing while a file exists may mean *locked* (a locked Secret Service answers "no entry"): wait and
//! tell. A new key is made only after a probe entry was written and read back and the person confirmed; the old files are
//! renamed and kept, and so is the key that was there. There is never a plain-text fallback.

use std::{
    collections::BTreeSet,
    fs,
    sync::{Arc, Mutex, PoisonError},
};

use store::{Key, Store, StoreError, Touched};

use crate::{
    Account, Config, MemoryKeystore,
    account::{Closed, Vault},
    claim::Claim,
    failure::{Code, Failure},
    leaving,
};

pub(crate) const KEY: &str = "key";
pub(crate) const TOKEN: &str = "token";
const PROBE: &str = "probe";
/// The folder of a session that is not saved, inside the other.
const UNSAVED: &str = "unsaved";

/// Told of each commit.
pub(crate) type OnChanged = dyn Fn(&BTreeSet<Touched>) + Send + Sync;

/// A folder, what opening it needs, and whether it is ours.
pub(crate) struct Folder {
    pub(crate) config: Config,
    on_changed: Arc<OnChanged>,
    claim: Mutex<Option<Claim>>,
    // Of a session that is not saved: the folder it lies in, which must stay claimed.
    around: Option<Arc<Folder>>,
}

impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folder").field("dir", &self.config.dir).finish_non_exhaustive()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_saving() {
            let _ = fs::remove_dir_all(&self.config.dir);
        }
    }
}

impl Folder {
    pub(crate) fn new(config: Config, on_changed: Arc<OnChanged>) -> Self {
        Self { config, on_changed, claim: Mutex::default(), around: None }
    }

    /// False when nothing outlives the app.
    pub(crate) fn is_saving(&self) -> bool {
        self.around.is_none()
    }

    /// Waits until no other engine has the folder.
    pub(crate) async fn wait(&self) -> Result<(), StoreError> {
        let claim = Claim::wait(&self.config.dir).await?;
        *self.claim.lock().unwrap_or_else(PoisonError::into_inner) = Some(claim);
        Ok(())
    }

    fn claim(&self) -> Result<(), Closed> {
        let mut claim = self.claim.lock().unwrap_or_else(PoisonError::into_inner);
        if claim.is_none() {
            *claim = Some(Claim::take(&self.config.dir)?.ok_or(Closed::InUse)?);
            // Of a session that was not saved and ended by force: nobody has its key.
            let _ = fs::remove_dir_all(self.config.dir.join(UNSAVED));
        }
        Ok(())
    }

    /// Whether the keystore takes an entry and gives it back. A locked one may answer as an empty one would.
    fn is_keystore_working(&self) -> bool {
        let nonce = self.config.new_id().to_string();
        let keystore = &self.config.keystore;
        let works = keystore.set(PROBE, &nonce).is_ok() && keystore.get(PROBE) == Ok(Some(nonce));
        let _ = keystore.delete(PROBE);
        works
    }
}

/// Opens the files with the keystore's key, making both if neither exists. Blocks while the keystore asks the person.
pub(crate) fn open(folder: &Arc<Folder>) -> Vault {
    folder.claim()?;
    leaving::go_on(folder)?;
    match folder.config.keystore.get(KEY)? {
        Some(hex) => {
            // A start over that ended between the old files and the new key: what begins anew has no session.
            if !store::files_exist(&folder.config.dir) {
                folder.config.keystore.delete(TOKEN)?;
            }
            with_key(folder, &Key::from_hex(&hex).ok_or(Closed::KeyMissing)?)
        }
        None if !store::files_exist(&folder.config.dir) => new_key(folder),
        None if folder.is_keystore_working() => Err(Closed::KeyMissing),
        None => Err(Closed::Locked),
    }
}

/// Opens the files that did not open before. A keystore without the key is not tried out again and again: that writes into it.
pub(crate) fn open_again(folder: &Arc<Folder>, was: Closed) -> Vault {
    match was {
        Closed::KeyMissing if folder.config.keystore.get(KEY) == Ok(None) => Err(was),
        _ => open(folder),
    }
}

/// A new key and new files; the old files are renamed and kept. Only on the person's word, and only when the keystore works
/// and has no key that opens them.
pub(crate) fn start_over(folder: &Arc<Folder>) -> Result<Vault, Failure> {
    match open(folder) {
        Err(Closed::KeyMissing) => {}
        other => return Ok(other),
    }
    if !folder.is_keystore_working() {
        return Ok(Err(Closed::Locked));
    }
    let (dir, keystore) = (&folder.config.dir, &folder.config.keystore);
    let mark = store::free_mark(dir).map_err(not_removed)?;
    // It may be the right one, and the files damaged: it is kept as they are.
    if let Some(key) = keystore.get(KEY)? {
        keystore.set(&kept_key(&mark), &key)?;
    }
    store::keep_aside(dir, &mark).map_err(not_removed)?;
    fail::fail_point!("start-over:kept");
    Ok(new_key(folder))
}

/// The keystore's name for the key that was there when files were put aside.
pub(crate) fn kept_key(mark: &str) -> String {
    format!("{KEY}-{mark}")
}

/// Files in a folder of their own with a key that is nowhere kept.
pub(crate) fn unsaved(around: &Arc<Folder>) -> Vault {
    around.claim()?;
    let mut config = around.config.clone();
    config.dir = config.dir.join(UNSAVED);
    config.keystore = Arc::new(MemoryKeystore::default());
    let on_changed = Arc::clone(&around.on_changed);
    open(&Arc::new(Folder { config, on_changed, claim: Mutex::default(), around: Some(Arc::clone(around)) }))
}

/// The failure of what should have taken files away.
pub(crate) fn not_removed(error: StoreError) -> Failure {
    tracing::warn!(%error, "the files stay");
    Failure::of(Code::NotRemoved)
}

fn new_key(folder: &Arc<Folder>) -> Vault {
    let key = Key::new(folder.config.random());
    // Of files that were put aside, also by a process that ended there: what begins anew has no session.
    folder.config.keystore.delete(TOKEN)?;
    fail::fail_point!("key:token");
    folder.config.keystore.set(KEY, &key.to_hex())?;
    fail::fail_point!("key:kept");
    // What was written does not read back: a key that is lost at the next start must not seal anything.
    if folder.config.keystore.get(KEY)?.as_deref() != Some(key.to_hex().as_str()) {
        return Err(Closed::NoKeystore);
    }
    with_key(folder, &key)
}

fn with_key(folder: &Arc<Folder>, key: &Key) -> Vault {
    // A token that cannot be read now must not look like one that is gone: the person would have to sign in again.
    let token = folder.config.keystore.get(TOKEN)?;
    let open = || {
        let on_changed = Arc::clone(&folder.on_changed);
        let (store, opened) = Store::open(&folder.config.dir, key.clone(), move |touched| on_changed(touched))?;
        fail::fail_point!("open:before-replay");
        Ok::<_, StoreError>(Account::new(folder, store, opened, token.clone()))
    };
    let mut account = open()?;
    let mut replayed = account.replay();
    if account.store.is_suspect() {
        // Opened again, the files are looked over, and what is damaged is made anew.
        drop(account);
        account = open()?;
        replayed = account.replay();
    }
    match replayed {
        Ok(()) => Ok(Arc::new(account)),
        // The key has opened them.
        Err(StoreError::Damaged) => Err(Closed::Unreadable),
        Err(error) => Err(error.into()),
    }
}
