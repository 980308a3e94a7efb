//! What was sent along with messages: where its content is, and the content itself.

use std::io::{Cursor, ErrorKind};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{ConversationId, Digest, Intent, MessageId, Name, Object, Scope, record::Attachment};
use image::{ImageFormat, ImageReader};
use serde::Deserialize;
use store::{
    Order, Reads, StoreError,
    table::{
        blob,
        content::{self, Content},
        object, op,
    },
};
use ts_rs::TS;

use crate::{
    Account, Engine,
    failure::{Code, Failure},
    view::{AttachmentItem, AttachmentState, Picture, SavedFile},
};

/// Pixels on a side of a picture that is shown: somebody else's file must not fill the memory of the web view.
const LONGEST: u32 = 12_000;
/// Pixels of a picture that is shown. What this app sends has at most 6.6 million.
const MOST: u64 = 50_000_000;
/// What was used so long ago counts as used again when it is looked at: not every look is a write.
const USED_MS: i64 = 60 * 60 * 1000;

/// Which attachment.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct AttachmentParams {
    pub(crate) conversation: ConversationId,
    /// The message that names it.
    pub(crate) message: MessageId,
    pub(crate) digest: Digest,
}

/// A picture whose content is here. What it is its bytes say: nothing else is ever given to a web view.
pub(crate) fn picture(engine: &Engine, params: AttachmentParams) -> Result<Picture, Failure> {
    let (account, _) = engine.signed_in()?;
    let (_, bytes) = open(engine, &account, params)?;
    let kind = shown_kind(&bytes).ok_or_else(|| Failure::of(Code::Invalid))?;
    Ok(Picture { kind: kind.to_owned(), file: BASE64_STANDARD.encode(bytes) })
}

/// Writes a content that is here to where the person's downloads are; the name that it has there.
pub(crate) fn save_attachment(engine: &Engine, params: AttachmentParams) -> Result<SavedFile, Failure> {
    let (account, _) = engine.signed_in()?;
    let (attachment, bytes) = open(engine, &account, params)?;
    let saved = engine.config().downloads.save(&attachment.name, &bytes);
    let name = saved.map_err(|error| {
        tracing::warn!(%error, "saving a file");
        let code = if error.kind() == ErrorKind::StorageFull { Code::DiskFull } else { Code::Unknown };
        Failure::at(code, "downloads")
    })?;
    Ok(SavedFile { name })
}

fn open(engine: &Engine, account: &Account, params: AttachmentParams) -> Result<(Attachment, Vec<u8>), Failure> {
    let AttachmentParams { conversation, digest, .. } = params;
    let scope = Scope::Conv(conversation);
    let found = account.store.read(|r| {
        let Some(attachment) = attachment(r, params)? else { return Ok(None) };
        let kept = content::get(r, scope, digest)?;
        let bytes = match blob::whole(r, conversation, digest)? {
            Some(bytes) => Some(bytes),
            None => content::whole(r, scope, digest)?,
        };
        Ok(bytes.map(|bytes| (attachment, bytes, kept)))
    })?;
    let (attachment, bytes, kept) = found.ok_or_else(|| Failure::of(Code::NotFound))?;
    let now = engine.config().clock.now();
    if kept.is_some_and(|kept| kept.used_at.abs_diff(now) >= USED_MS.unsigned_abs()) {
        account.store.write(Order::CacheFirst, |w| content::used(w, scope, digest, now))?;
    }
    Ok((attachment, bytes))
}

/// The kind of a picture that a web view may be given; none of anything else.
fn shown_kind(bytes: &[u8]) -> Option<&'static str> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let kind = match reader.format()? {
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Png => "image/png",
        ImageFormat::WebP => "image/webp",
        ImageFormat::Gif => "image/gif",
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    let is_small = width.max(height) <= LONGEST && u64::from(width) * u64::from(height) <= MOST;
    is_small.then_some(kind)
}

/// An attachment that a message names, as this person sees it; of a refused message too.
pub(crate) fn attachment(from: &impl Reads, params: AttachmentParams) -> Result<Option<Attachment>, StoreError> {
    let AttachmentParams { conversation, message, digest } = params;
    let (scope, name) = (Scope::Conv(conversation), Name::Message(message));
    let is_it = |attachment: &Attachment| attachment.digest == digest;
    if let Some(Object::Message(message)) = object::get(from, scope, name)?.and_then(|cached| cached.shown())
        && let Some(found) = message.attachments.into_iter().find(is_it)
    {
        return Ok(Some(found));
    }
    let refused = op::on(from, scope, name, op::State::Refused)?.into_iter();
    Ok(refused.filter_map(|queued| named(queued.op.intent)).flatten().find(is_it))
}

fn named(intent: Intent) -> Option<Vec<Attachment>> {
    match intent {
        Intent::SendMessage { attachments, .. } => Some(attachments),
        _ => None,
    }
}

/// Whether all of a content is on this device.
pub(crate) fn is_here(from: &impl Reads, conversation: ConversationId, digest: Digest) -> Result<bool, StoreError> {
    Ok(blob::bytes(from, conversation, digest)?.is_some()
        || content::get(from, Scope::Conv(conversation), digest)?.is_some_and(|content| content.is_whole()))
}

/// The attachments of a message as they are shown. Of one that waits they are on their way.
pub(super) fn items(
    from: &impl Reads,
    engine: &Engine,
    conversation: ConversationId,
    attachments: Vec<Attachment>,
    is_waiting: bool,
) -> Result<Vec<AttachmentItem>, StoreError> {
    let item = |attachment| item(from, engine, conversation, attachment, is_waiting);
    attachments.into_iter().map(item).collect()
}

fn item(
    from: &impl Reads,
    engine: &Engine,
    conversation: ConversationId,
    attachment: Attachment,
    is_waiting: bool,
) -> Result<AttachmentItem, StoreError> {
    let Attachment { digest, name, kind, bytes, preview } = attachment;
    let which = (conversation, digest);
    let state = if is_waiting {
        let sent = engine.transfers().sent(which);
        // Once all of it was sent it is beside what was fetched.
        let is_sent = content::get(from, Scope::Conv(conversation), digest)?.is_some_and(|content| content.is_whole());
        AttachmentState::Sending { sent: if is_sent { bytes } else { sent } }
    } else if is_here(from, conversation, digest)? {
        AttachmentState::Here
    } else {
        let content = content::get(from, Scope::Conv(conversation), digest)?;
        let is_fetching = engine.transfers().is_fetching(which);
        match content {
            content if is_fetching => AttachmentState::Fetching { got: content.map_or(0, |content| content.got) },
            Some(Content { failed: Some(code), .. }) => AttachmentState::Failed { code },
            Some(Content { failed: None, .. }) | None => AttachmentState::Away,
        }
    };
    Ok(AttachmentItem { digest, name, kind, bytes, preview, state })
}
