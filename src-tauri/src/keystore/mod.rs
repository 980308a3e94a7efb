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

    fn entry(&self, name: &str) -> Result<Entry, KeystoreError> {
        // A locked keystore would say that there is no such entry, and a new key would take the place of the one that
        // opens the files; or it would ask for its password before the person has been told what for.
        if platform::is_locked() {
            return Err(KeystoreError::Locked);
        }
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let store = match store.as_ref() {
            Some(store) => store,
            None => store.insert(platform::open().map_err(|_| KeystoreError::Unavailable)?),
        };
        store
            .build(SERVICE, &format!("{name}@{}", self.scope), platform::modifiers().as_ref())
            .map_err(|error| KeystoreError::Failed(error.to_string()))
    }

    fn failure(&self, error: Error) -> KeystoreError {
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
        platform::failure(error)
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
        match self.entry(name)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(self.failure(error)),
        }
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        self.entry(name)?.set_password(secret).map_err(|error| self.failure(error))?;
        fs::write(self.dir.join(SEALED_BY), platform::NAME).map_err(|error| KeystoreError::Failed(error.to_string()))
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(self.failure(error)),
        }
    }
}
