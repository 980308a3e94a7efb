//! The wire of a device: straight into the server's router, with the faults a real one has.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as HttpRequest, header},
};
use engine::api::{Heads, Method, Request, Response, WireError};
use futures_util::StreamExt;
use tokio::task::yield_now;
use tower::ServiceExt;

use crate::Chance;

/// What happens to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It never arrives.
    RequestLost,
    /// The device gives up on it; it arrives all the same, when others have been before it, perhaps much later.
    Late,
    /// It arrives and is carried out; the answer never comes.
    AnswerLost,
    /// It arrives twice; the second answer comes.
    Twice,
    /// The answer breaks off somewhere.
    Cut,
    /// Something else answers: a page of the network on the way.
    Portal,
    /// The server cannot now.
    Unavailable,
}

/// How many kinds of [`Fault`] there are.
pub const FAULTS: usize = Fault::ALL.len();

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::RequestLost,
        Self::Late,
        Self::AnswerLost,
        Self::Twice,
        Self::Cut,
        Self::Portal,
        Self::Unavailable,
    ];
}

/// What can happen on a broken wire.
const WEATHER: [Fault; 9] = [
    Fault::RequestLost,
    Fault::Late,
    Fault::Late,
    Fault::AnswerLost,
    Fault::AnswerLost,
    Fault::Twice,
    Fault::Cut,
    Fault::Portal,
    Fault::Unavailable,
];

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

/// Where all wires of a world end, and what is still on its way there.
#[derive(Clone)]
pub(crate) struct Site(Arc<Mutex<Far>>);

struct Far {
    router: Router,
    late: Vec<(Wire, Request)>,
}

impl Site {
    pub(crate) fn new(router: Router) -> Self {
        Self(Arc::new(Mutex::new(Far { router, late: Vec::new() })))
    }

    fn far(&self) -> MutexGuard<'_, Far> {
        self.0.lock().unwrap()
    }

    /// Another process serves from now on.
    pub(crate) fn replace(&self, router: Router) {
        self.far().router = router;
    }

    /// Some of what was given up on arrives now, in any order; nobody hears the answers.
    pub(crate) async fn deliver(&self, chance: &mut Chance, one_in: usize) {
        let (mut now, later) = self.far().late.drain(..).partition::<Vec<_>, _>(|_| chance.one_in(one_in));
        self.far().late = later;
        while !now.is_empty() {
            let (wire, request) = now.swap_remove(chance.below(now.len()));
            wire.exchange(&request).await;
        }
    }

    /// Nothing is on its way any more.
    pub(crate) fn forget(&self) {
        self.far().late.clear();
    }
}

/// A wire with faults.
#[derive(Clone)]
pub struct Wire {
    site: Site,
    faults: Arc<Mutex<Faults>>,
    between: Option<Arc<dyn Between>>,
}

struct Faults {
    chance: Chance,
    is_offline: bool,
    /// Something on the way answers whatever is sent; what is asked for comes through.
    is_one_way: bool,
    /// One exchange in so many has a fault; 0: none has.
    one_in: usize,
    counted: [usize; FAULTS],
}

impl Wire {
    pub(crate) fn new(site: &Site, between: Option<Arc<dyn Between>>) -> Self {
        let faults =
            Faults { chance: Chance::new(0), is_offline: false, is_one_way: false, one_in: 4, counted: [0; FAULTS] };
        Self { site: site.clone(), faults: Arc::new(Mutex::new(faults)), between }
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap()
    }

    /// Goes on with another stream of choices.
    pub(crate) fn renew(&self, chance: Chance) {
        self.faults().chance = chance;
    }

    pub(crate) fn set_offline(&self, is_offline: bool) {
        self.faults().is_offline = is_offline;
    }

    pub(crate) fn set_one_way(&self, is_one_way: bool) {
        self.faults().is_one_way = is_one_way;
    }

    /// From now on nothing goes wrong.
    pub(crate) fn heal(&self) {
        let mut faults = self.faults();
        (faults.is_offline, faults.is_one_way) = (false, false);
        faults.one_in = 0;
    }

    /// Faults happen again.
    pub(crate) fn break_again(&self) {
        self.faults().one_in = 4;
    }

    fn is_healthy(&self) -> bool {
        self.faults().one_in == 0
    }

    /// How often each fault happened.
    pub(crate) fn counted(&self) -> [usize; FAULTS] {
        self.faults().counted
    }

    fn draw(&self, path: &str) -> (Fault, Chance) {
        let mut faults = self.faults();
        let mut chance = Chance::new(faults.chance.bits());
        let fault = match faults.one_in {
            _ if faults.is_offline => Fault::RequestLost,
            _ if faults.is_one_way && path == "v1/ops" => Fault::Portal,
            0 => Fault::None,
            one_in if chance.one_in(one_in) => *chance.pick(&WEATHER),
            _ => Fault::None,
        };
        faults.counted[fault as usize] += 1;
        (fault, chance)
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
        let router = self.site.far().router.clone();
        let answer = router.oneshot(http.body(body).unwrap()).await.unwrap();
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

const UNAVAILABLE: &str = r#"{"type":"about:blank","title":"Service Unavailable","status":503,"code":"unavailable"}"#;

/// What somebody else on the way says.
fn foreign(fault: Fault) -> Option<Answer> {
    let answer = |status, content_type: &str, body: &str| {
        Some(Answer { status, content_type: content_type.to_owned(), body: body.as_bytes().to_vec() })
    };
    match fault {
        Fault::Portal => answer(200, "text/html", "<html><body>ようこそ</body></html>"),
        Fault::Unavailable => answer(503, "application/problem+json", UNAVAILABLE),
        _ => None,
    }
}

#[async_trait::async_trait]
impl engine::api::Wire for Wire {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let (fault, mut chance) = self.draw(path_of(&request));
        // What others do meanwhile gets in between.
        for _ in 0..chance.below(3) {
            yield_now().await;
        }
        match fault {
            Fault::RequestLost => return Err(WireError::Unreachable),
            Fault::Late => {
                self.site.far().late.push((self.clone(), request));
                return Err(WireError::TimedOut);
            }
            _ => {}
        }
        let answer = match foreign(fault) {
            Some(answer) => answer,
            None => {
                let mut answer = self.exchange(&request).await;
                if fault == Fault::Twice {
                    answer = self.exchange(&request).await;
                }
                if !self.is_healthy() {
                    self.site.deliver(&mut chance, 4).await;
                }
                answer
            }
        };
        for _ in 0..chance.below(3) {
            yield_now().await;
        }
        if fault == Fault::AnswerLost {
            return Err(WireError::TimedOut);
        }
        let Answer { status, content_type, mut body } = answer;
        let mut parts = Vec::new();
        if fault == Fault::Cut && !body.is_empty() {
            body.truncate(chance.below(body.len()));
            parts.push(Ok(body));
            parts.push(Err(WireError::Unreachable));
        } else {
            parts.push(Ok(body));
        }
        let body = futures_util::stream::iter(parts).boxed();
        Ok(Response { status, content_type, retry_after_s: None, etag: None, heads: Heads::default(), body })
    }
}
