//! The unread count and the notification follow the read mark.

use domain::record::{Conversation, InboxRow, Notification, ReadMark};

use super::inbox::{need_of, notification, notify, put, row};
use crate::storage::step::{Known, Loaded, Writes};

pub(super) fn moved(conversation: &Conversation, mark: &ReadMark, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let reader = mark.person;
    let Some(other) = conversation.counterpart(reader) else { return Ok(()) };
    let mut need = need_of(reader, other, conversation);
    need.unread.insert((conversation.id, reader, mark.seq));
    loaded.have(need)?;

    if let Some(before) = row(loaded, reader, conversation.id)? {
        let unread = loaded.unread(conversation.id, reader, mark.seq)?;
        put(loaded, writes, reader, InboxRow { unread, ..before.clone() })?;
    }
    match notification(loaded, reader, conversation.id)? {
        Some(before) if mark.seq >= before.seq => {
            let new = Notification { read: true, ..before.clone() };
            notify(loaded, writes, reader, new)
        }
        Some(_) | None => Ok(()),
    }
}
