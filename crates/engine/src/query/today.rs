//! 今日: what needs the person, from the same functions as each thing's own screen.

use std::cmp::Reverse;

use domain::{
    ConversationId, Millis, Object, PersonId, Scope,
    record::{About, Category, ContactRequest, InboxKind, Notification, RequestState},
};
use store::{
    Read, Reads, StoreError,
    table::{object, op},
};

use super::{Names, day, desk, inbox, is_read, lens::Lens, memberships, offers, people::count, profile, talk};
use crate::{
    Engine, LocalTime,
    failure::Failure,
    view::{ConversationState, FieldView, Need, News, ProfileView, RowView, TodayView},
};

/// Most things that are shown at once.
const NEEDS: usize = 3;
/// Most news.
const NEWS: usize = 10;
/// A kept offer that ends within so many days needs the person.
const SOON: u32 = 7;

pub(crate) fn today(engine: &Engine) -> Result<TodayView, Failure> {
    let (account, me) = engine.signed_in()?;
    let (now, local) = (engine.config().clock.now(), engine.config().local_now());
    Ok(account.store.read(|r| view(r, me, now, local))?)
}

fn view(r: &Read<'_>, me: PersonId, now: Millis, local: LocalTime) -> Result<TodayView, StoreError> {
    let lens = Lens::read(r, me, local)?;
    let mut needs: Vec<Need> = settle(r)?.into_iter().collect();
    needs.extend(conversations(r, me)?);
    needs.extend(closing(r, me, &lens)?);
    needs.extend(reports(r, me)?);
    needs.extend(stale(&profile::view(r, me, now)?));
    let more = count(needs.len().saturating_sub(NEEDS));
    needs.truncate(NEEDS);

    let mut news = new_offers(r, me, &lens)?;
    news.extend(notified(r, me)?);
    news.sort_by_key(|(at, _)| Reverse(*at));
    news.truncate(NEWS);
    Ok(TodayView { needs, more, news: news.into_iter().map(|(_, news)| news).collect(), ready: is_ready(r, me)? })
}

/// What was typed and has not gone through: nobody else can help with it.
fn settle(r: &Read<'_>) -> Result<Option<Need>, StoreError> {
    let count = op::count(r, op::State::Refused)?.saturating_add(op::count(r, op::State::Conflict)?);
    Ok((count > 0).then_some(Need::Settle { count }))
}

/// Requests, then messages. Of both whoever has waited longest comes first: the newest has just rung, and stands on top of
/// the list of conversations anyway; the oldest is the one that is being forgotten.
fn conversations(r: &Read<'_>, me: PersonId) -> Result<Vec<Need>, StoreError> {
    let (mut requests, mut replies) = (Vec::new(), Vec::new());
    for item in inbox::items(r, me)?.into_iter().rev() {
        match (item.standing, item.purpose) {
            (ConversationState::Asking, Some(purpose)) => requests.push(Need::Request {
                conversation: item.conversation,
                with: item.with,
                purpose,
                organization: item.organization,
                at: item.at,
            }),
            (ConversationState::Open | ConversationState::Asked, _) if item.unread > 0 => {
                replies.push(Need::Reply { item });
            }
            // To have declined or blocked somebody, or to have been declined, is an end.
            (
                ConversationState::Open
                | ConversationState::Asked
                | ConversationState::Asking
                | ConversationState::Declined
                | ConversationState::DeclinedByMe
                | ConversationState::Blocked,
                _,
            ) => {}
        }
    }
    requests.append(&mut replies);
    Ok(requests)
}

/// Kept offers that end soon, the first to end first.
fn closing(r: &Read<'_>, me: PersonId, lens: &Lens) -> Result<Vec<Need>, StoreError> {
    let mut names = Names::default();
    let mut list = Vec::new();
    for offer in offers::all(r, me)? {
        let (Some(today), Some(closes_on)) = (lens.today, offer.value.closes_on) else { continue };
        let days = day::until(today, closes_on);
        if days <= SOON && lens.is_open(&offer) && lens.is_saved(offer.id) {
            list.push((
                closes_on,
                offer.id,
                Need::Closing {
                    offer: offer.id,
                    organization: offer.organization,
                    organization_name: names.organization(r, offer.organization)?,
                    title: offer.value.title,
                    closes_on,
                    days,
                },
            ));
        }
    }
    list.sort_by_key(|(closes_on, id, _)| (*closes_on, *id));
    Ok(list.into_iter().map(|(_, _, need)| need).collect())
}

