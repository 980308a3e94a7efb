//! Ops of every kind, usual and hostile.

mod attachment;
mod offer;
mod row;

use domain::{
    Audience, Intent, MessageId, Op, OpId, OrgId, PersonId, ReportId, UnitId, Verb, Visibility, VisibilityRule,
    date::YearMonth,
    limit,
    record::{
        Cadence, Category, CategoryCadence, Conditions, Era, FieldValue, LeastPay, MemberValue, MembershipStatus,
        NotificationPrefs, OfferKind, PayUnit, PersonName, Preferences, ProfileField, Purpose, QuietHours, Remote,
        ReportReason, Role, Setting,
    },
};
use proptest::{prelude::*, sample::select};

use attachment::any_attachments;
pub(super) use offer::any_offer;
pub(super) use row::any_row;

use super::{NOTICE, OFFER, ORG, PEOPLE, REPORT, conversation, desk, id};

/// Any text: short and usual ones often, so that edits meet; hostile ones; ones about as long as a limit.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    let limits = [
        limit::NAME,
        limit::SHORT,
        limit::CONTACT,
        limit::URL,
        limit::TERM,
        limit::NOTE,
        limit::SUMMARY,
        limit::TEXT,
        limit::MESSAGE,
    ];
    prop_oneof![
        4 => "[あいab\n]{0,6}",
        2 => ".{0,20}",
        1 => "[ \t\r\n\u{0}\u{b}\u{85}\u{a0}\u{3000}\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}\u{3164}か\u{3099}\u{309a}e\u{301}가\u{1100}\u{1161}]{0,12}",
        1 => (select(vec!["a", "髙", "𠮷", "か\u{3099}", "a\n", " "]), select(limits.to_vec()), 0..3_usize)
            .prop_map(|(unit, limit, over)| unit.repeat(limit - 1 + over)),
    ]
}

/// Usual rules often, so that edits meet; any others, with exceptions and doubles, as a device might send them.
pub(super) fn any_visibility() -> impl Strategy<Value = Visibility> {
    let usual = [Visibility::default(), Visibility::members(ORG), Visibility::members(OrgId(id(8)))];
    let people = prop::collection::vec((0..99_u128).prop_map(|n| PersonId(id(n))), 0..4);
    let units = prop::collection::vec((0..99_u128).prop_map(|n| UnitId(id(n))), 0..4);
    let rule = (1..9_u128, select(Audience::ALL.to_vec()), any::<bool>(), people, units);
    let rule = rule.prop_map(|(organization, audience, hidden_from_organizers, excluded_people, excluded_units)| {
        let organization = OrgId(id(organization));
        VisibilityRule { organization, audience, hidden_from_organizers, excluded_people, excluded_units }
    });
    prop_oneof![3 => select(usual.to_vec()), 1 => prop::collection::vec(rule, 0..5).prop_map(Visibility::from)]
}

pub(super) fn any_month() -> impl Strategy<Value = YearMonth> {
    (1900..2200_u16, 1..=12_u8).prop_map(|(year, month)| format!("{year:04}-{month:02}").parse().unwrap())
}

fn any_field() -> impl Strategy<Value = FieldValue> {
    (any_text(), any_visibility()).prop_map(|(text, visibility)| FieldValue { text, visibility })
}

fn any_place() -> impl Strategy<Value = String> {
    prop_oneof![3 => "([07f8][0-9a-f]){0,3}80", 1 => any_text()]
}

fn any_name() -> impl Strategy<Value = PersonName> {
    (select(PEOPLE.to_vec()), any_text(), any_text(), any_text(), any_text()).prop_map(
        |(person, family, given, family_kana, given_kana)| PersonName {
            person,
            family,
            given,
            family_kana,
            given_kana,
        },
    )
}

pub(super) fn any_status() -> impl Strategy<Value = MembershipStatus> {
    select(vec![MembershipStatus::Alumnus, MembershipStatus::Current, MembershipStatus::Candidate])
}

