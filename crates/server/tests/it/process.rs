//! The real binary as a process: sign-in with the shown code, acknowledged writes and a kill, a signal, the logs.

use std::{path::Path, process::Stdio};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::wire::{CodeSent, OpOutcome, OpsAnswer, SignedIn};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::{
    cli,
    tcp::{self, Events},
};

struct Server {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    address: String,
}

impl Server {
    async fn start(data: &Path) -> Self {
        let mut child = Command::new(cli::BINARY)
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = out.next_line().await.unwrap().expect("it starts");
        let address = line.strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, out, address }
    }

    async fn sign_in(&mut self, mail: &str) -> SignedIn {
        let verifier = "test-verifier";
        let hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        let ask = json!({"address": mail, "verifier_hash": hash, "language": "ja"}).to_string();
        let answer = tcp::exchange(&self.address, "POST", "/v1/auth/code", &[], &ask).await;
        let sent: CodeSent = serde_json::from_str(tcp::body(&answer)).unwrap();
        let line = self.out.next_line().await.unwrap().unwrap();
        let code = line.strip_prefix(&format!("sign-in code for {mail}: ")).unwrap_or_else(|| panic!("{line}"));
        let redeem =
            json!({"challenge": sent.challenge, "code": code, "verifier": verifier, "device": "MARKER device"});
        let answer = tcp::exchange(&self.address, "POST", "/v1/auth/session", &[], &redeem.to_string()).await;
        serde_json::from_str(tcp::body(&answer)).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    async fn post(&self, path: &str, token: &str, body: &serde_json::Value) -> String {
        let auth = format!("Bearer {token}");
        tcp::exchange(&self.address, "POST", path, &[("authorization", &auth)], &body.to_string()).await
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for its end; what it logged.
    async fn end(mut self) -> (std::process::ExitStatus, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();
        (self.child.wait().await.unwrap(), log)
    }
}

fn add_skill(n: u128, name: &str) -> serde_json::Value {
    json!({"schema": 1, "ops": [{
        "id": uuid::Uuid::from_u128(n), "op": "add_row", "row": uuid::Uuid::from_u128(n), "place": "80",
        "value": {"body": {"type": "skill", "name": name, "note": ""}, "visibility": []},
    }]})
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    cli::run(&["demo-world"], folder.path());
    let mut server = Server::start(folder.path()).await;
    let signed = server.sign_in("hanako@example.test").await;
    for n in 1..=8 {
        let text = format!("{n}つ目の技");
        let answer = server.post("/v1/ops", &signed.token, &add_skill(n, &text)).await;
        let answer: OpsAnswer = serde_json::from_str(tcp::body(&answer)).unwrap();
        assert!(matches!(answer.results[0].outcome, OpOutcome::Applied { .. }), "{answer:?}");
        server.signal("-KILL");
        server.end().await;

        server = Server::start(folder.path()).await;
        let pull = json!({"schema": 1, "scopes": [{"scope": format!("me:{}", signed.person)}]});
        let pulled = server.post("/v1/sync", &signed.token, &pull).await;
        assert!(pulled.contains(&text), "after kill {n}, with the session it had");
        let again = server.post("/v1/ops", &signed.token, &add_skill(n, &text)).await;
        let again: OpsAnswer = serde_json::from_str(tcp::body(&again)).unwrap();
        assert_eq!(again, answer, "and the repeated op is answered as before");
    }
}

#[tokio::test]
async fn a_signal_ends_it_in_good_order() {
    let folder = tempfile::tempdir().unwrap();
    cli::run(&["demo-world"], folder.path());
    let mut server = Server::start(folder.path()).await;
    let signed = server.sign_in("hanako@example.test").await;
    let mut events = Events::open(&server.address, &signed.token).await;
    events.hint().await.unwrap();
    server.signal("-TERM");
    assert_eq!(events.hint().await, None, "an open stream does not hold it up");
    let (status, log) = server.end().await;
    assert!(status.success(), "{status} {log}");
    let wal = folder.path().join("resumex.db-wal");
    assert!(std::fs::metadata(wal).map_or(0, |wal| wal.len()) == 0, "the log is written home");
}

#[tokio::test]
async fn logs_hold_nothing_personal() {
    let folder = tempfile::tempdir().unwrap();
    cli::run(&["demo-world"], folder.path());
    let mut server = Server::start(folder.path()).await;
    let signed = server.sign_in("hanako@example.test").await;
    server.post("/v1/ops", &signed.token, &add_skill(1, "MARKER skill")).await;
    server.post("/v1/ops", &signed.token, &json!({"schema": 1, "ops": [{"id": "MARKER"}]})).await;
    server.post("/v1/sync", &signed.token, &json!({"schema": 1, "scopes": [{"scope": "me:MARKER"}]})).await;
    let pull = json!({"schema": 1, "scopes": [{"scope": format!("me:{}", signed.person)}]});
    server.post("/v1/sync", &signed.token, &pull).await;
    let auth = format!("Bearer {}", signed.token);
    let own = format!("/v1/sessions/{}", signed.session);
    for (method, path) in [("GET", "/MARKER?MARKER"), ("GET", "/v1/poll"), ("MARKER", "/v1/me"), ("DELETE", &own)] {
        tcp::exchange(&server.address, method, path, &[("authorization", &auth), ("user-agent", "MARKER")], "").await;
    }
    server.signal("-TERM");
    let (_, log) = server.end().await;
    assert!(log.lines().count() >= 10, "there is a log: {log}");
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["level"].is_string() && line["timestamp"].is_string());
    }
    assert!(log.contains(r#""route":"/v1/sessions/{id}""#), "routes are named by their pattern: {log}");
    let person = signed.person.to_string();
    for secret in ["MARKER", "hanako", "example.test", "花子", &signed.token, &person, &signed.session.to_string()] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}
