//! Rows: a write is whole or nothing, and is told after its commit.

use domain::{Name, Scope, record::ProfileField, wire::StateToken};
use store::{
    Order, StoreError, Touched,
    table::{
        message as messages,
        object::{self, View},
        op, scope,
    },
};

use crate::{Bench, ME, json, message, sending, talk};

#[test]
fn a_failed_write_changes_nothing_and_tells_nothing() {
    let bench = Bench::new();
    let failed: Result<(), StoreError> = bench.store.write(Order::OutboxFirst, |w| {
        op::add(w, &sending(1), ME, 0, 0)?;
        object::put_server(w, talk(), Name::Message(message(1)), 1, None, &json(1, Some(1)))?;
        Err(StoreError::Other("a fault".into()))
    });
    assert!(failed.is_err());
    assert!(bench.store.read(|r| op::all(r)).unwrap().is_empty());
    assert_eq!(bench.store.read(|r| object::get(r, talk(), Name::Message(message(1)))).unwrap(), None);
    assert!(bench.heard().is_empty(), "what was rolled back is not told");
}

#[test]
fn a_commit_tells_what_it_touched_once() {
    let bench = Bench::new();
    bench
        .store
        .write(Order::CacheFirst, |w| {
            object::put_server(w, talk(), Name::Message(message(1)), 1, None, &json(1, Some(1)))?;
            object::put_server(w, talk(), Name::Message(message(1)), 2, None, &json(1, Some(1)))?;
            scope::set_state(w, talk(), Some(&StateToken("a".into())), true)
        })
        .unwrap();
    let wanted = [Touched::Object(talk(), Name::Message(message(1))), Touched::Scope(talk())];
    assert_eq!(bench.heard(), [wanted.into_iter().collect()]);
}

#[test]
fn a_message_moves_from_the_end_to_its_place() {
    let bench = Bench::new();
    bench
        .store
        .write(Order::CacheFirst, |w| {
            for number in 1..=3 {
                let seq = u32::try_from(number).unwrap();
                object::put_server(w, talk(), Name::Message(message(number)), 1, None, &json(number, Some(seq)))?;
            }
            object::set_view(w, talk(), Name::Message(message(9)), View::Json(&json(9, None), 1))
        })
        .unwrap();
    let order = || {
        let page = bench.store.read(|r| {
            let scope = scope::get(r, talk())?.expect("the scope").id;
            messages::page(r, scope, None, 10)
        });
        page.unwrap().iter().rev().map(|placed| placed.low & 0x7fff_ffff).collect::<Vec<_>>()
    };
    assert_eq!(order(), [1, 2, 3, 1], "a waiting message stands last");
    bench
        .store
        .write(Order::CacheFirst, |w| {
            object::put_server(w, talk(), Name::Message(message(9)), 4, None, &json(9, Some(4)))?;
            object::set_view(w, talk(), Name::Message(message(9)), View::Server)
        })
        .unwrap();
    assert_eq!(order(), [1, 2, 3, 4], "the server gave it its place");
}

/// What a page shows of a scope: place (the server's seq) and content, oldest first.
fn shown(bench: &Bench, scope: Scope) -> Vec<(i64, Option<String>)> {
    let page = bench.store.read(|r| messages::page(r, scope::get(r, scope)?.expect("the scope").id, None, 10));
    page.unwrap().into_iter().rev().map(|placed| (placed.low, placed.cached.view.or(placed.cached.server))).collect()
}

/// An id is its author's to choose: one that is known from another conversation reaches nothing there.
#[test]
fn one_id_in_two_conversations_names_two_messages() {
    let bench = Bench::new();
    let other = Scope::Conv(domain::ConversationId(uuid::Uuid::from_u128(3)));
    let name = Name::Message(message(1));
    let write = |work: &dyn Fn(&store::Write<'_>) -> Result<(), StoreError>| {
        bench.store.write(Order::CacheFirst, |w| work(w)).unwrap();
    };
    write(&|w| {
        object::put_server(w, talk(), name, 5, None, &json(1, Some(1)))?;
        object::set_view(w, talk(), name, View::Json(&json(2, Some(1)), 1))
    });
    let kept = [(1, Some(json(2, Some(1))))];

    write(&|w| object::put_server(w, other, name, 9, None, &json(1, Some(4))));
    assert_eq!((shown(&bench, talk()), shown(&bench, other)), (kept.to_vec(), vec![(4, Some(json(1, Some(4))))]));
    write(&|w| object::set_view(w, other, name, View::Json(&json(3, Some(4)), 2)));
    assert_eq!((shown(&bench, talk()), shown(&bench, other)), (kept.to_vec(), vec![(4, Some(json(3, Some(4))))]));
    let mut overlaid = bench.store.read(|r| object::overlaid(r)).unwrap();
    overlaid.sort();
    assert_eq!(overlaid, [(talk(), name), (other, name)], "each has a view of its own");
    write(&|w| object::set_view(w, other, name, View::Server));
    assert_eq!((shown(&bench, talk()), shown(&bench, other)), (kept.to_vec(), vec![(4, Some(json(1, Some(4))))]));
    write(&|w| object::delete_server(w, other, name));
    assert_eq!((shown(&bench, talk()), shown(&bench, other)), (kept.to_vec(), vec![]));
    assert_eq!(bench.store.read(|r| object::get(r, other, name)).unwrap(), None);
    assert_eq!(bench.store.read(|r| object::get(r, talk(), name)).unwrap().map(|cached| cached.rev), Some(5));
}

