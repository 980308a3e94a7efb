//! That the story can fail: faults are planted in the real code, one at a time, and each is found by the promise it breaks.
//! Fail points are the process's, so this is a binary of its own with one test.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, reason = "a test; it tells what each fault needed")]

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use world::{Planted, heard, promise, shrunk, summed};

/// Seeds of which one at least must find a fault.
const TRIES: u64 = 120;
/// As many steps as a story has.
const STEPS: usize = 56;

#[test]
fn every_planted_fault_is_found_by_the_promise_it_breaks() {
    let mut missed = Vec::new();
    for fault in Planted::ALL {
        let _guard = fail::FailGuard::new(fault.point(), "return").expect("a fail point");
        let Some((seed, message)) = found() else {
            missed.push(format!("{fault:?}: {TRIES} stories end well"));
            continue;
        };
        let broken = promise(&message);
        if !fault.breaks().contains(&broken) {
            missed.push(format!("{fault:?} breaks another promise than it should: {message}"));
        }
        println!("{fault:?}: {broken}, found with {} seeds", seed + 1);
        if fault == Planted::UnreadKept {
            is_reduced(seed, broken);
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(heard(world::play(0)).is_ok(), "without a fault it ends well");
}

/// The first seed whose story fails, and how.
fn found() -> Option<(u64, String)> {
    let (next, first) = (AtomicU64::new(0), AtomicU64::new(TRIES));
    let look = || {
        let mut found = None;
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first.load(Ordering::Relaxed) {
                return found;
            }
            if let Err(message) = summed(world::play(seed)) {
                first.fetch_min(seed, Ordering::Relaxed);
                found = Some((seed, message));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get());
    thread::scope(|scope| {
        let looking: Vec<_> = (0..workers).map(|_| scope.spawn(look)).collect();
        let found = looking.into_iter().filter_map(|one| one.join().expect("no panic"));
        found.min_by_key(|(seed, _)| *seed)
    })
}

/// A failing story is reduced to a fifth of its steps at most, and these alone break the same promise.
fn is_reduced(seed: u64, broken: &str) {
    let short = shrunk(seed, STEPS, |script| heard(world::play(script))).expect("it fails");
    assert!(short.steps.len() * 5 <= STEPS, "{:?}", short.steps);
    assert_eq!(promise(&short.message), broken);
    let script = world::Script { seed, steps: Some(short.steps.iter().copied().collect()) };
    assert_eq!(heard(world::play(script)), Err(short.message), "the steps alone fail, and alike");
}
