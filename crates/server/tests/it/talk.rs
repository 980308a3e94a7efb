//! Conversations: messages, inbox rows, notifications, read marks.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent, Object, RefusalCode, Scope, Seq, Visibility,
    record::{Category, Message, Notification, PersonName, ProfileField},
    wire::OpOutcome,
};

use crate::world::{MINUTE, Person, World, message, refused, send, start, talk_of};

fn sent(outcome: OpOutcome) -> Message {
    match outcome {
        OpOutcome::Applied { record } => match record.object {
            Object::Message(message) => message,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

async fn notification(world: &World, owner: &Person, conversation: ConversationId) -> Notification {
    world.notice_of(owner, conversation).await.expect("something to notice")
}

fn edit(conversation: ConversationId, id: u128, body: &str) -> Intent {
    Intent::EditMessage { conversation, message: message(id), body: body.to_owned() }
}

#[tokio::test]
async fn a_message_arrives() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.clock.advance(MINUTE);
    let first = sent(world.does(&world.hanako, send(conversation, 1, "  こんにちは\n元気ですか ")).await);
    assert_eq!((first.seq, first.author, first.body.as_str()), (Some(1), world.hanako.id, "こんにちは\n元気ですか"));
    world.clock.advance(MINUTE);
    let second = sent(world.does(&world.hanako, send(conversation, 2, &"あ".repeat(100))).await);
    assert_eq!(second.seq, Some(2));

    let mine = world.inbox(&world.hanako, conversation).await.unwrap();
    assert_eq!((mine.head, mine.unread, mine.preview_mine, mine.at), (2, 0, true, second.at));
    let theirs = world.inbox(&world.kenta, conversation).await.unwrap();
    assert_eq!((theirs.head, theirs.unread, theirs.preview_mine, theirs.at), (2, 2, false, second.at));
    assert_eq!((theirs.with.family.as_str(), theirs.with.given.as_str()), ("佐倉", "名"));
    assert_eq!(theirs.preview, format!("{}…", "あ".repeat(80)));
    let notice = notification(&world, &world.kenta, conversation).await;
    assert_eq!((talk_of(&notice), notice.read, notice.category), ((conversation, 2), false, Category::Message));
    assert_eq!(notice.from.unwrap().family, "佐倉");

    let talk = world.pull(&world.kenta, Scope::Conv(conversation), None).await;
    assert_eq!(talk.puts.len(), 3, "the conversation and two messages: {:?}", talk.names());
}

#[tokio::test]
async fn reading_counts_down_and_clears_the_notice() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    for n in 1..=3 {
        world.does(&world.hanako, send(conversation, n, "やあ")).await;
    }
    let read = |seq: Seq| Intent::MarkRead { conversation, seq };
    assert!(matches!(world.does(&world.kenta, read(2)).await, OpOutcome::Applied { .. }));
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 1);
    assert!(!notification(&world, &world.kenta, conversation).await.read);
    assert!(matches!(world.does(&world.kenta, read(1)).await, OpOutcome::Unchanged { .. }), "a mark only grows");
    assert!(matches!(world.does(&world.kenta, read(Seq::MAX)).await, OpOutcome::Applied { .. }));
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 0);
    assert!(notification(&world, &world.kenta, conversation).await.read);
    let pulled = world.pull(&world.hanako, Scope::Conv(conversation), None).await;
    let mark = pulled.object(&format!("mark/{}", world.kenta.id));
    assert!(matches!(mark, Object::Mark(mark) if mark.seq == 3), "capped at the newest message: {mark:?}");
}

