//! The page of a person: fetched when it is opened, and kept. Not synced: a device holds the pages that were looked at and
//! no others, and the server counts how many that are (trust, threat 8).

use std::sync::Arc;

use domain::wire::ProblemCode;
use store::Order;

use super::heed;
use crate::{
    Account, Engine,
    api::ApiError,
    failure::{Code, Failure},
    query::{self, Fetched, KeptPage, PersonParams},
};

/// Times that a page is asked for while its card keeps changing.
const TRIES: u32 = 3;

/// Fetches the page of a person and keeps it. What is kept shows meanwhile, and without a network.
pub(crate) async fn fetch_person(engine: &Engine, params: PersonParams) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    if params.person == me {
        // The own page is made here.
        return Ok(());
    }
    for _ in 0..TRIES {
        match fetch(engine, &account, params).await? {
            Fetched::Kept => return Ok(()),
            // Nobody has told of the change yet: the card is asked for, too.
            Fetched::Ahead => {
                engine.wake();
                return Ok(());
            }
            Fetched::Behind => {}
            Fetched::Gone => return Err(Failure::of(Code::NotFound)),
        }
    }
    Err(Failure::of(Code::Timeout))
}

async fn fetch(engine: &Engine, account: &Arc<Account>, params: PersonParams) -> Result<Fetched, Failure> {
    let PersonParams { organization, person } = params;
    let told = account.store.read(|r| query::told(r, params))?.unwrap_or_default();
    let api = engine.api(account)?;
    match api.person(organization, person).await {
        Ok(page) if page.card.name.person != person => Err(ApiError::BadAnswer("the page of somebody else").into()),
        Ok(page) => {
            let page = KeptPage { page, fetched_at: engine.config().clock.now() };
            Ok(account.store.write(Order::CacheFirst, |w| query::keep(w, params, &page, &told))?)
        }
        Err(ApiError::Unreachable) => Err(Failure::of(Code::Offline)),
        Err(ApiError::Problem(problem)) if problem.code == ProblemCode::NotFound => {
            // The card goes with the next pull; what was on the page goes now.
            account.store.write(Order::CacheFirst, |w| query::forget(w, organization, person))?;
            Ok(Fetched::Gone)
        }
        Err(error) => {
            heed(engine, account, &api, &error).await;
            Err(error.into())
        }
    }
}
