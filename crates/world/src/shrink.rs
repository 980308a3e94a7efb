//! Of the steps of a story that fails, the fewest with which it still breaks the same promise (Zeller, Hildebrandt 2002).

use std::collections::BTreeSet;

use crate::{Script, Told};

/// The shortest story found.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// The steps that are left.
    pub steps: Vec<usize>,
    /// What the story of these fails with.
    pub message: String,
}

/// Shrinks the failing story of a seed; none when it ends well.
pub fn shrunk(seed: u64, count: usize, play: impl Fn(Script) -> Result<Told, String>) -> Option<Shrunk> {
    let tried = |steps: &[usize]| play(Script { seed, steps: Some(steps.iter().copied().collect()) }).err();
    let all: Vec<usize> = (0..count).collect();
    let message = tried(&all)?;
    let broken = promise(&message);
    let steps = shrink(all, |steps| tried(steps).is_some_and(|message| promise(&message) == broken));
    let message = tried(&steps)?;
    Some(Shrunk { steps, message })
}

/// The word of the promise that a message says is broken: the first in capitals.
pub fn promise(message: &str) -> &str {
    let is_word = |word: &&str| word.len() > 2 && word.bytes().all(|letter| letter.is_ascii_uppercase());
    message.split_whitespace().find(is_word).unwrap_or_default()
}

/// A smallest list that still fails: without any one of its steps it does not. `steps` itself must fail.
pub fn shrink(mut steps: Vec<usize>, fails: impl Fn(&[usize]) -> bool) -> Vec<usize> {
    if fails(&[]) {
        return Vec::new();
    }
    let mut parts = 2;
    while steps.len() >= 2 {
        let size = steps.len().div_ceil(parts);
        let without = |part: &[usize]| -> Vec<usize> {
            let part: BTreeSet<usize> = part.iter().copied().collect();
            steps.iter().copied().filter(|step| !part.contains(step)).collect()
        };
        let rest = steps.chunks(size).map(without).find(|rest| fails(rest));
        match rest {
            Some(rest) => {
                steps = rest;
                parts = (parts - 1).max(2);
            }
            None if size == 1 => break,
            None => parts = (parts * 2).min(steps.len()),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_left() {
        for needed in [vec![3], vec![0, 63], vec![7, 8, 9], vec![5, 17, 40, 41]] {
            let fails = |steps: &[usize]| needed.iter().all(|step| steps.contains(step));
            assert_eq!(shrink((0..64).collect(), fails), needed);
        }
        assert_eq!(shrink((0..64).collect(), |_| true), Vec::<usize>::new(), "it fails before its first step");
    }
}
