//! The server's routes as typed calls.

use std::{sync::Arc, time::Duration};

use domain::{
    ConversationId, Digest, OrgId, PersonId, SessionId,
    page::PersonPage,
    wire::{
        BlobChunks, CodeRequest, CodeSent, OpsAnswer, OpsRequest, PollAnswer, Problem, Redeem, Sessions, SignedIn,
        SyncRequest,
    },
};
use futures_util::StreamExt;
use serde::{Serialize, de::DeserializeOwned};

use super::{ApiError, BYTES, Body, JSON, Lines, Method, Request, Response, Wire};

/// The longest an exchange with a small answer may take.
const SMALL: Duration = Duration::from_secs(20);
/// The longest that a chunk may take to be sent: 4 KiB a second.
const CHUNK: Duration = Duration::from_secs(64);
/// The longest answer that is read at once, in bytes. 500 ops with the longest message each are below it.
const LARGEST: usize = 64 << 20;
const NOT_JSON: ApiError = ApiError::BadAnswer("not this JSON");

/// What a poll says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Polled {
    /// Nothing has moved.
    Same,
    /// Something that is meant for the person has: up to here.
    Moved(Option<String>),
}

/// Content on its way.
pub(crate) struct Blob {
    /// From which byte on.
    pub(crate) from: u32,
    /// The bytes.
    pub(crate) body: Body,
}

/// A server, as one session.
#[derive(Clone)]
pub(crate) struct Api {
    wire: Arc<dyn Wire>,
    server: String,
    token: Option<String>,
}

impl Api {
    pub(crate) fn new(wire: Arc<dyn Wire>, server: String, token: Option<String>) -> Self {
        Self { wire, server, token }
    }

    pub(crate) async fn request_code(&self, request: &CodeRequest) -> Result<CodeSent, ApiError> {
        match self.json(Method::Post, "/v1/auth/code", Some(request)).await {
            // Whatever answers without JSON on this route is a web server, but none of ours.
            Err(ApiError::BadAnswer(_)) => Err(ApiError::NotResumex),
            other => other,
        }
    }

    pub(crate) async fn redeem(&self, redeem: &Redeem) -> Result<SignedIn, ApiError> {
        self.json(Method::Post, "/v1/auth/session", Some(redeem)).await
    }

    pub(crate) async fn sessions(&self) -> Result<Sessions, ApiError> {
        self.json(Method::Get, "/v1/sessions", None::<&()>).await
    }

    /// Ends a session; none: this one.
    pub(crate) async fn revoke(&self, session: Option<SessionId>) -> Result<(), ApiError> {
        let path = session.map_or_else(|| "/v1/sessions/current".to_owned(), |id| format!("/v1/sessions/{id}"));
        let response = self.send(Method::Delete, &path, None, Some(SMALL)).await?;
        if (200..300).contains(&response.status) { Ok(()) } else { Err(problem(response).await) }
    }

    /// The page of a person, as the signed-in one may see it.
    pub(crate) async fn person(&self, organization: OrgId, person: PersonId) -> Result<PersonPage, ApiError> {
        self.json(Method::Get, &format!("/v1/organizations/{organization}/people/{person}"), None::<&()>).await
    }

    pub(crate) async fn ops(&self, request: &OpsRequest) -> Result<OpsAnswer, ApiError> {
        self.json(Method::Post, "/v1/ops", Some(request)).await
    }

    pub(crate) async fn sync(&self, request: &SyncRequest) -> Result<Lines, ApiError> {
        let response = self.send(Method::Post, "/v1/sync", Some(bytes(request)), None).await?;
        if response.status != 200 {
            return Err(problem(response).await);
        }
        if !response.content_type.starts_with("application/x-ndjson") {
            return Err(ApiError::BadAnswer("not NDJSON"));
        }
        Ok(Lines::of(response.body))
    }

    /// Whether anything has moved since an `ETag`; without one, whether there is anything.
    pub(crate) async fn poll(&self, etag: Option<&str>) -> Result<Polled, ApiError> {
        let mut request = self.request(Method::Get, "/v1/poll", None, Some(SMALL));
        request.if_none_match = etag.map(str::to_owned);
        let response = self.wire.send(request).await?;
        match response.status {
            304 => Ok(Polled::Same),
            200 => {
                let answer: PollAnswer = serde_json::from_slice(&whole(response.body).await?).map_err(|_| NOT_JSON)?;
                Ok(if answer.changed { Polled::Moved(response.etag) } else { Polled::Same })
            }
            _ => Err(problem(response).await),
        }
    }

