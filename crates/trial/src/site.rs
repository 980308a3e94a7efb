//! The real server on a socket, and two people who talk to each other.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::{
    ConversationId, Intent, MessageId, Op, OpId, PersonId,
    record::{MembershipStatus, OrganizationKind, Purpose},
    wire::{OpOutcome, OpsAnswer, OpsRequest},
};
use engine::api::{Http, Method, Request, Wire};
use futures_util::StreamExt;
use serde_json::json;
use server::{
    App, Settings,
    admin::{self, NewOrganization, NewPerson},
    mail::KeptMail,
    storage::{
        Storage,
        sqlite::{Mode, SqliteStorage},
    },
};
use tokio::{net::TcpListener, runtime::Runtime};
use uuid::Uuid;

use crate::{Place, Process, Proxy, points};

/// Hanako, whose devices are tried, and Kenta, who also works at the desk of their organisation.
pub struct Site {
    runtime: Option<Runtime>,
    app: App,
    storage: Arc<SqliteStorage>,
    mail: Arc<KeptMail>,
    address: String,
    kenta: String,
    /// Hanako's conversation with Kenta.
    pub direct: ConversationId,
    /// Hanako's conversation with the desk.
    pub desk: ConversationId,
    _folder: Place,
}

impl Site {
    /// Hanako's address.
    pub const HANAKO: &str = "hanako@example.test";
    /// Kenta's address.
    pub const KENTA: &str = "kenta@example.test";

    /// A server with an empty world.
    pub fn new() -> Self {
        points::plant();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = Place::new();
        std::fs::create_dir(folder.files()).unwrap();
        let storage = Arc::new(SqliteStorage::open(&folder.files().join("resumex.db"), Mode::Thread).unwrap());
        let mail = Arc::new(KeptMail::default());
        let (clock, entropy) = (Arc::new(server::SystemClock), Arc::new(server::OsEntropy));
        let app = App::new(Arc::clone(&storage) as _, Arc::clone(&mail) as _, clock, entropy, Settings::default());
        let (address, kenta, direct, desk) = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap().to_string();
            let router = server::router(app.clone());
            tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
            let (kenta, direct, desk) = people(&app, &address).await;
            (address, kenta, direct, desk)
        });
        Self { runtime: Some(runtime), app, storage, mail, address, kenta, direct, desk, _folder: folder }
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().unwrap()
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Somebody between it and a device.
    pub fn proxy(&self, seed: u64) -> Proxy {
        self.runtime().block_on(Proxy::new(self.address.clone(), seed))
    }

    /// The newest code that was sent to an address.
    pub fn code(&self, address: &str) -> String {
        self.mail.code_for(address).unwrap()
    }

    /// Signs a device in; whether it did before its process ended.
    pub fn sign_in(&self, device: &mut Process, server: &str, address: &str) -> crate::Reply {
        match device.try_ask("request_code", &json!({ "server": server, "address": address })) {
            crate::Reply::Ok(_) => device.try_ask("redeem_code", &json!({ "code": self.code(address) })),
            other => other,
        }
    }

    /// Kenta writes, on a device of which nothing else is told.
    pub fn write(&self, conversation: ConversationId, body: &str) {
        let intent = Intent::SendMessage {
            conversation,
            message: MessageId(new_id()),
            body: body.to_owned(),
            about: None,
            attachments: vec![],
        };
        self.runtime().block_on(op(&self.address, &self.kenta, intent));
    }

    /// From now on every device has to read everything anew.
    pub fn renew_epoch(&self) {
        self.runtime().block_on(self.storage.renew_epoch()).unwrap();
    }
}

impl Default for Site {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.app.stop();
        self.runtime.take().unwrap().shutdown_background();
    }
}

async fn people(app: &App, address: &str) -> (String, ConversationId, ConversationId) {
    let person = |mail: &str, family: &str, given: &str| NewPerson {
        mail: mail.into(),
        family: family.into(),
        given: given.into(),
        family_kana: "セイ".into(),
        given_kana: "メイ".into(),
    };
    let new = NewOrganization {
        name: "みどり製作所".into(),
        kana: "ミドリセイサクショ".into(),
        kind: OrganizationKind::Company,
        organizer: person(Site::KENTA, "水沢", "健太"),
    };
    let (organization, kenta) = admin::create_organization(app, &new).await.unwrap();
    let hanako = person(Site::HANAKO, "佐倉", "花子");
    let hanako: PersonId = admin::add_member(app, organization, &hanako, MembershipStatus::Alumnus).await.unwrap();
    let by_kenta = admin::issue_session(app, kenta, "desk").await.unwrap();
    let by_hanako = admin::issue_session(app, hanako, "first").await.unwrap();
    let direct = ConversationId::direct(organization, kenta, hanako);
    let desk = ConversationId::desk(organization, hanako);
    let ask = Intent::StartConversation { conversation: direct, organization, with: hanako, purpose: Purpose::CatchUp };
    op(address, &by_kenta, ask).await;
    op(address, &by_hanako, Intent::AnswerRequest { conversation: direct, accept: true }).await;
    op(address, &by_hanako, Intent::StartDesk { conversation: desk, organization, person: hanako }).await;
    (by_kenta, direct, desk)
}

fn new_id() -> Uuid {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128((7 << 76) | (2 << 62) | u128::from(NUMBER.fetch_add(1, Ordering::SeqCst)))
}

/// Sends one op, which must be carried out.
async fn op(address: &str, token: &str, intent: Intent) {
    let request = OpsRequest { schema: domain::SCHEMA, ops: vec![Op { id: OpId(new_id()), intent }] };
    let request = Request {
        method: Method::Post,
        url: format!("http://{address}/v1/ops"),
        token: Some(token.to_owned()),
        if_none_match: None,
        from: None,
        content_type: engine::api::JSON,
        body: Some(serde_json::to_vec(&request).unwrap()),
        within: None,
    };
    let mut body = Http::new().send(request).await.unwrap().body;
    let mut answer = Vec::new();
    while let Some(part) = body.next().await {
        answer.extend(part.unwrap());
    }
    let answer: OpsAnswer = serde_json::from_slice(&answer).unwrap();
    assert!(matches!(answer.results[0].outcome, OpOutcome::Applied { .. }), "{answer:?}");
}
