//! The unread count and the notification follow the read mark, also one that is not kept.

use domain::record::{About, Conversation, InboxRow, ReadMark};

use super::{
    inbox::{self, need_of, row},
    notice,
};
use crate::storage::step::{Known, Loaded, Writes};

/// Somebody has read so far.
pub(crate) fn moved(conversation: &Conversation, mark: &ReadMark, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let reader = mark.person;
    let mut need = need_of(conversation.id, [reader]);
    need.unread.insert((conversation.id, reader, mark.seq));
    loaded.have(need)?;

    if let Some(before) = row(loaded, reader, conversation.id)? {
        let unread = loaded.unread(conversation.id, reader, mark.seq)?;
        inbox::put(loaded, writes, reader, InboxRow { unread, ..before.clone() })?;
    }
    let id = notice::of_conversation(conversation.id);
    match notice::held(loaded, reader, id)?.map(|notification| &notification.about) {
        Some(About::Conversation { seq, .. }) if mark.seq >= *seq => notice::settle(loaded, writes, reader, id),
        Some(_) | None => Ok(()),
    }
}
