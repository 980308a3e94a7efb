//! The outbox: what waits, what was refused and why, what contradicts another edit, what was taken back.

use domain::{
    Intent, Name, Object, OfferId, OrgId, PersonId, RowId, Scope,
    record::{InboxKind, PersonName, ProfileField, RowType, Setting},
};
use store::{
    Read, StoreError,
    table::{object, op},
};

use super::{
    Names, member, memberships,
    talk::{self, Talk},
};
use crate::{
    Engine,
    failure::Failure,
    view::{OutboxItem, OutboxState},
};

/// Characters of a text that the list shows.
const SHORT: usize = 200;

pub(crate) fn outbox(engine: &Engine) -> Result<Vec<OutboxItem>, Failure> {
    let (account, me) = engine.signed_in()?;
    let is_sending = engine.progress().is_sending;
    Ok(account.store.read(|r| {
        let mut names = Names::default();
        let queue = op::all(r)?.into_iter().filter(op::Queued::is_of_a_person);
        queue.map(|queued| item(r, me, queued, is_sending, &mut names)).collect()
    })?)
}

fn item(
    r: &Read<'_>,
    me: PersonId,
    queued: op::Queued,
    is_sending: bool,
    names: &mut Names,
) -> Result<OutboxItem, StoreError> {
    let intent = &queued.op.intent;
    let conversation = match queued.target.0 {
        Scope::Conv(id) => Some(id),
        Scope::Me(_) | Scope::Dir(_) | Scope::Offers(_) | Scope::Desk(_) => None,
    };
    let talk = conversation.map(|id| talk::find(r, me, id)).transpose()?.flatten();
    let organization = match (organization(intent), &talk) {
        (Some(organization), _) => Some(organization),
        // What two people write to each other is no organisation's business.
        (None, Some(talk)) => (talk.kind != InboxKind::Direct).then_some(talk.organization),
        (None, None) => None,
    };
    Ok(OutboxItem {
        op: queued.op.id,
        verb: intent.verb(),
        field: field(intent),
        row_type: row_type(r, me, intent)?,
        conversation,
        with: with(r, me, intent, talk.as_ref(), names)?,
        organization: organization.map(|id| names.organization(r, id)).transpose()?,
        text: text(r, me, intent)?.chars().take(SHORT).collect(),
        files: intent.attachments().iter().map(|attachment| attachment.name.clone()).collect(),
        at: queued.at,
        state: match queued.state {
            op::State::Waiting if is_sending && queued.tries > 0 => OutboxState::Sending,
            op::State::Waiting => OutboxState::Waiting,
            op::State::Refused => OutboxState::Refused,
            op::State::Conflict => OutboxState::Conflict,
            op::State::Discarded => OutboxState::Discarded,
        },
        code: queued.code,
        tries: queued.tries,
    })
}

/// The organisation that an intent names.
fn organization(intent: &Intent) -> Option<OrgId> {
    match intent {
        Intent::Set { value: Setting::Notifications(prefs) } => Some(prefs.organization),
        Intent::SaveOffer { organization, .. }
        | Intent::Report { organization, .. }
        | Intent::StartConversation { organization, .. }
        | Intent::StartDesk { organization, .. }
        | Intent::SetMember { organization, .. }
        | Intent::AddOffer { organization, .. }
        | Intent::EditOffer { organization, .. }
        | Intent::PublishOffer { organization, .. }
        | Intent::CloseOffer { organization, .. }
        | Intent::RemoveOffer { organization, .. }
        | Intent::CloseReport { organization, .. } => Some(*organization),
        _ => None,
    }
}

/// With whom, or about whom.
fn with(
    r: &Read<'_>,
    me: PersonId,
    intent: &Intent,
    talk: Option<&Talk>,
    names: &mut Names,
) -> Result<Option<PersonName>, StoreError> {
    Ok(match intent {
        Intent::StartConversation { organization, with: person, .. } | Intent::Report { organization, person, .. } => {
            Some(names.person(r, *organization, *person, None)?)
        }
        Intent::Block { name } => Some(name.clone()),
        Intent::Unblock { person } => match before(r, Scope::Me(me), Name::Block(*person))? {
            Some(Object::Block(block)) => Some(block.name),
            _ => None,
        },
        Intent::SetMember { organization, person, .. } => member(r, *organization, *person)?.map(|member| member.name),
        Intent::CloseReport { organization, report, .. } => {
            match before(r, Scope::Desk(*organization), Name::Report(*report))? {
                Some(Object::DeskReport(report)) => Some(report.reported),
                _ => None,
            }
        }
        _ => match talk {
            // A desk has no name of its own beside the organisation's.
            Some(Talk { kind: InboxKind::WithDesk, .. }) | None => None,
            Some(talk) => {
                let last_known = talk.row.as_ref().map(|row| &row.with);
                Some(names.other(r, talk.organization, talk.kind, talk.other, last_known)?)
            }
        },
    })
}

/// What was typed, or the title of what it is about.
fn text(r: &Read<'_>, me: PersonId, intent: &Intent) -> Result<String, StoreError> {
    let title = |scopes: &[Scope], offer: OfferId| {
        for scope in scopes {
            if let Some(Object::Offer(offer)) = before(r, *scope, Name::Offer(offer))? {
                return Ok(offer.value.title);
            }
        }
        Ok::<_, StoreError>(String::new())
    };
    match intent {
        Intent::SaveOffer { organization, offer } => title(&[Scope::Offers(*organization)], *offer),
        Intent::UnsaveOffer { offer } => {
            let own = memberships(r, me)?.into_iter().map(|membership| Scope::Offers(membership.organization));
            title(&own.collect::<Vec<_>>(), *offer)
        }
        Intent::PublishOffer { organization, offer }
        | Intent::CloseOffer { organization, offer }
        | Intent::RemoveOffer { organization, offer } => title(&[Scope::Desk(*organization)], *offer),
        _ => Ok(intent.typed().to_owned()),
    }
}

/// What stands there; of what a waiting removal hides, what stood there.
fn before(r: &Read<'_>, scope: Scope, name: Name) -> Result<Option<Object>, StoreError> {
    Ok(object::get(r, scope, name)?.and_then(|cached| cached.shown().or_else(|| cached.from_server())))
}

pub(super) fn field(intent: &Intent) -> Option<ProfileField> {
    match intent {
        Intent::SetField { field, .. } | Intent::ConfirmField { field } => Some(*field),
        _ => None,
    }
}

pub(super) fn row_type(r: &Read<'_>, me: PersonId, intent: &Intent) -> Result<Option<RowType>, StoreError> {
    match intent {
        Intent::AddRow { value, .. } | Intent::EditRow { value, .. } => Ok(Some(value.body.row_type())),
        Intent::RemoveRow { row } | Intent::ConfirmRow { row } | Intent::MoveRow { row, .. } => {
            existing_type(r, me, *row)
        }
        _ => Ok(None),
    }
}

fn existing_type(r: &Read<'_>, me: PersonId, row: RowId) -> Result<Option<RowType>, StoreError> {
    Ok(match before(r, Scope::Me(me), Name::Row(row))? {
        Some(Object::Row(row)) => Some(row.value.body.row_type()),
        _ => None,
    })
}
