//! Why an op is not carried out. A code exists only if a reader acts on it; the sentence lives in the UI's text files.

use serde::{Deserialize, Serialize};

/// The reason of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Longer than its limit.
    TextTooLong,
    /// Nothing but white space and invisible characters where a text is needed.
    Empty,
    /// Not of the form it must have: a date, a place, an id that does not follow from its parts.
    Invalid,
    /// The object does not exist for this person; also what one sees of an object one may not see.
    NotFound,
    /// The object was deleted.
    Gone,
    /// The person sees the object but may not do this.
    Forbidden,
    /// The op id was used before with other content.
    IdReused,
    /// More rows, rules of visibility or attachments than there may be.
    TooMany,
    /// An attachment is longer than it may be.
    TooLarge,
    /// The server has not all of an attachment: the device sends it again, and then a new op.
    BlobMissing,
    /// A request for contact waits for its answer, or was declined: nothing more may be written.
    NotAccepted,
    /// As many requests for contact as there may be wait for their answers.
    TooManyWaiting,
    /// As often as it may be done in a day.
    RateLimited,
    /// Items that the law wants said are missing; `field` names them, separated by spaces.
    MissingItems,
    /// A reason of a newer server.
    #[serde(other)]
    Unknown,
}

impl RefusalCode {
    /// The code as it stands on the wire and in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TextTooLong => "text_too_long",
            Self::Empty => "empty",
            Self::Invalid => "invalid",
            Self::NotFound => "not_found",
            Self::Gone => "gone",
            Self::Forbidden => "forbidden",
            Self::IdReused => "id_reused",
            Self::TooMany => "too_many",
            Self::TooLarge => "too_large",
            Self::BlobMissing => "blob_missing",
            Self::NotAccepted => "not_accepted",
            Self::TooManyWaiting => "too_many_waiting",
            Self::RateLimited => "rate_limited",
            Self::MissingItems => "missing_items",
            Self::Unknown => "unknown",
        }
    }
}

/// A refused op: why, and which part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("refused: {code:?} {field:?}")]
pub struct Refusal {
    /// The reason.
    pub code: RefusalCode,
    /// The part that is wrong, by its name on the wire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Refusal {
    /// A refusal of the whole op.
    pub const fn of(code: RefusalCode) -> Self {
        Self { code, field: None }
    }

    /// A refusal because of one part.
    pub fn at(code: RefusalCode, field: &str) -> Self {
        Self { code, field: Some(field.to_owned()) }
    }
}
