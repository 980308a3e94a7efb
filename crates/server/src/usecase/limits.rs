//! How much one person may keep, ask of others and change.

use domain::{Applied, DAY, Intent, Millis, OrgId, PersonId, RefusalCode, limit, record::Conversation};

use crate::storage::step::{AskedBy, Edits, Kept, Known, Loaded, Need, Writes};

/// What is certainly asked for.
pub(super) fn add_need(author: PersonId, intent: &Intent, at: Millis, need: &mut Need) {
    if is_edit(intent) {
        need.edits.insert((author, at.div_euclid(DAY)));
    }
}

/// Why an op that could be carried out is not: there is enough of its kind. `conversation` is the op's, as it was before.
pub(super) fn reached(
    author: PersonId,
    intent: &Intent,
    (applied, conversation): (&Applied, Option<&Conversation>),
    at: Millis,
    loaded: &Loaded,
) -> Known<Option<RefusalCode>> {
    if !matches!(applied, Applied::Put(_) | Applied::Merged(_)) {
        return Ok(None);
    }
    if is_edit(intent) && loaded.edits(author, at.div_euclid(DAY))? >= limit::EDITS_PER_DAY {
        return Ok(Some(RefusalCode::RateLimited));
    }
    let is_full = match intent {
        Intent::AddRow { .. } => loaded.profile(author)?.rows.len() >= limit::ROWS,
        Intent::Block { .. } => loaded.kept(author, Kept::Blocks)? >= limit::BLOCKS,
        Intent::SaveOffer { .. } => loaded.kept(author, Kept::Saved)? >= limit::SAVED,
        Intent::Report { .. } => loaded.kept(author, Kept::Reports)? >= limit::REPORTS,
        // One that has been begun by the other side is answered by it: that asks nothing of anybody.
        Intent::StartConversation { organization, .. } if conversation.is_none() => {
            return asked_enough(author, *organization, at, loaded);
        }
        _ => false,
    };
    Ok(is_full.then_some(RefusalCode::TooMany))
}

fn asked_enough(author: PersonId, organization: OrgId, at: Millis, loaded: &Loaded) -> Known<Option<RefusalCode>> {
    let by = AskedBy { person: author, organization, recent: at - DAY, waiting: at - limit::REQUEST_WAITS };
    let asked = loaded.asked(by)?;
    Ok(if asked.waiting >= limit::REQUESTS_WAITING {
        Some(RefusalCode::TooManyWaiting)
    } else if asked.recent >= limit::REQUESTS_PER_DAY {
        Some(RefusalCode::RateLimited)
    } else {
        None
    })
}

/// Counts an op that is carried out, if its kind is counted.
pub(super) fn count(author: PersonId, intent: &Intent, applied: &Applied, writes: &mut Writes) {
    if is_edit(intent) && matches!(applied, Applied::Put(_) | Applied::Merged(_)) {
        let day = writes.at().div_euclid(DAY);
        writes.count_edits(Edits { person: author, day, count: 1 });
    }
}

/// Whether it is an edit of the own profile that others may be told of. To remove something is never too much, and there is
/// no more to remove than was added.
const fn is_edit(intent: &Intent) -> bool {
    matches!(intent, Intent::SetField { .. } | Intent::AddRow { .. } | Intent::EditRow { .. } | Intent::MoveRow { .. })
}
