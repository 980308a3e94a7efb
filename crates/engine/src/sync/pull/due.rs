//! What there is to read, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Object, PersonId, Scope, record::Membership};
use store::{
    Read, StoreError,
    table::{
        object,
        scope::{self, ScopeRow},
    },
};

use crate::query::memberships;

/// A scope that there is to read.
pub(super) struct Due {
    pub(super) scope: Scope,
    /// Whatever a hint says: it was never read to its end, or has to be again, or is gone.
    pub(super) anyway: bool,
    /// Nothing of it has come yet.
    pub(super) is_new: bool,
}

/// What there is to read: directories and offers, the desks one works at, then conversations by their newest message; and
/// behind them what is held and no longer named (one left an organisation, a role was taken away): the answer says that it is
/// gone.
pub(super) fn due(r: &Read<'_>, me: PersonId) -> Result<Vec<Due>, StoreError> {
    let mut scopes = Vec::new();
    for Membership { organization, value, .. } in memberships(r, me)? {
        let grants = value.standing().grants();
        scopes.extend(grants.directory.then_some(Scope::Dir(organization)));
        scopes.extend(grants.offers.then_some(Scope::Offers(organization)));
        scopes.extend(grants.desk.then_some(Scope::Desk(organization)));
    }
    let mut inbox: Vec<_> = object::list(r, Scope::Me(me), "inbox/")?
        .into_iter()
        .filter_map(|(_, cached)| match cached.from_server() {
            Some(Object::Inbox(row)) => Some((std::cmp::Reverse(row.at), row.conversation)),
            _ => None,
        })
        .collect();
    inbox.sort();
    scopes.extend(inbox.into_iter().map(|(_, conversation)| Scope::Conv(conversation)));
    let named: BTreeSet<Scope> = scopes.iter().copied().chain([Scope::Me(me)]).collect();
    let held: BTreeMap<Scope, ScopeRow> = scope::all(r)?.into_iter().map(|row| (row.scope, row)).collect();
    let unnamed = held.values().filter(|row| (row.state.is_some() || row.is_done) && !named.contains(&row.scope));
    let named = scopes.into_iter().map(|scope| {
        let row = held.get(&scope);
        let is_new = row.is_none_or(|row| row.state.is_none() && !row.is_done && !row.is_again);
        Due { scope, anyway: row.is_none_or(|row| !row.is_done || row.is_again), is_new }
    });
    let gone = unnamed.map(|row| Due { scope: row.scope, anyway: true, is_new: false });
    Ok(named.chain(gone).collect())
}
