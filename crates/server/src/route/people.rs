//! `GET /v1/organizations/{organization}/people/{person}`

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    DAY, Millis, OrgId, PersonId, Scope,
    card::Profile,
    limit,
    page::{self, PersonPage},
    policy,
    wire::{Problem, ProblemCode},
};

use super::etag;
use crate::{
    app::App,
    extract::Caller,
    problem::Failure,
    secret::sha256,
    storage::{
        Storage, StorageError,
        read::{LookBudget, Looked},
    },
};

/// A person's page.
///
/// Everything of a fellow member's profile that the caller may see. Somebody who hides, who has blocked the caller or is
/// blocked, who is no member and who does not exist are all answered alike. A day has a budget of 200 people, counted
/// whether or not they exist; the same one again costs nothing, and neither does the caller's own page.
#[utoipa::path(
    get, path = "/v1/organizations/{organization}/people/{person}", tag = "sync",
    params(
        ("organization" = String, Path, description = "Through which organisation they are looked at."),
        ("person" = String, Path, description = "Whose page."),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the page that the device has."),
    ),
    responses(
        (status = 200, description = "The page, with an `ETag` of its bytes.", body = PersonPage),
        (status = 304, description = "The device has it."),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`rate_limited`: the budget of the day is spent.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    let Path((organization, person)) = path.map_err(|_| not_found())?;
    let organization: OrgId = organization.parse().map_err(|_| not_found())?;
    let person: PersonId = person.parse().map_err(|_| not_found())?;
    let relation = app.storage().relation(caller.person, Scope::Dir(organization)).await?;
    let permit = policy::may_look(caller.person, organization, person, relation).ok_or_else(not_found)?;
    if person != caller.person {
        spend(app.storage(), caller.person, person, app.now()).await?;
    }
    let looked = app.storage().look(&permit).await?.ok_or_else(not_found)?;
    let page = seen(&looked, person).ok_or_else(not_found)?;
    let bytes = serde_json::to_vec(&page).map_err(|error| StorageError::Failed(error.to_string()))?;

    let etag = etag::of(sha256(&bytes));
    let is_known = etag::is_known(&headers, &etag);
    // Personal, and to be asked for each time: what may be seen can change at any moment.
    let common = [(header::ETAG, etag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    Ok((common, [(header::CONTENT_TYPE, "application/json")], Body::from(bytes)).into_response())
}

/// Counts the look before anything is read, so that the budget says nothing about who exists.
async fn spend(storage: &dyn Storage, viewer: PersonId, person: PersonId, now: Millis) -> Result<(), Failure> {
    let budget = LookBudget { viewer, day: now.div_euclid(DAY), most: limit::PAGES_PER_DAY };
    if storage.spend_look(budget, person).await? {
        return Ok(());
    }
    Err(Failure::limited(DAY - now.rem_euclid(DAY)))
}

fn seen(looked: &Looked, person: PersonId) -> Option<PersonPage> {
    let Looked { profile, membership, viewer } = looked;
    page::page(&Profile::new(person, &profile.fields, &profile.rows, membership), viewer)
}
