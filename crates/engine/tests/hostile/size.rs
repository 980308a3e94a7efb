//! Answers that are too much: too long, too many, too deep, too tightly packed, and that never end.

use std::io::Write;

use async_compression::{Level, tokio::write::ZstdEncoder, zstd::CParameter};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::{
    bench::{Bench, pour},
    raw::{ORGANIZATION, PERSON, answer},
};

const GIB: u64 = 1 << 30;
const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";
const PATHS: [(&str, &str); 5] =
    [("/v1/ops", JSON), ("/v1/sync", NDJSON), ("/v1/poll", JSON), ("/v1/sessions", JSON), ("/v1/organizations", JSON)];

fn head(content_type: &str, more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\n{more}connection: close\r\n\r\n").into_bytes()
}

fn me() -> String {
    format!("{}\n", json!({ "scope": { "scope": format!("me:{PERSON}"), "total": u64::MAX } }))
}

#[tokio::test]
async fn a_gigabyte_is_not_read() {
    let bench = Bench::new().await;
    for (path, kind) in PATHS {
        for (what, begin) in
            [(" ", ""), ("x", "{\"results\":\""), ("[", ""), ("0,", "{\"results\":["), ("[],", "{\"skills\":[")]
        {
            let head = head(kind, "");
            bench
                .stands(&format!("{path} with {what:?}"), path, move |_, stream| {
                    let _ = stream.write_all(&head);
                    let _ = stream.write_all(begin.as_bytes());
                    pour(stream, what.as_bytes(), GIB);
                })
                .await;
        }
    }
}

#[tokio::test]
async fn a_told_length_takes_no_memory() {
    let bench = Bench::new().await;
    for (path, kind) in PATHS {
        for length in ["1099511627776", "18446744073709551615"] {
            let head = head(kind, &format!("content-length: {length}\r\n"));
            bench
                .stands(&format!("{path} of {length}"), path, move |_, stream| {
                    let _ = stream.write_all(&head);
                    pour(stream, b"  ", 1 << 20);
                })
                .await;
        }
    }
}

#[tokio::test]
async fn endless_heads_are_not_read() {
    let bench = Bench::new().await;
    for line in ["x-more: yes\r\n", "x", "etag: \"1\"\r\n"] {
        bench
            .stands(&format!("heads of {line:?}"), "/v1/poll", move |_, stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                pour(stream, line.as_bytes(), GIB);
            })
            .await;
    }
}

#[tokio::test]
async fn rows_without_an_end_are_not_kept() {
    let bench = Bench::new().await;
    let row = |n: usize, length: usize| {
        let object = json!({ "kind": "block", "text": "x".repeat(length) });
        format!(
            "{}\n",
            json!({ "put": { "name": format!("block/0196beef-0000-7000-8000-{n:012}"), "rev": n, "object": object } })
        )
    };
    for (name, length) in [("short rows", 10), ("long rows", 900_000)] {
        let rows: String = (0..if length > 1_000 { 4 } else { 1_000 }).map(|n| row(n, length)).collect();
        bench
            .stands(name, "/v1/sync", move |_, stream| {
                let _ = stream.write_all(&head(NDJSON, ""));
                let _ = stream.write_all(me().as_bytes());
                pour(stream, rows.as_bytes(), GIB);
            })
            .await;
    }
    for (name, line) in [
        ("empty lines", "\n".to_owned()),
        ("names of nothing", "{\"del\":{\"name\":\"badge/1\"}}\n".to_owned()),
        ("scopes", me()),
    ] {
        bench
            .stands(name, "/v1/sync", move |_, stream| {
                let _ = stream.write_all(&head(NDJSON, ""));
                pour(stream, line.as_bytes(), 64 << 20);
            })
            .await;
    }
}

#[tokio::test]
async fn many_pages_take_as_little_as_one() {
    let bench = Bench::new().await;
    bench
        .stands("pages", "/v1/sync", |_, stream| {
            let _ = stream.write_all(&head(NDJSON, ""));
            let _ = stream.write_all(me().as_bytes());
            for n in 0..1_000_u64 {
                let object =
                    json!({ "kind": "field", "field": "summary", "text": "x".repeat(100_000), "visibility": [] });
                let put = json!({ "put": { "name": "field/summary", "rev": n, "object": object } });
                let state = json!({ "state": { "state": format!("{n}"), "done": false } });
                if stream.write_all(format!("{put}\n{state}\n").as_bytes()).is_err() {
                    return;
                }
            }
        })
        .await;
}

#[tokio::test]
async fn what_is_too_deep_is_no_value() {
    let bench = Bench::new().await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let inner = format!("{}0{}", open.repeat(100_000), close.repeat(100_000));
        let put = json!({ "put": { "name": "field/headline", "rev": 9, "object": 0 } }).to_string();
        let state = json!({ "state": { "state": "deep", "done": true } });
        let bodies = [
            ("/v1/ops", JSON, format!("{{\"results\":{inner}}}")),
            (
                "/v1/ops",
                JSON,
                format!("{{\"results\":[{{\"id\":\"{PERSON}\",\"outcome\":\"known\",\"more\":{inner}}}]}}"),
            ),
            ("/v1/ops", "application/problem+json", inner.clone()),
            ("/v1/sync", NDJSON, format!("{inner}\n")),
            (
                "/v1/sync",
                NDJSON,
                format!("{}{}\n{state}\n", me(), put.replace("\"object\":0", &format!("\"object\":{inner}"))),
            ),
            ("/v1/poll", JSON, format!("{{\"changed\":false,\"more\":{inner}}}")),
            ("/v1/sessions", JSON, format!("{{\"sessions\":{inner}}}")),
            ("/v1/organizations", JSON, inner.clone()),
        ];
        for (path, kind, body) in bodies {
            let said = answer(200, &format!("content-type: {kind}\r\n"), body.as_bytes());
            bench
                .stands(&format!("{path} {}", &body[..20]), path, move |_, stream| {
                    let _ = stream.write_all(&said);
                })
                .await;
        }
    }
}

