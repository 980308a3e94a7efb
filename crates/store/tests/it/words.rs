//! What the tests speak of: one person, one conversation, messages by their numbers.

use domain::{ConversationId, MessageId, Op, OpId, PersonId, Scope};
use store::Key;
use uuid::Uuid;

pub const ME: PersonId = PersonId(Uuid::from_u128(1));
pub const TALK: ConversationId = ConversationId(Uuid::from_u128(2));

pub fn key() -> Key {
    Key::new([7; 32])
}

pub fn message(number: u128) -> MessageId {
    MessageId(Uuid::from_u128(1_000 + number))
}

pub fn json(number: u128, seq: Option<u32>) -> String {
    let object = domain::Object::Message(domain::record::Message {
        id: message(number),
        seq,
        author: ME,
        body: format!("本文{number}"),
        about: None,
        attachments: vec![],
        at: 0,
        edited_at: None,
        deleted: false,
    });
    serde_json::to_string(&object).unwrap()
}

pub fn sending(number: u128) -> Op {
    let intent = domain::Intent::SendMessage {
        conversation: TALK,
        message: message(number),
        body: format!("秘密の本文{number}"),
        about: None,
        attachments: vec![],
    };
    Op { id: OpId(Uuid::from_u128(5_000 + number)), intent }
}

pub fn talk() -> Scope {
    Scope::Conv(TALK)
}
