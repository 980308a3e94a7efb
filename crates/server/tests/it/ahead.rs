//! What a device can ask for beside the scopes themselves: how much will come, the newest first, and what it all comes to.

use domain::{
    ConversationId, Intent, Scope,
    wire::{Change, Hint, ScopeState, StateToken, Sum, SyncLine, SyncRequest},
};

use crate::{
    pulled::lines,
    tcp::{self, Events},
    world::{Person, World, add, row, send},
};

async fn ask(world: &World, reader: &Person, scopes: Vec<ScopeState>) -> Vec<SyncLine> {
    let answer =
        world.post("/v1/sync", Some(reader), &SyncRequest { schema: domain::SCHEMA, scopes, total: true }).await;
    assert_eq!(answer.status, 200);
    lines(&answer.body)
}

fn puts(answer: &[SyncLine]) -> Vec<&str> {
    answer
        .iter()
        .filter_map(|line| match line {
            SyncLine::Put(put) => Some(put.name.as_str()),
            _ => None,
        })
        .collect()
}

/// Twenty messages from hanako to kenta.
async fn talk(world: &World) -> ConversationId {
    let conversation = world.conversation().await;
    for number in 1..=20 {
        world.does(&world.hanako, send(conversation, number, "やあ")).await;
    }
    conversation
}

#[tokio::test]
async fn the_total_is_of_all_that_is_read_from_its_start() {
    let world = World::new().await;
    let conversation = Scope::Conv(talk(&world).await);
    let me = world.kenta.me();
    let read = world.pull(&world.kenta, me, None).await;
    let from_start =
        ask(&world, &world.kenta, vec![ScopeState::after(me, None), ScopeState::after(conversation, None)]);
    let from_start = from_start.await;
    let SyncLine::Total { records } = from_start[0] else { panic!("{from_start:?}") };
    assert_eq!(records, puts(&from_start).len() as u64);

    let scopes = vec![ScopeState::after(me, read.state), ScopeState::after(conversation, None)];
    let answer = ask(&world, &world.kenta, scopes).await;
    let SyncLine::Total { records } = answer[0] else { panic!("{answer:?}") };
    assert_eq!(records, puts(&answer).len() as u64, "what is continued is not counted, and nothing of it came");
    let foreign = ask(&world, &world.ren, vec![ScopeState::after(conversation, None)]).await;
    assert!(matches!(foreign[..], [SyncLine::Total { records: 0 }, SyncLine::Gone { .. }]), "{foreign:?}");
}

#[tokio::test]
async fn the_newest_of_a_conversation_comes_ahead_of_it() {
    let world = World::new().await;
    let conversation = Scope::Conv(talk(&world).await);
    let newest = |scope, newest| ScopeState { newest: Some(newest), ..ScopeState::after(scope, None) };
    let all = world.pull(&world.kenta, conversation, None).await;
    let answer = ask(&world, &world.kenta, vec![newest(conversation, 5)]).await;
    let names = all.names();
    assert_eq!(puts(&answer), names[names.len() - 5..], "in the order of a pull");
    assert!(matches!(answer.last(), Some(SyncLine::Newest {})), "and no state: {answer:?}");
    let more = ask(&world, &world.kenta, vec![newest(conversation, u32::MAX)]).await;
    assert_eq!(puts(&more), names, "as many as there are");
    let foreign = ask(&world, &world.ren, vec![newest(conversation, 5)]).await;
    assert!(matches!(foreign[1], SyncLine::Gone { .. }), "{foreign:?}");
}

#[tokio::test]
async fn of_a_directory_the_organization_comes_ahead_of_its_members() {
    let world = World::new().await;
    let dir = Scope::Dir(world.company);
    let newest = ScopeState { newest: Some(500), ..ScopeState::after(dir, None) };
    let answer = ask(&world, &world.kenta, vec![newest.clone()]).await;
    assert_eq!(puts(&answer), ["organization"], "and nobody's card: {answer:?}");
    assert!(matches!(answer.last(), Some(SyncLine::Newest {})));
    let foreign = ask(&world, &world.ren, vec![newest]).await;
    assert!(matches!(foreign[1], SyncLine::Gone { .. }), "{foreign:?}");
}

