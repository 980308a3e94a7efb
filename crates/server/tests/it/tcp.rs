//! A small HTTP client over TCP, to see the very bytes; and the router behind a real listener.

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// Serves a router on a free port of loopback for as long as the runtime lives.
pub async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// The whole answer, as it came over the wire.
pub async fn exchange(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![];
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The body of an answer that is not chunked.
pub fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

/// An open stream of events.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    pub async fn open(address: &str, token: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /v1/live HTTP/1.1\r\nhost: {address}\r\naccept-encoding: zstd, gzip\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut events = Self { lines: BufReader::new(stream) };
        let head = events.until_empty().await.unwrap();
        assert!(head[0].starts_with("HTTP/1.1 200"), "{head:?}");
        assert!(head.iter().any(|line| line == "content-type: text/event-stream"), "{head:?}");
        assert!(!head.iter().any(|line| line.starts_with("content-encoding")), "never compressed: {head:?}");
        events
    }

    /// The scopes of the next hint; none once the stream has ended.
    pub async fn hint(&mut self) -> Option<Vec<String>> {
        self.whole_hint().await.map(|hint| hint.scopes.iter().map(ToString::to_string).collect())
    }

    /// The next hint; none once the stream has ended.
    pub async fn whole_hint(&mut self) -> Option<domain::wire::Hint> {
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).await.unwrap_or(0) == 0 || line.trim_end() == "0" {
                return None;
            }
            if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }

    async fn until_empty(&mut self) -> Option<Vec<String>> {
        let mut lines = vec![];
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).await.unwrap() == 0 {
                return None;
            }
            match line.trim_end() {
                "" => return Some(lines),
                text => lines.push(text.to_owned()),
            }
        }
    }
}
