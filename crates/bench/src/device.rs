//! A device: the real engine, driven by lines of JSON, `{"call":"inbox","with":…}`.

use std::{
    io::{BufRead, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{ConversationId, wire::SyncLine};
use engine::{
    Config, Engine, Event, NoNotices,
    api::{Body, Http, Request, Response, Wire, WireError},
};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::place::FolderKeystore;

/// Serves until nobody calls any more.
pub fn run(files: &Path, keys: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut config =
        Config::native(files.to_owned(), "bench".to_owned(), Arc::new(FolderKeystore::new(keys)), Arc::new(NoNotices));
    if let Some(to) = std::env::var_os("BENCH_RECORD") {
        config.wire = Arc::new(Recorder { http: Http::new(), to: to.into() });
    }
    runtime.block_on(async {
        let engine = Engine::open(config);
        say(&json!({ "ok": null }));
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let call: Value = serde_json::from_str(&line).unwrap();
            say(&match carry_out(&engine, call["call"].as_str().unwrap(), &call["with"]).await {
                Ok(value) => json!({ "ok": value }),
                Err(failure) => json!({ "failed": failure }),
            });
        }
        engine.shut_down();
    });
}

async fn carry_out(engine: &Engine, call: &str, with: &Value) -> Result<Value, engine::Failure> {
    match call {
        "host.sync" => {
            let begun = Instant::now();
            engine.sync_once().await?;
            Ok(json!({ "us": micros(begun.elapsed()) }))
        }
        "host.push" => push(engine).await,
        "host.first_sync" => first_sync(engine).await,
        // Calls one after the other, and what each took.
        "host.times" => {
            let mut times = Vec::new();
            for call in with.as_array().unwrap() {
                let params = call["with"].clone();
                let begun = Instant::now();
                engine.rpc(call["call"].as_str().unwrap(), params).await?;
                times.push(nanos(begun.elapsed()));
            }
            Ok(json!(times))
        }
        "host.reach" => crate::figure::reach::device(engine, with).await,
        _ => engine.rpc(call, with.clone()).await,
    }
}

/// The first sync, when the first screen could be read, and how much memory it took, in KiB.
async fn first_sync(engine: &Engine) -> Result<Value, engine::Failure> {
    let before = memory("VmRSS");
    // From now on the most is counted anew.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let screen = tokio::spawn(first_screen(engine.clone(), engine.events(), Instant::now()));
    let (begun, cpu) = (Instant::now(), cpu_ms());
    engine.sync_once().await?;
    let (us, cpu) = (micros(begun.elapsed()), cpu_ms() - cpu);
    let (ready, screen) = screen.await.unwrap();
    Ok(
        json!({ "us": us, "ready_us": ready, "screen_us": screen, "cpu_ms": cpu, "rss": before, "peak": memory("VmHWM") }),
    )
}

/// Sends what waits: until the last answer is written down.
async fn push(engine: &Engine) -> Result<Value, engine::Failure> {
    let (sending, mut events) = (engine.clone(), engine.events());
    let begun = Instant::now();
    let sent = tokio::spawn(async move {
        loop {
            let status = sending.rpc("status", Value::Null).await.unwrap();
            if status["unsent"] == 0 {
                return micros(begun.elapsed());
            }
            let _ = events.recv().await;
        }
    });
    engine.sync_once().await?;
    Ok(json!({ "us": sent.await.unwrap(), "whole_us": micros(begun.elapsed()) }))
}

/// When the app said that it was ready, and when the list of conversations and the newest messages of the first one were read.
async fn first_screen(
    engine: Engine,
    mut events: tokio::sync::broadcast::Receiver<Event>,
    begun: Instant,
) -> (u64, u64) {
    let mut ready = 0;
    loop {
        // Whatever was missed has been told again by what comes next.
        let _ = events.recv().await;
        if ready == 0 {
            let start = engine.rpc("start", Value::Null).await.unwrap();
            if start["phase"] != "ready" {
                continue;
            }
            ready = micros(begun.elapsed());
        }
        let inbox = engine.rpc("inbox", Value::Null).await.unwrap();
        let Some(first) = inbox[0]["conversation"].as_str() else { continue };
        let first: ConversationId = first.parse().unwrap();
        let page = engine.rpc("conversation", json!({ "conversation": first, "before": null, "limit": 50 })).await;
        if page.is_ok_and(|page| !page["items"].as_array().unwrap().is_empty()) {
            return (ready, micros(begun.elapsed()));
        }
    }
}

/// A line of the process's status, in KiB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Milliseconds of all cores that this process has had so far. On a busy machine this tells more than the time.
pub(crate) fn cpu_ms() -> f64 {
    // A tick is 10 ms wherever Linux runs; the fields after the name in brackets begin with the third one.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap() * 10.0).sum()
}

pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap()
}

pub(crate) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap()
}

fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

/// The real wire, with the lines of every answer of a pull kept in a file: what a limit program carries and reads.
struct Recorder {
    http: Http,
    to: PathBuf,
}

#[async_trait::async_trait]
impl Wire for Recorder {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        let is_pull = request.url.ends_with("/v1/sync");
        let mut response = self.http.send(request).await?;
        if is_pull {
            let mut file = std::fs::File::options().create(true).append(true).open(&self.to).unwrap();
            let body: Body = response.body;
            response.body = body
                .inspect(move |part| {
                    if let Ok(part) = part {
                        file.write_all(part).unwrap();
                    }
                })
                .boxed();
        }
        Ok(response)
    }
}

/// The lines of a recording, without those that came ahead and once more.
pub fn recorded(file: &Path) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut begun = 0;
    for line in std::fs::read(file).unwrap().split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice::<SyncLine>(line).unwrap() {
            SyncLine::Scope { .. } => begun = lines.len(),
            SyncLine::Newest {} => {
                lines.truncate(begun);
                continue;
            }
            _ => {}
        }
        lines.push(line.to_vec());
    }
    lines
}