fn any_member() -> impl Strategy<Value = MemberValue> {
    let units = prop::collection::vec((0..30_u128).prop_map(|n| UnitId(id(n))), 0..24);
    let cohort = prop::option::of(prop_oneof![2 => 2010..2014_u16, 1 => any::<u16>()]);
    let role = select(vec![Role::Member, Role::Organizer]);
    (any_status(), role, units, cohort, any_text()).prop_map(|(status, role, units, cohort, title)| MemberValue {
        status,
        role,
        units,
        cohort,
        title,
    })
}

pub(super) fn any_setting() -> impl Strategy<Value = Setting> {
    let minutes = || prop_oneof![4 => 0..1440_u16, 1 => any::<u16>()];
    let quiet = prop::option::of((minutes(), minutes()).prop_map(|(from, to)| QuietHours { from, to }));
    let preferences = (select(vec![Era::Western, Era::Japanese]), quiet)
        .prop_map(|(era, quiet)| Setting::Preferences(Preferences { era, quiet }));
    let kinds = [OfferKind::Comeback, OfferKind::Contract, OfferKind::SideJob, OfferKind::Internship];
    let remote = prop::option::of(select(vec![Remote::None, Remote::Partly, Remote::Full]));
    let units = [PayUnit::Hour, PayUnit::Day, PayUnit::Month, PayUnit::Year, PayUnit::Total];
    let pay = prop::option::of((select(units.to_vec()), any::<u32>()).prop_map(|(unit, yen)| LeastPay { unit, yen }));
    let conditions = (
        prop::collection::vec(select(kinds.to_vec()), 0..6),
        prop::collection::vec(prop_oneof![4 => "[都府県]{1,2}", 1 => any_text()], 0..limit::CHOICES + 2),
        remote,
        pay,
        prop::option::of(any_month()),
    );
    let conditions = conditions.prop_map(|(kinds, prefectures, remote, pay, from)| {
        Setting::Conditions(Conditions { kinds, prefectures, remote, pay, from })
    });
    let cadence = select(vec![Cadence::Now, Cadence::Daily, Cadence::Weekly, Cadence::Off]);
    let cadence =
        (select(Category::ALL.to_vec()), cadence).prop_map(|(category, cadence)| CategoryCadence { category, cadence });
    let notifications = prop::collection::vec(cadence, 0..9)
        .prop_map(|cadences| Setting::Notifications(NotificationPrefs { organization: ORG, cadences }));
    prop_oneof![preferences, conditions, notifications]
}

fn any_report() -> impl Strategy<Value = Intent> {
    let messages = prop::collection::vec((0..60_u128).prop_map(|n| MessageId(id(n))), 0..limit::REPORTED + 9);
    let reports = (1..4_u128).prop_map(|n| ReportId(id(n)));
    (reports, select(PEOPLE.to_vec()), any_text(), any::<bool>(), messages).prop_map(
        |(report, person, note, is_named, messages)| Intent::Report {
            report,
            organization: ORG,
            person,
            reason: ReportReason::Spam,
            note,
            conversation: is_named.then(conversation),
            messages,
        },
    )
}

