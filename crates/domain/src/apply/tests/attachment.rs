//! What is sent along with a message.

use super::{photo::small_jpeg, *};
use crate::{
    id::Digest,
    record::{Attachment, Message, Preview},
};

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, ME, OTHER)
}

fn send(body: &str, attachments: Vec<Attachment>) -> Intent {
    Intent::SendMessage {
        conversation: conversation(),
        message: MESSAGE,
        body: body.to_owned(),
        about: None,
        attachments,
    }
}

fn pdf(byte: u8) -> Attachment {
    let (name, kind) = ("見積.pdf".to_owned(), "application/pdf".to_owned());
    Attachment { digest: Digest([byte; 32]), name, kind, bytes: 1_000, preview: None }
}

fn picture(side: u16) -> Attachment {
    let preview = Preview { width: 2_560, height: 1, jpeg: small_jpeg(side) };
    Attachment { name: "a.jpg".to_owned(), kind: "image/jpeg".to_owned(), preview: Some(preview), ..pdf(9) }
}

fn message(body: &str, attachments: Vec<Attachment>) -> Message {
    let (id, body) = (MESSAGE, body.to_owned());
    Message { id, seq: Some(8), author: ME, body, about: None, attachments, at: 9_000, edited_at: None, deleted: false }
}

fn put(message: Message) -> Result<Applied, Refusal> {
    Ok(Applied::Put(Object::Message(message)))
}

fn stands_as(message: Message) -> Option<Held> {
    stands(ELSEWHERE, Object::Message(message))
}

#[test]
fn a_file_needs_no_text() {
    let sent = vec![pdf(1), picture(limit::PREVIEW_SIDE)];
    check(NONE, &send("", sent.clone()), put(message("", sent.clone())));
    check(NONE, &send(" \n", sent.clone()), put(message("", sent.clone())));
    check(NONE, &send("どうぞ", sent.clone()), put(message("どうぞ", sent)));
    check(NONE, &send("", vec![]), refused_at(RefusalCode::Empty, "body"));
}

#[test]
fn a_text_beside_a_file_may_be_taken_away() {
    let edit =
        |body: &str| Intent::EditMessage { conversation: conversation(), message: MESSAGE, body: body.to_owned() };
    let edited = Message { edited_at: Some(9_000), ..message("", vec![pdf(1)]) };
    check(stands_as(message("どうぞ", vec![pdf(1)])), &edit(" "), put(edited));
    check(stands_as(message("どうぞ", vec![])), &edit(" "), refused_at(RefusalCode::Empty, "body"));
}

#[test]
fn what_is_taken_back_leaves_no_file() {
    let delete = Intent::DeleteMessage { conversation: conversation(), message: MESSAGE };
    let gone = Message { deleted: true, ..message("", vec![]) };
    check(stands_as(message("どうぞ", vec![pdf(1)])), &delete, put(gone));
}

#[test]
fn a_name_leads_nowhere() {
    for (name, stored) in [
        ("見積.pdf", "見積.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\Users\\a.txt", "C__Users_a.txt"),
        ("a.txt:stream", "a.txt_stream"),
        ("か\u{3099}.txt", "が.txt"),
        (" a\n b\u{0}.txt ", "a b.txt"),
        ("請求書\u{202e}fdp.exe", "請求書fdp.exe"),
        ("a\u{200f}b\u{61c}.txt", "ab.txt"),
        ("a.txt. .", "a.txt"),
    ] {
        let stored = Attachment { name: stored.to_owned(), ..pdf(1) };
        let intent = send("", vec![Attachment { name: name.to_owned(), ..pdf(1) }]);
        check(NONE, &intent, put(message("", vec![stored])));
    }
    for name in ["", " ", ".", "..", ". .", "\u{200e}", "\u{3164}", "\u{0}"] {
        let intent = send("あ", vec![pdf(1), Attachment { name: name.to_owned(), ..pdf(2) }]);
        check(NONE, &intent, refused_at(RefusalCode::Empty, "attachments[1].name"));
    }
    let named = |length| vec![Attachment { name: "名".repeat(length), ..pdf(1) }];
    check(NONE, &send("", named(limit::FILE_NAME)), put(message("", named(limit::FILE_NAME))));
    check(NONE, &send("", named(limit::FILE_NAME + 1)), refused_at(RefusalCode::TextTooLong, "attachments[0].name"));
}

#[test]
fn a_kind_is_a_kind() {
    let of = |kind: &str| vec![Attachment { kind: kind.to_owned(), ..pdf(1) }];
    let longest = format!("a/{}", "b".repeat(limit::FILE_KIND - 2));
    for kind in ["image/svg+xml", "application/vnd.ms-excel", "a/b", &longest] {
        check(NONE, &send("", of(kind)), put(message("", of(kind))));
    }
    check(NONE, &send("", of("Image/JPEG")), put(message("", of("image/jpeg"))));
    for kind in [
        "",
        "image",
        "image/",
        "/jpeg",
        "a/b/c",
        "text/plain; charset=utf-8",
        "a/ü",
        "a/b\n",
        ".a/b",
        &format!("{longest}b"),
    ] {
        check(NONE, &send("", of(kind)), refused_at(RefusalCode::Invalid, "attachments[0].kind"));
    }
}

#[test]
fn there_are_limits() {
    let of = |bytes| vec![Attachment { bytes, ..pdf(1) }];
    check(NONE, &send("", of(limit::ATTACHMENT)), put(message("", of(limit::ATTACHMENT))));
    check(NONE, &send("", of(limit::ATTACHMENT + 1)), refused_at(RefusalCode::TooLarge, "attachments[0].bytes"));
    check(NONE, &send("", of(0)), refused_at(RefusalCode::Empty, "attachments[0].bytes"));
    let many = |count: usize| (1..).map(pdf).take(count).collect::<Vec<_>>();
    check(NONE, &send("", many(limit::ATTACHMENTS)), put(message("", many(limit::ATTACHMENTS))));
    check(NONE, &send("", many(limit::ATTACHMENTS + 1)), refused_at(RefusalCode::TooMany, "attachments"));
    let twice = vec![pdf(1), pdf(2), pdf(1)];
    check(NONE, &send("", twice), refused_at(RefusalCode::Invalid, "attachments[2].digest"));
}

#[test]
fn a_preview_is_a_small_picture_and_nothing_else() {
    let with = |preview: Preview| vec![Attachment { preview: Some(preview), ..pdf(1) }];
    let fine = Preview { width: u16::MAX, height: 1, jpeg: small_jpeg(limit::PREVIEW_SIDE) };
    check(NONE, &send("", with(fine.clone())), put(message("", with(fine.clone()))));
    let wrong = [
        Preview { width: 0, ..fine.clone() },
        Preview { height: 0, ..fine.clone() },
        Preview { jpeg: small_jpeg(limit::PREVIEW_SIDE + 1), ..fine.clone() },
        Preview { jpeg: String::new(), ..fine.clone() },
        Preview { jpeg: "<svg/>".to_owned(), ..fine.clone() },
        Preview { jpeg: format!("{}{}", fine.jpeg, "A".repeat(limit::PREVIEW_JPEG)), ..fine },
    ];
    for preview in wrong {
        check(NONE, &send("", with(preview)), refused_at(RefusalCode::Invalid, "attachments[0].preview"));
    }
}
