//! The own profile.

use domain::{
    OpId, OrgId, RowId, Visibility,
    record::{MembershipStatus, OrganizationKind, ProfileField, Role, RowBody},
};
use serde::Serialize;
use ts_rs::TS;

/// A single value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldView {
    /// Which.
    pub field: ProfileField,
    /// The text; empty when not given.
    pub text: String,
    /// Who sees it.
    pub visibility: Visibility,
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
    /// One's standing.
    pub status: MembershipStatus,
    /// One's role.
    pub role: Role,
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
    /// スキル
    pub skills: Vec<RowView>,
    /// 連絡先
    pub contacts: Vec<RowView>,
    /// The organisations one belongs to.
    pub organizations: Vec<OrganizationItem>,
    /// The address signed in with.
    pub login_address: Option<String>,
}
