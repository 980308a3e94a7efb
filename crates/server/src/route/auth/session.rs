//! `POST /v1/auth/session`

use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use domain::wire::{Problem, Redeem, SignedIn};

use crate::{app::App, extract, problem::Failure, usecase::sign_in};

/// Most a request may have: a code, a verifier and a device's name.
const BYTES: usize = 4 * 1024;

/// Redeems a sign-in code for a session.
#[utoipa::path(
    post, path = "/v1/auth/session", tag = "sign-in", security(),
    request_body = Redeem,
    responses(
        (status = 201, description = "Signed in. The token is shown this once.", body = SignedIn),
        (status = 400, description = "`code_wrong`, `code_expired`, `code_used`, `code_dead` (five wrong tries), or `invalid`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn redeem(State(app): State<App>, request: Request) -> Result<(StatusCode, Json<SignedIn>), Failure> {
    let request: Redeem = extract::json(request, BYTES).await?;
    Ok((StatusCode::CREATED, Json(sign_in::redeem(&app, &request).await?)))
}
