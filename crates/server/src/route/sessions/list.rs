//! `GET /v1/sessions`

use axum::{Json, extract::State};
use domain::wire::{Problem, SessionInfo, Sessions};

use crate::{app::App, extract::Caller, problem::Failure};

/// The person's signed-in devices.
#[utoipa::path(
    get, path = "/v1/sessions", tag = "sign-in",
    responses(
        (status = 200, description = "Newest first.", body = Sessions),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Sessions>, Failure> {
    let sessions = app.storage().sessions(caller.person).await?.into_iter().map(|stored| SessionInfo {
        id: stored.id,
        device: stored.device,
        created_at: stored.created_at,
        last_used_at: stored.last_used_at,
        current: stored.id == caller.session,
    });
    Ok(Json(Sessions { sessions: sessions.collect() }))
}
