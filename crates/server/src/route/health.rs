//! `GET /healthz`

use axum::extract::State;
use domain::PersonId;

use crate::{app::App, problem::Failure};

/// Whether the server can answer, its storage included.
#[utoipa::path(
    get, path = "/healthz", tag = "server", security(),
    responses(
        (status = 200, description = "It can.", body = String, content_type = "text/plain"),
        (status = 503, description = "`unavailable`", body = domain::wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn check(State(app): State<App>) -> Result<&'static str, Failure> {
    app.storage().scopes_of(PersonId(uuid::Uuid::nil())).await?;
    Ok("ok\n")
}
