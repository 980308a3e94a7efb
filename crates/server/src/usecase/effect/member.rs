//! What an organisation says of a member changes: the member's own copy, the cards others see, what the member sees, the
//! rows of the desk. The account, its sessions and the profile stay.

use std::collections::BTreeSet;

use domain::{
    ConversationId, Name, NoticeId, Object, OrgId, PersonId, Scope, UnitId,
    record::{About, Category, InboxKind, InboxRow, Member, MemberValue, Membership, Role},
};

use super::{
    Likeness, card,
    inbox::{self, need_of, roster_name, row},
    notice,
    view::{self, Look, Rewrite, look_again},
};
use crate::storage::step::{Known, Loaded, LookedAtBy, Need, Writes};

/// The desk's record of a member was written.
pub(super) fn set(member: &Member, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let (person, after) = (member.name.person, &member.membership);
    let before = match loaded.object(Scope::Desk(after.organization), Name::Member(person))? {
        Some(Object::Member(before)) => Some(&before.membership.value),
        _ => None,
    };
    follow(&Likeness::of(person, loaded)?, before, after, loaded, writes)
}

/// Adds what follows from a membership that begins or changes; `before` is none when it begins.
pub(crate) fn follow(
    likeness: &Likeness,
    before: Option<&MemberValue>,
    after: &Membership,
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let (person, organization, value) = (likeness.person(), after.organization, &after.value);
    let me = Scope::Me(person);
    let id = NoticeId(after.id.0);
    let own = [Name::Membership(after.id), Name::Notification(id)].map(|name| (me.into(), name));
    loaded.have(Need { heads: [me.into()].into(), records: own.into(), ..Need::default() })?;

    writes.put(loaded, (me, Name::Membership(after.id)), None, Object::Membership(after.clone()))?;
    if before.is_some_and(|before| before.status != value.status) {
        let about = About::Status { status: value.status };
        let news = notice::plain(id, organization, Category::Membership, about, writes.at());
        notice::put(loaded, writes, person, news)?;
    }
    card::rewrite(likeness, std::slice::from_ref(after), loaded, writes)?;
    look_around(person, organization, (before, value), loaded, writes)?;
    let role = before.map_or(Role::Member, |before| before.role);
    match (role, value.role) {
        (Role::Member, Role::Organizer) => arrive_at_desk(person, organization, loaded, writes),
        (Role::Organizer, Role::Member) => leave_desk(person, organization, loaded, writes),
        (Role::Member, Role::Member) | (Role::Organizer, Role::Organizer) => Ok(()),
    }
}

/// What the member sees of others: of those who leave the member out, by name or by unit, and of those with whom there is
/// a tie.
fn look_around(
    viewer: PersonId,
    organization: OrgId,
    (before, after): (Option<&MemberValue>, &MemberValue),
    loaded: &Loaded,
    writes: &mut Writes,
) -> Known<()> {
    let is_same_class = before.is_some_and(|before| before.standing() == after.standing());
    if is_same_class && before.is_some_and(|before| before.units == after.units) {
        return Ok(());
    }
    let units: BTreeSet<UnitId> = before.into_iter().chain([after]).flat_map(|value| value.units.clone()).collect();
    let people = loaded.looked_at(&LookedAtBy { organization, viewer, units })?;
    let mut need = Need::default();
    for person in people {
        view::add(&mut need, Look::need_of(organization, viewer, *person));
    }
    loaded.have(need)?;
    let looks = people.iter().map(|person| Look::of(organization, (viewer, after), *person, loaded));
    let looks = looks.collect::<Known<Vec<_>>>()?;
    let rewrite = if is_same_class { Rewrite::Changed } else { Rewrite::All };
    look_again(&looks, rewrite, loaded, writes).map(drop)
}

/// Whoever works at the desk sees its conversations, as far as something has been said in them.
fn arrive_at_desk(organizer: PersonId, organization: OrgId, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let conversations = desk_conversations(organizer, organization, loaded)?;
    let mut need = Need::default();
    for (conversation, person) in &conversations {
        need.records.insert((Scope::Me(*person).into(), Name::Inbox(*conversation)));
        need.records.insert((Scope::Desk(organization).into(), Name::Member(*person)));
        need.records.insert((Scope::Conv(*conversation).into(), Name::Mark(organizer)));
    }
    loaded.have(need)?;
    let mark = |conversation| {
        let mark = loaded.object(Scope::Conv(conversation), Name::Mark(organizer));
        mark.map(|object| match object {
            Some(Object::Mark(mark)) => mark.seq,
            _ => 0,
        })
    };
    let mut need = Need::default();
    for (conversation, _) in &conversations {
        need.unread.insert((*conversation, organizer, mark(*conversation)?));
    }
    loaded.have(need)?;
    for (conversation, person) in conversations {
        let Some(theirs) = row(loaded, person, conversation)?.filter(|theirs| theirs.head > 0) else { continue };
        let new = InboxRow {
            kind_of: InboxKind::AtDesk,
            with: roster_name(organization, person, loaded)?,
            unread: loaded.unread(conversation, organizer, mark(conversation)?)?,
            preview_mine: false,
            ..theirs.clone()
        };
        inbox::put(loaded, writes, organizer, new)?;
    }
    Ok(())
}

/// Whoever has left the desk keeps nothing of what members wrote to it, nor of what was reported there.
fn leave_desk(organizer: PersonId, organization: OrgId, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let me = Scope::Me(organizer);
    loaded.have(Need { desk_notices: [(organizer, organization)].into(), ..Need::default() })?;
    for (conversation, _) in desk_conversations(organizer, organization, loaded)? {
        if row(loaded, organizer, conversation)?.is_some() {
            writes.delete(loaded, (me, Name::Inbox(conversation)), None)?;
        }
    }
    // Of conversations and of reports alike.
    for notice in loaded.desk_notices(organizer, organization)? {
        writes.delete(loaded, (me, Name::Notification(*notice)), None)?;
    }
    Ok(())
}

/// The conversations that an organisation's desk has with others than this organizer, each with its member; loaded, with
/// the organizer's rows.
fn desk_conversations(
    organizer: PersonId,
    organization: OrgId,
    loaded: &Loaded,
) -> Known<Vec<(ConversationId, PersonId)>> {
    let people = loaded.desks(organization)?.iter().filter(|person| **person != organizer);
    let all: Vec<_> = people.map(|person| (ConversationId::desk(organization, *person), *person)).collect();
    let mut need = Need::default();
    for (conversation, _) in &all {
        view::add(&mut need, need_of(*conversation, [organizer]));
    }
    loaded.have(need)?;
    Ok(all)
}
