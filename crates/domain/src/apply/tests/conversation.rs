//! A conversation is started.

use super::*;

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, ME, OTHER)
}

fn start(conversation: ConversationId, with: PersonId) -> Intent {
    Intent::StartConversation { conversation, organization: ORG, with }
}

fn begun() -> Object {
    Object::Conversation(Conversation { id: conversation(), organization: ORG, participants: [ME, OTHER] })
}

#[test]
fn whoever_starts_it_begins_the_same_conversation() {
    check(NONE, &start(conversation(), OTHER), Ok(Applied::Put(begun())));
    let theirs = Stamp { author: OTHER, ..STAMP };
    check_at(&theirs, NONE, &start(conversation(), ME), Ok(Applied::Put(begun())));
    check(stands(ELSEWHERE, begun()), &start(conversation(), OTHER), Ok(Applied::Unchanged));
    check(deleted(), &start(conversation(), OTHER), Ok(Applied::Unchanged));
}

#[test]
fn a_conversation_has_two_people_and_their_id() {
    let own = ConversationId::direct(ORG, ME, ME);
    check(NONE, &start(own, ME), refused_at(RefusalCode::Invalid, "with"));
    let strange = ConversationId::direct(ORG, OTHER, PersonId(Uuid::from_u128(9)));
    for id in [strange, ConversationId(Uuid::nil()), ConversationId::direct(OrgId(Uuid::nil()), ME, OTHER)] {
        check(NONE, &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
        check(stands(ELSEWHERE, begun()), &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
    }
}
