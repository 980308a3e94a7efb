//! What is sent along with a message.

use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::apply::jpeg::is_bare_jpeg;
use crate::{
    limit,
    record::{Attachment, Preview},
    refusal::{Refusal, RefusalCode},
    text,
};

/// A message's attachments in their stored form.
pub(in crate::apply) fn attachments(attachments: &[Attachment]) -> Result<Vec<Attachment>, Refusal> {
    if attachments.len() > limit::ATTACHMENTS {
        return Err(Refusal::at(RefusalCode::TooMany, "attachments"));
    }
    let mut checked: Vec<Attachment> = Vec::with_capacity(attachments.len());
    for (n, from) in attachments.iter().enumerate() {
        // Within a message the digest is the name of a content.
        if checked.iter().any(|other| other.digest == from.digest) {
            return Err(Refusal::at(RefusalCode::Invalid, &format!("attachments[{n}].digest")));
        }
        checked.push(attachment(from).map_err(|(code, part)| Refusal::at(code, &format!("attachments[{n}].{part}")))?);
    }
    Ok(checked)
}

fn attachment(from: &Attachment) -> Result<Attachment, (RefusalCode, &'static str)> {
    let Attachment { digest, name, kind, bytes, preview } = from;
    let name = text::file_name(name);
    if text::is_blank(&name) {
        return Err((RefusalCode::Empty, "name"));
    }
    if name.chars().count() > limit::FILE_NAME {
        return Err((RefusalCode::TextTooLong, "name"));
    }
    let kind = kind.to_ascii_lowercase();
    if !is_kind(&kind) {
        return Err((RefusalCode::Invalid, "kind"));
    }
    if *bytes == 0 {
        return Err((RefusalCode::Empty, "bytes"));
    }
    if *bytes > limit::ATTACHMENT {
        return Err((RefusalCode::TooLarge, "bytes"));
    }
    if preview.as_ref().is_some_and(|preview| !is_preview(preview)) {
        return Err((RefusalCode::Invalid, "preview"));
    }
    Ok(Attachment { digest: *digest, name, kind, bytes: *bytes, preview: preview.clone() })
}

/// `type/subtype` of RFC 6838 §4.2, without parameters.
fn is_kind(kind: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    kind.len() <= limit::FILE_KIND && kind.split_once('/').is_some_and(|(kind, sub)| is_name(kind) && is_name(sub))
}

fn is_preview(preview: &Preview) -> bool {
    let Preview { width, height, jpeg } = preview;
    *width > 0
        && *height > 0
        && jpeg.len() <= limit::PREVIEW_JPEG
        && BASE64_STANDARD.decode(jpeg).is_ok_and(|bytes| is_bare_jpeg(&bytes, limit::PREVIEW_SIDE))
}
