//! Names with their readings. Any pair of them is made up.

mod family;
mod given;

pub(crate) use family::{FAMILIES, FOREIGN};
pub(crate) use given::{Era, Sex, given};
