//! Every kind of answer to every way of asking, over a real socket: what the device believes, shows and keeps. The table in
//! docs/ARCHITECTURE.md says the same in words.

use std::{io::Write, sync::Arc, time::Duration};

use engine::{Engine, Found, MemoryKeystore, api::Http};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    ORGANIZATION, OTHER, ask, config,
    raw::{Asked, Raw, answer},
    refused,
};

/// What is answered.
enum Say {
    /// Bytes, and then the connection ends.
    Bytes(Vec<u8>),
    /// A problem document of this protocol.
    Problem(u16, &'static str),
}

/// What comes of it where nothing else is said: the code a person is told, and the state that a round or a check shows.
struct Kind {
    name: &'static str,
    say: Say,
    code: &'static str,
    state: &'static str,
}

fn kind(name: &'static str, say: Say, code: &'static str, state: &'static str) -> Kind {
    Kind { name, say, code, state }
}

const HTML: &str = "content-type: text/html\r\n";
const PROBLEM: &str = "content-type: application/problem+json\r\n";
const PORTAL: &[u8] = b"<html><body>Log in to the hotel</body></html>";

fn kinds() -> Vec<Kind> {
    let page = |name, status| kind(name, Say::Bytes(answer(status, HTML, PORTAL)), "bad_answer", "offline");
    let broken = |name, status| kind(name, Say::Bytes(answer(status, HTML, PORTAL)), "server_error", "server_trouble");
    let to = |name, status, url| {
        let headers = format!("location: {url}\r\n{HTML}");
        kind(name, Say::Bytes(answer(status, &headers, b"")), "bad_answer", "offline")
    };
    let told = |code, status, told, state| kind(code, Say::Problem(status, code), told, state);
    let bytes = |name, bytes: &[u8], code, state| kind(name, Say::Bytes(bytes.to_vec()), code, state);
    let other = json!({ "type": "https://gateway.example/denied", "title": "Denied", "status": 401 }).to_string();
    let disagrees = json!({ "type": "about:blank", "title": "x", "status": 401, "code": "unauthorized" }).to_string();
    vec![
        page("a captive portal", 200),
        bytes("nothing", &answer(204, "", b""), "bad_answer", "offline"),
        to("a redirect for ever", 301, "https://elsewhere.example/"),
        to("a redirect", 302, "http://127.0.0.1:1/"),
        to("a redirect into the files", 307, "file:///etc/passwd"),
        page("a page with 400", 400),
        page("a proxy that wants a password", 401),
        page("a page with 403", 403),
        page("a page with 404", 404),
        page("a page with 405", 405),
        page("a page with 408", 408),
        page("a page with 409", 409),
        page("a proxy that takes less", 413),
        page("a page with 415", 415),
        page("a page with 426", 426),
        page("a proxy that limits", 429),
        broken("a page with 500", 500),
        broken("a gateway without a server", 502),
        broken("an overloaded gateway", 503),
        broken("a gateway that waited", 504),
        bytes("another protocol's problem", &answer(401, PROBLEM, other.as_bytes()), "bad_answer", "offline"),
        bytes("a problem under another status", &answer(403, PROBLEM, disagrees.as_bytes()), "bad_answer", "offline"),
        told("invalid", 400, "invalid", "server_trouble"),
        told("unauthorized", 401, "unauthorized", "signed_out_remotely"),
        told("not_found", 404, "not_found", "server_trouble"),
        told("method_not_allowed", 405, "invalid", "server_trouble"),
        told("timeout", 408, "timeout", "server_trouble"),
        told("a_code_of_tomorrow", 409, "unknown", "server_trouble"),
        told("too_large", 413, "too_large", "server_trouble"),
        told("unsupported_media_type", 415, "invalid", "server_trouble"),
        told("schema_too_old", 426, "schema_too_old", "needs_update"),
        told("rate_limited", 429, "rate_limited", "server_trouble"),
        told("server_error", 500, "server_error", "server_trouble"),
        told("unavailable", 503, "server_error", "server_trouble"),
        bytes("no byte", b"", "server_unreachable", "offline"),
        bytes("half a head", b"HTTP/1.1 200 OK\r\ncontent-ty", "server_unreachable", "offline"),
        bytes(
            "half a body",
            b"HTTP/1.1 503 X\r\ncontent-type: application/problem+json\r\ncontent-length: 100\r\n\r\n{\"",
            "server_unreachable",
            "offline",
        ),
        bytes("no HTTP", b"SSH-2.0-OpenSSH_9.9\r\n", "server_unreachable", "offline"),
    ]
}

impl Kind {
    fn bytes(&self) -> Vec<u8> {
        match &self.say {
            Say::Bytes(bytes) => bytes.clone(),
            Say::Problem(status, code) => {
                let problem = json!({ "type": "about:blank", "title": "x", "status": status, "code": code });
                answer(*status, PROBLEM, problem.to_string().as_bytes())
            }
        }
    }

