//! The keystore of the operating system, as the engine needs it.

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "native.rs")]
mod platform;

use crate::folder;
use engine::{Keystore, KeystoreError};
use keyring_core::{CredentialStore, Entry, Error};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// What our entries are called in the person's list of passwords.
const SERVICE: &str = "app.resumex";

/// Beside the data: which keystore holds its key.
const SEALED_BY: &str = "sealed-by";

/// The keys of one data folder. Each call may block, and for as long as the system waits for a password.
pub struct OsKeystore {
    dir: PathBuf,
    scope: String,
    /// Opened at the first call and again after a failure: the service may have been started, or have gone, since.
    store: Mutex<Option<Arc<CredentialStore>>>,
}

impl OsKeystore {
    /// Touches nothing yet.
    pub fn new(dir: &Path) -> OsKeystore {
        OsKeystore { dir: dir.to_owned(), scope: folder::fingerprint(dir), store: Mutex::new(None) }
    }

    /// Asks the person to unlock the keystore, where the system lets an app ask.
    pub fn ask(&self) {
        platform::ask();
    }

    /// Does something with an entry. The service may have been ended and started since the last call, and knows nothing of the
    /// connection then: what fails on an old one is done once more on a new one.
    fn with<T>(&self, name: &str, act: impl Fn(&Entry) -> Result<T, Error>) -> Result<T, KeystoreError> {
        // A locked keystore would say that there is no such entry, and a new key would take the place of the one that
        // opens the files; or it would ask for its password before the person has been told what for.
        if platform::is_locked() {
            return Err(KeystoreError::Locked);
        }
        let mut kept = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = kept.is_some();
        match act(&self.entry(&mut kept, name)?) {
            Err(error) if is_old => {
                tracing::info!(%error, "the keystore is opened anew");
                *kept = None;
                act(&self.entry(&mut kept, name)?)
            }
            done => done,
        }
        .map_err(|error| {
            *kept = None;
            platform::failure(error)
        })
    }

    fn entry(&self, store: &mut Option<Arc<CredentialStore>>, name: &str) -> Result<Entry, KeystoreError> {
        let store = match store {
            Some(store) => store,
            none => none.insert(platform::open().map_err(|_| KeystoreError::Unavailable)?),
        };
        store
            .build(SERVICE, &format!("{name}@{}", self.scope), platform::modifiers().as_ref())
            .map_err(|error| KeystoreError::Failed(error.to_string()))
    }

    fn sealed_elsewhere(&self) -> Option<KeystoreError> {
        let by = fs::read_to_string(self.dir.join(SEALED_BY)).ok()?;
        let by = by.trim();
        (by != platform::NAME)
            .then(|| KeystoreError::Failed(format!("the key is kept by {by}, not by {}", platform::NAME)))
    }
}

impl Keystore for OsKeystore {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        if let Some(error) = self.sealed_elsewhere() {
            return Err(error);
        }
        self.with(name, |entry| match entry.get_password() {
            Err(Error::NoEntry) => Ok(None),
            other => other.map(Some),
        })
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        self.with(name, |entry| entry.set_password(secret))?;
        // A full disk is no fault of the keystore; the files will say so.
        if let Err(error) = fs::write(self.dir.join(SEALED_BY), platform::NAME) {
            tracing::warn!(%error, "it is not noted which keystore has the key");
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        self.with(name, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            other => other,
        })
    }
}
