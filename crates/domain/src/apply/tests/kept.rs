//! Small things a person keeps: saved offers, blocked people, notices.

use super::*;
use crate::{
    id::NoticeId,
    record::{About, Block, Category, Notification, SavedOffer},
};

pub(super) const NOTICE: NoticeId = NoticeId(Uuid::from_u128(30));

const SAVE: Intent = Intent::SaveOffer { organization: ORG, offer: OFFER };
const UNSAVE: Intent = Intent::UnsaveOffer { offer: OFFER };
const UNBLOCK: Intent = Intent::Unblock { person: OTHER };

fn saved(at: Millis) -> Object {
    Object::Saved(SavedOffer { organization: ORG, offer: OFFER, at })
}

fn block(name: PersonName) -> Intent {
    Intent::Block { name }
}

fn blocked(name: PersonName, at: Millis) -> Object {
    Object::Block(Block { name, at })
}

#[test]
fn what_is_kept_is_kept_once_and_since_the_first_time() {
    for nothing in [NONE, deleted()] {
        check(nothing.clone(), &SAVE, Ok(Applied::Put(saved(9_000))));
        let put = Ok(Applied::Put(blocked(name_of(OTHER, "山田"), 9_000)));
        check(nothing, &block(name_of(OTHER, "山田")), put);
    }
    check(stands(ELSEWHERE, saved(1_000)), &SAVE, Ok(Applied::Unchanged));
    let known = stands(ELSEWHERE, blocked(name_of(OTHER, "山田"), 1_000));
    check(known, &block(name_of(OTHER, "鈴木")), Ok(Applied::Unchanged));
}

#[test]
fn what_is_kept_no_longer_is_gone() {
    check(stands(ELSEWHERE, saved(1_000)), &UNSAVE, Ok(Applied::Remove));
    check(stands(ELSEWHERE, blocked(name_of(OTHER, "山田"), 1_000)), &UNBLOCK, Ok(Applied::Remove));
    for intent in [UNSAVE, UNBLOCK] {
        for nothing in [NONE, deleted()] {
            check(nothing, &intent, Ok(Applied::Unchanged));
        }
    }
}

#[test]
fn nobody_blocks_themselves() {
    check(NONE, &block(name_of(ME, "山田")), refused_at(RefusalCode::Invalid, "name"));
}

#[test]
fn a_name_is_stored_clean_and_within_its_limit() {
    let put = |family: &str| Ok(Applied::Put(blocked(name_of(OTHER, family), 9_000)));
    check(NONE, &block(name_of(OTHER, " 山\u{202e}田\r\n")), put("山田"));
    // Whoever shows no name can be blocked as well.
    check(NONE, &block(PersonName::hidden(OTHER)), put(""));
    let over = || long(limit::NAME + 1);
    let hidden = || PersonName::hidden(OTHER);
    for name in [
        PersonName { family: over(), ..hidden() },
        PersonName { given: over(), ..hidden() },
        PersonName { family_kana: over(), ..hidden() },
        PersonName { given_kana: over(), ..hidden() },
    ] {
        check(NONE, &block(name), refused_at(RefusalCode::TextTooLong, "name"));
    }
}

#[test]
fn something_is_noticed_once() {
    let notice = |read| {
        let about = About::Conversation { conversation: ConversationId::direct(ORG, ME, OTHER), seq: 3 };
        Object::Notification(Notification {
            id: NOTICE,
            organization: ORG,
            category: Category::Message,
            about,
            from: Some(name_of(OTHER, "山田")),
            preview: "こんにちは".to_owned(),
            at: 1_000,
            read,
        })
    };
    let noticed = Intent::MarkNoticed { notice: NOTICE };
    check(stands(ELSEWHERE, notice(false)), &noticed, Ok(Applied::Put(notice(true))));
    check(stands(ELSEWHERE, notice(true)), &noticed, Ok(Applied::Unchanged));
    for nothing in [NONE, deleted()] {
        check(nothing, &noticed, Ok(Applied::Unchanged));
    }
}
