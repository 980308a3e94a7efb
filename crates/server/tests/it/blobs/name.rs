//! Messages that name content.

use domain::{
    Intent, Object, Refusal, RefusalCode, Scope, limit,
    record::{MembershipStatus, Message},
    wire::{BLOB_CHUNK, OpOutcome},
};

use super::*;
use crate::world::{is_applied, refused};

#[track_caller]
fn is_refused(outcome: &OpOutcome, code: RefusalCode, field: &str) {
    assert_eq!(*outcome, OpOutcome::Refused { refusal: Refusal::at(code, field) });
}

fn sent(outcome: OpOutcome) -> Message {
    match outcome {
        OpOutcome::Applied { record } => match record.object {
            Object::Message(message) => message,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn takes_back(conversation: ConversationId, id: u128) -> Intent {
    Intent::DeleteMessage { conversation, message: message(id) }
}

#[tokio::test]
async fn a_message_names_what_is_there() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let (one, two) = (content(1, 10), content(2, BLOB_CHUNK as usize + 1));
    upload(&world, hanako, conversation, &one).await;
    let both = || says(conversation, 1, "", vec![named(&one, "一.pdf"), named(&two, "二.pdf")]);
    let early = world.op(both());
    let refusal = world.ops(hanako, vec![early.clone()]).await;
    is_refused(&refusal[0].outcome, RefusalCode::BlobMissing, "attachments[1]");
    upload(&world, hanako, conversation, &two).await;
    assert_eq!(world.ops(hanako, vec![early]).await, refusal, "an op has its answer for ever");

    let longer = Attachment { bytes: 11, ..named(&one, "一.pdf") };
    let outcome = world.does(hanako, says(conversation, 1, "", vec![longer])).await;
    is_refused(&outcome, RefusalCode::Invalid, "attachments[0].bytes");
    let message = sent(world.does(hanako, both()).await);
    let names: Vec<_> = message.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    assert_eq!((message.seq, names), (Some(1), vec!["一.pdf", "二.pdf"]), "what was refused took no place");
    let pulled = world.pull(&world.kenta, Scope::Conv(conversation), None).await;
    assert_eq!(pulled.object(&format!("message/{}", message.id)), &Object::Message(message));

    let many: Vec<_> = (0..=limit::ATTACHMENTS as u8).map(|seed| named(&content(seed, 5), "a")).collect();
    is_refused(&world.does(hanako, says(conversation, 2, "", many)).await, RefusalCode::TooMany, "attachments");
}

#[tokio::test]
async fn content_belongs_to_one_conversation_and_first_to_its_sender() {
    let world = World::new().await;
    let (hanako, kenta, conversation) = (&world.hanako, &world.kenta, world.conversation().await);
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let other = world.connected(hanako, &taro).await;
    let content = content(1, 10);
    upload(&world, hanako, conversation, &content).await;
    let attachment = || vec![named(&content, "a.pdf")];

    // Not elsewhere, whoever asks; and not by the other one, who cannot know that it is there.
    let missing = Some(RefusalCode::BlobMissing);
    assert_eq!(refused(&world.does(hanako, says(other, 1, "", attachment())).await), missing);
    assert_eq!(refused(&world.does(kenta, says(conversation, 2, "", attachment())).await), missing);
    assert_eq!(has(&world, hanako, other, &content).await, [[0; 2]; 0]);
    assert!(is_applied(&world.does(hanako, says(conversation, 3, "", attachment())).await));
    assert_eq!(refused(&world.does(hanako, says(other, 4, "", attachment())).await), missing);
    is_nothing(&get(&world, &taro, other, &content).await);

    // Whom it was sent to may send it back without sending it again.
    assert_eq!(has(&world, kenta, conversation, &content).await, [[0, 1]]);
    assert!(is_applied(&world.does(kenta, says(conversation, 5, "", attachment())).await));

    // It stays for as long as a message names it.
    assert!(is_applied(&world.does(hanako, takes_back(conversation, 3)).await));
    assert_eq!(get(&world, hanako, conversation, &content).await.body, content);
    assert!(is_applied(&world.does(kenta, takes_back(conversation, 5)).await));
    is_nothing(&get(&world, hanako, conversation, &content).await);
    assert_eq!(has(&world, hanako, conversation, &content).await, [[0; 2]; 0]);
    assert_eq!(refused(&world.does(hanako, says(conversation, 6, "", attachment())).await), missing);
}

#[tokio::test]
async fn a_deletion_takes_nothing_that_was_sent_meanwhile() {
    let world = World::new().await;
    let (hanako, kenta, conversation) = (&world.hanako, &world.kenta, world.conversation().await);
    let content = content(1, 10);
    // Both have sent it, and neither knew of the other.
    upload(&world, hanako, conversation, &content).await;
    upload(&world, kenta, conversation, &content).await;
    let says = |id| says(conversation, id, "", vec![named(&content, "a.pdf")]);
    assert!(is_applied(&world.does(hanako, says(1)).await));
    assert!(is_applied(&world.does(hanako, takes_back(conversation, 1)).await));
    assert!(is_applied(&world.does(kenta, says(2)).await));
    assert_eq!(get(&world, hanako, conversation, &content).await.body, content);
    // In one batch: said again, all of it taken back, and said once more.
    let batch = [says(3), takes_back(conversation, 2), takes_back(conversation, 3), says(4)];
    let batch = batch.map(|intent| world.op(intent)).into();
    let outcomes: Vec<_> = world.ops(kenta, batch).await.into_iter().map(|result| result.outcome).collect();
    assert!(outcomes[..3].iter().all(is_applied), "{outcomes:?}");
    assert_eq!(refused(&outcomes[3]), Some(RefusalCode::BlobMissing), "with the last message it had gone");
}

#[tokio::test]
async fn an_edit_changes_the_text_alone() {
    let world = World::new().await;
    let (hanako, conversation) = (&world.hanako, world.conversation().await);
    let content = content(1, 10);
    upload(&world, hanako, conversation, &content).await;
    let attachments = vec![named(&content, "見積.pdf")];
    assert!(is_applied(&world.does(hanako, says(conversation, 1, "どうぞ", attachments.clone())).await));
    let row = async |who| {
        let row = world.inbox(who, conversation).await.unwrap();
        (row.preview, row.preview_file, row.preview_deleted)
    };
    let of = |preview: &str, is_file, is_deleted| (preview.to_owned(), is_file, is_deleted);
    assert_eq!(row(&world.kenta).await, of("どうぞ", false, false));
    let edit = Intent::EditMessage { conversation, message: message(1), body: String::new() };
    assert_eq!(sent(world.does(hanako, edit).await).attachments, attachments);
    for who in [hanako, &world.kenta] {
        assert_eq!(row(who).await, of("見積.pdf", true, false), "without a text it is told by its file");
    }
    assert_eq!(world.notice_of(&world.kenta, conversation).await.unwrap().preview, "見積.pdf");
    assert_eq!(get(&world, &world.kenta, conversation, &content).await.body, content);
    let gone = sent(world.does(hanako, takes_back(conversation, 1)).await);
    assert_eq!(gone.attachments, []);
    assert_eq!(row(&world.kenta).await, of("", false, true));
}
