//! What the device holds is held against what the server says that it comes to.

use domain::{
    DAY, Millis, Scope,
    wire::{StateToken, Sum},
};
use store::{
    Order, StoreError,
    table::{
        object,
        scope::{self, ScopeRow},
    },
};

use super::Puller;

/// Whether it is time to ask: once a day (design §4.15).
pub(super) fn is_due(row: Option<&ScopeRow>, now: Millis) -> bool {
    // A clock that went back is no reason to wait for years.
    row.is_none_or(|row| (now - row.summed_at).abs() >= DAY)
}

impl Puller<'_> {
    /// Holds a scope that has been read to its end against what the server says that it comes to. True when it is something
    /// else: then it is read from its start once more, and the server's word is taken for a day.
    pub(super) fn hold_against(&self, scope: Scope, state: &StateToken, theirs: Sum) -> Result<bool, StoreError> {
        let ours = self.account.store.read(|r| {
            let row = scope::get(r, scope)?;
            // It has moved since: nothing can be said of it now.
            let is_there = row.is_some_and(|row| row.is_done && row.state.as_ref() == Some(state));
            is_there.then(|| object::sum(r, scope)).transpose()
        })?;
        let Some(ours) = ours else { return Ok(false) };
        let is_other = ours != theirs;
        if is_other {
            tracing::warn!(%scope, ?ours, ?theirs, "the device does not hold what the server says: it is read again");
        }
        let now = self.engine.config().clock.now();
        self.account.store.write(Order::CacheFirst, |w| {
            scope::set_summed(w, scope, now)?;
            if is_other { scope::start_again(w, scope) } else { Ok(()) }
        })?;
        Ok(is_other)
    }
}
