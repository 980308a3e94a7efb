//! Who may send content into a conversation: whoever may write a message there now.

use domain::{
    ConversationId, PersonId, Scope,
    policy::{self, ReadPermit, UploadPermit},
};

use super::facts;
use crate::storage::{Storage, StorageError};

/// Leave to read content. One question to the storage, whether the conversation exists or not.
pub(crate) async fn may_read(
    storage: &dyn Storage,
    person: PersonId,
    conversation: ConversationId,
) -> Result<Option<ReadPermit>, StorageError> {
    let scope = Scope::Conv(conversation);
    Ok(policy::may_read(person, scope, storage.relation(person, scope).await?))
}

/// Leave to send content. Whoever takes no part in the conversation is answered after the same question, so that the time
/// which it takes does not tell whether the conversation exists.
pub(crate) async fn may_upload(
    storage: &dyn Storage,
    person: PersonId,
    conversation: ConversationId,
) -> Result<Option<UploadPermit>, StorageError> {
    if may_read(storage, person, conversation).await?.is_none() {
        return Ok(None);
    }
    storage
        .ask_upload(Box::new(move |loaded| {
            loaded.have(facts::need_to_say(person, conversation))?;
            Ok(policy::may_upload(person, facts::to_say(person, conversation, loaded)?))
        }))
        .await
}
