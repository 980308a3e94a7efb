//! Test only: devices as processes of their own, so that they can be killed, stopped and started twice, against the real
//! server over loopback. `trial-device` is the engine with its two files, its HTTP wire and a keystore in a folder; it reads
//! calls as lines of JSON and answers each when the engine has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test's tool")]

mod keys;
mod place;
pub mod points;
mod process;
mod proxy;
mod site;

pub use keys::FolderKeystore;
pub use place::Place;
pub use process::{Process, Reply};
pub use proxy::{Proxy, Way};
pub use site::Site;
