//! A server in this process with its own clock, randomness and mail, and people in two organisations.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{
    ConversationId, Intent, MessageId, Millis, Name, NoticeId, Object, Op, OpId, OrgId, PersonId, RefusalCode, RowId,
    Scope, Seq, Visibility,
    record::{
        About, Card, FieldValue, InboxRow, MemberValue, MembershipStatus, Notification, OrganizationKind, ProfileField,
        Purpose, RowBody, RowValue,
    },
    wire::{OpOutcome, OpResult, OpsAnswer, OpsRequest, Problem, ScopeState, StateToken, SyncLine, SyncRequest},
};
use serde::{Serialize, de::DeserializeOwned};
use server::{
    App, Clock, Entropy, Mail, Settings,
    admin::{self, NewOrganization, NewPerson},
    mail::KeptMail,
    router,
    storage::{Storage, sqlite::SqliteStorage},
};
use tower::ServiceExt as _;
use uuid::Uuid;

pub use crate::pulled::{Pulled, lines};

/// 2026-04-01T00:00:00Z
pub const START: Millis = 1_775_001_600_000;
pub const MINUTE: Millis = 60_000;

pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

/// Numbers in place of randomness: the same in every run.
pub struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
    }
}

#[derive(Clone)]
pub struct Person {
    pub id: PersonId,
    pub token: String,
}

impl Person {
    pub fn me(&self) -> Scope {
        Scope::Me(self.id)
    }
}

pub struct World {
    pub app: App,
    pub clock: Arc<TestClock>,
    pub mail: Arc<KeptMail>,
    pub company: OrgId,
    pub school: OrgId,
    /// Members of the company.
    pub hanako: Person,
    pub kenta: Person,
    /// Member of the school alone.
    pub ren: Person,
    pub ops: AtomicU64,
    /// Made once: it is dear, and a test asks it often.
    pub routes: OnceLock<Router>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn problem(&self) -> Problem {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16(), "the body says the status");
        problem
    }
}

pub fn app_with(storage: Arc<dyn Storage>, mail: Arc<dyn Mail>) -> (App, Arc<TestClock>) {
    let clock = Arc::new(TestClock(AtomicI64::new(START)));
    let entropy = Arc::new(Counting(AtomicU64::new(1)));
    let app = App::new(storage, mail, Arc::clone(&clock) as Arc<dyn Clock>, entropy, Settings::default());
    (app, clock)
}

pub fn person(mail: &str, family: &str) -> NewPerson {
    NewPerson {
        mail: mail.to_owned(),
        family: family.to_owned(),
        given: "名".to_owned(),
        family_kana: "セイ".to_owned(),
        given_kana: "メイ".to_owned(),
    }
}

pub fn organization(name: &str, kind: OrganizationKind, organizer: NewPerson) -> NewOrganization {
    NewOrganization { name: name.to_owned(), kana: "カナ".to_owned(), kind, organizer }
}

impl World {
    pub async fn new() -> Self {
        Self::on(Arc::new(SqliteStorage::in_memory_inline().unwrap())).await
    }

    pub async fn on(storage: Arc<dyn Storage>) -> Self {
        let mail = Arc::new(KeptMail::default());
        let (app, clock) = app_with(storage, Arc::clone(&mail) as Arc<dyn Mail>);
        let new = organization("会社", OrganizationKind::Company, person("hanako@example.test", "佐倉"));
        let (company, hanako) = admin::create_organization(&app, &new).await.unwrap();
        let new = organization("大学", OrganizationKind::School, person("ren@example.test", "加茂"));
        let (school, ren) = admin::create_organization(&app, &new).await.unwrap();
        let kenta = person("kenta@example.test", "水沢");
        let kenta = admin::add_member(&app, company, &kenta, MembershipStatus::Current).await.unwrap();
        let mut people = vec![];
        for id in [hanako, kenta, ren] {
            people.push(Person { id, token: admin::issue_session(&app, id, "test").await.unwrap() });
        }
        let [hanako, kenta, ren] = people.try_into().ok().unwrap();
        Self { app, clock, mail, company, school, hanako, kenta, ren, ops: AtomicU64::new(1), routes: OnceLock::new() }
    }

