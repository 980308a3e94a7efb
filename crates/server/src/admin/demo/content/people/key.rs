//! Keys of people: kuramochiayaka1.

use std::collections::BTreeMap;

use super::super::romaji::romaji;

/// How often each name has been given a key.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<String, u32>);

impl Keys {
    /// The next key of a name.
    pub(super) fn next(&mut self, family: &str, family_kana: &str, given: &str, given_kana: &str) -> String {
        let name = letters(family, family_kana) + &letters(given, given_kana);
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        format!("{name}{count}")
    }
}

/// The small ASCII letters of a name as it is written, or else of its reading.
fn letters(name: &str, kana: &str) -> String {
    let written: String =
        name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect();
    if written.is_empty() { romaji(kana) } else { written }
}
