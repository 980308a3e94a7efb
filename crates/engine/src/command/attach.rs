//! What is put beside the text of a composer. A picture is written anew, so that nothing of it but the picture is sent; any other
//! file goes as it is.

mod clean;
mod gif;
mod kind;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{ConversationId, Digest, limit, record::Attachment, text};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use store::{
    Order, Reads,
    table::{blob, draft_attachment},
};
use ts_rs::TS;

use self::clean::{Cleaned, clean};
use crate::{
    Engine,
    failure::{Code, Failure},
    host::split,
    query,
};

/// The parameter that is to blame for a file.
const FILE: &str = "file";
/// What a file is called that has no name.
const NAMELESS: &str = "file";

/// A file for a message that is being written.
#[derive(Deserialize, TS)]
pub(crate) struct Attach {
    conversation: ConversationId,
    /// The file's name.
    name: String,
    /// The file, at most 25 MiB, as base64.
    file: String,
}

/// Puts a file beside the draft; durable when this returns. The same content again is the same attachment.
pub(crate) fn attach(engine: &Engine, params: Attach) -> Result<Attachment, Failure> {
    let (account, me) = engine.signed_in()?;
    let Attach { conversation, name, file } = params;
    let is_known = account.store.read(|r| {
        Ok(query::row(r, me, conversation)?.is_some() || query::conversation_record(r, conversation)?.is_some())
    })?;
    if !is_known {
        return Err(Failure::of(Code::NotFound));
    }
    let most = usize::try_from(limit::ATTACHMENT).unwrap_or(usize::MAX);
    if file.len() > most.div_ceil(3) * 4 {
        return Err(Failure::at(Code::TooLarge, FILE));
    }
    let file = BASE64_STANDARD.decode(file).map_err(|_| Failure::at(Code::Invalid, FILE))?;
    if file.is_empty() {
        return Err(Failure::at(Code::Empty, FILE));
    }
    let Cleaned { name, kind, content, preview } = clean(name_of(&name), file)?;
    if content.len() > most {
        return Err(Failure::at(Code::TooLarge, FILE));
    }
    let bytes = u32::try_from(content.len()).map_err(|_| Failure::at(Code::TooLarge, FILE))?;
    let digest = Digest(Sha256::digest(&content).into());
    let attachment = Attachment { digest, name, kind, bytes, preview };
    account.store.write(Order::OutboxFirst, |w| {
        check(w, conversation, digest)?;
        blob::put(w, conversation, digest, &content)?;
        draft_attachment::add(w, conversation, &attachment)?;
        Ok::<_, Failure>(())
    })?;
    Ok(attachment)
}

/// Whether there is room for one more; what is there already takes none.
fn check(from: &impl Reads, conversation: ConversationId, digest: Digest) -> Result<(), Failure> {
    let there = draft_attachment::list(from, conversation)?;
    let is_there = there.iter().any(|attachment| attachment.digest == digest);
    if there.len() >= limit::ATTACHMENTS && !is_there {
        return Err(Failure::at(Code::TooMany, "attachments"));
    }
    Ok(())
}

/// A file's name as it may stand on a message. One that is too long loses of its middle, not of its ending.
fn name_of(name: &str) -> String {
    let name = text::file_name(name);
    let (stem, ending) = split(&name);
    let stem: String = stem.chars().take(limit::FILE_NAME - ending.chars().count()).collect();
    let name = format!("{stem}{ending}");
    if text::is_blank(&name) { NAMELESS.to_owned() } else { name }
}

/// Which attachment of a draft goes.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct Detach {
    conversation: ConversationId,
    digest: Digest,
}

/// Takes a file out of the draft, and its content with it, unless a message names it.
pub(crate) fn detach(engine: &Engine, params: Detach) -> Result<(), Failure> {
    let (account, _) = engine.signed_in()?;
    let Detach { conversation, digest } = params;
    account.store.write(Order::OutboxFirst, |w| {
        draft_attachment::remove(w, conversation, digest)?;
        blob::forget_unnamed(w)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_may_stand_on_a_message() {
        assert_eq!(name_of("../写真.jpg"), ".._写真.jpg");
        assert_eq!(name_of(" \u{200b}\n"), "file");
        let long = name_of(&format!("{}.pdf", "長".repeat(300)));
        assert!(long.chars().count() == limit::FILE_NAME && long.ends_with("長.pdf"));
    }
}
