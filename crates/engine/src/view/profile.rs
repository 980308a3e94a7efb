//! The own profile.

use domain::{
    Millis, OpId, OrgId, RowId, Visibility,
    record::{MemberValue, OrganizationKind, ProfileField, RowBody},
    viewer::Grants,
};
use serde::Serialize;
use ts_rs::TS;

use super::UnitItem;

/// A single value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldView {
    /// Which.
    pub field: ProfileField,
    /// The text; empty when not given.
    pub text: String,
    /// Who sees it.
    pub visibility: Visibility,
    /// 確認日: when it was last said that it is so.
    pub confirmed_at: Option<Millis>,
    /// That is so long ago that it should be looked at again.
    pub stale: bool,
    /// An edit waits to be sent.
    pub pending: bool,
    /// The op on it that was refused.
    pub refused: Option<OpId>,
    /// The op on it that contradicts another edit.
    pub conflict: Option<OpId>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowView {
    /// Its id.
    pub row: RowId,
    /// Its content.
    pub body: RowBody,
    /// Who sees it.
    pub visibility: Visibility,
    /// 確認日: when it was last said that it is so.
    pub confirmed_at: Option<Millis>,
    /// That is so long ago that it should be looked at again.
    pub stale: bool,
    /// An edit waits to be sent.
    pub pending: bool,
    /// The op on it that was refused.
    pub refused: Option<OpId>,
    /// The op on it that contradicts another edit.
    pub conflict: Option<OpId>,
}

/// An organisation one belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrganizationItem {
    /// Its id.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganizationKind,
    /// What it calls those who left.
    pub alumni_label: String,
    /// What it says of one: status, role, units, cohort, position.
    pub member: MemberValue,
    /// Since when one belongs to it.
    pub since: Millis,
    /// What the membership lets one do.
    pub grants: Grants,
    /// Its units, in the order of their tree.
    pub units: Vec<UnitItem>,
}

/// The own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProfileView {
    /// Every single value, in the order of a profile.
    pub fields: Vec<FieldView>,
    /// 職歴
    pub work: Vec<RowView>,
    /// 学歴
    pub education: Vec<RowView>,
    /// 資格・免許
    pub certificates: Vec<RowView>,
    /// スキル
    pub skills: Vec<RowView>,
    /// 語学
    pub languages: Vec<RowView>,
    /// プロジェクト・実績
    pub projects: Vec<RowView>,
    /// リンク
    pub links: Vec<RowView>,
    /// 連絡先
    pub contacts: Vec<RowView>,
    /// 旧姓
    pub former_names: Vec<RowView>,
    /// その他
    pub custom: Vec<RowView>,
    /// The organisations one belongs to.
    pub organizations: Vec<OrganizationItem>,
    /// The address signed in with.
    pub login_address: Option<String>,
}
