//! Where a record lives. An object is in exactly one scope; a scope is what a device may or may not read as a whole.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{ConversationId, MembershipId, MessageId, NoticeId, OfferId, OrgId, PersonId, ReportId, RowId, UnitId},
    record::{ProfileField, SettingName},
};

/// A set of records that is synced and authorized together. As text `me:<person>`, `dir:<organisation>`,
/// `offers:<organisation>`, `desk:<organisation>`, `conv:<conversation>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Own profile, memberships, settings, notifications and one inbox row per conversation.
    Me(PersonId),
    /// An organisation, its units and the cards of its members: each reader has their own view of it.
    Dir(OrgId),
    /// An organisation's offers, as far as they are meant for the reader's standing.
    Offers(OrgId),
    /// An organisation's desk: members, offers with their drafts, reports. For organizers alone.
    Desk(OrgId),
    /// One conversation with its messages and read marks.
    Conv(ConversationId),
}

/// The name of a record inside its scope. As text `kind` or `kind/id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// In `dir`: the organisation itself.
    Organization,
    /// In `dir`.
    Unit(UnitId),
    /// In `dir`: what the reader may see of a person.
    Card(PersonId),
    /// In `dir`, on a device only: the page of a person that was opened.
    Page(PersonId),
    /// In `offers` and `desk`.
    Offer(OfferId),
    /// In `desk`.
    Member(PersonId),
    /// In `desk`, and in its author's `me`.
    Report(ReportId),
    /// In `me`.
    Membership(MembershipId),
    /// In `me`: a single value of the profile.
    Field(ProfileField),
    /// In `me`: an entry of a profile list.
    Row(RowId),
    /// In `me`: the state of a conversation for this person.
    Inbox(ConversationId),
    /// In `me`: something to notice.
    Notification(NoticeId),
    /// In `me`: what the person sets for themselves.
    Setting(SettingName),
    /// In `me`: an offer to find again.
    Saved(OfferId),
    /// In `me`: somebody with whom the person wants nothing to do.
    Block(PersonId),
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
            Self::Offers(id) => write!(f, "offers:{id}"),
            Self::Desk(id) => write!(f, "desk:{id}"),
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
            "offers" => id.parse().map(Self::Offers),
            "desk" => id.parse().map(Self::Desk),
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
            Self::Unit(id) => write!(f, "unit/{id}"),
            Self::Card(id) => write!(f, "card/{id}"),
            Self::Page(id) => write!(f, "page/{id}"),
            Self::Offer(id) => write!(f, "offer/{id}"),
            Self::Member(id) => write!(f, "member/{id}"),
            Self::Report(id) => write!(f, "report/{id}"),
            Self::Membership(id) => write!(f, "membership/{id}"),
            Self::Field(field) => write!(f, "field/{}", field.as_str()),
            Self::Row(id) => write!(f, "row/{id}"),
            Self::Inbox(id) => write!(f, "inbox/{id}"),
            Self::Notification(id) => write!(f, "notification/{id}"),
            Self::Setting(name) => write!(f, "setting/{name}"),
            Self::Saved(id) => write!(f, "saved/{id}"),
            Self::Block(id) => write!(f, "block/{id}"),
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
            "unit" => id.parse().map(Self::Unit),
            "card" => id.parse().map(Self::Card),
            "page" => id.parse().map(Self::Page),
            "offer" => id.parse().map(Self::Offer),
            "member" => id.parse().map(Self::Member),
            "report" => id.parse().map(Self::Report),
            "membership" => id.parse().map(Self::Membership),
            "field" => return ProfileField::parse(id).map(Self::Field).ok_or(UnknownName),
            "row" => id.parse().map(Self::Row),
            "inbox" => id.parse().map(Self::Inbox),
            "notification" => id.parse().map(Self::Notification),
            "setting" => return id.parse().map(Self::Setting),
            "saved" => id.parse().map(Self::Saved),
            "block" => id.parse().map(Self::Block),
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
        for scope in [
            Scope::Me(PersonId(id)),
            Scope::Dir(OrgId(id)),
            Scope::Offers(OrgId(id)),
            Scope::Desk(OrgId(id)),
            Scope::Conv(ConversationId(id)),
        ] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for name in [
            Name::Organization,
            Name::Unit(UnitId(id)),
            Name::Card(PersonId(id)),
            Name::Page(PersonId(id)),
            Name::Offer(OfferId(id)),
            Name::Member(PersonId(id)),
            Name::Report(ReportId(id)),
            Name::Membership(MembershipId(id)),
            Name::Field(ProfileField::Headline),
            Name::Row(RowId(id)),
            Name::Inbox(ConversationId(id)),
            Name::Notification(NoticeId(id)),
            Name::Setting(SettingName::Preferences),
            Name::Setting(SettingName::Conditions),
            Name::Setting(SettingName::Notifications(OrgId(id))),
            Name::Saved(OfferId(id)),
            Name::Block(PersonId(id)),
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
