//! The real server serves devices of its own version and of the two before it, and says to all others what they need.

use std::sync::Arc;

use domain::SCHEMA;
use serde_json::{Value, json};

use crate::site::Site;

fn golden(schema: u32, file: &str) -> Value {
    let path = format!("{}/../domain/tests/golden/schema_{schema}/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[tokio::test]
async fn requests_of_old_versions_are_served() {
    let site = Arc::new(Site::new().await);
    for schema in SCHEMA.saturating_sub(2).max(1)..=SCHEMA {
        let request = golden(schema, "ops_request.json");
        let (status, kind, body) = site.post("/v1/ops", &request).await;
        let answer: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((status, kind.as_str()), (200, "application/json"), "{answer}");
        let (ops, results) = (request["ops"].as_array().unwrap(), answer["results"].as_array().unwrap());
        assert_eq!(ops.len(), results.len());
        for (op, result) in ops.iter().zip(results) {
            assert_eq!(op["id"], result["id"], "each has its own result, whatever it is");
        }
        let request = golden(schema, "sync_request.json");
        let (status, kind, body) = site.post("/v1/sync", &request).await;
        assert_eq!((status, kind.as_str()), (200, "application/x-ndjson"));
        let lines = String::from_utf8(body).unwrap();
        for scope in request["scopes"].as_array().unwrap() {
            assert!(lines.contains(scope["scope"].as_str().unwrap()), "{lines}");
        }
    }
}

#[tokio::test]
async fn versions_too_old_or_too_new_are_told_so() {
    let site = Arc::new(Site::new().await);
    let served = SCHEMA.saturating_sub(2).max(1)..=SCHEMA;
    for schema in [0, SCHEMA.saturating_sub(3), SCHEMA + 1, u32::MAX] {
        if served.contains(&schema) {
            continue;
        }
        for (path, rest) in [("/v1/ops", "ops"), ("/v1/sync", "scopes")] {
            let (status, kind, body) = site.post(path, &json!({ "schema": schema, rest: [] })).await;
            let problem: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!((status, kind.as_str()), (426, "application/problem+json"), "{schema}: {problem}");
            assert_eq!((&problem["code"], &problem["status"]), (&json!("schema_too_old"), &json!(426)));
        }
    }
}