/// An intent of a verb: a match without a wildcard, so that every verb has its strategy.
fn any_of(verb: Verb) -> BoxedStrategy<Intent> {
    let organization = ORG;
    let row = (1..4_u128).prop_map(|n| domain::RowId(id(n)));
    let message = (1..4_u128).prop_map(|n| MessageId(id(n)));
    let person = select(PEOPLE.to_vec());
    let talk = select(vec![conversation(), desk()]);
    let offer = select(vec![OFFER, domain::OfferId(id(50)), domain::OfferId(id(51))]);
    let field = select(ProfileField::ALL.to_vec());
    match verb {
        Verb::SetField => (field, any_field(), any_field())
            .prop_map(|(field, base, value)| Intent::SetField { field, base, value })
            .boxed(),
        Verb::ConfirmField => field.prop_map(|field| Intent::ConfirmField { field }).boxed(),
        Verb::AddRow => {
            (row, any_row(), any_place()).prop_map(|(row, value, place)| Intent::AddRow { row, value, place }).boxed()
        }
        Verb::EditRow => {
            (row, any_row(), any_row()).prop_map(|(row, base, value)| Intent::EditRow { row, base, value }).boxed()
        }
        Verb::ConfirmRow => row.prop_map(|row| Intent::ConfirmRow { row }).boxed(),
        Verb::RemoveRow => row.prop_map(|row| Intent::RemoveRow { row }).boxed(),
        Verb::MoveRow => (row, any_place()).prop_map(|(row, place)| Intent::MoveRow { row, place }).boxed(),
        Verb::Set => any_setting().prop_map(|value| Intent::Set { value }).boxed(),
        Verb::SaveOffer => offer.prop_map(move |offer| Intent::SaveOffer { organization, offer }).boxed(),
        Verb::UnsaveOffer => offer.prop_map(|offer| Intent::UnsaveOffer { offer }).boxed(),
        Verb::Block => any_name().prop_map(|name| Intent::Block { name }).boxed(),
        Verb::Unblock => person.prop_map(|person| Intent::Unblock { person }).boxed(),
        Verb::Report => any_report().boxed(),
        Verb::StartConversation => (person, select(vec![Purpose::CatchUp, Purpose::Return]))
            .prop_map(move |(with, purpose)| Intent::StartConversation {
                conversation: conversation(),
                organization,
                with,
                purpose,
            })
            .boxed(),
        Verb::AnswerRequest => (talk, any::<bool>())
            .prop_map(|(conversation, accept)| Intent::AnswerRequest { conversation, accept })
            .boxed(),
        Verb::StartDesk => {
            person.prop_map(move |person| Intent::StartDesk { conversation: desk(), organization, person }).boxed()
        }
        Verb::SendMessage => (talk, message, any_text(), prop::option::of(offer), any_attachments())
            .prop_map(|(conversation, message, body, about, attachments)| Intent::SendMessage {
                conversation,
                message,
                body,
                about,
                attachments,
            })
            .boxed(),
        Verb::EditMessage => (talk, message, any_text())
            .prop_map(|(conversation, message, body)| Intent::EditMessage { conversation, message, body })
            .boxed(),
        Verb::DeleteMessage => {
            (talk, message).prop_map(|(conversation, message)| Intent::DeleteMessage { conversation, message }).boxed()
        }
        Verb::MarkRead => (talk, prop_oneof![0..9_u32, any::<u32>()])
            .prop_map(|(conversation, seq)| Intent::MarkRead { conversation, seq })
            .boxed(),
        Verb::MarkNoticed => Just(Intent::MarkNoticed { notice: NOTICE }).boxed(),
        Verb::SetMember => (person, any_member(), any_member())
            .prop_map(move |(person, base, value)| Intent::SetMember { organization, person, base, value })
            .boxed(),
        Verb::AddOffer => {
            (offer, any_offer()).prop_map(move |(offer, value)| Intent::AddOffer { organization, offer, value }).boxed()
        }
        Verb::EditOffer => (offer, any_offer(), any_offer())
            .prop_map(move |(offer, base, value)| Intent::EditOffer { organization, offer, base, value })
            .boxed(),
        Verb::PublishOffer => offer.prop_map(move |offer| Intent::PublishOffer { organization, offer }).boxed(),
        Verb::CloseOffer => offer.prop_map(move |offer| Intent::CloseOffer { organization, offer }).boxed(),
        Verb::RemoveOffer => offer.prop_map(move |offer| Intent::RemoveOffer { organization, offer }).boxed(),
        Verb::CloseReport => {
            any_text().prop_map(move |note| Intent::CloseReport { organization, report: REPORT, note }).boxed()
        }
    }
}

/// Ops of both people.
pub(super) fn any_ops() -> impl Strategy<Value = Vec<(PersonId, Op)>> {
    let intent = select(Verb::ALL.to_vec()).prop_flat_map(any_of);
    let ops = prop::collection::vec((select(PEOPLE.to_vec()), intent), 1..30);
    ops.prop_map(|ops| {
        let op = |(n, (author, intent))| (author, Op { id: OpId(id(n)), intent });
        (0..).zip(ops).map(op).collect()
    })
}
