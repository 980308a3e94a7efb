//! The description of the API is committed; it must say what the routes say.

#[test]
fn the_committed_description_is_not_stale() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let now = server::openapi().to_pretty_json().unwrap();
    assert!(
        committed.trim_end() == now,
        "docs/openapi.json is stale: cargo run -p server --bin resumex-server -- openapi > docs/openapi.json"
    );
}

#[test]
fn every_route_under_v1_tells_what_happens_without_a_session() {
    let document = serde_json::to_value(server::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let is_open = operation["security"].as_array().is_some();
            let tells = operation["responses"].get("401").is_some();
            assert!(is_open != tells, "{method} {path}: either it needs a session and can answer 401, or neither");
        }
    }
}