    /// The bytes of the live stream.
    pub(crate) async fn live(&self) -> Result<Body, ApiError> {
        let response = self.send(Method::Get, "/v1/live", None, None).await?;
        if response.status != 200 {
            return Err(problem(response).await);
        }
        if !response.content_type.starts_with("text/event-stream") {
            return Err(ApiError::BadAnswer("not an event stream"));
        }
        Ok(response.body)
    }

    /// Which chunks of a content of so many bytes the server has.
    pub(crate) async fn chunks(
        &self,
        conversation: ConversationId,
        digest: Digest,
        bytes: u32,
    ) -> Result<BlobChunks, ApiError> {
        let path = format!("{}/chunks?bytes={bytes}", blob_path(conversation, digest));
        self.json(Method::Get, &path, None::<&()>).await
    }

    /// Sends one chunk of a content of so many bytes. The one that makes it whole has it checked.
    pub(crate) async fn put_chunk(
        &self,
        conversation: ConversationId,
        digest: Digest,
        bytes: u32,
        (number, chunk): (u32, Vec<u8>),
    ) -> Result<(), ApiError> {
        let path = format!("{}/chunks/{number}?bytes={bytes}", blob_path(conversation, digest));
        let mut request = self.request(Method::Put, &path, Some(chunk), Some(CHUNK));
        request.content_type = BYTES;
        let response = self.wire.send(request).await?;
        if (200..300).contains(&response.status) { Ok(()) } else { Err(problem(response).await) }
    }

    /// A content from a byte on; from its start where the server does not send it in pieces.
    pub(crate) async fn blob(&self, conversation: ConversationId, digest: Digest, from: u32) -> Result<Blob, ApiError> {
        let mut request = self.request(Method::Get, &blob_path(conversation, digest), None, None);
        request.from = (from > 0).then_some(from);
        let response = self.wire.send(request).await?;
        match response.status {
            200 | 206 if !response.content_type.starts_with(BYTES) => Err(ApiError::BadAnswer("not content")),
            200 => Ok(Blob { from: 0, body: response.body }),
            206 => Ok(Blob { from, body: response.body }),
            _ => Err(problem(response).await),
        }
    }

    async fn json<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<A, ApiError> {
        let response = self.send(method, path, body.map(bytes), Some(SMALL)).await?;
        if !(200..300).contains(&response.status) {
            return Err(problem(response).await);
        }
        serde_json::from_slice(&whole(response.body).await?).map_err(|_| NOT_JSON)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        within: Option<Duration>,
    ) -> Result<Response, ApiError> {
        Ok(self.wire.send(self.request(method, path, body, within)).await?)
    }

    fn request(&self, method: Method, path: &str, body: Option<Vec<u8>>, within: Option<Duration>) -> Request {
        let url = format!("{}{path}", self.server);
        let token = self.token.clone();
        Request { method, url, token, if_none_match: None, from: None, body, content_type: JSON, within }
    }
}

fn blob_path(conversation: ConversationId, digest: Digest) -> String {
    format!("/v1/conversations/{conversation}/blobs/{digest}")
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    // Our own types have string keys and no maps that could fail.
    serde_json::to_vec(value).unwrap_or_default()
}

async fn whole(mut body: Body) -> Result<Vec<u8>, ApiError> {
    let mut all = Vec::new();
    while let Some(part) = body.next().await {
        all.extend_from_slice(&part?);
        if all.len() > LARGEST {
            return Err(ApiError::BadAnswer("an endless body"));
        }
    }
    Ok(all)
}

/// What a failed answer says; an answer that is no problem document came from something else on the way.
async fn problem(response: Response) -> ApiError {
    let (is_problem, retry_after_s) =
        (response.content_type.starts_with("application/problem+json"), response.retry_after_s);
    if !is_problem {
        return ApiError::BadAnswer("neither a result nor a problem");
    }
    let body = match whole(response.body).await {
        Ok(body) => body,
        Err(error) => return error,
    };
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => ApiError::Problem(Problem { retry_after_s: problem.retry_after_s.or(retry_after_s), ..problem }),
        Err(_) => ApiError::BadAnswer("a problem of another protocol"),
    }
}
