//! Ops: an intent a person had, applied to the local view at once and queued; the server applies the same function.

use serde::{Deserialize, Serialize};

use crate::{
    Seq,
    id::{ConversationId, MessageId, NoticeId, OfferId, OpId, OrgId, PersonId, ReportId, RowId},
    record::{
        Attachment, FieldValue, MemberValue, OfferValue, PersonName, ProfileField, Purpose, ReportReason, RowBody,
        RowValue, Setting,
    },
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

macro_rules! intents {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        /// What a person wants, tagged by `op`.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(tag = "op", rename_all = "snake_case")]
        #[expect(clippy::large_enum_variant, reason = "one at a time is alive; a box would stand in every pattern")]
        pub enum Intent {
            $($(#[$doc])* $name { $($(#[$field_doc])* $field: $type,)* },)*
        }

        /// The verb of an intent, without its content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum Verb {
            $($(#[$doc])* $name,)*
        }

        impl Verb {
            /// Every verb.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }

        impl Intent {
            /// Its verb.
            pub const fn verb(&self) -> Verb {
                match self {
                    $(Self::$name { .. } => Verb::$name,)*
                }
            }
        }
    };
}

intents! {
    /// Set a single value of the own profile.
    SetField {
        /// Which one.
        field: ProfileField,
        /// What the person saw there when the edit began: what decides whether another edit came between.
        base: FieldValue,
        /// What shall stand there.
        value: FieldValue,
    }
    /// 変更なし: say that a single value is still so.
    ConfirmField {
        /// Which one.
        field: ProfileField,
    }
    /// Add a row to the own profile.
    AddRow {
        /// The new row's id.
        row: RowId,
        /// Its content.
        value: RowValue,
        /// Where it stands.
        place: String,
    }
    /// Change a row.
    EditRow {
        /// Which one.
        row: RowId,
        /// What the person saw when the edit began.
        base: RowValue,
        /// What it shall be.
        value: RowValue,
    }
    /// 変更なし: say that a row is still so.
    ConfirmRow {
        /// Which one.
        row: RowId,
    }
    /// Remove a row.
    RemoveRow {
        /// Which one.
        row: RowId,
    }
    /// Put a row elsewhere in its list.
    MoveRow {
        /// Which one.
        row: RowId,
        /// Where to.
        place: String,
    }
    /// Set something for oneself.
    Set {
        /// What, and to what.
        value: Setting,
    }
    /// Keep an offer to find it again.
    SaveOffer {
        /// Whose offer.
        organization: OrgId,
        /// Which.
        offer: OfferId,
    }
    /// Keep it no longer.
    UnsaveOffer {
        /// Which.
        offer: OfferId,
    }
    /// Want nothing to do with somebody.
    Block {
        /// Whom, by the name that is shown.
        name: PersonName,
    }
    /// Let somebody exist again.
    Unblock {
        /// Whom.
        person: PersonId,
    }
    /// Report somebody to an organisation's desk, with the messages that it shall see and no others.
    Report {
        /// The new report's id.
        report: ReportId,
        /// Whose desk.
        organization: OrgId,
        /// Whom.
        person: PersonId,
        /// Why.
        reason: ReportReason,
        /// What happened.
        note: String,
        /// Where the messages stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation: Option<ConversationId>,
        /// Which messages.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        messages: Vec<MessageId>,
    }
    /// Ask a fellow member for contact. When the other one has asked too, it is accepted.
    StartConversation {
        /// [`ConversationId::direct`] of the parts.
        conversation: ConversationId,
        /// Through which organisation.
        organization: OrgId,
        /// With whom.
        with: PersonId,
        /// What for.
        purpose: Purpose,
    }
    /// Accept or decline a request for contact.
    AnswerRequest {
        /// Which.
        conversation: ConversationId,
        /// Whether it is accepted. A declined one can still be accepted later.
        accept: bool,
    }
    /// Start the conversation of a person with an organisation's desk, from either side.
    StartDesk {
        /// [`ConversationId::desk`] of the parts.
        conversation: ConversationId,
        /// Whose desk.
        organization: OrgId,
        /// Which person.
        person: PersonId,
    }
    /// Send a message.
    SendMessage {
        /// Where.
        conversation: ConversationId,
        /// The new message's id.
        message: MessageId,
        /// The text.
        body: String,
        /// The offer that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<OfferId>,
        /// What is sent along. The server must have all of it before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachments: Vec<Attachment>,
    }
    /// Change an own message.
    EditMessage {
        /// Where.
        conversation: ConversationId,
        /// Which one.
        message: MessageId,
        /// The new text.
        body: String,
    }
    /// Take an own message back.
    DeleteMessage {
        /// Where.
        conversation: ConversationId,
        /// Which one.
        message: MessageId,
    }
    /// Say how far one has read.
    MarkRead {
        /// Where.
        conversation: ConversationId,
        /// Up to and with this message.
        seq: Seq,
    }
    /// Say that something has been noticed.
    MarkNoticed {
        /// What.
        notice: NoticeId,
    }
    /// At the desk: change what the organisation says of a member. A change of status keeps the account.
    SetMember {
        /// Whose member.
        organization: OrgId,
        /// Whom.
        person: PersonId,
        /// What the organizer saw when the edit began.
        base: MemberValue,
        /// What it shall be.
        value: MemberValue,
    }
    /// At the desk: begin an offer.
    AddOffer {
        /// Whose.
        organization: OrgId,
        /// The new offer's id.
        offer: OfferId,
        /// What it says so far.
        value: OfferValue,
    }
    /// At the desk: change an offer. A published one keeps what it said before.
    EditOffer {
        /// Whose.
        organization: OrgId,
        /// Which.
        offer: OfferId,
        /// What the organizer saw when the edit began.
        base: OfferValue,
        /// What it shall say.
        value: OfferValue,
    }
    /// At the desk: show an offer to its audience. Refused while an item that the law wants is missing.
    PublishOffer {
        /// Whose.
        organization: OrgId,
        /// Which.
        offer: OfferId,
    }
    /// At the desk: say that an offer is no longer open.
    CloseOffer {
        /// Whose.
        organization: OrgId,
        /// Which.
        offer: OfferId,
    }
    /// At the desk: throw a draft away.
    RemoveOffer {
        /// Whose.
        organization: OrgId,
        /// Which.
        offer: OfferId,
    }
    /// At the desk: say what became of a report. Refused to whom it is about.
    CloseReport {
        /// Whose desk.
        organization: OrgId,
        /// Which.
        report: ReportId,
        /// What was done.
        note: String,
    }
}

impl Intent {
    /// The one object it is about.
    pub fn target(&self, author: PersonId) -> (Scope, Name) {
        let me = Scope::Me(author);
        match self {
            Self::SetField { field, .. } | Self::ConfirmField { field } => (me, Name::Field(*field)),
            Self::AddRow { row, .. }
            | Self::EditRow { row, .. }
            | Self::ConfirmRow { row }
            | Self::RemoveRow { row }
            | Self::MoveRow { row, .. } => (me, Name::Row(*row)),
            Self::Set { value } => (me, Name::Setting(value.name())),
            Self::SaveOffer { offer, .. } | Self::UnsaveOffer { offer } => (me, Name::Saved(*offer)),
            Self::Block { name } => (me, Name::Block(name.person)),
            Self::Unblock { person } => (me, Name::Block(*person)),
            Self::Report { report, .. } => (me, Name::Report(*report)),
            Self::MarkNoticed { notice } => (me, Name::Notification(*notice)),
            Self::StartConversation { conversation, .. }
            | Self::AnswerRequest { conversation, .. }
            | Self::StartDesk { conversation, .. } => (Scope::Conv(*conversation), Name::Conversation),
            Self::SendMessage { conversation, message, .. }
            | Self::EditMessage { conversation, message, .. }
            | Self::DeleteMessage { conversation, message } => (Scope::Conv(*conversation), Name::Message(*message)),
            Self::MarkRead { conversation, .. } => (Scope::Conv(*conversation), Name::Mark(author)),
            Self::SetMember { organization, person, .. } => (Scope::Desk(*organization), Name::Member(*person)),
            Self::AddOffer { organization, offer, .. }
            | Self::EditOffer { organization, offer, .. }
            | Self::PublishOffer { organization, offer }
            | Self::CloseOffer { organization, offer }
            | Self::RemoveOffer { organization, offer } => (Scope::Desk(*organization), Name::Offer(*offer)),
            Self::CloseReport { organization, report, .. } => (Scope::Desk(*organization), Name::Report(*report)),
        }
    }

    /// The lane it is sent in: first in, first out per object, for messages per conversation (design §4.9).
    pub fn lane(&self, author: PersonId) -> String {
        match self.target(author) {
            (Scope::Conv(conversation), _) => Scope::Conv(conversation).to_string(),
            (scope, name) => format!("{scope}/{name}"),
        }
    }

    /// What is sent along with a message, nothing with other intents.
    pub fn attachments(&self) -> &[Attachment] {
        match self {
            Self::SendMessage { attachments, .. } => attachments,
            _ => &[],
        }
    }

    /// The text a person typed, empty when the intent carries none.
    pub fn typed(&self) -> &str {
        match self {
            // A photo is no text, though it is kept as one.
            Self::SetField { field: ProfileField::Photo, .. } => "",
            Self::SetField { value, .. } => &value.text,
            Self::AddRow { value, .. } | Self::EditRow { value, .. } => value.body.title(),
            Self::SendMessage { body, .. } | Self::EditMessage { body, .. } => body,
            Self::AddOffer { value, .. } | Self::EditOffer { value, .. } => &value.title,
            Self::Report { note, .. } | Self::CloseReport { note, .. } => note,
            Self::ConfirmField { .. }
            | Self::ConfirmRow { .. }
            | Self::RemoveRow { .. }
            | Self::MoveRow { .. }
            | Self::Set { .. }
            | Self::SaveOffer { .. }
            | Self::UnsaveOffer { .. }
            | Self::Block { .. }
            | Self::Unblock { .. }
            | Self::StartConversation { .. }
            | Self::AnswerRequest { .. }
            | Self::StartDesk { .. }
            | Self::DeleteMessage { .. }
            | Self::MarkRead { .. }
            | Self::MarkNoticed { .. }
            | Self::SetMember { .. }
            | Self::PublishOffer { .. }
            | Self::CloseOffer { .. }
            | Self::RemoveOffer { .. } => "",
        }
    }
}

impl RowBody {
    /// The text that names the row in a list.
    pub fn title(&self) -> &str {
        match self {
            Self::Work { employer, .. } => employer,
            Self::Education { school, .. } => school,
            Self::Certificate { name, .. }
            | Self::Skill { name, .. }
            | Self::Language { name, .. }
            | Self::Project { name, .. } => name,
            Self::Link { url, .. } => url,
            Self::Contact { value, .. } => value,
            Self::FormerName { family, .. } => family,
            Self::Custom { label, .. } => label,
        }
    }
}

impl RowValue {
    /// A value with its content and rules.
    pub fn new(body: RowBody, visibility: impl Into<Visibility>) -> Self {
        Self { body, visibility: visibility.into() }
    }
}
