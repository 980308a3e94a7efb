//! What a device asks for and what comes down.

use domain::{
    Name, Object, SCHEMA, Scope,
    wire::{Change, Hint, PollAnswer, PutLine, ScopeState, StateToken, Sum, SyncLine, SyncRequest},
};
use serde_json::{Value, json, value::RawValue};

use super::{CONVERSATION, OP, ORG, PERSON, ROW, check, check_all, example::mark, golden};

#[test]
fn polls_and_hints() {
    check("poll_answer.json", &PollAnswer { changed: true });
    let scopes = vec![Scope::Me(PERSON), Scope::Dir(ORG), Scope::Conv(CONVERSATION)];
    check("hint.json", &Hint { scopes: scopes.clone(), changes: Vec::new() });
    let put = PutLine {
        name: Name::Mark(PERSON).to_string(),
        rev: 7,
        by: Some(OP),
        object: RawValue::from_string(serde_json::to_string(&Object::Mark(mark())).unwrap()).unwrap(),
    };
    let change = Change {
        scope: Scope::Conv(CONVERSATION),
        from: StateToken("b3BhcXVl".to_owned()),
        puts: vec![put],
        dels: vec!["badge/1".to_owned()],
        state: StateToken("bmV4dA".to_owned()),
    };
    // Contents are kept as they come, also what a newer version has added to them.
    let hint = Hint { scopes, changes: vec![change] };
    let text = golden("hint_with_changes.json", &hint);
    assert_eq!(serde_json::from_str::<Hint>(&text).unwrap(), hint);
}

#[test]
fn sync_requests() {
    let state = Some(StateToken("b3BhcXVl".to_owned()));
    let scopes = vec![ScopeState::after(Scope::Me(PERSON), state), ScopeState::after(Scope::Conv(CONVERSATION), None)];
    check("sync_request.json", &SyncRequest { schema: SCHEMA, scopes, total: false });
    let scopes = vec![
        ScopeState { sum: true, ..ScopeState::after(Scope::Me(PERSON), None) },
        ScopeState { newest: Some(50), ..ScopeState::after(Scope::Conv(CONVERSATION), None) },
    ];
    check("sync_request_in_full.json", &SyncRequest { schema: SCHEMA, scopes, total: true });
}

#[test]
fn sync_lines() {
    let raw = |text: &str| RawValue::from_string(text.to_owned()).unwrap();
    let put = |name: String, rev, by, object: &str| SyncLine::Put(PutLine { name, rev, by, object: raw(object) });
    let lines = [
        SyncLine::Total { records: 12 },
        SyncLine::Scope { scope: Scope::Conv(CONVERSATION), total: 3 },
        put(Name::Mark(PERSON).to_string(), 7, Some(OP), &serde_json::to_string(&Object::Mark(mark())).unwrap()),
        put("badge/1".to_owned(), 8, None, r#"{"kind":"badge","of_a_newer_version":[1.50,9007199254740993]}"#),
        SyncLine::Del { name: Name::Row(ROW).to_string() },
        SyncLine::Del { name: "badge/1".to_owned() },
        SyncLine::State { state: StateToken("b3BhcXVl".to_owned()), done: true },
        SyncLine::Newest {},
        SyncLine::Sum { state: StateToken("b3BhcXVl".to_owned()), sum: Sum { count: 3, sum: 0xabc } },
        SyncLine::CannotCalculateChanges { scope: Scope::Dir(ORG) },
        SyncLine::Gone { scope: Scope::Conv(CONVERSATION) },
        SyncLine::Broken { code: "unavailable".to_owned() },
    ];
    check_all(
        &lines,
        |line| match line {
            SyncLine::Total { .. } => "total",
            SyncLine::Scope { .. } => "scope",
            SyncLine::Put(_) => "put",
            SyncLine::Del { .. } => "del",
            SyncLine::State { .. } => "state",
            SyncLine::Newest {} => "newest",
            SyncLine::Sum { .. } => "sum",
            SyncLine::CannotCalculateChanges { .. } => "cannot_calculate_changes",
            SyncLine::Gone { .. } => "gone",
            SyncLine::Broken { .. } => "broken",
        },
        10,
    );
    let text = golden("sync_line.json", &lines);
    let read: Vec<SyncLine> = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&lines).unwrap());

    for line in lines {
        // On the wire each is one line, and what it carries may have more in it, but not the name of the variant beside another.
        let text = serde_json::to_string(&line).unwrap();
        assert!(!text.contains('\n'), "{text}");
        let mut newer: Value = serde_json::from_str(&text).unwrap();
        for inner in newer.as_object_mut().unwrap().values_mut() {
            inner.as_object_mut().unwrap().insert("of_a_newer_version".to_owned(), json!([1]));
        }
        let read: SyncLine = serde_json::from_str(&newer.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::to_value(&line).unwrap());
    }
}
