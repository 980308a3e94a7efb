//! The page of a person: everything that a viewer may see of a profile. Fetched when it is opened, not synced.

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    card::{Profile, card, shows_affiliation},
    id::RowId,
    record::{Card, ProfileField, RowBody},
    viewer::Viewer,
};

/// Everything that a viewer may see of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonPage {
    /// What the list shows, too.
    pub card: Card,
    /// The text about oneself; empty when hidden.
    pub summary: String,
    /// A JPEG as base64; empty when hidden.
    pub photo: String,
    /// The position they hold or held there; empty when hidden.
    pub title: String,
    /// Entries, each list in its order.
    pub rows: Vec<PageRow>,
    /// When the person last confirmed any of it, to the day.
    pub confirmed_at: Option<Millis>,
}

/// An entry on the page of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageRow {
    /// Its id.
    pub row: RowId,
    /// Its content.
    pub body: RowBody,
    /// When the person last confirmed it, to the day.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub confirmed_at: Option<Millis>,
}

/// The page of a person for a viewer; none exactly when there is no card.
pub fn page(profile: &Profile<'_>, viewer: &Viewer) -> Option<PersonPage> {
    let card = card(profile, viewer)?;
    let rows: Vec<PageRow> = profile
        .rows(viewer)
        .into_iter()
        .map(|row| PageRow {
            row: row.id,
            body: row.value.body.clone(),
            confirmed_at: row.confirmed_at.map(to_the_day),
        })
        .collect();
    let fields = profile.fields.iter().filter(|object| profile.shows(&object.value.visibility, viewer));
    let confirmed = fields.map(|object| object.confirmed_at).chain(rows.iter().map(|row| row.confirmed_at));
    Some(PersonPage {
        card,
        summary: profile.text(ProfileField::Summary, viewer),
        photo: profile.text(ProfileField::Photo, viewer),
        title: if shows_affiliation(profile, viewer) { profile.member.title.clone() } else { String::new() },
        confirmed_at: confirmed.flatten().max().map(to_the_day),
        rows,
    })
}

/// The day (UTC) of a moment: 確認日 is a day, and nobody is told at what time a person used the app.
const fn to_the_day(at: Millis) -> Millis {
    at.saturating_sub(at.rem_euclid(crate::DAY))
}

#[cfg(test)]
mod tests;
