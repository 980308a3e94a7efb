//! Values that two devices may edit at once.

use super::Applied;
use crate::{merge::Merge, record::Object, refusal::Refusal};

/// What stands is the base: the author saw it, and the edit stands as it is. Otherwise somebody else's edit came between
/// and the two are merged. The value tells this better than a revision: a form may have been open while a pull brought
/// the other edit, and the author's own op before this one may itself have been merged.
pub(super) fn guarded<T: PartialEq>(
    base: &T,
    mine: T,
    theirs: &T,
    merge: impl FnOnce(&T, &T) -> Merge<T>,
    check: impl FnOnce(&T) -> Result<T, Refusal>,
    whole: impl Fn(T) -> Object,
) -> Applied {
    if mine == *theirs {
        return Applied::Unchanged;
    }
    if base == theirs {
        return Applied::Put(whole(mine));
    }
    let both = match merge(&mine, theirs) {
        Merge::Clean(both) => check(&both).ok(),
        Merge::Conflict => None,
    };
    match both {
        Some(both) if both == *theirs => Applied::Unchanged,
        Some(both) => Applied::Merged(whole(both)),
        // Also when each alone could be stored but not both together: too long, or `to` before `from`.
        None => Applied::Conflict(whole(mine)),
    }
}
