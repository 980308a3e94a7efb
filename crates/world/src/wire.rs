//! The wire of a device: straight into the server's router, with the faults a real one has.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as HttpRequest, header},
};
use engine::api::{Heads, Method, Request, Response, WireError};
use futures_util::StreamExt;
use tower::ServiceExt;

use crate::Chance;

/// What happens to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It never arrives.
    RequestLost,
    /// The device gives up on it; it arrives all the same, after the device's next one.
    Late,
    /// It arrives and is carried out; the answer never comes.
    AnswerLost,
    /// It arrives twice; the second answer comes.
    Twice,
    /// The answer breaks off somewhere.
    Cut,
}

/// Somebody on the way between a device and the server. Hears every exchange that reaches the server, whether or not the
/// device hears of it, and says what the answer is.
#[async_trait::async_trait]
pub(crate) trait Between: Send + Sync {
    /// The server has answered.
    async fn pass(&self, wire: &Wire, request: &Request, answer: Answer) -> Answer;
}

/// What the server answers.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

/// A wire with faults.
#[derive(Clone)]
pub struct Wire {
    router: Router,
    faults: Arc<Mutex<Faults>>,
    between: Option<Arc<dyn Between>>,
}

struct Faults {
    chance: Chance,
    is_offline: bool,
    /// One exchange in so many has a fault; 0: none has.
    one_in: usize,
    counted: [usize; 6],
    late: Vec<Request>,
}

impl Wire {
    pub(crate) fn new(router: Router, seed: u64, between: Option<Arc<dyn Between>>) -> Self {
        let faults =
            Faults { chance: Chance::new(seed), is_offline: false, one_in: 4, counted: [0; 6], late: Vec::new() };
        Self { router, faults: Arc::new(Mutex::new(faults)), between }
    }

    pub(crate) fn set_offline(&self, is_offline: bool) {
        self.faults.lock().unwrap().is_offline = is_offline;
    }

    /// From now on nothing goes wrong.
    pub(crate) fn heal(&self) {
        let mut faults = self.faults.lock().unwrap();
        faults.is_offline = false;
        faults.one_in = 0;
    }

    /// Faults happen again.
    pub(crate) fn break_again(&self) {
        self.faults.lock().unwrap().one_in = 4;
    }

    /// How often each fault happened.
    pub(crate) fn counted(&self) -> [usize; 6] {
        self.faults.lock().unwrap().counted
    }

    fn draw(&self) -> (Fault, u64) {
        let mut faults = self.faults.lock().unwrap();
        let fault = if faults.is_offline {
            Fault::RequestLost
        } else if faults.one_in == 0 {
            Fault::None
        } else {
            let one_in = faults.one_in;
            match faults.chance.one_in(one_in) {
                true => {
                    *faults.chance.pick(&[Fault::RequestLost, Fault::Late, Fault::AnswerLost, Fault::Twice, Fault::Cut])
                }
                false => Fault::None,
            }
        };
        faults.counted[fault as usize] += 1;
        (fault, faults.chance.bits())
    }

    /// What the device gave up on arrives now; nobody hears the answer.
    async fn deliver(&self, late: Vec<Request>) {
        for request in late {
            self.exchange(&request).await;
        }
    }

    async fn exchange(&self, request: &Request) -> Answer {
        let answer = self.reach(request).await;
        match &self.between {
            Some(between) => between.pass(self, request, answer).await,
            None => answer,
        }
    }

    /// Asks the server itself.
    pub(crate) async fn reach(&self, request: &Request) -> Answer {
        let path = path_of(request);
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let mut http = HttpRequest::builder().method(method).uri(format!("/{path}"));
        if let Some(token) = &request.token {
            http = http.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(etag) = &request.if_none_match {
            http = http.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(from) = request.from {
            http = http.header(header::RANGE, format!("bytes={from}-"));
        }
        let body = match &request.body {
            Some(body) => {
                http = http.header(header::CONTENT_TYPE, request.content_type);
                Body::from(body.clone())
            }
            None => Body::empty(),
        };
        let answer = self.router.clone().oneshot(http.body(body).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Answer { status, content_type: kind.unwrap_or_default(), body: body.to_vec() }
    }
}

/// The path of a request, without the first slash.
pub(crate) fn path_of(request: &Request) -> &str {
    request.url.splitn(4, '/').nth(3).unwrap_or_default()
}

#[async_trait::async_trait]
impl engine::api::Wire for Wire {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let (fault, bits) = self.draw();
        if fault == Fault::RequestLost {
            return Err(WireError::Unreachable);
        }
        let late = std::mem::take(&mut self.faults.lock().unwrap().late);
        if fault == Fault::Late {
            self.faults.lock().unwrap().late.push(request);
            self.deliver(late).await;
            return Err(WireError::TimedOut);
        }
        let mut answer = self.exchange(&request).await;
        if fault == Fault::Twice {
            answer = self.exchange(&request).await;
        }
        self.deliver(late).await;
        if fault == Fault::AnswerLost {
            return Err(WireError::TimedOut);
        }
        let Answer { status, content_type, mut body } = answer;
        let mut parts = Vec::new();
        if fault == Fault::Cut && !body.is_empty() {
            body.truncate(usize::try_from(bits % body.len() as u64).unwrap());
            parts.push(Ok(body));
            parts.push(Err(WireError::Unreachable));
        } else {
            parts.push(Ok(body));
        }
        let body = futures_util::stream::iter(parts).boxed();
        Ok(Response { status, content_type, retry_after_s: None, etag: None, heads: Heads::default(), body })
    }
}
