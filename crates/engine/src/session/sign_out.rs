//! Signing out: warns when something is unsent, then wipes.

use serde::Deserialize;
use store::{
    Order,
    table::{draft, draft_attachment, op, setting},
};
use ts_rs::TS;

use super::blocking;
use crate::{
    Engine,
    account::{self, Vault, name},
    failure::{Code, Failure},
};

/// Whether what is unsent may go.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SignOut {
    discard_unsent: bool,
}

pub(crate) async fn sign_out(engine: &Engine, params: SignOut) -> Result<(), Failure> {
    let account = engine.account()?;
    let is_unsent = account.store.read(|r| {
        let mut kept = op::all(r)?.into_iter().filter(|queued| queued.state != op::State::Discarded);
        let has_draft = !draft::all(r)?.is_empty() || !draft_attachment::first(r)?.is_empty();
        Ok(kept.any(|queued| queued.is_of_a_person()) || has_draft)
    })?;
    if is_unsent && !params.discard_unsent {
        return Err(Failure::of(Code::Unsent));
    }
    if let Ok(api) = engine.api(&account) {
        // Without a network the session stays on the server's list, where another device can end it; the token goes here.
        if let Err(error) = api.revoke(None).await {
            tracing::info!(%error, "the session was not ended on the server");
        }
    }
    // Language and theme are the person's on this device, whoever signs in next.
    let kept = account.store.read(|r| {
        Ok([name::LANGUAGE, name::THEME].map(|name| setting::get(r, name).ok().flatten().map(|value| (name, value))))
    })?;
    let (config, on_changed) = (engine.config().clone(), std::sync::Arc::clone(engine.on_changed()));
    let is_saving = account.is_saving;
    let vault = blocking(move || {
        account::wipe(&config, &account)?;
        drop(account);
        if is_saving { account::open(&config, &on_changed) } else { account::unsaved(&config, &on_changed) }
    })
    .await?;
    if let Vault::Open(account) = &vault {
        account.store.write(Order::OutboxFirst, |w| {
            kept.iter().flatten().try_for_each(|(name, value)| setting::set(w, name, value))
        })?;
    }
    engine.set_vault(vault);
    Ok(())
}
