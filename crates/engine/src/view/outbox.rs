//! The outbox and a conflict.

use domain::{
    ConversationId, Millis, OpId, Verb,
    record::{PersonName, ProfileField, RowType},
};
use serde::Serialize;
use ts_rs::TS;

/// What has become of an op.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// To be sent.
    Waiting,
    /// On its way.
    Sending,
    /// The server will not do it.
    Refused,
    /// It contradicts another edit.
    Conflict,
    /// Taken back.
    Discarded,
}

/// An op in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OutboxItem {
    /// Which.
    pub op: OpId,
    /// What it does.
    pub verb: Verb,
    /// To which value.
    pub field: Option<ProfileField>,
    /// To an entry of which list.
    pub row_type: Option<RowType>,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
    /// With whom, or about whom.
    pub with: Option<PersonName>,
    /// Of which organisation, where that matters.
    pub organization: Option<String>,
    /// What was typed, shortened.
    pub text: String,
    /// The names of the files that go along.
    pub files: Vec<String>,
    /// When.
    pub at: Millis,
    /// What has become of it.
    pub state: OutboxState,
    /// Why it was refused.
    pub code: Option<String>,
    /// How often it was sent.
    pub tries: u32,
}

/// One part of a conflict. What is no text (rules of visibility, pay, lists, numbers) is JSON, what is not there is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConflictPart {
    /// `text`, `visibility`, or a part of an entry, a member or an offer; those of its terms as `terms.<name>`.
    pub part: String,
    /// What it was.
    pub base: String,
    /// What this device says.
    pub mine: String,
    /// What the other edit says.
    pub theirs: String,
    /// What both together say, if they do not contradict each other.
    pub merged: Option<String>,
}

/// Two edits that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConflictView {
    /// The op of this device.
    pub op: OpId,
    /// What it does.
    pub verb: Verb,
    /// To which value.
    pub field: Option<ProfileField>,
    /// To an entry of which list.
    pub row_type: Option<RowType>,
    /// The other edit removed the entry.
    pub removed: bool,
    /// Part by part.
    pub parts: Vec<ConflictPart>,
}
