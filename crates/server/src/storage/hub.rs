//! Who listens to what. Told after each commit and at no other time (an event before its commit would be a phantom).
//!
//! A listener keeps a *set* of moved scopes instead of a queue of events: it cannot lag or overflow, many commits wake it
//! once, and a commit wakes only those whose scopes it touched. (A broadcast channel would wake every stream of the
//! server for every message.)

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{Scope, SessionId};
use tokio::sync::Notify;

/// Everyone who listens.
#[derive(Debug, Default)]
pub struct Hub {
    ears: Mutex<Ears>,
}

#[derive(Debug, Default)]
struct Ears {
    next: u64,
    all: BTreeMap<u64, Arc<Ear>>,
    by_scope: HashMap<Scope, BTreeSet<u64>>,
}

#[derive(Debug)]
struct Ear {
    session: SessionId,
    bell: Notify,
    heard: Mutex<Heard>,
}

#[derive(Debug, Default)]
struct Heard {
    moved: BTreeSet<Scope>,
    is_revoked: bool,
}

/// What a listener hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sound {
    /// These scopes have moved since the last time.
    Moved(BTreeSet<Scope>),
    /// The session is no more.
    Revoked,
}

impl Hub {
    /// Starts to listen to some scopes for a session; ends when the listener is dropped.
    pub fn listen(self: &Arc<Self>, session: SessionId, scopes: BTreeSet<Scope>) -> Listener {
        let ear = Arc::new(Ear { session, bell: Notify::new(), heard: Mutex::default() });
        let mut ears = lock(&self.ears);
        let id = ears.next;
        ears.next += 1;
        ears.all.insert(id, Arc::clone(&ear));
        ears.follow(id, &scopes);
        drop(ears);
        Listener { hub: Arc::clone(self), id, ear, scopes }
    }

    /// These scopes have moved, durably.
    pub fn moved(&self, scopes: &BTreeSet<Scope>) {
        let ears = lock(&self.ears);
        for scope in scopes {
            for ear in ears.by_scope.get(scope).into_iter().flatten().filter_map(|id| ears.all.get(id)) {
                lock(&ear.heard).moved.insert(*scope);
                ear.bell.notify_one();
            }
        }
    }

    /// This session has been revoked, durably.
    pub fn revoked(&self, session: SessionId) {
        for ear in lock(&self.ears).all.values().filter(|ear| ear.session == session) {
            lock(&ear.heard).is_revoked = true;
            ear.bell.notify_one();
        }
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        lock(&self.ears).all.len()
    }
}

impl Ears {
    fn follow(&mut self, id: u64, scopes: &BTreeSet<Scope>) {
        for scope in scopes {
            self.by_scope.entry(*scope).or_default().insert(id);
        }
    }

    fn unfollow(&mut self, id: u64, scopes: &BTreeSet<Scope>) {
        for scope in scopes {
            if let Some(ids) = self.by_scope.get_mut(scope) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.by_scope.remove(scope);
                }
            }
        }
    }
}

/// One who listens.
#[derive(Debug)]
pub struct Listener {
    hub: Arc<Hub>,
    id: u64,
    ear: Arc<Ear>,
    scopes: BTreeSet<Scope>,
}

impl Listener {
    /// Waits until there is something to hear. Dropping the future loses nothing.
    pub async fn hear(&self) -> Sound {
        loop {
            let rings = self.ear.bell.notified();
            {
                let mut heard = lock(&self.ear.heard);
                if heard.is_revoked {
                    return Sound::Revoked;
                }
                if !heard.moved.is_empty() {
                    return Sound::Moved(std::mem::take(&mut heard.moved));
                }
            }
            rings.await;
        }
    }

    /// Listens to these scopes from now on; tells which of them are new.
    pub fn listen_to(&mut self, scopes: BTreeSet<Scope>) -> BTreeSet<Scope> {
        let new: BTreeSet<Scope> = scopes.difference(&self.scopes).copied().collect();
        let old: BTreeSet<Scope> = self.scopes.difference(&scopes).copied().collect();
        let mut ears = lock(&self.hub.ears);
        ears.follow(self.id, &new);
        ears.unfollow(self.id, &old);
        drop(ears);
        lock(&self.ear.heard).moved.retain(|scope| scopes.contains(scope));
        self.scopes = scopes;
        new
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut ears = lock(&self.hub.ears);
        ears.all.remove(&self.id);
        ears.unfollow(self.id, &self.scopes);
    }
}

/// What the lock guards stays whole even if a holder panicked: each change is a single insert or remove.
fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
