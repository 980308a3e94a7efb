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
    /// Holds scopes that have been read to their ends against what the server says that they come to. Those that come to
    /// something else are read from their start once more, and the server's word is taken for a day.
    pub(super) fn hold_against(&self, told: &[(Scope, StateToken, Sum)]) -> Result<Vec<Scope>, StoreError> {
        if told.is_empty() {
            return Ok(Vec::new());
        }
        let held = self.account.store.read(|r| {
            let mut held = Vec::new();
            for (scope, state, theirs) in told {
                let row = scope::get(r, *scope)?;
                // It has moved since: nothing can be said of it now.
                if row.is_some_and(|row| row.is_done && row.state.as_ref() == Some(state)) {
                    held.push((*scope, object::sum(r, *scope)?, *theirs));
                }
            }
            Ok(held)
        })?;
        let is_other = |(scope, ours, theirs): &(Scope, Sum, Sum)| {
            if ours != theirs {
                tracing::warn!(%scope, ?ours, ?theirs, "the device does not hold what the server says: it is read again");
            }
            ours != theirs
        };
        let others: Vec<Scope> = held.iter().filter(|it| is_other(it)).map(|(scope, ..)| *scope).collect();
        let now = self.engine.config().clock.now();
        self.account.store.write(Order::CacheFirst, |w| {
            held.iter().try_for_each(|(scope, ..)| scope::set_summed(w, *scope, now))?;
            others.iter().try_for_each(|scope| scope::start_again(w, *scope))
        })?;
        Ok(others)
    }
}
