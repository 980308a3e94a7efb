//! The inbox and a conversation.

use domain::{
    ConversationId, MessageId, Millis, OfferId, OpId, OrgId, Seq,
    record::{Attachment, InboxKind, PersonName, Purpose},
};
use serde::Serialize;
use ts_rs::TS;

use super::AttachmentItem;

/// How a conversation stands: what can be done in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    /// Both may write.
    Open,
    /// One has asked and may say so in one message; the other one has not answered.
    Asked,
    /// The other one asks: accept or decline.
    Asking,
    /// One's own request was declined.
    Declined,
    /// One has declined; it can still be accepted.
    DeclinedByMe,
    /// One has blocked the other.
    Blocked,
}

/// A conversation in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InboxItem {
    /// Which.
    pub conversation: ConversationId,
    /// Whom it is with.
    pub kind: InboxKind,
    /// How it stands.
    pub standing: ConversationState,
    /// What the request was for, if it began with one.
    pub purpose: Option<Purpose>,
    /// The other one; at the desk the member; of a conversation with a desk oneself.
    pub with: PersonName,
    /// The organisation.
    pub organization_id: OrgId,
    /// The organisation's name.
    pub organization: String,
    /// The start of the newest message; of one without a text the name of the first file that came with it.
    pub preview: String,
    /// The preview is the name of a file.
    pub preview_file: bool,
    /// It is one's own.
    pub preview_mine: bool,
    /// It was taken back.
    pub preview_deleted: bool,
    /// When it came.
    pub at: Millis,
    /// Messages not read.
    pub unread: u32,
    /// Something of it waits to be sent.
    pub pending: bool,
    /// A message of it was refused, and is kept where it was written.
    pub refused: bool,
    /// The start of what was typed and not sent; without a text the name of the first file.
    pub draft: Option<String>,
    /// The draft is the name of a file.
    pub draft_file: bool,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// On this device only.
    Waiting,
    /// On the server.
    Sent,
    /// Read by the other one.
    Read,
    /// The server will not take it.
    Refused,
}

/// An offer that a message is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AboutOffer {
    /// Which.
    pub offer: OfferId,
    /// Whose.
    pub organization: OrgId,
    /// Its title; empty when it is not, or no longer, shown to this person.
    pub title: String,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MessageItem {
    /// Its id.
    pub id: MessageId,
    /// Its place, once the server gave it one.
    pub seq: Option<Seq>,
    /// One's own.
    pub mine: bool,
    /// Who wrote it, where that is not plain: another organizer at the desk.
    pub author: Option<PersonName>,
    /// The text.
    pub body: String,
    /// The offer that it is about.
    pub about: Option<AboutOffer>,
    /// What was sent along.
    pub attachments: Vec<AttachmentItem>,
    /// When it came; of a waiting one, when it was written.
    pub at: Millis,
    /// Changed since.
    pub edited: bool,
    /// Taken back.
    pub deleted: bool,
    /// How far it has come.
    pub state: MessageState,
    /// The op on it that waits or was refused.
    pub op: Option<OpId>,
    /// Why it was refused.
    pub code: Option<String>,
}

/// A stretch of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConversationPage {
    /// Which.
    pub conversation: ConversationId,
    /// Whom it is with.
    pub kind: InboxKind,
    /// How it stands.
    pub standing: ConversationState,
    /// What the request was for, if it began with one.
    pub purpose: Option<Purpose>,
    /// The other one; at the desk the member; of a conversation with a desk oneself.
    pub with: PersonName,
    /// The organisation.
    pub organization_id: OrgId,
    /// The organisation's name.
    pub organization: String,
    /// Oldest first.
    pub items: Vec<MessageItem>,
    /// Where older ones go on; none when these are the first.
    pub before: Option<i64>,
    /// Where newer ones go on; none when these are the newest.
    pub after: Option<i64>,
    /// Messages not read.
    pub unread: u32,
    /// What was typed and not sent.
    pub draft: String,
    /// What was put beside it, and not sent.
    pub draft_attachments: Vec<Attachment>,
    /// False until the conversation has been read to its end once.
    pub ready: bool,
}
