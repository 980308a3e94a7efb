//! The conditional poll: small when nothing is new.

use domain::wire::PollAnswer;

use crate::{
    tcp,
    world::{World, add, send},
};

#[tokio::test]
async fn an_unchanged_poll_is_small() {
    let world = World::new().await;
    let address = tcp::serve(world.router()).await;
    let auth = format!("Bearer {}", world.hanako.token);
    let first = tcp::exchange(&address, "GET", "/v1/poll", &[("authorization", &auth)], "").await;
    assert!(first.starts_with("HTTP/1.1 200"), "{first}");
    let answer: PollAnswer = serde_json::from_str(tcp::body(&first)).unwrap();
    assert!(answer.changed);
    let etag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();

    let ask = async |etag: &str| {
        let headers = [("authorization", auth.as_str()), ("if-none-match", etag)];
        tcp::exchange(&address, "GET", "/v1/poll", &headers, "").await
    };
    for tag in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}")] {
        let same = ask(&tag).await;
        assert!(same.starts_with("HTTP/1.1 304"), "{same}");
        assert!(same.len() <= 300, "{} bytes: {same}", same.len());
    }
    world.does(&world.hanako, add(1, "溶接")).await;
    assert!(ask(&etag).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_message_to_me_moves_my_poll() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    let etag = async || world.get("/v1/poll", &world.kenta).await.headers["etag"].clone();
    let before = etag().await;
    world.does(&world.hanako, send(conversation, 1, "やあ")).await;
    assert_ne!(etag().await, before);
}
