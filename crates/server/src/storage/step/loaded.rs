//! What a decision gets.

use std::collections::BTreeMap;

use domain::{ConversationId, Held, Name, NoticeId, Object, OpId, OrgId, PersonId, Scope, Seq, record::Membership};

use super::{
    Asked, AskedBy, BlobOf, Change, Counters, Edits, Kept, Known, KnownOp, KnownResult, Load, LookedAtBy, Need,
    StoredProfile, Tie, TiesOf, Writes, Written,
};
use crate::storage::shelf::{Facet, Shelf};

/// What has been loaded so far, kept up to date with what was decided.
#[derive(Debug, Default)]
pub struct Loaded {
    heads: BTreeMap<Shelf, Counters>,
    records: BTreeMap<(Shelf, Name), Option<Held>>,
    ops: BTreeMap<OpId, Option<KnownOp>>,
    memberships: BTreeMap<PersonId, Vec<Membership>>,
    profiles: BTreeMap<PersonId, StoredProfile>,
    ties: BTreeMap<TiesOf, Vec<Tie>>,
    looked_at: BTreeMap<LookedAtBy, Vec<PersonId>>,
    organizers: BTreeMap<OrgId, Vec<PersonId>>,
    desks: BTreeMap<OrgId, Vec<PersonId>>,
    desk_notices: BTreeMap<(PersonId, OrgId), Vec<NoticeId>>,
    kept: BTreeMap<(PersonId, Kept), usize>,
    asked: BTreeMap<AskedBy, Asked>,
    edits: BTreeMap<(PersonId, i64), u32>,
    unread: BTreeMap<(ConversationId, PersonId, Seq), u32>,
    blobs: BTreeMap<BlobOf, Option<u32>>,
    logins: BTreeMap<String, Option<PersonId>>,
}

impl Loaded {
    /// Ends the run unless all of this is loaded.
    ///
    /// # Errors
    /// What is missing.
    pub fn have(&self, need: Need) -> Known<()> {
        let missing = Need {
            heads: need.heads.into_iter().filter(|it| !self.heads.contains_key(it)).collect(),
            records: need.records.into_iter().filter(|it| !self.records.contains_key(it)).collect(),
            ops: need.ops.into_iter().filter(|it| !self.ops.contains_key(it)).collect(),
            memberships: need.memberships.into_iter().filter(|it| !self.memberships.contains_key(it)).collect(),
            profiles: need.profiles.into_iter().filter(|it| !self.profiles.contains_key(it)).collect(),
            ties: need.ties.into_iter().filter(|it| !self.ties.contains_key(it)).collect(),
            looked_at: need.looked_at.into_iter().filter(|it| !self.looked_at.contains_key(it)).collect(),
            organizers: need.organizers.into_iter().filter(|it| !self.organizers.contains_key(it)).collect(),
            desks: need.desks.into_iter().filter(|it| !self.desks.contains_key(it)).collect(),
            desk_notices: need.desk_notices.into_iter().filter(|it| !self.desk_notices.contains_key(it)).collect(),
            kept: need.kept.into_iter().filter(|it| !self.kept.contains_key(it)).collect(),
            asked: need.asked.into_iter().filter(|it| !self.asked.contains_key(it)).collect(),
            edits: need.edits.into_iter().filter(|it| !self.edits.contains_key(it)).collect(),
            unread: need.unread.into_iter().filter(|it| !self.unread.contains_key(it)).collect(),
            blobs: need.blobs.into_iter().filter(|it| !self.blobs.contains_key(it)).collect(),
            logins: need.logins.into_iter().filter(|it| !self.logins.contains_key(it)).collect(),
        };
        if missing == Need::default() { Ok(()) } else { Err(Box::new(missing)) }
    }

    /// The counters of a shelf; zero for one that does not exist yet.
    pub fn head(&self, shelf: impl Into<Shelf>) -> Known<Counters> {
        let shelf = shelf.into();
        self.heads.get(&shelf).copied().ok_or_else(|| Box::new(Need { heads: [shelf].into(), ..Need::default() }))
    }

    /// A record, none if it never existed. One without an object is deleted, or, in a reader's shelf, hidden.
    pub fn record(&self, shelf: impl Into<Shelf>, name: Name) -> Known<Option<&Held>> {
        let key = (shelf.into(), name);
        match self.records.get(&key) {
            Some(held) => Ok(held.as_ref()),
            None => Err(Box::new(Need { records: [key].into(), ..Need::default() })),
        }
    }

