//! What is sent along with a message. The content itself is no record: it is addressed by its digest and fetched apart.

use serde::{Deserialize, Serialize};

use crate::id::Digest;

/// A file that belongs to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Of the content as it is sent.
    pub digest: Digest,
    /// The file's name, as [`file_name`](crate::text::file_name) leaves it.
    pub name: String,
    /// Its MIME type as the author's device took it, in lower case. Nobody may trust it: it chooses a symbol.
    pub kind: String,
    /// How long the content is, in bytes.
    pub bytes: u32,
    /// What is shown of a picture before it is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
}

/// A picture, made small.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Pixels of the picture itself, for the space that it takes.
    pub width: u16,
    /// Pixels of the picture itself.
    pub height: u16,
    /// Base64 of a JPEG of at most [`PREVIEW_SIDE`](crate::limit::PREVIEW_SIDE) pixels a side, with nothing but the picture
    /// in it.
    pub jpeg: String,
}
