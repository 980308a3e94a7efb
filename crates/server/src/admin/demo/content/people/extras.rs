//! What else a profile holds.

use super::{
    super::{
        careers::Profession,
        month::{Month, PRESENT, ym},
        seed::Seed,
    },
    Certificate, Contact, ContactKind, Project, Work,
};

const STUDENT_SKILLS: &[(&str, &str)] = &[
    ("プログラミング", "授業と研究室で"),
    ("3次元CAD", "授業で半年"),
    ("電子工作", "小学生のころから"),
    ("表計算", "アルバイト先で"),
    ("動画編集", "サークルの記録係"),
    ("実験", "報告書は早いほうです"),
    ("発表", "学会で一度"),
    ("文章を書くこと", ""),
    ("音響", "学園祭の裏方"),
    ("統計", "勉強中"),
];
const STUDENT_CERTIFICATES: &[&str] =
    &["普通自動車第一種運転免許", "基本情報技術者試験", "実用英語技能検定 2級", "日商簿記検定 3級"];

/// What a student has to show: skills, and at most one certificate.
pub(super) fn of_student(seed: &mut Seed) -> (Vec<(String, String)>, Vec<Certificate>) {
    let count = 1 + seed.below(3);
    let skills = seed.some(STUDENT_SKILLS, count);
    let certificate = seed.percent(45).then(|| Certificate {
        name: seed.text(STUDENT_CERTIFICATES).to_owned(),
        at: PRESENT.plus(-seed.between(1, 24)),
    });
    let skills = skills.into_iter().map(|(name, note)| (name.to_owned(), note.to_owned()));
    (skills.collect(), certificate.into_iter().collect())
}

/// Two to five skills of a trade, some with a remark.
pub(super) fn skills(profession: &Profession, years: i32, seed: &mut Seed) -> Vec<(String, String)> {
    let count = 2 + seed.below(4);
    let some = seed.some(profession.skills, count);
    some.into_iter()
        .map(|(name, note)| {
            let note = if seed.percent(65) { note.replace("{years}", &years.to_string()) } else { String::new() };
            (name.to_owned(), note)
        })
        .collect()
}

/// None to two certificates, taken since a year before work began and since they are given, newest first.
pub(super) fn certificates(profession: &Profession, start: Month, seed: &mut Seed) -> Vec<Certificate> {
    let mut list = profession.certificates.to_vec();
    if seed.percent(12) {
        list.push(("普通自動車第一種運転免許", 1960));
    }
    let count = seed.below(3);
    let mut taken: Vec<_> = seed
        .some(&list, count)
        .into_iter()
        .map(|(name, since)| {
            let from = start.plus(-12).max(ym(since, 7)).min(PRESENT.plus(-3));
            let at = from.plus(seed.between(0, from.until(PRESENT).min(180)));
            Certificate { name: name.to_owned(), at }
        })
        .collect();
    taken.sort_by_key(|certificate| std::cmp::Reverse(certificate.at));
    taken
}

/// Languages and how well; all who came from elsewhere name two.
pub(super) fn languages(profession: &Profession, first: Option<&str>, seed: &mut Seed) -> Vec<(String, String)> {
    let mut list = vec![];
    let mut speaks = |name: &str, how: &str| list.push((name.to_owned(), how.to_owned()));
    if let Some(first) = first {
        speaks(first, "母語");
        speaks("日本語", seed.text(&["日常会話", "仕事で使用", "読み書きとも可"]));
        return list;
    }
    if profession.key == "overseas" || seed.percent(34) {
        let easy = ["読み書き", "日常会話", "技術文書を読む程度", "会議で使用"];
        let well = ["仕事で使用", "交渉・通訳", "駐在経験あり"];
        let how = if profession.key == "overseas" { seed.text(&well) } else { seed.text(&easy) };
        speaks("英語", how);
    }
    if seed.percent(9) {
        let other = seed.text(&["中国語", "ドイツ語", "タイ語", "韓国語", "ベトナム語", "ポルトガル語", "日本手話"]);
        speaks(other, seed.text(&["あいさつ程度", "日常会話", "学習中"]));
    }
    list
}

/// One thing made, by one in five of those who work.
pub(super) fn projects(profession: &Profession, work: &[Work], seed: &mut Seed) -> Vec<Project> {
    let (Some(at), Some((name, description))) = (seed.one(work), seed.one(profession.projects)) else { return vec![] };
    if !seed.percent(22) {
        return vec![];
    }
    let room = at.from.until(at.to.unwrap_or(PRESENT));
    let from = at.from.plus(seed.between(0, room / 2));
    let to = from.plus(seed.between(3, 30));
    let to = if at.to.is_some_and(|end| to > end) { at.to } else { Some(to).filter(|to| *to <= PRESENT) };
    let role =
        if seed.percent(50) { seed.text(&["まとめ役", "設計", "発案と試作", "事務局"]) } else { "" };
    vec![Project { name: (*name).to_owned(), role: role.to_owned(), description: (*description).to_owned(), from, to }]
}

/// A page of one's own, for one in six.
pub(super) fn links(key: &str, seed: &mut Seed) -> Vec<(String, String)> {
    let mut list = vec![];
    if seed.percent(16) {
        let (label, path) = seed
            .one(&[("個人サイト", ""), ("技術メモ", "notes"), ("作品集", "works"), ("発表資料", "slides")])
            .copied()
            .unwrap_or_default();
        list.push((label.to_owned(), format!("https://{key}.example.test/{path}")));
    }
    list
}

/// None to two, with numbers that nobody has; nothing of an office for one who works in none.
pub(super) fn contacts(key: &str, is_working: bool, seed: &mut Seed) -> Vec<Contact> {
    let mut list = vec![];
    if seed.percent(42) {
        let numbers = [
            ("090-0000-0000", "携帯"),
            ("080-0000-0000", "携帯"),
            ("070-0000-0000", "携帯"),
            ("03-0000-0000", "勤務先"),
            ("052-000-0000", "勤務先"),
            ("053-000-0000", "自宅"),
            ("054-000-0000", "自宅"),
        ];
        let fit: Vec<_> = numbers.into_iter().filter(|(_, label)| is_working || *label != "勤務先").collect();
        let (value, label) = seed.one(&fit).copied().unwrap_or_default();
        list.push(Contact { kind: ContactKind::Phone, value: value.to_owned(), label });
    }
    if is_working && seed.percent(30) {
        list.push(Contact { kind: ContactKind::Email, value: format!("{key}@work.example.test"), label: "勤務先" });
    }
    list
}
