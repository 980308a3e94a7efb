//! Devices as processes, and what becomes of what a person wrote.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::print_stdout, reason = "how often it was tried is for reading")]

mod abort;
mod act;
mod asleep;
mod can_fail;
mod kill;
mod lost;
mod points;
mod scene;
mod shown;
mod two;

use serde_json::Value;
use trial::{Place, Process, Reply, Site};

const DEVICE: &str = env!("CARGO_BIN_EXE_trial-device");

/// A number that can be set from outside.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// A device of Hanako's that has read everything from a server at an address.
fn new_device(site: &Site, server: &str) -> (Place, Process) {
    let place = Place::new();
    let mut device = Process::start(DEVICE, &place, None);
    assert_eq!(device.phase().as_deref(), Some("signed_out"));
    assert_eq!(site.sign_in(&mut device, server, Site::HANAKO), Reply::Ok(Value::Null));
    device.ask("host.sync", &Value::Null);
    (place, device)
}
