//! Ops on the own profile.

use domain::{
    Intent, Object, RefusalCode, RowId, Visibility, limit, place,
    record::{FieldObject, FieldValue, ProfileField},
    wire::OpOutcome,
};
use uuid::Uuid;

use crate::world::{START, World, add, row, set, skill, value};

fn refused(outcome: &OpOutcome) -> Option<(RefusalCode, Option<&str>)> {
    match outcome {
        OpOutcome::Refused { refusal } => Some((refusal.code, refusal.field.as_deref())),
        _ => None,
    }
}

#[tokio::test]
async fn a_field_is_set_merged_and_contradicted() {
    let world = World::new().await;
    let hanako = &world.hanako;
    let set_summary = |base: &str, text: &str| Intent::SetField {
        field: ProfileField::Summary,
        base: value(base, Visibility::default()),
        value: value(text, Visibility::default()),
    };
    let first = world.does(hanako, set_summary("", "一行目\n\n三行目\n")).await;
    assert!(matches!(first, OpOutcome::Applied { .. }), "{first:?}");
    world.does(hanako, set_summary("一行目\n\n三行目\n", "一行目です\n\n三行目\n")).await;

    // Another device, which saw the first state only, changes another line.
    let merged = world.does(hanako, set_summary("一行目\n\n三行目\n", "一行目\n\n三行目です\n")).await;
    let OpOutcome::Merged { record } = merged else { panic!("{merged:?}") };
    let both =
        FieldValue { text: "一行目です\n\n三行目です\n".to_owned(), visibility: Visibility::default() };
    let merged = FieldObject { field: ProfileField::Summary, value: both, confirmed_at: Some(START) };
    assert_eq!(record.object, Object::Field(merged));

    // And then the same line.
    let conflict = world.does(hanako, set_summary("一行目\n\n三行目\n", "違う一行目\n\n三行目\n")).await;
    let OpOutcome::Conflict { record: stands } = conflict else { panic!("{conflict:?}") };
    assert_eq!((stands.rev, &stands.object), (record.rev, &record.object), "nothing was done");
    let pulled = world.pull(hanako, hanako.me(), None).await;
    assert_eq!(pulled.object("field/summary"), &record.object);
}

#[tokio::test]
async fn a_chain_of_own_edits_does_not_contradict_itself() {
    let world = World::new().await;
    let headline = |base: &str, text: &str| {
        let [base, value] = [base, text].map(|text| value(text, Visibility::default()));
        world.op(Intent::SetField { field: ProfileField::Headline, base, value })
    };
    let results = world.ops(&world.hanako, vec![headline("", "一"), headline("一", "二")]).await;
    assert!(results.iter().all(|result| matches!(result.outcome, OpOutcome::Applied { .. })), "{results:?}");
}

#[tokio::test]
async fn rows_are_added_edited_moved_and_removed() {
    let world = World::new().await;
    let hanako = &world.hanako;
    let name = format!("row/{}", row(1));
    assert!(matches!(world.does(hanako, add(1, "溶接")).await, OpOutcome::Applied { .. }));
    let edit = Intent::EditRow { row: row(1), base: skill("溶接"), value: skill("アーク溶接") };
    assert!(matches!(world.does(hanako, edit.clone()).await, OpOutcome::Applied { .. }));
    let again = world.does(hanako, edit.clone()).await;
    assert!(matches!(&again, OpOutcome::Unchanged { record: Some(_) }), "{again:?}");
    let middle = place::between(None, None).unwrap();
    let place = place::between(Some(&middle), None).unwrap();
    assert!(matches!(
        world.does(hanako, Intent::MoveRow { row: row(1), place: place.clone() }).await,
        OpOutcome::Applied { .. }
    ));
    let pulled = world.pull(hanako, hanako.me(), None).await;
    let Object::Row(stored) = pulled.object(&name) else { panic!("a row") };
    assert_eq!((&stored.value, &stored.place), (&skill("アーク溶接"), &place));

    let removed = world.does(hanako, Intent::RemoveRow { row: row(1) }).await;
    assert!(matches!(&removed, OpOutcome::Removed { name: gone, .. } if gone.to_string() == name), "{removed:?}");
    let again = world.does(hanako, Intent::RemoveRow { row: row(1) }).await;
    assert_eq!(again, OpOutcome::Unchanged { record: None });
    assert_eq!(refused(&world.does(hanako, edit).await), Some((RefusalCode::Gone, None)), "an op on a deleted object");
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let world = World::new().await;
    let hanako = &world.hanako;
    world.does(hanako, add(1, "溶接")).await;
    let hidden = Visibility::default;
    let bad_place = Intent::AddRow { row: row(2), value: skill("旋盤"), place: "../".to_owned() };
    for (intent, code, field) in [
        (set(ProfileField::FamilyName, "　 ", hidden()), RefusalCode::Empty, Some("family_name")),
        (set(ProfileField::Headline, &"長".repeat(121), hidden()), RefusalCode::TextTooLong, Some("headline")),
        (add(1, "同じ行"), RefusalCode::Invalid, Some("row")),
        (add(3, ""), RefusalCode::Empty, Some("name")),
        (bad_place, RefusalCode::Invalid, Some("place")),
        (Intent::EditRow { row: row(9), base: skill("a"), value: skill("b") }, RefusalCode::NotFound, None),
        (Intent::RemoveRow { row: row(9) }, RefusalCode::NotFound, None),
    ] {
        let outcome = world.does(hanako, intent.clone()).await;
        assert_eq!(refused(&outcome), Some((code, field)), "{intent:?}");
    }
    let pulled = world.pull(hanako, hanako.me(), None).await;
    let others = 1 + ProfileField::ALL.len() + 1;
    assert_eq!(pulled.puts.len(), others + 1, "nothing of it was written: {:?}", pulled.names());
}

#[tokio::test]
async fn nobody_edits_anothers_row() {
    let world = World::new().await;
    world.does(&world.hanako, add(1, "溶接")).await;
    let outcome = world.does(&world.kenta, Intent::RemoveRow { row: row(1) }).await;
    assert_eq!(refused(&outcome), Some((RefusalCode::NotFound, None)), "it looks as if it did not exist");
    assert_eq!(world.pull(&world.hanako, world.hanako.me(), None).await.deletes.len(), 0);
}

#[tokio::test]
async fn a_profile_holds_only_so_many_rows() {
    let world = World::new().await;
    let ops = (0..limit::ROWS as u128 - 1).map(|n| world.op(add(n, "技"))).collect();
    let results = world.ops(&world.hanako, ops).await;
    assert!(results.iter().all(|result| matches!(result.outcome, OpOutcome::Applied { .. })));
    let outcome = world.does(&world.hanako, add(9999, "溢れる")).await;
    assert_eq!(refused(&outcome), Some((RefusalCode::TooMany, None)), "the contact row counts too");
    world.does(&world.hanako, Intent::RemoveRow { row: row(0) }).await;
    assert!(matches!(world.does(&world.hanako, add(9998, "入る")).await, OpOutcome::Applied { .. }));
}

#[tokio::test]
async fn a_row_id_is_any_uuid() {
    let world = World::new().await;
    let intent =
        Intent::AddRow { row: RowId(Uuid::max()), value: skill("技"), place: place::between(None, None).unwrap() };
    assert!(matches!(world.does(&world.hanako, intent).await, OpOutcome::Applied { .. }));
}
