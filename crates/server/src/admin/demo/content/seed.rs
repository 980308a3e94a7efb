//! Choices that come out the same for ever.

/// A stream of choices (SplitMix64: a counter, scrambled). The same stream number gives the same choices on every machine.
pub(crate) struct Seed(u64);

impl Seed {
    /// The stream of a number; neighbouring numbers have nothing in common.
    pub(crate) fn new(world: u64, stream: u64) -> Self {
        let mut seed = Self(world ^ stream.wrapping_mul(0xD134_2543_DE82_EF95));
        seed.next();
        seed
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not with, `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * (end as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number between two, both possible; `from` when they are the wrong way round.
    pub(crate) fn between(&mut self, from: i32, to: i32) -> i32 {
        let width = usize::try_from(to.saturating_sub(from)).unwrap_or(0);
        from + i32::try_from(self.below(width + 1)).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of a list; none of an empty one.
    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// One of a list of texts; empty of an empty one.
    pub(crate) fn text(&mut self, list: &[&'static str]) -> &'static str {
        self.one(list).copied().unwrap_or_default()
    }

    /// Up to `count` of a list, each once, in the order of the list.
    pub(crate) fn some<T: Copy>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut wanted = count.min(list.len());
        let mut left = list.len();
        let mut chosen = vec![];
        for item in list {
            if self.below(left) < wanted {
                chosen.push(*item);
                wanted -= 1;
            }
            left -= 1;
        }
        chosen
    }

    /// One of a list by weight; none when nothing weighs anything.
    pub(crate) fn weighted<T: Copy>(&mut self, list: &[(usize, T)]) -> Option<T> {
        let mut at = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in list {
            if at < *weight {
                return Some(*item);
            }
            at -= weight;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn a_stream_repeats_and_another_differs() {
        let draw = |stream| {
            let mut seed = Seed::new(7, stream);
            (0..8).map(|_| seed.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let mut seed = Seed::new(0, 0);
        assert_eq!(seed.below(u32::MAX as usize), 1_853_398_634, "written down: it must be the same for ever");
    }

    #[test]
    fn what_is_drawn_lies_within() {
        let mut seed = Seed::new(1, 1);
        for _ in 0..500 {
            assert!((3..=5).contains(&seed.between(3, 5)));
            assert!(seed.below(2) < 2);
            let some = seed.some(&[1, 2, 3, 4], 2);
            assert!(some.len() == 2 && some.is_sorted());
            assert_eq!(seed.weighted(&[(0, 'a'), (3, 'b')]), Some('b'));
        }
        assert_eq!(seed.one::<u8>(&[]), None);
        assert_eq!(seed.weighted::<u8>(&[]), None);
        assert_eq!(seed.between(5, 3), 5);
    }
}
