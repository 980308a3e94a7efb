//! The page of a person: fetched when it is opened, and kept. Not synced: a device holds the pages that were looked at and
//! no others, and the server counts how many that are (trust, threat 8).

use domain::wire::ProblemCode;
use store::Order;

use super::round::signed_out_remotely;
use crate::{
    Engine,
    api::ApiError,
    failure::{Code, Failure},
    query::{self, KeptPage, PersonParams},
};

/// Fetches the page of a person and keeps it. What is kept shows meanwhile, and without a network.
pub(crate) async fn fetch_person(engine: &Engine, params: PersonParams) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let PersonParams { organization, person } = params;
    if person == me {
        // The own page is made here.
        return Ok(());
    }
    let not_there = || Failure::of(Code::NotFound);
    match engine.api(&account)?.person(organization, person).await {
        Ok(page) if page.card.name.person != person => Err(ApiError::BadAnswer("the page of somebody else").into()),
        Ok(page) => {
            let page = KeptPage { page, fetched_at: engine.config().clock.now() };
            let is_kept = account.store.write(Order::CacheFirst, |w| query::keep(w, params, &page))?;
            if is_kept { Ok(()) } else { Err(not_there()) }
        }
        Err(ApiError::Unreachable) => Err(Failure::of(Code::Offline)),
        Err(ApiError::Problem(problem)) if problem.code == ProblemCode::NotFound => {
            // The card goes with the next pull; what was on the page goes now.
            account.store.write(Order::CacheFirst, |w| query::forget(w, organization, person))?;
            Err(not_there())
        }
        Err(ApiError::Problem(problem)) if problem.code == ProblemCode::Unauthorized => {
            signed_out_remotely(engine, &account).await;
            Err(ApiError::Problem(problem).into())
        }
        Err(error) => Err(error.into()),
    }
}
