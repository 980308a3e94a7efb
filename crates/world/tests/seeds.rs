//! Stories by seed. `WORLD_SEEDS=100000` plays more; `WORLD_SEED=17` plays one of each kind and prints what happened, with
//! `WORLD_STEPS=3,7,12` only these of its steps. A failing seed is reduced to the fewest steps that still fail.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, reason = "a test; its stories are for reading")]

mod many;

use many::{asked_for, every_seed};
use world::{Lie, heard, summed};

/// Stories in the test command, of each kind.
const STORY: u64 = 2_000;
const SIGHT: u64 = 500;

#[test]
fn every_story_ends_well_and_repeats_exactly() {
    every_seed("story", STORY, |script| summed(world::play(script)));
}

#[test]
fn in_sight_is_what_may_be_seen_and_nothing_else() {
    every_seed("sight", SIGHT, |script| summed(world::play_sight(script)));
}

/// Seeds of which one at least must find a lie.
const TRIES: u64 = 12;

#[test]
fn it_can_fail() {
    if asked_for().is_some() {
        return;
    }
    for lie in Lie::ALL {
        let found = (0..TRIES).find_map(|seed| heard(world::play_lied(seed, lie)).err());
        let message = found.unwrap_or_else(|| panic!("{TRIES} stories with a wire that lies end well: {lie:?}"));
        let is_expected = lie.is_seen_as().iter().any(|promise| message.contains(promise));
        assert!(is_expected, "{lie:?} breaks another promise than it should: {message}");
    }
}
