//! People, the inbox and a conversation.

use domain::{ConversationId, MessageId, Millis, OpId, OrgId, PersonId, Seq, record::PersonName};
use serde::Serialize;
use ts_rs::TS;

/// A conversation in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InboxItem {
    /// Which.
    pub conversation: ConversationId,
    /// The other one.
    pub with: PersonName,
    /// The organisation's name.
    pub organization: String,
    /// The start of the newest message.
    pub preview: String,
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
    /// The start of what was typed and not sent.
    pub draft: Option<String>,
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

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MessageItem {
    /// Its id.
    pub id: MessageId,
    /// Its place, once the server gave it one.
    pub seq: Option<Seq>,
    /// One's own.
    pub mine: bool,
    /// The text.
    pub body: String,
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
    /// The other one.
    pub with: PersonName,
    /// The organisation's name.
    pub organization: String,
    /// Oldest first.
    pub items: Vec<MessageItem>,
    /// Where older ones go on; none when these are the first.
    pub before: Option<i64>,
    /// Messages not read.
    pub unread: u32,
    /// What was typed and not sent.
    pub draft: String,
    /// False until the conversation has been read to its end once.
    pub ready: bool,
}

/// A person in a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonItem {
    /// Who.
    pub person: PersonId,
    /// In which organisation.
    pub organization: OrgId,
    /// Its name.
    pub organization_name: String,
    /// The person's name as shown there.
    pub name: PersonName,
    /// The line under the name.
    pub headline: String,
    /// The conversation with this person there, if there is one.
    pub conversation: Option<ConversationId>,
}
