//! The real server behind a real socket, in a thread of its own whose clock is not paused; and a wire that counts every byte
//! on the way there.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    ConversationId, Intent, MessageId, Op, OpId, OrgId, PersonId,
    record::{MembershipStatus, OrganizationKind, Purpose},
    wire::{OpOutcome, OpsAnswer, OpsRequest},
};
use engine::api::{Body, Http, Method, Request, Response, Wire, WireError};
use futures_util::StreamExt;
use serde_json::Value;
use server::{
    App, Mail, Settings,
    admin::{self, NewOrganization, NewPerson},
    storage::sqlite::SqliteStorage,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Handle,
    task::spawn_blocking,
};
use uuid::Uuid;

/// The address of the person whose device is watched.
pub(crate) const HANAKO: &str = "hanako@example.test";
/// The address of the other one, who also works at the desk.
pub(crate) const KENTA: &str = "kenta@example.test";

/// A server with two people who talk to each other.
pub(crate) struct Site {
    runtime: Handle,
    /// Where it listens, and every byte is counted.
    pub(crate) address: String,
    passed: Arc<Passed>,
    codes: Arc<Codes>,
    kenta: String,
    pub(crate) conversation: ConversationId,
    pub(crate) organization: OrgId,
}

/// Bytes to the server and from it.
#[derive(Default)]
struct Passed {
    up: AtomicU64,
    down: AtomicU64,
}

#[derive(Default)]
struct Codes(Mutex<BTreeMap<String, String>>);

impl Mail for Codes {
    fn send_code(&self, address: &str, code: &str, _language: &str) {
        self.0.lock().unwrap().insert(address.to_owned(), code.to_owned());
    }
}

impl Site {
    pub(crate) async fn new() -> Self {
        let (ready, runtime) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            ready.send(runtime.handle().clone()).unwrap();
            // Until the process ends.
            runtime.block_on(std::future::pending::<()>());
        });
        let runtime = runtime.recv().unwrap();
        let handle = runtime.clone();
        spawn_blocking(move || handle.block_on(Self::open(runtime))).await.unwrap()
    }

    async fn open(runtime: Handle) -> Self {
        let codes = Arc::new(Codes::default());
        let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
        let (clock, entropy) = (Arc::new(server::SystemClock), Arc::new(server::OsEntropy));
        let app = App::new(storage, Arc::clone(&codes) as _, clock, entropy, Settings::default());
        let (organization, kenta, hanako) = people(&app).await;
        let server = listen().await;
        let behind = server.local_addr().unwrap().to_string();
        let router = server::router(app.clone());
        tokio::spawn(async move { axum::serve(server, router).await.unwrap() });
        let (front, passed) = (listen().await, Arc::new(Passed::default()));
        let address = front.local_addr().unwrap().to_string();
        tokio::spawn(forward(front, behind, Arc::clone(&passed)));
        let conversation = ConversationId::direct(organization, kenta.0, hanako.0);
        let site = Self { runtime, address, passed, codes, kenta: kenta.1, conversation, organization };
        let begin = Intent::StartConversation { conversation, organization, with: hanako.0, purpose: Purpose::CatchUp };
        site.op(&site.kenta, begin).await;
        site.op(&hanako.1, Intent::AnswerRequest { conversation, accept: true }).await;
        site
    }

    /// A wire to it. What waits for it does not let the paused clock run on.
    pub(crate) fn wire(&self) -> Arc<Tcp> {
        Arc::new(Tcp { runtime: self.runtime.clone(), http: Arc::default(), requests: Mutex::default() })
    }

    pub(crate) fn code(&self, address: &str) -> String {
        self.codes.0.lock().unwrap().get(address).unwrap().clone()
    }

    /// Bytes to the server and from it so far.
    pub(crate) fn passed(&self) -> (u64, u64) {
        (self.passed.up.load(Ordering::SeqCst), self.passed.down.load(Ordering::SeqCst))
    }

    /// The other one writes.
    pub(crate) async fn write(self: &Arc<Self>, number: u128, body: &str) {
        let message = MessageId(Uuid::from_u128((9 << 100) | number));
        let intent = Intent::SendMessage {
            conversation: self.conversation,
            message,
            body: body.to_owned(),
            about: None,
            attachments: vec![],
        };
        let site = Arc::clone(self);
        spawn_blocking(move || site.runtime.block_on(site.op(&site.kenta, intent))).await.unwrap();
    }

    /// Says something as the other one: the status, the content type and the body of the answer.
    pub(crate) async fn post(self: &Arc<Self>, path: &str, body: &Value) -> (u16, String, Vec<u8>) {
        let (site, url, body) = (Arc::clone(self), format!("http://{}{path}", self.address), body.to_string());
        let said = async move {
            let (method, token) = (Method::Post, Some(site.kenta.clone()));
            let (body, content_type) = (Some(body.into()), engine::api::JSON);
            let request =
                Request { method, url, token, if_none_match: None, from: None, body, content_type, within: None };
            let response = Http::new().send(request).await.unwrap();
            (response.status, response.content_type, whole(response.body).await)
        };
        let runtime = self.runtime.clone();
        spawn_blocking(move || runtime.block_on(said)).await.unwrap()
    }

    /// Carried out beside the counted way.
    async fn op(&self, token: &str, intent: Intent) {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let id = OpId(Uuid::from_u128((7 << 76) | u128::from(NUMBER.fetch_add(1, Ordering::SeqCst))));
        let body = serde_json::to_vec(&OpsRequest { schema: domain::SCHEMA, ops: vec![Op { id, intent }] }).unwrap();
        let before = self.passed();
        let request = Request {
            method: Method::Post,
            url: format!("http://{}/v1/ops", self.address),
            token: Some(token.to_owned()),
            if_none_match: None,
            from: None,
            body: Some(body),
            content_type: engine::api::JSON,
            within: None,
        };
        let answer = whole(Http::new().send(request).await.unwrap().body).await;
        let answer: OpsAnswer = serde_json::from_slice(&answer).unwrap();
        assert!(matches!(answer.results[0].outcome, OpOutcome::Applied { .. }), "{answer:?}");
        // The device that is watched did not do this.
        self.passed.up.store(before.0, Ordering::SeqCst);
        self.passed.down.store(before.1, Ordering::SeqCst);
    }
}

