//! The ResumeX API server: routes, use cases and storage.
//!
//! A request is carried out as load – decide – store: a route checks who asks and what, a use case decides with
//! [`domain`]'s pure functions, the [`storage`] contract loads and stores. Nothing here draws a screen, and nothing outside
//! `storage` knows what a database is.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod admin;
mod app;
pub mod cli;
mod extract;
pub mod log;
pub mod mail;
mod planted;
mod problem;
mod route;
mod router;
mod secret;
pub mod storage;
mod token;
mod usecase;

pub use app::{App, Clock, Entropy, OsEntropy, Settings, SystemClock};
pub use mail::Mail;
pub use router::{openapi, router};
