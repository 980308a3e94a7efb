//! Names in Latin letters, as differently as people spell them.

use wana_kana::ConvertJapanese;

use crate::text::fold;

/// What is left of a name written in kana or Latin letters when everything in which spellings differ is taken out: the
/// system of romanisation (`si` and `shi`), how a long vowel is written (`ō`, `ou`, `oh`, `oo`, `o`), `m` or `n` before `b`,
/// `m` and `p`, double letters and apostrophes. サトウ, Satō, Satoh, Satou and Sato have one skeleton; その and Sono too.
pub fn skeleton(name: &str) -> String {
    let plain: String = fold(name).chars().filter_map(plain).collect();
    let latin = plain.to_hiragana().to_romaji();
    let letters: Vec<char> = latin.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut skeleton = String::with_capacity(letters.len());
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let last = skeleton.chars().last();
        let is_long = match (last, letter) {
            (Some('o' | 'u'), 'u') | (Some('o'), 'o') => true,
            // Ohno, Satoh: not the h of おはら.
            (Some('o' | 'u'), 'h') => !next.is_some_and(is_vowel) && next != Some('y'),
            (Some(last), letter) => last == letter,
            (None, _) => false,
        };
        let is_nasal = letter == 'm' && matches!(next, Some('b' | 'm' | 'p'));
        if !is_long {
            let letter = if is_nasal { 'n' } else { letter };
            if last != Some(letter) {
                skeleton.push(letter);
            }
        }
    }
    skeleton
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'i' | 'u' | 'e' | 'o')
}

/// A letter without what says only how long it is.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'ー' | '\'' | '\u{2019}' | '-' => return None,
        'ā' | 'â' => 'a',
        'ī' | 'î' => 'i',
        'ū' | 'û' => 'u',
        'ē' | 'ê' => 'e',
        'ō' | 'ô' => 'o',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn spellings_of_one_name_meet() {
        for (reading, spellings) in [
            ("サトウ", &["sato", "Satō", "SATOH", "satou", "satô"][..]),
            ("オオノ", &["ono", "Ohno", "Oono", "ōno"]),
            ("シンジョウ", &["shinjo", "sinzyo", "Shinjō", "shinjoh"]),
            ("ナンバ", &["namba", "nanba"]),
            ("ホンマ", &["homma", "honma"]),
            ("ジュンイチ", &["junichi", "jun'ichi", "zyunniti"]),
            ("ユウキ", &["yuki", "yuuki", "yūki"]),
            ("ハットリ", &["hattori"]),
            ("オハラ", &["ohara"]),
            ("ツチヤ", &["tsuchiya", "tutiya"]),
            ("リョウコ", &["ryoko", "ryouko"]),
            ("マツーラ", &["matsura"]),
        ] {
            for spelling in spellings {
                assert_eq!(skeleton(spelling), skeleton(reading), "{spelling} and {reading}");
            }
        }
    }

    #[test]
    fn what_is_being_typed_begins_the_whole() {
        let whole = skeleton("ヤマダハナコ");
        for end in 1..="yamadahanako".len() {
            let typed = &"yamadahanako"[..end];
            assert!(whole.starts_with(&skeleton(typed)), "{typed} and {whole}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in [("ヤマダ", "ヤマタ"), ("サイトウ", "サトウ"), ("アベ", "オベ"), ("オハラ", "オアラ")]
        {
            assert_ne!(skeleton(a), skeleton(b));
        }
    }
}
