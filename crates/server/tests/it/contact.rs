//! Asking for contact: the request, its one message, the answer, and who may not ask.

use domain::{
    ConversationId, Intent, Object, RefusalCode, Scope, Visibility, VisibilityRule,
    record::{Category, MembershipStatus, ProfileField, Purpose, RequestState},
    visibility::Audience,
    wire::OpOutcome,
};

use crate::world::{Person, World, is_applied, refused, send, start, talk_of};

fn answer(conversation: ConversationId, accept: bool) -> Intent {
    Intent::AnswerRequest { conversation, accept }
}

/// hanako asks kenta.
async fn asked(world: &World) -> ConversationId {
    let conversation = ConversationId::direct(world.company, world.hanako.id, world.kenta.id);
    assert!(is_applied(&world.does(&world.hanako, start(conversation, world.company, world.kenta.id)).await));
    conversation
}

async fn state(world: &World, owner: &Person, conversation: ConversationId) -> Option<RequestState> {
    world.inbox(owner, conversation).await?.request.map(|request| request.state)
}

#[tokio::test]
async fn a_request_shows_up_for_both_at_once() {
    let world = World::new().await;
    let conversation = asked(&world).await;
    let mine = world.inbox(&world.hanako, conversation).await.unwrap();
    assert_eq!((mine.with.family.as_str(), mine.head, mine.unread), ("水沢", 0, 0));
    let theirs = world.inbox(&world.kenta, conversation).await.unwrap();
    assert_eq!((theirs.with.family.as_str(), theirs.head, theirs.unread), ("佐倉", 0, 0));
    let request = theirs.request.unwrap();
    assert_eq!((request.from, request.purpose), (world.hanako.id, Purpose::CatchUp));
    assert_eq!(request.state, RequestState::Waiting);
    let notice = world.notice_of(&world.kenta, conversation).await.unwrap();
    assert_eq!((notice.category, talk_of(&notice)), (Category::ContactRequest, (conversation, 0)));
    assert_eq!((notice.read, notice.from.unwrap().family.as_str()), (false, "佐倉"));
    assert_eq!(world.notice_of(&world.hanako, conversation).await, None, "nobody tells oneself");

    let again = world.does(&world.hanako, start(conversation, world.company, world.kenta.id)).await;
    assert!(matches!(again, OpOutcome::Unchanged { record: Some(_) }), "{again:?}");
}

#[tokio::test]
async fn whoever_asks_says_so_in_one_message() {
    let world = World::new().await;
    let conversation = asked(&world).await;
    assert!(is_applied(&world.does(&world.hanako, send(conversation, 1, "はじめまして")).await));
    let notice = world.notice_of(&world.kenta, conversation).await.unwrap();
    assert_eq!((notice.category, talk_of(&notice)), (Category::ContactRequest, (conversation, 1)));
    assert_eq!(notice.preview, "はじめまして");
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 1);

    let second = world.does(&world.hanako, send(conversation, 2, "もう一度")).await;
    assert_eq!(refused(&second), Some(RefusalCode::NotAccepted), "one message only");
    let reply = world.does(&world.kenta, send(conversation, 3, "返事")).await;
    assert_eq!(refused(&reply), Some(RefusalCode::NotAccepted), "who answers accepts first");
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().head, 1);
}

#[tokio::test]
async fn an_accepted_request_opens_the_conversation() {
    let world = World::new().await;
    let conversation = asked(&world).await;
    world.does(&world.hanako, send(conversation, 1, "はじめまして")).await;
    assert_eq!(refused(&world.does(&world.hanako, answer(conversation, true)).await), Some(RefusalCode::Forbidden));
    assert!(is_applied(&world.does(&world.kenta, answer(conversation, true)).await));
    for person in [&world.hanako, &world.kenta] {
        assert_eq!(state(&world, person, conversation).await, Some(RequestState::Accepted));
    }
    assert!(world.notice_of(&world.kenta, conversation).await.unwrap().read, "answered: nothing left to notice");
    let told = world.notice_of(&world.hanako, conversation).await.unwrap();
    assert_eq!((told.category, talk_of(&told), told.read), (Category::ContactRequest, (conversation, 1), false));
    assert_eq!(told.from.unwrap().family, "水沢");

    assert!(is_applied(&world.does(&world.kenta, send(conversation, 2, "こちらこそ")).await));
    assert!(is_applied(&world.does(&world.hanako, send(conversation, 3, "うれしいです")).await));
    let notice = world.notice_of(&world.hanako, conversation).await.unwrap();
    assert_eq!((notice.category, talk_of(&notice)), (Category::Message, (conversation, 2)));
    let decline = world.does(&world.kenta, answer(conversation, false)).await;
    assert!(matches!(decline, OpOutcome::Unchanged { .. }), "who is connected stays so: {decline:?}");
}

