//! When the device asks again, and that nothing a server does can keep it from sending.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    PERSON, ask,
    scene::{HOUR, MINUTE, Scene},
};

fn problem(status: u16, code: &str, retry_after_s: Option<u64>) -> Value {
    json!({ "type": "about:blank", "title": "x", "status": status, "code": code, "retry_after_s": retry_after_s })
}

/// When a path was asked, from a moment on.
fn asked(scene: &Scene, path: &str, from: Instant) -> Vec<Duration> {
    let at = scene.wire.to(path).into_iter().filter(|(at, _)| *at >= from);
    at.map(|(at, _)| at.duration_since(from)).collect()
}

async fn types(scene: &Scene, text: &str) {
    let profile = ask(&scene.engine, "profile", Value::Null).await;
    let base = json!({ "text": profile["fields"][5]["text"], "visibility": [] });
    let value = json!({ "text": text, "visibility": [] });
    ask(&scene.engine, "set_field", json!({ "field": "headline", "base": base, "value": value })).await;
}

async fn state(scene: &Scene) -> Value {
    ask(&scene.engine, "status", Value::Null).await["state"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_granted_up_to_two_hours_and_nobody_shortens_it() {
    for (retry_after_s, granted) in [(60, MINUTE), (7_200, 2 * HOUR), (31_536_000, 2 * HOUR), (4_294_967_295, 2 * HOUR)]
    {
        let scene = Scene::new(0).await;
        let from = Instant::now();
        scene.wire.answer("/v1/sync", 429, problem(429, "rate_limited", Some(retry_after_s)));
        ask(&scene.engine, "sync_now", Value::Null).await;
        scene.pass(granted / 2).await;
        // A person acts.
        ask(&scene.engine, "sync_now", Value::Null).await;
        scene.pass(granted).await;
        let times = asked(&scene, "/v1/sync", from);
        assert_eq!(times[0], Duration::ZERO);
        assert!((granted..granted + Duration::from_secs(2)).contains(&times[1]), "{retry_after_s}: {times:?}");
        assert_eq!(state(&scene).await, "fresh");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_asks_for_no_wait_is_not_asked_without_a_pause() {
    for retry_after_s in [Some(0), None] {
        let scene = Scene::new(0).await;
        let from = Instant::now();
        scene.wire.always("/v1/sync", move |_| {
            Ok((503, "application/problem+json", problem(503, "unavailable", retry_after_s).to_string().into_bytes()))
        });
        ask(&scene.engine, "sync_now", Value::Null).await;
        scene.pass(HOUR).await;
        let times = asked(&scene, "/v1/sync", from);
        assert!((12..60).contains(&times.len()), "the waits grow to five minutes: {}", times.len());
        assert_eq!(state(&scene).await, "server_trouble");
    }
}

#[tokio::test(start_paused = true)]
async fn what_stands_on_the_way_may_not_ask_for_a_wait() {
    let scene = Scene::new(0).await;
    let from = Instant::now();
    // `Retry-After` of a gateway is in its head, its page is of no protocol.
    scene.wire.raw("/v1/sync", Ok((503, "text/html", b"busy".to_vec())));
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(Duration::from_secs(2)).await;
    assert_eq!(asked(&scene, "/v1/sync", from).len(), 2);
    assert_eq!(state(&scene).await, "fresh");
}

#[tokio::test(start_paused = true)]
async fn a_version_the_server_does_not_know_asks_once_an_hour() {
    let scene = Scene::new(0).await;
    types(&scene, "一").await;
    scene.pass(MINUTE).await;
    let from = Instant::now();
    for path in ["/v1/ops", "/v1/sync"] {
        scene.wire.always(path, |_| {
            let too_old = problem(426, "schema_too_old", None).to_string();
            Ok((426, "application/problem+json", too_old.into_bytes()))
        });
    }
    types(&scene, "二").await;
    scene.pass(MINUTE).await;
    let status = ask(&scene.engine, "status", Value::Null).await;
    assert_eq!((&status["state"], &status["refused"]), (&json!("needs_update"), &json!(0)));
    assert_eq!(ask(&scene.engine, "start", Value::Null).await["phase"], "ready", "all can be read");
    for text in ["三", "四"] {
        types(&scene, text).await;
        scene.pass(20 * MINUTE).await;
    }
    assert_eq!(asked(&scene, "/v1/sync", from).len(), 1, "an edit does not make the server another one");
    scene.pass(HOUR).await;
    assert_eq!(asked(&scene, "/v1/sync", from).len(), 2);
    assert_eq!(ask(&scene.engine, "profile", Value::Null).await["fields"][5]["text"], "四");
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_at_once_is_asked_for_ever_more_rarely() {
    let scene = Scene::new(0).await;
    scene.wire.stream("/v1/live", "text/event-stream", || futures_util::stream::iter([Ok(b":\n\n".to_vec())]).boxed());
    // The one that was open is heard to its end first.
    scene.engine.set_presence(engine::Presence::Away);
    scene.pass(5 * MINUTE).await;
    let from = Instant::now();
    scene.engine.set_presence(engine::Presence::Looking);
    scene.pass(HOUR).await;
    let times = asked(&scene, "/v1/live", from);
    assert!((12..60).contains(&times.len()), "the waits grow to five minutes: {}", times.len());
}

#[tokio::test(start_paused = true)]
async fn a_stream_says_what_is_known_of_it_and_the_rest_is_passed_over() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(engine::Presence::Away);
    scene.pass(5 * MINUTE).await;
    let many: Vec<String> =
        (0..2_000_u128).map(|n| format!("\"conv:{}\"", uuid::Uuid::from_u128((7 << 100) | n))).collect();
    let events: Vec<String> = vec![
        "event: of_tomorrow\ndata: {\"any\":1}\n\n".into(),
        "event: hint\ndata: no json\n\n".into(),
        "event: hint\ndata: {\"scopes\":3}\n\n".into(),
        "id: 1\nretry: 99999999999999999999\nevent: hint\ndata: {\"scopes\":[\"circle:1\"],\"more\":{}}\n\n".into(),
        format!("event: hint\ndata: {{\"scopes\":[{}]}}\n\n", many.join(",")),
    ];
    let count = events.len();
    scene.wire.stream("/v1/live", "text/event-stream", move || {
        let later = events.clone().into_iter().map(|event| async move {
            tokio::time::sleep(Duration::from_secs(10)).await;
            Ok(event.into_bytes())
        });
        futures_util::stream::iter(later).buffered(1).chain(futures_util::stream::pending()).boxed()
    });
    scene.engine.set_presence(engine::Presence::Looking);
    scene.pass(Duration::from_secs(5)).await;
    let (from, streams) = (Instant::now(), scene.wire.to("/v1/live").len());
    scene.pass(Duration::from_secs(55)).await;
    assert_eq!(scene.wire.to("/v1/live").len(), streams, "it is one stream to its end");
    // Two hints can be read. The one that names nothing known asks for nothing.
    assert_eq!(asked(&scene, "/v1/sync", from).len(), 1, "{count} events");
}

#[tokio::test(start_paused = true)]
async fn an_event_without_an_end_is_not_kept() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(engine::Presence::Away);
    scene.pass(5 * MINUTE).await;
    let parts = Arc::new(AtomicU32::new(0));
    let sent = Arc::clone(&parts);
    scene.wire.stream("/v1/live", "text/event-stream", move || {
        let sent = Arc::clone(&sent);
        let endless = futures_util::stream::unfold((), move |()| {
            let sent = Arc::clone(&sent);
            async move {
                tokio::time::sleep(Duration::from_millis(100)).await;
                sent.fetch_add(1, Ordering::SeqCst);
                Some((Ok(format!("data: {}\n", "x".repeat(100_000)).into_bytes()), ()))
            }
        });
        endless.boxed()
    });
    scene.engine.set_presence(engine::Presence::Looking);
    scene.pass(Duration::from_millis(1_300)).await;
    let live = scene.wire.to("/v1/live").len();
    assert!(parts.load(Ordering::SeqCst) <= 12, "after a megabyte it is left");
    scene.pass(MINUTE).await;
    assert!(scene.wire.to("/v1/live").len() > live, "and asked for again");
}

/// One byte every 40 s is not silence, and would never be an answer.
#[tokio::test(start_paused = true)]
async fn a_drip_does_not_hold_back_what_waits() {
    let scene = Scene::new(0).await;
    scene.wire.stream("/v1/sync", "application/x-ndjson", || {
        let drip = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(40)).await;
            Some((Ok(b"x".to_vec()), ()))
        });
        drip.boxed()
    });
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(MINUTE).await;
    types(&scene, "待つ").await;
    let from = Instant::now();
    scene.pass(4 * MINUTE).await;
    let sent = asked(&scene, "/v1/ops", from);
    assert!(sent.first().is_some_and(|at| *at < 3 * MINUTE), "{sent:?}");
}

