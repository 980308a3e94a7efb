//! Searching: what a record says, the terms a text is found by, what a person asks for, and where in a text it was found.
//!
//! Japanese is written without spaces and cannot be cut into words without a dictionary, so what is written in it is found
//! by every two characters that follow each other; everything else by words.

mod mark;
mod query;
mod reading;
mod said;
mod term;

pub use mark::{Piece, pieces};
pub use query::{Part, Query};
pub use reading::skeleton;
pub use said::{Said, said_by_card, said_by_message, said_by_offer, said_by_row};
pub use term::terms;

/// Counts up whenever the same record has other terms than before: what was indexed until then is indexed again. Under 1, what
/// was indexed again was not found within its conversation.
pub const VERSION: u32 = 2;
