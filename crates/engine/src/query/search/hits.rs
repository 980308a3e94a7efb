//! What was found, as a list shows it.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Object, OrgId, PersonId, Scope,
    record::{InboxKind, Message, PersonName},
    search::{Query, said_by_message, said_by_offer},
};
use store::{Read, StoreError, search::Found};

use super::{AROUND, shown};
use crate::{
    LocalTime,
    query::{Names, Units, card_of, lens::Lens, person, talk},
    view::{MessageHit, OfferHit, PersonHit},
};

/// A name or a title is shown whole, as far as anybody would read it.
const NAME: usize = 200;

/// Whom a conversation is with.
#[derive(Clone)]
struct Talk {
    kind: InboxKind,
    with: PersonName,
    organization: String,
}

/// Everything that is looked up once for all that was found.
pub(super) struct Hits<'a> {
    r: &'a Read<'a>,
    me: PersonId,
    now: LocalTime,
    names: Names,
    units: BTreeMap<OrgId, Units>,
    talks: BTreeMap<ConversationId, Option<Talk>>,
    lens: Option<Lens>,
}

impl<'a> Hits<'a> {
    pub(super) fn new(r: &'a Read<'a>, me: PersonId, now: LocalTime) -> Self {
        let (names, units, talks) = (Names::default(), BTreeMap::new(), BTreeMap::new());
        Self { r, me, now, names, units, talks, lens: None }
    }

    pub(super) fn person(&mut self, found: &Found, query: &Query) -> Result<Option<PersonHit>, StoreError> {
        let (Scope::Dir(organization), Some(card)) = (found.scope, card_of(&found.cached)) else { return Ok(None) };
        if !self.units.contains_key(&organization) {
            self.units.insert(organization, Units::of(self.r, organization)?);
        }
        let name = shown(&format!("{} {}", card.name.family, card.name.given), query, NAME);
        let reading = format!("{} {}", card.name.family_kana, card.name.given_kana);
        let former = card.former.iter().flat_map(|former| [former.family.as_str(), former.family_kana.as_str()]);
        let texts = former.chain([reading.as_str(), &card.latin, &card.headline, &card.employer, &card.position]);
        let texts = texts.chain(card.skills.iter().map(String::as_str));
        let mut said = texts.map(|text| shown(text, query, AROUND)).find(|pieces| pieces.iter().any(|piece| piece.hit));
        if said.is_none() && !name.iter().any(|piece| piece.hit) {
            // Found by a spelling of the reading.
            said = Some(shown(&reading, query, AROUND)).filter(|_| !reading.trim().is_empty());
        }
        let no_units = Units::default();
        let units = self.units.get(&organization).unwrap_or(&no_units);
        Ok(Some(PersonHit { item: person::item(organization, card, units), name, said: said.unwrap_or_default() }))
    }

    pub(super) fn offer(&mut self, found: &Found, query: &Query) -> Result<Option<OfferHit>, StoreError> {
        let Some(Object::Offer(offer)) = found.cached.shown() else { return Ok(None) };
        let organization = self.names.organization(self.r, offer.organization)?;
        let title = shown(&offer.value.title, query, NAME);
        let said = shown(&said_by_offer(&offer).text, query, AROUND);
        let lens = match self.lens.take() {
            Some(lens) => lens,
            None => Lens::read(self.r, self.me, self.now)?,
        };
        let item = self.lens.insert(lens).item(&offer, organization);
        let said = if said.iter().any(|piece| piece.hit) { said } else { Vec::new() };
        Ok(Some(OfferHit { item, title, said }))
    }

    pub(super) fn message(&mut self, found: &Found, query: &Query) -> Result<Option<MessageHit>, StoreError> {
        // Read as a message and not as any object: this takes half the time.
        let json = found.cached.view.as_deref().or(found.cached.server.as_deref());
        let message = json.and_then(|json| serde_json::from_str::<Message>(json).ok());
        let (Scope::Conv(conversation), Some(message)) = (found.scope, message) else { return Ok(None) };
        let Some(Talk { kind, with, organization }) = self.talk(conversation)? else { return Ok(None) };
        let Some(said) = said_by_message(&message) else { return Ok(None) };
        Ok(Some(MessageHit {
            conversation,
            message: message.id,
            kind,
            with,
            organization,
            mine: message.author == self.me,
            at: message.at,
            said: shown(&said.text, query, AROUND),
        }))
    }

    fn talk(&mut self, id: ConversationId) -> Result<Option<Talk>, StoreError> {
        if let Some(talk) = self.talks.get(&id) {
            return Ok(talk.clone());
        }
        let talk = match talk::with(self.r, self.me, id)? {
            None => None,
            Some(talk) => {
                let last_known = talk.row.as_ref().map(|row| &row.with);
                let with = self.names.other(self.r, talk.organization, talk.kind, talk.other, last_known)?;
                let organization = self.names.organization(self.r, talk.organization)?;
                Some(Talk { kind: talk.kind, with, organization })
            }
        };
        self.talks.insert(id, talk.clone());
        Ok(talk)
    }
}
