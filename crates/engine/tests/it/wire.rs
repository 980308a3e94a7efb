//! A wire that answers what a test wrote down: only for answers that no real server of ours gives.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Mutex,
};

use engine::api::{Request, Response, Wire, WireError};
use futures_util::StreamExt;
use serde_json::Value;

type Answer = Result<(u16, &'static str, Vec<u8>), WireError>;

/// Answers by path, in order; a path without an answer is unreachable.
#[derive(Default)]
pub(crate) struct Scripted {
    answers: Mutex<BTreeMap<String, VecDeque<Answer>>>,
    requests: Mutex<Vec<Request>>,
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

    /// The bodies sent to a path so far.
    pub(crate) fn sent(&self, path: &str) -> Vec<Value> {
        let requests = self.requests.lock().unwrap();
        let to_path = requests.iter().filter(|request| request.url.ends_with(path));
        to_path.map(|request| serde_json::from_slice(request.body.as_deref().unwrap_or(b"null")).unwrap()).collect()
    }
}

#[async_trait::async_trait]
impl Wire for Scripted {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let path = format!("/{}", request.url.splitn(4, '/').nth(3).unwrap());
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().get_mut(&path).and_then(VecDeque::pop_front);
        let (status, content_type, body) = answer.unwrap_or(Err(WireError::Unreachable))?;
        let body = futures_util::stream::iter([Ok(body)]).boxed();
        Ok(Response { status, content_type: content_type.to_owned(), retry_after_s: None, body })
    }
}
