//! Opening the files: on the person's word, by itself as soon as it can be done, and anew when they are damaged.

use std::{sync::Arc, time::Duration};

use super::blocking;
use crate::{
    Account, Engine,
    account::{Closed, Vault},
    failure::Failure,
    folder::{self, Folder},
};

/// How often it is looked whether a keystore answers again or a disk has room: whoever has just seen to it should not have
/// to say so, and a look costs next to nothing.
const AGAIN: Duration = Duration::from_secs(5);

/// Tries again.
pub(crate) async fn unlock(engine: &Engine) -> Result<(), Failure> {
    change(engine, |folder| Ok(folder::open(folder))).await
}

/// Makes a new key; the old files are renamed and kept.
pub(crate) async fn start_over(engine: &Engine) -> Result<(), Failure> {
    change(engine, folder::start_over).await
}

/// Goes on with files that are removed when the app ends.
pub(crate) async fn run_without_saving(engine: &Engine) -> Result<(), Failure> {
    change(engine, |folder| Ok(folder::unsaved(folder))).await
}

/// Until the engine is shut down: what is closed is opened as soon as it can be, without a tap.
pub(crate) async fn keep_trying(engine: &Engine) {
    let trying = async {
        let mut vaults = engine.vaults();
        loop {
            let Err(why) = vaults.borrow_and_update().clone() else {
                let _ = vaults.changed().await;
                continue;
            };
            tokio::select! {
                () = until_it_may_open(engine.folder(), why) => {
                    let _ = change(engine, move |folder| Ok(folder::open_again(folder, why))).await;
                }
                _ = vaults.changed() => {}
            }
        }
    };
    tokio::select! {
        () = trying => {}
        () = engine.stopped() => {}
    }
}

async fn until_it_may_open(folder: &Folder, why: Closed) {
    match why {
        Closed::InUse => {
            if let Err(error) = folder.wait().await {
                tracing::warn!(%error, "the folder cannot be waited for");
                tokio::time::sleep(AGAIN).await;
            }
        }
        // Another program must take this one's place.
        Closed::Newer => std::future::pending().await,
        Closed::Locked | Closed::NoKeystore | Closed::KeyMissing | Closed::DiskFull | Closed::Unreadable => {
            tokio::time::sleep(AGAIN).await;
        }
    }
}

/// These files turned out damaged while they were open: they are opened anew, which mends them, and every screen asks again.
/// They are closed first: a round under way must not write a page and its state into a cache that has just been made anew.
pub(crate) async fn mend(engine: &Engine, damaged: &Arc<Account>) -> Result<(), Failure> {
    let _one = engine.one_opening().await;
    if !engine.vault().is_ok_and(|account| Arc::ptr_eq(&account, damaged)) {
        return Ok(());
    }
    tracing::warn!("the files are damaged and are opened anew");
    let damaged = Arc::clone(damaged);
    let vault = blocking(move || {
        damaged.store.close();
        Ok(folder::open(&damaged.folder))
    })
    .await?;
    take(engine, vault)
}

/// Opens the files, unless they are open. One at a time: a tap and the engine's own attempt must not make a key each.
async fn change(
    engine: &Engine,
    open: impl FnOnce(&Arc<Folder>) -> Result<Vault, Failure> + Send + 'static,
) -> Result<(), Failure> {
    let _one = engine.one_opening().await;
    if engine.vault().is_ok() {
        return Ok(());
    }
    let folder = Arc::clone(engine.folder());
    let vault = blocking(move || open(&folder)).await?;
    take(engine, vault)
}

/// Takes what opening found; nothing is told of what is as it was.
fn take(engine: &Engine, vault: Vault) -> Result<(), Failure> {
    let now = vault.as_ref().err().copied();
    if now.is_none() || engine.vault().err() != now {
        tracing::info!(closed = ?now, "opening");
        engine.set_vault(vault);
    }
    now.map_or(Ok(()), |why| Err(why.into()))
}
