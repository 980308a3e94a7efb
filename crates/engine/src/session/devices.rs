//! Signed-in devices.

use domain::SessionId;
use serde::Deserialize;
use ts_rs::TS;

use crate::{Engine, failure::Failure, sync, view::SessionItem};

pub(crate) async fn sessions(engine: &Engine) -> Result<Vec<SessionItem>, Failure> {
    let account = engine.account()?;
    let api = engine.api(&account)?;
    let answer = match api.sessions().await {
        Ok(answer) => answer,
        Err(error) => {
            sync::heed(engine, &account, &api, &error).await;
            return Err(error.into());
        }
    };
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
    let api = engine.api(&account)?;
    match api.revoke(Some(params.session)).await {
        Ok(()) => Ok(()),
        Err(error) => {
            sync::heed(engine, &account, &api, &error).await;
            Err(error.into())
        }
    }
}