#[test]
fn of_two_messages_at_one_place_the_newer_stands() {
    let bench = Bench::new();
    let put = |number, rev, seq| {
        let json = json(number, Some(seq));
        let put = bench.store.write(Order::CacheFirst, |w| {
            object::put_server(w, talk(), Name::Message(message(number)), rev, None, &json)
        });
        put.unwrap();
    };
    put(1, 1, 1);
    put(2, 2, 1);
    assert_eq!(shown(&bench, talk()), [(1, Some(json(2, Some(1))))]);
    put(2, 3, 2);
    assert_eq!(shown(&bench, talk()), [(2, Some(json(2, Some(2))))], "a message stands at one place");
}

#[test]
fn an_older_revision_that_comes_late_changes_nothing() {
    let bench = Bench::new();
    let (me, name) = (Scope::Me(ME), Name::Field(ProfileField::Headline));
    let put =
        |rev, json: &str| bench.store.write(Order::CacheFirst, |w| object::put_server(w, me, name, rev, None, json));
    put(5, "{\"kind\":\"new\"}").unwrap();
    put(4, "{\"kind\":\"old\"}").unwrap();
    let held = bench.store.read(|r| object::get(r, me, name)).unwrap().unwrap();
    assert_eq!((held.rev, held.server.as_deref()), (5, Some("{\"kind\":\"new\"}")));
    assert_eq!(held.shown(), None, "a kind of a newer version is kept and not shown");
}

#[test]
fn a_removed_scope_leaves_no_row() {
    let bench = Bench::new();
    let other = Scope::Me(ME);
    bench
        .store
        .write(Order::CacheFirst, |w| {
            object::put_server(w, other, Name::Field(ProfileField::Headline), 1, None, "{}")?;
            object::put_server(w, talk(), Name::Conversation, 1, None, "{}")?;
            object::put_server(w, talk(), Name::Message(message(1)), 1, None, &json(1, Some(1)))
        })
        .unwrap();
    bench.store.write(Order::CacheFirst, |w| scope::remove(w, talk())).unwrap();
    let left = bench.store.read(|r| {
        Ok((
            object::get(r, talk(), Name::Conversation)?,
            object::get(r, talk(), Name::Message(message(1)))?,
            object::get(r, other, Name::Field(ProfileField::Headline))?.is_some(),
        ))
    });
    assert_eq!(left.unwrap(), (None, None, true), "the scope is gone, the other stays");
}

#[test]
fn readers_see_one_snapshot_while_a_write_goes_on() {
    let bench = Bench::new();
    bench
        .store
        .read(|r| {
            assert!(op::all(r)?.is_empty());
            let added = bench.store.write(Order::OutboxFirst, |w| op::add(w, &sending(1), ME, 0, 0));
            assert_eq!(added.unwrap(), 1);
            assert!(op::all(r)?.is_empty(), "the snapshot stands still");
            Ok(())
        })
        .unwrap();
    assert_eq!(bench.store.read(|r| op::all(r)).unwrap().len(), 1);
}

#[test]
fn what_goes_by_itself_is_not_counted_as_unsent() {
    let bench = Bench::new();
    let op = |number, intent| domain::Op { id: domain::OpId(uuid::Uuid::from_u128(number)), intent };
    let mark = op(9, domain::Intent::MarkRead { conversation: crate::TALK, seq: 1 });
    let noticed = op(10, domain::Intent::MarkNoticed { notice: domain::NoticeId(crate::TALK.0) });
    let count = bench.store.write(Order::OutboxFirst, |w| {
        op::add(w, &sending(1), ME, 0, 0)?;
        op::add(w, &mark, ME, 0, 0)?;
        op::add(w, &noticed, ME, 0, 0)?;
        op::count_unsent(w)
    });
    let listed = bench.store.read(|r| op::all(r)).unwrap().iter().filter(|queued| queued.is_of_a_person()).count();
    assert_eq!((count.unwrap(), listed), (1, 1), "the count and the list go by one rule");
}

