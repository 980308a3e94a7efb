//! The search index: full text of what the cache shows, brought up to date with every write, in the same
//! transaction, or remembering there what it is behind by.

mod catch_up;
mod due;
mod find;
mod index;

pub use catch_up::{catch_up, is_behind, open};
pub use due::{is_due, settle};
pub use find::{Found, Kind, Order, Wanted, find};
pub(crate) use index::{Changes, Entry, added, first_number, gone, message, next, object, scope, scope_term, write};
