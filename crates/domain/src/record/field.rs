//! Single values of a profile.

use serde::{Deserialize, Serialize};

use crate::{limit, visibility::Visibility};

/// A single value of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// 姓
    FamilyName,
    /// 名
    GivenName,
    /// セイ
    FamilyKana,
    /// メイ
    GivenKana,
    /// The line under the name.
    Headline,
    /// The text about oneself.
    Summary,
}

impl ProfileField {
    /// Every field, in the order of a profile.
    pub const ALL: [Self; 6] =
        [Self::FamilyName, Self::GivenName, Self::FamilyKana, Self::GivenKana, Self::Headline, Self::Summary];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::FamilyKana => "family_kana",
            Self::GivenKana => "given_kana",
            Self::Headline => "headline",
            Self::Summary => "summary",
        }
    }

    /// The field of a name on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == text)
    }

    /// Longest text, in characters.
    pub const fn limit(self) -> usize {
        match self {
            Self::FamilyName | Self::GivenName | Self::FamilyKana | Self::GivenKana => limit::NAME,
            Self::Headline => limit::HEADLINE,
            Self::Summary => limit::SUMMARY,
        }
    }

    /// Whether the text may have several lines, and so is merged line by line.
    pub const fn is_long(self) -> bool {
        match self {
            Self::FamilyName | Self::GivenName | Self::FamilyKana | Self::GivenKana | Self::Headline => false,
            Self::Summary => true,
        }
    }

    /// Whether an empty text is refused: a person without a family name could not be listed.
    pub const fn is_required(self) -> bool {
        match self {
            Self::FamilyName => true,
            Self::GivenName | Self::FamilyKana | Self::GivenKana | Self::Headline | Self::Summary => false,
        }
    }
}

/// A value and who sees it: one object, one op.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldValue {
    /// The text; empty means not given.
    pub text: String,
    /// Who sees it.
    pub visibility: Visibility,
}

/// A single value of a profile as a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldObject {
    /// Which value.
    pub field: ProfileField,
    /// The value.
    #[serde(flatten)]
    pub value: FieldValue,
}
