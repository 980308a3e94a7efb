//! Stories by seed. `WORLD_SEEDS=1000` plays more, `WORLD_SEED=17` plays one of each kind and prints what happened.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    reason = "a test; the story of a seed is for reading"
)]

use std::{
    panic::{catch_unwind, resume_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use world::Lie;

/// Stories of each kind in the test command.
const SEEDS: u64 = 200;

fn to_the_end(story: impl Future<Output = String>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(story)
}

/// The one seed that is asked for.
fn asked_for() -> Option<u64> {
    std::env::var("WORLD_SEED").ok().map(|seed| seed.parse().expect("a number"))
}

fn every_seed(play: impl Fn(u64) -> String + Sync + std::panic::RefUnwindSafe) {
    if let Some(seed) = asked_for() {
        println!("{}", play(seed));
        return;
    }
    let seeds = std::env::var("WORLD_SEEDS").map_or(SEEDS, |seeds| seeds.parse().expect("a number"));
    // A story is one thread.
    let next = AtomicU64::new(0);
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    match catch_unwind(|| (play(seed), play(seed))) {
                        Ok((once, again)) => assert!(once == again, "seed {seed} does not repeat exactly"),
                        Err(panic) => {
                            println!("the story of seed {seed} does not end well; WORLD_SEED={seed} plays it alone");
                            resume_unwind(panic);
                        }
                    }
                }
            });
        }
    });
}

#[test]
fn every_story_ends_well_and_repeats_exactly() {
    every_seed(|seed| to_the_end(world::play(seed)));
}

#[test]
fn everybody_sees_what_they_may_and_nothing_else() {
    every_seed(|seed| to_the_end(world::play_sight(seed)));
}

/// Seeds of which one at least must find a lie.
const TRIES: u64 = 12;

#[test]
fn it_can_fail() {
    if asked_for().is_some() {
        return;
    }
    for lie in Lie::ALL {
        let found = (0..TRIES).find_map(|seed| catch_unwind(|| to_the_end(world::play_lied(seed, lie))).err());
        let found = found.unwrap_or_else(|| panic!("{TRIES} stories with a wire that lies end well: {lie:?}"));
        let message = found.downcast_ref::<String>().cloned().unwrap_or_default();
        let is_expected = lie.is_seen_as().iter().any(|promise| message.contains(promise));
        assert!(is_expected, "{lie:?} breaks another promise than it should: {message}");
    }
}
