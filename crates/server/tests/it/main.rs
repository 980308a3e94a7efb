//! The server from outside: over HTTP, over TCP, as a process, and its storage contract.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly"
)]

mod auth;
mod cli;
mod contract;
mod demo;
mod hidden;
mod live;
mod mailing;
mod openapi;
mod ops;
mod poll;
mod problems;
mod process;
mod profile;
mod sync;
mod talk;
mod tcp;
mod world;
