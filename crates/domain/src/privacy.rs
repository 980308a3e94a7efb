//! Who may ever see each field of each record. Not the rule itself (that is [`crate::policy`], [`crate::card`] and
//! [`crate::page`]) but the list it is tried against: a field that is not named here does not compile, and a test writes a
//! marker into every private one and looks for it in everything that anybody else gets.

use crate::{
    page::{PageRow, PersonPage},
    record::{
        Attachment, Block, Card, CategoryCadence, ChangedPart, Changing, Closing, Conditions, ContactRequest,
        ContractTerms, Conversation, DeskReport, EmploymentTerms, FieldObject, FieldValue, FixedOvertime, FormerName,
        InboxRow, LeastPay, Member, MemberValue, Membership, Message, Notification, NotificationPrefs, Offer,
        OfferChange, OfferValue, OrgUnit, Organization, Pay, PersonName, Preferences, Preview, QuietHours, ReadMark,
        Report, ReportedMessage, Row, RowValue, SavedOffer, StatusTransition,
    },
    visibility::VisibilityRule,
};

/// Who may see a field at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privacy {
    /// An id or a kind: says nothing about anybody.
    Open,
    /// The person in whose `me` it is.
    Own,
    /// Whomever the value's rules let see it.
    Ruled,
    /// A copy made for one reader, of what that reader may see.
    Copy,
    /// The members of the organisation.
    Members,
    /// The members for whom the offer is meant.
    Audience,
    /// The organisation's organizers.
    Organizers,
    /// Those who take part in the conversation.
    Participants,
}

macro_rules! classes {
    ($($record:ident { $($field:ident: $class:ident,)* })*) => {
        /// Every field of every record: record, field, class.
        pub const CLASSES: &[(&str, &str, Privacy)] = &[
            $($((stringify!($record), stringify!($field), Privacy::$class),)*)*
        ];

        // A pattern without `..`: a field that has no class does not compile.
        $(const _: fn($record) = |$record { $($field: _,)* }| {};)*
    };
}

classes! {
    Organization { id: Open, kind_of: Members, name: Members, kana: Members, alumni_label: Members, }
    OrgUnit { id: Open, name: Members, parent: Members, }
    MemberValue { status: Ruled, role: Ruled, units: Ruled, cohort: Ruled, title: Ruled, }
    Membership { id: Open, organization: Open, value: Ruled, since: Organizers, history: Organizers, }
    StatusTransition { from: Organizers, to: Organizers, at: Organizers, }
    Member { name: Organizers, membership: Organizers, }
    PersonName { person: Open, family: Ruled, given: Ruled, family_kana: Ruled, given_kana: Ruled, }
    FormerName { family: Ruled, family_kana: Ruled, }
    Card {
        name: Copy, former: Copy, latin: Copy, headline: Copy, employer: Copy, position: Copy, skills: Copy, status: Copy,
        role: Copy, units: Copy, cohort: Copy, page: Copy,
    }
    PersonPage { card: Copy, summary: Copy, photo: Copy, title: Copy, rows: Copy, confirmed_at: Copy, }
    PageRow { row: Open, body: Copy, confirmed_at: Copy, }
    VisibilityRule {
        organization: Own, audience: Own, hidden_from_organizers: Own, excluded_people: Own, excluded_units: Own,
    }
    FieldValue { text: Ruled, visibility: Own, }
    FieldObject { field: Open, value: Ruled, confirmed_at: Ruled, }
    RowValue { body: Ruled, visibility: Own, }
    Row { id: Open, value: Ruled, place: Own, confirmed_at: Ruled, }
    InboxRow {
        conversation: Open, organization: Open, kind_of: Own, with: Copy, request: Participants, head: Participants,
        unread: Own, preview: Participants, preview_file: Participants, preview_mine: Own, preview_deleted: Participants, at: Participants,
    }
    Notification {
        id: Open, organization: Open, category: Own, about: Own, from: Copy, preview: Copy, at: Own, read: Own,
    }
    Preferences { era: Own, quiet: Own, }
    QuietHours { from: Own, to: Own, }
    Conditions { kinds: Own, prefectures: Own, remote: Own, pay: Own, from: Own, }
    LeastPay { unit: Own, yen: Own, }
    NotificationPrefs { organization: Open, cadences: Own, }
    CategoryCadence { category: Open, cadence: Own, }
    SavedOffer { organization: Open, offer: Own, at: Own, }
    Block { name: Own, at: Own, }
    Report {
        id: Open, organization: Open, person: Organizers, reason: Organizers, note: Organizers, conversation: Own,
        messages: Own, at: Organizers,
    }
    DeskReport {
        id: Open, reporter: Organizers, reported: Organizers, reason: Organizers, note: Organizers, messages: Organizers,
        at: Organizers, closed: Organizers,
    }
    Closing { by: Organizers, at: Organizers, note: Organizers, }
    ReportedMessage { id: Open, author: Organizers, body: Organizers, files: Organizers, at: Organizers, }
    OfferValue {
        kind_of: Audience, title: Audience, description: Audience, prefecture: Audience, remote: Audience, terms: Audience,
        criteria: Audience, audience: Audience, reply_within_days: Audience, closes_on: Audience,
    }
    Offer { id: Open, organization: Open, value: Audience, state: Audience, published_at: Audience, changes: Audience, }
    OfferChange { at: Audience, parts: Audience, }
    ChangedPart { part: Audience, before: Audience, after: Audience, }
    EmploymentTerms {
        duties: Audience, place: Audience, period: Audience, renewal: Audience, trial: Audience, hours: Audience,
        breaks: Audience, holidays: Audience, overtime: Audience, pay: Audience, insurance: Audience, employer: Audience,
        dispatch: Audience, smoking: Audience,
    }
    ContractTerms {
        client: Audience, content: Audience, period: Audience, place: Audience, fee: Audience, pay_day: Audience,
        pay_within_days: Audience, acceptance: Audience,
    }
    Changing { initial: Audience, range: Audience, }
    Pay { unit: Audience, min: Audience, max: Audience, note: Audience, fixed_overtime: Audience, }
    FixedOvertime { yen: Audience, hours: Audience, is_excess_paid: Audience, }
    Conversation { id: Open, organization: Open, parties: Participants, request: Participants, }
    ContactRequest { from: Participants, purpose: Participants, state: Participants, }
    Message {
        id: Open, seq: Participants, author: Participants, body: Participants, about: Participants, attachments: Participants,
        at: Participants, edited_at: Participants, deleted: Participants,
    }
    Attachment {
        digest: Participants, name: Participants, kind: Participants, bytes: Participants, preview: Participants,
    }
    Preview { width: Participants, height: Participants, jpeg: Participants, }
    ReadMark { person: Participants, seq: Participants, }
}
