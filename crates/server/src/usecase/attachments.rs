//! What a message names must be there.

use domain::{Applied, Intent, Object, PersonId, Refusal, RefusalCode, limit, record::Attachment};

use crate::storage::step::{BlobOf, Known, Loaded, Need};

/// What is certainly asked for. Of more than there may be nothing is read: they are refused for their number.
pub(super) fn add_need(author: PersonId, intent: &Intent, need: &mut Need) {
    let Intent::SendMessage { conversation, attachments, .. } = intent else { return };
    let of =
        |attachment: &Attachment| BlobOf { conversation: *conversation, digest: attachment.digest, person: author };
    need.blobs.extend(attachments.iter().take(limit::ATTACHMENTS).map(of));
}

/// Why a message that could be written is not: the content that it names is not all there, or is not as long as it says.
pub(super) fn missing(author: PersonId, intent: &Intent, applied: &Applied, loaded: &Loaded) -> Known<Option<Refusal>> {
    let (Intent::SendMessage { conversation, .. }, Applied::Put(Object::Message(message))) = (intent, applied) else {
        return Ok(None);
    };
    for (n, attachment) in message.attachments.iter().enumerate() {
        let of = BlobOf { conversation: *conversation, digest: attachment.digest, person: author };
        match loaded.blob(of)? {
            Some(bytes) if bytes == attachment.bytes => {}
            Some(_) => {
                return Ok(Some(Refusal::at(RefusalCode::Invalid, &format!("attachments[{n}].bytes"))));
            }
            None => return Ok(Some(Refusal::at(RefusalCode::BlobMissing, &format!("attachments[{n}]")))),
        }
    }
    Ok(None)
}
