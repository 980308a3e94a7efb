//! Stories that failed once, each reduced to the steps that it needs: a file of its own says what went wrong.
#![allow(clippy::expect_used, reason = "tests")]

mod left_behind;
mod repeated_answer;

use world::{Script, summed};

/// Plays only these steps of a story.
fn plays(seed: u64, steps: &[usize]) {
    let script = Script { seed, steps: Some(steps.iter().copied().collect()) };
    let told = summed(world::play(script)).expect("it ends well");
    assert_eq!(told.steps, steps.len(), "all of them");
}
