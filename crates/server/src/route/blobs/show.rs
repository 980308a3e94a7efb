//! `GET /v1/conversations/{conversation}/blobs/{digest}`

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::wire::{BLOB_CHUNK, Problem, ProblemCode};
use futures_util::{Stream, stream};

use super::{
    Octets, named,
    range::{self, Part},
};
use crate::{
    app::App,
    extract::Caller,
    problem::Failure,
    storage::{Storage, StorageError, blob::Blob},
    usecase::upload,
};

/// The content of an attachment.
///
/// Whoever may read the conversation gets what a message there names. One range can be asked for, so that what came before a network
/// went need not come again; whoever has all of it checks it against the digest.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/blobs/{digest}", tag = "sync",
    params(
        ("conversation" = String, Path, description = "Where a message names it."),
        ("digest" = String, Path, description = "SHA-256 of the content, 64 lower-case hexadecimal digits."),
        ("Range" = Option<String>, Header, description = "One range of bytes; several are answered with everything."),
        ("If-Range" = Option<String>, Header, description = "The `ETag` of what the device has a part of."),
    ),
    responses(
        (status = 200, description = "All of it, with its digest as `ETag`.", body = inline(Octets), content_type = "application/octet-stream"),
        (status = 206, description = "The range, with `Content-Range`.", body = inline(Octets), content_type = "application/octet-stream"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 416, description = "`invalid`, field `range`: none of the range is there; `Content-Range` says how long the content is.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    let Path((conversation, digest)) = path.map_err(|_| not_found())?;
    let (conversation, digest) = named(&conversation, &digest)?;
    let permit = upload::may_read(app.storage(), caller.person, conversation).await?.ok_or_else(not_found)?;
    let blob = app.storage().blob(&permit, digest).await?.ok_or_else(not_found)?;

    let etag = format!("\"{digest}\"");
    let (status, from, to) = match range::part(&headers, &etag, blob.bytes) {
        Part::Whole => (StatusCode::OK, 0, blob.bytes),
        Part::Bytes { from, to } => (StatusCode::PARTIAL_CONTENT, from, to),
        Part::Nothing => return Ok(out_of_range(blob.bytes)),
    };
    let common = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        // Whatever it is, nothing may take it for a page, run it, or keep it: it is somebody's, and may be taken back.
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag),
        (header::CONTENT_LENGTH, (to - from).to_string()),
    ];
    let body = Body::from_stream(pieces(app.shared_storage(), blob, from, to));
    let mut response = (status, common, body).into_response();
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(range) = format!("bytes {from}-{}/{}", to - 1, blob.bytes).parse()
    {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

fn out_of_range(bytes: u32) -> Response {
    let (status, title) = (416, "Range Not Satisfiable".to_owned());
    let Failure(problem) = Failure::at(ProblemCode::Invalid, "range");
    let failure = Failure(Problem { status, title, ..problem });
    ([(header::CONTENT_RANGE, format!("bytes */{bytes}"))], failure).into_response()
}

/// A part of a content, chunk by chunk as the network takes it: of no content more than a chunk is held in memory. One that goes
/// meanwhile breaks the stream off.
fn pieces(
    storage: Arc<dyn Storage>,
    blob: Blob,
    from: u32,
    to: u32,
) -> impl Stream<Item = Result<Bytes, StorageError>> {
    stream::try_unfold(from, move |at| {
        let storage = Arc::clone(&storage);
        async move {
            if at >= to {
                return Ok(None);
            }
            let (n, start) = (at / BLOB_CHUNK, at % BLOB_CHUNK);
            let gone = || StorageError::Unavailable("content went while it was read".to_owned());
            let chunk = Bytes::from(storage.chunk(blob, n).await?.ok_or_else(gone)?);
            let end = (to - at + start).min(BLOB_CHUNK);
            let piece = slice(&chunk, start, end).ok_or_else(gone)?;
            Ok(Some((piece, at + (end - start))))
        }
    })
}

fn slice(chunk: &Bytes, start: u32, end: u32) -> Option<Bytes> {
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    (end <= chunk.len()).then(|| chunk.slice(start..end))
}
