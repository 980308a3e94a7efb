//! What each intent does to its object: one `check`, many small cases.

mod attachment;
mod confirm;
mod conversation;
mod field;
mod kept;
mod mark;
mod member;
mod message;
mod offer;
mod photo;
mod report;
mod row;
mod setting;

use uuid::Uuid;

use super::*;
use crate::{
    Rev,
    date::YearMonth,
    id::{ConversationId, MessageId, OfferId, OpId, OrgId, ReportId, RowId, UnitId},
    limit,
    record::{
        ContactKind, FieldObject, FieldValue, MemberValue, MembershipStatus, Outcome, PersonName, ProfileField,
        ReadMark, Role, Row, RowBody, RowValue,
    },
    refusal::RefusalCode,
    visibility::{Audience, Visibility, VisibilityRule},
};

const ME: PersonId = PersonId(Uuid::from_u128(1));
const OTHER: PersonId = PersonId(Uuid::from_u128(2));
const THIRD: PersonId = PersonId(Uuid::from_u128(22));
const ORG: OrgId = OrgId(Uuid::from_u128(3));
const ROW: RowId = RowId(Uuid::from_u128(4));
const MESSAGE: MessageId = MessageId(Uuid::from_u128(5));
const OFFER: OfferId = OfferId(Uuid::from_u128(6));
const REPORT: ReportId = ReportId(Uuid::from_u128(7));
/// The op that is applied and another one.
const OP: OpId = OpId(Uuid::from_u128(10));
const ELSEWHERE: OpId = OpId(Uuid::from_u128(12));

/// The newest message is 7.
const STAMP: Stamp = Stamp { author: ME, at: 9_000, next_seq: Some(8) };
const ON_A_DEVICE: Stamp = Stamp { next_seq: None, ..STAMP };

#[track_caller]
fn check(current: Option<Held>, intent: &Intent, expected: Result<Applied, Refusal>) {
    check_at(&STAMP, current, intent, expected);
}

#[track_caller]
fn check_at(stamp: &Stamp, current: Option<Held>, intent: &Intent, expected: Result<Applied, Refusal>) {
    let op = Op { id: OP, intent: intent.clone() };
    assert_eq!(apply(current.as_ref(), &op, stamp), expected, "{intent:?} on {current:?}");
}

const NONE: Option<Held> = None;

fn stands(by: OpId, object: Object) -> Option<Held> {
    Some(Held { rev: 5, by: Some(by), object: Some(object) })
}

fn deleted() -> Option<Held> {
    Some(Held { rev: 5, by: Some(ELSEWHERE), object: None })
}

fn refused(code: RefusalCode) -> Result<Applied, Refusal> {
    Err(Refusal::of(code))
}

fn refused_at(code: RefusalCode, field: &str) -> Result<Applied, Refusal> {
    Err(Refusal::at(code, field))
}

/// Four bytes and two UTF-16 units, one character: a limit that counted either would refuse half of it.
fn long(characters: usize) -> String {
    "𠮷".repeat(characters)
}

/// Rules of so many organisations.
fn rules(count: usize) -> Visibility {
    let rule = |n| VisibilityRule::new(OrgId(Uuid::from_u128(n)), Audience::Members);
    Visibility::from((100..).take(count).map(rule).collect::<Vec<_>>())
}

/// A name as a device shows it.
fn name_of(person: PersonId, family: &str) -> PersonName {
    PersonName { family: family.to_owned(), ..PersonName::hidden(person) }
}

#[test]
fn an_object_of_another_kind_is_left_alone() {
    let skill = RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default());
    let row = Object::Row(Row { id: ROW, value: skill.clone(), place: "80".to_owned(), confirmed_at: None });
    let mark = Object::Mark(ReadMark { person: ME, seq: 1 });
    let conversation = ConversationId::direct(ORG, ME, OTHER);
    let text = FieldValue { text: "営業".to_owned(), visibility: Visibility::default() };
    let member = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
    let (organization, offer) = (ORG, OFFER);
    for (object, intent) in [
        (&row, Intent::SetField { field: ProfileField::Headline, base: FieldValue::default(), value: text }),
        (&row, Intent::ConfirmField { field: ProfileField::Headline }),
        (&mark, Intent::EditRow { row: ROW, base: skill.clone(), value: skill }),
        (&mark, Intent::ConfirmRow { row: ROW }),
        (&mark, Intent::RemoveRow { row: ROW }),
        (&mark, Intent::MoveRow { row: ROW, place: "80".to_owned() }),
        (&mark, Intent::Set { value: setting::western() }),
        (&mark, Intent::MarkNoticed { notice: kept::NOTICE }),
        (&mark, conversation::start(conversation, OTHER)),
        (&mark, Intent::AnswerRequest { conversation, accept: true }),
        (&mark, Intent::EditMessage { conversation, message: MESSAGE, body: "後".to_owned() }),
        (&mark, Intent::DeleteMessage { conversation, message: MESSAGE }),
        (&row, Intent::MarkRead { conversation, seq: 1 }),
        (&row, Intent::SetMember { organization, person: OTHER, base: member.clone(), value: member }),
        (&row, Intent::EditOffer { organization, offer, base: offer::whole(), value: offer::whole() }),
        (&row, Intent::PublishOffer { organization, offer }),
        (&row, Intent::CloseOffer { organization, offer }),
        (&row, Intent::RemoveOffer { organization, offer }),
        (&row, Intent::CloseReport { organization, report: REPORT, note: String::new() }),
    ] {
        check(stands(ELSEWHERE, object.clone()), &intent, refused(RefusalCode::Invalid));
    }
}
