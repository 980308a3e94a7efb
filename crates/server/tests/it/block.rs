//! Blocks: for either of the two the other one does not exist.

use domain::{
    ConversationId, Intent, Object, PersonId, RefusalCode, Scope, Visibility, limit,
    record::{MembershipStatus, PersonName, ProfileField},
    wire::OpOutcome,
};
use server::admin;
use uuid::Uuid;

use crate::world::{Person, World, is_applied, person, refused, send, start};

fn block(person: PersonId) -> Intent {
    Intent::Block { name: PersonName::hidden(person) }
}

async fn see_each_other(world: &World, a: &Person, b: &Person) -> (bool, bool) {
    let card = async |viewer, other: &Person| world.card(viewer, world.company, other.id).await.is_some();
    (card(a, b).await, card(b, a).await)
}

#[tokio::test]
async fn a_blocked_one_reaches_nobody() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "やあ")).await;
    let rows = async || (world.inbox(&world.hanako, conversation).await, world.inbox(&world.kenta, conversation).await);
    let before = rows().await;
    assert!(is_applied(&world.does(&world.kenta, block(world.hanako.id)).await));
    for author in [&world.hanako, &world.kenta] {
        let message = world.does(author, send(conversation, 2, "もしもし")).await;
        assert_eq!(refused(&message), Some(RefusalCode::NotFound), "as if the other one did not exist");
    }
    assert_eq!(rows().await, before, "no row moves");
    assert_eq!(see_each_other(&world, &world.hanako, &world.kenta).await, (false, false));

    let stranger = world.joins(world.company, "stranger", MembershipStatus::Alumnus).await;
    world.does(&world.kenta, block(stranger.id)).await;
    let ask = start(ConversationId::direct(world.company, stranger.id, world.kenta.id), world.company, world.kenta.id);
    assert_eq!(refused(&world.does(&stranger, ask.clone()).await), Some(RefusalCode::NotFound));
    let unblock = Intent::Unblock { person: stranger.id };
    assert!(matches!(world.does(&world.kenta, unblock).await, OpOutcome::Removed { .. }));
    assert!(is_applied(&world.does(&stranger, ask).await), "the block is gone");
}

/// Neither learns any more how far the other one has read; each goes on reading, on all of their own devices.
#[tokio::test]
async fn a_block_hides_how_far_one_reads() {
    let world = World::new().await;
    let (hanako, kenta) = (&world.hanako, &world.kenta);
    let conversation = world.conversation().await;
    for (author, id) in [(hanako, 1), (kenta, 2), (hanako, 3), (kenta, 4)] {
        assert!(is_applied(&world.does(author, send(conversation, id, "やあ")).await));
    }
    let read = |seq| Intent::MarkRead { conversation, seq };
    for reader in [hanako, kenta] {
        assert!(is_applied(&world.does(reader, read(2)).await));
    }
    world.does(kenta, block(hanako.id)).await;
    let scope = Scope::Conv(conversation);
    let before = [world.pull(hanako, scope, None).await, world.pull(kenta, scope, None).await];
    for (n, reader) in [hanako, kenta].into_iter().enumerate() {
        let outcome = world.does(reader, read(4)).await;
        let OpOutcome::Unchanged { record: Some(record) } = &outcome else { panic!("{outcome:?}") };
        assert!(matches!(&record.object, Object::Mark(mark) if mark.seq == 2), "what stands: {outcome:?}");
        assert_eq!(world.inbox(reader, conversation).await.unwrap().unread, 0);
        assert!(world.notice_of(reader, conversation).await.unwrap().read);
        for (reader, before) in [hanako, kenta].into_iter().zip(&before) {
            assert_eq!(world.pull(reader, scope, None).await, *before, "not even the state moves, after {n}");
            let moved = world.pull(reader, scope, before.state.as_ref()).await;
            assert!(moved.puts.is_empty() && moved.deletes.is_empty());
        }
    }
    world.does(kenta, Intent::Unblock { person: hanako.id }).await;
    assert!(is_applied(&world.does(kenta, read(4)).await), "once the block is gone it is told again");
    assert_ne!(world.pull(hanako, scope, None).await, before[0]);
}

#[tokio::test]
async fn a_mutual_block_ends_when_both_end_it() {
    let world = World::new().await;
    let (hanako, kenta) = (&world.hanako, &world.kenta);
    let dir = Scope::Dir(world.company);
    let had = world.pull(hanako, dir, None).await;
    world.does(kenta, block(hanako.id)).await;
    world.does(hanako, block(kenta.id)).await;
    let gone = world.pull(hanako, dir, had.state.as_ref()).await;
    assert_eq!(gone.deletes, [format!("card/{}", kenta.id)], "as when somebody leaves the directory");
    world.does(kenta, Intent::Unblock { person: hanako.id }).await;
    assert_eq!(see_each_other(&world, hanako, kenta).await, (false, false));
    world.does(hanako, Intent::Unblock { person: kenta.id }).await;
    assert_eq!(see_each_other(&world, hanako, kenta).await, (true, true));
}

#[tokio::test]
async fn a_block_holds_in_an_organisation_that_is_joined_later() {
    let world = World::new().await;
    let (kenta, ren) = (&world.kenta, &world.ren);
    assert!(is_applied(&world.does(kenta, block(ren.id)).await), "though they share nothing yet");
    let name = person("ren@example.test", "加茂");
    admin::add_member(&world.app, world.company, &name, MembershipStatus::Alumnus).await.unwrap();
    world.sets(ren, ProfileField::FamilyName, "加茂", Visibility::members(world.company)).await;
    assert_eq!(see_each_other(&world, kenta, ren).await, (false, false));
    assert_eq!(see_each_other(&world, &world.hanako, ren).await, (true, true), "the others see each other");
}

#[tokio::test]
async fn there_are_only_so_many() {
    let world = World::new().await;
    let nobody = |n: usize| PersonId(Uuid::from_u128((3 << 100) | n as u128));
    for batch in 0..limit::BLOCKS / limit::OPS {
        let ops = (0..limit::OPS).map(|n| world.op(block(nobody(batch * limit::OPS + n)))).collect();
        assert!(world.ops(&world.kenta, ops).await.iter().all(|result| is_applied(&result.outcome)));
    }
    let one_more = world.does(&world.kenta, block(nobody(limit::BLOCKS))).await;
    assert_eq!(refused(&one_more), Some(RefusalCode::TooMany));
    world.does(&world.kenta, Intent::Unblock { person: nobody(0) }).await;
    assert!(is_applied(&world.does(&world.kenta, block(nobody(limit::BLOCKS))).await));
}
