//! The points at which a process can be made to end, and how often each was passed.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Names the point and the passing at which the process ends: `send:answered#2`.
pub const ABORT: &str = "TRIAL_ABORT";

/// Names a fault that the programs of a trial are to have: `server::op_unchecked`.
pub const PLANT: &str = "TRIAL_PLANT";

/// From now on this process has the fault that the environment names.
pub fn plant() {
    if let Ok(fault) = std::env::var(PLANT) {
        fail::cfg(fault, "return").unwrap();
    }
}

/// Every fail point of a device at which nothing but its end is to be tried.
pub const POINTS: &[&str] = &[
    "attach:chunk",
    "attach:keeping",
    "attach:kept",
    "commit:cache-alone",
    "commit:cache-and-outbox",
    "commit:cache-first",
    "commit:outbox-alone",
    "commit:outbox-and-cache",
    "commit:outbox-first",
    "keep-aside:file",
    "key:kept",
    "key:token",
    "migrate:begin",
    "migrate:end",
    "open:before-replay",
    "page:begin",
    "page:rows",
    "redeem:answered",
    "redeem:token",
    "send:answered",
    "send:counted",
    "sign-out:wiped",
    "start-over:kept",
    "wipe:file",
    "wipe:files",
    "wipe:kept-keys",
    "wipe:key",
    "wipe:leaving",
    "wipe:token",
];

/// How often each point was passed.
#[derive(Debug)]
pub struct Passed(BTreeMap<&'static str, Arc<AtomicUsize>>);

impl Passed {
    /// From now on every passing is counted, and the process ends at the one that the environment names.
    pub fn watch() -> Self {
        let end = std::env::var(ABORT).ok();
        let end = end.as_deref().map(|text| text.split_once('#').expect("point#passing"));
        Self(POINTS.iter().map(|&name| (name, watch(name, end))).collect())
    }

    /// The points that were passed at all, each with how often.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let counts = self.0.iter().map(|(name, count)| (*name, count.load(Ordering::SeqCst)));
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

fn watch(name: &'static str, end: Option<(&str, &str)>) -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let last = end.filter(|(at, _)| *at == name).map(|(_, passing)| passing.parse::<usize>().unwrap());
    fail::cfg_callback(name, move || {
        if Some(counted.fetch_add(1, Ordering::SeqCst) + 1) == last {
            std::process::abort();
        }
    })
    .unwrap();
    count
}