/// Little that unpacks to much, and what asks for a window of 128 MB to be unpacked in.
#[tokio::test]
async fn a_bomb_does_not_go_off() {
    let bench = Bench::new().await;
    let list = format!("{{\"results\":[{}", "0,".repeat(1 << 20));
    for window in [20, 23, 27] {
        for (name, piece) in
            [("spaces", " ".repeat(2 << 20)), ("a list", list.clone()), ("lines", "\n".repeat(2 << 20))]
        {
            let mut packed =
                ZstdEncoder::with_quality_and_params(Vec::new(), Level::Fastest, &[CParameter::window_log(window)]);
            for _ in 0..64 {
                packed.write_all(piece.as_bytes()).await.unwrap();
            }
            packed.shutdown().await.unwrap();
            let packed = packed.into_inner();
            assert!(packed.len() < 1 << 20, "{}", packed.len());
            for (path, kind) in PATHS {
                let said = answer(200, &format!("content-type: {kind}\r\ncontent-encoding: zstd\r\n"), &packed);
                bench
                    .stands(&format!("{path}: {name} in 2^{window}"), path, move |_, stream| {
                        let _ = stream.write_all(&said);
                    })
                    .await;
            }
        }
    }
}

#[tokio::test]
async fn more_results_than_ops_are_not_read() {
    let bench = Bench::new().await;
    let result = json!({ "id": PERSON, "outcome": "known" }).to_string();
    let skills = format!("\"{}\"", ["\"\""; 1].concat());
    for (path, kind, begin, again) in [
        ("/v1/ops", JSON, "{\"results\":[", format!("{result},")),
        (
            "/v1/sessions",
            JSON,
            "{\"sessions\":[",
            format!("{{\"id\":\"{PERSON}\",\"device\":\"\",\"created_at\":0,\"last_used_at\":0,\"current\":false}},"),
        ),
        ("/v1/organizations", JSON, "{\"card\":{\"skills\":[", "\"\",".to_owned()),
        (
            "/v1/sync",
            NDJSON,
            "",
            format!("{{\"put\":{{\"name\":\"card/{ORGANIZATION}\",\"rev\":1,\"object\":[{skills}]}}}}\n"),
        ),
    ] {
        bench
            .stands(&format!("{path} with {begin}"), path, move |_, stream| {
                let _ = stream.write_all(&head(kind, ""));
                let _ = stream.write_all(begin.as_bytes());
                pour(stream, again.as_bytes(), 64 << 20);
            })
            .await;
    }
}

/// Nothing of it is too long to be read, and each value of two or three bytes takes many more once it is read.
#[tokio::test]
async fn what_is_just_short_enough_unfolds_to_little() {
    let bench = Bench::new().await;
    let golden = |file: &str| -> Value {
        let path = format!("{}/../domain/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let skills = |card: &Value, bytes: usize| {
        let mut card = card.clone();
        card["skills"] = json!(["HERE"]);
        card.to_string().replace("\"HERE\"", &vec!["\"\""; bytes / 3].join(","))
    };
    let page = golden("person_page.json")[0].clone();
    let card = golden("object.json").as_array().unwrap().iter().find(|each| each["kind"] == "card").unwrap().clone();
    let long = page.to_string().replace(&page["card"].to_string(), &skills(&page["card"], 6_200_000));
    let record = |bytes| {
        let record = json!({ "scope": format!("me:{PERSON}"), "name": "field/headline", "rev": 1, "object": "HERE" });
        record.to_string().replace("\"HERE\"", &skills(&card, bytes))
    };
    let result = format!("{{\"id\":\"{PERSON}\",\"outcome\":\"conflict\",\"record\":{}}}", record(8_300_000));
    let put =
        format!("{{\"put\":{{\"name\":\"card/{ORGANIZATION}\",\"rev\":1,\"object\":{}}}}}\n", skills(&card, 1_000_000));
    let state = json!({ "state": { "state": "long", "done": true } });
    for (path, kind, body) in [
        ("/v1/organizations", JSON, long),
        ("/v1/ops", JSON, format!("{{\"results\":[{result}]}}")),
        ("/v1/sync", NDJSON, format!("{}{}{state}\n", me(), put.repeat(4))),
        ("/v1/sessions", JSON, format!("{{\"sessions\":[{}]}}", vec!["{}"; 340_000].join(","))),
    ] {
        let said = answer(200, &format!("content-type: {kind}\r\n"), body.as_bytes());
        drop(body);
        bench
            .stands(&format!("just short enough: {path}"), path, move |_, stream| {
                let _ = stream.write_all(&said);
            })
            .await;
    }
}
