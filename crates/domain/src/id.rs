//! Ids: UUIDs with a type each, so that a person's id cannot stand where a message's is meant. On every wire a string.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "String"))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A human being, whatever the organisations.
    PersonId,
    /// A company, school or association.
    OrgId,
    /// A person's tie to one organisation.
    MembershipId,
    /// An entry of a profile list: work, education, skill, contact point.
    RowId,
    /// A conversation; for a direct one see [`ConversationId::direct`], for one with a desk [`ConversationId::desk`].
    ConversationId,
    /// A message, named by its author's device.
    MessageId,
    /// One intent of a person, named by the device that had it (UUIDv7).
    OpId,
    /// A signed-in device.
    SessionId,
    /// A unit of an organisation: department, faculty, branch.
    UnitId,
    /// A job offer.
    OfferId,
    /// A report of somebody's conduct.
    ReportId,
    /// Something to notice; the id of what it is about, or of its own.
    NoticeId,
}

/// Name space of direct conversations (a random UUID, fixed for ever).
const DIRECT: Uuid = Uuid::from_u128(0x6f0e_2b57_9c41_4b0c_8d7e_52a1_c3d4_90ef);
/// Name space of conversations with a desk (a random UUID, fixed for ever).
const DESK: Uuid = Uuid::from_u128(0xb1c7_4e03_2f68_4d19_a5d2_07be_6c83_f94a);

impl ConversationId {
    /// The one direct conversation of two people in an organisation. Derived from its parts, so that two people
    /// who both start it offline meet in the same one.
    pub fn direct(organization: OrgId, a: PersonId, b: PersonId) -> Self {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let mut bytes = Vec::with_capacity(48);
        for id in [organization.0, low.0, high.0] {
            bytes.extend_from_slice(id.as_bytes());
        }
        Self(Uuid::new_v5(&DIRECT, &bytes))
    }

    /// The one conversation of a person with an organisation's desk.
    pub fn desk(organization: OrgId, person: PersonId) -> Self {
        let mut bytes = organization.0.as_bytes().to_vec();
        bytes.extend_from_slice(person.0.as_bytes());
        Self(Uuid::new_v5(&DESK, &bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direct_conversation_is_the_same_from_both_sides() {
        let (org, other) = (OrgId(Uuid::from_u128(1)), OrgId(Uuid::from_u128(9)));
        let (a, b) = (PersonId(Uuid::from_u128(2)), PersonId(Uuid::from_u128(3)));
        assert_eq!(ConversationId::direct(org, a, b), ConversationId::direct(org, b, a));
        assert_ne!(ConversationId::direct(org, a, b), ConversationId::direct(other, a, b), "one per organisation");
    }

    #[test]
    fn a_path_is_no_id() {
        for text in ["../etc/passwd", "", "x", "0000"] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }
}