    pub fn router(&self) -> Router {
        self.routes.get_or_init(|| router(self.app.clone())).clone()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, usize::MAX).await.unwrap() }
    }

    pub async fn get(&self, path: &str, as_whom: &Person) -> Answer {
        self.send(request("GET", path, Some(as_whom)).body(Body::empty()).unwrap()).await
    }

    pub async fn delete(&self, path: &str, as_whom: &Person) -> Answer {
        self.send(request("DELETE", path, Some(as_whom)).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, as_whom: Option<&Person>, body: &impl Serialize) -> Answer {
        let request = request("POST", path, as_whom).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(serde_json::to_vec(body).unwrap())).unwrap()).await
    }

    /// A new op of an intent.
    pub fn op(&self, intent: Intent) -> Op {
        let id = OpId(Uuid::from_u128((7 << 76) | u128::from(self.ops.fetch_add(1, Ordering::SeqCst))));
        Op { id, intent }
    }

    pub async fn ops(&self, author: &Person, ops: Vec<Op>) -> Vec<OpResult> {
        let answer = self.post("/v1/ops", Some(author), &OpsRequest { schema: domain::SCHEMA, ops }).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json::<OpsAnswer>().results
    }

    /// Carries out one intent.
    pub async fn does(&self, author: &Person, intent: Intent) -> OpOutcome {
        let op = self.op(intent);
        let mut results = self.ops(author, vec![op.clone()]).await;
        assert_eq!((results.len(), results[0].id), (1, op.id));
        results.remove(0).outcome
    }

    /// Sets a field as a person does who sees what stands there.
    pub async fn sets(&self, author: &Person, field: ProfileField, text: &str, visibility: Visibility) -> OpOutcome {
        let pulled = self.pull(author, author.me(), None).await;
        let Object::Field(stands) = pulled.object(&format!("field/{}", field.as_str())) else { panic!("a field") };
        let base = stands.value.clone();
        self.does(author, Intent::SetField { field, base, value: value(text, visibility) }).await
    }

    pub async fn sync_from(&self, reader: &Person, scopes: &[(Scope, Option<StateToken>)]) -> Vec<SyncLine> {
        let scopes = scopes.iter().map(|(scope, state)| ScopeState::after(*scope, state.clone())).collect();
        let answer =
            self.post("/v1/sync", Some(reader), &SyncRequest { schema: domain::SCHEMA, scopes, total: false }).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/x-ndjson");
        lines(&answer.body)
    }

    pub async fn pull(&self, reader: &Person, scope: Scope, state: Option<&StateToken>) -> Pulled {
        Pulled::of(&self.sync_from(reader, &[(scope, state.cloned())]).await)
    }

    /// The inbox row of somebody about a conversation.
    pub async fn inbox(&self, owner: &Person, conversation: ConversationId) -> Option<InboxRow> {
        let pulled = self.pull(owner, owner.me(), None).await;
        pulled.puts.into_iter().find_map(|(_, _, object)| match object {
            Object::Inbox(row) if row.conversation == conversation => Some(row),
            _ => None,
        })
    }

    /// What somebody has to notice, by its id.
    pub async fn notice(&self, owner: &Person, id: NoticeId) -> Option<Notification> {
        let pulled = self.pull(owner, owner.me(), None).await;
        pulled.puts.into_iter().find_map(|(_, _, object)| match object {
            Object::Notification(notification) if notification.id == id => Some(notification),
            _ => None,
        })
    }

    /// What somebody has to notice about a conversation.
    pub async fn notice_of(&self, owner: &Person, conversation: ConversationId) -> Option<Notification> {
        self.notice(owner, NoticeId(conversation.0)).await
    }

    /// The conversation of hanako and kenta, begun by hanako and accepted.
    pub async fn conversation(&self) -> ConversationId {
        self.connected(&self.hanako, &self.kenta).await
    }

    /// The conversation of two members of the company: the first asks for contact, the second accepts.
    pub async fn connected(&self, asking: &Person, asked: &Person) -> ConversationId {
        let conversation = ConversationId::direct(self.company, asking.id, asked.id);
        for (author, intent) in [
            (asking, start(conversation, self.company, asked.id)),
            (asked, Intent::AnswerRequest { conversation, accept: true }),
        ] {
            let outcome = self.does(author, intent).await;
            assert!(matches!(outcome, OpOutcome::Applied { .. } | OpOutcome::Unchanged { .. }), "{outcome:?}");
        }
        conversation
    }

    /// A new member of an organisation, signed in.
    pub async fn joins(&self, organization: OrgId, name: &str, status: MembershipStatus) -> Person {
        let new = person(&format!("{name}@example.test"), name);
        let id = admin::add_member(&self.app, organization, &new, status).await.unwrap();
        Person { id, token: admin::issue_session(&self.app, id, "test").await.unwrap() }
    }

    /// What the desk says of a member.
    pub async fn member(&self, organizer: &Person, organization: OrgId, person: PersonId) -> MemberValue {
        let desk = self.pull(organizer, Scope::Desk(organization), None).await;
        match desk.object(&Name::Member(person).to_string()) {
            Object::Member(member) => member.membership.value.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// Changes what the desk says of a member, as an organizer does who sees what stands there.
    pub async fn sets_member(
        &self,
        organizer: &Person,
        organization: OrgId,
        person: PersonId,
        change: impl FnOnce(&mut MemberValue),
    ) -> OpOutcome {
        let base = self.member(organizer, organization, person).await;
        let mut value = base.clone();
        change(&mut value);
        self.does(organizer, Intent::SetMember { organization, person, base, value }).await
    }

    /// The card of a person as somebody's directory shows it, read from the start.
    pub async fn card(&self, reader: &Person, organization: OrgId, person: PersonId) -> Option<Card> {
        let dir = self.pull(reader, Scope::Dir(organization), None).await;
        dir.puts.into_iter().find_map(|(_, _, object)| match object {
            Object::Card(card) if card.name.person == person => Some(card),
            _ => None,
        })
    }
}

pub fn request(method: &str, path: &str, as_whom: Option<&Person>) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    match as_whom {
        Some(Person { token, .. }) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    }
}

