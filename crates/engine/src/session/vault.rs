//! Opening the files on the person's word.

use std::sync::Arc;

use super::blocking;
use crate::{
    Engine,
    account::{self, Unlocked, Vault},
    failure::{Code, Failure},
};

/// Tries the keystore again.
pub(crate) async fn unlock(engine: &Engine) -> Result<(), Failure> {
    if matches!(engine.vault(), Vault::Open(_)) {
        return Ok(());
    }
    let (config, on_changed) = (engine.config().clone(), Arc::clone(engine.on_changed()));
    match blocking(move || account::unlock(&config, &on_changed)).await? {
        Unlocked::KeyMissing => Err(Failure::of(Code::KeyMissing)),
        Unlocked::Is(vault) => take(engine, vault),
    }
}

/// Makes a new key; the old files are renamed and kept.
pub(crate) async fn start_over(engine: &Engine) -> Result<(), Failure> {
    if matches!(engine.vault(), Vault::Open(_)) {
        return Ok(());
    }
    let (config, on_changed) = (engine.config().clone(), Arc::clone(engine.on_changed()));
    let vault = blocking(move || account::start_over(&config, &on_changed)).await?;
    take(engine, vault)
}

/// Goes on with files that are removed when the app ends.
pub(crate) async fn run_without_saving(engine: &Engine) -> Result<(), Failure> {
    if matches!(engine.vault(), Vault::Open(_)) {
        return Ok(());
    }
    let (config, on_changed) = (engine.config().clone(), Arc::clone(engine.on_changed()));
    let vault = blocking(move || account::unsaved(&config, &on_changed)).await?;
    take(engine, vault)
}

fn take(engine: &Engine, vault: Vault) -> Result<(), Failure> {
    let failure = match &vault {
        Vault::Open(_) => None,
        Vault::Locked => Some(Code::Locked),
        Vault::NoKeystore => Some(Code::NoKeystore),
    };
    engine.set_vault(vault);
    failure.map_or(Ok(()), |code| Err(Failure::of(code)))
}
