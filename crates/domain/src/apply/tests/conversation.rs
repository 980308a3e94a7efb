//! Somebody asks for contact and gets an answer; a desk is written to.

use RequestState::{Accepted, Declined, Waiting};

use super::*;
use crate::record::{ContactRequest, Conversation, Parties, Purpose, RequestState};

const THEIRS: Stamp = Stamp { author: OTHER, ..STAMP };

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, ME, OTHER)
}

pub(super) fn start(conversation: ConversationId, with: PersonId) -> Intent {
    Intent::StartConversation { conversation, organization: ORG, with, purpose: Purpose::CatchUp }
}

fn answer(accept: bool) -> Intent {
    Intent::AnswerRequest { conversation: conversation(), accept }
}

fn asked(from: PersonId, purpose: Purpose, state: RequestState) -> Object {
    let request = Some(ContactRequest { from, purpose, state });
    Object::Conversation(Conversation {
        id: conversation(),
        organization: ORG,
        parties: Parties::Direct([ME, OTHER]),
        request,
    })
}

fn begun(from: PersonId) -> Object {
    asked(from, Purpose::CatchUp, Waiting)
}

#[test]
fn whoever_starts_it_begins_the_same_conversation() {
    for nothing in [NONE, deleted()] {
        check(nothing.clone(), &start(conversation(), OTHER), Ok(Applied::Put(begun(ME))));
        check_at(&THEIRS, nothing, &start(conversation(), ME), Ok(Applied::Put(begun(OTHER))));
    }
}

#[test]
fn who_has_asked_waits_for_the_answer() {
    for state in [Waiting, Accepted, Declined] {
        let current = stands(ELSEWHERE, asked(ME, Purpose::Return, state));
        check(current, &start(conversation(), OTHER), Ok(Applied::Unchanged));
    }
}

#[test]
fn two_who_ask_each_other_are_connected() {
    for state in [Waiting, Declined] {
        let current = stands(ELSEWHERE, asked(OTHER, Purpose::Return, state));
        let connected = asked(OTHER, Purpose::Return, Accepted);
        check(current, &start(conversation(), OTHER), Ok(Applied::Put(connected)));
    }
    let connected = stands(ELSEWHERE, asked(OTHER, Purpose::Return, Accepted));
    check(connected, &start(conversation(), OTHER), Ok(Applied::Unchanged));
}

#[test]
fn a_conversation_has_two_people_and_their_id() {
    let own = ConversationId::direct(ORG, ME, ME);
    check(NONE, &start(own, ME), refused_at(RefusalCode::Invalid, "with"));
    let strange = ConversationId::direct(ORG, OTHER, THIRD);
    let desk = ConversationId::desk(ORG, ME);
    let elsewhere = ConversationId::direct(OrgId(Uuid::nil()), ME, OTHER);
    for id in [strange, desk, ConversationId(Uuid::nil()), elsewhere] {
        check(NONE, &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
        check(stands(ELSEWHERE, begun(ME)), &start(id, OTHER), refused_at(RefusalCode::Invalid, "conversation"));
    }
}

#[test]
fn the_one_who_was_asked_answers() {
    let is = |state| asked(ME, Purpose::Event, state);
    for (before, accept, after) in [(Waiting, true, Accepted), (Waiting, false, Declined), (Declined, true, Accepted)] {
        check_at(&THEIRS, stands(ELSEWHERE, is(before)), &answer(accept), Ok(Applied::Put(is(after))));
    }
    // Who is connected stays so: to end it there is the block.
    for (before, accept) in [(Declined, false), (Accepted, true), (Accepted, false)] {
        check_at(&THEIRS, stands(ELSEWHERE, is(before)), &answer(accept), Ok(Applied::Unchanged));
    }
}

#[test]
fn nobody_accepts_their_own_request() {
    for state in [Waiting, Accepted, Declined] {
        for accept in [true, false] {
            let current = stands(ELSEWHERE, asked(ME, Purpose::Event, state));
            check(current, &answer(accept), refused(RefusalCode::Forbidden));
        }
    }
    for nothing in [NONE, deleted()] {
        check(nothing, &answer(true), refused(RefusalCode::NotFound));
    }
}

fn start_desk(conversation: ConversationId, person: PersonId) -> Intent {
    Intent::StartDesk { conversation, organization: ORG, person }
}

#[test]
fn a_person_and_a_desk_have_one_conversation_from_either_side() {
    let id = ConversationId::desk(ORG, ME);
    let begun = || {
        let (organization, parties) = (ORG, Parties::Desk(ME));
        Object::Conversation(Conversation { id, organization, parties, request: None })
    };
    for stamp in [STAMP, THEIRS] {
        check_at(&stamp, NONE, &start_desk(id, ME), Ok(Applied::Put(begun())));
        check_at(&stamp, stands(ELSEWHERE, begun()), &start_desk(id, ME), Ok(Applied::Unchanged));
        // Nothing was asked, so nothing is to be answered.
        check_at(&stamp, stands(ELSEWHERE, begun()), &answer(true), Ok(Applied::Unchanged));
    }
    for strange in [conversation(), ConversationId::desk(ORG, OTHER), ConversationId::desk(OrgId(Uuid::nil()), ME)] {
        check(NONE, &start_desk(strange, ME), refused_at(RefusalCode::Invalid, "conversation"));
    }
}
