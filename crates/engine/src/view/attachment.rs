//! What is sent along with messages.

use domain::{Digest, record::Preview};
use serde::Serialize;
use ts_rs::TS;

/// Where the content of an attachment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AttachmentState {
    /// On this device.
    Here,
    /// On the server: to be fetched.
    Away,
    /// On its way to the server.
    Sending {
        /// Bytes that are there.
        sent: u32,
    },
    /// On its way from the server.
    Fetching {
        /// Bytes that are here.
        got: u32,
    },
    /// It cannot be had.
    Failed {
        /// Why.
        code: String,
    },
}

/// An attachment of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AttachmentItem {
    /// Its content.
    pub digest: Digest,
    /// The file's name.
    pub name: String,
    /// The file's kind as its author's device took it: for a symbol and nothing else.
    pub kind: String,
    /// How long it is, in bytes.
    pub bytes: u32,
    /// What is shown of a picture before it is fetched.
    pub preview: Option<Preview>,
    /// Where the content is.
    #[serde(flatten)]
    pub state: AttachmentState,
}

/// A picture to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Picture {
    /// `image/jpeg`, `image/png`, `image/webp` or `image/gif`, as its bytes say.
    pub kind: String,
    /// The file as base64.
    pub file: String,
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedFile {
    /// Its name in the person's folder of downloads.
    pub name: String,
}
