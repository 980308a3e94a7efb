//! Inbox rows: one per conversation and person who takes part.

use domain::{
    ConversationId, Millis, Name, Object, OrgId, PersonId, Scope,
    record::{Conversation, InboxKind, InboxRow, Parties, PersonName, ProfileField, RequestState},
};

use super::view::{self, card_seen, need_to_see};
use crate::storage::step::{Known, Loaded, Need, Writes};

/// Somebody who takes part in a conversation, and how they know it.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) owner: PersonId,
    pub(super) kind_of: InboxKind,
    /// The other one, as the owner may see the name.
    pub(super) with: PersonName,
}

/// Everybody who takes part, with what has to be loaded to write their rows and notifications.
pub(super) fn sides(conversation: &Conversation, loaded: &Loaded) -> Known<Vec<Side>> {
    let organization = conversation.organization;
    match conversation.parties {
        Parties::Direct(people @ [a, b]) => {
            loaded.have(Need { memberships: people.into(), ..Need::default() })?;
            let mut need = need_of(conversation.id, people);
            for (viewer, person) in [(a, b), (b, a)] {
                if let Some(membership) = loaded.membership(viewer, organization)? {
                    let standing = membership.value.standing();
                    view::add(&mut need, need_to_see(organization, viewer, standing, person));
                }
            }
            loaded.have(need)?;
            // Whoever asks for contact shows who they are, whatever their card says to the one they ask. Once that one has
            // answered, the card counts again.
            let asking = conversation.request.as_ref().filter(|request| request.state == RequestState::Waiting);
            let asking = asking.map(|request| request.from);
            loaded.have(Need { profiles: asking.into_iter().collect(), ..Need::default() })?;
            let side = |owner, other| -> Known<Side> {
                let with = shown_name(organization, owner, other, loaded)?;
                let is_nameless = with.family.is_empty() && asking == Some(other);
                let with = if is_nameless { own_name(other, loaded)? } else { with };
                Ok(Side { owner, kind_of: InboxKind::Direct, with })
            };
            Ok(vec![side(a, b)?, side(b, a)?])
        }
        Parties::Desk(person) => {
            loaded.have(Need {
                organizers: [organization].into(),
                records: [(Scope::Desk(organization).into(), Name::Member(person))].into(),
                ..Need::default()
            })?;
            let with = roster_name(organization, person, loaded)?;
            let asking = Side { owner: person, kind_of: InboxKind::WithDesk, with: PersonName::hidden(person) };
            let at_desk = loaded.organizers(organization)?.iter().filter(|organizer| **organizer != person);
            let at_desk = at_desk.map(|owner| Side { owner: *owner, kind_of: InboxKind::AtDesk, with: with.clone() });
            let sides: Vec<Side> = std::iter::once(asking).chain(at_desk).collect();
            loaded.have(need_of(conversation.id, sides.iter().map(|side| side.owner)))?;
            Ok(sides)
        }
    }
}

/// What is asked for to write people's rows and notifications of a conversation.
pub(super) fn need_of(conversation: ConversationId, owners: impl IntoIterator<Item = PersonId>) -> Need {
    let mut need = Need::default();
    for owner in owners {
        let me = Scope::Me(owner).into();
        need.heads.insert(me);
        need.records.insert((me, Name::Inbox(conversation)));
        need.records.insert((me, Name::Notification(super::notice::of_conversation(conversation))));
    }
    need
}

/// A row of a conversation in which nothing has been said.
pub(super) fn empty_row(conversation: &Conversation, side: &Side, at: Millis) -> InboxRow {
    InboxRow {
        conversation: conversation.id,
        organization: conversation.organization,
        kind_of: side.kind_of,
        with: side.with.clone(),
        request: conversation.request.clone(),
        head: 0,
        unread: 0,
        preview: String::new(),
        preview_file: false,
        preview_mine: false,
        preview_deleted: false,
        at,
    }
}

pub(super) fn row(loaded: &Loaded, owner: PersonId, conversation: ConversationId) -> Known<Option<&InboxRow>> {
    Ok(match loaded.object(Scope::Me(owner), Name::Inbox(conversation))? {
        Some(Object::Inbox(row)) => Some(row),
        _ => None,
    })
}

/// Writes a row unless it stands there already.
pub(super) fn put(loaded: &Loaded, writes: &mut Writes, owner: PersonId, new: InboxRow) -> Known<()> {
    if row(loaded, owner, new.conversation)? != Some(&new) {
        writes.put(loaded, (Scope::Me(owner), Name::Inbox(new.conversation)), None, Object::Inbox(new))?;
    }
    Ok(())
}

/// The name that somebody gives themselves.
fn own_name(person: PersonId, loaded: &Loaded) -> Known<PersonName> {
    let fields = &loaded.profile(person)?.fields;
    let text = |wanted| {
        let found = fields.iter().find(|object| object.field == wanted);
        found.map(|object| object.value.text.clone()).unwrap_or_default()
    };
    Ok(PersonName {
        person,
        family: text(ProfileField::FamilyName),
        given: text(ProfileField::GivenName),
        family_kana: text(ProfileField::FamilyKana),
        given_kana: text(ProfileField::GivenKana),
    })
}

/// A person's name as a viewer's directory shows it.
fn shown_name(organization: OrgId, viewer: PersonId, person: PersonId, loaded: &Loaded) -> Known<PersonName> {
    let card = card_seen(organization, viewer, person, loaded)?;
    Ok(card.map_or_else(|| PersonName::hidden(person), |card| card.name.clone()))
}

/// A person's name in the organisation's roster.
pub(super) fn roster_name(organization: OrgId, person: PersonId, loaded: &Loaded) -> Known<PersonName> {
    Ok(match loaded.object(Scope::Desk(organization), Name::Member(person))? {
        Some(Object::Member(member)) => member.name.clone(),
        _ => PersonName::hidden(person),
    })
}
