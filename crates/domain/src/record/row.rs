//! Entries of a profile's lists: work, education, skills, contact points.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{id::RowId, visibility::Visibility};

/// A month of the Gregorian calendar, as text `2019-04`. Years 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "String"))]
pub struct YearMonth {
    year: u16,
    month: u8,
}

/// A text that is no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month of the form 2019-04")]
pub struct NotAMonth;

impl FromStr for YearMonth {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(NotAMonth);
        }
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year) || !digits(month) {
            return Err(NotAMonth);
        }
        let (year, month) = (year.parse().map_err(|_| NotAMonth)?, month.parse().map_err(|_| NotAMonth)?);
        if !(1900..2200).contains(&year) || !(1..=12).contains(&month) {
            return Err(NotAMonth);
        }
        Ok(Self { year, month })
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for YearMonth {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

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
    /// A web address.
    Url,
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
    /// スキル
    Skill {
        /// Its name.
        name: String,
        /// A remark.
        note: String,
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
    /// スキル
    Skill,
    /// 連絡先
    Contact,
}

impl RowBody {
    /// The list it belongs to.
    pub const fn row_type(&self) -> RowType {
        match self {
            Self::Work { .. } => RowType::Work,
            Self::Education { .. } => RowType::Education,
            Self::Skill { .. } => RowType::Skill,
            Self::Contact { .. } => RowType::Contact,
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_four_digits_and_two() {
        assert_eq!("2019-04".parse::<YearMonth>().map(|m| m.to_string()), Ok("2019-04".to_owned()));
        for text in ["2019-4", "2019-13", "1899-12", "2200-01", "２０１９-04", "+019-04", "2019-04-01", ""] {
            assert_eq!(text.parse::<YearMonth>(), Err(NotAMonth), "{text}");
        }
    }
}
