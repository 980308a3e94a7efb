//! A server that means harm: whatever it sends, the app does not crash, its memory stays small, nothing that is unsent is
//! lost, and with an honest server it goes on. In a binary of its own, because the memory of the process is measured.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bench;
mod lies;
mod mutants;
#[path = "../it/raw.rs"]
mod raw;
mod size;
mod world;
