//! Content that a message names goes to the server before the message: it is asked what it has, and gets the rest.

use domain::{
    ConversationId, Refusal, RefusalCode, Scope,
    record::Attachment,
    wire::{BlobChunks, ProblemCode, chunk_bytes, chunk_count},
};
use store::{
    Order, StoreError,
    table::{blob, content, op::Queued},
};

use super::{RoundError, fetch::MOST_KEPT};
use crate::{
    Account, Engine,
    api::{Api, ApiError},
    transfer::Sending,
};

/// What became of the content that an op names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Uploaded {
    /// The server has all of it, or the op names nothing.
    Ready,
    /// The server does not take it, and will not.
    Refused(Refusal),
}

/// Sends what the server has not yet of all content that an op names. Going on after an error sends no chunk a second time.
pub(super) async fn upload(
    engine: &Engine,
    api: &Api,
    account: &Account,
    queued: &Queued,
) -> Result<Uploaded, RoundError> {
    let Scope::Conv(conversation) = queued.target.0 else { return Ok(Uploaded::Ready) };
    for (n, attachment) in queued.op.intent.attachments().iter().enumerate() {
        let sending = Sending::begin(engine, (conversation, attachment.digest));
        match send(&sending, api, account, conversation, attachment).await {
            Ok(true) => keep(engine, account, conversation, attachment)?,
            Ok(false) => return Ok(Uploaded::Refused(Refusal::at(RefusalCode::BlobMissing, &at(n)))),
            Err(RoundError::Api(ApiError::Problem(problem))) if let Some(code) = refused(problem.code) => {
                return Ok(Uploaded::Refused(Refusal::at(code, &at(n))));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Uploaded::Ready)
}

fn at(n: usize) -> String {
    format!("attachments[{n}]")
}

/// What no later attempt would change.
fn refused(code: ProblemCode) -> Option<RefusalCode> {
    match code {
        ProblemCode::Invalid => Some(RefusalCode::Invalid),
        ProblemCode::NotFound => Some(RefusalCode::NotFound),
        ProblemCode::TooLarge => Some(RefusalCode::TooLarge),
        _ => None,
    }
}

/// False when neither the server nor this device has all of the content: the outbox keeps it as long as an op names it, so this
/// is for the person to see.
async fn send(
    sending: &Sending<'_>,
    api: &Api,
    account: &Account,
    conversation: ConversationId,
    attachment: &Attachment,
) -> Result<bool, RoundError> {
    let Attachment { digest, bytes, .. } = *attachment;
    let there = api.chunks(conversation, digest, bytes).await?;
    let mut sent = (0..chunk_count(bytes)).filter(|n| there.has(*n)).filter_map(|n| chunk_bytes(bytes, n)).sum();
    sending.set(sent);
    for n in missing(&there, bytes) {
        let Some(chunk) = account.store.read(|r| blob::part(r, conversation, digest, n))? else { return Ok(false) };
        let length = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
        api.put_chunk(conversation, digest, bytes, (n, chunk)).await?;
        fail::fail_point!("attach:chunk");
        sent += length;
        sending.set(sent);
    }
    Ok(true)
}

fn missing(there: &BlobChunks, bytes: u32) -> impl Iterator<Item = u32> {
    (0..chunk_count(bytes)).filter(|n| !there.has(*n))
}

/// What was sent is here, also once the outbox has let go of it.
fn keep(
    engine: &Engine,
    account: &Account,
    conversation: ConversationId,
    attachment: &Attachment,
) -> Result<(), StoreError> {
    let Attachment { digest, bytes, .. } = *attachment;
    let (scope, now) = (Scope::Conv(conversation), engine.config().clock.now());
    if account.store.read(|r| content::get(r, scope, digest))?.is_some_and(|content| content.is_whole()) {
        return Ok(());
    }
    account.store.write(Order::CacheFirst, |w| {
        content::begin(w, scope, digest, bytes, now)?;
        // What came of it by another way may end in the middle of a part.
        content::start_again(w, scope, digest)
    })?;
    fail::fail_point!("attach:keeping");
    for n in 0..chunk_count(bytes) {
        // A part a time: nobody waits long for their turn as the writer.
        account.store.write(Order::CacheFirst, |w| {
            let Some(part) = blob::part(w, conversation, digest, n)? else { return Ok(false) };
            let after = content::get(w, scope, digest)?.map_or(0, |content| content.got);
            content::add(w, scope, digest, after, &part)
        })?;
    }
    fail::fail_point!("attach:kept");
    account.store.write(Order::CacheFirst, |w| content::evict(w, MOST_KEPT))
}