    fn is_answered_with(&self, raw: &Raw, path: &str) {
        let bytes = self.bytes();
        raw.fault(path, move |_, stream| {
            let _ = stream.write_all(&bytes);
        });
    }

    fn is(&self, code: &str) -> bool {
        matches!(self.say, Say::Problem(_, said) if said == code)
    }

    fn ends_the_session(&self) -> bool {
        self.is("unauthorized")
    }
}

struct Bench {
    raw: Raw,
    engine: Engine,
    _dir: TempDir,
}

impl Bench {
    async fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let mut config = config(dir.path(), &Arc::default(), Arc::new(MemoryKeystore::default()));
        config.wire = Arc::new(Http::new());
        let bench = Self { raw: Raw::new(), engine: Engine::open(config), _dir: dir };
        bench.sign_in().await;
        bench.engine.sync_once().await.unwrap();
        bench
    }

    fn to(&self) -> Value {
        json!({ "server": self.raw.address, "address": "a@b.example" })
    }

    async fn sign_in(&self) {
        ask(&self.engine, "request_code", self.to()).await;
        ask(&self.engine, "redeem_code", json!({ "code": "123456" })).await;
    }

    /// With an honest server everything is as ever: signed in, fresh, and nothing waits.
    async fn is_well_again(&self, name: &str) {
        self.raw.honest();
        if self.status().await["state"] == "signed_out_remotely" {
            self.sign_in().await;
        }
        self.engine.sync_once().await.unwrap_or_else(|failure| panic!("after {name}: {failure:?}"));
        let status = self.status().await;
        assert_eq!((&status["state"], &status["unsent"]), (&json!("fresh"), &json!(0)), "after {name}");
    }

    async fn status(&self) -> Value {
        ask(&self.engine, "status", Value::Null).await
    }

    async fn types(&self, text: &str) {
        let base = json!({ "text": self.headline().await, "visibility": [] });
        let value = json!({ "text": text, "visibility": [] });
        ask(&self.engine, "set_field", json!({ "field": "headline", "base": base, "value": value })).await;
    }

    async fn headline(&self) -> Value {
        ask(&self.engine, "profile", Value::Null).await["fields"][5]["text"].clone()
    }
}

