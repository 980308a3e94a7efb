//! The cache on the device: two SQLCipher files with one writer and `query_only` readers.
//!
//! `outbox.db` holds what a person made and no server has yet: ops, drafts, settings (synchronous=FULL).
//! `cache.db` holds what can be fetched again (synchronous=NORMAL), with the view: the server's row and beside it what
//! the pending ops make of it.
//!
//! This is the only client crate that names rusqlite. It never talks to a network and decides nothing about sync.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod aside;
mod check;
mod count;
mod error;
mod handle;
mod key;
mod open;
mod planted;
mod salvage;
pub mod search;
pub mod table;
mod wal;

pub use aside::{files_exist, free_mark, is_outbox_kept, keep_aside, kept_marks, wipe};
pub use check::check;
pub use error::StoreError;
pub use handle::{Order, Read, Reads, Store, Touched, Write};
pub use key::Key;
pub use open::Opened;
