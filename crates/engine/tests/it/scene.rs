//! An engine that runs for days of a paused clock, against a server that a test writes.

use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{
    ConversationId, MembershipId, Name, Object, OrgId, Scope,
    id::NoticeId,
    record::{
        About, Category, InboxKind, InboxRow, Membership, Notification, Organization, OrganizationKind, PersonName,
        ReadMark, Setting,
    },
    wire::SyncRequest,
};
use engine::{Badge, Config, Engine, Entropy, MemoryKeystore, Notice, Notices, view::Language};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{task::JoinHandle, time::Instant};
use uuid::Uuid;

use crate::{ORGANIZATION, OTHER, PERSON, config, device::alumnus, sign_in, wire::Scripted};

/// The time moves with the clock of the runtime, which tests pause.
pub(crate) struct Ticking {
    begun: Instant,
    at: i64,
    offset_min: i32,
}

impl Ticking {
    /// A clock that shows this time now, in a place so many minutes ahead of UTC.
    pub(crate) fn new(at: i64, offset_min: i32) -> Self {
        Self { begun: Instant::now(), at, offset_min }
    }
}

impl engine::Clock for Ticking {
    fn now(&self) -> i64 {
        self.at + i64::try_from(self.begun.elapsed().as_millis()).unwrap()
    }
    fn offset_min(&self, _at: i64) -> i32 {
        self.offset_min
    }
}

/// Numbers in place of randomness: the same in every run.
pub(crate) struct Numbers(Mutex<u64>);

impl Default for Numbers {
    fn default() -> Self {
        Self(Mutex::new(17))
    }
}

impl Entropy for Numbers {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            chunk.copy_from_slice(&(*state ^ (*state >> 29)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// What was shown, taken away and counted.
#[derive(Default)]
pub(crate) struct Shown {
    notices: Mutex<Vec<Notice>>,
    cleared: Mutex<Vec<String>>,
    numbers: Mutex<Vec<u32>>,
}

impl Notices for Shown {
    fn show(&self, notice: Notice) {
        self.notices.lock().unwrap().push(notice);
    }
    fn clear(&self, path: &str) {
        self.cleared.lock().unwrap().push(path.to_owned());
    }
}

impl Badge for Shown {
    fn set(&self, unread: u32) {
        self.numbers.lock().unwrap().push(unread);
    }
}

impl Shown {
    pub(crate) fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut self.notices.lock().unwrap())
    }
    /// Paths whose notices were taken away since the last time.
    pub(crate) fn cleared(&self) -> Vec<String> {
        std::mem::take(&mut self.cleared.lock().unwrap())
    }
    pub(crate) fn numbers(&self) -> Vec<u32> {
        self.numbers.lock().unwrap().clone()
    }
}

/// Thursday, 2026-04-02T00:00:00Z.
pub(crate) const THURSDAY: i64 = 1_775_088_000_000;
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const MINUTE: Duration = Duration::from_secs(60);

/// A device with its server.
pub(crate) struct Scene {
    pub(crate) engine: Engine,
    pub(crate) wire: Arc<Scripted>,
    pub(crate) shown: Arc<Shown>,
    config: Config,
    own: Arc<Mutex<Own>>,
    /// Polls before the test began.
    polls: usize,
    running: JoinHandle<()>,
    _dir: TempDir,
}

/// The own scope on the server: what waits to be read, and the number of its state.
#[derive(Default)]
struct Own {
    puts: VecDeque<Value>,
    state: u64,
    /// The own read marks of conversations.
    marks: BTreeMap<Scope, Value>,
}

impl Scene {
    /// Signed in, with the first sync and a first check behind it. The place is Tokyo where a test says so.
    pub(crate) async fn new(offset_min: i32) -> Self {
        Self::with(offset_min, |_| {}).await
    }

    pub(crate) async fn with(offset_min: i32, change: impl FnOnce(&mut Config)) -> Self {
        let (dir, wire, shown) = (TempDir::new().unwrap(), Arc::new(Scripted::default()), Arc::new(Shown::default()));
        let config = device(dir.path(), &wire, &shown, offset_min, change);
        let own = Arc::new(Mutex::new(Own { state: 1, ..Own::default() }));
        serve(&wire, &own);
        let engine = Engine::open(config.clone());
        sign_in(&engine, &wire).await;
        let running = run(&engine);
        let mut scene = Self { engine, wire, shown, config, own, polls: 0, running, _dir: dir };
        scene.engine.check_now().unwrap();
        scene.pass(MINUTE).await;
        scene.polls = scene.polls();
        scene
    }

