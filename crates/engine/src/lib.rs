//! The app without a face: what a window, a browser or a test drives through [`Engine::rpc`].
//!
//! Queries and commands are plain functions on the local store, so that no tap ever waits for the network; only `session`,
//! `sync` and `api` await. This crate knows no operating system: keystore, notices, clock and randomness come in
//! through [`Config`].
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod account;
pub mod api;
mod badge;
mod chain;
mod claim;
mod command;
mod config;
mod engine;
mod event;
mod failure;
mod folder;
mod host;
mod keystore;
mod leaving;
mod link;
mod notice;
mod overlay;
mod planted;
mod query;
pub mod rpc;
mod session;
mod sync;
mod transfer;
mod update;
pub mod view;

pub use account::Account;
pub use config::{Clock, Config, Entropy, OsEntropy, SystemClock};
pub use engine::Engine;
pub use event::Event;
pub use failure::{Code, Failure};
pub use host::{Background, Badge, ChooseHost, Downloads, Folder, HostChoices, HostError, HostOptions, NoHost};
pub use keystore::{Keystore, KeystoreError, MemoryKeystore};
pub use notice::{
    Digest, LocalTime, NoNotices, Notice, Notices, Prefs, Ring, Urgency, decide, due as digest_due, quiet_until,
};
pub use sync::{CheckMode, CheckOutcome, Checks, Found, Presence, Traffic};
