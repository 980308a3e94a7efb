//! A folder belongs to one engine at a time: two that read one outbox would both send it.
//!
//! The lock is the kernel's. It goes with the process however that ends, so none is ever left behind.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use store::StoreError;
use tokio::sync::oneshot;

const FILE: &str = "lock";

/// The folder is ours until this is dropped.
#[derive(Debug)]
pub(crate) struct Claim {
    _lock: File,
}

impl Claim {
    /// Claims the folder, making it if it is not there; none while another engine has it.
    pub(crate) fn take(dir: &Path) -> Result<Option<Self>, StoreError> {
        let lock = file(dir)?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Android runs one process of an app, and a few network drives know no locks.
            Err(TryLockError::Error(error)) => {
                tracing::debug!(%error, "this folder cannot be locked");
                Ok(Some(Self { _lock: lock }))
            }
        }
    }

    /// Waits until the folder is free, and claims it.
    pub(crate) async fn wait(dir: &Path) -> Result<Self, StoreError> {
        let lock = file(dir)?;
        let (free, freed) = oneshot::channel();
        // A thread of its own: one of the runtime's would keep the process from ending for as long as it waits.
        std::thread::Builder::new().name("folder".into()).spawn(move || {
            let _ = free.send(lock.lock().map(|()| Self { _lock: lock }));
        })?;
        let lost = || StoreError::Other("nobody waits for the folder any more".into());
        Ok(freed.await.map_err(|_| lost())??)
    }
}

fn file(dir: &Path) -> Result<File, StoreError> {
    std::fs::create_dir_all(dir)?;
    Ok(OpenOptions::new().write(true).create(true).truncate(false).open(dir.join(FILE))?)
}
