//! One search over everything on the device.

mod hits;

use domain::{
    ConversationId, Millis, OrgId, PersonId, Scope,
    record::ProfileField,
    search::{Query, pieces, said_by_row},
};
use hits::Hits;
use serde::Deserialize;
use store::{
    Read, StoreError,
    search::{self as index, Found, Kind, Order, Wanted},
    table::scope,
};
use ts_rs::TS;

use super::{blocks, memberships, see_as};
use crate::{
    Engine,
    failure::Failure,
    view::{OwnHit, Piece, SearchResults},
};

/// Most of a kind that a call gives.
const MOST: u32 = 100;
/// Characters of a text around what was found in it.
const AROUND: usize = 80;

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SearchKind {
    People,
    Offers,
    Profile,
    Messages,
}

/// In which order messages come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SearchOrder {
    /// The newest first.
    Newest,
    /// Those first of which more is what was asked for.
    Best,
}

/// With whom, in an organisation.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct SearchWith {
    organization: OrgId,
    person: PersonId,
}

/// What is searched for.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SearchParams {
    /// As it was typed. Every part of it counts.
    text: String,
    /// Only of these kinds; empty: of all.
    kinds: Vec<SearchKind>,
    /// Only messages exchanged with this person.
    with: Option<SearchWith>,
    /// Only messages sent, and offers published, from this time on.
    #[ts(type = "number | null")]
    from: Option<Millis>,
    /// And before this time.
    #[ts(type = "number | null")]
    to: Option<Millis>,
    /// The order of messages.
    order: SearchOrder,
    /// The stretch of messages that begins there, and nothing of any other kind: from [`SearchResults::before`].
    #[ts(type = "number | null")]
    before: Option<i64>,
    /// At most so many of each kind.
    limit: u32,
}

pub(crate) fn search(engine: &Engine, params: SearchParams) -> Result<SearchResults, Failure> {
    let (account, me) = engine.signed_in()?;
    let now = engine.config().local_now();
    if account.store.read(|r| index::is_due(r))?
        && let Err(error) = account.store.write(store::Order::CacheFirst, |w| Ok::<_, StoreError>(index::settle(w)))
    {
        // Without room on the disk the last few changes are not found yet; everything else is.
        tracing::warn!(%error, "the search is behind");
    }
    Ok(account.store.read(|r| {
        let search = Search { r, me, query: Query::new(&params.text), params: &params };
        search.results(&mut Hits::new(r, me, now))
    })?)
}

struct Search<'a> {
    r: &'a Read<'a>,
    me: PersonId,
    query: Query,
    params: &'a SearchParams,
}

impl Search<'_> {
    fn results(&self, hits: &mut Hits<'_>) -> Result<SearchResults, StoreError> {
        let mut results = SearchResults {
            people: Vec::new(),
            more_people: false,
            offers: Vec::new(),
            more_offers: false,
            profile: Vec::new(),
            messages: Vec::new(),
            before: None,
            ready: self.is_ready()?,
        };
        if self.query.is_empty() {
            return Ok(results);
        }
        let Self { params, query, .. } = self;
        let is_timed = params.from.is_some() || params.to.is_some();
        let is_first = params.before.is_none() && params.with.is_none();
        if is_first && !is_timed && self.is_wanted(SearchKind::People) {
            let blocked: Vec<PersonId> = blocks(self.r, self.me)?.into_iter().map(|block| block.name.person).collect();
            let found = self.found(Kind::Person, Order::Best, None, self.limit() + 1)?;
            results.more_people = found.len() > self.size();
            for found in found.into_iter().take(self.size()) {
                results.people.extend(
                    hits.person(&found, query)?
                        .filter(|hit| hit.item.person != self.me && !blocked.contains(&hit.item.person)),
                );
            }
        }
        if is_first && self.is_wanted(SearchKind::Offers) {
            let found = self.found(Kind::Offer, Order::Best, None, self.limit() + 1)?;
            results.more_offers = found.len() > self.size();
            for found in found.into_iter().take(self.size()) {
                let hit = hits.offer(&found, query)?;
                results.offers.extend(hit.filter(|hit| self.is_within(hit.item.published_at)));
            }
        }
        if is_first && !is_timed && self.is_wanted(SearchKind::Profile) {
            results.profile = self.own()?;
        }
        if self.is_wanted(SearchKind::Messages) {
            let order = match params.order {
                SearchOrder::Newest => Order::Newest,
                SearchOrder::Best => Order::Best,
            };
            let mut found = self.found(Kind::Message, order, params.before, self.limit() + 1)?;
            let is_more = found.len() > self.size();
            found.truncate(self.size());
            results.before = found.last().filter(|_| is_more).map(|last| match order {
                Order::Newest => last.number,
                Order::Best => params.before.unwrap_or(0) + i64::from(self.limit()),
            });
            for found in found {
                results.messages.extend(hits.message(&found, query)?);
            }
        }
        Ok(results)
    }

    fn limit(&self) -> u32 {
        self.params.limit.clamp(1, MOST)
    }

    fn size(&self) -> usize {
        usize::try_from(self.limit()).unwrap_or(usize::MAX)
    }

    fn is_wanted(&self, kind: SearchKind) -> bool {
        self.params.kinds.is_empty() || self.params.kinds.contains(&kind)
    }

    fn is_within(&self, at: Option<Millis>) -> bool {
        let Self { params, .. } = self;
        params.from.is_none_or(|from| at.is_some_and(|at| at >= from))
            && params.to.is_none_or(|to| at.is_some_and(|at| at < to))
    }

    fn found(&self, kind: Kind, order: Order, after: Option<i64>, limit: u32) -> Result<Vec<Found>, StoreError> {
        let scopes = match (kind, self.params.with) {
            (Kind::Message, Some(SearchWith { organization, person })) => Some(vec![
                Scope::Conv(ConversationId::direct(organization, self.me, person)),
                Scope::Conv(ConversationId::desk(organization, person)),
            ]),
            _ => None,
        };
        let Self { params, query, .. } = self;
        let wanted =
            Wanted { query, kind, scopes: scopes.as_deref(), from: params.from, to: params.to, order, after, limit };
        index::find(self.r, &wanted)
    }

    /// Whether everything that this person may read is here and in the index.
    fn is_ready(&self) -> Result<bool, StoreError> {
        Ok(scope::are_done(self.r)? && !memberships(self.r, self.me)?.is_empty() && !index::is_behind(self.r)?)
    }

    /// The own profile is looked through as it is: it is one person's.
    fn own(&self) -> Result<Vec<OwnHit>, StoreError> {
        let (fields, rows) = see_as::own(self.r, self.me)?;
        let mut hits = Vec::new();
        for field in
            fields.iter().filter(|field| field.field != ProfileField::Photo && self.query.is_in(&field.value.text))
        {
            let said = self.said(&field.value.text);
            hits.push(OwnHit { field: Some(field.field), list: None, said });
        }
        for row in rows {
            let texts = said_by_row(&row.value.body);
            if self.query.is_in(&texts.join("\n")) {
                hits.push(OwnHit {
                    field: None,
                    list: Some(row.value.body.row_type()),
                    said: self.said(&texts.join(" ")),
                });
            }
        }
        Ok(hits)
    }

    fn said(&self, text: &str) -> Vec<Piece> {
        shown(text, &self.query, AROUND)
    }
}

/// Where in a text the query was found.
fn shown(text: &str, query: &Query, longest: usize) -> Vec<Piece> {
    pieces(text, query, longest).into_iter().map(|piece| Piece { text: piece.text, hit: piece.is_hit }).collect()
}
