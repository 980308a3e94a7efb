//! Single values of a profile.

use serde::{Deserialize, Serialize};

use crate::{Millis, limit, visibility::Visibility};

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
    /// The name in Latin letters.
    LatinName,
    /// The line under the name.
    Headline,
    /// The text about oneself.
    Summary,
    /// A square JPEG without any metadata, base64.
    Photo,
    /// 在籍歴: units, cohort and position, which the organisation says. The person's is only the rule: the text is empty.
    Affiliation,
}

impl ProfileField {
    /// Every field, in the order of a profile.
    pub const ALL: [Self; 9] = [
        Self::FamilyName,
        Self::GivenName,
        Self::FamilyKana,
        Self::GivenKana,
        Self::LatinName,
        Self::Headline,
        Self::Summary,
        Self::Photo,
        Self::Affiliation,
    ];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::FamilyKana => "family_kana",
            Self::GivenKana => "given_kana",
            Self::LatinName => "latin_name",
            Self::Headline => "headline",
            Self::Summary => "summary",
            Self::Photo => "photo",
            Self::Affiliation => "affiliation",
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
            Self::LatinName | Self::Headline => limit::HEADLINE,
            Self::Summary => limit::SUMMARY,
            Self::Photo => limit::PHOTO,
            Self::Affiliation => 0,
        }
    }

    /// Whether the text may have several lines, and so is merged line by line.
    pub const fn is_long(self) -> bool {
        match self {
            Self::FamilyName
            | Self::GivenName
            | Self::FamilyKana
            | Self::GivenKana
            | Self::LatinName
            | Self::Headline
            | Self::Photo
            | Self::Affiliation => false,
            Self::Summary => true,
        }
    }

    /// Whether an empty text is refused: a person without a family name could not be listed.
    pub const fn is_required(self) -> bool {
        match self {
            Self::FamilyName => true,
            Self::GivenName
            | Self::FamilyKana
            | Self::GivenKana
            | Self::LatinName
            | Self::Headline
            | Self::Summary
            | Self::Photo
            | Self::Affiliation => false,
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
    /// 確認日: when the person last said that it is so; an edit of it says so too, one of who sees it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Millis>,
}