/// Reports that wait at a desk.
fn reports(r: &Read<'_>, me: PersonId) -> Result<Vec<Need>, StoreError> {
    let mut names = Names::default();
    let mut list = Vec::new();
    for membership in memberships(r, me)? {
        let organization = membership.organization;
        if !membership.value.standing().grants().desk {
            continue;
        }
        let reports = desk::waiting_reports(r, organization)?;
        if reports > 0 {
            list.push(Need::Desk { organization, name: names.organization(r, organization)?, reports });
        }
    }
    Ok(list)
}

/// Values that were not confirmed for long, as one thing: they are gone through together.
fn stale(profile: &ProfileView) -> Option<Need> {
    let ProfileView {
        fields,
        work,
        education,
        certificates,
        skills,
        languages,
        projects,
        links,
        contacts,
        former_names,
        custom,
        ..
    } = profile;
    let lists = [work, education, certificates, skills, languages, projects, links, contacts, former_names, custom];
    let fields = fields.iter().map(|FieldView { stale, confirmed_at, .. }| (*stale, *confirmed_at));
    let rows = lists.into_iter().flatten().map(|RowView { stale, confirmed_at, .. }| (*stale, *confirmed_at));
    let stale: Vec<Option<Millis>> = fields.chain(rows).filter(|(stale, _)| *stale).map(|(_, at)| at).collect();
    let since = stale.iter().flatten().min().copied();
    (!stale.is_empty()).then_some(Need::Confirm { count: count(stale.len()), since })
}

/// Offers that are new, and kept ones that have changed.
fn new_offers(r: &Read<'_>, me: PersonId, lens: &Lens) -> Result<Vec<(Millis, News)>, StoreError> {
    let mut names = Names::default();
    let mut list = Vec::new();
    for offer in offers::all(r, me)? {
        let changed = lens.has_changed(&offer);
        if changed || lens.is_new(&offer) {
            let item = lens.item(&offer, names.organization(r, offer.organization)?);
            let at = item.changed_at.filter(|_| changed).or(item.published_at).unwrap_or(0);
            list.push((at, News::Offer { item, changed }));
        }
    }
    Ok(list)
}

/// What notifications say beside what stands in the inbox: one's request was accepted, one's status changed.
fn notified(r: &Read<'_>, me: PersonId) -> Result<Vec<(Millis, News)>, StoreError> {
    let mut names = Names::default();
    let mut list = Vec::new();
    for (_, cached) in object::list(r, Scope::Me(me), "notification/")? {
        let Some(Object::Notification(notification)) = cached.shown() else { continue };
        if notification.read {
            continue;
        }
        let Notification { id, organization, category, about, at, .. } = notification;
        match about {
            About::Conversation { conversation, .. } if category == Category::ContactRequest => {
                list.extend(accepted(r, me, conversation, at, &mut names)?.map(|news| (at, news)));
            }
            About::Status { status } => {
                let name = names.organization(r, organization)?;
                list.push((at, News::Status { notice: id, organization, name, status, at }));
            }
            About::Conversation { .. } | About::Report { .. } => {}
        }
    }
    Ok(list)
}

fn accepted(
    r: &Read<'_>,
    me: PersonId,
    conversation: ConversationId,
    at: Millis,
    names: &mut Names,
) -> Result<Option<News>, StoreError> {
    let Some(row) = inbox::row(r, me, conversation)? else { return Ok(None) };
    let is_accepted = |request: ContactRequest| request.from == me && request.state == RequestState::Accepted;
    let is_news = row.kind_of == InboxKind::Direct
        && talk::request_of(r, &row)?.is_some_and(is_accepted)
        && !talk::is_blocked(r, me, row.with.person)?;
    if !is_news {
        return Ok(None);
    }
    Ok(Some(News::Accepted { conversation, with: inbox::shown_name(r, names, &row)?, at }))
}

fn is_ready(r: &impl Reads, me: PersonId) -> Result<bool, StoreError> {
    if !is_read(r, Scope::Me(me))? {
        return Ok(false);
    }
    for membership in memberships(r, me)? {
        let (id, grants) = (membership.organization, membership.value.standing().grants());
        let wanted = [(true, Scope::Dir(id)), (grants.offers, Scope::Offers(id)), (grants.desk, Scope::Desk(id))];
        for (_, scope) in wanted.into_iter().filter(|(is_granted, _)| *is_granted) {
            if !is_read(r, scope)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