/// Pages that come for ever are kept, and between them what waits is sent.
#[tokio::test(start_paused = true)]
async fn endless_pages_do_not_hold_back_what_waits() {
    let scene = Scene::new(0).await;
    scene.wire.always("/v1/ops", |request| {
        let ops: Value = serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
        let result = |op: &Value| json!({ "id": op["id"], "outcome": "unchanged" });
        let results: Vec<Value> = ops["ops"].as_array().unwrap().iter().map(result).collect();
        Ok((200, "application/json", json!({ "results": results }).to_string().into_bytes()))
    });
    let pages = Arc::new(AtomicU32::new(0));
    let sent = Arc::clone(&pages);
    scene.wire.stream("/v1/sync", "application/x-ndjson", move || {
        let sent = Arc::clone(&sent);
        let begin = format!("{}\n", json!({ "scope": { "scope": format!("me:{PERSON}"), "total": u64::MAX } }));
        let pages = futures_util::stream::unfold((), move |()| {
            let sent = Arc::clone(&sent);
            async move {
                tokio::time::sleep(Duration::from_secs(1)).await;
                let number = sent.fetch_add(1, Ordering::SeqCst);
                let object =
                    json!({ "kind": "field", "field": "headline", "text": format!("{number}"), "visibility": [] });
                let put =
                    json!({ "put": { "name": "field/headline", "rev": u64::from(number) + 10, "object": object } });
                let state = json!({ "state": { "state": format!("s{number}"), "done": false } });
                Some((Ok(format!("{put}\n{state}\n").into_bytes()), ()))
            }
        });
        futures_util::stream::iter([Ok(begin.into_bytes())]).chain(pages).boxed()
    });
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(MINUTE).await;
    types(&scene, "待つ").await;
    let from = Instant::now();
    let mut states = Vec::new();
    for _ in 0..20 {
        scene.pass(MINUTE).await;
        states.push(state(&scene).await);
    }
    let sent = asked(&scene, "/v1/ops", from);
    assert!(sent.first().is_some_and(|at| *at < 3 * MINUTE), "{sent:?}");
    assert!(
        pages.load(Ordering::SeqCst) > 1_000,
        "each round goes on at once where the one before was: what comes is taken"
    );
    assert!(!states.contains(&json!("fresh")), "it never ends: {states:?}");
    let last = scene.wire.sent("/v1/sync").pop().unwrap();
    assert_ne!(last["scopes"][0]["state"], "s0", "it goes on where it was: {last}");
}

