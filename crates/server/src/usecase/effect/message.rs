//! Inbox rows and notifications follow messages.

use domain::{
    Scope,
    record::{Conversation, InboxRow, Message, Notification},
    text,
};

use super::{
    inbox::{empty_row, need_of, notification, notify, put, row, shown_name},
    seq_of,
};
use crate::storage::step::{Known, Loaded, Writes};

/// A new message: both rows show it, the other one has one more to read and something to notice.
pub(super) fn sent(conversation: &Conversation, message: &Message, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let (author, seq) = (message.author, seq_of(message));
    let Some(other) = conversation.counterpart(author) else { return Ok(()) };
    let mut need = need_of(author, other, conversation);
    let others = need_of(other, author, conversation);
    need.heads.extend(others.heads);
    need.records.extend(others.records);
    loaded.have(need)?;
    writes.count_message(loaded, Scope::Conv(conversation.id), seq)?;

    let preview = text::preview(&message.body);
    for (owner, with) in [(author, other), (other, author)] {
        let is_mine = owner == author;
        let before = match row(loaded, owner, conversation.id)? {
            Some(row) => row.clone(),
            None => empty_row(loaded, conversation, with, message.at)?,
        };
        let new = InboxRow {
            with: shown_name(loaded, conversation.organization, with)?,
            head: seq,
            unread: if is_mine { before.unread } else { before.unread.saturating_add(1) },
            preview: preview.clone(),
            preview_mine: is_mine,
            preview_deleted: false,
            at: message.at,
            ..before
        };
        put(loaded, writes, owner, new)?;
    }
    let notice = Notification {
        conversation: conversation.id,
        from: shown_name(loaded, conversation.organization, author)?,
        preview,
        seq,
        at: message.at,
        read: false,
    };
    notify(loaded, writes, other, notice)
}

/// An edited or deleted message: what shows its beginning follows.
pub(super) fn changed(
    conversation: &Conversation,
    message: &Message,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let (author, seq) = (message.author, seq_of(message));
    let Some(other) = conversation.counterpart(author) else { return Ok(()) };
    let mut need = need_of(author, other, conversation);
    let others = need_of(other, author, conversation);
    need.heads.extend(others.heads);
    need.records.extend(others.records);
    loaded.have(need)?;

    // Empty for a deleted message.
    let preview = text::preview(&message.body);
    for owner in [author, other] {
        if let Some(before) = row(loaded, owner, conversation.id)?
            && before.head == seq
        {
            let new = InboxRow { preview: preview.clone(), preview_deleted: message.deleted, ..before.clone() };
            put(loaded, writes, owner, new)?;
        }
    }
    match notification(loaded, other, conversation.id)? {
        Some(before) if before.seq == seq => {
            let new = Notification { preview, ..before.clone() };
            notify(loaded, writes, other, new)
        }
        Some(_) | None => Ok(()),
    }
}
