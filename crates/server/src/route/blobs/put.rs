//! `PUT /v1/conversations/{conversation}/blobs/{digest}/chunks/{n}`

use axum::{
    extract::{
        Path, Query, Request, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::StatusCode,
};
use domain::{
    DAY, limit,
    wire::{Problem, ProblemCode, chunk_bytes},
};

use super::{Length, Octets, content, named};
use crate::{
    app::App,
    extract::{self, Caller},
    problem::Failure,
    storage::blob::{Chunk, Received, UploadBudget},
    usecase::upload,
};

/// Sends a chunk of a content.
///
/// In any order; one that was sent before may be sent again. With the last one that is missing the whole is checked: a content that is
/// not what its digest says is thrown away. Content that no message names within seven days is, too. At most 500 MiB wait for
/// messages, and 1 GiB are sent in a day (UTC).
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/blobs/{digest}/chunks/{n}", tag = "sync",
    params(
        ("conversation" = String, Path, description = "Where it is to be sent."),
        ("digest" = String, Path, description = "SHA-256 of the whole content, 64 lower-case hexadecimal digits."),
        ("n" = u32, Path, description = "The chunk's number, from 0."),
        ("bytes" = u32, Query, description = "How long the whole content is: 1 to 26,214,400."),
    ),
    request_body(
        content = inline(Octets), content_type = "application/octet-stream",
        description = "The chunk: 262,144 bytes, of the last one what is left.",
    ),
    responses(
        (status = 204, description = "It is there."),
        (status = 400, description = "`invalid` with the field: `bytes`, `n`, `body` (too short), or `digest` when it was the last chunk and the content is another one.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: the caller may not write a message there.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "`timeout`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`: the content, with the field `bytes`, or the body.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`rate_limited`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String, String)>, PathRejection>,
    length: Result<Query<Length>, QueryRejection>,
    request: Request,
) -> Result<StatusCode, Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    let Path((conversation, digest, n)) = path.map_err(|_| not_found())?;
    let (conversation, digest) = named(&conversation, &digest)?;
    let permit = upload::may_upload(app.storage(), caller.person, conversation).await?.ok_or_else(not_found)?;
    let of = content(digest, length)?;
    let invalid = || Failure::at(ProblemCode::Invalid, "n");
    let n = n.parse().map_err(|_| invalid())?;
    let piece = extract::octets(request, chunk_bytes(of.bytes, n).ok_or_else(invalid)?).await?;

    let at = app.now();
    let budget =
        UploadBudget { waiting: limit::BLOBS_WAITING, day: at.div_euclid(DAY), per_day: limit::BLOB_BYTES_PER_DAY };
    match app.storage().receive(&permit, Chunk { of, n, piece: piece.into(), at }, budget).await? {
        Received::Kept => Ok(StatusCode::NO_CONTENT),
        Received::Wrong => Err(Failure::at(ProblemCode::Invalid, "digest")),
        Received::TooMuchWaits { until } => Err(Failure::limited(until - at)),
        Received::TooMuchToday => Err(Failure::limited(DAY - at.rem_euclid(DAY))),
    }
}