    /// A record's content, none if there is none or no longer any.
    pub fn object(&self, shelf: impl Into<Shelf>, name: Name) -> Known<Option<&Object>> {
        Ok(self.record(shelf, name)?.and_then(|held| held.object.as_ref()))
    }

    /// What became of an op before.
    pub fn op(&self, op: OpId) -> Known<Option<&KnownOp>> {
        match self.ops.get(&op) {
            Some(known) => Ok(known.as_ref()),
            None => Err(Box::new(Need { ops: [op].into(), ..Need::default() })),
        }
    }

    /// A person's memberships, sorted by organisation.
    pub fn memberships(&self, person: PersonId) -> Known<&[Membership]> {
        match self.memberships.get(&person) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { memberships: [person].into(), ..Need::default() })),
        }
    }

    /// A person's membership of an organisation.
    pub fn membership(&self, person: PersonId, organization: OrgId) -> Known<Option<&Membership>> {
        Ok(self.memberships(person)?.iter().find(|membership| membership.organization == organization))
    }

    /// Whether a person belongs to an organisation.
    pub fn is_member(&self, person: PersonId, organization: OrgId) -> Known<bool> {
        Ok(self.membership(person, organization)?.is_some())
    }

    /// A person's profile; empty for nobody.
    pub fn profile(&self, person: PersonId) -> Known<&StoredProfile> {
        let known = self.profiles.get(&person);
        known.ok_or_else(|| Box::new(Need { profiles: [person].into(), ..Need::default() }))
    }

    /// Viewers who are tied to a person, sorted by viewer, as things stood before the decision.
    pub fn ties(&self, of: &TiesOf) -> Known<&[Tie]> {
        match self.ties.get(of) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { ties: [of.clone()].into(), ..Need::default() })),
        }
    }

    /// People whose view by one viewer may have to be written anew, sorted, as things stood before the decision.
    pub fn looked_at(&self, by: &LookedAtBy) -> Known<&[PersonId]> {
        match self.looked_at.get(by) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { looked_at: [by.clone()].into(), ..Need::default() })),
        }
    }

    /// Organizers of an organisation, sorted, as things stood before the decision.
    pub fn organizers(&self, organization: OrgId) -> Known<&[PersonId]> {
        match self.organizers.get(&organization) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { organizers: [organization].into(), ..Need::default() })),
        }
    }

    /// Members who have a conversation with an organisation's desk, sorted, as things stood before the decision.
    pub fn desks(&self, organization: OrgId) -> Known<&[PersonId]> {
        match self.desks.get(&organization) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { desks: [organization].into(), ..Need::default() })),
        }
    }

    /// Notifications that somebody has of the work at an organisation's desk, sorted, as things stood before the decision.
    pub fn desk_notices(&self, person: PersonId, organization: OrgId) -> Known<&[NoticeId]> {
        let key = (person, organization);
        match self.desk_notices.get(&key) {
            Some(all) => Ok(all),
            None => Err(Box::new(Need { desk_notices: [key].into(), ..Need::default() })),
        }
    }

    /// How many of a kind somebody keeps, as things stood before the decision.
    pub fn kept(&self, person: PersonId, kind: Kept) -> Known<usize> {
        let key = (person, kind);
        self.kept.get(&key).copied().ok_or_else(|| Box::new(Need { kept: [key].into(), ..Need::default() }))
    }

    /// How much somebody has asked of others, as things stood before the decision.
    pub fn asked(&self, by: AskedBy) -> Known<Asked> {
        self.asked.get(&by).copied().ok_or_else(|| Box::new(Need { asked: [by].into(), ..Need::default() }))
    }

    /// Edits of the own profile on a day.
    pub fn edits(&self, person: PersonId, day: i64) -> Known<u32> {
        let key = (person, day);
        self.edits.get(&key).copied().ok_or_else(|| Box::new(Need { edits: [key].into(), ..Need::default() }))
    }

    /// Messages of others after a place.
    pub fn unread(&self, conversation: ConversationId, person: PersonId, mark: Seq) -> Known<u32> {
        let key = (conversation, person, mark);
        self.unread.get(&key).copied().ok_or_else(|| Box::new(Need { unread: [key].into(), ..Need::default() }))
    }

    /// How long a content is that somebody may name in a message; none when it is not there, or not all of it.
    pub fn blob(&self, of: BlobOf) -> Known<Option<u32>> {
        self.blobs.get(&of).copied().ok_or_else(|| Box::new(Need { blobs: [of].into(), ..Need::default() }))
    }

    /// The person of a login address.
    pub fn login(&self, address: &str) -> Known<Option<PersonId>> {
        let known = self.logins.get(address).copied();
        known.ok_or_else(|| Box::new(Need { logins: [address.to_owned()].into(), ..Need::default() }))
    }

    /// Loads what a decision asked for.
    ///
    /// # Errors
    /// The database's.
    pub fn load<L: Load>(&mut self, need: Need, from: &L) -> Result<(), L::Error> {
        for shelf in need.heads {
            self.heads.insert(shelf, from.head(shelf)?);
        }
        for key in need.records {
            self.records.insert(key, from.record(key.0, key.1)?);
        }
        for op in need.ops {
            self.ops.insert(op, from.op(op)?);
        }
        for person in need.memberships {
            self.memberships.insert(person, from.memberships(person)?);
        }
        for person in need.profiles {
            self.profiles.insert(person, from.profile(person)?);
        }
        for of in need.ties {
            let ties = from.ties(&of)?;
            self.ties.insert(of, ties);
        }
        for by in need.looked_at {
            let looked_at = from.looked_at(&by)?;
            self.looked_at.insert(by, looked_at);
        }
        for organization in need.organizers {
            self.organizers.insert(organization, from.organizers(organization)?);
        }
        for organization in need.desks {
            self.desks.insert(organization, from.desks(organization)?);
        }
        for key in need.desk_notices {
            let notices = from.desk_notices(key.0, key.1)?;
            self.desk_notices.insert(key, notices);
        }
        for key in need.kept {
            self.kept.insert(key, from.kept(key.0, key.1)?);
        }
        for by in need.asked {
            self.asked.insert(by, from.asked(by)?);
        }
        for key in need.edits {
            self.edits.insert(key, from.edits(key.0, key.1)?);
        }
        for key in need.unread {
            self.unread.insert(key, from.unread(key.0, key.1, key.2)?);
        }
        for of in need.blobs {
            self.blobs.insert(of, from.blob(of)?);
        }
        for address in need.logins {
            let person = from.login(&address)?;
            self.logins.insert(address, person);
        }
        Ok(())
    }

    /// Takes over what was written, so that the next decision of the batch sees it.
    pub fn absorb(&mut self, writes: &Writes) {
        for (shelf, counters) in writes.heads() {
            self.heads.insert(*shelf, *counters);
        }
        for written in writes.written() {
            self.absorb_one(written);
        }
        if let Some(op) = writes.op() {
            let known = KnownOp { hash: op.hash, author: op.author, result: KnownResult::Whole(op.result.clone()) };
            self.ops.insert(op.result.id, Some(known));
        }
        for (address, person) in writes.logins() {
            self.logins.insert(address.clone(), Some(*person));
        }
        for Edits { person, day, count } in writes.edits() {
            if let Some(edits) = self.edits.get_mut(&(*person, *day)) {
                *edits = edits.saturating_add(*count);
            }
        }
        self.absorb_ties(writes);
        // Asked for seldom: found anew rather than kept right in two places.
        self.looked_at.clear();
        self.organizers.clear();
        self.desks.clear();
        self.desk_notices.clear();
        self.kept.clear();
        self.asked.clear();
        self.unread.clear();
        self.blobs.clear();
    }

    /// Ties are asked for with every edit of a profile, and such an edit sets nobody apart who is not tied already. Whatever
    /// else it is, they are found anew.
    fn absorb_ties(&mut self, writes: &Writes) {
        for Written { shelf, name, .. } in writes.written() {
            match (shelf.scope, shelf.facet, name) {
                (Scope::Dir(organization), Facet::Reader(viewer), Name::Card(person)) => {
                    self.ties.retain(|of, ties| {
                        (of.organization, of.person) != (organization, *person)
                            || ties.iter().any(|tie| tie.viewer == viewer)
                    })
                }
                (Scope::Me(_), _, Name::Membership(_) | Name::Block(_)) | (Scope::Conv(_), _, Name::Conversation) => {
                    self.ties.clear();
                }
                _ => {}
            }
        }
    }

    fn absorb_one(&mut self, Written { shelf, name, rev, by, change }: &Written) {
        let object = match change {
            Change::Put(object) => Some(object.clone()),
            Change::Hide | Change::Delete => None,
        };
        if let Scope::Me(person) = shelf.scope {
            if let Name::Membership(_) = name {
                self.memberships.remove(&person);
            }
            if let Some(profile) = self.profiles.get_mut(&person) {
                profile.follow(*name, object.as_ref());
            }
        }
        self.records.insert((*shelf, *name), Some(Held { rev: *rev, by: *by, object }));
    }
}
