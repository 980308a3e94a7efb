//! Text: stored as NFC without control characters, searched and sorted by its folded form.

mod fold;

pub use fold::fold;
pub(crate) use fold::plain;
use unicode_normalization::UnicodeNormalization;

use crate::refusal::{Refusal, RefusalCode};

/// The form in which a text is stored: NFC, `\n` as the only line end, no control characters but tab and line end, and
/// none of the bidi controls, with which a name can be made to look like another.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| !(c.is_control() || is_bidi_control(c)) || c == '\n' || c == '\t')
        .nfc()
        .collect()
}

/// A cleaned text of one line, without white space at its ends.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file's name as it is stored: one line in which nothing leads to another folder or stream, none of the marks that turn
/// text around (with which `exe` can stand where it is not the end), and nothing at its end that Windows would leave out.
/// Empty when nothing is left of it.
pub fn file_name(name: &str) -> String {
    let is_bidi_mark = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
    let name: String = name.chars().filter(|c| !is_bidi_mark(*c)).collect();
    let name: String = clean_line(&name).chars().map(|c| if matches!(c, '/' | '\\' | ':') { '_' } else { c }).collect();
    name.trim_end_matches(|c: char| c == '.' || c.is_whitespace()).to_owned()
}

/// Whether there is nothing to see: white space and invisible characters only. Between visible ones they may mean
/// something (a joiner in Devanagari or an emoji), so they are not stripped.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Embeddings, overrides and isolates.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing by itself: those that Unicode has a reader pass over (Default_Ignorable_Code_Point:
/// soft hyphen, joiners, zero-width spaces, bidi controls, fillers of Hangul, variation selectors, tags) and the empty
/// Braille pattern, which is drawn as a space.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Refuses a text of more than `limit` Unicode scalar values, naming the field.
pub fn within(text: &str, limit: usize, field: &str) -> Result<(), Refusal> {
    // A byte count below the limit needs no counting of characters.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Refusal::at(RefusalCode::TextTooLong, field));
    }
    Ok(())
}

/// The start of a text, of at most `longest` characters; what is left out is marked.
pub fn cut(text: &str, longest: usize) -> String {
    let mut rest = text.chars();
    let mut start: String = rest.by_ref().take(longest).collect();
    if rest.next().is_some() {
        start.push('…');
    }
    start
}

/// The first line or so of a text, for an inbox row or a notice: one line, at most [`crate::limit::PREVIEW`] characters.
pub fn preview(text: &str) -> String {
    let mut rest = text.split_whitespace().flat_map(|word| word.chars().chain([' ']));
    let mut line: String = rest.by_ref().take(crate::limit::PREVIEW).collect();
    line.truncate(line.trim_end().len());
    if rest.any(|c| c != ' ') {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleaning_keeps_what_a_person_typed() {
        assert_eq!(clean("か\u{3099}\r\n\u{0}\u{7}行"), "が\n行");
        assert_eq!(clean_line("  山田　 花子\n"), "山田 花子", "the wide space is white space too");
    }

    #[test]
    fn nothing_turns_a_text_around() {
        assert_eq!(clean("\u{202e}花\u{202d}子\u{202c}\u{2066}\u{2069}"), "花子");
        assert_eq!(clean("e\u{202c}\u{301}"), "é", "what they kept apart is composed at once");
        assert_eq!(clean("\u{200e}a\u{200f}"), "\u{200e}a\u{200f}", "a mark turns nothing but itself");
        assert_eq!(clean_line(" \u{2067} 山田 \u{202a}"), "山田");
    }

    #[test]
    fn what_nobody_can_see_is_blank() {
        let all = ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{206f}', '\u{fe00}'..='\u{fe0f}'];
        let fillers = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}', '\u{2800}', '\u{e0041}', '\u{e0100}'];
        for c in all.into_iter().flatten().chain(fillers).chain(['\u{feff}', '\u{ad}', ' ', '　', '\n']) {
            assert!(is_blank(&format!("{c} {c}")), "{c:?}");
            assert!(!is_blank(&format!("{c}山")), "{c:?}");
        }
        assert!(is_blank(""));
        for text in ["-", "葛\u{e0100}", "☃\u{fe0f}", "\u{3165}", "\u{2801}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        assert_eq!(within(&"髙".repeat(50), 50, "x"), Ok(()));
        assert_eq!(within(&"髙".repeat(51), 50, "x"), Err(Refusal::at(RefusalCode::TextTooLong, "x")));
    }

    #[test]
    fn a_preview_says_so_only_when_something_is_left_out() {
        let limit = crate::limit::PREVIEW;
        let full = "あ".repeat(limit);
        assert_eq!(preview(&full), full);
        assert_eq!(preview(&format!(" {full}\n")), full);
        assert_eq!(preview(&format!("{full}い")), format!("{full}…"));
        assert_eq!(preview(&format!("{} い", "あ".repeat(limit - 1))), format!("{}…", "あ".repeat(limit - 1)));
        assert_eq!(preview(" \n"), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(
            text in "\\PC{0,40}|.{0,40}|[ a\r\n\u{3000}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200b}-\u{200f}./か\u{3099}e\u{301}\u{1100}\u{1161}]{0,20}",
        ) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            let line = clean_line(&text);
            prop_assert_eq!(clean_line(&line), line);
            let name = file_name(&text);
            prop_assert_eq!(file_name(&name), name);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[ぁ-んァ-ヶｦ-ﾟa-zA-ZＡ-Ｚ０-９ー一-龠\u{3099}\u{309a}]{0,30}|.{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn a_preview_is_one_short_line(text in ".{0,300}") {
            let line = preview(&text);
            prop_assert!(line.chars().count() <= crate::limit::PREVIEW + 1);
            prop_assert!(!line.contains('\n'));
        }
    }
}
