//! The words of notices that are not somebody's own. They are shown where no page is, so they are not among the texts of
//! the pages.

use domain::record::Category;

use super::Notice;
use crate::view::Language;

/// Of one thing whose author wrote nothing.
pub(super) fn bare(language: Language, category: Category) -> &'static str {
    let (ja, en) = match category {
        Category::Message => ("新しいメッセージがあります", "There is a new message"),
        Category::ContactRequest => ("連絡のお願いが届いています", "Somebody asks to be in contact"),
        Category::Offer => ("新しいオファーがあります", "There is a new offer"),
        Category::Desk => ("事務局に新しい用件があります", "There is something new at the desk"),
        Category::Membership => ("在籍の状況が変わりました", "Your membership has changed"),
    };
    in_language(language, ja, en)
}

/// まとめ通知: how many things of each category are new.
pub(super) fn digest(language: Language, counts: &[(Category, u32)], path: String) -> Notice {
    let parts: Vec<String> = counts.iter().map(|&(category, count)| counted(language, category, count)).collect();
    Notice {
        title: in_language(language, "まとめ通知", "New for you").to_owned(),
        body: parts.join(in_language(language, "、", ", ")),
        path,
    }
}

fn counted(language: Language, category: Category, count: u32) -> String {
    let (ja, one, many) = match category {
        Category::Message => ("メッセージ", "message", "messages"),
        Category::ContactRequest => ("連絡のお願い", "contact request", "contact requests"),
        Category::Offer => ("オファー", "offer", "offers"),
        Category::Desk => ("事務局の用件", "item at the desk", "items at the desk"),
        Category::Membership => ("在籍の変更", "change of membership", "changes of membership"),
    };
    match language {
        Language::System | Language::Ja => format!("{ja} {count}件"),
        Language::En => format!("{count} {}", if count == 1 { one } else { many }),
    }
}

/// Japanese first: also where the machine does not say.
fn in_language(language: Language, ja: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::System | Language::Ja => ja,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_counts_in_the_person_s_language() {
        let counts = [(Category::Message, 3), (Category::Offer, 1)];
        let body = |language| digest(language, &counts, "/messages".into()).body;
        assert_eq!(body(Language::Ja), "メッセージ 3件、オファー 1件");
        assert_eq!(body(Language::En), "3 messages, 1 offer");
        assert_eq!(body(Language::System), body(Language::Ja), "Japanese first");
    }
}
