//! What members see of an offer follows what the desk makes of it.

use domain::{Name, Object, Scope, Standing, record::Offer};

use crate::storage::{
    shelf::Shelf,
    step::{Known, Loaded, Need, Writes},
};

/// Shows an offer to every class that it is meant for, and to no other.
pub(super) fn show(offer: &Offer, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let name = Name::Offer(offer.id);
    let shelves = Standing::ALL.map(|standing| (standing, Shelf::class(Scope::Offers(offer.organization), standing)));
    loaded.have(Need {
        heads: shelves.iter().map(|(_, shelf)| *shelf).collect(),
        records: shelves.iter().map(|(_, shelf)| (*shelf, name)).collect(),
        ..Need::default()
    })?;
    for (standing, shelf) in shelves {
        let before = loaded.object(shelf, name)?;
        let shown = offer.is_shown_to(standing.status).then(|| Object::Offer(offer.clone()));
        match shown {
            Some(shown) if before == Some(&shown) => {}
            Some(shown) => drop(writes.put(loaded, (shelf, name), None, shown)?),
            None if before.is_some() => writes.delete(loaded, (shelf, name), None)?,
            None => {}
        }
    }
    Ok(())
}
