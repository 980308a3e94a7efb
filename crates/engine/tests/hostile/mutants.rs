//! Wrong types everywhere: in each golden example of the wire each value is replaced by what does not belong there.

use std::io::Write;

use serde_json::{Value, json};

use crate::{
    bench::{Bench, TYPED},
    raw::answer,
    world::{at, conversation, examples, golden, ground, id, me, put},
};

/// What stands in the place of a value.
fn others() -> Vec<Value> {
    vec![
        Value::Null,
        json!(-1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!(""),
        json!("../\u{0}\n\u{202e}"),
        json!([]),
        json!([[]]),
        json!({}),
        json!(true),
    ]
}

/// Others that stand in each place: not the same in the next, so that each meets each type in some example.
const EACH: usize = 3;

/// Every example with one value replaced, or one member left out.
fn mutants(examples: &[Value]) -> Vec<Value> {
    fn places(value: &Value, path: String, into: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| places(value, format!("{path}/{key}"), into)),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(n, value)| places(value, format!("{path}/{n}"), into))
            }
            _ => {}
        }
        into.push(path);
    }
    let mut mutants = Vec::new();
    let mut turn = others().into_iter().cycle();
    for example in examples {
        let mut paths = Vec::new();
        places(example, String::new(), &mut paths);
        for path in paths {
            for other in turn.by_ref().take(EACH) {
                let mut mutant = example.clone();
                *mutant.pointer_mut(&path).unwrap() = other;
                mutants.push(mutant);
            }
            if let Some((parent, key)) = path.rsplit_once('/')
                && let Some(map) = example.clone().pointer_mut(parent).and_then(Value::as_object_mut)
            {
                map.remove(key);
                let mut mutant = example.clone();
                *mutant.pointer_mut(parent).unwrap() = json!(map);
                mutants.push(mutant);
            }
        }
    }
    mutants.sort_by_key(Value::to_string);
    mutants.dedup();
    mutants
}

/// Sends rows of a scope beside what is around them, and looks at every screen.
async fn shows(bench: &Bench, scope: &str, rows: Vec<Value>, what: &str) {
    let mut all = ground();
    all.get_mut(scope).unwrap().extend(rows);
    bench.has(all);
    assert_eq!(bench.sync().await, Ok(()), "{what}");
    bench.shows_everything(what).await;
}

#[tokio::test]
async fn objects_of_wrong_types_take_no_screen_away() {
    let bench = Bench::new().await;
    let kinds = [
        ("card", at("dir")),
        ("unit", at("dir")),
        ("offer", at("offers")),
        ("offer", at("desk")),
        ("member", at("desk")),
        ("desk_report", at("desk")),
        ("report", me()),
        ("row", me()),
        ("membership", me()),
        ("inbox", me()),
        ("notification", me()),
        ("saved", me()),
        ("block", me()),
        ("message", conversation()),
        ("mark", conversation()),
    ];
    let mut count = 0;
    for (kind, scope) in kinds {
        let name = if kind == "desk_report" { "report" } else { kind };
        let mutants = mutants(&examples(kind));
        count += mutants.len();
        let rows: Vec<_> =
            mutants.iter().enumerate().map(|(n, mutant)| put(&format!("{name}/{}", id(n)), mutant)).collect();
        // A page has no more.
        for some in rows.chunks(1_000) {
            shows(&bench, &scope, some.to_vec(), kind).await;
        }
    }
    println!("{count} objects");
    bench.is_well_again("objects").await;
}

/// Of these a scope has one: each mutant in its turn.
#[tokio::test]
async fn single_objects_of_wrong_types_take_no_screen_away() {
    let bench = Bench::new().await;
    let fields = ["summary", "headline", "photo", "latin_name", "employer"];
    let organization = crate::raw::ORGANIZATION;
    for (kind, scope, names) in [
        ("field", me(), fields.map(|field| format!("field/{field}")).to_vec()),
        (
            "setting",
            me(),
            vec![
                "setting/preferences".into(),
                "setting/conditions".into(),
                format!("setting/notifications:{organization}"),
            ],
        ),
        ("organization", at("dir"), vec!["organization".to_owned()]),
        ("conversation", conversation(), vec!["conversation".to_owned()]),
    ] {
        let mut all = examples(kind);
        // The examples differ in little: the longest have every member.
        all.sort_by_key(|example| std::cmp::Reverse(example.to_string().len()));
        all.truncate(2);
        for some in mutants(&all).chunks(names.len()) {
            let rows = names.iter().zip(some).map(|(name, mutant)| put(name, mutant)).collect();
            shows(&bench, &scope, rows, &some[0].to_string()).await;
        }
    }
    bench.is_well_again("single objects").await;
}

/// Answers as a whole: none of them is taken for what it is not, none loses what is unsent.
#[tokio::test]
async fn answers_of_wrong_types_are_answers_of_nothing() {
    let bench = Bench::new().await;
    bench.has(ground());
    assert_eq!(bench.sync().await, Ok(()));
    bench.types(TYPED).await;
    for (file, path, kind) in [
        ("ops_answer.json", "/v1/ops", "application/json"),
        ("poll_answer.json", "/v1/poll", "application/json"),
        ("sessions.json", "/v1/sessions", "application/json"),
        ("person_page.json", "/v1/organizations", "application/json"),
        ("sync_line.json", "/v1/sync", "application/x-ndjson"),
    ] {
        let whole = golden(file);
        let examples = if file == "ops_answer.json" {
            whole["results"].as_array().unwrap().iter().map(|result| json!({ "results": [result] })).collect()
        } else if let Value::Array(list) = whole {
            list
        } else {
            vec![whole]
        };
        let mutants = mutants(&examples);
        println!("{} of {file}", mutants.len());
        for mutant in mutants {
            let op = |asked: &crate::raw::Asked| asked.json()["ops"][0]["id"].to_string();
            let text = format!("{mutant}\n");
            bench.raw.asked();
            bench.raw.fault(path, move |asked, stream| {
                // An op's result names the op, so that the rest of it is looked at.
                let said = text.replace("\"0196beef-0000-7000-8000-000000000100\"", &op(asked));
                let _ = stream.write_all(&answer(200, &format!("content-type: {kind}\r\n"), said.as_bytes()));
            });
            match path {
                "/v1/poll" => drop(bench.engine.background_check(std::time::Duration::from_secs(60)).await),
                "/v1/sessions" => drop(bench.engine.rpc("sessions", Value::Null).await),
                "/v1/organizations" => {
                    let page = json!({ "organization": crate::raw::ORGANIZATION, "person": "0196beef-0000-7000-8000-000000000002" });
                    drop(bench.engine.rpc("fetch_person", page).await);
                }
                _ => drop(bench.sync().await),
            }
            if bench.state().await == "signed_out_remotely" {
                bench.raw.honest();
                bench.sign_in().await;
            }
            let outbox = bench.ask("outbox", Value::Null).await;
            if outbox.as_array().unwrap().is_empty() {
                // Only a server that says that it has it.
                bench.types(TYPED).await;
            } else {
                assert_eq!(outbox[0]["text"], TYPED, "{mutant}");
            }
            if outbox[0]["state"] != "waiting" && outbox[0]["op"].is_string() {
                bench.ask("discard", json!({ "op": outbox[0]["op"] })).await;
                bench.types("").await;
                bench.types(TYPED).await;
            }
        }
        bench.has(ground());
        assert_eq!(bench.sync().await, Ok(()), "{file}");
        bench.shows_everything(file).await;
        bench.types("").await;
        bench.types(TYPED).await;
    }
}
