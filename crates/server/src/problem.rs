//! Failures of a request: every one is `application/problem+json` with a stable code.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Millis,
    wire::{Problem, ProblemCode},
};

use crate::storage::StorageError;

/// When to try again after something passing went wrong, in seconds.
const SOON: u32 = 2;

/// The failure of a request.
#[derive(Clone, Debug)]
pub(crate) struct Failure(pub(crate) Problem);

impl Failure {
    /// A failure that is wholly said by its code.
    pub(crate) fn of(code: ProblemCode) -> Self {
        Self(Problem::of(code))
    }

    /// A failure because of one part of the request.
    pub(crate) fn at(code: ProblemCode, field: &str) -> Self {
        Self(Problem { field: Some(field.to_owned()), ..Problem::of(code) })
    }

    /// Too often: again when this much time, in milliseconds, has gone by.
    pub(crate) fn limited(rest: Millis) -> Self {
        let seconds = (rest.max(0) + 999) / 1000;
        Self::after(ProblemCode::RateLimited, u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    /// A failure that passes.
    pub(crate) fn after(code: ProblemCode, retry_after_s: u32) -> Self {
        Self(Problem { retry_after_s: Some(retry_after_s), ..Problem::of(code) })
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(why) => {
                tracing::warn!(%why, "storage is unavailable");
                Self::after(ProblemCode::Unavailable, SOON)
            }
            StorageError::Failed(why) => {
                tracing::error!(%why, "storage failed");
                Self::of(ProblemCode::ServerError)
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (retry_after, code) = (self.0.retry_after_s, self.0.code);
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if code == ProblemCode::Unauthorized {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
