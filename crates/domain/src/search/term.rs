//! The terms of a text.

use crate::text::{fold, is_invisible};

/// A longer word is found by its beginning.
const LONGEST_WORD: usize = 64;

/// A stretch of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run<'a> {
    /// Written without spaces: Chinese characters, kana, Hangul.
    Dense(&'a str),
    /// A word or a number of any other script.
    Word(&'a str),
}

/// The terms a text is found by, folded, with a space between: of dense writing every two characters that follow each other
/// and the last one alone, of everything else the words.
pub fn terms(text: &str) -> String {
    let folded = folded(text);
    let mut terms = String::with_capacity(folded.len() * 3);
    for run in runs(&folded) {
        match run {
            Run::Dense(run) => pairs(run, &mut terms),
            Run::Word(word) => push(&mut terms, short(word)),
        }
    }
    terms
}

/// Folded, without what nobody sees: 葛 and 葛 with a variation selector are one character to a reader.
pub(super) fn folded(text: &str) -> String {
    let folded = fold(text);
    if folded.chars().any(is_invisible) { folded.chars().filter(|c| !is_invisible(*c)).collect() } else { folded }
}

/// The terms of a run of dense writing, one after the other.
fn pairs(run: &str, terms: &mut String) {
    let mut rest = run.char_indices().map(|(at, _)| at).skip(1).chain([run.len()]);
    let mut start = 0;
    while let Some(next) = rest.next() {
        let end = rest.clone().next().unwrap_or(next);
        push(terms, run.get(start..end).unwrap_or_default());
        start = next;
    }
}

fn push(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}

/// A word, as far as it is a term.
pub(super) fn short(word: &str) -> &str {
    word.char_indices().nth(LONGEST_WORD).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// The stretches of a folded text that can be found; what stands between them cannot.
pub(super) fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| kind(c) == Kind::Between);
        let of = kind(rest.chars().next()?);
        let end = rest.find(|c| kind(c) != of).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some(if of == Kind::Dense { Run::Dense(run) } else { Run::Word(run) })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dense,
    Word,
    Between,
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | '0'..='9' => Kind::Word,
        // 々〆〇, kana with their marks of length and repetition (not ・), Bopomofo, Hangul, and all blocks of Chinese characters.
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3105}'..='\u{312f}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Dense,
        c if c.is_ascii() => Kind::Between,
        c if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Between,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dense_writing_is_cut_in_pairs_and_everything_else_in_words() {
        for (text, expected) in [
            ("退職しました。", "退職 職シ シマ マシ シタ タ"),
            ("面", "面"),
            ("Remote Work, 3月から", "remote work 3 月カ カラ ラ"),
            ("ﾘﾓｰﾄ・ﾜｰｸ", "リモ モー ート ト ワー ーク ク"),
            ("佐々木 𠮷野", "佐々 々木 木 𠮷野 野"),
            ("葛\u{e0100}城", "葛城 城"),
            ("don't \u{200b}@x.y", "don t x y"),
            ("Привет, 안녕", "привет 안녕 녕"),
            ("…！？", ""),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(terms(&"a".repeat(20_000)).len(), LONGEST_WORD);
    }

    proptest! {
        #[test]
        fn terms_are_clean(text in ".{0,200}") {
            for term in terms(&text).split(' ').filter(|term| !term.is_empty()) {
                prop_assert!(term.chars().all(|c| kind(c) != Kind::Between), "{term:?}");
            }
        }
    }
}
