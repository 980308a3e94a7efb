//! A device with the real wire, and how much memory it takes.

use std::{fs, io::Write, net::TcpStream, path::Path, sync::Arc};

use engine::{Config, Engine, MemoryKeystore, NoHost, NoNotices, OsEntropy, SystemClock, api::Http, view::Language};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

use crate::raw::{Asked, Raw};

/// What a hostile answer may take at most beyond what the process had before, at its peak. The longest answer that is read at
/// once is 8 MB and is copied while it grows, its values are at most 100,000, and the window of a compressed one takes 8 MB.
const MOST_KB: u64 = 40 << 10;

/// The peak is the process's: one test at a time.
static ONE: Mutex<()> = Mutex::const_new(());

/// A device that is signed in, with something that waits to be sent.
pub(crate) struct Bench {
    pub(crate) raw: Raw,
    pub(crate) engine: Engine,
    _dir: TempDir,
    _one: MutexGuard<'static, ()>,
}

pub(crate) const TYPED: &str = "大切な一文";

impl Bench {
    pub(crate) async fn new() -> Self {
        let one = ONE.lock().await;
        let dir = TempDir::new().unwrap();
        let bench = Self { raw: Raw::new(), engine: Engine::open(config(dir.path())), _dir: dir, _one: one };
        bench.sign_in().await;
        bench.sync().await.unwrap();
        bench.types(TYPED).await;
        bench
    }

    pub(crate) async fn sign_in(&self) {
        self.ask("request_code", json!({ "server": self.raw.address, "address": "a@b.example" })).await;
        self.ask("redeem_code", json!({ "code": "123456" })).await;
    }

    pub(crate) async fn types(&self, text: &str) {
        let base = self.ask("profile", Value::Null).await["fields"][5]["text"].clone();
        let (base, value) = (json!({ "text": base, "visibility": [] }), json!({ "text": text, "visibility": [] }));
        self.ask("set_field", json!({ "field": "headline", "base": base, "value": value })).await;
    }

    /// The code of a round that did not end well.
    pub(crate) async fn sync(&self) -> Result<(), String> {
        self.engine.sync_once().await.map_err(|failure| code(&failure))
    }

    pub(crate) async fn ask(&self, method: &str, params: Value) -> Value {
        self.engine.rpc(method, params).await.unwrap_or_else(|failure| panic!("{method}: {failure:?}"))
    }

    /// The code of a call that does not end well.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        code(&self.engine.rpc(method, params).await.expect_err(method))
    }

    pub(crate) async fn state(&self) -> String {
        self.ask("status", Value::Null).await["state"].as_str().unwrap().to_owned()
    }

    /// A hostile answer to a path: a round, a check and the call that asks it go through it. What is unsent stays, the memory
    /// is small, and with an honest server all is well.
    pub(crate) async fn stands(
        &self,
        name: &str,
        path: &str,
        say: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static,
    ) {
        self.raw.asked();
        self.raw.fault(path, say);
        let before = Memory::now();
        let _ = self.sync().await;
        match path {
            "/v1/poll" => {
                self.engine.background_check(std::time::Duration::from_secs(60)).await;
            }
            "/v1/sessions" => drop(self.engine.rpc("sessions", Value::Null).await),
            "/v1/organizations" => {
                let page = json!({ "organization": crate::raw::ORGANIZATION, "person": crate::raw::ORGANIZATION });
                drop(self.engine.rpc("fetch_person", page).await);
            }
            _ => {}
        }
        before.holds(name);
        self.is_whole(name).await;
        self.is_well_again(name).await;
    }

    /// What was typed waits, or it was sent and the server has answered that it has it; nothing else has become of it.
    pub(crate) async fn is_whole(&self, name: &str) {
        let outbox = self.ask("outbox", Value::Null).await;
        let was_sent = || self.raw.asked().iter().any(|asked| asked.json()["ops"][0]["value"]["text"] == TYPED);
        match outbox.as_array().unwrap().as_slice() {
            [] => assert!(was_sent(), "{name}: nowhere"),
            [item] => assert_eq!((&item["text"], &item["state"]), (&json!(TYPED), &json!("waiting")), "{name}"),
            more => panic!("{name}: {more:?}"),
        }
    }

    /// An honest server takes what is unsent; then something waits again.
    pub(crate) async fn is_well_again(&self, name: &str) {
        self.raw.honest();
        if self.state().await == "signed_out_remotely" {
            self.sign_in().await;
        }
        assert_eq!(self.sync().await, Ok(()), "after {name}");
        let status = self.ask("status", Value::Null).await;
        assert_eq!((&status["state"], &status["unsent"]), (&json!("fresh"), &json!(0)), "after {name}");
        self.types(TYPED).await;
    }
}

fn code(failure: &engine::Failure) -> String {
    serde_json::to_value(failure.code).unwrap().as_str().unwrap().to_owned()
}

fn config(dir: &Path) -> Config {
    Config {
        dir: dir.to_owned(),
        device_name: "test".into(),
        wire: Arc::new(Http::new()),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        keystore: Arc::new(MemoryKeystore::default()),
        notices: Arc::new(NoNotices),
        badge: Arc::new(NoHost),
        background: None,
        host: Arc::new(NoHost),
        downloads: Arc::new(NoHost),
        language: Language::System,
    }
}

/// Writes the same again until so much is written or nobody takes it any more.
pub(crate) fn pour(stream: &mut TcpStream, what: &[u8], bytes: u64) {
    let piece = what.repeat((64 << 10) / what.len().max(1) + 1);
    let mut left = bytes;
    while left > 0 && stream.write_all(&piece).is_ok() {
        left = left.saturating_sub(piece.len() as u64);
    }
}

/// The process's memory, on Linux; elsewhere nothing is measured.
pub(crate) struct Memory {
    before_kb: Option<u64>,
}

impl Memory {
    /// From now on the peak is measured.
    pub(crate) fn now() -> Self {
        // "5" sets the peak to what is held now (proc_pid_clear_refs(5)).
        let _ = fs::write("/proc/self/clear_refs", "5");
        Self { before_kb: figure("VmRSS:") }
    }

    pub(crate) fn holds(&self, name: &str) {
        let (Some(before), Some(peak)) = (self.before_kb, figure("VmHWM:")) else { return };
        let more = peak.saturating_sub(before);
        #[expect(clippy::print_stdout, reason = "the figure, for whoever asks for it with --nocapture")]
        {
            println!("{name}: {more} kB at the peak");
        }
        assert!(more <= MOST_KB, "{name}: {more} kB more than before");
    }
}

fn figure(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}
