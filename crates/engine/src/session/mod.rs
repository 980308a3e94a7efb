//! Signing in and out, and the list of signed-in devices: the calls that wait for the network because they are about it.

mod devices;
mod sign_in;
mod sign_out;
mod vault;

pub(crate) use devices::{RevokeSession, revoke_session, sessions};
pub(crate) use sign_in::{RedeemCode, RequestCode, SigningIn, cancel_sign_in, redeem_code, request_code};
pub(crate) use sign_out::{SignOut, sign_out};
pub(crate) use vault::{keep_trying, mend, run_without_saving, start_over, unlock};

use crate::failure::{Code, Failure};

/// Runs what may block (a keystore that asks the person) off the async threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Failure::of(Code::Unknown)))
}
