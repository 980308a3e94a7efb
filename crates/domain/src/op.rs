//! Ops: an intent a person had, applied to the local view at once and queued; the server applies the same function.

use serde::{Deserialize, Serialize};

use crate::{
    Seq,
    id::{ConversationId, MessageId, OpId, OrgId, PersonId, RowId},
    record::{FieldValue, ProfileField, RowBody, RowValue},
    scope::{Name, Scope},
    visibility::Visibility,
};

/// One intent of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Op {
    /// Given by the device; the same op sent again has the same id.
    pub id: OpId,
    /// What they want.
    #[serde(flatten)]
    pub intent: Intent,
}

/// What a person wants, tagged by `op`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Intent {
    /// Set a single value of the own profile.
    SetField {
        /// Which one.
        field: ProfileField,
        /// What the person saw there when the edit began: what decides whether another edit came between.
        base: FieldValue,
        /// What shall stand there.
        value: FieldValue,
    },
    /// Add a row to the own profile.
    AddRow {
        /// The new row's id.
        row: RowId,
        /// Its content.
        value: RowValue,
        /// Where it stands.
        place: String,
    },
    /// Change a row.
    EditRow {
        /// Which one.
        row: RowId,
        /// What the person saw when the edit began.
        base: RowValue,
        /// What it shall be.
        value: RowValue,
    },
    /// Remove a row.
    RemoveRow {
        /// Which one.
        row: RowId,
    },
    /// Put a row elsewhere in its list.
    MoveRow {
        /// Which one.
        row: RowId,
        /// Where to.
        place: String,
    },
    /// Start the direct conversation with a fellow member.
    StartConversation {
        /// [`ConversationId::direct`] of the parts.
        conversation: ConversationId,
        /// Through which organisation.
        organization: OrgId,
        /// With whom.
        with: PersonId,
    },
    /// Send a message.
    SendMessage {
        /// Where.
        conversation: ConversationId,
        /// The new message's id.
        message: MessageId,
        /// The text.
        body: String,
    },
    /// Change an own message.
    EditMessage {
        /// Where.
        conversation: ConversationId,
        /// Which one.
        message: MessageId,
        /// The new text.
        body: String,
    },
    /// Take an own message back.
    DeleteMessage {
        /// Where.
        conversation: ConversationId,
        /// Which one.
        message: MessageId,
    },
    /// Say how far one has read.
    MarkRead {
        /// Where.
        conversation: ConversationId,
        /// Up to and with this message.
        seq: Seq,
    },
}

/// The verb of an intent, without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// [`Intent::SetField`]
    SetField,
    /// [`Intent::AddRow`]
    AddRow,
    /// [`Intent::EditRow`]
    EditRow,
    /// [`Intent::RemoveRow`]
    RemoveRow,
    /// [`Intent::MoveRow`]
    MoveRow,
    /// [`Intent::StartConversation`]
    StartConversation,
    /// [`Intent::SendMessage`]
    SendMessage,
    /// [`Intent::EditMessage`]
    EditMessage,
    /// [`Intent::DeleteMessage`]
    DeleteMessage,
    /// [`Intent::MarkRead`]
    MarkRead,
}

impl Intent {
    /// The one object it is about.
    pub fn target(&self, author: PersonId) -> (Scope, Name) {
        let me = Scope::Me(author);
        match self {
            Self::SetField { field, .. } => (me, Name::Field(*field)),
            Self::AddRow { row, .. }
            | Self::EditRow { row, .. }
            | Self::RemoveRow { row }
            | Self::MoveRow { row, .. } => (me, Name::Row(*row)),
            Self::StartConversation { conversation, .. } => (Scope::Conv(*conversation), Name::Conversation),
            Self::SendMessage { conversation, message, .. }
            | Self::EditMessage { conversation, message, .. }
            | Self::DeleteMessage { conversation, message } => (Scope::Conv(*conversation), Name::Message(*message)),
            Self::MarkRead { conversation, .. } => (Scope::Conv(*conversation), Name::Mark(author)),
        }
    }

    /// The lane it is sent in: first in, first out per object, for messages per conversation (design §4.9).
    pub fn lane(&self, author: PersonId) -> String {
        match self.target(author) {
            (Scope::Conv(conversation), _) => Scope::Conv(conversation).to_string(),
            (scope, name) => format!("{scope}/{name}"),
        }
    }

    /// Its verb.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::SetField { .. } => Verb::SetField,
            Self::AddRow { .. } => Verb::AddRow,
            Self::EditRow { .. } => Verb::EditRow,
            Self::RemoveRow { .. } => Verb::RemoveRow,
            Self::MoveRow { .. } => Verb::MoveRow,
            Self::StartConversation { .. } => Verb::StartConversation,
            Self::SendMessage { .. } => Verb::SendMessage,
            Self::EditMessage { .. } => Verb::EditMessage,
            Self::DeleteMessage { .. } => Verb::DeleteMessage,
            Self::MarkRead { .. } => Verb::MarkRead,
        }
    }

    /// The text a person typed, empty when the intent carries none.
    pub fn typed(&self) -> &str {
        match self {
            Self::SetField { value, .. } => &value.text,
            Self::AddRow { value, .. } | Self::EditRow { value, .. } => value.body.title(),
            Self::SendMessage { body, .. } | Self::EditMessage { body, .. } => body,
            Self::RemoveRow { .. }
            | Self::MoveRow { .. }
            | Self::StartConversation { .. }
            | Self::DeleteMessage { .. }
            | Self::MarkRead { .. } => "",
        }
    }
}

impl RowBody {
    /// The text that names the row in a list.
    pub fn title(&self) -> &str {
        match self {
            Self::Work { employer, .. } => employer,
            Self::Education { school, .. } => school,
            Self::Skill { name, .. } => name,
            Self::Contact { value, .. } => value,
        }
    }
}

impl RowValue {
    /// A value with its content and rules.
    pub fn new(body: RowBody, visibility: impl Into<Visibility>) -> Self {
        Self { body, visibility: visibility.into() }
    }
}
