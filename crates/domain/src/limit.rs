//! Longest texts, in Unicode scalar values after [`clean`](crate::text::clean). Refused while composing, the draft kept.

/// A message (design §4.11).
pub const MESSAGE: usize = 20_000;
/// Family, given name and their readings.
pub const NAME: usize = 50;
/// The line under a name.
pub const HEADLINE: usize = 120;
/// The text about oneself.
pub const SUMMARY: usize = 4_000;
/// A short text of a profile row: employer, title, school, skill, label.
pub const SHORT: usize = 120;
/// The long text of a profile row.
pub const NOTE: usize = 2_000;
/// A contact value; 254 is the longest mail address (RFC 5321 §4.5.3.1.3).
pub const CONTACT: usize = 254;
/// Profile rows of one person, all kinds together.
pub const ROWS: usize = 500;
/// Ops in one request (design §4.8).
pub const OPS: usize = 500;
/// Bytes of one request of ops (design §4.8).
pub const OPS_BYTES: usize = 1_000_000;
/// Characters of a message shown in an inbox row or a notice.
pub const PREVIEW: usize = 80;
/// Rules of visibility of one value: organisations a person may belong to.
pub const RULES: usize = 100;
