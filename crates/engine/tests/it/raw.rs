//! A server on a real socket that says, byte for byte, what a test wrote down; for what it was not told it is an honest one.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

/// Who signs in, and the organisation they are in.
pub(crate) const PERSON: &str = "0196beef-0000-7000-8000-000000000001";
pub(crate) const ORGANIZATION: &str = "0196beef-0000-7000-8000-000000000003";

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// The request line and the headers.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

type Script = Arc<dyn Fn(&Asked, &mut TcpStream) + Send + Sync>;

/// The server.
pub(crate) struct Raw {
    /// Where it listens.
    pub(crate) address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    fault: Mutex<Option<(String, Script)>>,
    asked: Mutex<Vec<Asked>>,
}

impl Raw {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let raw = Self { address: format!("http://{}", listener.local_addr().unwrap()), state: Arc::default() };
        let state = Arc::clone(&raw.state);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, state) = (stream.unwrap(), Arc::clone(&state));
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        raw
    }

    /// From now on a path is answered so; a path is what a request's begins with.
    pub(crate) fn fault(&self, path: &str, script: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) {
        *self.state.fault.lock().unwrap() = Some((path.to_owned(), Arc::new(script)));
    }

    /// From now on it is honest.
    pub(crate) fn honest(&self) {
        *self.state.fault.lock().unwrap() = None;
    }

    /// What was asked since the last time.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.asked.lock().unwrap())
    }
}

/// One request a connection.
fn serve(mut stream: TcpStream, state: &State) {
    let Some(asked) = read(&stream) else { return };
    state.asked.lock().unwrap().push(asked.clone());
    let fault = state.fault.lock().unwrap().clone();
    match fault {
        Some((path, script)) if asked.path.starts_with(&path) => script(&asked, &mut stream),
        Some(_) | None => honest(&asked, &mut stream),
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let path = head.split(' ').nth(1)?.to_owned();
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { path, head, body })
}

/// A whole answer.
pub(crate) fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let head = format!("HTTP/1.1 {status} X\r\n{headers}{length}connection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn honest(asked: &Asked, stream: &mut TcpStream) {
    let json =
        |status, value: Value| answer(status, "content-type: application/json\r\n", value.to_string().as_bytes());
    let said = match asked.path.as_str() {
        "/v1/auth/code" => json(202, json!({ "challenge": ORGANIZATION, "expires_in_s": 600 })),
        "/v1/auth/session" => json(201, signed_in()),
        "/v1/sessions" => json(200, json!({ "sessions": [] })),
        "/v1/poll" => answer(304, "", b""),
        "/v1/ops" => json(200, json!({ "results": results(asked) })),
        "/v1/sync" => {
            answer(200, "content-type: application/x-ndjson\r\n", lines(&[], &asked.json()["scopes"]).as_bytes())
        }
        _ => answer(204, "", b""),
    };
    let _ = stream.write_all(&said);
}

/// What redeeming a code is answered with.
pub(crate) fn signed_in() -> Value {
    json!({ "token": "secret-token", "session": ORGANIZATION, "person": PERSON, "address": "a@b.example" })
}

/// Of every op that it is as it was.
pub(crate) fn results(asked: &Asked) -> Vec<Value> {
    let ops = asked.json()["ops"].as_array().cloned().unwrap_or_default();
    ops.iter().map(|op| json!({ "id": op["id"], "outcome": "unchanged" })).collect()
}

/// Rows of the first scope that was asked for, and that all are read to their ends.
pub(crate) fn lines(rows: &[Value], scopes: &Value) -> String {
    let mut lines = Vec::new();
    for (n, scope) in scopes.as_array().into_iter().flatten().enumerate() {
        lines.push(json!({ "scope": { "scope": scope["scope"], "total": 0 } }));
        lines.extend(rows.iter().filter(|_| n == 0).cloned());
        lines.push(json!({ "state": { "state": "honest", "done": true } }));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
