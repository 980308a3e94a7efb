//! Organisations, and people in them.

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    id::{MembershipId, OrgId, PersonId, UnitId},
    viewer::Standing,
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

/// 部署・学部: a unit of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgUnit {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// The unit it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
}

/// A person's standing in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing beyond being a member.
    Member,
    /// 事務局: runs the network.
    Organizer,
}

/// A change of status; the account stays the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusTransition {
    /// From.
    pub from: MembershipStatus,
    /// To.
    pub to: MembershipStatus,
    /// When the organisation said so.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: Millis,
}

/// What an organisation says of a member, and may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberValue {
    /// The status.
    pub status: MembershipStatus,
    /// The role.
    pub role: Role,
    /// 在籍歴: the units they belong or belonged to. Sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// 期・卒業年度: the year in which they graduated or joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<u16>,
    /// The position they hold or held there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl MemberValue {
    /// A member of whom only the standing is known.
    pub const fn new(status: MembershipStatus, role: Role) -> Self {
        Self { status, role, units: Vec::new(), cohort: None, title: String::new() }
    }

    /// The class of viewers they belong to.
    pub const fn standing(&self) -> Standing {
        Standing { status: self.status, role: self.role }
    }
}

/// A person's tie to an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// The organisation.
    pub organization: OrgId,
    /// What the organisation says.
    #[serde(flatten)]
    pub value: MemberValue,
    /// When it began in the app.
    pub since: Millis,
    /// Changes of status, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<StatusTransition>,
}

/// A member as the organisation's desk knows them. The name is the one the organisation enrolled them by, whatever they
/// show of their profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The name in the organisation's roster.
    pub name: PersonName,
    /// The membership.
    pub membership: Membership,
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

/// 旧姓
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerName {
    /// 姓
    pub family: String,
    /// セイ
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family_kana: String,
}

/// What a member of an organisation sees of a person in its directory: everything that can be searched (design §4.12).
/// What is hidden is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    /// The name with its reading.
    pub name: PersonName,
    /// 旧姓
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerName>,
    /// The name in Latin letters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub latin: String,
    /// The line under the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// Where they work now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// As what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// スキル
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// The standing in the organisation: whoever is listed shows it.
    pub status: MembershipStatus,
    /// Whether they run the organisation's network.
    pub role: Role,
    /// 部署・学部
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// 期・卒業年度
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<u16>,
    /// The fingerprint of the page as this viewer may see it: it changes with whatever they see there. Eight letters; empty
    /// where nobody made one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
}