    /// Ends the process and starts it again on the same files.
    pub(crate) async fn restart(&mut self) {
        self.engine.shut_down();
        (&mut self.running).await.unwrap();
        // A folder belongs to one engine: the old one goes before the new one comes.
        let elsewhere = TempDir::new().unwrap();
        let (dir, keystore) = (elsewhere.path().to_owned(), Arc::new(MemoryKeystore::default()));
        let nobody = Config { dir, keystore, ..self.config.clone() };
        drop(std::mem::replace(&mut self.engine, Engine::open(nobody)));
        self.engine = Engine::open(self.config.clone());
        self.running = run(&self.engine);
    }

    /// Lets time pass.
    pub(crate) async fn pass(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    /// Something is written into the own scope on the server.
    pub(crate) fn put(&self, name: &str, object: &Object) {
        let mut own = self.own.lock().unwrap();
        own.state += 1;
        *self.wire.etag.lock().unwrap() = Some(etag(own.state));
        let (rev, object) = (own.state, serde_json::to_value(object).unwrap());
        own.puts.push_back(json!({ "put": { "name": name, "rev": rev, "object": object } }));
    }

    /// A notification comes, or is read elsewhere.
    pub(crate) fn notify(&self, number: u128, seq: u32, category: Category, read: bool) {
        self.told(conversation(number), seq, (category, read), hanako());
    }

    /// A notification of a message in a conversation.
    pub(crate) fn told(
        &self,
        conversation: ConversationId,
        seq: u32,
        (category, read): (Category, bool),
        from: PersonName,
    ) {
        let id = NoticeId(conversation.0);
        let notification = Notification {
            id,
            organization: organization(),
            category,
            about: About::Conversation { conversation, seq },
            from: Some(from),
            preview: format!("{seq}通目です"),
            at: THURSDAY,
            read,
        };
        self.put(&format!("notification/{id}"), &Object::Notification(notification));
    }

    /// The person belongs to the organisation, whose directory holds its name.
    pub(crate) fn belongs(&self) {
        let id = MembershipId(organization().0);
        let (organization, value) = (organization(), alumnus());
        let membership = Membership { id, organization, value, since: THURSDAY, history: Vec::new() };
        self.put(&format!("membership/{id}"), &Object::Membership(membership));
        let it = Organization {
            id: organization,
            kind_of: OrganizationKind::Company,
            name: "みどり製作所".into(),
            kana: "ミドリセイサクショ".into(),
            alumni_label: "アルムナイ".into(),
        };
        let object = serde_json::to_value(Object::Organization(it)).unwrap();
        let put = json!({ "put": { "name": Name::Organization.to_string(), "rev": 1, "object": object } });
        self.own.lock().unwrap().marks.insert(Scope::Dir(organization), put);
    }

    /// The server takes a notification back.
    pub(crate) fn take_back(&self, number: u128) {
        let mut own = self.own.lock().unwrap();
        own.state += 1;
        *self.wire.etag.lock().unwrap() = Some(etag(own.state));
        let name = format!("notification/{}", NoticeId(conversation(number).0));
        own.puts.push_back(json!({ "del": { "name": name } }));
    }

    /// The person sets something, on whichever device.
    pub(crate) fn set(&self, setting: Setting) {
        self.put(&format!("setting/{}", setting.name()), &Object::Setting(setting));
    }

    /// A conversation is in the inbox.
    pub(crate) fn inbox(&self, number: u128, unread: u32) {
        let conversation = conversation(number);
        let row = InboxRow {
            conversation,
            organization: organization(),
            kind_of: InboxKind::Direct,
            with: hanako(),
            request: None,
            head: 9,
            unread,
            preview: "こんにちは".into(),
            preview_file: false,
            preview_mine: false,
            preview_deleted: false,
            at: THURSDAY,
        };
        self.put(&format!("inbox/{conversation}"), &Object::Inbox(row));
    }

    /// The person has read up to a message. The notification does not know.
    pub(crate) fn mark(&self, number: u128, seq: u32) {
        let person = PERSON.parse().unwrap();
        let object = serde_json::to_value(Object::Mark(ReadMark { person, seq })).unwrap();
        let put = json!({ "put": { "name": format!("mark/{person}"), "rev": 1, "object": object } });
        self.own.lock().unwrap().marks.insert(Scope::Conv(conversation(number)), put);
        self.inbox(number, 0);
    }

    /// Where a notice of a conversation leads.
    pub(crate) fn path(&self, number: u128) -> String {
        format!("/messages/{}", conversation(number))
    }

    /// From now on the server answers one request for the own scope, and nothing after it.
    pub(crate) fn stall_after_own(&self) {
        let (own, is_first) = (Arc::clone(&self.own), AtomicBool::new(true));
        self.wire.stream("/v1/sync", "application/x-ndjson", move || match is_first.swap(false, Ordering::SeqCst) {
            true => futures_util::stream::iter([Ok(lines(&own, &[me()]))]).boxed(),
            false => futures_util::stream::pending().boxed(),
        });
    }

    pub(crate) fn polls(&self) -> usize {
        self.wire.to("/v1/poll").len() - self.polls
    }

    pub(crate) fn rounds(&self) -> usize {
        self.wire.to("/v1/sync").len()
    }
}

pub(crate) fn organization() -> OrgId {
    ORGANIZATION.parse().unwrap()
}

fn etag(state: u64) -> String {
    format!("\"news-{state}\"")
}

pub(crate) fn conversation(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128((7 << 100) | number))
}

fn hanako() -> PersonName {
    PersonName {
        person: OTHER.parse().unwrap(),
        family: "佐倉".into(),
        given: "花子".into(),
        family_kana: "サクラ".into(),
        given_kana: "ハナコ".into(),
    }
}

fn me() -> Scope {
    Scope::Me(PERSON.parse().unwrap())
}

fn run(engine: &Engine) -> JoinHandle<()> {
    let engine = engine.clone();
    tokio::spawn(async move { engine.run().await })
}

fn device(
    dir: &Path,
    wire: &Arc<Scripted>,
    shown: &Arc<Shown>,
    offset_min: i32,
    change: impl FnOnce(&mut Config),
) -> Config {
    let mut config = config(dir, wire, Arc::new(MemoryKeystore::default()));
    config.clock = Arc::new(Ticking::new(THURSDAY, offset_min));
    config.entropy = Arc::new(Numbers::default());
    config.notices = Arc::clone(shown) as _;
    config.badge = Arc::clone(shown) as _;
    config.language = Language::Ja;
    change(&mut config);
    config
}

/// The server's answers: what is new in the own scope, a stream that only beats, a poll by the state of the own scope.
fn serve(wire: &Arc<Scripted>, own: &Arc<Mutex<Own>>) {
    let held = Arc::clone(own);
    wire.always("/v1/sync", move |request| {
        let asked: SyncRequest = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let scopes: Vec<Scope> = asked.scopes.iter().map(|asked| asked.scope).collect();
        Ok((200, "application/x-ndjson", lines(&held, &scopes)))
    });
    *wire.etag.lock().unwrap() = Some(etag(own.lock().unwrap().state));
    let held = Arc::clone(own);
    wire.always("/v1/poll", move |request| match request.if_none_match == Some(etag(held.lock().unwrap().state)) {
        true => Ok((304, "", Vec::new())),
        false => Ok((200, "application/json", br#"{"changed":true}"#.to_vec())),
    });
    wire.stream("/v1/live", "text/event-stream", || {
        let beats = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(20)).await;
            Some((Ok(b":\n\n".to_vec()), ()))
        });
        beats.boxed()
    });
}

/// What the server says of scopes: of the own one what is new, of a conversation that was read the mark, of all others that
/// they are not this person's.
fn lines(own: &Mutex<Own>, scopes: &[Scope]) -> Vec<u8> {
    let mut lines = Vec::new();
    let mut own = own.lock().unwrap();
    for scope in scopes {
        if let Some(mark) = own.marks.get(scope) {
            lines.push(json!({ "scope": { "scope": scope, "total": 1 } }));
            lines.push(mark.clone());
            lines.push(json!({ "state": { "state": "read", "done": true } }));
            continue;
        }
        if *scope != me() {
            lines.push(json!({ "gone": { "scope": scope } }));
            continue;
        }
        lines.push(json!({ "scope": { "scope": scope, "total": own.puts.len() } }));
        lines.extend(own.puts.drain(..));
        lines.push(json!({ "state": { "state": format!("state-{}", own.state), "done": true } }));
    }
    lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()
}
