//! Logs: one JSON line per request on the standard error. No address, name, id of a person, token, code or text is ever in
//! them.

use std::time::Instant;

use axum::http::{Method, StatusCode};
use tracing_subscriber::EnvFilter;

use crate::app::App;

/// Starts to write logs; `RUST_LOG` says how much, `info` unless set.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // Fails when logs are written already: then nothing is to be done.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

const STANDARD: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

/// The line of one request.
pub(crate) struct Line {
    id: String,
    route: String,
    method: Method,
    begun: Instant,
}

impl Line {
    pub(crate) fn begin(app: &App, method: &Method, route: &str) -> Self {
        let id = format!("{:016x}", app.name_request());
        Self { id, route: route.to_owned(), method: method.clone(), begun: Instant::now() }
    }

    /// Names the request in the log and in the answer.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn end(self, status: StatusCode) {
        let Self { id, route, method, begun } = self;
        // A method of somebody's own making could be anything.
        let method = if STANDARD.contains(&method) { method.as_str() } else { "other" };
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        tracing::info!(request = id, method, route, status = status.as_u16(), ms, "request");
    }
}
