//! Readings in Latin letters, as a passport has them: Hepburn without long vowels.

/// The Latin letters of a reading in katakana, all small. A `|` parts two vowels that do not make a long one (イノ|ウエ).
pub(crate) fn romaji(kana: &str) -> String {
    let mut out = String::new();
    let mut is_doubled = false;
    // The last letter of the sound before, unless a long vowel has ended there.
    let mut open = None;
    let mut rest = kana.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '|' | 'ー' | '・' | ' ' => {
                open = None;
                continue;
            }
            'ッ' => {
                is_doubled = true;
                continue;
            }
            'ン' => {
                let lips = rest.peek().is_some_and(|next| matches!(sound(*next).chars().next(), Some('b' | 'm' | 'p')));
                out.push(if lips { 'm' } else { 'n' });
                open = None;
                continue;
            }
            _ => {}
        }
        let sound = with_small(c, rest.next_if(|next| matches!(next, 'ャ' | 'ュ' | 'ョ' | 'ァ' | 'ィ' | 'ェ' | 'ォ')));
        let is_last = rest.peek().is_none();
        let is_long = match (open, sound.as_str()) {
            (Some('o'), "u") | (Some('u'), "u") => true,
            // Only inside a name: セノオ stays Senoo.
            (Some('o'), "o") => !is_last,
            _ => false,
        };
        if is_long {
            open = None;
            continue;
        }
        if std::mem::take(&mut is_doubled) {
            out.extend(if sound.starts_with("ch") { Some('t') } else { sound.chars().next() });
        }
        open = sound.chars().last();
        out.push_str(&sound);
    }
    out
}

/// A word with its first letter a capital.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn with_small(c: char, small: Option<char>) -> String {
    let whole = sound(c);
    let Some(small) = small else { return whole.to_owned() };
    let vowel = match small {
        'ャ' | 'ァ' => "a",
        'ュ' => "u",
        'ョ' | 'ォ' => "o",
        'ィ' => "i",
        _ => "e",
    };
    let head = whole.trim_end_matches(['a', 'i', 'u', 'e', 'o']);
    let glide = match (small, head) {
        ('ャ' | 'ュ' | 'ョ', "sh" | "ch" | "j") => "",
        ('ャ' | 'ュ' | 'ョ', _) => "y",
        _ => "",
    };
    format!("{head}{glide}{vowel}")
}

const fn sound(c: char) -> &'static str {
    match c {
        'ア' => "a",
        'イ' => "i",
        'ウ' => "u",
        'エ' => "e",
        'オ' => "o",
        'カ' => "ka",
        'キ' => "ki",
        'ク' => "ku",
        'ケ' => "ke",
        'コ' => "ko",
        'サ' => "sa",
        'シ' => "shi",
        'ス' => "su",
        'セ' => "se",
        'ソ' => "so",
        'タ' => "ta",
        'チ' => "chi",
        'ツ' => "tsu",
        'テ' => "te",
        'ト' => "to",
        'ナ' => "na",
        'ニ' => "ni",
        'ヌ' => "nu",
        'ネ' => "ne",
        'ノ' => "no",
        'ハ' => "ha",
        'ヒ' => "hi",
        'フ' => "fu",
        'ヘ' => "he",
        'ホ' => "ho",
        'マ' => "ma",
        'ミ' => "mi",
        'ム' => "mu",
        'メ' => "me",
        'モ' => "mo",
        'ヤ' => "ya",
        'ユ' => "yu",
        'ヨ' => "yo",
        'ラ' => "ra",
        'リ' => "ri",
        'ル' => "ru",
        'レ' => "re",
        'ロ' => "ro",
        'ワ' => "wa",
        'ヲ' => "o",
        'ガ' => "ga",
        'ギ' => "gi",
        'グ' => "gu",
        'ゲ' => "ge",
        'ゴ' => "go",
        'ザ' => "za",
        'ジ' | 'ヂ' => "ji",
        'ズ' | 'ヅ' => "zu",
        'ゼ' => "ze",
        'ゾ' => "zo",
        'ダ' => "da",
        'デ' => "de",
        'ド' => "do",
        'バ' => "ba",
        'ビ' => "bi",
        'ブ' => "bu",
        'ベ' => "be",
        'ボ' => "bo",
        'パ' => "pa",
        'ピ' => "pi",
        'プ' => "pu",
        'ペ' => "pe",
        'ポ' => "po",
        'ヴ' => "vu",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, romaji};

    #[test]
    fn a_reading_as_in_a_passport() {
        for (kana, latin) in [
            ("サトウ", "sato"),
            ("オオウチ", "ouchi"),
            ("イノ|ウエ", "inoue"),
            ("ショウジ", "shoji"),
            ("ハットリ", "hattori"),
            ("ホッチ", "hotchi"),
            ("ホンマ", "homma"),
            ("ナンバ", "namba"),
            ("シンイチ", "shinichi"),
            ("ユウキ", "yuki"),
            ("セノオ", "senoo"),
            ("トオル", "toru"),
            ("リョウ", "ryo"),
            ("チョウソカベ", "chosokabe"),
            ("コウヘイ", "kohei"),
            ("フェレイラ", "fereira"),
        ] {
            assert_eq!(romaji(kana), latin, "{kana}");
        }
        assert_eq!(capital("sato"), "Sato");
    }
}
