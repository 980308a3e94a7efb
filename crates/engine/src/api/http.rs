//! HTTP by reqwest. Limits: 10 s to connect, 45 s of silence in a body (a live stream has a heartbeat every 20 s),
//! no redirects (an answer from elsewhere is not this server's), no cookies, TLS by rustls with the system's roots, 8 MB
//! to decompress with.
//!
//! Of the environment only a proxy for `https` is taken (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`): in many companies there is
//! no other way out, and such a proxy passes bytes on that it cannot read. Plain `http` is for a server on this machine:
//! nothing that is sent there, tokens least of all, goes through anybody else's hands.

use std::{
    env,
    error::Error,
    io,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_compression::{tokio::bufread::ZstdDecoder, zstd::DParameter};
use futures_util::{StreamExt, TryStreamExt};
use reqwest::{Client, NoProxy, Proxy, header};
use rustls::CertificateError;
use tokio_util::{
    io::{ReaderStream, StreamReader},
    sync::CancellationToken,
};

use super::{Body, Heads, Method, Request, Response, Wire, WireError, head};

const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(45);
const RANGE: &str = "range";
pub(super) const USER_AGENT: &str = concat!("ResumeX/", env!("CARGO_PKG_VERSION"));
const ZSTD: &str = "zstd";
/// The largest window of a compressed answer as a power of two: 8 MB, which RFC 9659 §3 lets nobody exceed. The library
/// would take 128 MB.
const WINDOW_LOG: u32 = 23;
/// Bytes that are decompressed at once.
const PIECE: usize = 64 << 10;

/// The real wire.
#[derive(Debug, Default)]
pub struct Http {
    // Made at the first request: reading the system's roots takes tens of milliseconds that a start need not wait for.
    held: Mutex<Option<Held>>,
}

/// Connections, and what ends everything that goes over them.
#[derive(Clone, Debug)]
struct Held {
    client: Client,
    given_up: CancellationToken,
}

impl Http {
    /// A wire that has not been used yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> Held {
        let new = || Held { client: new_client(), given_up: CancellationToken::new() };
        self.lock().get_or_insert_with(new).clone()
    }
}

fn new_client() -> Client {
    // A second call says that a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let built = Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    let built = match proxy() {
        Some(proxy) => built.proxy(proxy),
        None => built,
    };
    built.build().unwrap_or_else(|error| {
        tracing::error!(%error, "no TLS: only this machine can be reached");
        Client::new()
    })
}

/// The environment's proxy for `https`.
fn proxy() -> Option<Proxy> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let url = names.iter().find_map(|name| env::var(name).ok().filter(|url| !url.trim().is_empty()))?;
    match Proxy::https(url.trim()) {
        Ok(proxy) => Some(proxy.no_proxy(NoProxy::from_env())),
        Err(error) => {
            tracing::warn!(%error, "the environment's proxy is none");
            None
        }
    }
}

#[async_trait::async_trait]
impl Wire for Http {
    fn renew(&self) {
        // Whoever waits for an answer over one of the old connections would wait until its time is over.
        if let Some(held) = self.lock().take() {
            held.given_up.cancel();
        }
    }

    fn retire(&self) {
        drop(self.lock().take());
    }

    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let Held { client, given_up } = self.held();
        let mut builder = match request.method {
            Method::Get => client.get(&request.url),
            Method::Post => client.post(&request.url),
            Method::Put => client.put(&request.url),
            Method::Delete => client.delete(&request.url),
        };
        builder = builder.header(header::ACCEPT_ENCODING, ZSTD);
        if let Some(token) = &request.token {
            builder = builder.bearer_auth(token);
        }
        if let Some(etag) = &request.if_none_match {
            builder = builder.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(from) = request.from {
            builder = builder.header(RANGE, format!("bytes={from}-"));
        }
        if let Some(body) = request.body {
            builder = builder.header(header::CONTENT_TYPE, request.content_type).body(body);
        }
        if let Some(within) = request.within {
            builder = builder.timeout(within);
        }
        let request = builder.build().map_err(|error| wire_error(&error))?;
        let sent = head::of_request(&request);
        let answer = given_up.run_until_cancelled(client.execute(request)).await;
        let response = answer.ok_or(WireError::TimedOut)?.map_err(|error| wire_error(&error))?;
        let heads = Heads { sent, received: head::of_answer(&response) };
        let header = |name: header::HeaderName| head::text(response.headers(), name.as_str()).to_owned();
        let (status, content_type) = (response.status().as_u16(), header(header::CONTENT_TYPE));
        let is_zstd = header(header::CONTENT_ENCODING).eq_ignore_ascii_case(ZSTD);
        let etag = Some(header(header::ETAG)).filter(|etag| !etag.is_empty());
        let retry_after_s = head::retry_after_s(response.headers());
        let body = if is_zstd { unpacked(response) } else { as_it_comes(response) };
        let body = until_given_up(body, given_up);
        Ok(Response { status, content_type, retry_after_s, etag, heads, body })
    }
}

fn until_given_up(body: Body, given_up: CancellationToken) -> Body {
    let parts = futures_util::stream::unfold(Some((body, given_up)), |state| async {
        let (mut body, given_up) = state?;
        match given_up.run_until_cancelled(body.next()).await {
            None => Some((Err(WireError::TimedOut), None)),
            Some(part) => part.map(|part| (part, Some((body, given_up)))),
        }
    });
    parts.boxed()
}

fn as_it_comes(response: reqwest::Response) -> Body {
    response.bytes_stream().map_ok(Vec::from).map_err(|error| wire_error(&error)).boxed()
}

fn unpacked(response: reqwest::Response) -> Body {
    let mut from = ZstdDecoder::with_params(
        StreamReader::new(response.bytes_stream().map_err(io::Error::other)),
        &[DParameter::window_log_max(WINDOW_LOG)],
    );
    // A server may end a frame with each page.
    from.multiple_members(true);
    ReaderStream::with_capacity(from, PIECE).map_ok(Vec::from).map_err(|error| io_error(&error)).boxed()
}

/// Bytes that cannot be unpacked are as good as none.
fn io_error(error: &io::Error) -> WireError {
    let of_wire = error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>());
    of_wire.map_or(WireError::Unreachable, wire_error)
}

fn wire_error(error: &reqwest::Error) -> WireError {
    match tls_error(error) {
        _ if error.is_timeout() => WireError::TimedOut,
        Some(rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        )) => WireError::WrongDate,
        _ => WireError::Unreachable,
    }
}

/// What TLS has against a connection. On Apple's systems a certificate out of its days is not told apart from other bad ones.
fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    if let Some(found) = error.downcast_ref() {
        return Some(found);
    }
    // The source of an `io::Error` is that of what it carries, not what it carries.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(carried) => tls_error(carried),
        None => tls_error(error.source()?),
    }
}
