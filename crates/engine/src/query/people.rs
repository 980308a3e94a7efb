//! The people of one's organisations, sorted by reading.

use domain::{ConversationId, Object, Scope, text::fold};
use store::table::object;

use super::{conversation_record, memberships, organization};
use crate::{Engine, failure::Failure, view::PersonItem};

pub(crate) fn people(engine: &Engine) -> Result<Vec<PersonItem>, Failure> {
    let (account, me) = engine.signed_in()?;
    let mut list = account.store.read(|r| {
        let mut list = Vec::new();
        for membership in memberships(r, me)? {
            let id = membership.organization;
            let name = organization(r, id)?.map(|organization| organization.name).unwrap_or_default();
            for (_, cached) in object::list(r, Scope::Dir(id), "card/")? {
                let Some(Object::Card(card)) = cached.shown() else { continue };
                if card.name.person == me {
                    continue;
                }
                let conversation = ConversationId::direct(id, me, card.name.person);
                list.push(PersonItem {
                    person: card.name.person,
                    organization: id,
                    organization_name: name.clone(),
                    conversation: conversation_record(r, conversation)?.map(|_| conversation),
                    name: card.name,
                    headline: card.headline,
                });
            }
        }
        Ok(list)
    })?;
    // Without a reading a name sorts behind those that have one, by itself.
    list.sort_by_cached_key(|item| {
        let name = &item.name;
        (
            name.family_kana.is_empty(),
            fold(&name.family_kana),
            fold(&name.given_kana),
            fold(&name.family),
            fold(&name.given),
            item.organization,
            item.person,
        )
    });
    Ok(list)
}
