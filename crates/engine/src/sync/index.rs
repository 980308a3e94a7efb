//! Beside everything else the search index is brought up to date: what was read by a version that had another index, and what
//! was removed from it and still lies in its file. Its parts are put together.

use std::{sync::Arc, time::Duration};

use store::{Order, search};

use crate::{Account, Engine};

/// Rows, or pages of the index, at a time. Whoever writes meanwhile waits no longer than that takes.
const ROWS: u32 = 200;
/// How often it is looked for what was removed, and for what a first sync left in many parts.
const AGAIN: Duration = Duration::from_secs(10 * 60);

/// Until the engine is shut down.
pub(super) async fn follow(engine: &Engine) {
    let mut vaults = engine.vaults();
    loop {
        if let Ok(account) = engine.account() {
            catch_up(engine, account).await;
        }
        tokio::select! {
            changed = vaults.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(AGAIN) => {}
        }
    }
}

async fn catch_up(engine: &Engine, account: Arc<Account>) {
    let mut has_worked = false;
    loop {
        let to = Arc::clone(&account);
        let step = move || to.store.write(Order::CacheFirst, |w| search::catch_up(w, ROWS));
        match tokio::task::spawn_blocking(step).await {
            Ok(Ok(true)) => has_worked = true,
            Ok(Ok(false)) => break,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the search is behind");
                break;
            }
            Err(_) => break,
        }
    }
    if has_worked {
        engine.changed(&["search"]);
    }
}
