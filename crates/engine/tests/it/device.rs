//! A device whose server holds what a test put there.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use domain::{
    MembershipId, Name, Object, OrgId, PersonId, Scope, UnitId, Visibility,
    record::{
        Card, FieldObject, FieldValue, MemberValue, Membership, MembershipStatus, OrgUnit, Organization,
        OrganizationKind, PersonName, ProfileField, Role,
    },
    wire::SyncRequest,
};
use engine::{Engine, MemoryKeystore};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{ORGANIZATION, OTHER, PERSON, ask, config, refused, sign_in, wire::Scripted};

/// Friday, 2026-04-03, 9 o'clock in Tokyo: midnight in Greenwich.
pub(crate) const NOW: i64 = 1_775_174_400_000;
pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;

/// A clock in Tokyo that stands still until a test sets it.
struct Standing(AtomicI64);

impl engine::Clock for Standing {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
    fn offset_min(&self, _at: i64) -> i32 {
        9 * 60
    }
}

/// Every line that the server ever wrote into a scope, in its order.
pub(crate) type Logs = BTreeMap<Scope, Vec<Value>>;

pub(crate) struct Device {
    pub(crate) engine: Engine,
    pub(crate) wire: Arc<Scripted>,
    clock: Arc<Standing>,
    logs: Arc<Mutex<Logs>>,
    _dir: TempDir,
}

impl Device {
    /// Signed in as somebody who belongs to [`org`] as this, and to nothing else; nothing has been synced.
    pub(crate) async fn of(value: MemberValue) -> Self {
        let device = Self::stranger().await;
        device.join(org(), "みどり製作所", value);
        device
    }

    /// Signed in as somebody who belongs to nothing.
    pub(crate) async fn stranger() -> Self {
        let (dir, wire, clock) =
            (TempDir::new().unwrap(), Arc::new(Scripted::default()), Arc::new(Standing(AtomicI64::new(NOW))));
        let logs: Arc<Mutex<Logs>> = Arc::default();
        let held = Arc::clone(&logs);
        wire.always("/v1/sync", move |request| {
            let asked: SyncRequest = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
            Ok((200, "application/x-ndjson", lines(&held.lock().unwrap(), &asked)))
        });
        let mut config = config(dir.path(), &wire, Arc::new(MemoryKeystore::default()));
        config.clock = Arc::clone(&clock) as _;
        let engine = Engine::open(config);
        sign_in(&engine, &wire).await;
        logs.lock().unwrap().insert(my_scope(), Vec::new());
        Self { engine, wire, clock, logs, _dir: dir }
    }

    /// The person belongs to an organisation from now on. Whatever the standing grants can be read there.
    pub(crate) fn join(&self, organization: OrgId, name: &str, value: MemberValue) {
        let grants = value.standing().grants();
        let id = MembershipId(organization.0);
        let membership = Membership { id, organization, value, since: NOW - 30 * DAY, history: Vec::new() };
        self.put(my_scope(), Name::Membership(id), Object::Membership(membership));
        let it = Organization {
            id: organization,
            kind_of: OrganizationKind::Company,
            name: name.into(),
            kana: String::new(),
            alumni_label: "アルムナイ".into(),
        };
        self.put(Scope::Dir(organization), Name::Organization, Object::Organization(it));
        let mut logs = self.logs.lock().unwrap();
        if grants.offers {
            logs.entry(Scope::Offers(organization)).or_default();
        }
        if grants.desk {
            logs.entry(Scope::Desk(organization)).or_default();
        }
    }

    /// The server writes a record.
    pub(crate) fn put(&self, scope: Scope, name: Name, object: Object) {
        let mut logs = self.logs.lock().unwrap();
        let log = logs.entry(scope).or_default();
        let rev = match scope {
            // What is made for each reader has no revisions.
            Scope::Dir(_) | Scope::Offers(_) => 0,
            Scope::Me(_) | Scope::Desk(_) | Scope::Conv(_) => log.len() + 1,
        };
        log.push(json!({ "put": { "name": name, "rev": rev, "object": object } }));
    }

    /// The server takes a record away.
    pub(crate) fn del(&self, scope: Scope, name: Name) {
        self.logs.lock().unwrap().get_mut(&scope).unwrap().push(json!({ "del": { "name": name } }));
    }

    /// A scope is not this person's any more.
    pub(crate) fn gone(&self, scope: Scope) {
        self.logs.lock().unwrap().remove(&scope);
    }

    /// The server has never heard of a record: it went back to a time before it.
    pub(crate) fn lacks(&self, scope: Scope, name: Name) {
        let name = json!(name);
        self.logs.lock().unwrap().get_mut(&scope).unwrap().retain(|line| line["put"]["name"] != name);
    }

    /// What the server ever wrote.
    pub(crate) fn logs(&self) -> Arc<Mutex<Logs>> {
        Arc::clone(&self.logs)
    }

    /// Every scope that the server has.
    pub(crate) fn scopes(&self) -> Vec<Scope> {
        self.logs.lock().unwrap().keys().copied().collect()
    }

    /// The first line that the server wrote into a scope.
    pub(crate) fn first(&self, scope: Scope) -> Value {
        self.logs.lock().unwrap()[&scope][0].clone()
    }

    /// Reads what the server has.
    pub(crate) async fn sync(&self) {
        self.engine.sync_once().await.unwrap();
    }

