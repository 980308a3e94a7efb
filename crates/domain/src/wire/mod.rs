//! Messages between device and server. Golden JSON of each is kept in `tests/`.

mod auth;
mod ops;
mod problem;
mod sync;

pub use auth::{CodeRequest, CodeSent, Me, PollAnswer, Redeem, SessionInfo, Sessions, SignedIn};
pub use ops::{OpOutcome, OpResult, OpsAnswer, OpsRequest};
pub use problem::{Problem, ProblemCode};
pub use sync::{Hint, PutLine, ScopeState, StateToken, SyncLine, SyncRequest};
