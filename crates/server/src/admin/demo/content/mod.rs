//! What the demo world is filled with: organisations and their units, people, what they write to each other, offers.
//!
//! Pure data and a small generator with a fixed seed, so that the people are the same for ever. It knows nothing of the
//! domain's types, and nothing in it is real: no person, no firm, no school, no number.

pub(crate) mod careers;
pub(crate) mod firms;
pub(crate) mod month;
pub(crate) mod names;
pub(crate) mod offers;
pub(crate) mod people;
pub(crate) mod romaji;
pub(crate) mod seed;
pub(crate) mod talks;
pub(crate) mod units;

#[cfg(test)]
mod tests;
