//! Test only: the figures of the design, each beside its limit in the same run. See `docs/performance.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test's tool")]
#![allow(clippy::cast_precision_loss, reason = "counts and bytes as figures of a table")]

pub mod device;
pub mod figure;
pub mod generate;
pub mod limit;
mod place;
mod process;
pub mod site;
pub mod table;
pub mod world;

pub use figure::Bench;
pub use place::Place;
pub use process::Process;
