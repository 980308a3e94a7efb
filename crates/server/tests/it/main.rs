//! The server from outside: over HTTP, over TCP, as a process, and its storage contract.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly"
)]

mod ahead;
mod auth;
mod blobs;
mod block;
mod card;
mod cli;
mod contact;
mod contract;
mod crawl;
mod demo;
mod desk;
mod fingerprint;
mod hidden;
mod limits;
mod live;
mod mailing;
mod member;
mod offer;
mod openapi;
mod ops;
mod people;
mod poll;
mod problems;
mod process;
mod profile;
mod pulled;
mod report;
mod review;
mod sync;
mod talk;
mod tcp;
mod unseen;
mod world;
