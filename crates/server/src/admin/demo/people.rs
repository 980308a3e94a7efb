//! The people of the demo world who are written by hand: those with whom one signs in, and those who write to them. None of
//! them exists.

use super::content::{
    month::{Month, ym},
    people::{
        Education, Membership, Openness, Outcome, Person,
        Role::{self, Member, Organizer},
        Status::{self, Alumnus, Candidate, Current},
        Work,
    },
    units::{COMPANY, STANDING, UNIVERSITY},
};

/// A person, as a part in a play.
pub(super) struct Part {
    /// The local part of the address, and their name in this world.
    key: &'static str,
    family: &'static str,
    given: &'static str,
    family_kana: &'static str,
    given_kana: &'static str,
    memberships: &'static [(char, Status, Role)],
    headline: &'static str,
    summary: &'static str,
    /// Employer, title, from, to (empty: until today), description.
    work: &'static [(&'static str, &'static str, &'static str, &'static str, &'static str)],
    /// School, course, from, to.
    education: &'static [(&'static str, &'static str, &'static str, &'static str)],
    skills: &'static [(&'static str, &'static str)],
}

impl Part {
    /// The person of the part, who shows everything to the members of their organisations.
    pub(super) fn person(&self) -> Person {
        let owned = |texts: &[(&str, &str)]| texts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Person {
            key: self.key.to_owned(),
            family: self.family.to_owned(),
            given: self.given.to_owned(),
            family_kana: self.family_kana.to_owned(),
            given_kana: self.given_kana.to_owned(),
            latin: String::new(),
            former: None,
            born: String::new(),
            memberships: self.memberships.iter().map(|tie| self.membership(tie)).collect(),
            headline: self.headline.to_owned(),
            summary: self.summary.to_owned(),
            work: self.work.iter().filter_map(work).collect(),
            education: self.education.iter().filter_map(education).collect(),
            certificates: vec![],
            skills: owned(self.skills),
            languages: vec![],
            projects: vec![],
            links: vec![],
            contacts: vec![],
            openness: Openness::Members,
        }
    }

    fn membership(&self, (organization, status, role): &(char, Status, Role)) -> Membership {
        let standing = STANDING.iter().find(|(key, of, ..)| *key == self.key && of == organization);
        let (unit, cohort) = standing.map_or(("", 0), |(.., unit, cohort)| (*unit, *cohort));
        Membership {
            organization: *organization,
            status: *status,
            role: *role,
            unit,
            cohort,
            from: None,
            to: None,
            since_days_ago: 120,
        }
    }
}

fn work((employer, title, from, to, description): &(&str, &str, &str, &str, &str)) -> Option<Work> {
    Some(Work {
        employer: (*employer).to_owned(),
        title: (*title).to_owned(),
        from: month(from)?,
        to: month(to),
        description: (*description).to_owned(),
    })
}

fn education((school, course, from, to): &(&str, &str, &str, &str)) -> Option<Education> {
    let to = month(to);
    Some(Education {
        school: (*school).to_owned(),
        course: (*course).to_owned(),
        from: month(from)?,
        to,
        outcome: if to.is_some() { Outcome::Graduated } else { Outcome::Entered },
    })
}

/// The month of a text like `2019-04`.
fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    Some(ym(year.parse().ok()?, month.parse().ok()?))
}

