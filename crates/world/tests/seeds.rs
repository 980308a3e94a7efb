//! Stories by seed. `WORLD_SEEDS=1000` plays more, `WORLD_SEED=17` plays one and prints what happened.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a test; the story of a seed is for reading")]

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

/// Stories in the test command.
const SEEDS: u64 = 200;

fn play(seed: u64) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(world::play(seed))
}

#[test]
fn every_story_ends_well_and_repeats_exactly() {
    if let Ok(seed) = std::env::var("WORLD_SEED") {
        println!("{}", play(seed.parse().expect("a number")));
        return;
    }
    let seeds = std::env::var("WORLD_SEEDS").map_or(SEEDS, |seeds| seeds.parse().expect("a number"));
    // A story is one thread; several stories wait for the disk at once.
    let next = AtomicU64::new(0);
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get() * 2);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    match std::panic::catch_unwind(|| (play(seed), play(seed))) {
                        Ok((once, again)) => assert!(once == again, "seed {seed} does not repeat exactly"),
                        Err(panic) => {
                            println!("the story of seed {seed} does not end well; WORLD_SEED={seed} plays it alone");
                            std::panic::resume_unwind(panic);
                        }
                    }
                }
            });
        }
    });
}
