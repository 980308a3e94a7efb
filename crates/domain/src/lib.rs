//! What ResumeX is about: ids, records, ops and [`apply`], policy, wire messages and text folding.
//!
//! This crate never does I/O, reads a clock or makes random numbers: time and ids come in as arguments.
//! Client and server call the same functions, so that an edit looks the same before and after it is sent.

pub mod apply;
pub mod card;
pub mod date;
pub mod id;
pub mod limit;
pub mod matching;
pub mod merge;
pub mod op;
pub mod page;
pub mod place;
pub mod policy;
mod print;
pub mod privacy;
pub mod record;
pub mod refusal;
#[cfg(feature = "openapi")]
mod schema;
pub mod scope;
pub mod search;
pub mod text;
pub mod viewer;
pub mod visibility;
pub mod wire;

pub use apply::{Applied, Held, Stamp, apply};
pub use id::{
    ConversationId, Digest, MembershipId, MessageId, NoticeId, OfferId, OpId, OrgId, PersonId, ReportId, RowId,
    SessionId, UnitId,
};
pub use op::{Intent, Op, Verb};
pub use record::{Object, Record};
pub use refusal::{Refusal, RefusalCode};
pub use scope::{Name, Scope};
pub use viewer::{Standing, Viewer};
pub use visibility::{Audience, Visibility, VisibilityRule};

/// Milliseconds since 1970-01-01T00:00:00Z. On the server the server's clock; a pending message carries the device's,
/// for display only: no client clock orders anything.
pub type Millis = i64;

/// A day of UTC, which knows no other lengths.
pub const DAY: Millis = 24 * 60 * 60 * 1000;

/// Revision of an object: the head of its scope when it was last written, 1 for the first write, 0 for "not written yet".
pub type Rev = u64;

/// Place of a message in its conversation: dense, from 1, given by the server.
pub type Seq = u32;

/// Version of the wire messages of this build. A server serves this one and the two before it. 2: attachments.
pub const SCHEMA: u32 = 2;
