//! What the people of the demo world write to each other, ask of each other, and tell the desk.

mod abroad;
mod business;
mod campus;
pub(crate) mod desk;
mod family;
mod handover;
mod mates;
mod newcomers;
pub(crate) mod reports;
pub(crate) mod requests;
mod returning;
mod talents;

use self::requests::Purpose;

/// Minutes of an hour.
const HOUR: i64 = 60;
/// Minutes of a day.
const DAY: i64 = 24 * HOUR;

/// Who of the two (1 or 2), how many minutes ago, what.
pub(crate) type Line = (u8, i64, &'static str);

/// A conversation of two.
pub(crate) struct Talk {
    /// Keys of the two; the first began it.
    pub(crate) between: (&'static str, &'static str),
    /// `c`, `u` or `a`: both belong to it.
    pub(crate) organization: char,
    /// What the first one asked for.
    pub(crate) purpose: Purpose,
    /// Oldest first. The first message is the request; the second person answers before the first goes on.
    pub(crate) lines: &'static [Line],
    /// Whether both have read to the end; otherwise the last lines of one author wait for the other.
    pub(crate) is_read: bool,
}

/// Every conversation.
pub(crate) fn talks() -> impl Iterator<Item = &'static Talk> {
    [
        abroad::TALKS,
        business::TALKS,
        campus::TALKS,
        family::TALKS,
        handover::TALKS,
        mates::TALKS,
        newcomers::TALKS,
        returning::TALKS,
        talents::TALKS,
    ]
    .into_iter()
    .flatten()
}
