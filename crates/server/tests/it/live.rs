//! The live stream, over real TCP.

use domain::{
    Scope, Visibility,
    record::{MembershipStatus, ProfileField, Role},
    wire::Sessions,
};

use crate::{
    tcp::{self, Events},
    world::{World, add, is_applied, send, start},
};

#[tokio::test]
async fn a_message_is_hinted_to_both_and_to_nobody_else() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    let mut ren = Events::open(&address, &world.ren.token).await;
    assert_eq!(kenta.hint().await.unwrap(), [""; 0], "open, and nothing yet");
    ren.hint().await.unwrap();

    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "やあ")).await;
    let (me, conv) = (world.kenta.me().to_string(), Scope::Conv(conversation).to_string());
    assert_eq!(kenta.hint().await.unwrap(), [me.clone(), conv.clone()], "the new conversation, too");
    world.does(&world.hanako, send(conversation, 2, "やあ")).await;
    assert_eq!(kenta.hint().await.unwrap(), [me, conv]);

    // Nothing of this was ren's: the next thing ren hears is ren's own.
    world.does(&world.ren, add(1, "溶接")).await;
    assert_eq!(ren.hint().await.unwrap(), [world.ren.me().to_string()]);
}

#[tokio::test]
async fn what_happened_before_the_first_message_is_not_missed() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let conversation = world.conversation().await;
    let mut hanako = Events::open(&address, &world.hanako.token).await;
    hanako.hint().await.unwrap();
    world.does(&world.kenta, start(conversation, world.company, world.hanako.id)).await;
    world.does(&world.kenta, send(conversation, 1, "やあ")).await;
    let hint = hanako.hint().await.unwrap();
    assert_eq!(hint, [world.hanako.me().to_string(), Scope::Conv(conversation).to_string()]);
}

#[tokio::test]
async fn a_hidden_edit_is_not_hinted() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    kenta.hint().await.unwrap();
    world.sets(&world.hanako, ProfileField::Headline, "内緒", Visibility::default()).await;
    world.sets(&world.hanako, ProfileField::Headline, "公開", Visibility::members(world.company)).await;
    assert_eq!(kenta.hint().await.unwrap(), [Scope::Dir(world.company).to_string()]);
    world.sets(&world.hanako, ProfileField::Summary, "内緒", Visibility::default()).await;
    world.does(&world.kenta, add(1, "溶接")).await;
    assert_eq!(kenta.hint().await.unwrap(), [world.kenta.me().to_string()]);
}

/// A device reads only what a hint names: it must hear of what it may not read any more.
#[tokio::test]
async fn a_role_that_is_taken_away_is_hinted_with_all_that_goes_with_it() {
    let world = World::new().await;
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    let sets = async |role| {
        let outcome = world.sets_member(&world.hanako, world.company, second.id, |value| value.role = role).await;
        assert!(is_applied(&outcome), "{outcome:?}");
    };
    let address = tcp::serve(world.router()).await;
    let mut events = Events::open(&address, &second.token).await;
    events.hint().await.unwrap();
    let company = world.company;
    let mut all: Vec<String> = [second.me(), Scope::Dir(company), Scope::Offers(company), Scope::Desk(company)]
        .map(|it| it.to_string())
        .into();
    all.sort();
    for role in [Role::Organizer, Role::Member] {
        sets(role).await;
        let mut hint = events.hint().await.unwrap();
        hint.sort();
        assert_eq!(hint, all, "{role:?}");
    }
}

#[tokio::test]
async fn a_revoked_session_ends_its_stream() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let mut hanako = Events::open(&address, &world.hanako.token).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    hanako.hint().await.unwrap();
    kenta.hint().await.unwrap();
    let sessions: Sessions = world.get("/v1/sessions", &world.kenta).await.json();
    let kentas = format!("/v1/sessions/{}", sessions.sessions[0].id);
    assert_eq!(world.delete(&kentas, &world.ren).await.status, 404, "nobody ends another's stream");
    assert_eq!(world.delete("/v1/sessions/current", &world.hanako).await.status, 204);
    assert_eq!(hanako.hint().await, None);
    world.does(&world.kenta, add(1, "溶接")).await;
    assert!(kenta.hint().await.is_some(), "others go on");
    world.app.stop();
    assert_eq!(kenta.hint().await, None, "until the server stops");
}
