//! What a failed answer says of where the device stands to the server: the same wherever it was asked.

use std::sync::Arc;

use domain::wire::ProblemCode;

use super::set_state;
use crate::{
    Account, Engine,
    api::{Api, ApiError},
    view::SyncState,
};

/// The state that a failure shows as.
pub(super) fn state(error: &ApiError) -> SyncState {
    match error {
        // Something on the way that answers in the server's place has not reached it either; a failing one stands before it.
        ApiError::Unreachable | ApiError::TimedOut | ApiError::NotResumex | ApiError::Foreign(..500) => {
            SyncState::Offline
        }
        ApiError::WrongDate => SyncState::WrongDate,
        ApiError::Problem(problem) if problem.code == ProblemCode::SchemaTooOld => SyncState::NeedsUpdate,
        ApiError::Foreign(_) | ApiError::BadAnswer(_) | ApiError::Problem(_) => SyncState::ServerTrouble,
    }
}

/// Whether the server has ended the session. Its word alone counts: a proxy that wants a password says 401 too.
pub(super) fn is_ended(error: &ApiError) -> bool {
    matches!(error, ApiError::Problem(problem) if problem.code == ProblemCode::Unauthorized && problem.status == 401)
}

/// Takes note of it when the server has ended the session: what is here stays, only the token goes. Whether it was so.
pub(crate) async fn heed(engine: &Engine, account: &Arc<Account>, api: &Api, error: &ApiError) -> bool {
    if !is_ended(error) {
        return false;
    }
    // An answer that was long on its way is about the session before: whoever has signed in since keeps the new one.
    if account.token().as_deref() == api.token() {
        let account = Arc::clone(account);
        let _ = tokio::task::spawn_blocking(move || account.forget_token()).await;
        set_state(engine, SyncState::SignedOutRemotely);
    }
    true
}
