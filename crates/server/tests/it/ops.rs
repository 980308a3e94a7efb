//! Batches of ops: order, repetition, reuse.

use domain::{
    Intent, Object, Op, Refusal, RefusalCode, Scope, Visibility,
    record::{PersonName, ProfileField},
    wire::{OpOutcome, OpsAnswer, OpsRequest, ProblemCode},
};
use serde_json::json;
use server::storage::{Storage as _, sqlite::SqliteStorage};
use std::sync::Arc;

use crate::world::{World, add, row, send, set, skill, start, value};

fn headline(text: &str) -> Intent {
    set(ProfileField::Headline, text, Visibility::default())
}

#[tokio::test]
async fn a_batch_is_carried_out_in_order_and_sees_itself() {
    let world = World::new().await;
    let conversation = domain::ConversationId::direct(world.company, world.hanako.id, world.kenta.id);
    // kenta has asked before: hanako's own request is the answer.
    world.does(&world.kenta, start(conversation, world.company, world.hanako.id)).await;
    let results = world
        .ops(
            &world.hanako,
            vec![
                world.op(start(conversation, world.company, world.kenta.id)),
                world.op(send(conversation, 1, "一")),
                world.op(send(conversation, 2, " ")),
                world.op(send(conversation, 3, "三")),
                world.op(add(1, "溶接")),
                world.op(Intent::EditRow { row: row(1), base: skill("溶接"), value: skill("旋盤") }),
            ],
        )
        .await;
    let outcomes: Vec<_> = results.iter().map(|result| &result.outcome).collect();
    assert!(matches!(outcomes[0], OpOutcome::Applied { .. }));
    assert!(matches!(outcomes[2], OpOutcome::Refused { refusal } if refusal.code == RefusalCode::Empty));
    let seqs: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            OpOutcome::Applied { record } => match &record.object {
                Object::Message(message) => message.seq,
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(seqs, [1, 2], "a refused message takes no place");
    assert!(matches!(outcomes[5], OpOutcome::Applied { .. }), "{:?}", outcomes[5]);
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 2);
}

#[tokio::test]
async fn the_same_op_again_is_answered_the_same_and_done_once() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let ops = vec![
        world.op(send(conversation, 1, "一度だけ")),
        world.op(send(conversation, 2, "")),
        world.op(headline("設計")),
        world.op(headline("設計")),
    ];
    let first = world.ops(&world.hanako, ops.clone()).await;
    let heads = world.pull(&world.kenta, Scope::Conv(conversation), None).await.state;
    let again = world.ops(&world.hanako, ops.clone()).await;
    assert_eq!(first, again);
    assert!(matches!(first[1].outcome, OpOutcome::Refused { .. }), "a refusal is kept, too");
    assert_eq!(world.pull(&world.kenta, Scope::Conv(conversation), None).await.state, heads);
    assert_eq!(world.inbox(&world.kenta, conversation).await.unwrap().unread, 1);

    let doubled = world.op(send(conversation, 3, "二度入り"));
    let results = world.ops(&world.hanako, vec![doubled.clone(), doubled]).await;
    assert_eq!(results[0], results[1], "twice in one batch");
}

/// A device that never heard the answer reads on, past what another device did meanwhile, and only then asks again: told what
/// stood once, it would keep that for ever.
#[tokio::test]
async fn the_same_op_again_is_answered_by_what_stands_now() {
    let world = World::new().await;
    let again = async |op: &Op| world.ops(&world.hanako, vec![op.clone()]).await.remove(0).outcome;
    let stands = |outcome: OpOutcome| match outcome {
        OpOutcome::Applied { record } => OpOutcome::Unchanged { record: Some(record) },
        other => panic!("not applied: {other:?}"),
    };
    let name = PersonName::hidden(world.kenta.id);
    let blocks = world.op(Intent::Block { name: name.clone() });
    let unblocks = world.op(Intent::Unblock { person: world.kenta.id });
    assert_eq!(again(&blocks).await, again(&blocks).await);
    let removed = again(&unblocks).await;
    assert!(matches!(removed, OpOutcome::Removed { .. }), "{removed:?}");
    assert_eq!(again(&unblocks).await, removed);
    assert_eq!(again(&blocks).await, OpOutcome::Known, "nothing stands any more");
    let blocked_anew = stands(world.does(&world.hanako, Intent::Block { name }).await);
    assert_eq!(again(&blocks).await, blocked_anew);
    assert_eq!(again(&unblocks).await, blocked_anew, "it is there again");

    let first = world.op(headline("設計"));
    again(&first).await;
    let contradicts = world.op(headline("製造"));
    assert!(matches!(again(&contradicts).await, OpOutcome::Conflict { .. }));
    let (field, base) = (ProfileField::Headline, value("設計", Visibility::default()));
    let next = Intent::SetField { field, base, value: value("開発", Visibility::default()) };
    let next = world.does(&world.hanako, next).await;
    let OpOutcome::Applied { record } = next.clone() else { panic!("{next:?}") };
    assert_eq!(again(&first).await, stands(next));
    assert_eq!(again(&contradicts).await, OpOutcome::Conflict { record });
}

#[tokio::test]
async fn an_op_id_is_used_once() {
    let world = World::new().await;
    let op = world.op(headline("設計"));
    world.ops(&world.hanako, vec![op.clone()]).await;
    let reused = OpOutcome::Refused { refusal: Refusal::of(RefusalCode::IdReused) };
    let other = Op { intent: headline("製造"), ..op.clone() };
    assert_eq!(world.ops(&world.hanako, vec![other]).await[0].outcome, reused, "with other content");
    assert_eq!(world.ops(&world.kenta, vec![op.clone()]).await[0].outcome, reused, "by somebody else");
    let again = world.ops(&world.hanako, vec![op]).await;
    assert!(matches!(again[0].outcome, OpOutcome::Applied { .. }), "the first stands: {again:?}");
}

