//! What the screens get: one type per screen's query, generated as TypeScript too.

mod attachment;
mod conversation;
mod desk;
mod offers;
mod outbox;
mod people;
mod profile;
mod search;
mod settings;
mod start;
mod today;

pub use attachment::{AttachmentItem, AttachmentState, Picture, SavedFile};
pub use conversation::{AboutOffer, ConversationPage, ConversationState, InboxItem, MessageItem, MessageState};
pub use desk::{DeskView, MemberItem, MemberList, ReportItem, ReportMessage};
pub use offers::{DeskOfferView, Met, OfferItem, OfferList, OfferView};
pub use outbox::{ConflictPart, ConflictView, OutboxItem, OutboxState};
pub use people::{Choice, Contact, PageView, PeopleChoices, PeopleList, PersonItem, PersonView, SeenAs, UnitItem};
pub use profile::{FieldView, OrganizationItem, ProfileView, RowView};
pub use search::{MessageHit, OfferHit, OwnHit, PersonHit, Piece, SearchResults};
pub use settings::{BlockItem, CadenceView, NotificationsView, SettingsView};
pub use start::{DeskItem, Language, Phase, Progress, SessionItem, Start, SyncState, SyncStatus, Theme};
pub use today::{Need, News, TodayView};
