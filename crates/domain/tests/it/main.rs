//! The domain from outside: its wire, byte for byte, and what holds of every op.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

mod golden;
mod properties;