#[tokio::test(start_paused = true)]
async fn much_that_waits_has_longer_to_get_through() {
    let scene = Scene::new(0).await;
    scene.belongs();
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(6 * MINUTE).await;
    types(&scene, "短い").await;
    scene.pass(MINUTE).await;
    let short = scene.wire.to("/v1/ops").pop().unwrap().1.within.unwrap();
    assert_eq!(short, Duration::from_secs(20));
    let params = json!({ "organization": crate::ORGANIZATION, "person": null });
    let conversation = ask(&scene.engine, "start_desk", params).await["conversation"].clone();
    for _ in 0..10 {
        ask(&scene.engine, "send_message", json!({ "conversation": conversation, "body": "あ".repeat(20_000) })).await;
    }
    scene.pass(6 * MINUTE).await;
    let (_, long) = scene.wire.to("/v1/ops").into_iter().max_by_key(|(_, request)| request.within).unwrap();
    let bytes = long.body.unwrap().len() as u64;
    assert!(bytes > 600_000, "{bytes}");
    assert_eq!(long.within.unwrap(), Duration::from_secs(20 + bytes / 16_384), "128 kbit/s are enough");
}

/// The stream is only a way of being told: whatever answers in its place changes nothing that rounds find out.
#[tokio::test(start_paused = true)]
async fn no_answer_to_the_stream_is_more_than_no_stream() {
    let typed = |status, code| ("application/problem+json", status, problem(status, code, None).to_string());
    let page = |status| ("text/html", status, "<html>Log in</html>".to_owned());
    let answers = [
        page(200),
        page(204),
        page(302),
        page(401),
        page(403),
        page(413),
        page(426),
        page(429),
        page(502),
        typed(401, "unauthorized"),
        typed(404, "not_found"),
        typed(426, "schema_too_old"),
        typed(500, "server_error"),
    ];
    for (kind, status, body) in answers {
        let scene = Scene::new(0).await;
        scene.engine.set_presence(engine::Presence::Away);
        scene.pass(5 * MINUTE).await;
        scene.wire.no_stream("/v1/live");
        let said = body.clone();
        scene.wire.always("/v1/live", move |_| Ok((status, kind, said.clone().into_bytes())));
        let from = Instant::now();
        scene.engine.set_presence(engine::Presence::Looking);
        scene.pass(HOUR).await;
        assert_eq!(state(&scene).await, "fresh", "{status} {body}");
        let tried = asked(&scene, "/v1/live", from).len();
        assert!((1..60).contains(&tried), "{status} {body}: {tried}");
    }
}
