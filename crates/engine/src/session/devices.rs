//! Signed-in devices.

use domain::SessionId;
use serde::Deserialize;
use ts_rs::TS;

use crate::{Engine, failure::Failure, view::SessionItem};

pub(crate) async fn sessions(engine: &Engine) -> Result<Vec<SessionItem>, Failure> {
    let account = engine.account()?;
    let answer = engine.api(&account)?.sessions().await?;
    Ok(answer
        .sessions
        .into_iter()
        .map(|session| SessionItem {
            id: session.id,
            device: session.device,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            current: session.current,
        })
        .collect())
}

/// Which session ends.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct RevokeSession {
    session: SessionId,
}

pub(crate) async fn revoke_session(engine: &Engine, params: RevokeSession) -> Result<(), Failure> {
    let account = engine.account()?;
    engine.api(&account)?.revoke(Some(params.session)).await?;
    Ok(())
}
