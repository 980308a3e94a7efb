//! What the server has acknowledged: the last content of every object, as its answers to ops say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::cast::{Cast, Who};

/// The server's word.
#[derive(Default)]
pub(crate) struct Truth {
    /// Scope and name → content.
    objects: BTreeMap<(String, String), Value>,
    /// The same op sent again is answered as it was the first time, whatever has become of its object.
    ops: BTreeSet<String>,
}

impl Truth {
    /// What the organisations said of their members before the first op.
    pub(crate) fn new(cast: &Cast) -> Self {
        let mut truth = Self::default();
        let me = format!("me:{}", cast.id(Who::Hanako));
        for field in ["family_name", "given_name", "family_kana", "given_kana", "affiliation"] {
            let rule = json!([{ "organization": cast.company, "audience": "members" }]);
            truth.put(&me, &format!("field/{field}"), json!({ "text": "", "visibility": rule }));
        }
        let mut says = |organization: &str, who: Who, status: &str, role: &str, units: Value| {
            let membership = json!({ "status": status, "role": role, "units": units });
            let name = format!("member/{}", cast.id(who));
            truth.put(&format!("desk:{organization}"), &name, json!({ "membership": membership }));
        };
        says(&cast.company, Who::Hanako, "alumnus", "member", json!([]));
        says(&cast.company, Who::Ren, "current", "member", json!([]));
        says(&cast.company, Who::Mika, "alumnus", "member", json!([cast.units[0]]));
        says(&cast.company, Who::Sora, "candidate", "member", json!([]));
        says(&cast.company, Who::Kenta, "current", "organizer", json!([]));
        match cast.is_jun_organizer {
            true => says(&cast.school, Who::Jun, "current", "organizer", json!([])),
            false => says(&cast.school, Who::Jun, "alumnus", "member", json!([])),
        }
        truth
    }

    fn put(&mut self, scope: &str, name: &str, object: Value) {
        self.objects.insert((scope.to_owned(), name.to_owned()), object);
    }

    /// Takes in an answer to ops. Answers what was carried out otherwise than it was asked for.
    pub(crate) fn acknowledge(&mut self, request: &Value, answer: &Value) -> Vec<String> {
        let mut twisted = vec![];
        let (ops, results) = (request["ops"].as_array().unwrap(), answer["results"].as_array().unwrap());
        assert_eq!(ops.len(), results.len(), "a result each");
        for (op, result) in ops.iter().zip(results) {
            if !self.ops.insert(op["id"].as_str().unwrap().to_owned()) {
                continue;
            }
            match result["outcome"].as_str().unwrap() {
                "applied" | "merged" => {
                    let record = &result["record"];
                    if result["outcome"] == "applied" && !is_as_asked(op, &record["object"]) {
                        twisted.push(format!("{op} became {record}"));
                    }
                    let [scope, name] = ["scope", "name"].map(|part| record[part].as_str().unwrap());
                    self.put(scope, name, record["object"].clone());
                }
                "removed" => {
                    let [scope, name] = ["scope", "name"].map(|part| result[part].as_str().unwrap().to_owned());
                    self.objects.remove(&(scope, name));
                }
                "unchanged" | "known" | "conflict" | "refused" => {}
                other => panic!("an outcome that is not known: {other}"),
            }
        }
        twisted
    }

    /// How many ops there were.
    pub(crate) fn ops(&self) -> usize {
        self.ops.len()
    }

    pub(crate) fn get(&self, scope: &str, name: &str) -> Option<&Value> {
        self.objects.get(&(scope.to_owned(), name.to_owned()))
    }

    /// Every object of a kind in a scope, by name.
    pub(crate) fn list<'a>(&'a self, scope: &'a str, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        let objects = self.objects.iter();
        objects.filter(move |((of, name), _)| of == scope && name.starts_with(kind)).map(|(_, object)| object)
    }

    /// Every conversation.
    pub(crate) fn conversations(&self) -> impl Iterator<Item = &Value> {
        self.objects.iter().filter(|((_, name), _)| name == "conversation").map(|(_, object)| object)
    }
}

/// Whether a value stands with the content and the rules that it was sent with.
fn is_as_asked(op: &Value, object: &Value) -> bool {
    let asked = &op["value"];
    match op["op"].as_str().unwrap() {
        "set_field" => asked["text"] == object["text"] && asked["visibility"] == object["visibility"],
        "add_row" | "edit_row" => asked["body"] == object["body"] && asked["visibility"] == object["visibility"],
        _ => true,
    }
}
