//! Somebody is reported, and a desk says what became of it.

use super::*;
use crate::record::{Closing, DeskReport, Report, ReportReason, ReportedMessage};

fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

fn report(person: PersonId, note: &str, conversation: Option<ConversationId>, messages: &[u128]) -> Intent {
    Intent::Report {
        report: REPORT,
        organization: ORG,
        person,
        reason: ReportReason::Spam,
        note: note.to_owned(),
        conversation,
        messages: messages.iter().copied().map(message).collect(),
    }
}

fn reported(note: &str, conversation: Option<ConversationId>, messages: &[u128]) -> Object {
    Object::Report(Report {
        id: REPORT,
        organization: ORG,
        person: OTHER,
        reason: ReportReason::Spam,
        note: note.to_owned(),
        conversation,
        messages: messages.iter().copied().map(message).collect(),
        at: 9_000,
    })
}

fn direct() -> Option<ConversationId> {
    Some(ConversationId::direct(ORG, ME, OTHER))
}

#[test]
fn a_report_names_each_message_once() {
    check(NONE, &report(OTHER, "", None, &[]), Ok(Applied::Put(reported("", None, &[]))));
    let put = Ok(Applied::Put(reported("毎日\n勧誘", direct(), &[5, 7, 9])));
    check(NONE, &report(OTHER, "毎日\r\n勧誘\u{0} \n", direct(), &[9, 5, 9, 7, 5]), put);
}

#[test]
fn a_report_is_made_once_and_never_changed() {
    let intent = report(OTHER, "勧誘", None, &[]);
    check(stands(OP, reported("勧誘", None, &[])), &intent, Ok(Applied::Unchanged));
    for taken in [stands(ELSEWHERE, reported("勧誘", None, &[])), deleted()] {
        check(taken, &intent, refused_at(RefusalCode::Invalid, "report"));
    }
}

#[test]
fn a_report_has_its_limits() {
    check(NONE, &report(ME, "", None, &[]), refused_at(RefusalCode::Invalid, "person"));
    check(NONE, &report(OTHER, "", None, &[5]), refused_at(RefusalCode::Invalid, "conversation"));
    let note = long(limit::NOTE);
    check(NONE, &report(OTHER, &note, None, &[]), Ok(Applied::Put(reported(&note, None, &[]))));
    check(NONE, &report(OTHER, &long(limit::NOTE + 1), None, &[]), refused_at(RefusalCode::TextTooLong, "note"));
    let ids: Vec<u128> = (0..=limit::REPORTED as u128).collect();
    let (full, over) = (&ids[1..], &ids[..]);
    check(NONE, &report(OTHER, "", direct(), full), Ok(Applied::Put(reported("", direct(), full))));
    check(NONE, &report(OTHER, "", direct(), over), refused_at(RefusalCode::TooMany, "messages"));
}

fn at_desk(closed: Option<Closing>) -> Object {
    Object::DeskReport(DeskReport {
        id: REPORT,
        reporter: name_of(OTHER, "山田"),
        reported: name_of(THIRD, "鈴木"),
        reason: ReportReason::Harassment,
        note: "勧誘".to_owned(),
        messages: vec![ReportedMessage {
            id: MESSAGE,
            author: THIRD,
            body: "買って".to_owned(),
            files: vec![],
            at: 1_000,
        }],
        at: 2_000,
        closed,
    })
}

fn close(note: &str) -> Intent {
    Intent::CloseReport { organization: ORG, report: REPORT, note: note.to_owned() }
}

fn closing(by: PersonId, note: &str) -> Option<Closing> {
    Some(Closing { by, at: 9_000, note: note.to_owned() })
}

#[test]
fn the_first_organizer_who_closes_it_has_the_word() {
    let put = Ok(Applied::Put(at_desk(closing(ME, "注意した"))));
    check(stands(ELSEWHERE, at_desk(None)), &close("注意した \n"), put);
    for by in [ME, OTHER] {
        check(stands(ELSEWHERE, at_desk(closing(by, "済"))), &close("注意した"), Ok(Applied::Unchanged));
    }
    for nothing in [NONE, deleted()] {
        check(nothing, &close(""), refused(RefusalCode::NotFound));
    }
    let about_me = Stamp { author: THIRD, ..STAMP };
    for closed in [None, closing(OTHER, "済")] {
        check_at(&about_me, stands(ELSEWHERE, at_desk(closed)), &close(""), refused(RefusalCode::Forbidden));
    }
    let over = close(&long(limit::NOTE + 1));
    check(stands(ELSEWHERE, at_desk(None)), &over, refused_at(RefusalCode::TextTooLong, "note"));
}
