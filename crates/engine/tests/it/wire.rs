//! A wire that answers what a test wrote down: only for answers that no real server of ours gives, and for days of them.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Mutex,
};

use engine::api::{Body, Heads, Request, Response, Wire, WireError};
use futures_util::StreamExt;
use serde_json::Value;
use tokio::time::Instant;

/// Bytes that come at once.
const PIECE: usize = 64 * 1024;

type Answer = Result<(u16, &'static str, Vec<u8>), WireError>;
type Always = Box<dyn Fn(&Request) -> Answer + Send + Sync>;
type Stream = (&'static str, Box<dyn Fn() -> Body + Send + Sync>);

/// Answers by path: what was written down, in order; else bytes over time; else what is always answered there. A path
/// without an answer is unreachable.
#[derive(Default)]
pub(crate) struct Scripted {
    answers: Mutex<BTreeMap<String, VecDeque<Answer>>>,
    always: Mutex<BTreeMap<String, Always>>,
    streams: Mutex<BTreeMap<String, Stream>>,
    requests: Mutex<Vec<(Instant, Request)>>,
    /// Of every answer.
    pub(crate) etag: Mutex<Option<String>>,
}

impl Scripted {
    pub(crate) fn answer(&self, path: &str, status: u16, body: Value) {
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        self.raw(path, Ok((status, kind, body.to_string().into_bytes())));
    }

    pub(crate) fn lines(&self, path: &str, lines: &[Value]) {
        let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.raw(path, Ok((200, "application/x-ndjson", body.into_bytes())));
    }

    pub(crate) fn raw(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().entry(path.to_owned()).or_default().push_back(answer);
    }

    /// What is answered whenever nothing else was written down.
    pub(crate) fn always(&self, path: &str, answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) {
        self.always.lock().unwrap().insert(path.to_owned(), Box::new(answer));
    }

    /// An answer whose bytes come over time.
    pub(crate) fn stream(&self, path: &str, kind: &'static str, body: impl Fn() -> Body + Send + Sync + 'static) {
        self.streams.lock().unwrap().insert(path.to_owned(), (kind, Box::new(body)));
    }

    /// From now on nothing is always answered there.
    pub(crate) fn never(&self, path: &str) {
        self.always.lock().unwrap().remove(path);
    }

    /// From now on no bytes come over time there.
    pub(crate) fn no_stream(&self, path: &str) {
        self.streams.lock().unwrap().remove(path);
    }

    /// The bodies sent to a path so far.
    pub(crate) fn sent(&self, path: &str) -> Vec<Value> {
        let bodies = self.to(path).into_iter().map(|(_, request)| request.body.unwrap_or_else(|| b"null".to_vec()));
        bodies.map(|body| serde_json::from_slice(&body).unwrap()).collect()
    }

    /// How many requests were made so far.
    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// The requests to a path so far, and when they were made.
    pub(crate) fn to(&self, path: &str) -> Vec<(Instant, Request)> {
        let requests = self.requests.lock().unwrap();
        requests.iter().filter(|(_, request)| request.url.ends_with(path)).cloned().collect()
    }
}

#[async_trait::async_trait]
impl Wire for Scripted {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let path = format!("/{}", request.url.splitn(4, '/').nth(3).unwrap());
        self.requests.lock().unwrap().push((Instant::now(), request.clone()));
        let response = |status, content_type: &str, body| Response {
            status,
            content_type: content_type.to_owned(),
            retry_after_s: None,
            etag: self.etag.lock().unwrap().clone(),
            heads: Heads::default(),
            body,
        };
        let answer = self.answers.lock().unwrap().get_mut(&path).and_then(VecDeque::pop_front);
        if answer.is_none()
            && let Some((kind, stream)) = self.streams.lock().unwrap().get(&path)
        {
            return Ok(response(200, kind, stream()));
        }
        let answer = answer.or_else(|| self.always.lock().unwrap().get(&path).map(|always| always(&request)));
        let (status, content_type, body) = answer.unwrap_or(Err(WireError::Unreachable))?;
        Ok(response(status, content_type, pieces(body)))
    }
}

/// The bytes as a network brings them: piece by piece, and others have their turn between two.
fn pieces(body: Vec<u8>) -> Body {
    let pieces: Vec<_> = body.chunks(PIECE).map(|piece| Ok(piece.to_vec())).collect();
    let pieces = futures_util::stream::iter(pieces).then(|piece| async {
        tokio::task::yield_now().await;
        piece
    });
    pieces.boxed()
}