/// Why an op was refused; none when it was not.
pub fn refused(outcome: &OpOutcome) -> Option<RefusalCode> {
    match outcome {
        OpOutcome::Refused { refusal } => Some(refusal.code),
        _ => None,
    }
}

/// Whether an op was carried out.
pub fn is_applied(outcome: &OpOutcome) -> bool {
    matches!(outcome, OpOutcome::Applied { .. })
}

/// Up to which message of which conversation a notification is.
pub fn talk_of(notification: &Notification) -> (ConversationId, Seq) {
    match notification.about {
        About::Conversation { conversation, seq } => (conversation, seq),
        ref other => panic!("{other:?}"),
    }
}

pub fn start(conversation: ConversationId, organization: OrgId, with: PersonId) -> Intent {
    Intent::StartConversation { conversation, organization, with, purpose: Purpose::CatchUp }
}

pub fn message(id: u128) -> MessageId {
    MessageId(Uuid::from_u128((9 << 100) | id))
}

pub fn send(conversation: ConversationId, id: u128, body: &str) -> Intent {
    Intent::SendMessage { conversation, message: message(id), body: body.to_owned(), about: None, attachments: vec![] }
}

pub fn value(text: &str, visibility: Visibility) -> FieldValue {
    FieldValue { text: text.to_owned(), visibility }
}

pub fn set(field: ProfileField, text: &str, visibility: Visibility) -> Intent {
    Intent::SetField { field, base: FieldValue::default(), value: value(text, visibility) }
}

pub fn skill(name: &str) -> RowValue {
    RowValue::new(RowBody::Skill { name: name.to_owned(), note: String::new() }, Visibility::default())
}

pub fn row(id: u128) -> RowId {
    RowId(Uuid::from_u128((5 << 100) | id))
}

pub fn add(id: u128, name: &str) -> Intent {
    Intent::AddRow { row: row(id), value: skill(name), place: domain::place::between(None, None).unwrap() }
}