fn state_and_sum(answer: &[SyncLine]) -> (StateToken, StateToken, Sum) {
    let [.., SyncLine::State { state, done: true }, SyncLine::Sum { state: at, sum }] = answer else {
        panic!("{answer:?}")
    };
    (state.clone(), at.clone(), *sum)
}

#[tokio::test]
async fn the_sum_is_of_what_the_reader_was_sent() {
    let world = World::new().await;
    let conversation = Scope::Conv(talk(&world).await);
    world.does(&world.kenta, add(1, "溶接")).await;
    world.does(&world.kenta, add(2, "旋盤")).await;
    world.does(&world.kenta, Intent::RemoveRow { row: row(1) }).await;
    for scope in [world.kenta.me(), Scope::Dir(world.company), Scope::Offers(world.company), conversation] {
        let answer = ask(&world, &world.kenta, vec![ScopeState { sum: true, ..ScopeState::after(scope, None) }]).await;
        let (state, at, told) = state_and_sum(&answer);
        assert_eq!(state, at, "{scope}: nothing has moved between the two");
        let mut sum = Sum::default();
        for line in &answer {
            if let SyncLine::Put(put) = line {
                sum.add(scope, &put.name, put.rev, put.object.get());
            }
        }
        assert_eq!(told, sum, "{scope}");
        let continued = ScopeState { sum: true, ..ScopeState::after(scope, Some(state.clone())) };
        assert_eq!(state_and_sum(&ask(&world, &world.kenta, vec![continued]).await), (state, at, told), "{scope}");
    }
}

/// A hint after the first carries what has moved, from where a device stands that has done what it was told.
#[tokio::test]
async fn what_is_little_comes_with_the_hint() {
    let world = World::new().await;
    let conversation = talk(&world).await;
    let address = tcp::serve(world.router()).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    kenta.hint().await.unwrap();
    world.does(&world.hanako, send(conversation, 21, "一")).await;
    let first = kenta.whole_hint().await.unwrap();
    assert_eq!((first.scopes.len(), first.changes.len()), (2, 0), "where the device stands is not known: {first:?}");

    let scopes = [world.kenta.me(), Scope::Conv(conversation)];
    let mut stands = Vec::new();
    for scope in scopes {
        stands.push(world.pull(&world.kenta, scope, None).await.state.unwrap());
    }
    world.does(&world.hanako, send(conversation, 22, "二")).await;
    let Hint { scopes: moved, changes } = kenta.whole_hint().await.unwrap();
    assert_eq!(moved, scopes, "every scope is named, also for a device that knows no changes");
    assert_eq!(changes.len(), 2);
    for ((change, scope), stood) in changes.iter().zip(scopes).zip(stands) {
        let Change { scope: of, from, puts, dels, state } = change;
        assert_eq!((*of, from), (scope, &stood), "where a pull after the first hint ends");
        let read = world.pull(&world.kenta, scope, Some(&stood)).await;
        let names = puts.iter().map(|put| put.name.as_str());
        assert_eq!(dels, &[""; 0]);
        assert_eq!(names.collect::<Vec<_>>(), read.names(), "what a pull would have brought");
        assert_eq!(Some(state), read.state.as_ref());
    }
}

#[tokio::test]
async fn what_is_much_is_left_to_the_device() {
    let world = World::new().await;
    let conversation = talk(&world).await;
    let address = tcp::serve(world.router()).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    kenta.hint().await.unwrap();
    for (number, text, carried) in [
        (21, "一".to_owned(), vec![]),
        (22, "長".repeat(20_000), vec![world.kenta.me()]),
        // Where the device stands after the long one it has asked for is where the next change begins.
        (23, "三".to_owned(), vec![world.kenta.me(), Scope::Conv(conversation)]),
    ] {
        world.does(&world.hanako, send(conversation, number, &text)).await;
        let hint = kenta.whole_hint().await.unwrap();
        assert_eq!(hint.changes.iter().map(|change| change.scope).collect::<Vec<_>>(), carried, "{number}");
        assert_eq!(hint.scopes, [world.kenta.me(), Scope::Conv(conversation)], "{number}");
    }
}
