//! Where in a text a query was found, and the part of the text around it.

use super::{
    query::{Part, Query},
    term::{Run, folded, runs},
};
use crate::text::plain;

/// A part of a text: what was searched for, or what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text as it was written.
    pub text: String,
    /// It was searched for.
    pub is_hit: bool,
}

/// Characters of the text that stand before the first place.
const BEFORE: usize = 20;

/// The part of a text of at most `longest` characters that begins a little before the first place in which the query was
/// found, with every place in it marked; what is left out is marked with `…`. One line: white space becomes a space. A text
/// in which nothing was found begins at its beginning.
pub fn pieces(text: &str, query: &Query, longest: usize) -> Vec<Piece> {
    let mut written = Written::new(text);
    written.mark(query);
    let first = written.chars.iter().position(|c| c.is_hit).unwrap_or(0);
    let all = written.chars.len();
    // Near the end the part is filled from before.
    let start = if all <= longest { 0 } else { first.saturating_sub(BEFORE).min(all - longest) };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |c: char, is_hit: bool| match pieces.last_mut() {
        Some(last) if last.is_hit == is_hit => last.text.push(c),
        _ => pieces.push(Piece { text: c.to_string(), is_hit }),
    };
    if start > 0 {
        push('…', false);
    }
    for c in written.chars.iter().skip(start).take(longest) {
        push(c.c, c.is_hit);
    }
    if start + longest < all {
        push('…', false);
    }
    pieces
}

struct Char {
    c: char,
    is_hit: bool,
}

/// A text as it was written beside its folded form.
struct Written {
    chars: Vec<Char>,
    folded: String,
    /// Of each byte of the folded form, which character it came from.
    from: Vec<usize>,
}

impl Written {
    /// Folded piece by piece: a character with the marks that compose with it.
    fn new(text: &str) -> Self {
        let mut written = Self { chars: Vec::new(), folded: String::new(), from: Vec::new() };
        let line = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
        let mut group = String::new();
        let mut start = 0;
        for c in line.flat_map(str::chars) {
            if !is_mark(c) {
                written.close(&mut group, start);
                start = written.chars.len();
            }
            group.push(c);
            written.chars.push(Char { c, is_hit: false });
        }
        written.close(&mut group, start);
        written
    }

    fn close(&mut self, group: &mut String, start: usize) {
        let mut chars = group.chars();
        // Nearly every character is a piece of its own, and folds by itself.
        match (chars.next().and_then(plain), chars.next()) {
            (Some(c), None) => self.folded.push(c),
            _ => self.folded.push_str(&folded(group)),
        }
        self.from.resize(self.folded.len(), start);
        group.clear();
    }

    fn mark(&mut self, query: &Query) {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for part in &query.parts {
            match part {
                Part::Dense(run) => {
                    places.extend(self.folded.match_indices(run.as_str()).map(|(at, run)| (at, at + run.len())));
                }
                Part::Word(begun) => {
                    let start = self.folded.as_ptr().addr();
                    places.extend(runs(&self.folded).filter_map(|run| match run {
                        Run::Word(word) if word.starts_with(begun.as_str()) => {
                            let at = word.as_ptr().addr() - start;
                            Some((at, at + begun.len()))
                        }
                        Run::Word(_) | Run::Dense(_) => None,
                    }));
                }
            }
        }
        for (from, to) in places {
            let first = self.from.get(from).copied().unwrap_or(0);
            // With the marks that belong to the last one.
            let group = self.from.get(to.saturating_sub(1)).copied();
            let next = self.from.iter().skip(to).copied().find(|from| Some(*from) != group);
            let last = next.unwrap_or(self.chars.len());
            self.chars.iter_mut().take(last).skip(first).for_each(|c| c.is_hit = true);
        }
    }
}

/// Whether a character composes with the one before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, query: &str, longest: usize) -> String {
        let shown = |piece: Piece| if piece.is_hit { format!("[{}]", piece.text) } else { piece.text };
        pieces(text, &Query::new(query), longest).into_iter().map(shown).collect()
    }

    #[test]
    fn every_place_is_marked_as_it_was_written() {
        for (text, query, expected) in [
            ("来週の面接、面接官", "面接", "来週の[面接]、[面接]官"),
            ("ﾘﾓｰﾄで ＲＥＭＯＴＥ", "リモ remo", "[ﾘﾓ]ｰﾄで [ＲＥＭＯ]ＴＥ"),
            ("かﾞっこう", "ガッ", "[かﾞっ]こう"),
            ("㈱日本", "株", "[㈱]日本"),
            ("面接\u{3099}官", "面接", "[面接\u{3099}]官"),
            ("葛\u{e0100}城さん", "葛城", "[葛\u{e0100}城]さん"),
            ("a\n\n b", "b", "a [b]"),
            ("premote", "remote", "premote"),
            ("", "x", ""),
        ] {
            assert_eq!(shown(text, query, 100), expected);
        }
    }

    #[test]
    fn a_long_text_is_shown_from_a_little_before_the_place() {
        let long = format!("{}面接{}", "あ".repeat(100), "い".repeat(100));
        let expected = format!("…{}[面接]{}…", "あ".repeat(20), "い".repeat(8));
        assert_eq!(shown(&long, "面接", 30), expected);
        let end = format!("{}面接", "あ".repeat(100));
        assert_eq!(shown(&end, "面接", 30), format!("…{}[面接]", "あ".repeat(28)));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_breaks(text in ".{0,80}", query in ".{0,8}") {
            let all: String = pieces(&text, &Query::new(&query), 1000).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(all, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }

        #[test]
        fn what_is_in_a_text_is_marked(text in "[あ-んア-ン一-龠a-zA-Z 、]{0,40}", query in "[あ-ん一-龠a-z]{1,2}") {
            let query = Query::new(&query);
            let is_marked = pieces(&text, &query, 1000).iter().any(|piece| piece.is_hit);
            if query.is_in(&text) {
                prop_assert!(is_marked);
            }
        }
    }
}
