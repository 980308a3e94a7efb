//! The fingerprint of a page: a card carries it, so that whatever changes on the page that a viewer may see changes the card
//! which that viewer has, and a device knows of a page it keeps that it may not show it any more.
//!
//! It is made of what the viewer sees and of nothing else. Its form is frozen: storage keeps cards with it.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::{
    id::{MembershipId, RowId},
    record::{FieldObject, MemberValue, Membership, ProfileField, Row},
};

/// Name space of what stands on a page (a random UUID, fixed for ever).
const PART: Uuid = Uuid::from_u128(0x2d94_61e8_0b7a_4f53_9c1e_74d2_b8a6_305f);
/// Bytes of a fingerprint: of 2^48 changes one is not noticed. Every member's device holds one for every card.
const BYTES: usize = 6;

/// Digests of everything that can stand on a person's page, each made once for all who look: a photo is long.
#[derive(Clone, Debug)]
pub(crate) struct Prints {
    membership: MembershipId,
    fields: BTreeMap<ProfileField, Uuid>,
    title: Option<Uuid>,
    rows: BTreeMap<RowId, Uuid>,
}

impl Prints {
    /// Of a profile, and of what an organisation says.
    pub(crate) fn of(fields: &[FieldObject], rows: &[Row], membership: &Membership) -> Self {
        let MemberValue { title, .. } = &membership.value;
        // An empty text is not on the page.
        let fields = fields.iter().filter(|object| !object.value.text.is_empty());
        let field = |object: &FieldObject| (object.field, digest(object.field.as_str(), object.value.text.as_bytes()));
        // Serializing a body that was read cannot fail; what could not be read is on no page.
        let row =
            |row: &Row| (row.id, digest(&row.id.to_string(), &serde_json::to_vec(&row.value.body).unwrap_or_default()));
        Self {
            membership: membership.id,
            fields: fields.map(field).collect(),
            title: (!title.is_empty()).then(|| digest("title", title.as_bytes())),
            rows: rows.iter().map(row).collect(),
        }
    }

    /// The fingerprint of a page with these fields and rows in this order. Days of confirmation are left out: they hide
    /// nothing, and everybody's card would follow each of them.
    pub(crate) fn of_page<'r>(
        &self,
        shows: impl Fn(ProfileField) -> bool,
        shows_title: bool,
        rows: impl Iterator<Item = &'r Row>,
    ) -> String {
        let fields = self.fields.iter().filter(|(field, _)| shows(**field)).map(|(_, digest)| digest);
        let title = self.title.iter().filter(|_| shows_title);
        let rows = rows.filter_map(|row| self.rows.get(&row.id));
        let parts: Vec<u8> = fields.chain(title).chain(rows).flat_map(|digest| *digest.as_bytes()).collect();
        // The membership's id, which others do not know, is the key: nobody finds out a short text of a page by trying,
        // without looking at the page and having the look counted.
        let page = Uuid::new_v5(&self.membership.0, &parts);
        BASE64_URL_SAFE_NO_PAD.encode(page.as_bytes().iter().copied().take(BYTES).collect::<Vec<u8>>())
    }
}

fn digest(name: &str, content: &[u8]) -> Uuid {
    Uuid::new_v5(&PART, &[name.as_bytes(), b"\0", content].concat())
}
