//! The operating system's keystore, behind a small trait: the engine knows no operating system.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Secrets by name. Calls may block (a person is asked for a password); the engine calls them off the async threads.
pub trait Keystore: Send + Sync {
    /// The secret, or none when there is no such entry. A locked keystore may say so too: see [`crate::Engine`].
    ///
    /// # Errors
    /// Why the keystore cannot be read.
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError>;
    /// Keeps a secret.
    ///
    /// # Errors
    /// Why it is not kept.
    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError>;
    /// Forgets a secret; one that does not exist is forgotten already.
    ///
    /// # Errors
    /// Why it is still there.
    fn delete(&self, name: &str) -> Result<(), KeystoreError>;
}

/// Why a keystore does not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeystoreError {
    /// It is there and locked: it may be unlocked later.
    #[error("the keystore is locked")]
    Locked,
    /// There is none on this machine.
    #[error("there is no keystore")]
    Unavailable,
    /// Anything else, with what it says (never a secret).
    #[error("the keystore failed: {0}")]
    Failed(String),
}

/// Secrets in memory only: for a browser host and for tests.
#[derive(Default)]
pub struct MemoryKeystore(Mutex<BTreeMap<String, String>>);

impl std::fmt::Debug for MemoryKeystore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryKeystore(…)")
    }
}

impl Keystore for MemoryKeystore {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }
    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.to_owned());
        Ok(())
    }
    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
