//! A server of the tests.

use std::collections::BTreeMap;

use domain::{Applied, Held, Intent, Name, Object, Op, OpId, PersonId, RefusalCode, Scope, Stamp, apply, record::Row};

use super::{PEOPLE, ROW, id};

/// The server: objects, heads and the dense numbers of messages, without inbox rows, cards or permits.
#[derive(Clone, Default)]
pub(super) struct Server {
    pub(super) objects: BTreeMap<(Scope, Name), Held>,
    pub(super) head: u64,
    pub(super) messages: u32,
}

impl Server {
    pub(super) fn holding(object: Object) -> Self {
        let mut server = Self { head: 5, ..Self::default() };
        server.objects.insert(
            (Scope::Me(PEOPLE[0]), Name::Row(ROW)),
            Held { rev: 5, by: Some(OpId(id(99))), object: Some(object) },
        );
        server
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

    pub(super) fn row(&self) -> Option<&Row> {
        match self.objects.get(&(Scope::Me(PEOPLE[0]), Name::Row(ROW)))?.object.as_ref()? {
            Object::Row(row) => Some(row),
            _ => None,
        }
    }

    pub(super) fn contents(&self) -> Vec<(&(Scope, Name), Option<&Object>)> {
        self.objects.iter().map(|(target, held)| (target, held.object.as_ref())).collect()
    }
}
