//! The words outside the window, where no page is that has texts.

use engine::view::Language;

/// Opens the window.
pub fn open(language: Language) -> &'static str {
    say(language, "ResumeX を開く", "Open ResumeX")
}

/// How much is unread.
pub fn unread(language: Language, count: u32) -> String {
    match (language, count) {
        (Language::System | Language::Ja, 0) => "未読はありません".to_owned(),
        (Language::System | Language::Ja, count) => format!("未読 {count}件"),
        (Language::En, 0) => "Nothing unread".to_owned(),
        (Language::En, count) => format!("{count} unread"),
    }
}

/// Asks the server.
pub fn check(language: Language) -> &'static str {
    say(language, "いま確認する", "Check now")
}

/// Ends the app.
pub fn quit(language: Language) -> &'static str {
    say(language, "終了", "Quit")
}

/// Once, where the window is hidden and no icon shows.
pub fn hidden(language: Language) -> (&'static str, &'static str) {
    (
        say(language, "ResumeX は動いています", "ResumeX keeps running"),
        say(
            language,
            "ウィンドウを閉じましたが、通知の確認は続きます。もう一度 ResumeX を起動すると、ウィンドウが開きます。",
            "The window is closed; checks go on. Start ResumeX again to open the window.",
        ),
    )
}

/// Japanese first: also where the machine speaks neither.
fn say(language: Language, ja: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::System | Language::Ja => ja,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_said_in_both_languages() {
        assert_eq!(unread(Language::Ja, 3), "未読 3件");
        assert_eq!(unread(Language::En, 3), "3 unread");
        assert_eq!(unread(Language::System, 0), "未読はありません");
    }
}
