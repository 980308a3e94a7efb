//! Messages between device and server. Golden JSON of each is kept in `tests/`.

mod auth;
mod blob;
mod ops;
mod problem;
mod sum;
mod sync;

pub use auth::{CodeRequest, CodeSent, Me, PollAnswer, Redeem, SessionInfo, Sessions, SignedIn};
pub use blob::{BLOB_CHUNK, BlobChunks, chunk_bytes, chunk_count};
pub use ops::{OpOutcome, OpResult, OpsAnswer, OpsRequest};
pub use problem::{Problem, ProblemCode};
pub use sum::Sum;
pub use sync::{Change, Hint, PutLine, ScopeState, StateToken, SyncLine, SyncRequest};
