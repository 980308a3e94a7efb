//! The folded form of a text: what search and sorting compare.

use unicode_normalization::UnicodeNormalization;

/// Folds a text for comparison: NFKC (half-width kana and full-width letters become ordinary), lower case, hiragana as
/// katakana. カ, ｶ and か compare equal; 神戸 is left alone.
pub fn fold(text: &str) -> String {
    if let Some(folded) = text.chars().map(plain).collect() {
        return folded;
    }
    fold_any(text)
}

/// The folded form of a character that stands for itself and composes with none of its kind: what nearly every text of a
/// directory is made of, in a tenth of the time.
pub(crate) fn plain(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' => Some(c.to_ascii_lowercase()),
        // Kana, whole as they are typed; the marks that voice another character are not among them.
        'ぁ'..='ゖ' | 'ァ'..='ー' => Some(katakana(c)),
        '、' | '。' | '「' | '」' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Some(c),
        _ => None,
    }
}

fn fold_any(text: &str) -> String {
    // Lower-casing can open a new composition and NFKC a new capital, so the folding is done until it stands still;
    // two rounds reach that for every assigned character, the bound only keeps the loop finite.
    let mut folded = fold_once(text);
    for _ in 0..4 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).map(katakana).nfkc().collect()
}

/// The katakana of a hiragana; every other character as it is.
fn katakana(c: char) -> char {
    match c {
        // U+3041..=U+3096 lie 0x60 below their katakana, as do the two iteration marks.
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fold, fold_any, plain};

    #[test]
    fn the_short_way_leads_to_the_same() {
        for c in ('\0'..=char::MAX).filter(|c| plain(*c).is_some()) {
            assert_eq!(fold(&c.to_string()), fold_any(&c.to_string()), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_leads_to_the_same_in_any_company(text in "[ -~\nぁ-ゖァ-ー、。「」一-龠\u{3400}-\u{4dbf}]{0,20}") {
            prop_assert_eq!(fold(&text), fold_any(&text));
        }
    }

    #[test]
    fn what_a_person_means_as_the_same_word_folds_alike() {
        for (a, b) in [
            ("やまだ", "ヤマダ"),
            ("ﾔﾏﾀﾞ", "ヤマダ"),
            ("ＲｅｓｕｍｅＸ", "resumex"),
            ("か\u{3099}っこう", "ガッコウ"),
            ("㈱日本", "(株)日本"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_ne!(fold("はは"), fold("ばば"), "voiced sounds stay apart");
    }
}
