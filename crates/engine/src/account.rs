//! The open files and who they belong to, or why they are not open.

use std::sync::{Arc, Mutex, PoisonError};

use domain::PersonId;
use store::{Order, Reads, Store, StoreError, table::setting};

use crate::{
    KeystoreError,
    failure::{Code, Failure},
    folder::{Folder, TOKEN},
    update::after_update,
};

/// Names of settings.
pub(crate) mod name {
    pub(crate) const PERSON: &str = "person";
    pub(crate) const SERVER: &str = "server";
    pub(crate) const ADDRESS: &str = "address";
    pub(crate) const LANGUAGE: &str = "language";
    pub(crate) const THEME: &str = "theme";
}

/// The open files.
#[derive(Debug)]
pub struct Account {
    // Closed before the folder is given back: fields are dropped in this order.
    pub(crate) store: Store,
    pub(crate) opened: store::Opened,
    token: Mutex<Option<String>>,
    pub(crate) folder: Arc<Folder>,
}

/// The open files, or why they are not open.
pub(crate) type Vault = Result<Arc<Account>, Closed>;

/// Why the files are not open. In each case they are as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// The keystore is locked.
    Locked,
    /// There is no keystore.
    NoKeystore,
    /// The keystore works, and what it has opens nothing.
    KeyMissing,
    /// Another engine has the folder.
    InUse,
    /// There is no room to open them.
    DiskFull,
    /// They cannot be read or written.
    Unreadable,
    /// A newer version of the app wrote them.
    Newer,
}

impl From<Closed> for Failure {
    fn from(closed: Closed) -> Self {
        Self::of(match closed {
            Closed::Locked => Code::Locked,
            Closed::NoKeystore => Code::NoKeystore,
            Closed::KeyMissing => Code::KeyMissing,
            Closed::InUse => Code::InUse,
            Closed::DiskFull => Code::DiskFull,
            Closed::Unreadable => Code::Storage,
            Closed::Newer => Code::SchemaTooOld,
        })
    }
}

impl From<StoreError> for Closed {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "the files do not open");
        match error {
            StoreError::Damaged => Self::KeyMissing,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Newer => Self::Newer,
            StoreError::Closed | StoreError::Other(_) => Self::Unreadable,
        }
    }
}

impl From<KeystoreError> for Closed {
    fn from(error: KeystoreError) -> Self {
        tracing::info!(%error, "keystore");
        match error {
            KeystoreError::Locked => Self::Locked,
            KeystoreError::Unavailable | KeystoreError::Failed(_) => Self::NoKeystore,
        }
    }
}

impl Account {
    /// The files that have been opened, with the session's token.
    pub(crate) fn new(folder: &Arc<Folder>, store: Store, opened: store::Opened, token: Option<String>) -> Self {
        Self { store, opened, token: Mutex::new(token), folder: Arc::clone(folder) }
    }

    /// The view derives from the outbox once more: after a crash between two commits, or when the cache was made anew.
    pub(crate) fn replay(&self) -> Result<(), StoreError> {
        const KEPT_DISCARDED_MS: i64 = 30 * 24 * 3_600_000;
        self.store.write(Order::CacheFirst, |w| {
            store::search::open(w)?;
            after_update(w)?;
            let Some(me) = person(w)? else { return Ok(()) };
            store::table::op::forget_discarded(w, self.folder.config.clock.now() - KEPT_DISCARDED_MS)?;
            store::table::blob::forget_unnamed(w)?;
            for (scope, name) in store::table::object::overlaid(w)? {
                crate::overlay::refresh(w, me, scope, name)?;
            }
            for queued in store::table::op::in_state(w, store::table::op::State::Waiting)? {
                crate::overlay::refresh(w, me, queued.target.0, queued.target.1)?;
            }
            Ok(())
        })
    }

    /// Derives the view again, if an edit is in the outbox whose view had no room.
    pub(crate) fn catch_up(&self) {
        if self.store.is_behind() && self.replay().is_ok() {
            self.store.caught_up();
        }
    }

    /// Who is signed in.
    pub(crate) fn person(&self) -> Result<Option<PersonId>, StoreError> {
        self.store.read(|r| person(r))
    }

    /// The session's token.
    pub(crate) fn token(&self) -> Option<String> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps the session's token.
    pub(crate) fn set_token(&self, token: String) -> Result<(), KeystoreError> {
        self.folder.config.keystore.set(TOKEN, &token)?;
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }

    /// Forgets the session's token. Here at once: a keystore that does not answer must not have a dead one sent for ever.
    pub(crate) fn forget_token(&self) {
        let dead = self.token.lock().unwrap_or_else(PoisonError::into_inner).take();
        let keystore = &self.folder.config.keystore;
        // Somebody may have signed in since.
        let is_kept = keystore.get(TOKEN).map(|kept| kept.is_some() && kept == dead);
        if let Err(error) = is_kept.and_then(|is_kept| if is_kept { keystore.delete(TOKEN) } else { Ok(()) }) {
            tracing::info!(%error, "the token of a session that has ended stays in the keystore");
        }
    }
}

/// Who is signed in.
pub(crate) fn person(from: &impl Reads) -> Result<Option<PersonId>, StoreError> {
    Ok(setting::get(from, name::PERSON)?.and_then(|id| id.parse().ok()))
}
