//! `GET /v1/me`

use axum::Json;
use domain::wire::{Me, Problem};

use crate::extract::Caller;

/// Whose the token is.
#[utoipa::path(
    get, path = "/v1/me", tag = "sign-in",
    responses(
        (status = 200, description = "The person and the session.", body = Me),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(caller: Caller) -> Json<Me> {
    Json(Me { person: caller.person, session: caller.session })
}
