//! What a row may hold.

use super::*;

fn education(from: &str, to: Option<&str>) -> RowValue {
    let body = RowBody::Education {
        school: "乙大学".to_owned(),
        course: String::new(),
        from: month(from),
        to: to.map(month),
        outcome: Outcome::Graduated,
    };
    RowValue::new(body, Visibility::default())
}

fn lasting(from: Option<&str>, to: Option<&str>) -> RowValue {
    let (name, from, to) = ("新製品".to_owned(), from.map(month), to.map(month));
    let body = RowBody::Project { name, role: String::new(), from, to, description: String::new() };
    RowValue::new(body, Visibility::default())
}

#[test]
fn nothing_ends_before_it_begins() {
    let invalid = || refused_at(RefusalCode::Invalid, "to");
    check(NONE, &add(work_of("甲社", "", Some("2015-03"), "")), invalid());
    check(NONE, &add(education("2015-04", Some("2014-12"))), invalid());
    check(NONE, &add(lasting(Some("2015-04"), Some("2015-03"))), invalid());
    let current = || stands(ELSEWHERE, row(work("営業")));
    check(current(), &edit(work("営業"), work_of("甲社", "", Some("2015-03"), "")), invalid());
    for value in [
        work_of("甲社", "", Some("2015-04"), ""),
        work_of("甲社", "", None, ""),
        education("2015-04", Some("2015-04")),
        education("2015-04", None),
        lasting(None, Some("2014-12")),
        lasting(Some("2015-04"), None),
        lasting(Some("2015-04"), Some("2015-04")),
    ] {
        check(NONE, &add(value.clone()), Ok(Applied::Put(row(value))));
    }
}

#[test]
fn a_beginning_and_an_end_that_cross_contradict_each_other() {
    let base = education("2010-04", Some("2020-03"));
    let (mine, theirs) = (education("2018-04", Some("2020-03")), education("2010-04", Some("2012-03")));
    let conflict = Ok(Applied::Conflict(row(mine.clone())));
    check(stands(ELSEWHERE, row(theirs)), &edit(base, mine), conflict);
}

/// A text of a row.
struct Text {
    /// Its name on the wire.
    name: &'static str,
    /// Its longest form.
    limit: usize,
    /// Whether a row without it is refused.
    is_needed: bool,
    /// Whether it may have several lines.
    has_lines: bool,
    /// A row that holds it.
    body: fn(String) -> RowBody,
}

const fn needed(name: &'static str, body: fn(String) -> RowBody) -> Text {
    Text { name, limit: limit::SHORT, is_needed: true, has_lines: false, body }
}

const fn line(name: &'static str, body: fn(String) -> RowBody) -> Text {
    Text { is_needed: false, ..needed(name, body) }
}

const fn lines(name: &'static str, body: fn(String) -> RowBody) -> Text {
    Text { limit: limit::NOTE, has_lines: true, ..line(name, body) }
}

fn school(school: &str, course: &str) -> RowBody {
    let (school, course) = (school.to_owned(), course.to_owned());
    RowBody::Education { school, course, from: month("2015-04"), to: None, outcome: Outcome::Left }
}

fn project(name: &str, role: &str, description: &str) -> RowBody {
    let (name, role, description) = (name.to_owned(), role.to_owned(), description.to_owned());
    RowBody::Project { name, role, from: None, to: None, description }
}

fn contact(value: &str, label: &str) -> RowBody {
    RowBody::Contact { contact: ContactKind::Phone, value: value.to_owned(), label: label.to_owned() }
}

const TEXTS: [Text; 20] = [
    needed("employer", |employer| work_of(&employer, "", None, "").body),
    line("title", |title| work_of("甲社", &title, None, "").body),
    lines("description", |description| work_of("甲社", "", None, &description).body),
    needed("school", |name| school(&name, "")),
    line("course", |course| school("乙大学", &course)),
    needed("name", |name| RowBody::Certificate { name, issuer: String::new(), at: None }),
    line("issuer", |issuer| RowBody::Certificate { name: "簿記".to_owned(), issuer, at: None }),
    needed("name", |name| RowBody::Skill { name, note: String::new() }),
    lines("note", |note| RowBody::Skill { name: "英語".to_owned(), note }),
    needed("name", |name| RowBody::Language { name, level: String::new() }),
    line("level", |level| RowBody::Language { name: "英語".to_owned(), level }),
    needed("name", |name| project(&name, "", "")),
    line("role", |role| project("新製品", &role, "")),
    lines("description", |description| project("新製品", "", &description)),
    line("label", |label| RowBody::Link { url: "https://example.jp".to_owned(), label }),
    Text { limit: limit::CONTACT, ..needed("value", |value| contact(&value, "")) },
    line("label", |label| contact("090-0000-0000", &label)),
    needed("family", |family| RowBody::FormerName { family, family_kana: String::new() }),
    needed("label", |label| RowBody::Custom { label, value: String::new() }),
    lines("value", |value| RowBody::Custom { label: "趣味".to_owned(), value }),
];

/// Adding a row with a text and editing one to have it come to the same.
#[track_caller]
fn check_text(body: fn(String) -> RowBody, text: &str, stored: Result<&str, Refusal>) {
    let value = |text: &str| RowValue::new(body(text.to_owned()), Visibility::default());
    let put = stored.map(|stored| Applied::Put(row(value(stored))));
    check(NONE, &add(value(text)), put.clone());
    check(stands(ELSEWHERE, row(value("以前"))), &edit(value("以前"), value(text)), put);
}

