//! A server of the tests.

use std::collections::BTreeMap;

use domain::{
    Applied, Held, Intent, MembershipId, MessageId, Name, Object, Op, OpId, PersonId, RefusalCode, Scope, Stamp, apply,
    record::{
        About, Category, DeskReport, Member, MemberValue, Membership, MembershipStatus, Notification, PersonName,
        ReportReason, ReportedMessage, Role, Row,
    },
};

use super::{NOTICE, ORG, PEOPLE, REPORT, ROW, conversation, id};

/// The server: objects, heads and the dense numbers of messages, without inbox rows, cards or permits.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) objects: BTreeMap<(Scope, Name), Held>,
    pub(super) head: u64,
    pub(super) messages: u32,
}

/// What people can only act on and not make: two members, a report at the desk, a notice for each.
impl Default for Server {
    fn default() -> Self {
        let mut server = Self { objects: BTreeMap::new(), head: 0, messages: 0 };
        for person in PEOPLE {
            server.put((Scope::Desk(ORG), Name::Member(person)), Object::Member(member(person)));
            server.put((Scope::Me(person), Name::Notification(NOTICE)), notice());
        }
        server.put((Scope::Desk(ORG), Name::Report(REPORT)), report());
        server
    }
}

fn member(person: PersonId) -> Member {
    let value = MemberValue::new(MembershipStatus::Current, Role::Organizer);
    let id = MembershipId(person.0);
    let membership = Membership { id, organization: ORG, value, since: 1, history: Vec::new() };
    Member { name: PersonName::hidden(person), membership }
}

fn notice() -> Object {
    Object::Notification(Notification {
        id: NOTICE,
        organization: ORG,
        category: Category::Message,
        about: About::Conversation { conversation: conversation(), seq: 1 },
        from: None,
        preview: "こんにちは".to_owned(),
        at: 1,
        read: false,
    })
}

fn report() -> Object {
    let [reporter, reported] = PEOPLE.map(PersonName::hidden);
    let message =
        ReportedMessage { id: MessageId(id(9)), author: PEOPLE[1], body: "買って".to_owned(), files: vec![], at: 1 };
    Object::DeskReport(DeskReport {
        id: REPORT,
        reporter,
        reported,
        reason: ReportReason::Spam,
        note: String::new(),
        messages: vec![message],
        at: 1,
        closed: None,
    })
}

impl Server {
    /// With an object that stands from the start.
    pub(super) fn holding(target: (Scope, Name), object: Object) -> Self {
        let mut server = Self { head: 5, ..Self::default() };
        server.put(target, object);
        server
    }

    fn put(&mut self, target: (Scope, Name), object: Object) {
        self.objects.insert(target, Held { rev: self.head, by: Some(OpId(id(99))), object: Some(object) });
    }

    pub(super) fn take(&mut self, author: PersonId, op: &Op) -> Result<Applied, RefusalCode> {
        let target = op.intent.target(author);
        let stamp = Stamp { author, at: 1_000, next_seq: Some(self.messages + 1) };
        let applied = apply(self.objects.get(&target), op, &stamp).map_err(|refusal| refusal.code)?;
        let object = match &applied {
            Applied::Put(object) | Applied::Merged(object) => Some(object.clone()),
            Applied::Remove => None,
            Applied::Unchanged | Applied::Conflict(_) => return Ok(applied),
        };
        if matches!(op.intent, Intent::SendMessage { .. }) {
            self.messages += 1;
        }
        self.head += 1;
        self.objects.insert(target, Held { rev: self.head, by: Some(op.id), object });
        Ok(applied)
    }

    pub(super) fn object(&self, target: (Scope, Name)) -> Option<&Object> {
        self.objects.get(&target)?.object.as_ref()
    }

    pub(super) fn row(&self) -> Option<&Row> {
        match self.object((Scope::Me(PEOPLE[0]), Name::Row(ROW)))? {
            Object::Row(row) => Some(row),
            _ => None,
        }
    }

    pub(super) fn contents(&self) -> Vec<(&(Scope, Name), Option<&Object>)> {
        self.objects.iter().map(|(target, held)| (target, held.object.as_ref())).collect()
    }
}
