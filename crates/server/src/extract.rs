//! What routes take from a request: who asks, and what they say.

use std::time::Duration;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use domain::{Millis, PersonId, SessionId, wire::ProblemCode};
use serde::de::DeserializeOwned;

use crate::{app::App, problem::Failure, secret::sha256};

/// The signed-in person who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub(crate) person: PersonId,
    pub(crate) session: SessionId,
}

/// A use within the same hour is not written down.
const HOUR: Millis = 60 * 60 * 1000;

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let unauthorized = || Failure::of(ProblemCode::Unauthorized);
        let token = bearer(&parts.headers).ok_or_else(unauthorized)?;
        let session = app.storage().session(sha256(token.as_bytes())).await?.ok_or_else(unauthorized)?;
        let hour = app.now() - app.now().rem_euclid(HOUR);
        if session.last_used_at < hour {
            app.storage().touch(session.id, hour).await?;
        }
        Ok(Self { person: session.person, session: session.id })
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// How long a body may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(30);
/// How long a chunk of content may take: 256 KiB through 45 kbit a second.
const CHUNK_ARRIVAL: Duration = Duration::from_secs(50);

/// Reads a JSON body of at most `limit` bytes.
pub(crate) async fn json<T: DeserializeOwned>(request: Request, limit: usize) -> Result<T, Failure> {
    check_kind(&request, "application/json")?;
    let bytes = body(request, limit, ARRIVAL).await?;
    let from = &mut serde_json::Deserializer::from_slice(&bytes);
    let value = serde_path_to_error::deserialize(&mut *from).map_err(|error| {
        // The path names our own fields; the error's text may quote what the person typed, so it is dropped.
        match error.path().to_string() {
            path if path == "." => Failure::of(ProblemCode::Invalid),
            path => Failure::at(ProblemCode::Invalid, &path),
        }
    })?;
    from.end().map_err(|_| Failure::of(ProblemCode::Invalid))?;
    Ok(value)
}

/// Reads a body of exactly `length` bytes that is no text.
pub(crate) async fn octets(request: Request, length: u32) -> Result<Bytes, Failure> {
    check_kind(&request, "application/octet-stream")?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let bytes = body(request, length, CHUNK_ARRIVAL).await?;
    if bytes.len() == length { Ok(bytes) } else { Err(Failure::at(ProblemCode::Invalid, "body")) }
}

fn check_kind(request: &Request, wanted: &str) -> Result<(), Failure> {
    let is_wanted = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted));
    if is_wanted { Ok(()) } else { Err(Failure::of(ProblemCode::UnsupportedMediaType)) }
}

async fn body(request: Request, limit: usize, time: Duration) -> Result<Bytes, Failure> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > limit as u64) {
        return Err(Failure::of(ProblemCode::TooLarge));
    }
    match tokio::time::timeout(time, to_bytes(request.into_body(), limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        // What else can go wrong is a connection that broke, and then nobody reads the answer.
        Ok(Err(_)) => Err(Failure::of(ProblemCode::TooLarge)),
        Err(_) => Err(Failure::of(ProblemCode::Timeout)),
    }
}

/// Refuses a device whose messages this server does not understand: it serves this version and the two before it.
pub(crate) fn check_schema(schema: u32) -> Result<(), Failure> {
    if (domain::SCHEMA.saturating_sub(2).max(1)..=domain::SCHEMA).contains(&schema) {
        Ok(())
    } else {
        Err(Failure::of(ProblemCode::SchemaTooOld))
    }
}
