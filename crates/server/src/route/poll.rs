//! `GET /v1/poll`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::wire::{PollAnswer, Problem};

use super::etag;
use crate::{app::App, extract::Caller, problem::Failure, usecase};

/// Asks cheaply whether anything is new.
///
/// For a device in the background: the `ETag` moves with the person's own scope, and so with everything that is meant for the
/// person, and with the offers that the person may see. With the same `If-None-Match` the answer is 304, in less than 300
/// bytes.
#[utoipa::path(
    get, path = "/v1/poll", tag = "sync",
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` of the last answer.")),
    responses(
        (status = 200, description = "Something is new; the `ETag` says up to where.", body = PollAnswer),
        (status = 304, description = "Nothing is new."),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ask(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response, Failure> {
    let secret = app.secret().await?;
    let etag = etag::of(usecase::sync::news(app.storage(), secret, caller.person).await?);
    let is_known = etag::is_known(&headers, &etag);
    let tags: [(HeaderName, String); 1] = [(header::ETAG, etag)];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, tags).into_response());
    }
    Ok((tags, Json(PollAnswer { changed: true })).into_response())
}
