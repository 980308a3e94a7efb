//! Organisations, and people in them.

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    id::{MembershipId, OrgId, PersonId},
};

/// What an organisation is; the words of the UI follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// 会社
    Company,
    /// 学校
    School,
    /// 団体
    Association,
}

/// A company, a school or an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Its id.
    pub id: OrgId,
    /// What it is.
    pub kind_of: OrganizationKind,
    /// Its name.
    pub name: String,
    /// The reading of its name, katakana.
    pub kana: String,
    /// What it calls those who left: アルムナイ, 卒業生, OB・OG.
    pub alumni_label: String,
}

/// A person's standing in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MembershipStatus {
    /// アルムナイ: left, graduated.
    Alumnus,
    /// 在籍者・在校生.
    Current,
    /// 候補者: has an offer or an admission.
    Candidate,
}

/// What a person does for the organisation in the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing beyond being a member.
    Member,
    /// 事務局: runs the network.
    Organizer,
}

/// A person's tie to an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// The organisation.
    pub organization: OrgId,
    /// The standing.
    pub status: MembershipStatus,
    /// The role.
    pub role: Role,
    /// When it began in the app.
    pub since: Millis,
}

/// A person's name as an organisation's members see it; a hidden part is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonName {
    /// Whose name.
    pub person: PersonId,
    /// 姓
    pub family: String,
    /// 名
    pub given: String,
    /// セイ
    pub family_kana: String,
    /// メイ
    pub given_kana: String,
}

impl PersonName {
    /// A person of whom nothing is shown.
    pub fn hidden(person: PersonId) -> Self {
        Self {
            person,
            family: String::new(),
            given: String::new(),
            family_kana: String::new(),
            given_kana: String::new(),
        }
    }
}

/// What the members of an organisation see of a person in its directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    /// The name with its reading.
    pub name: PersonName,
    /// The line under the name; empty when hidden.
    pub headline: String,
}
