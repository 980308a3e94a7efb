//! Test only: a device as a process. Reads a call a line, `{"n":1,"call":"send_message","with":{…}}`, and answers each in its
//! turn, `{"n":1,"ok":…}` or `{"n":1,"failed":"code"}`, when the engine has carried it out. It ends when nobody can call any more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test's tool")]

use std::{
    io::{BufRead, Write},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use engine::{Config, Engine, Event, NoNotices, SystemClock};
use serde_json::{Value, json};
use trial::{
    FolderKeystore,
    points::{self, Passed},
};

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (files, keys) = (arguments.next().expect("a folder"), arguments.next().expect("a folder of keys"));
    points::plant();
    let passed = Passed::watch();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let clock = Arc::new(Ahead::default());
    let mut config =
        Config::native(files, "trial".to_owned(), Arc::new(FolderKeystore::new(&keys)), Arc::new(NoNotices));
    config.clock = Arc::clone(&clock) as _;
    runtime.block_on(async {
        let device = Device { engine: Engine::open(config), clock, passed };
        let start = device.engine.rpc("start", Value::Null).await.unwrap();
        say(&json!({ "phase": start["phase"] }));
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let call: Value = serde_json::from_str(&line).unwrap();
            let answer = match device.carry_out(call["call"].as_str().unwrap(), call["with"].clone()).await {
                Ok(value) => json!({ "n": call["n"], "ok": value }),
                Err(failure) => json!({ "n": call["n"], "failed": failure.code }),
            };
            say(&answer);
        }
        device.engine.shut_down();
    });
}

struct Device {
    engine: Engine,
    clock: Arc<Ahead>,
    passed: Passed,
}

impl Device {
    /// A call of the engine, or one that a host makes.
    async fn carry_out(&self, call: &str, with: Value) -> Result<Value, engine::Failure> {
        let engine = self.engine.clone();
        match call {
            "host.run" => drop(tokio::spawn(async move { engine.run().await })),
            "host.follow" => drop(tokio::spawn(follow(engine))),
            "host.sync" => engine.sync_once().await?,
            "host.clock_ahead" => drop(self.clock.0.fetch_add(with.as_i64().unwrap(), Ordering::SeqCst)),
            "host.passed" => return Ok(json!(self.passed.counts())),
            _ => return engine.rpc(call, with).await,
        }
        Ok(Value::Null)
    }
}

/// Says what has changed.
async fn follow(engine: Engine) {
    let mut events = engine.events();
    loop {
        match events.recv().await {
            Ok(Event::Changed(topics)) => say(&json!({ "changed": topics })),
            Ok(_) => {}
            // More than it could say: that is a change too.
            Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => say(&json!({ "changed": [] })),
            Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
        }
    }
}

/// The machine's clock, and how far it has been put ahead.
#[derive(Default)]
struct Ahead(AtomicI64);

impl engine::Clock for Ahead {
    fn now(&self) -> i64 {
        SystemClock.now() + self.0.load(Ordering::SeqCst)
    }
}

fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more: nobody calls either.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