async fn people(app: &App) -> (OrgId, (PersonId, String), (PersonId, String)) {
    let person = |mail: &str, family: &str, given: &str| NewPerson {
        mail: mail.into(),
        family: family.into(),
        given: given.into(),
        family_kana: "セイ".into(),
        given_kana: "メイ".into(),
    };
    let organization = NewOrganization {
        name: "みどり製作所".into(),
        kana: "ミドリセイサクショ".into(),
        kind: OrganizationKind::Company,
        organizer: person(KENTA, "水沢", "健太"),
    };
    let (id, kenta) = admin::create_organization(app, &organization).await.unwrap();
    let hanako = person(HANAKO, "佐倉", "花子");
    let hanako = admin::add_member(app, id, &hanako, MembershipStatus::Alumnus).await.unwrap();
    let kenta = (kenta, admin::issue_session(app, kenta, "test").await.unwrap());
    let hanako = (hanako, admin::issue_session(app, hanako, "test").await.unwrap());
    (id, kenta, hanako)
}

async fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

/// Passes every byte on, and counts it.
async fn forward(front: TcpListener, behind: String, passed: Arc<Passed>) {
    loop {
        let (from, _) = front.accept().await.unwrap();
        let to = TcpStream::connect(&behind).await.unwrap();
        let ((from_read, from_write), (to_read, to_write)) = (from.into_split(), to.into_split());
        let (up, down) = (Arc::clone(&passed), Arc::clone(&passed));
        tokio::spawn(async move { pass(from_read, to_write, &up.up).await });
        tokio::spawn(async move { pass(to_read, from_write, &down.down).await });
    }
}

async fn pass(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, count: &AtomicU64) {
    let mut bytes = vec![0; 64 << 10];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        // Before it is passed on: whoever has the bytes finds them counted.
        count.fetch_add(read as u64, Ordering::SeqCst);
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}

/// HTTP of the app, in the thread whose clock runs. The stream is not reached: it is what polls take the place of.
pub(crate) struct Tcp {
    runtime: Handle,
    http: Arc<Http>,
    requests: Mutex<Vec<String>>,
}

impl Tcp {
    /// How many requests went to a path so far.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.requests.lock().unwrap().iter().filter(|url| url.ends_with(path)).count()
    }
}

#[async_trait::async_trait]
impl Wire for Tcp {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        self.requests.lock().unwrap().push(request.url.clone());
        if request.url.ends_with("/v1/live") {
            return Err(WireError::Unreachable);
        }
        let (runtime, http) = (self.runtime.clone(), Arc::clone(&self.http));
        // A paused clock does not run on while such a task runs.
        let exchange = spawn_blocking(move || {
            runtime.block_on(async move {
                let mut response = http.send(request).await?;
                let body = std::mem::replace(&mut response.body, futures_util::stream::empty().boxed());
                let body = whole(body).await;
                response.body = futures_util::stream::iter([Ok(body)]).boxed();
                Ok(response)
            })
        });
        exchange.await.unwrap()
    }
}

async fn whole(mut body: Body) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(part) = body.next().await {
        all.extend(part.unwrap());
    }
    all
}
