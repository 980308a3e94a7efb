//! Where a record lives. An object is in exactly one scope; a scope is what a device may or may not read as a whole.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{ConversationId, MembershipId, MessageId, OrgId, PersonId, RowId},
    record::ProfileField,
};

/// A set of records that is synced and authorized together. As text `me:<person>`, `dir:<organisation>`, `conv:<conversation>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Own profile, memberships, notifications and one inbox row per conversation.
    Me(PersonId),
    /// An organisation and the cards of its members.
    Dir(OrgId),
    /// One conversation with its messages and read marks.
    Conv(ConversationId),
}

/// The name of a record inside its scope. As text `kind` or `kind/id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// In `dir`: the organisation itself.
    Organization,
    /// In `dir`: what the members see of a person.
    Card(PersonId),
    /// In `me`.
    Membership(MembershipId),
    /// In `me`: a single value of the profile.
    Field(ProfileField),
    /// In `me`: an entry of a profile list.
    Row(RowId),
    /// In `me`: the state of a conversation for this person.
    Inbox(ConversationId),
    /// In `me`: the latest thing to notice in a conversation.
    Notification(ConversationId),
    /// In `conv`: the conversation itself.
    Conversation,
    /// In `conv`.
    Message(MessageId),
    /// In `conv`: how far a person has read.
    Mark(PersonId),
}

/// A text that names no scope or record of this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a name of this version")]
pub struct UnknownName;

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Me(id) => write!(f, "me:{id}"),
            Self::Dir(id) => write!(f, "dir:{id}"),
            Self::Conv(id) => write!(f, "conv:{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let (kind, id) = text.split_once(':').ok_or(UnknownName)?;
        match kind {
            "me" => id.parse().map(Self::Me),
            "dir" => id.parse().map(Self::Dir),
            "conv" => id.parse().map(Self::Conv),
            _ => return Err(UnknownName),
        }
        .map_err(|_| UnknownName)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organization => f.write_str("organization"),
            Self::Card(id) => write!(f, "card/{id}"),
            Self::Membership(id) => write!(f, "membership/{id}"),
            Self::Field(field) => write!(f, "field/{}", field.as_str()),
            Self::Row(id) => write!(f, "row/{id}"),
            Self::Inbox(id) => write!(f, "inbox/{id}"),
            Self::Notification(id) => write!(f, "notification/{id}"),
            Self::Conversation => f.write_str("conversation"),
            Self::Message(id) => write!(f, "message/{id}"),
            Self::Mark(id) => write!(f, "mark/{id}"),
        }
    }
}

impl FromStr for Name {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let Some((kind, id)) = text.split_once('/') else {
            return match text {
                "organization" => Ok(Self::Organization),
                "conversation" => Ok(Self::Conversation),
                _ => Err(UnknownName),
            };
        };
        match kind {
            "card" => id.parse().map(Self::Card),
            "membership" => id.parse().map(Self::Membership),
            "field" => return ProfileField::parse(id).map(Self::Field).ok_or(UnknownName),
            "row" => id.parse().map(Self::Row),
            "inbox" => id.parse().map(Self::Inbox),
            "notification" => id.parse().map(Self::Notification),
            "message" => id.parse().map(Self::Message),
            "mark" => id.parse().map(Self::Mark),
            _ => return Err(UnknownName),
        }
        .map_err(|_| UnknownName)
    }
}

macro_rules! text_on_the_wire {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
text_on_the_wire!(Scope, Name);

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn names_and_scopes_read_back_what_they_wrote() {
        let id = Uuid::from_u128(7);
        for scope in [Scope::Me(PersonId(id)), Scope::Dir(OrgId(id)), Scope::Conv(ConversationId(id))] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for name in [
            Name::Organization,
            Name::Card(PersonId(id)),
            Name::Membership(MembershipId(id)),
            Name::Field(ProfileField::Headline),
            Name::Row(RowId(id)),
            Name::Inbox(ConversationId(id)),
            Name::Notification(ConversationId(id)),
            Name::Conversation,
            Name::Message(MessageId(id)),
            Name::Mark(PersonId(id)),
        ] {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        for text in ["row/../x", "row", "field/salary", "me", "org:1", ""] {
            assert_eq!(text.parse::<Name>(), Err(UnknownName), "{text}");
            assert_eq!(text.parse::<Scope>(), Err(UnknownName), "{text}");
        }
    }
}
