//! Inbox rows and notifications follow messages.

use domain::{
    Scope,
    record::{About, Conversation, InboxRow, Message, Notification},
    text,
};

use super::{
    inbox::{self, empty_row, row, sides},
    notice, seq_of,
};
use crate::{
    planted::is_planted,
    storage::step::{Known, Loaded, Writes},
};

/// A new message: every row shows it, the others have one more to read and something to notice.
pub(super) fn sent(conversation: &Conversation, message: &Message, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let (author, seq) = (message.author, seq_of(message));
    let sides = sides(conversation, loaded)?;
    writes.count_message(loaded, Scope::Conv(conversation.id), seq)?;

    let (preview, preview_file) = preview(message);
    for side in sides {
        let is_mine = side.owner == author;
        let before = row(loaded, side.owner, conversation.id)?;
        let before = before.cloned().unwrap_or_else(|| empty_row(conversation, &side, message.at));
        let new = InboxRow {
            with: side.with.clone(),
            head: seq,
            unread: if is_mine || is_planted("server::unread_kept") {
                before.unread
            } else {
                before.unread.saturating_add(1)
            },
            preview: preview.clone(),
            preview_file,
            preview_mine: is_mine,
            preview_deleted: false,
            at: message.at,
            ..before
        };
        inbox::put(loaded, writes, side.owner, new)?;
        if !is_mine {
            let category = notice::category(conversation, side.owner);
            let from = notice::from(conversation, &side, author, loaded)?;
            let news = notice::about_conversation(conversation, category, from, (seq, preview.clone()), message.at);
            notice::put(loaded, writes, side.owner, news)?;
        }
    }
    Ok(())
}

/// An edited or deleted message: what shows its beginning follows.
pub(super) fn changed(
    conversation: &Conversation,
    message: &Message,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let seq = seq_of(message);
    let (preview, preview_file) = preview(message);
    for side in sides(conversation, loaded)? {
        if let Some(before) = row(loaded, side.owner, conversation.id)?
            && before.head == seq
        {
            let new =
                InboxRow { preview: preview.clone(), preview_file, preview_deleted: message.deleted, ..before.clone() };
            inbox::put(loaded, writes, side.owner, new)?;
        }
        if let Some(before) = notice::held(loaded, side.owner, notice::of_conversation(conversation.id))?
            && before.about == (About::Conversation { conversation: conversation.id, seq })
            && side.owner != message.author
        {
            let new = Notification { preview: preview.clone(), ..before.clone() };
            notice::put(loaded, writes, side.owner, new)?;
        }
    }
    Ok(())
}

/// The beginning of a message, and whether it is the name of a file because there is no text. Empty of a deleted one.
fn preview(message: &Message) -> (String, bool) {
    match message.attachments.first() {
        Some(first) if message.body.is_empty() => (text::preview(&first.name), true),
        _ => (text::preview(&message.body), false),
    }
}
