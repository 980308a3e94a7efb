//! Signing out: warns when something is unsent, or was put aside and may be, then wipes.

use serde::Deserialize;
use store::{
    Order,
    table::{draft, draft_attachment, op, setting},
};
use ts_rs::TS;

use super::blocking;
use crate::{
    Engine,
    account::name,
    failure::{Code, Failure},
    folder, leaving,
};

/// What the failure [`Code::Unsent`] names when an outbox that was put aside would go as well.
const KEPT: &str = "kept";

/// Whether what is unsent may go.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SignOut {
    discard_unsent: bool,
}

pub(crate) async fn sign_out(engine: &Engine, params: SignOut) -> Result<(), Failure> {
    let one = engine.one_opening().await;
    let account = engine.account()?;
    let is_unsent = account.store.read(|r| {
        let mut kept = op::all(r)?.into_iter().filter(|queued| queued.state != op::State::Discarded);
        let has_draft = !draft::all(r)?.is_empty() || !draft_attachment::first(r)?.is_empty();
        Ok(kept.any(|queued| queued.is_of_a_person()) || has_draft)
    })?;
    if !params.discard_unsent {
        if store::is_outbox_kept(&account.folder.config.dir)? {
            return Err(Failure::at(Code::Unsent, KEPT));
        }
        if is_unsent {
            return Err(Failure::of(Code::Unsent));
        }
    }
    // Language and theme are the person's on this device, whoever signs in next.
    let chosen = account.store.read(|r| {
        Ok([name::LANGUAGE, name::THEME].map(|name| setting::get(r, name).ok().flatten().map(|value| (name, value))))
    })?;
    let api = engine.api(&account);
    // The files go first: were the session ended and they could not be removed, the person would be neither in nor out.
    let (left, vault) = blocking(move || {
        account.store.close();
        Ok((leaving::leave(&account.folder), folder::open(&account.folder)))
    })
    .await?;
    if left.is_err() {
        engine.set_vault(vault);
        return left;
    }
    if let Ok(account) = &vault {
        let kept = account.store.write(Order::OutboxFirst, |w| {
            chosen.iter().flatten().try_for_each(|(name, value)| setting::set(w, name, value))
        });
        if let Err(error) = kept {
            tracing::info!(%error, "language and theme are as at the beginning");
        }
    }
    engine.set_vault(vault);
    drop(one);
    fail::fail_point!("sign-out:wiped");
    if let Ok(api) = api
        // Without a network the session stays on the server's list, where another device can end it; the token has gone.
        && let Err(error) = api.revoke(None).await
    {
        tracing::info!(%error, "the session was not ended on the server");
    }
    Ok(())
}