fn code_of(failure: &engine::Failure) -> String {
    serde_json::to_value(failure.code).unwrap().as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_op_goes_by_nothing_but_a_typed_answer() {
    let bench = Bench::new().await;
    for kind in kinds() {
        let name = kind.name;
        bench.types(name).await;
        kind.is_answered_with(&bench.raw, "/v1/ops");
        let outcome = bench.engine.sync_once().await;
        let status = bench.status().await;
        if kind.is("invalid") || kind.is("too_large") {
            // The server's own word about this op: it is refused, and what was typed is kept.
            assert!(outcome.is_ok(), "{name}: {outcome:?}");
            assert_eq!((&status["state"], &status["refused"]), (&json!("fresh"), &json!(1)), "{name}");
            let item = ask(&bench.engine, "outbox", Value::Null).await[0].clone();
            assert_eq!(item["text"], name);
            bench.raw.honest();
            ask(&bench.engine, "retry", json!({ "op": item["op"] })).await;
        } else {
            assert_eq!(code_of(&outcome.unwrap_err()), kind.code, "{name}");
            assert_eq!(status["state"], kind.state, "{name}");
            assert_eq!((&status["unsent"], &status["refused"]), (&json!(1), &json!(0)), "{name}");
            assert_eq!(bench.headline().await, name, "what was typed shows");
        }
        bench.is_well_again(name).await;
    }
}

#[tokio::test]
async fn a_pull_shows_where_the_device_stands() {
    let bench = Bench::new().await;
    for kind in kinds() {
        kind.is_answered_with(&bench.raw, "/v1/sync");
        let failure = bench.engine.sync_once().await.expect_err(kind.name);
        assert_eq!((code_of(&failure).as_str(), bench.status().await["state"].as_str()), (kind.code, Some(kind.state)));
        assert_eq!(ask(&bench.engine, "start", Value::Null).await["phase"], "ready", "{}: all can be read", kind.name);
        bench.is_well_again(kind.name).await;
    }
}

#[tokio::test]
async fn a_check_finds_nothing_in_what_is_not_of_this_protocol() {
    let bench = Bench::new().await;
    for kind in kinds() {
        kind.is_answered_with(&bench.raw, "/v1/poll");
        let found = bench.engine.background_check(Duration::from_secs(10)).await.found;
        assert_eq!(found, Found::Unfinished, "{}", kind.name);
        assert_eq!(bench.status().await["state"], kind.state, "{}", kind.name);
        bench.is_well_again(kind.name).await;
    }
}

#[tokio::test]
async fn a_call_names_what_went_wrong_and_changes_nothing_else() {
    let bench = Bench::new().await;
    let page = json!({ "organization": ORGANIZATION, "person": OTHER });
    let calls = [
        ("fetch_person", page, "/v1/organizations"),
        ("sessions", Value::Null, "/v1/sessions"),
        ("revoke_session", json!({ "session": OTHER }), "/v1/sessions/"),
    ];
    for kind in kinds() {
        for (method, params, path) in &calls {
            if (*method, kind.name) == ("revoke_session", "nothing") {
                continue; // It is what ends a session.
            }
            kind.is_answered_with(&bench.raw, path);
            let told = refused(&bench.engine, method, params.clone()).await.0;
            // Without a network the page that is kept shows; that there is none is said so.
            let expected =
                if (*method, kind.code) == ("fetch_person", "server_unreachable") { "offline" } else { kind.code };
            assert_eq!(told, expected, "{method} with {}", kind.name);
            let state = if kind.ends_the_session() { "signed_out_remotely" } else { "fresh" };
            assert_eq!(bench.status().await["state"], state, "{method} with {}", kind.name);
            bench.is_well_again(kind.name).await;
        }
    }
}

#[tokio::test]
async fn whoever_signs_in_is_told_whether_a_server_of_ours_is_there() {
    let bench = Bench::new().await;
    for kind in kinds() {
        kind.is_answered_with(&bench.raw, "/v1/auth/code");
        let expected = if kind.code == "bad_answer" { "server_not_resumex" } else { kind.code };
        assert_eq!(refused(&bench.engine, "request_code", bench.to()).await.0, expected, "{}", kind.name);
        bench.raw.honest();
        ask(&bench.engine, "request_code", bench.to()).await;
        kind.is_answered_with(&bench.raw, "/v1/auth/session");
        let told = refused(&bench.engine, "redeem_code", json!({ "code": "123456" })).await.0;
        assert_eq!(told, kind.code, "{}", kind.name);
        assert_eq!(bench.status().await["state"], "fresh", "{}: who was signed in still is", kind.name);
        bench.raw.honest();
        ask(&bench.engine, "redeem_code", json!({ "code": "123456" })).await;
        bench.is_well_again(kind.name).await;
    }
}

#[tokio::test]
async fn whoever_cannot_be_reached_is_named_so() {
    let bench = Bench::new().await;
    // TLS that is none, a name that nobody has, a port where nobody listens.
    let plain = bench.raw.address.replace("http:", "https:");
    for server in [plain.as_str(), "https://no-such-name.invalid", "http://127.0.0.1:1"] {
        let to = json!({ "server": server, "address": "a@b.example" });
        assert_eq!(refused(&bench.engine, "request_code", to).await.0, "server_unreachable", "{server}");
    }
}

/// Nothing comes, or a head and then nothing. The clock runs ahead while everything waits, so the waits take no time.
#[tokio::test]
async fn silence_is_given_up() {
    let bench = Bench::new().await;
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let ended = Arc::new(std::sync::Mutex::new(ended));
    for path in ["/v1/sync", "/v1/ops", "/v1/poll"] {
        if path == "/v1/ops" {
            // From here on something waits.
            bench.types("しずか").await;
        }
        for said in ["", "HTTP/1.1 503 X\r\ncontent-type: application/problem+json\r\n\r\n{"] {
            let ended = Arc::clone(&ended);
            bench.raw.fault(path, move |_, stream| {
                let _ = stream.write_all(said.as_bytes());
                let _ = ended.lock().unwrap().recv();
            });
            tokio::time::pause();
            let code = match path {
                "/v1/poll" => bench.engine.background_check(Duration::from_secs(600)).await.found == Found::Unfinished,
                _ => code_of(&bench.engine.sync_once().await.unwrap_err()) == "timeout",
            };
            tokio::time::resume();
            assert!(code, "{path} {said}");
            assert_eq!(bench.status().await["state"], "offline", "{path} {said}");
            assert_eq!(bench.status().await["refused"], 0, "{path} {said}");
        }
    }
    drop(end);
    assert_eq!(bench.status().await["unsent"], 1);
    bench.is_well_again("silence").await;
}

#[tokio::test]
async fn nothing_but_what_is_meant_is_sent() {
    let bench = Bench::new().await;
    bench.raw.fault("/v1/sync", |asked: &Asked, stream| {
        let lines = crate::raw::lines(&[], &asked.json()["scopes"]);
        let headers = "set-cookie: followed=1; Path=/\r\ncontent-type: application/x-ndjson\r\n";
        let _ = stream.write_all(&answer(200, headers, lines.as_bytes()));
    });
    bench.engine.sync_once().await.unwrap();
    bench.raw.asked();
    bench.engine.sync_once().await.unwrap();
    let asked = bench.raw.asked();
    assert!(!asked.is_empty());
    for asked in asked {
        let mut names: Vec<_> = asked.head.lines().skip(1).filter_map(|line| line.split_once(": ")).collect();
        names.sort();
        let names: Vec<_> = names.into_iter().map(|(name, _)| name.to_lowercase()).collect();
        let known =
            ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"];
        assert_eq!(names, known, "{}", asked.head);
    }
}