#[test]
fn limits_count_characters_of_the_stored_form() {
    for Text { name, limit, body, .. } in TEXTS {
        check_text(body, &long(limit), Ok(&long(limit)));
        check_text(body, &long(limit + 1), Err(Refusal::at(RefusalCode::TextTooLong, name)));
        check_text(body, &"か\u{3099}".repeat(limit), Ok(&"が".repeat(limit)));
        check_text(body, &format!("{}\u{0} \n", long(limit)), Ok(&long(limit)));
    }
}

#[test]
fn what_a_row_is_named_by_is_needed() {
    for Text { name, is_needed, body, .. } in TEXTS {
        for text in ["", " 　\t\r\n", "\u{0}\u{1f}"] {
            check_text(body, text, if is_needed { Err(Refusal::at(RefusalCode::Empty, name)) } else { Ok("") });
        }
    }
}

#[test]
fn what_nobody_can_see_names_nothing() {
    for Text { name, body, .. } in TEXTS.into_iter().filter(|text| text.is_needed) {
        for text in ["\u{200b}", "\u{feff} \u{ad}", "\u{202e}\u{2060}\u{200f}", "\u{3164}\u{2800}"] {
            check_text(body, text, Err(Refusal::at(RefusalCode::Empty, name)));
        }
    }
}

#[test]
fn there_are_not_endlessly_many_rules() {
    let with = |count| RowValue { visibility: rules(count), ..work("営業") };
    let (full, over) = (with(limit::RULES), with(limit::RULES + 1));
    check(NONE, &add(full.clone()), Ok(Applied::Put(row(full.clone()))));
    check(NONE, &add(over.clone()), refused_at(RefusalCode::TooMany, "visibility"));
    let current = || stands(ELSEWHERE, row(work("営業")));
    check(current(), &edit(work("営業"), full.clone()), Ok(Applied::Put(row(full))));
    check(current(), &edit(work("営業"), over), refused_at(RefusalCode::TooMany, "visibility"));
}

#[test]
fn only_notes_have_lines() {
    for Text { has_lines, body, .. } in TEXTS {
        check_text(body, "一\r\n二\u{7}", Ok(if has_lines { "一\n二" } else { "一 二" }));
    }
}

/// Of these there is no row to edit that would have 以前 in it, but the same check.
#[test]
fn readings_of_a_former_name_have_their_limit() {
    let former = |kana: &str| {
        let body = RowBody::FormerName { family: "山田".to_owned(), family_kana: kana.to_owned() };
        RowValue::new(body, Visibility::default())
    };
    check(NONE, &add(former(" ヤマダ ")), Ok(Applied::Put(row(former("ヤマダ")))));
    let over = former(&long(limit::SHORT + 1));
    check(NONE, &add(over), refused_at(RefusalCode::TextTooLong, "family_kana"));
}

fn link(url: &str) -> RowValue {
    RowValue::new(RowBody::Link { url: url.to_owned(), label: String::new() }, Visibility::default())
}

#[test]
fn a_link_is_what_a_browser_opens() {
    for (url, stored) in [
        ("https://example.jp", "https://example.jp"),
        ("http://example.jp:8080/a?b=c@d#e\\f", "http://example.jp:8080/a?b=c@d#e\\f"),
        (" HTTPS://Example.jp/あ \n", "https://Example.jp/あ"),
        ("https://日本語.jp/", "https://日本語.jp/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://example.jp/\u{202e}gpj.exe", "https://example.jp/gpj.exe"),
    ] {
        check(NONE, &add(link(url)), Ok(Applied::Put(row(link(stored)))));
        check(stands(ELSEWHERE, row(link(stored))), &edit(link(stored), link(url)), Ok(Applied::Unchanged));
    }
}

#[test]
fn nothing_else_is_a_link() {
    for url in [
        "",
        "example.jp",
        "//example.jp",
        "javascript:alert(1)",
        "JavaScript://example.jp/%0aalert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "mailto:a@example.jp",
        "resumex://redeem?code=1",
        "https:example.jp",
        "https:/example.jp",
        "https://",
        "https:///example.jp",
        "https://?example.jp",
        "https://:80/",
        "https://.",
        "https://-",
        "https://example.jp@evil.example/",
        "https://user:pass@evil.example/",
        "https://example.jp\\@evil.example/",
        "https://example.jp\\.evil.example/",
        "https://exa%6dple.jp/",
        "https://example.jp＠evil.example/",
        "https://example.jp／evil",
        "https://exam ple.jp/",
        "https://example.jp/a b",
        "https://example.jp/a\u{3000}b",
        "https://exa\u{200b}mple.jp/",
        "https://example.jp/\u{200d}",
        "https://example.jp/\u{3164}",
        "https://example.jp/\u{ad}",
        "https://example.jp/\u{e0041}",
        "<a href=https://example.jp>",
        "xhttps://example.jp",
    ] {
        check(NONE, &add(link(url)), refused_at(RefusalCode::Invalid, "url"));
        let current = stands(ELSEWHERE, row(link("https://example.jp")));
        check(current, &edit(link("https://example.jp"), link(url)), refused_at(RefusalCode::Invalid, "url"));
    }
    let longest = format!("https://example.jp/{}", "a".repeat(limit::URL - "https://example.jp/".len()));
    check(NONE, &add(link(&longest)), Ok(Applied::Put(row(link(&longest)))));
    check(NONE, &add(link(&format!("{longest}a"))), refused_at(RefusalCode::TextTooLong, "url"));
}
