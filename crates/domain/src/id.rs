//! Ids: UUIDs (and, of content, digests) with a type each, so that a person's id cannot stand where a message's is meant. On every wire a string.

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

/// SHA-256 of a content as it is sent; on every wire 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "String"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(into = "String", try_from = "String")]
pub struct Digest(pub [u8; 32]);

/// Not the 64 digits of a [`Digest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct NotADigest;

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = NotADigest;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |digit: &u8| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(NotADigest),
        };
        let digits = text.as_bytes().iter().map(digit).collect::<Result<Vec<u8>, _>>()?;
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect();
        if digits.len() != 64 {
            return Err(NotADigest);
        }
        bytes.try_into().map(Self).map_err(|_| NotADigest)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = NotADigest;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
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
    fn a_digest_is_64_digits() {
        let text = format!("00ff{}", "1a".repeat(30));
        let digest: Digest = text.parse().unwrap();
        assert_eq!((digest.to_string(), digest.0[..3].to_vec()), (text.clone(), vec![0, 0xff, 0x1a]));
        assert_eq!(serde_json::to_string(&digest).unwrap(), format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<Digest>(&format!("\"{text}\"")).unwrap(), digest);
        for wrong in
            [&text[1..], &format!("{text}0"), &format!("{text}00"), &text.to_uppercase(), "", "../../etc/passwd"]
        {
            assert_eq!(wrong.parse::<Digest>(), Err(NotADigest), "{wrong}");
        }
    }

    #[test]
    fn a_path_is_no_id() {
        for text in ["../etc/passwd", "", "x", "0000"] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }
}
