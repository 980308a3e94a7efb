//! What there is to read, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Object, PersonId, Scope, record::Membership};
use store::{
    Read, StoreError,
    table::{
        message, object,
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
    let mut gone = Vec::new();
    for row in held.values().filter(|row| !named.contains(&row.scope)) {
        if row.state.is_some() || row.is_done || row.is_again || has_rows(r, row)? {
            gone.push(Due { scope: row.scope, anyway: true, is_new: false });
        }
    }
    let named = scopes.into_iter().map(|scope| {
        let row = held.get(&scope);
        let is_new = row.is_none_or(|row| row.state.is_none() && !row.is_done && !row.is_again);
        Due { scope, anyway: row.is_none_or(|row| !row.is_done || row.is_again), is_new }
    });
    Ok(named.chain(gone).collect())
}

/// The answer to an op can come after its scope has gone: what it brought must go too.
fn has_rows(r: &Read<'_>, row: &ScopeRow) -> Result<bool, StoreError> {
    let mut objects = object::list(r, row.scope, "")?.into_iter();
    Ok(message::head(r, row.id)? > 0 || objects.any(|(_, cached)| cached.server.is_some()))
}