#[tokio::test]
async fn previews_follow_edits_of_the_newest_message() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "一")).await;
    world.does(&world.hanako, send(conversation, 2, "二")).await;

    let before = world.pull(&world.kenta, world.kenta.me(), None).await.state;
    world.does(&world.hanako, edit(conversation, 1, "一の直し")).await;
    let after = world.pull(&world.kenta, world.kenta.me(), before.as_ref()).await;
    assert!(after.puts.is_empty(), "an older message shows nowhere else");

    world.does(&world.hanako, edit(conversation, 2, "二の直し")).await;
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().preview, "二の直し");
    assert_eq!(world.inbox(&world.hanako, conversation).await.unwrap().preview, "二の直し");
    assert_eq!(notification(&world, &world.kenta, conversation).await.preview, "二の直し");

    world.does(&world.hanako, Intent::DeleteMessage { conversation, message: message(2) }).await;
    let row = world.inbox(&world.kenta, conversation).await.unwrap();
    assert_eq!((row.preview.as_str(), row.preview_deleted, row.unread), ("", true, 2), "its place stays");
    assert_eq!(notification(&world, &world.kenta, conversation).await.preview, "");
    let pulled = world.pull(&world.kenta, Scope::Conv(conversation), None).await;
    let taken_back = pulled.object(&format!("message/{}", message(2)));
    assert!(matches!(taken_back, Object::Message(m) if m.deleted && m.body.is_empty() && m.seq == Some(2)));
    assert_eq!(refused(&world.does(&world.hanako, edit(conversation, 2, "三")).await), Some(RefusalCode::Gone));

    // A reply is newest now; the notice still tells of the message before it.
    world.does(&world.hanako, send(conversation, 3, "四")).await;
    world.does(&world.kenta, send(conversation, 4, "返事")).await;
    world.does(&world.hanako, edit(conversation, 3, "四の直し")).await;
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().preview, "返事");
    assert_eq!(notification(&world, &world.kenta, conversation).await.preview, "四の直し");
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "一")).await;
    let (hanako, kenta, ren) = (&world.hanako, &world.kenta, &world.ren);
    let nowhere = ConversationId(uuid::Uuid::from_u128(1));
    let across = ConversationId::direct(world.company, hanako.id, ren.id);
    let foreign = ConversationId::direct(world.school, hanako.id, ren.id);
    let alone = ConversationId::direct(world.company, hanako.id, hanako.id);
    let delete = Intent::DeleteMessage { conversation, message: message(1) };
    let absent = Intent::DeleteMessage { conversation, message: message(9) };
    use RefusalCode::{Empty, Forbidden, Invalid, NotFound, TextTooLong};
    for (who, intent, expected, why) in [
        (ren, send(conversation, 5, "割込み"), NotFound, "takes no part"),
        (ren, Intent::MarkRead { conversation, seq: 1 }, NotFound, "takes no part"),
        (ren, send(nowhere, 5, "割込み"), NotFound, "the same for one that does not exist"),
        (hanako, start(across, world.company, ren.id), NotFound, "the other is not listed there"),
        (hanako, start(foreign, world.school, ren.id), NotFound, "no member there"),
        (hanako, start(nowhere, world.company, kenta.id), Invalid, "the id does not follow from its parts"),
        (hanako, start(alone, world.company, hanako.id), Invalid, "with oneself"),
        (kenta, edit(conversation, 1, "改竄"), Forbidden, "another's message"),
        (kenta, delete, Forbidden, "another's message"),
        (hanako, absent, NotFound, "no such message"),
        (hanako, send(conversation, 6, " \n"), Empty, "nothing to say"),
        (hanako, send(conversation, 6, &"長".repeat(20_001)), TextTooLong, "too long"),
        (hanako, send(conversation, 1, "同じ番号"), Invalid, "the id is taken"),
    ] {
        assert_eq!(refused(&world.does(who, intent).await), Some(expected), "{why}");
    }
    let pulled = world.pull(hanako, Scope::Conv(conversation), None).await;
    assert_eq!(pulled.puts.len(), 2, "nothing of it was written: {:?}", pulled.names());
}

#[tokio::test]
async fn a_hidden_name_stays_hidden_in_the_inbox() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "一")).await;
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", Visibility::default()).await;
    world.does(&world.hanako, send(conversation, 2, "二")).await;
    let row = world.inbox(&world.kenta, conversation).await.unwrap();
    assert_eq!(row.with, PersonName::hidden(world.hanako.id));
}

/// Unread counts are kept, not counted: against a model that counts, over a long random talk.
#[tokio::test]
async fn unread_equals_the_count() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let people = [&world.hanako, &world.kenta];
    let mut random: u64 = 42;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let (mut authors, mut marks) = (vec![], BTreeMap::from([(0, 0), (1, 0)]));
    for step in 0..300_u128 {
        let who = usize::try_from(next(2)).unwrap();
        match next(4) {
            0 | 1 => {
                let seq = sent(world.does(people[who], send(conversation, step, "やあ")).await).seq.unwrap();
                authors.push(who);
                assert_eq!(seq as usize, authors.len(), "dense");
            }
            2 => {
                let seq = Seq::try_from(next(authors.len() as u64 + 3)).unwrap();
                world.does(people[who], Intent::MarkRead { conversation, seq }).await;
                let newest = Seq::try_from(authors.len()).unwrap();
                let mark = marks.get_mut(&who).unwrap();
                *mark = (*mark).max(seq.min(newest));
            }
            _ => {
                let id = next(step as u64 + 1).into();
                world.does(people[who], Intent::DeleteMessage { conversation, message: message(id) }).await;
            }
        }
        for (index, person) in people.iter().enumerate() {
            let model = authors.iter().skip(marks[&index] as usize).filter(|author| **author != index).count();
            let row = world.inbox(person, conversation).await;
            assert_eq!(row.map_or(0, |row| row.unread) as usize, model, "step {step}, person {index}");
        }
    }
}
