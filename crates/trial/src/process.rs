//! A device's process, as a test holds it.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{Place, points};

/// Longer than anything takes here: whoever waits for this long waits in vain.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Carried out.
    Ok(Value),
    /// Refused, with the code.
    Failed(String),
    /// The process ended before it answered.
    Gone,
}

/// A running `trial-device`. Killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<Value>,
    /// Lines that came while another one was waited for.
    kept: VecDeque<Value>,
    calls: u64,
}

impl Process {
    /// Starts the program at a place; `abort` as [`points::ABORT`] has it.
    pub fn start(program: &str, place: &Place, abort: Option<&str>) -> Self {
        let mut command = Command::new(program);
        command.args([place.files(), place.keys()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some(abort) = abort {
            command.env(points::ABORT, abort);
        }
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        let (to, lines) = channel();
        thread::spawn(move || {
            // A line that the end of the process cut off was never said.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(line) = serde_json::from_str(&line) else { break };
                if to.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, input, lines, kept: VecDeque::new(), calls: 0 }
    }

    /// The phase that it opened in; none when it ended before.
    pub fn phase(&mut self) -> Option<String> {
        let line = self.find(Instant::now() + PATIENCE, |line| line.get("phase").is_some())?;
        Some(line["phase"].as_str().unwrap().to_owned())
    }

    /// Calls without waiting; the number of the call.
    pub fn call(&mut self, method: &str, with: &Value) -> u64 {
        self.calls += 1;
        let line = json!({ "n": self.calls, "call": method, "with": with });
        // A process that is gone does not read; that it is gone shows when its answer is waited for.
        let _ = self.input.as_mut().unwrap().write_all(format!("{line}\n").as_bytes());
        self.calls
    }

    /// Calls, and waits for what comes of it.
    pub fn try_ask(&mut self, method: &str, with: &Value) -> Reply {
        let number = self.call(method, with);
        let until = Instant::now() + PATIENCE;
        match self.find(until, |line| line["n"] == number) {
            None => {
                assert!(Instant::now() < until, "{method}: no answer");
                Reply::Gone
            }
            Some(line) => match line.get("failed") {
                Some(code) => Reply::Failed(code.as_str().unwrap().to_owned()),
                None => Reply::Ok(line["ok"].clone()),
            },
        }
    }

    /// Calls what must be carried out.
    pub fn ask(&mut self, method: &str, with: &Value) -> Value {
        match self.try_ask(method, with) {
            Reply::Ok(value) => value,
            other => panic!("{method}: {other:?}"),
        }
    }

    /// The next line that is like this; none when the process has ended without one, or at the given time.
    pub fn find(&mut self, until: Instant, is_it: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(at) = self.kept.iter().position(&is_it) {
            return self.kept.remove(at);
        }
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) if is_it(&line) => return Some(line),
                Ok(line) => self.kept.push_back(line),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Forgets what has come without having been asked for.
    pub fn forget_changes(&mut self) {
        self.kept.retain(|line| line.get("changed").is_none());
    }

    /// Kills it (SIGKILL) at a moment, and tells everything that it said and nobody has read yet.
    pub fn kill_at(mut self, moment: Instant) -> Vec<Value> {
        // Listening until then: nothing that is asked for here is ever said.
        assert_eq!(self.find(moment, |_| false), None);
        assert_eq!(self.child.try_wait().unwrap(), None, "it ends by nobody else");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.kept.drain(..).chain(self.lines.iter()).collect()
    }

    /// Lets it end by itself, as an app ends.
    pub fn end(mut self) {
        drop(self.input.take());
        assert!(self.child.wait().unwrap().success(), "it ends well");
    }

    /// Stops it (SIGSTOP), or lets it go on (SIGCONT).
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success(), "kill -s {name}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
