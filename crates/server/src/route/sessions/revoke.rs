//! `DELETE /v1/sessions/{id}`

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use domain::wire::{Problem, ProblemCode};

use crate::{app::App, extract::Caller, problem::Failure};

/// Signs a device out: its next request is refused and its live stream ends.
#[utoipa::path(
    delete, path = "/v1/sessions/{id}", tag = "sign-in",
    params(("id" = String, Path, description = "A session's id, or `current`.")),
    responses(
        (status = 204, description = "It is signed out."),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: the person has no such session.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    let Path(id) = id.map_err(|_| not_found())?;
    let session = if id == "current" { caller.session } else { id.parse().map_err(|_| not_found())? };
    if app.storage().revoke(caller.person, session, app.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(not_found())
    }
}
