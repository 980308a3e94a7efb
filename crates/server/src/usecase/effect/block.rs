//! Who is blocked and who blocks do not exist for each other, in every organisation that they share.

use domain::{Name, PersonId, Scope};

use super::view::{self, Look, Rewrite, look_again};
use crate::storage::step::{Known, Loaded, Need, Writes};

/// The author has blocked somebody, or no longer does.
pub(super) fn changed(
    author: PersonId,
    other: PersonId,
    blocks: bool,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    loaded.have(Need { memberships: [author, other].into(), ..Need::default() })?;
    let (mine, theirs) = (loaded.memberships(author)?, loaded.memberships(other)?);
    let mut need = Need::default();
    for membership in mine {
        view::add(&mut need, Look::need_of(membership.organization, author, other));
    }
    loaded.have(need)?;
    // It may be mutual.
    let is_blocked = blocks || loaded.object(Scope::Me(other), Name::Block(author))?.is_some();

    let mut looks = vec![];
    for mine in mine {
        let Some(theirs) = theirs.iter().find(|theirs| theirs.organization == mine.organization) else { continue };
        for (viewer, person) in [((author, &mine.value), other), ((other, &theirs.value), author)] {
            let mut look = Look::of(mine.organization, viewer, person, loaded)?;
            look.tie.is_blocked = is_blocked;
            looks.push(look);
        }
    }
    look_again(&looks, Rewrite::Changed, loaded, writes).map(drop)
}
