//! Conversations with an organisation's desk.

use domain::{
    ConversationId, Intent, RefusalCode, Scope,
    record::{Category, InboxKind, MembershipStatus, PersonName, Role},
    wire::{OpOutcome, SyncLine},
};

use crate::world::{Person, World, is_applied, refused, send, talk_of};

fn open(world: &World, person: &Person) -> Intent {
    let conversation = ConversationId::desk(world.company, person.id);
    Intent::StartDesk { conversation, organization: world.company, person: person.id }
}

/// hanako and another one at the desk, kenta has begun a conversation with it.
async fn two_at_the_desk(world: &World) -> (Person, ConversationId) {
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    let promoted =
        world.sets_member(&world.hanako, world.company, second.id, |value| value.role = Role::Organizer).await;
    assert!(is_applied(&promoted), "{promoted:?}");
    assert!(is_applied(&world.does(&world.kenta, open(world, &world.kenta)).await));
    (second, ConversationId::desk(world.company, world.kenta.id))
}

#[tokio::test]
async fn every_organizer_hears_a_member_and_the_member_hears_the_organisation() {
    let world = World::new().await;
    let (second, conversation) = two_at_the_desk(&world).await;
    assert_eq!(world.inbox(&world.hanako, conversation).await, None, "nothing has been said yet");
    assert!(is_applied(&world.does(&world.kenta, send(conversation, 1, "証明書をお願いします")).await));
    for organizer in [&world.hanako, &second] {
        let row = world.inbox(organizer, conversation).await.unwrap();
        assert_eq!((row.kind_of, row.with.family.as_str(), row.unread), (InboxKind::AtDesk, "水沢", 1));
        let notice = world.notice_of(organizer, conversation).await.unwrap();
        assert_eq!((notice.category, talk_of(&notice)), (Category::Desk, (conversation, 1)));
        assert_eq!((notice.from.unwrap().family.as_str(), notice.preview.as_str()), ("水沢", "証明書をお願いします"));
    }

    assert!(is_applied(&world.does(&second, send(conversation, 2, "お送りします")).await));
    let row = world.inbox(&world.kenta, conversation).await.unwrap();
    assert_eq!((row.kind_of, &row.with), (InboxKind::WithDesk, &PersonName::hidden(world.kenta.id)));
    assert_eq!((row.unread, row.preview.as_str()), (1, "お送りします"));
    let notice = world.notice_of(&world.kenta, conversation).await.unwrap();
    assert_eq!((notice.category, notice.from), (Category::Message, None), "from the organisation");
    let row = world.inbox(&world.hanako, conversation).await.unwrap();
    assert_eq!((row.unread, row.preview_mine), (2, false), "one from kenta, one from a colleague");
    assert_eq!(world.inbox(&second, conversation).await.unwrap().unread, 1, "one's own is read");

    world.does(&world.hanako, Intent::MarkRead { conversation, seq: 2 }).await;
    assert_eq!(world.inbox(&world.hanako, conversation).await.unwrap().unread, 0);
    assert!(world.notice_of(&world.hanako, conversation).await.unwrap().read);
    assert_eq!(world.inbox(&second, conversation).await.unwrap().unread, 1, "each reads alone");
}

#[tokio::test]
async fn an_organizer_may_write_first() {
    let world = World::new().await;
    let conversation = ConversationId::desk(world.company, world.kenta.id);
    assert!(is_applied(&world.does(&world.hanako, open(&world, &world.kenta)).await));
    assert_eq!(world.inbox(&world.kenta, conversation).await, None, "nothing has been said yet");
    let again = world.does(&world.kenta, open(&world, &world.kenta)).await;
    assert!(matches!(again, OpOutcome::Unchanged { record: Some(_) }), "{again:?}");
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().kind_of, InboxKind::WithDesk);
    assert!(is_applied(&world.does(&world.hanako, send(conversation, 1, "ご登録ありがとうございます")).await));
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 1);
    assert!(is_applied(&world.does(&world.kenta, send(conversation, 2, "こちらこそ")).await), "no request is needed");
}

#[tokio::test]
async fn nobody_else_comes_near_it() {
    let world = World::new().await;
    let (_, conversation) = two_at_the_desk(&world).await;
    world.does(&world.kenta, send(conversation, 1, "内密に")).await;
    let other = world.joins(world.company, "other", MembershipStatus::Current).await;
    for stranger in [&other, &world.ren] {
        for intent in [
            open(&world, &world.kenta),
            send(conversation, 2, "割込み"),
            Intent::MarkRead { conversation, seq: 1 },
            Intent::AnswerRequest { conversation, accept: true },
        ] {
            let outcome = world.does(stranger, intent.clone()).await;
            assert_eq!(refused(&outcome), Some(RefusalCode::NotFound), "{intent:?}");
        }
        let read = world.sync_from(stranger, &[(Scope::Conv(conversation), None)]).await;
        assert!(matches!(&read[..], [SyncLine::Gone { .. }]), "{read:?}");
    }
    // ren is an organizer elsewhere: naming that organisation opens no desk of another.
    let across = Intent::StartDesk { conversation, organization: world.school, person: world.ren.id };
    let nowhere = ConversationId::desk(world.company, other.id);
    let absent = Intent::StartDesk { conversation: nowhere, organization: world.school, person: world.ren.id };
    let answers = (world.does(&world.ren, across).await, world.does(&world.ren, absent).await);
    assert_eq!(refused(&answers.0), refused(&answers.1), "there or not, it answers the same");
    assert!(refused(&answers.0).is_some());
}

#[tokio::test]
async fn who_comes_to_the_desk_finds_its_conversations_and_who_leaves_keeps_none() {
    let world = World::new().await;
    let (second, conversation) = two_at_the_desk(&world).await;
    world.does(&world.kenta, send(conversation, 1, "一")).await;
    world.does(&world.hanako, send(conversation, 2, "二")).await;

    let third = world.joins(world.company, "third", MembershipStatus::Current).await;
    let sets = async |role| {
        let outcome = world.sets_member(&world.hanako, world.company, third.id, |value| value.role = role).await;
        assert!(is_applied(&outcome), "{outcome:?}");
    };
    sets(Role::Organizer).await;
    let (theirs, new) =
        (world.inbox(&second, conversation).await.unwrap(), world.inbox(&third, conversation).await.unwrap());
    assert_eq!((new.head, new.unread, &new.preview, &new.with), (2, 2, &theirs.preview, &theirs.with));
    world.does(&world.kenta, send(conversation, 3, "三")).await;
    assert_eq!(world.inbox(&third, conversation).await.unwrap().unread, 3);
    assert!(world.notice_of(&third, conversation).await.is_some());

    let before = world.pull(&third, third.me(), None).await.state;
    sets(Role::Member).await;
    let news = world.pull(&third, third.me(), before.as_ref()).await;
    let gone = [format!("inbox/{conversation}"), format!("notification/{conversation}")];
    assert!(gone.iter().all(|name| news.deletes.contains(name)), "{:?}", news.deletes);
    for scope in [Scope::Desk(world.company), Scope::Conv(conversation)] {
        let read = world.sync_from(&third, &[(scope, None)]).await;
        assert!(matches!(&read[..], [SyncLine::Gone { .. }]), "{read:?}");
    }
    assert_eq!(refused(&world.does(&third, send(conversation, 4, "四")).await), Some(RefusalCode::NotFound));
}
