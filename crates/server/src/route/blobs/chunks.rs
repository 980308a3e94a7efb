//! `GET /v1/conversations/{conversation}/blobs/{digest}/chunks`

use axum::{
    Json,
    extract::{
        Path, Query, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::header,
    response::{IntoResponse, Response},
};
use domain::wire::{BlobChunks, Problem, ProblemCode};

use super::{Length, content, named};
use crate::{app::App, extract::Caller, problem::Failure, usecase::upload};

/// Which chunks of a content need not be sent.
///
/// Chunks of 256 KiB that the caller has sent before; all of them if a message of this very conversation names the content. What
/// others have sent, here or elsewhere, shows in no answer.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/blobs/{digest}/chunks", tag = "sync",
    params(
        ("conversation" = String, Path, description = "Where it is to be sent."),
        ("digest" = String, Path, description = "SHA-256 of the content, 64 lower-case hexadecimal digits."),
        ("bytes" = u32, Query, description = "How long the content is: 1 to 26,214,400."),
    ),
    responses(
        (status = 200, description = "Runs of chunks, each from the first one to the one after the last.", body = BlobChunks),
        (status = 400, description = "`invalid` with the field.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: the caller may not write a message there.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    length: Result<Query<Length>, QueryRejection>,
) -> Result<Response, Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    let Path((conversation, digest)) = path.map_err(|_| not_found())?;
    let (conversation, digest) = named(&conversation, &digest)?;
    let permit = upload::may_upload(app.storage(), caller.person, conversation).await?.ok_or_else(not_found)?;
    let chunks = app.storage().chunks(&permit, content(digest, length)?).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(chunks)).into_response())
}