#[tokio::test]
async fn a_declined_request_can_be_accepted_later() {
    let world = World::new().await;
    let conversation = asked(&world).await;
    assert!(is_applied(&world.does(&world.kenta, answer(conversation, false)).await));
    assert_eq!(state(&world, &world.hanako, conversation).await, Some(RequestState::Declined));
    assert!(world.notice_of(&world.kenta, conversation).await.unwrap().read);
    assert_eq!(world.notice_of(&world.hanako, conversation).await, None, "a refusal rings for nobody");
    let more = world.does(&world.hanako, send(conversation, 1, "なぜですか")).await;
    assert_eq!(refused(&more), Some(RefusalCode::NotAccepted));

    assert!(is_applied(&world.does(&world.kenta, answer(conversation, true)).await));
    assert!(!world.notice_of(&world.hanako, conversation).await.unwrap().read);
    assert!(is_applied(&world.does(&world.hanako, send(conversation, 2, "ありがとう")).await));
}

#[tokio::test]
async fn whoever_asks_back_has_accepted() {
    let world = World::new().await;
    let conversation = asked(&world).await;
    assert!(is_applied(&world.does(&world.kenta, start(conversation, world.company, world.hanako.id)).await));
    for person in [&world.hanako, &world.kenta] {
        let row = world.inbox(person, conversation).await.unwrap();
        assert_eq!(row.request.as_ref().map(|request| request.state), Some(RequestState::Accepted));
        assert_eq!(row.request.map(|request| request.from), Some(world.hanako.id), "the first one asked");
    }
    assert!(world.notice_of(&world.hanako, conversation).await.is_some());
    assert!(is_applied(&world.does(&world.kenta, send(conversation, 1, "やあ")).await));
}

#[tokio::test]
async fn connected_people_see_what_connections_see() {
    let world = World::new().await;
    let connections = Visibility::from(vec![VisibilityRule::new(world.company, Audience::Connections)]);
    world.sets(&world.kenta, ProfileField::Headline, "友人にだけ", connections.clone()).await;
    world.sets(&world.kenta, ProfileField::GivenName, "健太", connections).await;
    let card = world.card(&world.hanako, world.company, world.kenta.id).await.unwrap();
    assert_eq!((card.headline.as_str(), card.name.given.as_str()), ("", ""));
    let dir = Scope::Dir(world.company);
    let before = world.pull(&world.hanako, dir, None).await.state;

    let conversation = world.connected(&world.hanako, &world.kenta).await;
    let news = world.pull(&world.hanako, dir, before.as_ref()).await;
    let Object::Card(card) = news.object(&format!("card/{}", world.kenta.id)) else { panic!("a card") };
    assert_eq!((card.headline.as_str(), card.name.given.as_str()), ("友人にだけ", "健太"));
    assert_eq!(world.inbox(&world.hanako, conversation).await.unwrap().with.given, "健太", "by the name seen now");
    let bystander = world.joins(world.company, "bystander", MembershipStatus::Current).await;
    let card = world.card(&bystander, world.company, world.kenta.id).await.unwrap();
    assert_eq!(card.headline, "", "nobody else");
}

#[tokio::test]
async fn a_request_to_whom_one_may_not_see_is_refused() {
    let world = World::new().await;
    let candidate = world.joins(world.company, "candidate", MembershipStatus::Candidate).await;
    let with = |other: &Person| ConversationId::direct(world.company, candidate.id, other.id);
    let ask = start(with(&world.kenta), world.company, world.kenta.id);
    assert_eq!(refused(&world.does(&candidate, ask).await), Some(RefusalCode::NotFound), "a candidate asks the desk");
    let ask = start(with(&world.kenta), world.company, candidate.id);
    assert!(is_applied(&world.does(&world.kenta, ask).await), "but may be asked");
    assert!(is_applied(&world.does(&candidate, answer(with(&world.kenta), true)).await), "and answers");
    assert!(is_applied(&world.does(&candidate, send(with(&world.kenta), 1, "はい")).await));

    let open = VisibilityRule::new(world.company, Audience::Members);
    let but_kenta = VisibilityRule { excluded_people: vec![world.kenta.id], ..open };
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", vec![but_kenta].into()).await;
    let hidden = ConversationId::direct(world.company, world.hanako.id, world.kenta.id);
    let ask = world.does(&world.kenta, start(hidden, world.company, world.hanako.id)).await;
    assert_eq!(refused(&ask), Some(RefusalCode::NotFound), "who is not listed cannot be asked");
    assert_eq!(world.inbox(&world.hanako, hidden).await, None);
}
