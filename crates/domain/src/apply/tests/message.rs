//! A message is sent, edited and taken back.

use super::*;
use crate::record::Message;

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, ME, OTHER)
}

fn send(body: &str) -> Intent {
    Intent::SendMessage {
        conversation: conversation(),
        message: MESSAGE,
        body: body.to_owned(),
        about: None,
        attachments: vec![],
    }
}

fn edit(body: &str) -> Intent {
    Intent::EditMessage { conversation: conversation(), message: MESSAGE, body: body.to_owned() }
}

fn delete() -> Intent {
    Intent::DeleteMessage { conversation: conversation(), message: MESSAGE }
}

/// Message 3, written at 1 000.
fn message(author: PersonId, body: &str) -> Message {
    let body = body.to_owned();
    Message {
        id: MESSAGE,
        seq: Some(3),
        author,
        body,
        about: None,
        attachments: vec![],
        at: 1_000,
        edited_at: None,
        deleted: false,
    }
}

fn taken_back(author: PersonId) -> Message {
    Message { deleted: true, ..message(author, "") }
}

fn stands_as(message: Message) -> Option<Held> {
    stands(ELSEWHERE, Object::Message(message))
}

fn put(message: Message) -> Result<Applied, Refusal> {
    Ok(Applied::Put(Object::Message(message)))
}

fn sent(body: &str) -> Message {
    Message { seq: Some(8), at: 9_000, ..message(ME, body) }
}

#[test]
fn a_message_is_sent_once() {
    check(NONE, &send("こんにちは"), put(sent("こんにちは")));
    check_at(&ON_A_DEVICE, NONE, &send("あ"), put(Message { seq: None, ..sent("あ") }));
    for current in [stands_as(message(ME, "あ")), stands_as(taken_back(ME)), stands_as(message(OTHER, "あ")), deleted()]
    {
        check(current.clone(), &send("あ"), refused_at(RefusalCode::Invalid, "message"));
    }
}

#[test]
fn the_own_message_that_a_pull_brought_stands() {
    for current in [message(ME, "あ"), taken_back(ME)] {
        check(stands(OP, Object::Message(current)), &send("あ"), Ok(Applied::Unchanged));
    }
}

#[test]
fn a_message_is_stored_clean() {
    for (text, stored) in
        [(" か\u{3099}\r\n行\u{0} \n", "が\n行"), ("　\tあ　い", "あ　い"), ("\u{1b}[31m赤", "[31m赤")]
    {
        check(NONE, &send(text), put(sent(stored)));
        check(stands_as(message(ME, "前")), &edit(text), {
            put(Message { edited_at: Some(9_000), ..message(ME, stored) })
        });
    }
}

#[test]
fn limits_count_characters_of_the_stored_form() {
    let full = long(limit::MESSAGE);
    check(NONE, &send(&full), put(sent(&full)));
    check(NONE, &send(&format!(" {full}\n\u{0}")), put(sent(&full)));
    check(NONE, &send(&"か\u{3099}".repeat(limit::MESSAGE)), put(sent(&"が".repeat(limit::MESSAGE))));
    let over = long(limit::MESSAGE + 1);
    for (current, intent) in [(NONE, send(&over)), (stands_as(message(ME, "前")), edit(&over))] {
        check(current, &intent, refused_at(RefusalCode::TextTooLong, "body"));
    }
}

#[test]
fn an_empty_message_is_refused() {
    for text in ["", " 　\t\r\n", "\u{0}\u{7f}"] {
        check(NONE, &send(text), refused_at(RefusalCode::Empty, "body"));
        check(stands_as(message(ME, "前")), &edit(text), refused_at(RefusalCode::Empty, "body"));
    }
}

#[test]
fn the_last_edit_wins() {
    let edited = Message { edited_at: Some(9_000), ..message(ME, "後") };
    check(stands_as(message(ME, "前")), &edit("後"), put(edited.clone()));
    check(stands_as(message(ME, "前")), &edit(" 前 "), Ok(Applied::Unchanged));
}

#[test]
fn what_a_message_is_about_stays_until_it_is_taken_back() {
    let about = |message| Message { about: Some(OFFER), ..message };
    let intent = Intent::SendMessage {
        conversation: conversation(),
        message: MESSAGE,
        body: "話を聞きたいです".to_owned(),
        about: Some(OFFER),
        attachments: vec![],
    };
    check(NONE, &intent, put(about(sent("話を聞きたいです"))));
    let edited = Message { edited_at: Some(9_000), ..about(message(ME, "後")) };
    check(stands_as(about(message(ME, "前"))), &edit("後"), put(edited));
    check(stands_as(about(message(ME, "前"))), &delete(), put(taken_back(ME)));
}

#[test]
fn a_message_is_taken_back_once() {
    let edited = Message { edited_at: Some(2_000), ..message(ME, "前") };
    check(stands_as(edited.clone()), &delete(), put(taken_back(ME)));
    check(stands_as(taken_back(ME)), &delete(), Ok(Applied::Unchanged));
    check(stands_as(taken_back(ME)), &edit("後"), refused(RefusalCode::Gone));
}

#[test]
fn what_others_wrote_stays() {
    for current in [message(OTHER, "前"), taken_back(OTHER)] {
        for intent in [edit("後"), edit("前"), delete()] {
            check(stands_as(current.clone()), &intent, refused(RefusalCode::Forbidden));
        }
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for current in [NONE, deleted()] {
        for intent in [edit("後"), delete()] {
            check(current.clone(), &intent, refused(RefusalCode::NotFound));
        }
    }
}