/// All of them.
pub(super) const PEOPLE: &[Part] = &[
    Part {
        key: "misaki",
        family: "高梨",
        given: "美咲",
        family_kana: "タカナシ",
        given_kana: "ミサキ",
        memberships: &[('c', Current, Organizer)],
        headline: "人事部 アルムナイ事務局",
        summary: "うみかぜ精機のアルムナイ事務局を担当しています。復職や業務委託のご相談、社内の近況など、お気軽にお声がけください。",
        work: &[(COMPANY, "人事部 主任", "2013-04", "", "新卒採用、研修、アルムナイネットワークの運営。")],
        education: &[],
        skills: &[("採用", "新卒・中途あわせて10年")],
    },
    Part {
        key: "sakura",
        family: "吉永",
        given: "さくら",
        family_kana: "ヨシナガ",
        given_kana: "サクラ",
        memberships: &[('u', Current, Organizer)],
        headline: "校友課",
        summary: "卒業生のみなさまと在学生をつなぐ仕事をしています。",
        work: &[(UNIVERSITY, "校友課", "2016-04", "", "卒業生会の運営、キャリア講演会の企画。")],
        education: &[],
        skills: &[("イベント運営", "")],
    },
    Part {
        key: "hanako",
        family: "佐倉",
        given: "花子",
        family_kana: "サクラ",
        given_kana: "ハナコ",
        memberships: &[('c', Alumnus, Member), ('u', Alumnus, Member)],
        headline: "医療機器メーカーで組込みソフトの開発をしています",
        summary: "うみかぜ精機で8年間、工作機械の制御ソフトを担当しました。\nいまは医療機器の会社で、小さなチームのリーダーをしています。\n若い方の相談に乗るのが好きです。",
        work: &[
            (
                "みなと医療電子株式会社",
                "ソフトウェア開発課 課長",
                "2021-10",
                "",
                "輸液ポンプの組込みソフト。6人のチームをまとめています。",
            ),
            (COMPANY, "制御技術部", "2013-04", "2021-09", "五軸加工機の制御ソフト。後半は若手の指導も担当。"),
        ],
        education: &[(UNIVERSITY, "工学部 情報工学科", "2009-04", "2013-03")],
        skills: &[("C++", "組込み12年"), ("Rust", "社内の検査ツールで"), ("チーム運営", "")],
    },
    Part {
        key: "kenta",
        family: "水沢",
        given: "健太",
        family_kana: "ミズサワ",
        given_kana: "ケンタ",
        memberships: &[('c', Current, Member)],
        headline: "制御技術部 第二課",
        summary: "五軸加工機の制御ソフトを担当しています。佐倉さんの元後輩です。",
        work: &[(COMPANY, "制御技術部 第二課", "2017-04", "", "五軸加工機の制御ソフト、現地調整。")],
        education: &[("北見台工業大学", "機械工学科", "2013-04", "2017-03")],
        skills: &[("C++", ""), ("現地調整", "国内外あわせて40か所")],
    },
    Part {
        key: "takumi",
        family: "早瀬",
        given: "拓海",
        family_kana: "ハヤセ",
        given_kana: "タクミ",
        memberships: &[('c', Alumnus, Member)],
        headline: "金属加工の町工場を継ぎました",
        summary: "2020年にうみかぜ精機を退職し、実家の工場を継ぎました。うみかぜ製の加工機が3台あります。",
        work: &[
            ("有限会社早瀬製作所", "代表取締役", "2020-04", "", "試作部品の切削加工。従業員9名。"),
            (COMPANY, "営業部", "2010-04", "2020-03", "東海地区の法人営業。"),
        ],
        education: &[],
        skills: &[("見積り", ""), ("5軸加工", "")],
    },
    Part {
        key: "yui",
        family: "渡良瀬",
        given: "結衣",
        family_kana: "ワタラセ",
        given_kana: "ユイ",
        memberships: &[('u', Alumnus, Member), ('c', Alumnus, Member)],
        headline: "フリーランスのUIデザイナー",
        summary: "操作パネルの画面設計が得意です。週3日ほど新しいお仕事を受けられます。",
        work: &[
            ("フリーランス", "UIデザイナー", "2022-07", "", "産業機器の操作画面、使いやすさの調査。"),
            (COMPANY, "デザイン室", "2014-04", "2022-06", "操作パネルの画面設計。"),
        ],
        education: &[(UNIVERSITY, "芸術学部 デザイン学科", "2010-04", "2014-03")],
        skills: &[("画面設計", ""), ("ユーザビリティ調査", "")],
    },
    Part {
        key: "daichi",
        family: "中瀬",
        given: "大地",
        family_kana: "ナカセ",
        given_kana: "ダイチ",
        memberships: &[('c', Current, Member)],
        headline: "制御技術部 部長",
        summary: "一度離れた方の目で見たうみかぜを、ぜひ聞かせてください。",
        work: &[(COMPANY, "制御技術部 部長", "1998-04", "", "制御ソフトの開発全般。")],
        education: &[],
        skills: &[("制御工学", "")],
    },
    Part {
        key: "aoi",
        family: "小暮",
        given: "葵",
        family_kana: "コグレ",
        given_kana: "アオイ",
        memberships: &[('u', Current, Member)],
        headline: "情報工学科3年",
        summary: "組込みソフトの仕事に興味があります。",
        work: &[],
        education: &[(UNIVERSITY, "工学部 情報工学科", "2024-04", "")],
        skills: &[("Python", "授業と研究室で")],
    },
    Part {
        key: "ren",
        family: "加茂",
        given: "蓮",
        family_kana: "カモ",
        given_kana: "レン",
        memberships: &[('u', Alumnus, Member)],
        headline: "地方銀行のシステム部門",
        summary: "佐倉さんと同期です。同窓会の幹事をよく引き受けています。",
        work: &[("しおさい銀行", "システム部", "2013-04", "", "勘定系の保守、行内の教育。")],
        education: &[(UNIVERSITY, "工学部 情報工学科", "2009-04", "2013-03")],
        skills: &[("COBOL", ""), ("幹事", "")],
    },
    Part {
        key: "emily",
        family: "Carrow",
        given: "Emily",
        family_kana: "キャロウ",
        given_kana: "エミリー",
        memberships: &[('c', Alumnus, Member)],
        headline: "Field engineering lead in Leeds",
        summary: "Spent four years with the overseas support team in Shizuoka. Happy to help anyone moving abroad.",
        work: &[
            ("Northgate Robotics", "Field engineering lead", "2023-02", "", "Installations across northern England."),
            (COMPANY, "海外サポート課", "2018-10", "2022-12", "海外のお客さまの据付けと教育。"),
        ],
        education: &[],
        skills: &[("English–Japanese interpreting", "on the shop floor")],
    },
    Part {
        key: "shota",
        family: "山瀬",
        given: "翔太",
        family_kana: "ヤマセ",
        given_kana: "ショウタ",
        memberships: &[('c', Candidate, Member)],
        headline: "来春入社予定",
        summary: "来年4月に制御技術部へ入社予定です。",
        work: &[],
        education: &[("北見台工業大学", "電子工学科", "2023-04", "")],
        skills: &[("C", ""), ("ロボットコンテスト", "")],
    },
    Part {
        key: "nanami",
        family: "松葉",
        given: "七海",
        family_kana: "マツバ",
        given_kana: "ナナミ",
        memberships: &[('u', Alumnus, Member), ('c', Current, Member)],
        headline: "品質保証部",
        summary: "育児休業から復帰しました。在宅と出社を半分ずつにしています。",
        work: &[(COMPANY, "品質保証部", "2015-04", "", "出荷検査、お客さまからのお問合せの分析。")],
        education: &[(UNIVERSITY, "理学部 物理学科", "2011-04", "2015-03")],
        skills: &[("統計", ""), ("品質管理検定", "2級")],
    },
];