    /// What the server says of the ops that wait, in their order.
    pub(crate) async fn answers(&self, outcomes: &[Value]) {
        let outbox = self.ask("outbox", Value::Null).await;
        let waiting = outbox.as_array().unwrap().iter().filter(|item| item["state"] == "waiting");
        let results: Vec<Value> = waiting
            .zip(outcomes)
            .map(|(item, outcome)| {
                let mut result = outcome.clone();
                result["id"] = item["op"].clone();
                result
            })
            .collect();
        assert_eq!(results.len(), outcomes.len(), "{outbox}");
        self.wire.answer("/v1/ops", 200, json!({ "results": results }));
    }

    pub(crate) fn set_clock(&self, at: i64) {
        self.clock.0.store(at, Ordering::SeqCst);
    }

    pub(crate) async fn ask(&self, method: &str, params: Value) -> Value {
        ask(&self.engine, method, params).await
    }

    /// The code of a call that must fail.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        refused(&self.engine, method, params).await.0
    }

    /// The code of a call that must fail, and the part that is to blame.
    pub(crate) async fn refused_at(&self, method: &str, params: Value) -> (String, Option<String>) {
        refused(&self.engine, method, params).await
    }

    /// The verbs of what waits, was refused or contradicts another edit.
    pub(crate) async fn verbs(&self) -> Vec<String> {
        let outbox = self.ask("outbox", Value::Null).await;
        outbox.as_array().unwrap().iter().map(|item| item["verb"].as_str().unwrap().to_owned()).collect()
    }

    /// The topics that a call makes screens ask for again.
    pub(crate) async fn topics_of(&self, method: &str, params: Value) -> Vec<String> {
        let mut events = self.engine.events();
        self.ask(method, params).await;
        let mut topics = Vec::new();
        while let Ok(event) = events.try_recv() {
            if let engine::Event::Changed(changed) = event {
                topics.extend(changed);
            }
        }
        topics
    }

    /// Somebody is in the directory, with this card and no other.
    pub(crate) fn list(&self, organization: OrgId, card: Card) {
        let name = json!(Name::Card(card.name.person));
        if let Some(log) = self.logs.lock().unwrap().get_mut(&Scope::Dir(organization)) {
            log.retain(|line| line["put"]["name"] != name);
        }
        self.put(Scope::Dir(organization), Name::Card(card.name.person), Object::Card(card));
    }

    /// A value of the own profile, seen by every member of [`org`].
    pub(crate) fn field(&self, field: ProfileField, text: &str, confirmed_at: Option<i64>) {
        let value = FieldValue { text: text.into(), visibility: Visibility::members(org()) };
        self.put(my_scope(), Name::Field(field), Object::Field(FieldObject { field, value, confirmed_at }));
    }
}

/// Everything of what was asked for, from the start; of what is not there, that it is not this person's.
fn lines(logs: &Logs, asked: &SyncRequest) -> Vec<u8> {
    let mut lines = Vec::new();
    for scope in asked.scopes.iter().map(|asked| asked.scope) {
        let Some(log) = logs.get(&scope) else {
            lines.push(json!({ "gone": { "scope": scope } }));
            continue;
        };
        lines.push(json!({ "scope": { "scope": scope, "total": log.len() } }));
        // A page is no longer than a device takes.
        for page in log.chunks(1_000) {
            lines.extend(page.iter().cloned());
            lines.push(json!({ "state": { "state": "page", "done": false } }));
        }
        lines.push(json!({ "state": { "state": format!("end-{}", log.len()), "done": true } }));
    }
    lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()
}

pub(crate) fn me() -> PersonId {
    PERSON.parse().unwrap()
}

pub(crate) fn my_scope() -> Scope {
    Scope::Me(me())
}

pub(crate) fn org() -> OrgId {
    ORGANIZATION.parse().unwrap()
}

pub(crate) fn other() -> PersonId {
    OTHER.parse().unwrap()
}

pub(crate) fn somebody(number: u128) -> PersonId {
    PersonId(Uuid::from_u128((5 << 100) | number))
}

pub(crate) const fn alumnus() -> MemberValue {
    MemberValue::new(MembershipStatus::Alumnus, Role::Member)
}

pub(crate) const fn organizer() -> MemberValue {
    MemberValue::new(MembershipStatus::Current, Role::Organizer)
}

pub(crate) fn name(person: PersonId, family: &str, given: &str, kana: &str) -> PersonName {
    let (family_kana, given_kana) = kana.split_once(' ').unwrap_or((kana, ""));
    PersonName {
        person,
        family: family.into(),
        given: given.into(),
        family_kana: family_kana.into(),
        given_kana: given_kana.into(),
    }
}

pub(crate) fn hanako() -> PersonName {
    name(other(), "佐倉", "花子", "サクラ ハナコ")
}

/// A card with nothing but a name and the standing of an alumnus.
pub(crate) fn card(name: PersonName) -> Card {
    Card {
        name,
        former: Vec::new(),
        latin: String::new(),
        headline: String::new(),
        employer: String::new(),
        position: String::new(),
        skills: Vec::new(),
        status: MembershipStatus::Alumnus,
        role: Role::Member,
        units: Vec::new(),
        cohort: None,
        page: String::new(),
    }
}

pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128((6 << 100) | number))
}

pub(crate) fn put_unit(device: &Device, number: u128, name: &str, parent: Option<u128>) {
    let it = OrgUnit { id: unit(number), name: name.into(), parent: parent.map(unit) };
    device.put(Scope::Dir(org()), Name::Unit(it.id), Object::Unit(it));
}
