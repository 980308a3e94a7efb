//! What a broken or hostile device sends.

use domain::{
    Applied, Name, Object, Op, Scope,
    date::{Day, YearMonth},
};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    arbitrary::{any_ops, any_row, any_text},
    config,
    server::Server,
    storable::is_storable,
};

/// Cuts, doubles and replaces parts of a JSON value, as a broken or hostile device might.
fn mutate(value: &mut Value, path: &[usize], with: &Value) {
    let len = match value {
        Value::Object(map) => map.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    let (Some((first, rest)), true) = (path.split_first(), len > 0) else {
        *value = with.clone();
        return;
    };
    match value {
        Value::Object(map) => {
            let key = map.keys().nth(first % len).unwrap().clone();
            if first % 7 == 6 {
                map.remove(&key);
            } else {
                mutate(&mut map[&key], rest, with);
            }
        }
        Value::Array(items) => mutate(&mut items[first % len], rest, with),
        _ => {}
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    prop_oneof![
        any_text().prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!(u64::MAX)),
        any_row().prop_map(|row| serde_json::to_value(row).unwrap()),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_op_of_mutated_json_ends_well(
        ops in any_ops(), (path, with) in (prop::collection::vec(any::<usize>(), 0..5), any_json()), (at, byte) in any::<(usize, u8)>(),
    ) {
        let mut server = Server::default();
        for (author, op) in &ops {
            let mut json = serde_json::to_value(op).unwrap();
            mutate(&mut json, &path, &with);
            let mut bytes = serde_json::to_vec(op).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            for mutant in [serde_json::from_value::<Op>(json), serde_json::from_slice::<Op>(&bytes)].into_iter().flatten() {
                if let Ok(Applied::Put(object) | Applied::Merged(object)) = server.take(*author, &mutant) {
                    // A mutant may name other people, whose conversation it then is.
                    prop_assert!(is_storable(&object) || matches!(object, Object::Conversation(_)), "{:?}", object);
                }
            }
            let _ = server.take(*author, op);
        }
    }

    #[test]
    fn any_bytes_end_well(bytes in prop::collection::vec(any::<u8>(), 0..64), text in "\\PC{0,64}") {
        let _ = serde_json::from_slice::<Op>(&bytes);
        let _ = serde_json::from_str::<Op>(&text);
        let _ = text.parse::<Scope>();
        let _ = text.parse::<Name>();
        let _ = text.parse::<YearMonth>();
        let _ = text.parse::<Day>();
    }
}
