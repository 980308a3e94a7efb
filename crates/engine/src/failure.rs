//! What a call says when it fails: a code that the UI has a sentence for. Internal errors are mapped here and nowhere else.

use domain::{Refusal, RefusalCode, wire::ProblemCode};
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;

use crate::{KeystoreError, api::ApiError};

/// A failed call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{code:?} {field:?}")]
pub struct Failure {
    /// What went wrong.
    pub code: Code,
    /// Which part of the call, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    /// When to try again, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retry_after_s: Option<u32>,
}

/// What went wrong. Each has a sentence in every language of the UI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the sentences are in ui/src/text")]
pub enum Code {
    Offline,
    ServerUnreachable,
    ServerError,
    BadAnswer,
    Timeout,
    WrongDate,
    Unauthorized,
    CodeWrong,
    CodeExpired,
    CodeUsed,
    CodeDead,
    AddressInvalid,
    ServerAddressInvalid,
    ServerInsecure,
    ServerNotResumex,
    RateLimited,
    TextTooLong,
    Empty,
    Invalid,
    NotFound,
    Gone,
    Forbidden,
    IdReused,
    Conflict,
    TooLarge,
    TooMany,
    TooManyWaiting,
    NotAccepted,
    MissingItems,
    Unsent,
    Locked,
    NoKeystore,
    KeyMissing,
    InUse,
    DiskFull,
    Storage,
    Damaged,
    NotRemoved,
    SchemaTooOld,
    Unknown,
}

impl Failure {
    /// A failure of the whole call.
    pub const fn of(code: Code) -> Self {
        Self { code, field: None, retry_after_s: None }
    }

    /// A failure because of one part.
    pub fn at(code: Code, field: &str) -> Self {
        Self { code, field: Some(field.to_owned()), retry_after_s: None }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "store");
        Self::of(match error {
            StoreError::DiskFull => Code::DiskFull,
            StoreError::Newer => Code::SchemaTooOld,
            // Closed is what is being opened anew.
            StoreError::Damaged | StoreError::Closed => Code::Damaged,
            StoreError::Other(_) => Code::Storage,
        })
    }
}

impl From<KeystoreError> for Failure {
    fn from(error: KeystoreError) -> Self {
        Self::of(match error {
            KeystoreError::Locked => Code::Locked,
            KeystoreError::Unavailable | KeystoreError::Failed(_) => Code::NoKeystore,
        })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal.code {
            RefusalCode::TextTooLong => Code::TextTooLong,
            RefusalCode::Empty => Code::Empty,
            RefusalCode::Invalid => Code::Invalid,
            RefusalCode::NotFound => Code::NotFound,
            RefusalCode::Gone => Code::Gone,
            RefusalCode::Forbidden => Code::Forbidden,
            RefusalCode::IdReused => Code::IdReused,
            RefusalCode::TooMany => Code::TooMany,
            RefusalCode::TooLarge => Code::TooLarge,
            // The device sends the content again of its own accord.
            RefusalCode::BlobMissing => Code::Unknown,
            RefusalCode::NotAccepted => Code::NotAccepted,
            RefusalCode::TooManyWaiting => Code::TooManyWaiting,
            RefusalCode::RateLimited => Code::RateLimited,
            RefusalCode::MissingItems => Code::MissingItems,
            RefusalCode::Unknown => Code::Unknown,
        };
        Self { code, field: refusal.field, retry_after_s: None }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Unreachable => Self::of(Code::ServerUnreachable),
            ApiError::TimedOut => Self::of(Code::Timeout),
            ApiError::WrongDate => Self::of(Code::WrongDate),
            ApiError::Foreign(status) => {
                tracing::warn!(status, "something else answered in the server's place");
                Self::of(if status < 500 { Code::BadAnswer } else { Code::ServerError })
            }
            ApiError::BadAnswer(what) => {
                tracing::warn!(what, "the server's answer is not of this protocol");
                Self::of(Code::BadAnswer)
            }
            ApiError::NotResumex => Self::of(Code::ServerNotResumex),
            ApiError::Problem(problem) => {
                let code = match problem.code {
                    ProblemCode::Invalid | ProblemCode::MethodNotAllowed | ProblemCode::UnsupportedMediaType => {
                        Code::Invalid
                    }
                    ProblemCode::AddressInvalid => Code::AddressInvalid,
                    ProblemCode::Unauthorized => Code::Unauthorized,
                    ProblemCode::CodeWrong => Code::CodeWrong,
                    ProblemCode::CodeExpired => Code::CodeExpired,
                    ProblemCode::CodeUsed => Code::CodeUsed,
                    ProblemCode::CodeDead => Code::CodeDead,
                    ProblemCode::NotFound => Code::NotFound,
                    ProblemCode::Timeout => Code::Timeout,
                    ProblemCode::TooLarge => Code::TooLarge,
                    ProblemCode::SchemaTooOld => Code::SchemaTooOld,
                    ProblemCode::RateLimited => Code::RateLimited,
                    ProblemCode::ServerError | ProblemCode::Unavailable => Code::ServerError,
                    ProblemCode::Unknown => Code::Unknown,
                };
                Self { code, field: problem.field, retry_after_s: problem.retry_after_s }
            }
        }
    }
}
