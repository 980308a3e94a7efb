//! The way to the server. The only client code that names reqwest is [`http`].

mod answer;
mod call;
mod head;
mod http;
mod lines;

use std::{pin::Pin, time::Duration};

pub(crate) use answer::TOO_LONG;
pub(crate) use call::{Api, Blob, Polled};
use domain::wire::Problem;
use futures_util::{Stream, StreamExt};
pub use http::Http;
pub(crate) use lines::Values;
use tokio::time::{Instant, timeout_at};

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Sends.
    Post,
    /// Sends what may be sent again.
    Put,
    /// Removes.
    Delete,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it does.
    pub method: Method,
    /// Server and path.
    pub url: String,
    /// The session's token.
    pub token: Option<String>,
    /// `If-None-Match`: an answer is wanted only if it is another one than this.
    pub if_none_match: Option<String>,
    /// `Range`: the answer is wanted from this byte on.
    pub from: Option<u32>,
    /// What is sent.
    pub body: Option<Vec<u8>>,
    /// `Content-Type` of what is sent.
    pub content_type: &'static str,
    /// The longest the whole exchange may take; none for a stream, which may only be silent for a while.
    pub within: Option<Duration>,
}

/// Of calls.
pub const JSON: &str = "application/json";
/// Of content.
pub const BYTES: &str = "application/octet-stream";

/// The bytes of an answer as they come.
pub type Body = Pin<Box<dyn Stream<Item = Result<Vec<u8>, WireError>> + Send>>;

/// An answer whose body is still coming.
pub struct Response {
    /// The status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: String,
    /// `Retry-After` in seconds.
    pub retry_after_s: Option<u32>,
    /// `ETag`: the name of what was answered.
    pub etag: Option<String>,
    /// What carried the request and the answer.
    pub heads: Heads,
    /// The body, already decompressed.
    pub body: Body,
}

/// How long the heads of an exchange were, in bytes of HTTP/1.1: the request line or the status, and the headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of the request.
    pub sent: u64,
    /// Of the answer.
    pub received: u64,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why an exchange did not happen or broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// No connection, or it broke.
    #[error("no connection to the server")]
    Unreachable,
    /// Too long without an answer.
    #[error("the server does not answer")]
    TimedOut,
    /// At the date of this device the server's certificate is not valid yet, or not any more.
    #[error("the server's certificate is not valid at this date")]
    WrongDate,
}

/// Carries requests to a server. A fault in a test is made behind this trait.
#[async_trait::async_trait]
pub trait Wire: Send + Sync {
    /// Sends a request; the answer's body may still be on its way.
    ///
    /// # Errors
    /// When there is no answer. The server may have carried the request out all the same.
    async fn send(&self, request: Request) -> Result<Response, WireError>;

    /// What was connected before may be dead without saying so: what waits there for an answer is told that there is none, and
    /// from now on requests go over new connections.
    fn renew(&self) {}

    /// The same of what is not in use: what is under way goes on, and from now on requests go over new connections.
    fn retire(&self) {}
}

/// Why a call has no result, by what the caller can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ApiError {
    /// Try again when there is a network.
    #[error("no connection to the server")]
    Unreachable,
    /// Try again later.
    #[error("the server does not answer")]
    TimedOut,
    /// Try again when the date of this device is right, or the server's certificate.
    #[error("the server's certificate is not valid at this date")]
    WrongDate,
    /// Something else answered, with this status: a page of the network on the way, a proxy. Try again later, believe
    /// nothing of it.
    #[error("an answer of something else: {0}")]
    Foreign(u16),
    /// What came is not what this protocol says: a broken server. Try again later, believe nothing of it.
    #[error("not an answer of this protocol: {0}")]
    BadAnswer(&'static str),
    /// Something answers there, but no ResumeX server.
    #[error("not a ResumeX server")]
    NotResumex,
    /// The server says what is wrong.
    #[error("{0:?}")]
    Problem(Problem),
}

impl From<WireError> for ApiError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Unreachable => Self::Unreachable,
            WireError::TimedOut => Self::TimedOut,
            WireError::WrongDate => Self::WrongDate,
        }
    }
}

/// The bytes that come before a moment.
fn until(body: Body, at: Instant) -> Body {
    let parts = futures_util::stream::unfold(Some(body), move |body| async move {
        let mut body = body?;
        // Looked at first: whoever always has more to send would never let the clock be asked.
        if Instant::now() >= at {
            return Some((Err(WireError::TimedOut), None));
        }
        match timeout_at(at, body.next()).await {
            Err(_) => Some((Err(WireError::TimedOut), None)),
            Ok(part) => Some((part?, Some(body))),
        }
    });
    parts.boxed()
}
