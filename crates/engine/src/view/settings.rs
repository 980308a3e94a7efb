//! Settings.

use domain::{
    Millis, OrgId, PersonId,
    record::{Cadence, Category, Conditions, PersonName, Preferences},
};
use serde::Serialize;
use ts_rs::TS;

/// When things of an organisation ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NotificationsView {
    /// Which organisation.
    pub organization: OrgId,
    /// Its name.
    pub name: String,
    /// Every category that can occur here, in a fixed order.
    pub cadences: Vec<CadenceView>,
}

/// When a category rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CadenceView {
    /// Which.
    pub category: Category,
    /// When.
    pub cadence: Cadence,
    /// It is what holds unless the person says otherwise.
    pub is_default: bool,
}

/// Somebody one has blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BlockItem {
    /// Whom.
    pub person: PersonId,
    /// By the name one knew.
    pub name: PersonName,
    /// Since when.
    pub at: Millis,
}

/// What a person sets for themselves, the same on every device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SettingsView {
    /// How dates look, and when it is quiet.
    pub preferences: Preferences,
    /// What the person looks for.
    pub conditions: Conditions,
    /// When things ring, by organisation.
    pub notifications: Vec<NotificationsView>,
    /// Whom one has blocked, newest first.
    pub blocks: Vec<BlockItem>,
}
