//! What a search finds.

use domain::{
    ConversationId, MessageId, Millis,
    record::{InboxKind, PersonName, ProfileField, RowType},
};
use serde::Serialize;
use ts_rs::TS;

use super::{OfferItem, PersonItem};

/// A part of a text: what was searched for, or what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Piece {
    /// The text as it was written.
    pub text: String,
    /// It was searched for.
    pub hit: bool,
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MessageHit {
    /// Where.
    pub conversation: ConversationId,
    /// Which.
    pub message: MessageId,
    /// Whom the conversation is with.
    pub kind: InboxKind,
    /// The other one; at the desk the member; of a conversation with a desk oneself.
    pub with: PersonName,
    /// The organisation's name.
    pub organization: String,
    /// It is one's own.
    pub mine: bool,
    /// When it was sent.
    pub at: Millis,
    /// The part of it in which it was found.
    pub said: Vec<Piece>,
}

/// A person who was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonHit {
    /// Who.
    pub item: PersonItem,
    /// The name.
    pub name: Vec<Piece>,
    /// What else was found: reading, former name, headline, employer, a skill. Empty when the name says it all.
    pub said: Vec<Piece>,
}

/// An offer that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferHit {
    /// Which.
    pub item: OfferItem,
    /// The title.
    pub title: Vec<Piece>,
    /// The part of its text in which it was found; empty when the title says it all.
    pub said: Vec<Piece>,
}

/// A value of the own profile that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OwnHit {
    /// Which value, if it is a single one.
    pub field: Option<ProfileField>,
    /// Which list, if it is an entry of one.
    pub list: Option<RowType>,
    /// The part of it in which it was found.
    pub said: Vec<Piece>,
}

/// Everything that was found, a stretch of each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SearchResults {
    /// People, the best first.
    pub people: Vec<PersonHit>,
    /// There are more people.
    pub more_people: bool,
    /// Offers, the best first.
    pub offers: Vec<OfferHit>,
    /// There are more offers.
    pub more_offers: bool,
    /// Of the own profile, in its order.
    pub profile: Vec<OwnHit>,
    /// Messages, in the order that was asked for.
    pub messages: Vec<MessageHit>,
    /// Where the next stretch of messages begins; none: these are all.
    pub before: Option<i64>,
    /// False while what is on the device has not all been read or indexed yet.
    pub ready: bool,
}
