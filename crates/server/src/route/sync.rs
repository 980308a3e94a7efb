//! `POST /v1/sync`

use std::convert::Infallible;

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::wire::{Problem, ProblemCode, SyncLine, SyncRequest};
use tokio::sync::mpsc;
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};

use crate::{
    app::App,
    extract::{self, Caller},
    problem::Failure,
    usecase::sync::{Reader, Sink},
};

/// Scopes in one request.
const SCOPES: usize = 1_000;
/// Most a request may have: a scope with its state takes about 250 bytes.
const BYTES: usize = 512 * 1024;
/// Pages that wait for the network: while one is sent the next is read.
const PAGES: usize = 2;

/// Reads what has changed.
///
/// The answer is a stream of lines, one JSON value each: for every scope `scope`, then `put` and `del` lines with a `state`
/// line after each page; or one `cannot_calculate_changes` or `gone` line. Rows and the state after them belong into one
/// transaction of the device; a broken stream is continued from the last state. On request also `total` at the beginning, `newest`
/// after the newest records of a conversation, and `sum` after the last state of a scope. Compressed with zstd when accepted.
#[utoipa::path(
    post, path = "/v1/sync", tag = "sync",
    request_body = SyncRequest,
    responses(
        (status = 200, description = "Lines.", body = SyncLine, content_type = "application/x-ndjson"),
        (status = 400, description = "`invalid` with the field.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`: more than 1,000 scopes.", body = Problem, content_type = "application/problem+json"),
        (status = 426, description = "`schema_too_old`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn read(State(app): State<App>, caller: Caller, request: Request) -> Result<Response, Failure> {
    let request: SyncRequest = extract::json(request, BYTES).await?;
    extract::check_schema(request.schema)?;
    if request.scopes.len() > SCOPES {
        return Err(Failure::at(ProblemCode::TooLarge, "scopes"));
    }
    app.secret().await?;
    let (pages, written) = mpsc::channel(PAGES);
    tokio::spawn(async move {
        // Loaded above: only a race with a failing start could miss it, and then the answer is empty.
        let Ok(secret) = app.secret().await else { return };
        let reader = Reader { storage: app.shared_storage(), secret, person: caller.person };
        reader.read(&request, &mut Pages(pages)).await;
    });
    let body = Body::from_stream(ReceiverStream::new(written).map(Ok::<_, Infallible>));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson"), (header::CACHE_CONTROL, "no-store")], body).into_response())
}

struct Pages(mpsc::Sender<Bytes>);

impl Sink for Pages {
    async fn send(&mut self, lines: Vec<u8>) -> bool {
        self.0.send(Bytes::from(lines)).await.is_ok()
    }
}
