//! Failures of a whole request: problem details (RFC 9457) with a stable `code`.

use serde::{Deserialize, Serialize};

/// `application/problem+json`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `about:blank`: the code says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status' standard phrase.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What a program acts on.
    pub code: ProblemCode,
    /// Which part of the request is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// When to ask again, in seconds; also as `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: not of the form the route takes.
    Invalid,
    /// 400: not a mail address.
    AddressInvalid,
    /// 401: no session, or one that was revoked.
    Unauthorized,
    /// 400: not this code; tries are left.
    CodeWrong,
    /// 400: the code was too old.
    CodeExpired,
    /// 400: the code was used.
    CodeUsed,
    /// 400: too many tries; a new code is needed.
    CodeDead,
    /// 404: no such thing for this person.
    NotFound,
    /// 405: the route does not take this method.
    MethodNotAllowed,
    /// 408: the request did not arrive in time.
    Timeout,
    /// 413: more than the route takes.
    TooLarge,
    /// 415: not the content type that the route takes.
    UnsupportedMediaType,
    /// 426: this device's version is too old or too new.
    SchemaTooOld,
    /// 429: too often; see `retry_after_s`.
    RateLimited,
    /// 500: our mistake.
    ServerError,
    /// 503: try again; see `retry_after_s`.
    Unavailable,
    /// A code of a newer server.
    #[serde(other)]
    Unknown,
}

impl ProblemCode {
    /// The status it is sent with.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid
            | Self::AddressInvalid
            | Self::CodeWrong
            | Self::CodeExpired
            | Self::CodeUsed
            | Self::CodeDead => 400,
            Self::Unauthorized => 401,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::SchemaTooOld => 426,
            Self::RateLimited => 429,
            Self::ServerError | Self::Unknown => 500,
            Self::Unavailable => 503,
        }
    }

    /// The standard phrase of its status.
    pub const fn title(self) -> &'static str {
        match self.status() {
            400 => "Bad Request",
            401 => "Unauthorized",
            404 => "Not Found",
            405 => "Method Not Allowed",
            408 => "Request Timeout",
            413 => "Content Too Large",
            415 => "Unsupported Media Type",
            426 => "Upgrade Required",
            429 => "Too Many Requests",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        }
    }
}

impl Problem {
    /// A problem with nothing but its code.
    pub fn of(code: ProblemCode) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            field: None,
            retry_after_s: None,
        }
    }
}
