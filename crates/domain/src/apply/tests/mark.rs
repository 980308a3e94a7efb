//! A conversation is read.

use super::*;

fn read(seq: Seq) -> Intent {
    Intent::MarkRead { conversation: ConversationId::direct(ORG, ME, OTHER), seq }
}

fn mark(seq: Seq) -> Object {
    Object::Mark(ReadMark { person: ME, seq })
}

#[test]
fn a_mark_only_grows() {
    check(NONE, &read(3), Ok(Applied::Put(mark(3))));
    check(deleted(), &read(3), Ok(Applied::Put(mark(3))));
    check(stands(ELSEWHERE, mark(3)), &read(4), Ok(Applied::Put(mark(4))));
    check(stands(ELSEWHERE, mark(3)), &read(3), Ok(Applied::Unchanged));
    check(stands(ELSEWHERE, mark(3)), &read(2), Ok(Applied::Unchanged));
}

#[test]
fn nothing_is_read_before_it_is_written() {
    check(NONE, &read(7), Ok(Applied::Put(mark(7))));
    check(NONE, &read(8), Ok(Applied::Put(mark(7))));
    check(NONE, &read(Seq::MAX), Ok(Applied::Put(mark(7))));
    check(stands(ELSEWHERE, mark(7)), &read(Seq::MAX), Ok(Applied::Unchanged));
    let empty = Stamp { next_seq: Some(1), ..STAMP };
    check_at(&empty, stands(ELSEWHERE, mark(0)), &read(5), Ok(Applied::Unchanged));
}

#[test]
fn a_device_does_not_know_the_newest() {
    check_at(&ON_A_DEVICE, stands(ELSEWHERE, mark(3)), &read(90), Ok(Applied::Put(mark(90))));
}
