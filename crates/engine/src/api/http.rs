//! HTTP by reqwest. Limits: 10 s to connect, 45 s of silence in a body (a live stream has a heartbeat every 20 s),
//! no redirects (an answer from elsewhere is not this server's), TLS by rustls with the system's roots.

use std::{sync::OnceLock, time::Duration};

use futures_util::{StreamExt, TryStreamExt};

use super::{Body, Heads, Method, Request, Response, Wire, WireError};

const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(45);
const RANGE: &str = "range";
const USER_AGENT: &str = concat!("ResumeX/", env!("CARGO_PKG_VERSION"));

/// The real wire.
#[derive(Debug, Default)]
pub struct Http {
    // Made at the first request: reading the system's roots takes tens of milliseconds that a start need not wait for.
    client: OnceLock<reqwest::Client>,
}

impl Http {
    /// A wire that has not been used yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn client(&self) -> &reqwest::Client {
        self.client.get_or_init(|| {
            // A second call says that a provider is installed already, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let built = reqwest::Client::builder()
                .user_agent(USER_AGENT)
                .connect_timeout(CONNECT)
                .read_timeout(SILENCE)
                .redirect(reqwest::redirect::Policy::none())
                .build();
            built.unwrap_or_else(|error| {
                tracing::error!(%error, "no TLS: only this machine can be reached");
                reqwest::Client::new()
            })
        })
    }
}

#[async_trait::async_trait]
impl Wire for Http {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let client = self.client();
        let mut builder = match request.method {
            Method::Get => client.get(&request.url),
            Method::Post => client.post(&request.url),
            Method::Put => client.put(&request.url),
            Method::Delete => client.delete(&request.url),
        };
        if let Some(token) = &request.token {
            builder = builder.bearer_auth(token);
        }
        if let Some(etag) = &request.if_none_match {
            builder = builder.header("if-none-match", etag);
        }
        if let Some(from) = request.from {
            builder = builder.header(RANGE, format!("bytes={from}-"));
        }
        if let Some(body) = request.body {
            builder = builder.header("content-type", request.content_type).body(body);
        }
        if let Some(within) = request.within {
            builder = builder.timeout(within);
        }
        let request = builder.build().map_err(|error| wire_error(&error))?;
        let sent = head_of(&request);
        let response = client.execute(request).await.map_err(|error| wire_error(&error))?;
        let heads = Heads { sent, received: head_of_answer(&response) };
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, content_type) = (response.status().as_u16(), header("content-type").to_owned());
        let retry_after_s = header("retry-after").parse().ok();
        let etag = Some(header("etag").to_owned()).filter(|etag| !etag.is_empty());
        let body: Body =
            response.bytes_stream().map_ok(|bytes| bytes.to_vec()).map_err(|error| wire_error(&error)).boxed();
        Ok(Response { status, content_type, retry_after_s, etag, heads, body })
    }
}

/// A line of a head: `name: value` and its end.
fn line(name: usize, value: usize) -> u64 {
    (name + 2 + value + 2) as u64
}

fn lines(headers: &reqwest::header::HeaderMap) -> u64 {
    headers.iter().map(|(name, value)| line(name.as_str().len(), value.len())).sum()
}

/// What is written before the body: the request's own headers and those that are added to every one on its way.
fn head_of(request: &reqwest::Request) -> u64 {
    let url = request.url();
    let query = url.query().map_or(0, |query| query.len() + 1);
    let first = request.method().as_str().len() + 1 + url.path().len() + query + " HTTP/1.1\r\n".len();
    let length = request
        .body()
        .and_then(reqwest::Body::as_bytes)
        .map_or(0, |body| line("content-length".len(), body.len().to_string().len()));
    // A piece of a content is a piece of it as it is.
    let encoding = match request.headers().contains_key(RANGE) {
        true => 0,
        false => line("accept-encoding".len(), "zstd".len()),
    };
    let added = line("host".len(), url.authority().len())
        + line("accept".len(), "*/*".len())
        + encoding
        + line("user-agent".len(), USER_AGENT.len());
    first as u64 + added + length + lines(request.headers()) + 2
}

fn head_of_answer(response: &reqwest::Response) -> u64 {
    let reason = response.status().canonical_reason().unwrap_or_default();
    ("HTTP/1.1 200 \r\n".len() + reason.len() + 2) as u64 + lines(response.headers())
}

fn wire_error(error: &reqwest::Error) -> WireError {
    if error.is_timeout() { WireError::TimedOut } else { WireError::Unreachable }
}
