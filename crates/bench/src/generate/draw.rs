//! Random numbers, and texts made of them.

use uuid::Uuid;

use super::words::{EN, END, JA2, JA4, KATA, PART};

/// splitmix64.
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another one.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((self.bits() >> 11) % end as u64) as usize
    }

    /// A number below another one, mostly a small one: the cube of an even draw, in whole numbers.
    pub(super) fn skewed(&mut self, end: usize) -> usize {
        let a = self.bits() >> 34;
        let b = (a * a) >> 30;
        let b = (b * a) >> 30;
        ((b * end as u64) >> 30) as usize
    }

    /// One of a list.
    pub(super) fn of<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or_default()
    }

    fn skewed_of(&mut self, list: &[&'static str]) -> &'static str {
        let at = self.skewed(list.len());
        list.get(at).copied().unwrap_or_default()
    }

    /// A UUIDv7 of a time in milliseconds.
    pub(super) fn id(&mut self, ts: u64) -> Uuid {
        let (a, b) = (self.bits(), self.bits());
        let high = ((ts & 0xffff_ffff_ffff) << 16) | 0x7000 | (a & 0xfff);
        Uuid::from_u64_pair(high, (b & ((1 << 62) - 1)) | (1 << 63))
    }

    /// Sentences of about so many bytes of UTF-8.
    pub(super) fn japanese(&mut self, bytes: usize) -> String {
        let (mut text, mut count) = (String::new(), 0);
        while count < bytes {
            for _ in 0..2 + self.below(4) {
                let word = match self.below(20) {
                    ..2 => self.skewed_of(&JA4),
                    2..5 => self.skewed_of(&KATA),
                    _ => self.skewed_of(&JA2),
                };
                let part = self.skewed_of(&PART);
                text.push_str(word);
                text.push_str(part);
                count += 3 * (word.chars().count() + part.chars().count());
            }
            let end = self.of(&END);
            text.push_str(end);
            count += 3 * end.chars().count();
        }
        text
    }

    /// Sentences of about so many bytes.
    pub(super) fn english(&mut self, bytes: usize) -> String {
        let (mut text, mut count) = (String::new(), 0);
        while count < bytes {
            let words: Vec<&str> = (0..6 + self.below(10)).map(|_| self.skewed_of(&EN)).collect();
            let sentence = words.join(" ");
            if !text.is_empty() {
                text.push(' ');
            }
            let mut letters = sentence.chars();
            text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            text.push_str(letters.as_str());
            text.push('.');
            count += sentence.len() + 2;
        }
        text
    }
}
