//! `POST /v1/auth/code`

use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use domain::wire::{CodeRequest, CodeSent, Problem};

use crate::{app::App, extract, problem::Failure, usecase::sign_in};

/// Most a request may have: an address, a hash and a language.
const BYTES: usize = 4 * 1024;

/// Sends a sign-in code by mail.
///
/// The answer is the same whether or not anybody has the address; an address may be sent five codes in fifteen minutes.
#[utoipa::path(
    post, path = "/v1/auth/code", tag = "sign-in", security(),
    request_body = CodeRequest,
    responses(
        (status = 202, description = "A code is on its way, if somebody has the address.", body = CodeSent),
        (status = 400, description = "`address_invalid`, or `invalid` with the field.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`rate_limited`: too many codes for this address.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn send_code(
    State(app): State<App>,
    request: Request,
) -> Result<(StatusCode, Json<CodeSent>), Failure> {
    let request: CodeRequest = extract::json(request, BYTES).await?;
    Ok((StatusCode::ACCEPTED, Json(sign_in::send_code(&app, &request).await?)))
}
