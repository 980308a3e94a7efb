//! What the screens get: one type per screen's query, generated as TypeScript too.

mod conversation;
mod outbox;
mod profile;
mod start;

pub use conversation::{ConversationPage, InboxItem, MessageItem, MessageState, PersonItem};
pub use outbox::{ConflictPart, ConflictView, OutboxItem, OutboxState};
pub use profile::{FieldView, OrganizationItem, ProfileView, RowView};
pub use start::{Language, Phase, Progress, SessionItem, Start, SyncState, SyncStatus, Theme};
