//! A conversation begins: who sees it, who is told, and what the two see of each other once they are connected.

use domain::{
    PersonId,
    record::{Category, ContactRequest, Conversation, InboxRow, RequestState},
};

use super::{
    inbox::{self, empty_row, row, sides},
    notice,
    view::{self, Look, Rewrite, look_again},
};
use crate::storage::step::{Known, Loaded, Need, Writes};

/// Somebody asks for contact: both see it at once, and the other one is told.
pub(super) fn asked(author: PersonId, conversation: &Conversation, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let at = writes.at();
    for side in sides(conversation, loaded)? {
        inbox::put(loaded, writes, side.owner, empty_row(conversation, &side, at))?;
        if side.owner != author {
            let from = notice::from(conversation, &side, author, loaded)?;
            let category = Category::ContactRequest;
            let news = notice::about_conversation(conversation, category, from, (0, String::new()), at);
            notice::put(loaded, writes, side.owner, news)?;
        }
    }
    Ok(())
}

/// A request was answered. Once it is accepted the two are connected: each may see more of the other, the name included,
/// and whoever asked is told.
pub(super) fn answered(
    author: PersonId,
    conversation: &Conversation,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let Some(ContactRequest { from: asking, state, .. }) = &conversation.request else { return Ok(()) };
    let mut sides = sides(conversation, loaded)?;
    if *state == RequestState::Accepted {
        connect(conversation, &mut sides, loaded, writes)?;
    }
    let at = writes.at();
    for side in sides {
        let before = row(loaded, side.owner, conversation.id)?;
        let before = before.cloned().unwrap_or_else(|| empty_row(conversation, &side, at));
        let head = before.head;
        let now = InboxRow { with: side.with.clone(), request: conversation.request.clone(), ..before };
        inbox::put(loaded, writes, side.owner, now)?;
        if side.owner == author {
            notice::settle_request(loaded, writes, &side, notice::of_conversation(conversation.id))?;
        } else if *state == RequestState::Accepted && side.owner == *asking {
            let from = notice::from(conversation, &side, author, loaded)?;
            let category = Category::ContactRequest;
            let news = notice::about_conversation(conversation, category, from, (head, String::new()), at);
            notice::put(loaded, writes, side.owner, news)?;
        }
    }
    Ok(())
}

/// Rewrites what two people see of each other, as connected ones, and the names in their rows.
fn connect(conversation: &Conversation, sides: &mut [inbox::Side], loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let organization = conversation.organization;
    let mut need = Need::default();
    for side in &*sides {
        view::add(&mut need, Look::need_of(organization, side.owner, side.with.person));
    }
    loaded.have(need)?;
    let mut looks = vec![];
    for side in &*sides {
        if let Some(viewer) = loaded.membership(side.owner, organization)? {
            let viewer = (side.owner, &viewer.value);
            let mut look = Look::of(organization, viewer, side.with.person, loaded)?;
            look.tie.is_connected = true;
            looks.push(look);
        }
    }
    let seen = look_again(&looks, Rewrite::Changed, loaded, writes)?;
    for (look, card) in looks.iter().zip(seen) {
        let side = sides.iter_mut().find(|side| side.owner == look.tie.viewer);
        if let (Some(side), Some(card)) = (side, card) {
            side.with = card.name;
        }
    }
    Ok(())
}

/// A conversation with a desk was begun: its author sees it, the others once something is said.
pub(super) fn opened(author: PersonId, conversation: &Conversation, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let at = writes.at();
    for side in sides(conversation, loaded)? {
        if side.owner == author && row(loaded, author, conversation.id)?.is_none() {
            inbox::put(loaded, writes, author, empty_row(conversation, &side, at))?;
        }
    }
    Ok(())
}
