//! `GET /v1/poll`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::wire::{PollAnswer, Problem, ProblemCode};

use crate::{app::App, extract::Caller, problem::Failure, usecase};

/// Asks cheaply whether anything is new.
///
/// For a device in the background: the `ETag` is the state of the person's own scope, which moves with everything that is
/// meant for the person. With the same `If-None-Match` the answer is 304, in less than 300 bytes.
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
    let state = usecase::sync::own_state(app.storage(), secret, caller.person)
        .await?
        .ok_or_else(|| Failure::of(ProblemCode::ServerError))?;
    let etag = format!("\"{}\"", state.0);
    let tags: [(HeaderName, String); 1] = [(header::ETAG, etag.clone())];
    if names(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, tags).into_response());
    }
    Ok((tags, Json(PollAnswer { changed: true })).into_response())
}

fn names(headers: &HeaderMap, etag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    // The comparison is weak (RFC 9110 §13.1.2): a proxy may have marked the tag so.
    lists.flat_map(|list| list.split(',')).any(|tag| tag.trim().trim_start_matches("W/") == etag)
}
