//! HTTP by reqwest. Limits: 10 s to connect, 45 s of silence in a body (a live stream has a heartbeat every 20 s),
//! no redirects (an answer from elsewhere is not this server's), TLS by rustls with the system's roots.

use std::{sync::OnceLock, time::Duration};

use futures_util::{StreamExt, TryStreamExt};

use super::{Body, Method, Request, Response, Wire, WireError};

const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(45);

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
                .user_agent(concat!("ResumeX/", env!("CARGO_PKG_VERSION")))
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
            Method::Delete => client.delete(&request.url),
        };
        if let Some(token) = &request.token {
            builder = builder.bearer_auth(token);
        }
        if let Some(body) = request.body {
            builder = builder.header("content-type", "application/json").body(body);
        }
        if let Some(within) = request.within {
            builder = builder.timeout(within);
        }
        let response = builder.send().await.map_err(|error| wire_error(&error))?;
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, content_type) = (response.status().as_u16(), header("content-type").to_owned());
        let retry_after_s = header("retry-after").parse().ok();
        let body: Body =
            response.bytes_stream().map_ok(|bytes| bytes.to_vec()).map_err(|error| wire_error(&error)).boxed();
        Ok(Response { status, content_type, retry_after_s, body })
    }
}

fn wire_error(error: &reqwest::Error) -> WireError {
    if error.is_timeout() { WireError::TimedOut } else { WireError::Unreachable }
}
