//! The server's routes as typed calls.

use std::{sync::Arc, time::Duration};

use domain::{
    ConversationId, Digest, OrgId, PersonId, SessionId,
    page::PersonPage,
    wire::{
        BlobChunks, CodeRequest, CodeSent, OpsAnswer, OpsRequest, PollAnswer, Redeem, Sessions, SignedIn, SyncLine,
        SyncRequest,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::Instant;

use super::{
    ApiError, BYTES, Body, JSON, Method, Request, Response, Values, Wire, WireError,
    answer::{self, PAGE, RESULTS, Results, SHORT, json, problem},
    until,
};

/// The longest an exchange with a small answer may take.
const SMALL: Duration = Duration::from_secs(20);
/// The longest that a chunk may take to be sent: 4 KiB a second.
const CHUNK: Duration = Duration::from_secs(64);
/// The slowest network on which what waits is sent, in bytes a second: 128 kbit/s.
const SLOWEST: u64 = 16_384;
/// The longest token: one of 256 bits has 43 characters.
const TOKEN: usize = 512;
/// The longest `ETag` that is kept. It is sent back, to this server and to any that takes its place.
const ETAG: usize = 256;

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
    until: Option<Instant>,
}

impl Api {
    pub(crate) fn new(wire: Arc<dyn Wire>, server: String, token: Option<String>) -> Self {
        Self { wire, server, token, until: None }
    }

    /// The same, for as long: what has not come by then does not come any more, however slowly or fast it comes.
    pub(crate) fn until(self, at: Instant) -> Self {
        Self { until: Some(at), ..self }
    }

    /// The session's token.
    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub(crate) async fn request_code(&self, request: &CodeRequest) -> Result<CodeSent, ApiError> {
        match self.json(Method::Post, "/v1/auth/code", Some(request), SHORT).await {
            // Whatever answers something else on this route is a web server, but none of ours. One that fails may be in front of it.
            Err(ApiError::BadAnswer(_) | ApiError::Foreign(..500)) => Err(ApiError::NotResumex),
            other => other,
        }
    }

    pub(crate) async fn redeem(&self, redeem: &Redeem) -> Result<SignedIn, ApiError> {
        let signed_in: SignedIn = self.json(Method::Post, "/v1/auth/session", Some(redeem), SHORT).await?;
        // A token that no header can carry would be kept, and nothing could be asked with it.
        match (1..=TOKEN).contains(&signed_in.token.len())
            && signed_in.token.bytes().all(|byte| byte.is_ascii_graphic())
        {
            true => Ok(signed_in),
            false => Err(ApiError::BadAnswer("no token")),
        }
    }

    pub(crate) async fn sessions(&self) -> Result<Sessions, ApiError> {
        self.json(Method::Get, "/v1/sessions", None::<&()>, SHORT).await
    }

    /// Ends a session; none: this one.
    pub(crate) async fn revoke(&self, session: Option<SessionId>) -> Result<(), ApiError> {
        let path = session.map_or_else(|| "/v1/sessions/current".to_owned(), |id| format!("/v1/sessions/{id}"));
        let response = self.send(Method::Delete, &path, None, Some(SMALL)).await?;
        // Exactly this: a page of the network on the way, sent with 200, has ended no session.
        if response.status == 204 { Ok(()) } else { Err(problem(response).await) }
    }

    /// The page of a person, as the signed-in one may see it.
    pub(crate) async fn person(&self, organization: OrgId, person: PersonId) -> Result<PersonPage, ApiError> {
        self.json(Method::Get, &format!("/v1/organizations/{organization}/people/{person}"), None::<&()>, PAGE).await
    }

    pub(crate) async fn ops(&self, request: &OpsRequest) -> Result<OpsAnswer, ApiError> {
        let body = bytes(request);
        // What a person wrote in a week without a network must get through a slow one.
        let within = SMALL + Duration::from_secs(body.len() as u64 / SLOWEST);
        let response = self.send(Method::Post, "/v1/ops", Some(body), Some(within)).await?;
        json::<Results>(response, RESULTS).await.map(|Results { results }| OpsAnswer { results })
    }

    pub(crate) async fn sync(&self, request: &SyncRequest) -> Result<Values<SyncLine>, ApiError> {
        let response = self.send(Method::Post, "/v1/sync", Some(bytes(request)), None).await?;
        if response.status != 200 {
            return Err(problem(response).await);
        }
        if !response.content_type.starts_with("application/x-ndjson") {
            return Err(ApiError::Foreign(response.status));
        }
        Ok(Values::of(response.body))
    }

    /// Whether anything has moved since an `ETag`; without one, whether there is anything.
    pub(crate) async fn poll(&self, etag: Option<&str>) -> Result<Polled, ApiError> {
        let mut request = self.request(Method::Get, "/v1/poll", None, Some(SMALL));
        request.if_none_match = etag.map(str::to_owned);
        let response = self.wire.send(request).await?;
        match response.status {
            304 => Ok(Polled::Same),
            200 => {
                let etag = response.etag.clone().filter(|etag| etag.len() <= ETAG);
                let answer: PollAnswer = json(response, SHORT).await?;
                Ok(if answer.changed { Polled::Moved(etag) } else { Polled::Same })
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
            return Err(ApiError::Foreign(response.status));
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
        self.json(Method::Get, &path, None::<&()>, SHORT).await
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
        // Exactly this: a page of the network on the way, sent with 200, has taken nothing.
        if response.status == 204 { Ok(()) } else { Err(problem(response).await) }
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
        most: usize,
    ) -> Result<A, ApiError> {
        answer::json(self.send(method, path, body.map(bytes), Some(SMALL)).await?, most).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        within: Option<Duration>,
    ) -> Result<Response, ApiError> {
        let request = self.request(method, path, body, within);
        let Some(at) = self.until else { return Ok(self.wire.send(request).await?) };
        let mut response =
            tokio::time::timeout_at(at, self.wire.send(request)).await.map_err(|_| WireError::TimedOut)??;
        response.body = until(response.body, at);
        Ok(response)
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
