//! Who listens to what. Told after each commit and at no other time (an event before its commit would be a phantom).
//!
//! A listener keeps a *set* of moved scopes instead of a queue of events: it cannot lag or overflow, many commits wake it
//! once, and a commit wakes only those whose shelves it touched. (A broadcast channel would wake every stream of the
//! server for every message.)

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{Name, Scope, SessionId};
use tokio::sync::Notify;

use super::shelf::{Facet, Shelf};

/// What a commit moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Shelves, with what was written there where not every reader of the shelf may hear of it.
    pub shelves: BTreeMap<Shelf, BTreeSet<Name>>,
    /// Readers' shelves, with what their readers see by a view of their own from now on. It is what they see already, so it
    /// is not told.
    pub apart: BTreeMap<Shelf, BTreeSet<Name>>,
}

/// Everyone who listens.
#[derive(Debug, Default)]
pub struct Hub {
    ears: Mutex<Ears>,
}

#[derive(Debug, Default)]
struct Ears {
    next: u64,
    all: BTreeMap<u64, Arc<Ear>>,
    by_shelf: HashMap<Shelf, BTreeSet<u64>>,
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
    /// What the listener sees by a view of their own: what is written of it for the class is not for this ear. It only
    /// grows, and what moves in the listener's own shelf is added here before anything else can move.
    own: BTreeMap<Scope, BTreeSet<Name>>,
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
    /// Starts to listen for a session, to nothing yet; ends when the listener is dropped.
    pub fn listen(self: &Arc<Self>, session: SessionId) -> Listener {
        let ear = Arc::new(Ear { session, bell: Notify::new(), heard: Mutex::default() });
        let mut ears = lock(&self.ears);
        let id = ears.next;
        ears.next += 1;
        ears.all.insert(id, Arc::clone(&ear));
        drop(ears);
        Listener { hub: Arc::clone(self), id, ear, shelves: BTreeSet::new() }
    }

    /// These shelves have moved, durably.
    pub fn moved(&self, moved: &Moved) {
        let ears = lock(&self.ears);
        let listening = |shelf| ears.by_shelf.get(shelf).into_iter().flatten().filter_map(|id| ears.all.get(id));
        for (shelf, names) in &moved.apart {
            for ear in listening(shelf) {
                lock(&ear.heard).own.entry(shelf.scope).or_default().extend(names);
            }
        }
        for (shelf, names) in &moved.shelves {
            for ear in listening(shelf) {
                if lock(&ear.heard).hears(*shelf, names) {
                    ear.bell.notify_one();
                }
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

impl Heard {
    /// Takes in that a shelf moved; false when the listener sees nothing of it.
    fn hears(&mut self, shelf: Shelf, names: &BTreeSet<Name>) -> bool {
        match shelf.facet {
            Facet::Whole => {}
            Facet::Reader(_) => self.own.entry(shelf.scope).or_default().extend(names),
            Facet::Class(_) => {
                let own = self.own.get(&shelf.scope);
                if !names.is_empty() && own.is_some_and(|own| names.is_subset(own)) {
                    return false;
                }
            }
        }
        self.moved.insert(shelf.scope);
        true
    }
}

impl Ears {
    fn follow<'a>(&mut self, id: u64, shelves: impl Iterator<Item = &'a Shelf>) {
        for shelf in shelves {
            self.by_shelf.entry(*shelf).or_default().insert(id);
        }
    }

    fn unfollow<'a>(&mut self, id: u64, shelves: impl Iterator<Item = &'a Shelf>) {
        for shelf in shelves {
            if let Some(ids) = self.by_shelf.get_mut(shelf) {
                ids.remove(&id);
                if ids.is_empty() {
                    self.by_shelf.remove(shelf);
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
    shelves: BTreeSet<Shelf>,
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

    /// Listens to these shelves from now on; tells the scopes of which it did not hear everything before, or hears no more:
    /// whoever may not read a scope any longer is to ask for it, and to hear that it is gone.
    pub fn listen_to(&mut self, shelves: BTreeSet<Shelf>) -> BTreeSet<Scope> {
        let mut ears = lock(&self.hub.ears);
        ears.follow(self.id, shelves.difference(&self.shelves));
        ears.unfollow(self.id, self.shelves.difference(&shelves));
        drop(ears);
        let scopes: BTreeSet<Scope> = shelves.iter().map(|shelf| shelf.scope).collect();
        lock(&self.ear.heard).moved.retain(|scope| scopes.contains(scope));
        let new = shelves.symmetric_difference(&self.shelves).map(|shelf| shelf.scope).collect();
        self.shelves = shelves;
        new
    }

    /// What the listener sees by a view of their own, as it stood after [`Listener::listen_to`] answered these new scopes.
    /// Until now the listener was told too much of them: that is forgotten, since all of them are about to be told as moved.
    pub fn settle(&self, new: &BTreeSet<Scope>, own: BTreeMap<Scope, BTreeSet<Name>>) {
        let mut heard = lock(&self.ear.heard);
        heard.moved.retain(|scope| !new.contains(scope));
        for (scope, names) in own {
            heard.own.entry(scope).or_default().extend(names);
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut ears = lock(&self.hub.ears);
        ears.all.remove(&self.id);
        ears.unfollow(self.id, self.shelves.iter());
    }
}

/// What the lock guards stays whole even if a holder panicked: each change is a single insert or remove.
fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