#[test]
fn a_scope_that_starts_again_keeps_its_rows_until_its_end_has_come() {
    let bench = Bench::new();
    let name = |number| Name::Message(message(number));
    bench
        .store
        .write(Order::CacheFirst, |w| {
            for number in 1..=3 {
                let seq = u32::try_from(number).unwrap();
                object::put_server(w, talk(), name(number), 9, None, &json(number, Some(seq)))?;
            }
            object::put_server(w, talk(), Name::Field(ProfileField::Headline), 9, None, "{}")?;
            object::put_server(w, Scope::Me(ME), Name::Field(ProfileField::Headline), 9, None, "{}")?;
            object::set_view(w, talk(), name(4), View::Json(&json(4, None), 1))?;
            scope::set_state(w, talk(), Some(&StateToken("a".into())), true)
        })
        .unwrap();
    let left = |w: &store::Write<'_>| scope::left_over(w, talk());
    assert_eq!(bench.store.write(Order::CacheFirst, left).unwrap(), [], "it was not started again");
    bench.store.write(Order::CacheFirst, |w| scope::start_again(w, talk())).unwrap();
    let row = bench.store.read(|r| scope::get(r, talk())).unwrap().unwrap();
    assert_eq!((row.state, row.is_done), (None, true), "it is asked for from its start, and readable");
    assert_eq!(shown(&bench, talk()).len(), 4);

    // A revision lower than the one held counts now, and only once.
    let put = |number: u128, rev, text| {
        let seq = u32::try_from(number).unwrap();
        let text = json(number, Some(seq)).replace("本文", text);
        bench
            .store
            .write(Order::CacheFirst, |w| object::put_server(w, talk(), name(number), rev, None, &text))
            .unwrap();
    };
    put(1, 2, "新");
    put(1, 1, "古");
    assert!(shown(&bench, talk())[0].1.as_ref().unwrap().contains("新1"));
    let left_over = bench.store.write(Order::CacheFirst, left).unwrap();
    assert_eq!(left_over, [Name::Field(ProfileField::Headline), name(2), name(3)], "neither what came nor what waits");
    assert_eq!(bench.store.write(Order::CacheFirst, left).unwrap(), [], "told once");
}

#[test]
fn a_row_says_whether_a_view_lies_over_it() {
    let bench = Bench::new();
    let put = |scope, name, rev, json: &str| {
        bench.store.write(Order::CacheFirst, |w| object::put_beneath(w, scope, name, rev, None, json)).unwrap()
    };
    let (mine, field) = (Name::Message(message(1)), Name::Field(ProfileField::Headline));
    assert!(!put(talk(), mine, 1, &json(1, Some(1))) && !put(Scope::Me(ME), field, 1, "{}"), "nobody has edited it");
    bench
        .store
        .write(Order::OutboxFirst, |w| {
            object::set_view(w, talk(), mine, View::Json(&json(1, Some(1)), 1))?;
            object::set_view(w, Scope::Me(ME), field, View::Hidden)?;
            op::add(w, &sending(2), ME, 0, 0)
        })
        .unwrap();
    assert!(put(talk(), mine, 2, &json(1, Some(1))) && put(Scope::Me(ME), field, 2, "{}"), "a view, and a hidden row");
    assert!(!put(talk(), mine, 1, &json(1, Some(1))), "what is older is not written, and moves nothing");
    let waiting = bench.store.read(|r| op::waiting_on(r, talk())).unwrap();
    assert_eq!(waiting, [Name::Message(message(2)).to_string()].into());
}

#[test]
fn of_two_messages_at_one_place_the_newer_stays_wherever_it_was() {
    let bench = Bench::new();
    let name = |number| Name::Message(message(number));
    bench
        .store
        .write(Order::CacheFirst, |w| {
            object::put_server(w, talk(), name(1), 1, None, &json(1, Some(1)))?;
            object::set_view(w, talk(), name(2), View::Json(&json(2, None), 1))?;
            // Both its id and its place are taken.
            object::put_server(w, talk(), name(2), 2, None, &json(2, Some(1)))
        })
        .unwrap();
    let page = bench.store.read(|r| {
        let scope = scope::get(r, talk())?.expect("the scope").id;
        messages::page(r, scope, None, 10)
    });
    let page = page.unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!((page[0].low, page[0].cached.server.clone()), (1, Some(json(2, Some(1)))));
}
