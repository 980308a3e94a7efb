//! Entries of a profile's lists: work, education, certificates, skills, languages, projects, links, contact points, former names.

use serde::{Deserialize, Serialize};

use crate::{Millis, date::YearMonth, id::RowId, visibility::Visibility};

/// How an education ended, in the words of a 履歴書.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 入学
    Entered,
    /// 卒業
    Graduated,
    /// 中退
    Left,
    /// 修了
    Completed,
}

/// What a contact value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
}

/// The content of a row, tagged by `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RowBody {
    /// 職歴 (WorkEntry)
    Work {
        /// 会社名
        employer: String,
        /// 役職・職種
        title: String,
        /// 入社
        from: YearMonth,
        /// 退社; none: 現在に至る
        to: Option<YearMonth>,
        /// What one did.
        description: String,
    },
    /// 学歴 (EducationEntry)
    Education {
        /// 学校名
        school: String,
        /// 学部・学科
        course: String,
        /// 入学
        from: YearMonth,
        /// The end; none: still there.
        to: Option<YearMonth>,
        /// How it ended.
        outcome: Outcome,
    },
    /// 資格・免許
    Certificate {
        /// Its name.
        name: String,
        /// Who gave it.
        issuer: String,
        /// When.
        at: Option<YearMonth>,
    },
    /// スキル
    Skill {
        /// Its name.
        name: String,
        /// A remark.
        note: String,
    },
    /// 語学
    Language {
        /// Which.
        name: String,
        /// How well, in the person's words: 日常会話, TOEIC 850.
        level: String,
    },
    /// プロジェクト・実績
    Project {
        /// Its name.
        name: String,
        /// What one was in it.
        role: String,
        /// From.
        from: Option<YearMonth>,
        /// To; none: still going on, or not said.
        to: Option<YearMonth>,
        /// What it was about.
        description: String,
    },
    /// リンク
    Link {
        /// `https://` or `http://`
        url: String,
        /// What it leads to.
        label: String,
    },
    /// 旧姓 (FormerFamilyName)
    FormerName {
        /// 姓
        family: String,
        /// セイ
        family_kana: String,
    },
    /// その他 (CustomField)
    Custom {
        /// What it is.
        label: String,
        /// The text.
        value: String,
    },
    /// 連絡先 (ContactPoint)
    Contact {
        /// What the value is.
        contact: ContactKind,
        /// The value.
        value: String,
        /// 自宅, 携帯 …
        label: String,
    },
}

/// Which list a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RowType {
    /// 職歴
    Work,
    /// 学歴
    Education,
    /// 資格・免許
    Certificate,
    /// スキル
    Skill,
    /// 語学
    Language,
    /// プロジェクト・実績
    Project,
    /// リンク
    Link,
    /// 連絡先
    Contact,
    /// 旧姓
    FormerName,
    /// その他
    Custom,
}

impl RowType {
    /// Every list, in the order of a profile.
    pub const ALL: [Self; 10] = [
        Self::FormerName,
        Self::Work,
        Self::Education,
        Self::Certificate,
        Self::Skill,
        Self::Language,
        Self::Project,
        Self::Link,
        Self::Contact,
        Self::Custom,
    ];
}

impl RowBody {
    /// The list it belongs to.
    pub const fn row_type(&self) -> RowType {
        match self {
            Self::Work { .. } => RowType::Work,
            Self::Education { .. } => RowType::Education,
            Self::Certificate { .. } => RowType::Certificate,
            Self::Skill { .. } => RowType::Skill,
            Self::Language { .. } => RowType::Language,
            Self::Project { .. } => RowType::Project,
            Self::Link { .. } => RowType::Link,
            Self::Contact { .. } => RowType::Contact,
            Self::FormerName { .. } => RowType::FormerName,
            Self::Custom { .. } => RowType::Custom,
        }
    }
}

/// A row's content and who sees it: one object, one op.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowValue {
    /// The content.
    pub body: RowBody,
    /// Who sees it.
    pub visibility: Visibility,
}

/// A row as a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// Content and visibility.
    #[serde(flatten)]
    pub value: RowValue,
    /// Where it stands in its list (see [`crate::place`]).
    pub place: String,
    /// 確認日: when the person last said that it is so; an edit of it says so too, one of who sees it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Millis>,
}
