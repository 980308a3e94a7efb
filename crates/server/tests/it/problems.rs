//! Every failure is a typed problem.

use axum::{body::Body, http::header};
use domain::wire::ProblemCode::{self, *};

use crate::world::{World, request};

#[tokio::test]
async fn a_malformed_request_gets_a_typed_answer() {
    let world = World::new().await;
    let scope = format!("me:{}", world.hanako.id);
    let json = "application/json";
    let many = format!(r#"{{"schema":1,"scopes":[{}]}}"#, vec![r#"{"scope":"SCOPE"}"#; 1_001].join(","));
    let deep = format!(r#"{{"schema":1,"ops":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    let huge = "x".repeat(600_000);
    type Case<'a> = (&'a str, &'a str, &'a str, &'a str, ProblemCode, Option<&'a str>);
    let cases: Vec<Case<'_>> = vec![
        ("GET", "/", "", "", NotFound, None),
        ("GET", "/v1/../v1/me%00", "", "", NotFound, None),
        ("GET", "/v1/sessions/%ff", "", "", MethodNotAllowed, None),
        ("DELETE", "/v1/sessions/%ff", "", "", NotFound, None),
        ("DELETE", "/v1/sessions/..%2f..", "", "", NotFound, None),
        ("PUT", "/v1/me", "", "", MethodNotAllowed, None),
        ("DANCE", "/v1/me", "", "", MethodNotAllowed, None),
        ("POST", "/v1/sync", "", "{}", UnsupportedMediaType, None),
        ("POST", "/v1/sync", "text/plain", "{}", UnsupportedMediaType, None),
        ("POST", "/v1/sync", json, "", Invalid, None),
        ("POST", "/v1/sync", json, "{", Invalid, None),
        ("POST", "/v1/sync", json, "null", Invalid, None),
        ("POST", "/v1/sync", json, "\u{0}", Invalid, None),
        ("POST", "/v1/sync", json, r#"{"schema":1,"scopes":[]} trailing"#, Invalid, None),
        ("POST", "/v1/sync", json, r#"{"schema":1}"#, Invalid, None),
        ("POST", "/v1/sync", json, r#"{"schema":"1","scopes":[]}"#, Invalid, Some("schema")),
        (
            "POST",
            "/v1/sync",
            json,
            r#"{"schema":1,"scopes":[{"scope":"me:../etc"}]}"#,
            Invalid,
            Some("scopes[0].scope"),
        ),
        (
            "POST",
            "/v1/sync",
            json,
            r#"{"schema":1,"scopes":[{"scope":"SCOPE","state":7}]}"#,
            Invalid,
            Some("scopes[0].state"),
        ),
        ("POST", "/v1/sync", json, r#"{"schema":9,"scopes":[]}"#, SchemaTooOld, None),
        ("POST", "/v1/sync", json, r#"{"schema":0,"scopes":[]}"#, SchemaTooOld, None),
        ("POST", "/v1/sync", json, &many, TooLarge, Some("scopes")),
        ("POST", "/v1/sync", json, &huge, TooLarge, None),
        ("POST", "/v1/ops", json, r#"{"schema":9,"ops":[]}"#, SchemaTooOld, None),
        ("POST", "/v1/ops", json, r#"{"schema":1,"ops":[1]}"#, Invalid, Some("ops[0].id")),
        ("POST", "/v1/ops", json, &deep, Invalid, None),
        ("POST", "/v1/auth/code", json, r#"{"address":7}"#, Invalid, Some("address")),
        ("POST", "/v1/auth/session", json, r#"{"challenge":"x"}"#, Invalid, Some("challenge")),
    ];
    for (method, path, kind, body, code, field) in cases {
        let mut request = request(method, path, Some(&world.hanako));
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let body = body.replace("SCOPE", &scope);
        let shown: String = body.chars().take(80).collect();
        let answer = world.send(request.body(Body::from(body)).unwrap()).await;
        let problem = answer.problem();
        assert_eq!(problem.code, code, "{method} {path} {shown}");
        if field.is_some() {
            assert_eq!(problem.field.as_deref(), field, "{method} {path} {shown}");
        }
        assert_eq!(problem.kind, "about:blank");
    }
}

#[tokio::test]
async fn every_route_of_a_person_asks_who_it_is() {
    let world = World::new().await;
    for (method, path) in [
        ("GET", "/v1/me"),
        ("GET", "/v1/sessions"),
        ("DELETE", "/v1/sessions/current"),
        ("POST", "/v1/sync"),
        ("POST", "/v1/ops"),
        ("GET", "/v1/live"),
        ("GET", "/v1/poll"),
        ("GET", "/v1/conversations/x/blobs/x"),
        ("GET", "/v1/conversations/x/blobs/x/chunks"),
        ("PUT", "/v1/conversations/x/blobs/x/chunks/0"),
    ] {
        for token in [None, Some("Bearer "), Some("Bearer nonsense"), Some("Basic aGFuYWtvOg=="), Some("Bearer \u{e9}")]
        {
            let mut request = request(method, path, None);
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, token.as_bytes());
            }
            let answer = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.problem().code, Unauthorized, "{method} {path} {token:?}");
        }
    }
}

#[tokio::test]
async fn anybody_may_see_the_server_itself() {
    let world = World::new().await;
    for (path, kind) in [
        ("/healthz", "text/plain; charset=utf-8"),
        ("/join", "text/html; charset=utf-8"),
        ("/openapi.json", "application/json"),
    ] {
        let answer = world.send(request("GET", path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], kind, "{path}");
    }
    let join = request("GET", "/join", None).header(header::HOST, "resumex.example").body(Body::empty()).unwrap();
    let join = world.send(join).await;
    let page = String::from_utf8(join.body.to_vec()).unwrap();
    assert!(page.contains(r#"href="resumex://join?server=https%3A%2F%2Fresumex.example""#), "{page}");
    let policy = join.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}
