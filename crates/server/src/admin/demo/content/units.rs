//! The organisations and what they are divided into.

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 会社
    Company,
    /// 学校
    School,
    /// 団体
    Association,
}

/// An organisation.
pub(crate) struct Organization {
    /// `c`, `u` or `a`.
    pub(crate) key: char,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its name.
    pub(crate) name: &'static str,
    /// The reading of its name, katakana.
    pub(crate) kana: &'static str,
    /// What it calls those who left.
    pub(crate) alumni_label: &'static str,
    /// Key of the person who begins it and runs its desk.
    pub(crate) organizer: &'static str,
    /// Parents before their children.
    pub(crate) units: &'static [Unit],
}

/// 部署・学部・支部.
pub(crate) struct Unit {
    /// Unique over all organisations; begins with the organisation's key.
    pub(crate) key: &'static str,
    /// Its own name, without its parents'.
    pub(crate) name: &'static str,
    /// Key of the unit it belongs to; empty at the top.
    pub(crate) parent: &'static str,
}

/// The company's name.
pub(crate) const COMPANY: &str = "うみかぜ精機株式会社";
/// The university's name.
pub(crate) const UNIVERSITY: &str = "汐見坂大学";
/// The association's name.
pub(crate) const ASSOCIATION: &str = "一般社団法人汐路精密技術者協会";

/// All three.
pub(crate) const ORGANIZATIONS: &[Organization] = &[
    Organization {
        key: 'c',
        kind: Kind::Company,
        name: COMPANY,
        kana: "ウミカゼセイキ",
        alumni_label: "アルムナイ",
        organizer: "misaki",
        units: &[
            unit("c-dev", "開発本部", ""),
            unit("c-control", "制御技術部", "c-dev"),
            unit("c-control2", "第二課", "c-control"),
            unit("c-mech", "機械設計部", "c-dev"),
            unit("c-elec", "電装設計部", "c-dev"),
            unit("c-design", "デザイン室", "c-dev"),
            unit("c-make", "生産本部", ""),
            unit("c-prod", "生産技術部", "c-make"),
            unit("c-quality", "品質保証部", "c-make"),
            unit("c-buy", "購買部", "c-make"),
            unit("c-sale", "営業本部", ""),
            unit("c-sales", "営業部", "c-sale"),
            unit("c-service", "サービス部", "c-sale"),
            unit("c-overseas", "海外サポート課", "c-service"),
            unit("c-admin", "管理本部", ""),
            unit("c-hr", "人事部", "c-admin"),
            unit("c-acct", "経理部", "c-admin"),
            unit("c-it", "情報システム部", "c-admin"),
        ],
    },
    Organization {
        key: 'u',
        kind: Kind::School,
        name: UNIVERSITY,
        kana: "シオミザカダイガク",
        alumni_label: "卒業生",
        organizer: "sakura",
        units: &[
            unit("u-eng", "工学部", ""),
            unit("u-info", "情報工学科", "u-eng"),
            unit("u-machine", "機械工学科", "u-eng"),
            unit("u-electro", "電気電子工学科", "u-eng"),
            unit("u-sci", "理学部", ""),
            unit("u-phys", "物理学科", "u-sci"),
            unit("u-art", "芸術学部", ""),
            unit("u-artdesign", "デザイン学科", "u-art"),
            unit("u-econ", "経済学部", ""),
            unit("u-hum", "人文学部", ""),
            unit("u-nurse", "看護学部", ""),
            unit("u-grad", "大学院工学研究科", ""),
            unit("u-office", "校友課", ""),
        ],
    },
    Organization {
        key: 'a',
        kind: Kind::Association,
        name: ASSOCIATION,
        kana: "シオジセイミツギジュツシャキョウカイ",
        alumni_label: "退会された方",
        organizer: "takatorimasako1",
        units: &[
            unit("a-east", "東支部", ""),
            unit("a-middle", "中支部", ""),
            unit("a-west", "西支部", ""),
            unit("a-young", "若手技術者部会", ""),
            unit("a-craft", "技能伝承委員会", ""),
            unit("a-office", "事務局", ""),
        ],
    },
];

const fn unit(key: &'static str, name: &'static str, parent: &'static str) -> Unit {
    Unit { key, name, parent }
}

/// Where the people written by hand stand: key, organisation, unit, cohort (入社年, 卒業年度).
pub(crate) const STANDING: &[(&str, char, &str, i32)] = &[
    ("misaki", 'c', "c-hr", 2013),
    ("sakura", 'u', "u-office", 2016),
    ("hanako", 'c', "c-control", 2013),
    ("hanako", 'u', "u-info", 2012),
    ("kenta", 'c', "c-control2", 2017),
    ("takumi", 'c', "c-sales", 2010),
    ("yui", 'u', "u-artdesign", 2013),
    ("yui", 'c', "c-design", 2014),
    ("daichi", 'c', "c-control", 1998),
    ("aoi", 'u', "u-info", 2027),
    ("ren", 'u', "u-info", 2012),
    ("emily", 'c', "c-overseas", 2018),
    ("shota", 'c', "c-control", 2027),
    ("nanami", 'u', "u-phys", 2014),
    ("nanami", 'c', "c-quality", 2015),
];

/// The organisation of a key.
pub(crate) fn organization(key: char) -> Option<&'static Organization> {
    ORGANIZATIONS.iter().find(|organization| organization.key == key)
}

/// A unit's name after its parents' from below the top of a company: 制御技術部 第二課, 工学部 情報工学科.
pub(crate) fn unit_name(key: &str) -> String {
    let units = || ORGANIZATIONS.iter().flat_map(|organization| organization.units);
    let find = |key: &str| units().find(|unit| unit.key == key);
    let Some(unit) = find(key) else { return String::new() };
    match find(unit.parent) {
        // 本部 stands on no card.
        Some(parent) if !parent.name.ends_with("本部") => format!("{} {}", unit_name(parent.key), unit.name),
        _ => unit.name.to_owned(),
    }
}
