//! What was typed and not sent.

use domain::ConversationId;
use serde::Deserialize;
use store::{Order, table::draft};
use ts_rs::TS;

use crate::{Engine, failure::Failure};

/// The text in the composer.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SaveDraft {
    conversation: ConversationId,
    text: String,
}

/// Keeps it as it was typed, however long: a limit holds for sending, not for keeping.
pub(crate) fn save_draft(engine: &Engine, params: SaveDraft) -> Result<(), Failure> {
    let (account, _) = engine.signed_in()?;
    let now = engine.config().clock.now();
    account.store.write(Order::OutboxFirst, |w| draft::set(w, params.conversation, &params.text, now))?;
    Ok(())
}
