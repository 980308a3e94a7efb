//! What a person sets for themselves, the same on every device. The last writer wins.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Cadence, Category, OfferKind, PayUnit, Remote};
use crate::{date::YearMonth, id::OrgId, scope::UnknownName};

/// Which setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingName {
    /// [`Setting::Preferences`]
    Preferences,
    /// [`Setting::Conditions`]
    Conditions,
    /// [`Setting::Notifications`] of an organisation.
    Notifications(OrgId),
}

/// A setting, tagged by `setting`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "setting", rename_all = "snake_case")]
pub enum Setting {
    /// How dates look, and when it is quiet.
    Preferences(Preferences),
    /// What the person looks for. Nobody else ever gets it; offers are held against it on the device.
    Conditions(Conditions),
    /// When things of an organisation ring.
    Notifications(NotificationPrefs),
}

impl Setting {
    /// Which setting it is.
    pub const fn name(&self) -> SettingName {
        match self {
            Self::Preferences(_) => SettingName::Preferences,
            Self::Conditions(_) => SettingName::Conditions,
            Self::Notifications(prefs) => SettingName::Notifications(prefs.organization),
        }
    }
}

/// How years are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// 西暦
    #[default]
    Western,
    /// 和暦
    Japanese,
}

/// How dates look, and when it is quiet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// How years are written.
    pub era: Era,
    /// おやすみ時間; none: there is none.
    pub quiet: Option<QuietHours>,
}

/// おやすみ時間: what would ring in it rings at its end. In the device's local time, across midnight if `to` is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuietHours {
    /// Minutes after midnight at which it begins, 0 to 1439.
    pub from: u16,
    /// Minutes after midnight at which it ends, 0 to 1439.
    pub to: u16,
}

/// When things of an organisation ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationPrefs {
    /// Which organisation.
    pub organization: OrgId,
    /// What differs from [`Category::default_cadence`], at most one of each category, sorted.
    pub cadences: Vec<CategoryCadence>,
}

/// When a category rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryCadence {
    /// Which category.
    pub category: Category,
    /// When it rings.
    pub cadence: Cadence,
}

impl NotificationPrefs {
    /// When a category rings.
    pub fn cadence(&self, category: Category) -> Cadence {
        let set = self.cadences.iter().find(|set| set.category == category);
        set.map_or_else(|| category.default_cadence(), |set| set.cadence)
    }
}

/// What the person looks for. Whatever is left out is not asked of an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conditions {
    /// Kinds of offers.
    pub kinds: Vec<OfferKind>,
    /// 都道府県 of the workplace, as offers name them.
    pub prefectures: Vec<String>,
    /// How much of the work can be done from elsewhere, at least.
    pub remote: Option<Remote>,
    /// Pay, at least.
    pub pay: Option<LeastPay>,
    /// From when on.
    pub from: Option<YearMonth>,
}

/// Pay, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeastPay {
    /// For what time.
    pub unit: PayUnit,
    /// Yen.
    pub yen: u32,
}

impl fmt::Display for SettingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preferences => f.write_str("preferences"),
            Self::Conditions => f.write_str("conditions"),
            Self::Notifications(organization) => write!(f, "notifications:{organization}"),
        }
    }
}

impl FromStr for SettingName {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text.split_once(':') {
            None if text == "preferences" => Ok(Self::Preferences),
            None if text == "conditions" => Ok(Self::Conditions),
            Some(("notifications", id)) => id.parse().map(Self::Notifications).map_err(|_| UnknownName),
            _ => Err(UnknownName),
        }
    }
}
