//! What comes is written page by page, and what is not this person's any more is taken away.

use std::collections::BTreeSet;

use domain::{Name, OrgId, PersonId, Scope};
use store::{
    Order, Reads, StoreError, Write,
    table::{object, op, scope},
};

use super::{End, Page, Puller, Row};
use crate::{
    Notice,
    notice::{arrived, gone, offer_arrived},
    overlay,
    planted::is_planted,
    query::{self, is_read, memberships},
    sync::RoundError,
};

/// What the device holds that rows of a page may concern: asked once for all of them.
struct Held {
    /// The organisation whose offers have been read before.
    known_offers: Option<OrgId>,
    /// Names on which an op waits.
    waiting: BTreeSet<String>,
    /// Pages of people that were opened.
    pages: BTreeSet<String>,
}

impl Puller<'_> {
    /// Rows and the states that follow them in one transaction; what waits is laid over the new rows in the same one.
    pub(super) fn write(&mut self, pages: Vec<Page>) -> Result<(), RoundError> {
        if is_planted("engine::cursor_before_rows") {
            self.account.store.write(Order::CacheFirst, |w| {
                let states = pages.iter().filter_map(|page| match &page.end {
                    End::State { state, .. } => Some((page.scope, state)),
                    End::Newest => None,
                });
                states.into_iter().try_for_each(|(scope, state)| scope::set_state(w, scope, Some(state), false))
            })?;
        }
        fail::fail_point!("page:begin");
        let (mut count, mut read) = (0, Vec::new());
        let news = self.account.store.write(Order::CacheFirst, |w| {
            let mut news = Vec::new();
            for Page { scope, rows, end } in pages {
                let rows_of = rows.len() as u64;
                self.rows(w, scope, rows, &end, &mut news)?;
                fail::fail_point!("page:rows");
                if let Some(standing) = standing(w, self.me, scope)? {
                    scope::set_standing(w, scope, &standing)?;
                }
                match end {
                    End::Newest => scope::start_again(w, scope)?,
                    End::State { state, is_done } => {
                        count += rows_of;
                        scope::set_state(w, scope, Some(&state), is_done)?;
                        if is_done {
                            for name in scope::left_over(w, scope)? {
                                self.removed(w, scope, name)?;
                            }
                            read.push(scope);
                        }
                    }
                }
            }
            Ok::<_, StoreError>(news)
        })?;
        self.news.list.extend(news);
        self.read.extend(read);
        self.written(count);
        Ok(())
    }

    /// Writes the rows of a page; what rings is added.
    fn rows(
        &mut self,
        w: &Write<'_>,
        scope: Scope,
        rows: Vec<Row>,
        end: &End,
        news: &mut Vec<Notice>,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let held = Held {
            // What was there before the first reading is no news, nor is what comes ahead.
            known_offers: match (scope, end) {
                (Scope::Offers(organization), End::State { .. }) if is_read(w, scope)? => Some(organization),
                _ => None,
            },
            waiting: op::waiting_on(w, scope)?,
            pages: match scope {
                Scope::Dir(_) => object::names(w, scope, "page/")?,
                Scope::Me(_) | Scope::Offers(_) | Scope::Desk(_) | Scope::Conv(_) => BTreeSet::new(),
            },
        };
        for row in rows {
            news.extend(self.row(w, scope, row, &held)?);
        }
        Ok(())
    }

    /// Writes a row with what waits laid over it; what rings.
    fn row(&mut self, w: &Write<'_>, scope: Scope, row: Row, held: &Held) -> Result<Option<Notice>, StoreError> {
        let put = match row {
            Row::Put(put) => put,
            Row::Del(name) => {
                match name.parse::<Name>() {
                    Ok(name) => self.removed(w, scope, name)?,
                    Err(_) => object::delete_unknown(w, scope, &name)?,
                }
                return Ok(None);
            }
        };
        // A name of a newer version: kept, and asked for again by the version that knows it.
        let Ok(name) = put.name.parse::<Name>() else { return object::put_unknown(w, scope, &put).map(|()| None) };
        let json = put.object.get();
        let news = match name {
            Name::Inbox(conversation) => {
                self.moved.insert(Scope::Conv(conversation));
                None
            }
            Name::Notification(_) if !self.is_first => arrived(self.engine, w, self.me, name, json)?,
            Name::Offer(_) => match held.known_offers {
                Some(organization) => offer_arrived(self.engine, w, self.me, organization, json)?,
                None => None,
            },
            _ => None,
        };
        let is_overlaid = object::put_beneath(w, scope, name, put.rev, put.by, json)?;
        if let (Scope::Dir(organization), Name::Card(person)) = (scope, name)
            && held.pages.contains(&Name::Page(person).to_string())
        {
            query::follow_card(w, organization, person)?;
        }
        // Nearly every row that comes has nothing laid over it, and nothing to lay over it.
        if (is_overlaid || held.waiting.contains(&put.name)) && !is_planted("engine::view_kept") {
            overlay::refresh(w, self.me, scope, name)?;
        }
        Ok(news)
    }

    /// The server has a record no more, or it is not this person's any more. What waits to be sent is laid over that too.
    fn removed(&mut self, w: &Write<'_>, scope: Scope, name: Name) -> Result<(), StoreError> {
        if let Name::Notification(_) = name {
            gone(self.engine, w, self.me, name)?;
        }
        object::delete_server(w, scope, name)?;
        // Whoever has no part in a conversation any more: the answer to it is that it is gone.
        if let Name::Inbox(conversation) = name {
            self.moved.insert(Scope::Conv(conversation));
        }
        if let (Scope::Dir(organization), Name::Card(person)) = (scope, name) {
            query::forget(w, organization, person)?;
        }
        overlay::refresh(w, self.me, scope, name)
    }

    /// A scope is read from its start. It stays readable meanwhile, unless the person is something else in the organisation
    /// than when it was read: then what they saw as that goes at once.
    pub(super) fn start_again(&self, scope: Scope) -> Result<(), StoreError> {
        let is_same = self.account.store.read(|r| Ok(scope::standing(r, scope)? == standing(r, self.me, scope)?))?;
        if !is_same {
            return self.forget(scope);
        }
        match is_planted("engine::old_rows_stay") {
            true => Ok(()),
            false => self.account.store.write(Order::CacheFirst, |w| scope::start_again(w, scope)),
        }
    }

    /// The rows of a scope that is not this person's any more go; what waits to be sent stays.
    pub(super) fn forget(&self, scope: Scope) -> Result<(), StoreError> {
        self.account.store.write(Order::CacheFirst, |w| {
            if !is_planted("engine::scope_left") {
                scope::remove(w, scope)?;
            }
            for queued in store::table::op::in_state(w, store::table::op::State::Waiting)? {
                if queued.target.0 == scope {
                    overlay::refresh(w, self.me, scope, queued.target.1)?;
                }
            }
            Ok(())
        })
    }
}

/// What the person is in the organisation of a scope, in one text to compare: it decides what the scope shows them.
fn standing(r: &impl Reads, me: PersonId, scope: Scope) -> Result<Option<String>, StoreError> {
    let (Scope::Dir(at) | Scope::Offers(at) | Scope::Desk(at)) = scope else { return Ok(None) };
    let membership = memberships(r, me)?.into_iter().find(|membership| membership.organization == at);
    let value = membership.map(|membership| serde_json::to_string(&membership.value)).transpose();
    value.map_err(|error| StoreError::Other(error.to_string()))
}