#[tokio::test]
async fn after_thirty_days_an_op_is_answered_by_what_stands_and_a_refusal_stays() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage) as Arc<dyn server::storage::Storage>).await;
    let old = world.op(headline("設計"));
    world.ops(&world.hanako, vec![old.clone()]).await;
    let row = domain::RowId(uuid::Uuid::from_u128(9));
    let vain = world.op(Intent::ConfirmRow { row });
    let refused = world.ops(&world.hanako, vec![vain.clone()]).await;
    assert!(matches!(refused[0].outcome, OpOutcome::Refused { .. }), "there is no such entry: {refused:?}");
    world.clock.advance(31 * 24 * 60 * 60_000);
    let young = world.op(headline("製造"));
    let answer = world.ops(&world.hanako, vec![young.clone()]).await;
    let OpOutcome::Conflict { record } = &answer[0].outcome else { panic!("from another base: {answer:?}") };
    for _ in 0..2 {
        storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
        let unchanged = OpOutcome::Unchanged { record: Some(record.clone()) };
        assert_eq!(world.ops(&world.hanako, vec![old.clone()]).await[0].outcome, unchanged);
        assert_eq!(world.ops(&world.hanako, vec![vain.clone()]).await, refused, "whoever never heard of it will");
        assert_eq!(world.ops(&world.hanako, vec![young.clone()]).await, answer);
    }
    let other = Op { intent: headline("別"), ..old };
    let outcome = world.ops(&world.hanako, vec![other]).await.remove(0).outcome;
    assert!(matches!(outcome, OpOutcome::Refused { refusal } if refusal.code == RefusalCode::IdReused));
}

/// A device that is told `known` takes its op for done, and deletes what the person wrote.
#[tokio::test]
async fn what_was_not_done_is_said_so_however_late_it_is_asked() {
    let storage = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage) as Arc<dyn server::storage::Storage>).await;
    let hanako = &world.hanako;
    world.does(hanako, add(1, "溶接")).await;
    let edit = |to: &str| Intent::EditRow { row: row(1), base: skill("溶接"), value: skill(to) };
    world.does(hanako, edit("旋盤")).await;
    let (refused, contradicted) = (world.op(add(2, " ")), world.op(edit("塗装")));
    let first = world.ops(hanako, vec![refused.clone(), contradicted.clone()]).await;
    assert!(matches!(first[0].outcome, OpOutcome::Refused { .. }));
    assert!(matches!(first[1].outcome, OpOutcome::Conflict { .. }));
    world.clock.advance(31 * 24 * 60 * 60_000);
    storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
    let again = async || world.ops(hanako, vec![refused.clone(), contradicted.clone()]).await;
    assert_eq!(again().await, first);

    // What stands now is told, not what stood then; and when nothing stands any more, that.
    let newer = Intent::EditRow { row: row(1), base: skill("旋盤"), value: skill("検査") };
    let OpOutcome::Applied { record: stands } = world.does(hanako, newer).await else { panic!("no edit") };
    assert_eq!(again().await[1].outcome, OpOutcome::Conflict { record: stands });
    world.does(hanako, Intent::RemoveRow { row: row(1) }).await;
    let gone = OpOutcome::Refused { refusal: Refusal::of(RefusalCode::Gone) };
    assert_eq!(again().await[1].outcome, gone);
}

#[tokio::test]
async fn an_op_of_a_newer_version_is_refused_alone() {
    let world = World::new().await;
    let op = world.op(headline("設計"));
    let strange = json!({"id": uuid::Uuid::from_u128(77), "op": "teleport", "to": "mars"});
    let body = json!({"schema": 1, "ops": [strange, op]});
    let answer: OpsAnswer = world.post("/v1/ops", Some(&world.hanako), &body).await.json();
    let refusal = Refusal::at(RefusalCode::Invalid, "op");
    assert_eq!(answer.results[0].outcome, OpOutcome::Refused { refusal });
    assert!(matches!(answer.results[1].outcome, OpOutcome::Applied { .. }));
    assert_eq!(answer.results[1].id, op.id);

    let nameless = json!({"schema": 1, "ops": [{"op": "teleport"}]});
    let problem = world.post("/v1/ops", Some(&world.hanako), &nameless).await.problem();
    assert_eq!((problem.code, problem.field.as_deref()), (ProblemCode::Invalid, Some("ops[0].id")));
}

#[tokio::test]
async fn a_batch_has_a_limit() {
    let world = World::new().await;
    let ops: Vec<Op> = (0..501).map(|n| world.op(headline(&n.to_string()))).collect();
    let request = OpsRequest { schema: 1, ops: ops.clone() };
    let problem = world.post("/v1/ops", Some(&world.hanako), &request).await.problem();
    assert_eq!((problem.code, problem.field.as_deref()), (ProblemCode::TooLarge, Some("ops")));
    let request = OpsRequest { schema: 1, ops: ops[..500].to_vec() };
    assert_eq!(world.post("/v1/ops", Some(&world.hanako), &request).await.status, 200);
    let long = json!({"schema": 1, "ops": [], "padding": "長".repeat(400_000)});
    assert_eq!(world.post("/v1/ops", Some(&world.hanako), &long).await.problem().code, ProblemCode::TooLarge);
}
