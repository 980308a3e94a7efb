//! Attachments on their way from the server: fetched once, believed only when they are what they are said to be, gone with their
//! conversation.

use domain::{
    ConversationId, Digest, MessageId, Name, Object, Scope,
    record::{Attachment, Conversation, InboxKind, InboxRow, Message, Parties},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    attachments::{CHUNK, file, problem, send, state},
    device::{Device, NOW, alumnus, hanako, me, my_scope, org, other},
    site::{HANAKO, KENTA, Site},
    way::{Fault, Person, is_content},
};

#[tokio::test]
async fn an_interrupted_download_goes_on_where_it_was() {
    let site = Site::new().await;
    let (hanako, mut kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let sent = file(7, 4 * CHUNK);
    send(&hanako, "a.bin", &sent, "").await;
    hanako.sync().await;
    kenta.sync().await;
    let named = kenta.named(0).await;
    for most in [CHUNK + 1_000, 2 * CHUNK] {
        kenta.way.fails(move |request| if is_content(request) { Fault::Cut(most) } else { Fault::None });
        assert_eq!(kenta.refused("fetch_attachment", named.clone()).await, "server_unreachable");
        assert_eq!(state(&kenta).await, "away");
        kenta.restart();
    }
    kenta.way.heals();
    kenta.ask("fetch_attachment", named.clone()).await;
    let chunk = u32::try_from(CHUNK).unwrap();
    assert_eq!(kenta.way.ranges(), [None, Some(chunk), Some(2 * chunk)]);
    let saved = kenta.ask("save_attachment", named).await;
    assert_eq!(kenta.saved(&saved["name"]), sent);
}

#[tokio::test]
async fn a_content_that_is_another_is_never_kept() {
    let site = Site::new().await;
    let (hanako, kenta) = (Person::at(&site, HANAKO).await, Person::at(&site, KENTA).await);
    let sent = file(8, 2 * CHUNK + 7);
    send(&hanako, "a.bin", &sent, "").await;
    hanako.sync().await;
    kenta.sync().await;
    let named = kenta.named(0).await;
    let mut other = sent.clone();
    *other.last_mut().unwrap() ^= 1;
    let longer = [sent.clone(), vec![0]].concat();
    let endless = file(9, 40 << 20);
    for wrong in [other, longer, endless] {
        kenta.way.fails(move |request| match is_content(request) {
            true => Fault::Instead(200, "application/octet-stream", wrong.clone()),
            false => Fault::None,
        });
        assert_eq!(kenta.refused("fetch_attachment", named.clone()).await, "bad_answer");
        let item = kenta.newest().await["attachments"][0].clone();
        assert_eq!((&item["state"], &item["code"]), (&json!("failed"), &json!("bad_answer")));
        assert_eq!(kenta.refused("save_attachment", named.clone()).await, "not_found");
    }
    kenta.way.fails(|request| if is_content(request) { problem(404, "not_found") } else { Fault::None });
    assert_eq!(kenta.refused("fetch_attachment", named.clone()).await, "not_found");
    assert_eq!(kenta.newest().await["attachments"][0]["code"], "not_found");
    kenta.way.fails(|request| match is_content(request) {
        true => Fault::Instead(200, "text/html", b"<html>hotel</html>".to_vec()),
        false => Fault::None,
    });
    assert_eq!(kenta.refused("fetch_attachment", named.clone()).await, "bad_answer");
    kenta.way.heals();
    kenta.ask("fetch_attachment", named.clone()).await;
    let saved = kenta.ask("save_attachment", named).await;
    assert_eq!(kenta.saved(&saved["name"]), sent, "and the right one is");
    assert_eq!(kenta.way.ranges(), [None; 6], "nothing of the others was gone on from");
}

/// A conversation with Hanako in which she has sent a file.
fn put_file(device: &Device, sent: &[u8]) -> Value {
    let id = ConversationId::direct(org(), me(), other());
    let parties = Parties::Direct(if me() < other() { [me(), other()] } else { [other(), me()] });
    let conversation = Conversation { id, organization: org(), parties, request: None };
    device.put(Scope::Conv(id), Name::Conversation, Object::Conversation(conversation));
    let row = InboxRow {
        conversation: id,
        organization: org(),
        kind_of: InboxKind::Direct,
        with: hanako(),
        request: None,
        head: 1,
        unread: 1,
        preview: "a.bin".into(),
        preview_file: true,
        preview_mine: false,
        preview_deleted: false,
        at: NOW,
    };
    device.put(my_scope(), Name::Inbox(id), Object::Inbox(row));
    let attachment = Attachment {
        digest: Digest(Sha256::digest(sent).into()),
        name: "a.bin".into(),
        kind: "application/octet-stream".into(),
        bytes: u32::try_from(sent.len()).unwrap(),
        preview: None,
    };
    let message = MessageId(id.0);
    let object = Message {
        id: message,
        seq: Some(1),
        author: other(),
        body: String::new(),
        about: None,
        attachments: vec![attachment.clone()],
        at: NOW,
        edited_at: None,
        deleted: false,
    };
    device.put(Scope::Conv(id), Name::Message(message), Object::Message(object));
    let content = sent.to_vec();
    let path = format!("/v1/conversations/{id}/blobs/{}", attachment.digest);
    device.wire.always(&path, move |_| Ok((200, "application/octet-stream", content.clone())));
    json!({ "conversation": id, "message": message, "digest": attachment.digest })
}

#[tokio::test]
async fn content_goes_with_its_conversation() {
    let device = Device::of(alumnus()).await;
    let named = put_file(&device, b"content");
    device.sync().await;
    device.ask("fetch_attachment", named.clone()).await;
    let page = json!({ "conversation": named["conversation"], "before": null, "limit": 9 });
    let state = async || device.ask("conversation", page.clone()).await["items"][0]["attachments"][0]["state"].clone();
    assert_eq!(state().await, "here");
    let conversation: ConversationId = named["conversation"].as_str().unwrap().parse().unwrap();
    device.gone(Scope::Conv(conversation));
    device.sync().await;
    assert_eq!(device.refused("save_attachment", named.clone()).await, "not_found");
    assert_eq!(device.refused("fetch_attachment", named.clone()).await, "not_found", "nothing names it any more");
    put_file(&device, b"content");
    device.sync().await;
    assert_eq!(state().await, "away", "it did not stay behind");
}
