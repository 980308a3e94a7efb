//! A device as a process of its own, as seen from outside: its memory is nobody else's.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

use crate::{Place, site::Site};

/// A device. It ends with this value.
pub struct Process {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a device on its files.
    pub fn start(place: &Place) -> Self {
        Self::with(place, |_| {})
    }

    fn with(place: &Place, change: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        change(&mut command);
        let mut child = command
            .arg("device")
            .args([place.files(), place.keys()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut device = Self { child, to, from };
        device.answer();
        device
    }

    /// Starts a device on new files and signs it in; nothing has been read yet.
    pub fn signed_in(place: &Place, site: &Site, address: &str) -> Self {
        Self::start(place).sign_in(site, address)
    }

    /// The same; what it will be sent is kept in a file.
    pub fn recording(place: &Place, site: &Site, address: &str, file: &Path) -> Self {
        Self::recorded(place, file).sign_in(site, address)
    }

    /// Starts a device on its files; what it will be sent is kept in a file.
    pub fn recorded(place: &Place, file: &Path) -> Self {
        Self::with(place, |command| {
            command.env("BENCH_RECORD", file);
        })
    }

    fn sign_in(mut self, site: &Site, address: &str) -> Self {
        self.ask("request_code", &json!({ "server": site.url(), "address": address }));
        self.ask("redeem_code", &json!({ "code": site.code(address) }));
        self
    }

    /// Calls the engine, or the host of it (`host.…`).
    pub fn ask(&mut self, call: &str, with: &Value) -> Value {
        let line = json!({ "call": call, "with": with });
        writeln!(self.to.as_mut().unwrap(), "{line}").unwrap();
        let answer = self.answer();
        assert!(answer.get("failed").is_none(), "{call}: {answer}");
        answer["ok"].clone()
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Ends it: its logs are written home.
    pub fn end(self) {
        drop(self);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.to.take());
        self.child.wait().unwrap();
    }
}
