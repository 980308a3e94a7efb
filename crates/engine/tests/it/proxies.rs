//! What the environment may change about the way to the server: a proxy for https, and nothing for a server on this machine.
//! The environment is a process's: each case runs in a child of its own.

use std::{
    io::{Read, Write},
    net::TcpListener,
    process::Command,
    sync::Arc,
};

use engine::{Engine, MemoryKeystore, api::Http};
use serde_json::json;
use tempfile::TempDir;

use crate::{config, raw::Raw};

/// In the child: asks a server for a code, and says how that went.
#[tokio::test]
#[ignore = "a part of the tests below"]
async fn asks() {
    let Ok(server) = std::env::var("ASKED_SERVER") else { return };
    let dir = TempDir::new().unwrap();
    let mut config = config(dir.path(), &Arc::default(), Arc::new(MemoryKeystore::default()));
    config.wire = Arc::new(Http::new());
    let asked = Engine::open(config).rpc("request_code", json!({ "server": server, "address": "a@b.example" })).await;
    println!("asked: {}", asked.map_or_else(|failure| format!("{:?}", failure.code), |_| "sent".to_owned()));
}

/// How asking a server went, with a proxy in the environment; and what the proxy was told first.
fn asked(server: &str, names: &[&str], straight: &str) -> (String, Option<String>) {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let Ok((mut stream, _)) = proxy.accept() else { return };
        let mut bytes = [0; 4_096];
        let read = stream.read(&mut bytes).unwrap_or(0);
        tell.send(String::from_utf8_lossy(&bytes[..read]).into_owned()).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
    });
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["proxies::asks", "--exact", "--ignored", "--nocapture"]).env("ASKED_SERVER", server);
    child.env("NO_PROXY", straight).envs(names.iter().map(|name| (name, &url)));
    let output = String::from_utf8(child.output().unwrap().stdout).unwrap();
    let said = output.lines().find_map(|line| Some(line.split_once("asked: ")?.1.to_owned())).expect(&output);
    (said, told.try_recv().ok())
}

const ALL: [&str; 6] = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

#[test]
fn a_server_on_this_machine_is_asked_by_nobody_else() {
    let raw = Raw::new();
    assert_eq!(asked(&raw.address, &ALL, ""), ("sent".to_owned(), None));
}

#[test]
fn https_goes_through_the_proxy_that_is_named_and_unread() {
    for name in ["HTTPS_PROXY", "all_proxy"] {
        let (said, told) = asked("https://server.example", &[name], "");
        let told = told.unwrap();
        assert!(told.starts_with("CONNECT server.example:443 HTTP/1.1\r\n"), "{told}");
        assert!(!told.contains("a@b.example"), "{told}");
        assert_eq!(said, "ServerUnreachable", "the proxy did not let it through");
    }
}

#[test]
fn what_the_environment_leaves_out_goes_straight() {
    assert_eq!(asked("https://127.0.0.1:1", &ALL, "127.0.0.1"), ("ServerUnreachable".to_owned(), None));
}
